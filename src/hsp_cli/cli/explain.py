"""`hsp explain`: what a code means, or how an indicator was rated."""

import textwrap
from typing import TYPE_CHECKING, Annotated

import typer

from hsp_cli.cli.completion import ids
from hsp_cli.cli.known_rules import KnownRules, known_rules
from hsp_cli.cli.options import AnswerFormat, Format, Quarter, command
from hsp_cli.cli.session import Session
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.request import RequestRefused

if TYPE_CHECKING:
    from hsp_cli.analysis.catalogue import Item
    from hsp_cli.domain.finding import Rule
    from hsp_cli.domain.workspace import Workspace


@command
def run(
    session: Session,
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="[CODE|INDICATOR]",
            help="A code that `validate` prints, or an indicator.",
            autocompletion=ids(files=(Kind.INDICATOR,)),
        ),
    ] = None,
    quarter: Quarter = None,
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
        _indicator(session, name, quarter, format)


def _codes(session: Session, known: KnownRules, format: AnswerFormat) -> None:
    if format is AnswerFormat.JSON:
        from hsp_cli.cli.json_output import rules_answer

        session.answer_json(rules_answer(known.by_code.values()))
        return
    rows = [(rule.code, rule.severity.value, rule.summary) for rule in known.by_code.values()]
    session.out.table(("Code", "Severity", "What is wrong"), rows)


def _page(session: Session, rule: "Rule", format: AnswerFormat) -> None:
    if format is AnswerFormat.JSON:
        from hsp_cli.cli.json_output import rule_answer

        session.answer_json(rule_answer(rule))
        return
    session.out.write(f"{rule.code} ({rule.severity.value})")
    session.out.write()
    session.out.write(rule.page)


def _indicator(session: Session, name: str, asked: str | None, format: AnswerFormat) -> None:
    from hsp_cli.analysis.explanation import explanation

    workspace = session.workspace()
    indicator = _found(workspace, name)
    quarter = session.quarter(workspace, asked)
    sentences = explanation(workspace.indicators[indicator].record, quarter, workspace.partnership)
    if format is AnswerFormat.JSON:
        from hsp_cli.cli.json_output import explain_answer

        session.answer_json(explain_answer(workspace.indicators[indicator], quarter, workspace.partnership, sentences))
        return
    width = min(session.out.width, 100)
    for sentence in sentences:
        session.out.write("\n".join(textwrap.wrap(sentence, width, subsequent_indent="  ")))


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
            f"{_described(item)}; only codes and indicators can be explained", f"`hsp show {item.address}` shows it"
        )
    return item.record.id


def _described(item: "Item") -> str:
    return f"{item.address} is {'an' if item.kind[0] in 'aeiou' else 'a'} {item.kind}"
