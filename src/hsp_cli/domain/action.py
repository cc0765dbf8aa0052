"""Actions: what is to be done, the owners, the deadline and the outcome; and what they share with milestones."""

from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from hsp_cli.domain.deadline import Deadline, DeadlineField
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.owner import Owners, names
from hsp_cli.domain.period import Period
from hsp_cli.domain.record import Choice, Entry, Record, Several, Text, Whole
from hsp_cli.domain.references import ActionName

if TYPE_CHECKING:
    from hsp_cli.domain.address import Placed


class ActionStatus(Choice):
    """The status of an action, as its owner reports it."""

    OPEN = "open"
    IN_PROGRESS = "in-progress"
    COMPLETE = "complete"
    NOT_DELIVERED = "not-delivered"
    CANCELLED = "cancelled"


LIVE = (ActionStatus.OPEN, ActionStatus.IN_PROGRESS)
"""The statuses of actions that are still to be done."""


class Revision(Record):
    """A move of the deadline: the new deadline, the date of the decision, and the reason."""

    due: DeadlineField
    on: Period | None = None
    reason: Text | None = None


class Update(Record):
    """A dated progress update on an action."""

    on: Period
    text: Text
    by: Text | None = None


class Outcome(Record):
    """The outcome of an action, as reported to a later meeting.

    `answers` is false if the report is about something else. `update_due` is the date of the next update, and
    `channel` is its form (verbal, written). `starred` is true if the report is itself an action.
    """

    text: Text | None = None
    answers: bool = True
    update_due: DeadlineField | None = None
    channel: Text | None = None
    starred: bool = False


class Scheduled(Entry):
    """Something that is due: an action or a milestone.

    `due` is the current deadline; `first_due` is the original deadline, if it was moved. `completed` is the date on
    which it was done. It is open until its record says otherwise.
    """

    text: Text
    due: DeadlineField | None = None
    first_due: DeadlineField | None = None
    revisions: Several[Revision] = ()
    status: ActionStatus = ActionStatus.OPEN
    completed: Period | None = None
    updates: Several[Update] = ()

    def facts(self, placed: "Placed[Any]") -> dict[str, Any]:
        due = str(self.deadline) if self.deadline else None
        return {"status": self.status.value, "due": due, "owners": names(placed.owners)}

    @property
    def is_live(self) -> bool:
        return self.status in LIVE

    @property
    def is_status_recorded(self) -> bool:
        """Whether the record gives a status. Without one it counts as open, but nobody has said so."""
        return "status" in self.model_fields_set

    @property
    def deadline(self) -> Deadline | None:
        """The deadline that counts."""
        return self.due

    @property
    def times_moved(self) -> int:
        """How often the deadline was moved; at least once if the original and current deadlines differ."""
        if self.revisions:
            return len(self.revisions)
        return int(self.first_due is not None and self.first_due != self.due)

    @property
    def last_update(self) -> Update | None:
        """The latest update; the last one in the record if several have the same date."""
        return max(reversed(self.updates), key=lambda update: update.on, default=None)

    def days_late(self, as_of: date) -> int:
        """Days since the last day of the deadline; 0 if there is none, it has not passed, or the item is closed."""
        deadline = self.deadline if self.is_live else None
        falls_on = deadline.falls_on if deadline else None
        return max((as_of - falls_on).days, 0) if falls_on else 0


class Action(Scheduled):
    """An action of a plan or meeting, or one that a paper raises."""

    KIND: ClassVar = Kind.ACTION

    number: Text | None = None
    owners: Owners = ()
    start: Period | None = None
    rag: Text | None = None
    progress: Whole | None = None
    starred: bool = False
    conditional: Text | None = None
    depends_on: Several[ActionName] = ()
    outcome: Outcome | None = None

    @property
    def responsible(self) -> Owners:
        return self.owners

    def facts(self, placed: "Placed[Any]") -> dict[str, Any]:
        return {**super().facts(placed), "rag": self.rag, "progress": self.progress}

    @property
    def deadline(self) -> Deadline | None:
        """The action's own deadline or, if it has none, the date of the next update in its outcome."""
        return self.due or (self.outcome.update_due if self.outcome else None)

    @property
    def has_news(self) -> bool:
        """Whether anything has been recorded of it since it was agreed."""
        news = (self.completed, self.progress, self.rag, self.updates, self.outcome)
        return self.is_status_recorded or any(one not in (None, ()) for one in news)

    @property
    def is_unanswered(self) -> bool:
        """Whether the action is live and the outcome that was reported does not say whether it was done."""
        return self.is_live and self.outcome is not None and not self.outcome.answers
