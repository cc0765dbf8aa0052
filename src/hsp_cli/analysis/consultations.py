"""Consultations: which comments were answered, what was changed, and which answers are late."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from hsp_cli.analysis.due import DueItem, with_status
from hsp_cli.analysis.filters import NO_FILTER, Filters, known_id, select
from hsp_cli.analysis.plan_parts import Parts
from hsp_cli.domain.address import Placed
from hsp_cli.domain.consultation import Comment, Consultation
from hsp_cli.domain.deadline import Deadline
from hsp_cli.domain.workspace import Workspace


class Stage(StrEnum):
    """Whether a consultation is open on a date, by its recorded dates. They do not show that it took place."""

    NOT_OPEN_YET = "not-open-yet"
    OPEN = "open"
    CLOSED = "closed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class CommentState:
    """A comment on a date: the aim that it is on, if it names a known one, and the deadline for its answer.

    `days_late` counts from the deadline of an answer that is missing; it is 0 if there is none or it has not passed.
    """

    placed: Placed[Comment]
    aim: Placed[Any] | None
    due: Deadline | None
    days_late: int

    @property
    def is_answered(self) -> bool:
        return self.placed.record.decided is not None

    @property
    def is_changed(self) -> bool:
        """Whether the comment was accepted, at least in part, and a change is recorded."""
        answer = self.placed.record.decided
        return answer is not None and bool(answer.changes)

    @property
    def is_late(self) -> bool:
        return self.days_late > 0

    @property
    def is_undated(self) -> bool:
        """Whether its answer is missing and no date says when it is due."""
        return not self.is_answered and (self.due is None or self.due.falls_on is None)

    @property
    def lacks(self) -> tuple[str, ...]:
        """What the answer should record and does not: the change if it accepts, the reason if it declines."""
        record = self.placed.record
        wanted = {"change": record.lacks_change, "reason": record.lacks_reason}
        return tuple(name for name, is_missing in wanted.items() if is_missing)

    @property
    def was_answered_late(self) -> bool | None:
        """Whether its answer is dated after the deadline. None without an answer, or if one of the dates is unknown."""
        answer = self.placed.record.decided
        falls_on = self.due.falls_on if self.due else None
        return answer.on.first_day > falls_on if answer and answer.on and falls_on else None


@dataclass(frozen=True, slots=True)
class AimComments:
    """The comments on one aim, or on another part of a plan; on none that is known if `aim` is None."""

    aim: Placed[Any] | None
    comments: tuple[CommentState, ...]


@dataclass(frozen=True, slots=True)
class ConsultationState:
    """A consultation on a date: its comments in the order of the record, and its drafts and other dated steps."""

    placed: Placed[Consultation]
    stage: Stage
    comments: tuple[CommentState, ...]
    by_aim: tuple[AimComments, ...]
    steps: tuple[DueItem, ...]


@dataclass(frozen=True, slots=True)
class Consultations:
    """Consultations on a date, and lists of what needs attention in them. A comment can be in several lists."""

    as_of: date
    found: tuple[ConsultationState, ...]

    @property
    def comments(self) -> tuple[CommentState, ...]:
        return tuple(comment for one in self.found for comment in one.comments)

    @property
    def unanswered(self) -> tuple[CommentState, ...]:
        return tuple(comment for comment in self.comments if not comment.is_answered)

    @property
    def late(self) -> tuple[CommentState, ...]:
        return tuple(comment for comment in self.comments if comment.is_late)

    @property
    def undated(self) -> tuple[CommentState, ...]:
        return tuple(comment for comment in self.comments if comment.is_undated)

    @property
    def incomplete(self) -> tuple[CommentState, ...]:
        return tuple(comment for comment in self.comments if comment.lacks)

    @property
    def without_comments(self) -> tuple[ConsultationState, ...]:
        """The consultations for which no comment is recorded. There may have been comments."""
        return tuple(one for one in self.found if not one.comments)


def consultations(
    workspace: Workspace, as_of: date, filters: Filters = NO_FILTER, only: str | None = None
) -> Consultations:
    """The consultations that match the filters, in order of id; only the one with an id, if it is given.

    RequestRefused if there is no consultation with that id.
    """
    known = workspace.consultations
    asked = select(
        workspace, filters, known.values() if only is None else [known[known_id("consultation", only, known)]]
    )
    parts = Parts(workspace)
    files = {placed.address.file for placed in asked}
    steps = with_status(workspace, (one for one in workspace.milestones if one.address.file in files), as_of)
    return Consultations(
        as_of,
        tuple(
            _state(
                placed,
                [_comment(one, placed.record, as_of, parts) for one in workspace.comments if _is_in(one, placed)],
                [item for item in steps if _is_in(item.placed, placed)],
                as_of,
                parts,
            )
            for placed in asked
        ),
    )


def _is_in(one: Placed[Any], file: Placed[Consultation]) -> bool:
    return one.address.file == file.address.file


def _state(
    placed: Placed[Consultation], comments: list[CommentState], steps: list[DueItem], as_of: date, parts: Parts
) -> ConsultationState:
    return ConsultationState(
        placed,
        _stage(placed.record, as_of),
        tuple(comments),
        tuple(_by_aim(comments, parts)),
        tuple(sorted(steps, key=_day_of)),
    )


def _day_of(item: DueItem) -> date:
    """The day by which steps are sorted: when it was done, or else when it is due. Those without a date come last."""
    record = item.placed.record
    day = record.completed.last_day if record.completed else (record.deadline.falls_on if record.deadline else None)
    return day or date.max


def _stage(consultation: Consultation, as_of: date) -> Stage:
    opens = consultation.opens.period if consultation.opens else None
    closes = consultation.closes.period if consultation.closes else None
    if closes and closes.last_day < as_of:
        return Stage.CLOSED
    if opens and as_of < opens.first_day:
        return Stage.NOT_OPEN_YET
    if opens and opens.last_day <= as_of and closes and as_of <= closes.first_day:
        return Stage.OPEN
    return Stage.UNKNOWN


def _comment(placed: Placed[Comment], consultation: Consultation, as_of: date, parts: Parts) -> CommentState:
    record = placed.record
    due = record.answer_due or consultation.answers_due
    falls_on = due.falls_on if due else None
    late = max((as_of - falls_on).days, 0) if falls_on and record.decided is None else 0
    part = parts.find(record.about, placed) if record.about else None
    return CommentState(placed, parts.aim_of(part) if part else None, due, late)


def _by_aim(comments: Iterable[CommentState], parts: Parts) -> list[AimComments]:
    """The comments by aim, in the order of the plans; those on none that is known come last."""
    groups: dict[Any, list[CommentState]] = {}
    for comment in comments:
        groups.setdefault(comment.aim.address if comment.aim else None, []).append(comment)
    found = [AimComments(group[0].aim, tuple(group)) for group in groups.values()]
    return sorted(found, key=lambda group: (group.aim is None, parts.order(group.aim) if group.aim else 0))
