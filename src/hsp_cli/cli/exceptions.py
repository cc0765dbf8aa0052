"""`hsp exceptions`: the indicators that are off target, and the reasons."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from hsp_cli.cli.completion import dimensions
from hsp_cli.cli.exit import Exit
from hsp_cli.cli.options import (
    AllowErrors,
    AnswerFormat,
    Body,
    Format,
    OrganisationId,
    OwnerName,
    PlanId,
    PriorityId,
    Quarter,
    SchemeId,
    question,
)
from hsp_cli.cli.session import Session

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hsp_cli.analysis.exceptions import Exceptions, Line
    from hsp_cli.domain.partnership import Partnership


class ExceptionFailure(StrEnum):
    """Conditions for `--fail-on`, named as in the answer."""

    EXCEPTIONS = "exceptions"
    AWAITED = "awaited"
    UNRECORDED = "unrecorded"
    NOT_JUDGED = "not_judged"
    WITHOUT_COMMENT = "without_comment"


@question
def run(
    session: Session,
    quarter: Quarter = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Include indicators that the exception report does not cover.")
    ] = False,
    scheme: SchemeId = None,
    priority: PriorityId = None,
    body: Body = None,
    owner: OwnerName = None,
    plan: PlanId = None,
    by: Annotated[
        str | None,
        typer.Option(
            "--by",
            metavar="DIMENSION",
            help="Rate each series of the indicators divided by this, such as area.",
            autocompletion=dimensions,
        ),
    ] = None,
    organisation: OrganisationId = None,
    fail_on: Annotated[
        list[ExceptionFailure] | None, typer.Option("--fail-on", help="Exit 1 if there is such an indicator.")
    ] = None,
    format: Format = AnswerFormat.TEXT,
    allow_errors: AllowErrors = False,
) -> None:
    """List the indicators that are off target or getting worse.

    They are grouped by priority. A missing figure is listed as awaited: it is neither an exception nor on target.
    """
    workspace = session.workspace(allow_errors=allow_errors)

    from hsp_cli.analysis.exceptions import exceptions
    from hsp_cli.analysis.parts import divided_by

    filters = session.filters(
        workspace, scheme=scheme, priority=priority, body=body, owner=owner, plan=plan, by=by, organisation=organisation
    )
    undivided = 0
    if filters.by:
        undivided = sum(filters.by not in placed.record.dimensions for placed in workspace.indicators.values())
        workspace = divided_by(workspace, filters.by)
    found = exceptions(workspace, session.quarter(workspace, quarter), filters, everything=everything)
    if format is AnswerFormat.JSON:
        session.answer_json(as_json(found, undivided))
    else:
        _show(session, found, workspace.partnership, undivided)
    if any(getattr(found, failure) for failure in fail_on or ()):
        raise Exit(1)


def as_json(found: "Exceptions", undivided: int = 0) -> dict[str, Any]:
    """`hsp exceptions --format json`. `undivided` counts the indicators that `--by` leaves out."""
    from dataclasses import asdict

    from hsp_cli.cli.json_values import awaited_values, indicator_values, quarter_values, rated_values

    levels = [{"code": code, "count": count} for code, count in found.counts.levels]
    return {
        **quarter_values(found.quarter),
        "narrowed_to": {name: value for name, value in asdict(found.filters).items() if value is not None},
        "not_divided": undivided,
        "count": len(found.exceptions),
        "exceptions": [rated_values(line) for line in found.exceptions],
        "awaited": [awaited_values(line) for line in found.awaited],
        "unrecorded": [indicator_values(line) for line in found.unrecorded],
        "not_judged": [indicator_values(line) for line in found.not_judged],
        "context": [indicator_values(line) for line in found.context],
        "not_comparable": [indicator_values(line) for line in found.not_comparable],
        "not_counted": [indicator_values(line) for line in found.not_counted],
        "without_comment": [line.placed.record.id for line in found.without_comment],
        "none_in": list(found.none_in),
        "counts": {**found.counts._asdict(), "levels": levels, "all": found.counts.all},
        "priorities": [
            {"id": one.priority, "exceptions": len(one.exceptions), **one.judged._asdict(), "all": one.judged.all}
            for one in found.priorities
        ],
    }


def _show(session: Session, found: "Exceptions", settings: "Partnership", undivided: int) -> None:
    from hsp_cli.wording.counts import counted
    from hsp_cli.wording.indicators import exceptions_text, name_of_whole, no_exceptions_text, rating_counts_text
    from hsp_cli.wording.periods import span_text

    out = session.out
    if not found.covered and not found.filters.are_none:
        out.write("No indicator matches the request.")
        return
    head = exceptions_text(len(found.exceptions), found.judged, found.quarter)
    out.put(out.styled(head, "bold"), f" ({span_text(found.quarter)})")
    out.item(f"{rating_counts_text(found.counts, settings.rag)}.")
    if found.filters.by:
        out.item(f"Each series by {found.filters.by} counts as an indicator.")
    if found.is_narrowed and _narrowed_to(found):
        out.item(f"Only what was asked for: {_narrowed_to(found)}.")
    if undivided:
        out.item(f"Left out: {counted(undivided, 'indicator')} without figures by {found.filters.by}.")
    judged = {one.priority: one.judged for one in found.priorities}
    for heading, priority, lines in _groups(found, settings):
        out.write()
        out.write(heading)
        if lines:
            _table(session, lines, settings)
        else:
            out.write(no_exceptions_text(judged[priority], narrowed=found.is_narrowed))
    _awaited(session, found.awaited)
    unrecorded = [name_of_whole(line.placed.record) for line in found.unrecorded]
    _listed(session, "No figure or rating is recorded for", unrecorded)
    _names(session, "Not judged, because a target, a number or an earlier figure is missing", found.not_judged)
    _names(session, "Context, which is neither good nor bad", found.context)
    _names(session, "Not compared, because the counting method changed", found.not_comparable)
    _names(session, "Getting worse, which the settings do not count as an exception", found.not_counted)
    if not found.filters.by:  # nothing is published about a series
        _names(session, "Exceptions without a comment", found.without_comment)


def _narrowed_to(found: "Exceptions") -> str:
    """The filters of the request in words: `body safer-harrow, owner nhs-harrow`."""
    asked = ((name, getattr(found.filters, name)) for name in _FILTERS)
    return ", ".join(f"{name} {value}" for name, value in asked if value)


_FILTERS = ("scheme", "priority", "body", "owner", "plan", "organisation")


def _groups(found: "Exceptions", settings: "Partnership") -> "Iterator[tuple[str, str, tuple[Line, ...]]]":
    """The lines under their headings: by priority, then lines of the report without a priority, then all others.

    A priority without lines is one of the report's that was asked for.
    """
    from hsp_cli.analysis.exceptions import by_priority, priority_order

    asked = {one.priority for one in found.priorities}
    grouped = by_priority(found.exceptions, priority_order(settings, found.exceptions))
    for priority_id, lines in grouped.groups:
        if lines or priority_id in asked:
            yield _heading(priority_id, settings), priority_id, lines
    schemes = set(settings.exceptions.schemes)
    covered = tuple(line for line in grouped.rest if not schemes or schemes & set(line.placed.record.schemes))
    beside = tuple(line for line in grouped.rest if line not in covered)
    if covered:
        yield settings.exceptions.other_title, "", covered
    if beside:
        yield "Indicators outside the exception report", "", beside


def _heading(priority_id: str, settings: "Partnership") -> str:
    priority = settings.priority(priority_id)
    if priority is None:
        return priority_id
    return f"{priority.number}  {priority.title}" if priority.number is not None else priority.title


def _table(session: Session, lines: "tuple[Line, ...]", settings: "Partnership") -> None:
    from hsp_cli.wording.indicators import GAP, direction_text, figure_and_target_text, rag_text

    rows, colours = [], []
    for line in lines:
        performance = line.performance
        level = settings.rag.level(performance.rag) if performance.rag else None
        comment = (
            " ".join(performance.assessment.comment.split())
            if performance.assessment and performance.assessment.comment
            else ""
        )
        rows.append(
            (
                line.placed.record.code or "",
                line.placed.record.title,
                rag_text(performance, settings.rag),
                direction_text(performance),
                figure_and_target_text(performance),
                *((comment,) if session.out.width > _ROOM_FOR_COMMENTS else ()),
            )
        )
        colours.append(level.colour if level else "")
    if session.out.width < _ROOM_FOR_A_TABLE:
        for line, (code, title, *facts) in zip(lines, rows, strict=True):
            session.out.entry(
                f"{code} {title}".strip(), "; ".join(fact for fact in facts if fact != GAP), str(line.placed.address)
            )
        return
    comment_head = ("Comment",) if session.out.width > _ROOM_FOR_COMMENTS else ()
    session.out.table(("Code", "Indicator", "RAG", "Direction", "Figure", *comment_head), rows, colours)


_ROOM_FOR_COMMENTS = 120
_ROOM_FOR_A_TABLE = 80
"""The width from which exceptions are a table. A narrower table would break words."""


def _awaited(session: Session, lines: "tuple[Line, ...]") -> None:
    from hsp_cli.wording.working import awaited_text

    if lines:
        session.out.write()
        session.out.write("Awaited:")
        for line in lines:
            detail = awaited_text(line.performance)
            session.out.item(f"{line.placed.record.name}: {detail}" if detail else line.placed.record.name)


def _names(session: Session, heading: str, lines: "tuple[Line, ...]") -> None:
    _listed(session, heading, [line.placed.record.name for line in lines])


def _listed(session: Session, heading: str, names: "Sequence[str]") -> None:
    if names:
        session.out.write()
        session.out.write(f"{heading}:")
        for name in names:
            session.out.item(name)
