"""Deadlines and meetings as an iCalendar file (RFC 5545), for the calendars of phones and offices."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from hsp_cli import __version__
from hsp_cli.analysis.chasing import Chase
from hsp_cli.analysis.due import DueItems, DueStatus, due_items
from hsp_cli.analysis.open_actions import is_raised_by
from hsp_cli.domain.address import Address
from hsp_cli.domain.owner import Owners, names
from hsp_cli.domain.period import PeriodKind
from hsp_cli.domain.workspace import Workspace
from hsp_cli.exchange.cells import cell_text
from hsp_cli.formats.extras import library
from hsp_cli.wording.actions import action_text
from hsp_cli.wording.bodies import body_name

_WITH_DEADLINE = (DueStatus.OVERDUE, DueStatus.DUE, DueStatus.LATER)


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline or a meeting: its lasting name, the day, and what is due, from whom and where."""

    uid: str
    day: date
    summary: str
    description: str


def deadlines(found: Chase, workspace: Workspace, answer_by: date | None = None) -> list[Deadline]:
    """The deadlines of live actions and milestones, and of figures that are owed, by day. Each has one entry, however
    many owners it has.

    `answer_by` is the day by which the answers for the quarter are wanted; it has an entry of its own.
    """
    owed = found.owed
    listed = list(_of_actions(due_items(workspace, owed.as_of, owed.filters, found.soon), workspace))
    for figure in owed.owings.figures:
        for period in figure.periods:
            summary = f"Figure for {period.label}: {figure.placed.record.name}"
            listed.append(
                _deadline(
                    workspace, figure.placed.address, period.text, figure.due(period), summary, figure.placed.owners
                )
            )
    if answer_by:
        uid = f"answers/{owed.quarter.text}@{workspace.partnership.id}"
        summary = f"Answers for {owed.quarter.label}"
        listed.append(Deadline(uid, answer_by, summary, cell_text(workspace.partnership.name)))
    return _by_day(listed)


def public_calendar(due: DueItems, workspace: Workspace) -> list[Deadline]:
    """The deadlines of live actions and milestones, and the meetings to come, by day.

    An action that a meeting or paper to come proposes is not among them: nobody has agreed it.

    A meeting whose record gives only the month or the quarter has no day, and so is not in a calendar.
    """
    raised = {
        status: tuple(item for item in items if is_raised_by(workspace, item.placed, due.as_of))
        for status, items in due.by_status.items()
    }
    return _by_day((*_of_actions(replace(due, by_status=raised), workspace), *_meetings(workspace, due.as_of)))


def _by_day(listed: Iterable[Deadline]) -> list[Deadline]:
    return sorted(listed, key=lambda one: (one.day, one.uid))


def _of_actions(due: DueItems, workspace: Workspace) -> Iterator[Deadline]:
    for status in _WITH_DEADLINE:
        for item in due[status]:
            placed, deadline = item.placed, item.placed.record.deadline
            if deadline and deadline.falls_on:
                summary = f"Due: {action_text(placed.record)}"
                yield _deadline(workspace, placed.address, "", deadline.falls_on, summary, placed.owners)


def _meetings(workspace: Workspace, as_of: date) -> Iterator[Deadline]:
    for placed in workspace.meetings.values():
        meeting = placed.record
        if meeting.on.kind is PeriodKind.DAY and meeting.on.first_day >= as_of:
            where = f"Place: {meeting.place}" if meeting.place else "The place is not recorded."
            uid = f"{placed.address.kind.value}/{placed.address.full}@{workspace.partnership.id}"
            text = cell_text(f"{body_name(meeting.body, workspace.partnership)}\n{where}\nRecord: {placed.address}")
            yield Deadline(uid, meeting.on.first_day, " ".join(cell_text(meeting.title).split()), text)


def _deadline(workspace: Workspace, address: Address, part: str, day: date, summary: str, owners: Owners) -> Deadline:
    place = "/".join(filter(None, (address.kind.value, address.full, part.replace(" ", "-"))))
    whose = f"Owners: {names(owners)}" if owners else "No owner recorded"
    text = cell_text(f"{whose}\nRecord: {address}")
    return Deadline(f"{place}@{workspace.partnership.id}", day, " ".join(cell_text(summary).split()), text)


def as_ics(listed: Iterable[Deadline], as_of: date, alarm: int | None = None) -> bytes:
    """The bytes of the file: an entry of a whole day for each deadline. `alarm` is the days before it to remind.

    The time stamp is that of the date of the records, so that equal records give equal bytes. An entry keeps its UID
    when its day changes, so that a calendar moves it.
    """
    icalendar = library("icalendar", "calendar", "a calendar")
    calendar = icalendar.Calendar()
    calendar.add("prodid", f"-//hsp//{__version__}//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    stamp = datetime.combine(as_of, time(), UTC)
    for one in listed:
        calendar.add_component(_event(icalendar, one, stamp, alarm))
    content: bytes = calendar.to_ical()
    return content


def _event(icalendar: Any, deadline: Deadline, stamp: datetime, alarm: int | None) -> Any:
    event = icalendar.Event()
    event.add("uid", deadline.uid)
    event.add("dtstamp", stamp)
    event.add("dtstart", deadline.day)
    event.add("dtend", deadline.day + timedelta(days=1))
    event.add("summary", deadline.summary)
    event.add("description", deadline.description)
    event.add("transp", "TRANSPARENT")
    if alarm is not None:
        reminder = icalendar.Alarm()
        reminder.add("action", "DISPLAY")
        reminder.add("description", deadline.summary)
        reminder.add("trigger", timedelta(days=-alarm))
        event.add_component(reminder)
    return event
