"""Consultations: what is asked, of whom and by when; the comments received, and the answers to them."""

from typing import TYPE_CHECKING, Any, ClassVar

from hsp_cli.domain.deadline import DeadlineField
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.owner import Owners, names
from hsp_cli.domain.period import Period
from hsp_cli.domain.plan import Ending, Milestone
from hsp_cli.domain.record import Choice, Entry, Record, Several, Text
from hsp_cli.domain.references import BodyId, DraftName, PartName

if TYPE_CHECKING:
    from hsp_cli.domain.address import Placed


class Decision(Choice):
    """What the body that answers a comment decided. `open` is an answer without a decision."""

    ACCEPTED = "accepted"
    IN_PART = "in-part"
    DECLINED = "declined"
    OPEN = "open"


class Change(Record):
    """A change made because of a comment: the record that changed, and what changed in it."""

    record: PartName
    text: Text


class Answer(Record):
    """The answer to a comment. `reason` says why a comment, or a part of it, was declined."""

    outcome: Decision
    body: BodyId | None = None
    on: Period | None = None
    text: Text | None = None
    changes: Several[Change] = ()
    reason: Text | None = None


class Comment(Entry):
    """A comment in a summary that names nobody. `sector` is the group that it came from, never a person.

    `about` is the aim, or another part of a plan, that it is on, and `draft` the draft that was commented on.
    `answer_due` is the deadline for the answer, if it is not that of the consultation.
    """

    KIND: ClassVar = Kind.COMMENT

    text: Text
    received: Period | None = None
    sector: Text | None = None
    about: PartName | None = None
    draft: DraftName | None = None
    answer_due: DeadlineField | None = None
    answer: Answer | None = None

    @property
    def decided(self) -> Answer | None:
        """The answer, if it has decided on the comment. An answer that leaves it open is none yet."""
        return self.answer if self.answer and self.answer.outcome is not Decision.OPEN else None

    @property
    def lacks_change(self) -> bool:
        """Whether it was accepted, at least in part, and no change is recorded."""
        answer = self.decided
        return answer is not None and answer.outcome is not Decision.DECLINED and not answer.changes

    @property
    def lacks_reason(self) -> bool:
        """Whether it was declined, at least in part, and no reason is recorded."""
        answer = self.decided
        return answer is not None and answer.outcome is not Decision.ACCEPTED and not answer.reason

    def facts(self, placed: "Placed[Any]") -> dict[str, Any]:
        received = str(self.received) if self.received else None
        return {"sector": self.sector, "received": received, "outcome": self.answer and self.answer.outcome.value}


class Draft(Milestone):
    """A draft that is consulted on. It is planned until its status is complete: `completed` is the day it came out."""

    KIND: ClassVar = Kind.DRAFT


class Consultation(Entry):
    """A consultation on plans, aims or projects.

    `opens` and `closes` are its first and last day as planned or published; they do not show that it took place.
    `answers_due` is the deadline for answers to comments. `timetable` holds its events and other dated steps.
    """

    KIND: ClassVar = Kind.CONSULTATION

    title: Text
    about: Several[PartName] = ()
    questions: Several[Text] = ()
    audience: Several[Text] = ()
    body: BodyId | None = None
    leads: Owners = ()
    opens: DeadlineField | None = None
    closes: DeadlineField | None = None
    answers_due: DeadlineField | None = None
    ended: Ending | None = None
    drafts: Several[Draft] = ()
    timetable: Several[Milestone] = ()
    comments: Several[Comment] = ()

    @property
    def responsible(self) -> Owners:
        return self.leads

    def facts(self, placed: "Placed[Any]") -> dict[str, Any]:
        opens, closes = (str(day) if day else None for day in (self.opens, self.closes))
        # A count of 0 would read as if nobody had commented.
        comments = len(self.comments) or None
        return {"opens": opens, "closes": closes, "comments_recorded": comments, "leads": names(self.leads)}
