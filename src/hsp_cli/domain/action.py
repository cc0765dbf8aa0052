"""Actions: what is to be done, the owners, the deadline, the outcome; and what milestones and aims share with them."""

from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from hsp_cli.domain.deadline import Deadline, DeadlineField
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.owner import Owners, names
from hsp_cli.domain.period import Period
from hsp_cli.domain.record import Choice, Entry, Record, Several, Text, Whole
from hsp_cli.domain.references import ActionName, AreaName

if TYPE_CHECKING:
    from hsp_cli.domain.address import Placed
    from hsp_cli.domain.plan import Aim


class ActionStatus(Choice):
    """The status of an action, milestone or aim, as its owner reports it."""

    OPEN = "open"
    NOT_STARTED = "not-started"
    IN_PROGRESS = "in-progress"
    ON_HOLD = "on-hold"
    COMPLETE = "complete"
    NOT_DELIVERED = "not-delivered"
    CANCELLED = "cancelled"


LIVE = (ActionStatus.OPEN, ActionStatus.NOT_STARTED, ActionStatus.IN_PROGRESS, ActionStatus.ON_HOLD)
"""The statuses of work that is still to be done. Work on hold is one: its deadline still passes."""


class Revision(Record):
    """A move of the deadline, or its withdrawal: the new deadline, the date of the decision, and the reason."""

    due: DeadlineField | None = None
    withdrawn: bool = False
    on: Period | None = None
    reason: Text | None = None

    @model_validator(mode="after")
    def _says_one_thing(self) -> "Revision":
        if self.withdrawn is (self.due is not None):
            raise PydanticCustomError("wrong_type", "a revision needs a new `due`, or `withdrawn: true`, and not both")
        return self


class Withdrawal(Record):
    """When and why an update was withdrawn."""

    on: Period
    reason: Text


class Update(Record):
    """A progress update. Without `on` nobody knows its date. One that is `withdrawn` no longer counts as news."""

    on: Period | None = None
    text: Text
    by: Text | None = None
    withdrawn: Withdrawal | None = None

    def as_data(self) -> dict[str, str | None]:
        """The update as JSON data, its text on one line."""
        return {"on": str(self.on) if self.on else None, "text": " ".join(self.text.split()), "by": self.by}


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


class Monitored(Record):
    """What is reported of an action, a milestone or an aim.

    `reason` is why it has its status, `completed` the date on which it was done. It is open until its record says
    otherwise.
    """

    status: ActionStatus | None = None
    reason: Text | None = None
    completed: Period | None = None
    updates: Several[Update] = ()

    @property
    def is_live(self) -> bool:
        return self.status is None or self.status in LIVE

    @property
    def is_status_recorded(self) -> bool:
        """Whether the record gives a status. Without one it counts as open, but nobody has said so."""
        return "status" in self.model_fields_set

    @property
    def news(self) -> tuple[Update, ...]:
        """The updates that may be the latest: the one with the latest date, and each without a date.

        The last one in the record counts if several have the same date. What was withdrawn is no news.
        """
        standing = [update for update in self.updates if update.withdrawn is None]
        dated = [(update.on, update) for update in reversed(standing) if update.on]
        latest = (max(dated, key=lambda one: one[0])[1],) if dated else ()
        return (*latest, *(update for update in standing if update.on is None))

    @property
    def last_update(self) -> Update | None:
        """The update with the latest date, or else the last one in the record."""
        found = self.news
        return found[0] if found and found[0].on else found[-1] if found else None


class Rated(Record):
    """What an owner states of the progress of an action or aim: a rating and a percentage. Neither is computed."""

    rag: Text | None = None
    progress: Whole | None = None


class Scheduled(Entry, Monitored):
    """Something that is due: an action or a milestone.

    `due` is the current deadline; `first_due` is the original deadline, if it was moved or withdrawn.
    """

    text: Text
    due: DeadlineField | None = None
    first_due: DeadlineField | None = None
    revisions: Several[Revision] = ()
    status: ActionStatus = ActionStatus.OPEN

    def facts(self, placed: "Placed[Any]") -> dict[str, Any]:
        due = str(self.deadline) if self.deadline else None
        return {"status": self.status.value, "due": due, "owners": names(placed.owners)}

    @property
    def deadline(self) -> Deadline | None:
        """The deadline that counts."""
        return self.due

    @property
    def times_moved(self) -> int:
        """How often the deadline was moved or withdrawn; at least once if the original and current ones differ."""
        if self.revisions:
            return len(self.revisions)
        return int(self.first_due is not None and self.first_due != self.due)

    @property
    def withdrawal(self) -> Revision | None:
        """The revision that withdrew the deadline. None if there is a deadline, or there never was one."""
        last = self.revisions[-1] if self.revisions and self.due is None else None
        return last if last and last.withdrawn else None

    def days_late(self, as_of: date) -> int:
        """Days since the last day of the deadline; 0 if there is none, it has not passed, or the item is closed."""
        deadline = self.deadline if self.is_live else None
        falls_on = deadline.falls_on if deadline else None
        return max((as_of - falls_on).days, 0) if falls_on else 0


def reported_facts(record: "Action | Aim") -> dict[str, Any]:
    """What a list shows of the progress of an action or aim."""
    update = record.last_update
    return {"rag": record.rag, "progress": record.progress, "last_update": update.as_data() if update else None}


class Action(Scheduled, Rated):
    """An action of a plan or meeting, or one that a paper raises."""

    KIND: ClassVar = Kind.ACTION

    number: Text | None = None
    owners: Owners = ()
    start: Period | None = None
    starred: bool = False
    conditional: Text | None = None
    depends_on: Several[ActionName] = ()
    outcome: Outcome | None = None
    areas: Several[AreaName] = ()

    @property
    def responsible(self) -> Owners:
        return self.owners

    def facts(self, placed: "Placed[Any]") -> dict[str, Any]:
        return {**super().facts(placed), **reported_facts(self)}

    @property
    def deadline(self) -> Deadline | None:
        """The action's own deadline or, if it has none, the date of the next update in its outcome."""
        return self.due or (self.outcome.update_due if self.outcome else None)

    @property
    def has_news(self) -> bool:
        """Whether anything has been recorded of it since it was agreed."""
        news = (self.completed, self.progress, self.rag, self.news, self.reason, self.outcome)
        return self.is_status_recorded or any(one not in (None, ()) for one in news)

    @property
    def is_unanswered(self) -> bool:
        """Whether the action is live and the outcome that was reported does not say whether it was done."""
        return self.is_live and self.outcome is not None and not self.outcome.answers
