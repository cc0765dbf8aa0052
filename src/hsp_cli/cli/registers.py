"""The registers of `hsp list`: revised figures, provisional figures, and comments that are out of date."""

from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from hsp_cli.cli.session import Session
from hsp_cli.domain.register import Register
from hsp_cli.domain.request import RequestRefused

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from hsp_cli.analysis.figure_registers import ProvisionalFigure, RevisedFigure, StaleComment
    from hsp_cli.analysis.filters import Filters
    from hsp_cli.checking.figure_history import SeenFigures
    from hsp_cli.domain.address import Placed
    from hsp_cli.domain.indicator import Indicator
    from hsp_cli.domain.workspace import Workspace


class Row(NamedTuple):
    """An entry of a register: its indicator, its facts as JSON data, and as text."""

    placed: "Placed[Indicator]"
    values: dict[str, Any]
    texts: dict[str, str]


class RegisterAnswer(NamedTuple):
    """The entries of a register, and what has to be said about them. `cautions` are said to everybody."""

    rows: list[Row]
    cautions: list[str]
    notes: list[str]


def register_answer(session: Session, workspace: "Workspace", register: Register, filters: "Filters") -> RegisterAnswer:
    """The entries of a register that match the filters. RequestRefused if it cannot be asked of an earlier revision."""
    from hsp_cli.analysis.figure_registers import provisional_figures, revised_figures, stale_comments
    from hsp_cli.analysis.filters import select

    if session.is_of_revision and register is not Register.PROVISIONAL:
        raise RequestRefused(f"hsp list {register} takes no --at", "it shows the whole history; leave --at out")
    indicators = select(workspace, filters, workspace.indicators.values())
    seen, cautions, notes = _seen(session, workspace, register)
    if register is Register.PROVISIONAL:
        since = seen.provisional_since if seen else {}
        rows = [
            _provisional(one, since, session.as_of) for one in provisional_figures(workspace, indicators, session.as_of)
        ]
    elif register is Register.STALE:
        found = stale_comments(indicators, seen.changes, seen.comment_steps, seen.figure_steps) if seen else ()
        rows = [_stale(one) for one in found]
    else:
        changes = seen.changes if seen else {}
        rows = [_revised(one, workspace) for one in revised_figures(workspace, indicators, changes)]
    if any(one.record.has_series for one in indicators):
        notes.append("Figures of series, such as those by area, are not in this register.")
    return RegisterAnswer(rows, cautions, notes)


def _seen(
    session: Session, workspace: "Workspace", register: Register
) -> "tuple[SeenFigures | None, list[str], list[str]]":
    """What git saw, and what has to be said about it."""
    from hsp_cli.wording.counts import counted
    from hsp_cli.wording.slippage import unread_text

    if session.is_of_revision:
        return None, [], []
    from hsp_cli.checking.figure_history import seen_figures

    try:
        seen = seen_figures(session.root, workspace.partnership.calendar)
    except RequestRefused as refused:
        return None, [f"hsp: {_WITHOUT_GIT[register]}, because git was not read: {refused.message}"], []
    begins = f" since {seen.begins}" if seen.begins else ""
    notes = [f"From the records and {counted(seen.commits, 'commit')}{begins}."]
    cautions = []
    if seen.is_shallow:
        cautions.append("hsp: this clone is shallow, so earlier changes do not show: fetch all commits")
    if seen.unread:
        cautions.append(f"hsp: {unread_text(path for path, _ in seen.unread)}")
    return seen, cautions, notes


_WITHOUT_GIT = {
    Register.REVISED: "only revisions in the records are listed",
    Register.PROVISIONAL: "it is not known since when the figures have been provisional",
    Register.STALE: "it is not known which comments are out of date",
}


def _revised(one: "RevisedFigure", workspace: "Workspace") -> Row:
    from hsp_cli.cli.slippage import commit_values
    from hsp_cli.wording.slippage import commit_text

    figure = one.placed.record.figures.get(one.period)
    papers = [str(paper.address) for paper in one.papers]
    by = commit_text(one.commit) if one.commit or not one.is_recorded else ""
    return Row(
        one.placed,
        {
            "period": one.period.text,
            "label": one.period.label,
            "was": _number(one.was),
            "now": _number(one.now),
            "on": one.on.text if one.on else None,
            "reason": one.reason,
            "recorded": one.is_recorded,
            "commit": commit_values(one.commit),
            "status": figure.status.value if figure else None,
            "papers": papers,
        },
        {
            "period": one.period.label,
            "was": _text(one.was),
            "now": _text(one.now) if one.now is not None else "removed",
            "on": one.on.label if one.on else "",
            "reason": one.reason or "",
            "commit": by if one.is_recorded else f"{by}, not in the record",
            "papers": ", ".join(papers),
        },
    )


def _provisional(one: "ProvisionalFigure", since: "Mapping[Any, Any]", as_of: "date") -> Row:
    day = since.get((one.placed.address, one.period.text))
    figure, is_passed = one.figure, one.due is not None and one.due < as_of
    value: Any = figure.actual if figure.actual is not None else figure.text
    return Row(
        one.placed,
        {
            "period": one.period.text,
            "label": one.period.label,
            "actual": _number(value),
            "since": day.isoformat() if day else None,
            "quarters": one.quarters,
            "release": one.due.isoformat() if one.due else None,
            "release_passed": is_passed if one.due else None,
        },
        {
            "period": one.period.label,
            "figure": _text(value) if value is not None else "",
            "quarters_ended_since": str(one.quarters),
            "provisional_since": day.isoformat() if day else "",
            "release": f"{one.due}{' (passed)' if is_passed else ''}" if one.due else "",
        },
    )


def _stale(one: "StaleComment") -> Row:
    from hsp_cli.cli.slippage import commit_values
    from hsp_cli.wording.slippage import commit_text

    was, now = one.change.before.value, one.change.now.value if one.change.now else None
    return Row(
        one.placed,
        {
            "quarter": one.quarter.text,
            "label": one.quarter.label,
            "comment": one.comment,
            "period": one.period.text,
            "was": _number(was),
            "now": _number(now),
            "commit": commit_values(one.change.commit),
        },
        {
            "comment_on": one.quarter.label,
            "comment": one.comment,
            "figure": f"{one.period.label} {_text(was)} to {_text(now) if now is not None else 'removed'}",
            "changed": commit_text(one.change.commit),
        },
    )


def _number(value: Any) -> Any:
    from hsp_cli.domain.record import plain_number

    return plain_number(value) if isinstance(value, Decimal) else value


def _text(value: Any) -> str:
    from hsp_cli.wording.numbers import format_number

    return format_number(value) if isinstance(value, Decimal) else str(value)


def register_values(rows: "Iterable[Row]", workspace: "Workspace") -> list[dict[str, Any]]:
    """`hsp list REGISTER --format json`."""
    from hsp_cli.cli.json_values import inferred_values, owner_values

    return [
        {
            "id": str(row.placed.address),
            "title": row.placed.record.heading,
            "path": row.placed.place.path,
            **row.values,
            **owner_values("owners", row.placed.owners, workspace),
            **inferred_values(row.placed.record),
        }
        for row in rows
    ]


def show_register(session: Session, rows: "list[Row]") -> None:
    """Write the entries for people."""
    if not rows:
        return
    heads = ("Id", "Title", *(fact.capitalize().replace("_", " ") for fact in rows[0].texts))
    cells = [(str(row.placed.address), row.placed.record.heading, *row.texts.values()) for row in rows]
    if session.out.has_room(heads, cells):
        session.out.table(heads, cells)
        return
    for row in rows:
        facts = "; ".join(f"{name.replace('_', ' ')} {text}" for name, text in row.texts.items() if text)
        session.out.entry(row.placed.record.heading, facts, str(row.placed.address))
