"""Deadlines as an iCalendar file (RFC 5545), for the calendars of phones and offices."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from hsp_cli import __version__
from hsp_cli.analysis.chasing import Chase
from hsp_cli.analysis.due import DueStatus, due_items
from hsp_cli.domain.address import Address
from hsp_cli.domain.owner import Owners, names
from hsp_cli.domain.workspace import Workspace
from hsp_cli.exchange.cells import cell_text
from hsp_cli.formats.extras import library
from hsp_cli.wording.actions import action_text

_WITH_DEADLINE = (DueStatus.OVERDUE, DueStatus.DUE, DueStatus.LATER)


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline: its lasting name, the day, and what is due, from whom and where."""

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
    due = due_items(workspace, owed.as_of, owed.filters, found.soon)
    listed = [
        _deadline(
            workspace,
            item.placed.address,
            "",
            deadline.falls_on,
            f"Due: {action_text(item.placed.record)}",
            item.placed.owners,
        )
        for status in _WITH_DEADLINE
        for item in due[status]
        if (deadline := item.placed.record.deadline) and deadline.falls_on
    ]
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
    return sorted(listed, key=lambda one: (one.day, one.uid))


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
