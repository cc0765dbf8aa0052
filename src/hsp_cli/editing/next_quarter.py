"""A quarter's paper and the places for its figures: the shape of the last paper, and nothing that it said."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from hsp_cli.analysis.owed import OwedFigure
from hsp_cli.domain.address import Placed
from hsp_cli.domain.edit import Edit, Set
from hsp_cli.domain.indicator import FigureStatus
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.paper import Block, Paper, Section
from hsp_cli.domain.period import Period
from hsp_cli.domain.request import RequestRefused
from hsp_cli.domain.workspace import Workspace
from hsp_cli.editing.homes import file_of_new
from hsp_cli.store.skeletons import record_text
from hsp_cli.wording.bodies import body_name


class NewPaper(NamedTuple):
    """The record of a quarter's paper that is to be made. `like` is the id of the paper whose shape it has, if any."""

    path: str
    id: str
    text: str
    like: str | None


def day_called(text: str) -> Period:
    """A day as a request names it. RequestRefused if it is not one."""
    try:
        return Period.day(date.fromisoformat(text))
    except ValueError:
        raise RequestRefused(f"{text!r} is not a day", "write it as 2010-09-27") from None


def paper_of(workspace: Workspace, quarter: Period, body: str | None = None) -> Placed[Paper] | None:
    """The quarterly report that is recorded for a quarter, of a body or of any."""
    return next((placed for placed in _quarterly(workspace, body) if placed.record.quarter == quarter), None)


def new_paper(workspace: Workspace, quarter: Period, on: Period | None, body: str | None = None) -> NewPaper:
    """The record of the paper of a quarter, for a meeting on a day, if that is known.

    It has the body, the report and the headings of the last quarterly report before the quarter, with the tables of
    indicators and the projects that stood below them. Its texts, its actions and its dates are not copied: they were
    about another quarter.
    """
    earlier = [one for one in _quarterly(workspace, body) if one.record.quarter and one.record.quarter < quarter]
    last = max(earlier, key=lambda one: (one.record.quarter, one.record.on or one.record.quarter), default=None)
    settings = workspace.partnership
    record = last.record if last else None
    record_id = _free_id(workspace, _id(settings.quarterly_report, quarter, record), record)
    reader = record.body if record else body
    data: dict[str, Any] = {
        "id": record_id,
        "title": _title(record, quarter) if record else settings.quarterly_title,
        "report": record.report if record else settings.quarterly_report,
        "body": reader,
        "quarter": quarter.text,
        "on": on.text if on else None,
        "previous_meetings": _meetings_of(workspace, record) if record else [],
        "open_questions": [] if on else [_question(workspace, reader)],
        "sections": [_shape(section) for section in record.sections] if record else [],
    }
    said = f"# Headings of {record.id}. Write a section's text below it:\n{_HOW}" if record else ""
    path = file_of_new(Kind.PAPER, record_id)
    return NewPaper(path, record_id, said + record_text(_filled(data)), record.id if record else None)


_HOW = "#     content:\n#       - text: …\n"


def places_for_figures(figures: Iterable[OwedFigure]) -> dict[str, tuple[Edit, ...]]:
    """A place marked as awaited for each figure that is owed, by file. One that is marked already is left as it is."""
    found: dict[str, tuple[Edit, ...]] = {}
    for owed in figures:
        recorded = owed.placed.record.figures
        edits = tuple(_place(period, period in recorded) for period in owed.periods if not _is_marked(owed, period))
        if edits:
            found[owed.placed.place.path] = edits
    return found


def _is_marked(owed: OwedFigure, period: Period) -> bool:
    figure = owed.placed.record.figures.get(period)
    return figure is not None and figure.is_awaited


def _place(period: Period, is_there: bool) -> Edit:
    awaited = FigureStatus.AWAITED.value
    if is_there:
        return Set(("figures", period.text, "status"), awaited)
    return Set(("figures", period.text), {"status": awaited})


def _quarterly(workspace: Workspace, body: str | None) -> list[Placed[Paper]]:
    report = workspace.partnership.quarterly_report
    return [
        placed
        for placed in workspace.papers.values()
        if placed.record.report == report and placed.record.quarter and body in (None, placed.record.body)
    ]


def _id(report: str, quarter: Period, last: Paper | None) -> str:
    """The id of the last paper with this quarter in place of its own; without one, the report and the quarter."""
    if last and last.quarter and (renamed := _renamed(last.id, last.quarter, quarter)) != last.id:
        return renamed
    return f"{report}-{quarter.text.lower()}"


def _renamed(text: str, before: Period, after: Period) -> str:
    """A text with one quarter in place of another: `Q1 2010/11`, `q1-2010`, `2010-q1`."""
    pairs = [(before.label, after.label), (before.text, after.text), (before.text.lower(), after.text.lower())]
    pairs.append(
        ("-".join(reversed(before.text.lower().split("-"))), "-".join(reversed(after.text.lower().split("-"))))
    )
    for old, new in pairs:
        text = re.sub(rf"(?<![0-9A-Za-z]){re.escape(old)}(?![0-9A-Za-z])", new, text)
    return text


def _free_id(workspace: Workspace, wanted: str, last: Paper | None) -> str:
    if wanted not in workspace.papers or last is None or last.body is None:
        return wanted
    return f"{wanted}-{last.body}"


def _title(last: Paper, quarter: Period) -> str:
    return _renamed(last.title, last.quarter, quarter) if last.quarter else last.title


def _meetings_of(workspace: Workspace, last: Paper) -> list[str]:
    """The meeting that received the last paper, if it is recorded: its actions are reported next."""
    return [
        name
        for name, placed in workspace.meetings.items()
        if last.on and placed.record.body == last.body and placed.record.on == last.on
    ]


def _question(workspace: Workspace, body: str | None) -> str:
    who = body_name(body, workspace.partnership)
    return f"When is the meeting{f' ({who})' if who else ''}? Write its day as `on`."


def _shape(section: Section) -> dict[str, Any]:
    return _filled(
        {
            "id": section.id,
            "title": section.title,
            "part": section.part.value if section.part else None,
            "priority": section.priority,
            "content": [kept for block in section.content if (kept := _table(block))],
            "sections": [_shape(inner) for inner in section.sections],
        }
    )


def _table(block: Block) -> dict[str, Any]:
    """A block that shows what the records have for the quarter; empty for any other."""
    if block.indicators:
        return {"indicators": list(block.indicators)}
    return {"project": block.project} if block.project else {}


def _filled(data: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if value not in (None, [])}
