"""Messages that ask an owner for what is owed: a subject, what is asked of which record, and how to answer it."""

import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from hsp_cli.analysis.chasing import Chase, OwnerRequest
from hsp_cli.analysis.due import DueItem
from hsp_cli.analysis.exceptions import Line
from hsp_cli.analysis.owed import OwedFigure, OwedRating, OwedUpdate
from hsp_cli.domain.action import Scheduled
from hsp_cli.domain.address import Placed
from hsp_cli.domain.owner import Owners
from hsp_cli.domain.period import Period
from hsp_cli.domain.workspace import Workspace
from hsp_cli.wording.actions import action_text
from hsp_cli.wording.counts import counted
from hsp_cli.wording.owed import (
    owed_comment_text,
    owed_figures_text,
    owed_rating_text,
    owed_update_text,
    unknown_texts,
)
from hsp_cli.wording.sentences import joined

NOBODY = "No owner recorded"
"""The heading for what has no owner."""


@dataclass(frozen=True, slots=True)
class Request:
    """One thing that is asked: of which record, what is needed, and how to answer.

    `rows` name the rows of the `sheet` that `hsp export` makes, and `cell` the column to fill in there. `command` does
    the same for somebody who has the records. `others` are the other owners, who are asked too.
    """

    about: str
    address: str
    needed: str
    sheet: str
    rows: tuple[str, ...]
    cell: str
    command: str
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Message:
    """A message to one owner. `sections` have a heading each; `remarks` say what nobody can know yet."""

    owner: str
    subject: str
    opening: tuple[str, ...]
    sections: tuple[tuple[str, tuple[Request, ...]], ...]
    remarks: tuple[str, ...]


def message(owner: OwnerRequest, workspace: Workspace, quarter: Period, as_of: date, answer_by: date | None) -> Message:
    """The message to an owner for a quarter. `answer_by` is the day by which the answers are wanted, if one is set."""
    writer = _Writer(owner, workspace, quarter, as_of)
    sections = tuple((heading, requests) for heading, requests in writer.sections() if requests)
    is_asked = bool(owner.owings.count or owner.unrecorded)
    what = "need the following" if is_asked else "have these deadlines to come"
    opening = [f"As of {Period.day(as_of).label}, the records of {workspace.partnership.name} {what}."]
    if answer_by and is_asked:
        opening.insert(0, f"Please answer by {Period.day(answer_by).label}.")
    owings = owner.owings
    remarks = unknown_texts(len(owings.figures), 0, len(owner.not_judged))
    return Message(owner.name or NOBODY, _subject(owner, quarter, answer_by), tuple(opening), sections, tuple(remarks))


def others(found: Chase, *, is_complete: bool) -> tuple[str, ...]:
    """What is said of those who get no request. `is_complete` says whether every file could be read."""
    if not found.owners:
        return ("No indicator, open risk or live action matches the request.",)
    if not is_complete:
        return ("Not every file could be read, so hsp cannot say who owes nothing.",)
    if not found.owe_nothing:
        return ()
    named = joined(owner.name for owner in found.owe_nothing)
    verb = "owes" if len(found.owe_nothing) == 1 else "owe"
    return (f"{named} {verb} nothing that the records know of for {found.owed.quarter.label}.",)


def _subject(owner: OwnerRequest, quarter: Period, answer_by: date | None) -> str:
    owings = owner.owings
    counts = (
        (sum(len(figure.periods) for figure in owings.figures), "figure"),
        (len(owings.comments), "comment"),
        (len(owings.ratings), "risk rating"),
        (len(owings.actions), "update"),
    )
    wanted = joined(counted(count, noun) for count, noun in counts if count)
    questions = len(owner.unrecorded)
    parts = [f"{wanted} needed"] if wanted else []
    parts += [counted(questions, "question")] if questions else []
    until = f", by {Period.day(answer_by).label}" if answer_by and parts else ""
    return f"{quarter.label}: {'; '.join(parts) or 'deadlines to come'}{until}"


class _Writer:
    """Writes the requests to one owner."""

    def __init__(self, owner: OwnerRequest, workspace: Workspace, quarter: Period, as_of: date) -> None:
        self.owner = owner
        self.workspace = workspace
        self.quarter = quarter
        self.as_of = as_of

    def sections(self) -> Iterator[tuple[str, tuple[Request, ...]]]:
        owings = self.owner.owings
        yield "Figures", tuple(map(self._figure, owings.figures))
        yield "Comments on exceptions", tuple(map(self._comment, owings.comments))
        yield "Ratings of risks", tuple(map(self._rating, owings.ratings))
        yield "Updates of actions and milestones", tuple(map(self._update, owings.actions))
        yield "Deadlines to come", tuple(map(self._due_soon, self.owner.due_soon))
        yield "Indicators of which nothing is recorded", tuple(map(self._unrecorded, self.owner.unrecorded))

    def _figure(self, figure: OwedFigure) -> Request:
        placed = figure.placed
        needed = owed_figures_text(figure.periods, figure.due(figure.periods[-1]))
        return self._of_figures(placed.record.name, str(placed.address), needed, figure.periods, placed.owners)

    def _unrecorded(self, line: Line) -> Request:
        needed = f"is there a figure for {self.quarter.label}?"
        return self._of_figures(
            line.placed.record.name, str(line.placed.address), needed, (self.quarter,), line.placed.owners
        )

    def _of_figures(self, about: str, address: str, needed: str, periods: Sequence[Period], owners: Owners) -> Request:
        rows = tuple(f"{address} {period.text}" for period in periods)
        command = _command("record", address, periods[-1].text, "--actual", "NUMBER")
        return Request(about, address, needed, "figures", rows, "Figure", command, self._others(owners))

    def _comment(self, line: Line) -> Request:
        placed, period = line.placed, self.quarter.text
        address = str(placed.address)
        command = _command("record", address, period, "--comment", "TEXT")
        rows = (f"{address} {period}",)
        needed = owed_comment_text(line.reasons)
        return Request(
            placed.record.name, address, needed, "figures", rows, "Comment", command, self._others(placed.owners)
        )

    def _rating(self, rating: OwedRating) -> Request:
        placed, last, period = rating.placed, rating.last, self.quarter.text
        matrix = self.workspace.partnership.risk_matrix
        needed = owed_rating_text(last.rating if last else None, matrix, last.carried_from if last else None)
        address = str(placed.address)
        command = _command("rate", address, period, "RATING", "--reason", "TEXT")
        rows = (f"{address} {period}",)
        return Request(
            placed.record.heading, address, needed, "risks", rows, "Rating", command, self._others(placed.owners)
        )

    def _update(self, update: OwedUpdate) -> Request:
        record = update.placed.record
        needed = owed_update_text(record, self.as_of, update.last, is_silent=update.is_silent)
        command = _command("update", str(update.placed.address), "--note", "TEXT")
        return self._of_action(update.placed, needed, "New update", command)

    def _due_soon(self, item: DueItem) -> Request:
        deadline = item.placed.record.deadline
        falls_on = deadline.falls_on if deadline else None
        needed = f"the outcome by {Period.day(falls_on).label}" if falls_on else "the outcome"
        command = _command("close", str(item.placed.address), "--outcome", "TEXT")
        return self._of_action(item.placed, needed, "Status", command)

    def _of_action(self, placed: Placed[Scheduled], needed: str, cell: str, command: str) -> Request:
        address = str(placed.address)
        return Request(
            action_text(placed.record),
            address,
            needed,
            "actions",
            (address,),
            cell,
            command,
            self._others(placed.owners),
        )

    def _others(self, owners: Owners) -> tuple[str, ...]:
        """The other owners of a record, as it names them."""
        return tuple(
            str(owner)
            for owner in owners
            if (party := self.workspace.party(owner)) is None or party.id != self.owner.id
            if owner.who != self.owner.name
        )


def _command(*words: str) -> str:
    return shlex.join(("hsp", *words))
