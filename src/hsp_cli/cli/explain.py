"""`hsp explain`: what a code means, or how an indicator was rated."""

import textwrap
from typing import TYPE_CHECKING, Annotated, Any

import typer

from hsp_cli.checking.known_rules import KnownRules, known_rules
from hsp_cli.cli.completion import codes, either, ids
from hsp_cli.cli.options import AnswerFormat, Format, Of, Quarter, question
from hsp_cli.cli.session import Session
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.request import RequestRefused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hsp_cli.domain.address import Placed
    from hsp_cli.domain.finding import Rule
    from hsp_cli.domain.indicator import Indicator
    from hsp_cli.domain.partnership import Partnership
    from hsp_cli.domain.period import Period
    from hsp_cli.domain.workspace import Workspace


@question
def run(
    session: Session,
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="[CODE|INDICATOR]",
            help="A code that `validate` prints, or an indicator.",
            autocompletion=either(ids(files=(Kind.INDICATOR,)), codes),
        ),
    ] = None,
    quarter: Quarter = None,
    of: Of = None,
    format: Format = AnswerFormat.TEXT,
) -> None:
    """Explain a code, or how an indicator was rated.

    Without a name, it lists all codes.
    """
    known = known_rules()
    if name is None:
        _codes(session, known, format)
    elif name in known.by_code:
        _page(session, known.by_code[name], format)
    else:
        _indicator(session, name, quarter, of or [], format)


def _codes(session: Session, known: KnownRules, format: AnswerFormat) -> None:
    if format is AnswerFormat.JSON:
        session.answer_json([_rule_as_json(rule) for rule in known.by_code.values()])
        return
    rows = [(rule.code, rule.severity.value, rule.summary) for rule in known.by_code.values()]
    session.out.table(("Code", "Severity", "What is wrong"), rows)


def _page(session: Session, rule: "Rule", format: AnswerFormat) -> None:
    if format is AnswerFormat.JSON:
        session.answer_json({**_rule_as_json(rule), "hint": rule.hint, "page": rule.page})
        return
    session.out.write(f"{rule.code} ({rule.severity.value})")
    session.out.write()
    session.out.write(rule.page)


def _rule_as_json(rule: "Rule") -> dict[str, Any]:
    return {"code": rule.code, "severity": rule.severity.value, "summary": rule.summary}


def _indicator(session: Session, name: str, asked: str | None, of: "Sequence[str]", format: AnswerFormat) -> None:
    from hsp_cli.analysis.explanation import explanation
    from hsp_cli.analysis.parts import only, series_asked

    workspace = session.workspace()
    placed = workspace.indicators[_found(workspace, name)]
    if of:
        workspace = only(workspace, placed, series_asked(placed.record, of))
        placed = workspace.indicators[placed.record.id]
    quarter = session.quarter(workspace, asked)
    sentences = explanation(placed.record, quarter, workspace.partnership)
    if format is AnswerFormat.JSON:
        session.answer_json(as_json(placed, quarter, workspace.partnership, sentences))
        return
    width = min(session.out.width, 100)
    for sentence in sentences:
        session.out.write("\n".join(textwrap.wrap(sentence, width, subsequent_indent="  ")))


def as_json(
    placed: "Placed[Indicator]", quarter: "Period", settings: "Partnership", sentences: "Sequence[str]"
) -> dict[str, Any]:
    """`hsp explain INDICATOR --format json`: the inputs, the result, and the sentences that connect them."""
    from hsp_cli.analysis.exceptions import Line, reasons
    from hsp_cli.cli.json_values import number, quarter_values, rated_values
    from hsp_cli.cli.statistics_values import statistics_values
    from hsp_cli.domain.performance import performance_of
    from hsp_cli.domain.rag import limits_of

    performance = performance_of(placed.record, quarter, settings.rag)
    comparison = performance.comparison
    return {
        **quarter_values(quarter),
        **rated_values(Line(placed, performance, reasons(performance, settings))),
        "better": placed.record.better.value,
        "computed_rag": performance.computed.code if performance.computed else None,
        "compared_with": {
            "period": comparison.period.text,
            "actual": number(comparison.value),
            "direction": comparison.direction.value,
            "missing": comparison.missing.text if comparison.missing else None,
            "broken_by": comparison.broken_by.reason if comparison.broken_by else None,
        }
        if comparison
        else None,
        "scale": {
            "basis": (placed.record.thresholds or settings.rag).basis.value,
            "levels": [
                {"code": level.code, "name": level.name, "at_least": number(limit), "exception": level.exception}
                for level, limit in zip(
                    settings.rag.levels, limits_of(placed.record.thresholds, settings.rag), strict=True
                )
            ],
        },
        **statistics_values(performance),
        "sentences": list(sentences),
    }


def _found(workspace: "Workspace", name: str) -> str:
    """The id of the indicator with that name. RequestRefused with the nearest codes or records if there is none."""
    from hsp_cli.analysis.catalogue import find
    from hsp_cli.domain.indicator import Indicator

    try:
        item = find(workspace, name)
    except RequestRefused as refused:
        raise RequestRefused(refused.message, known_rules().near(name) or refused.hint) from None
    if not isinstance(item.record, Indicator):
        raise RequestRefused(
            f"{item.described}; only codes and indicators can be explained", f"`hsp show {item.address}` shows it"
        )
    return item.record.id
