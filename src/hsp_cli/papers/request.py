"""A request for a paper, which is the input of a context function."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import date

from hsp_cli.domain.address import Placed
from hsp_cli.domain.consultation import Consultation
from hsp_cli.domain.file_names import file_name
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.paper import Paper
from hsp_cli.domain.period import Period
from hsp_cli.domain.plan import Plan
from hsp_cli.domain.profile import Profile
from hsp_cli.domain.record import Entry
from hsp_cli.domain.request import RequestRefused
from hsp_cli.domain.workspace import Workspace
from hsp_cli.papers.kinds import Subject, kinds
from hsp_cli.papers.notes import Notes
from hsp_cli.wording.marked import named
from hsp_cli.wording.redaction import WORK, beside_count_text, left_out_text, not_counted_text


@dataclass(frozen=True, slots=True)
class EarlierRecords:
    """The records of the day of the last paper, from git: their commit, and the paths that could not be read there."""

    workspace: Workspace
    commit: str
    committed_on: date
    not_read: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PaperRequest:
    """One paper to make.

    `paper` is None if no paper is recorded for it yet. `quarter` is None for a paper that does not depend on one, and
    `about` is the id of the plan, consultation or profile that it is about, if any. Without `earlier`, a paper knows
    what has changed only from the dates in the records. `papers` are those that an agenda lists. `notes` gathers the
    marks that the context puts at inferred values.
    """

    name: str
    report: str
    workspace: Workspace
    as_of: date
    quarter: Period | None = None
    paper: Paper | None = None
    about: str | None = None
    earlier: EarlierRecords | None = None
    papers: "tuple[PaperRequest, ...]" = ()
    notes: Notes = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "notes", Notes(self.workspace))

    @property
    def file_name(self) -> str:
        """The name of its files, without an ending."""
        return file_name(self.name)

    def the_quarter(self) -> Period:
        """The quarter of a paper that needs one. RequestRefused if there is none."""
        if self.quarter is None:
            raise RequestRefused(f"the paper {self.name} needs a quarter", "add `quarter:` to its record, or --quarter")
        return self.quarter

    def the_plan(self) -> Placed[Plan]:
        """The plan that the paper is about. RequestRefused if the paper names no known plan."""
        if self._plan is None:
            known = ", ".join(self.workspace.plans) or "no plan yet"
            raise RequestRefused(
                f"the paper {self.name} names no plan", f"add `about:` to its record; there is {known}"
            )
        return self._plan

    def the_consultation(self) -> Placed[Consultation]:
        """The consultation that the paper is about. RequestRefused if the paper names no known consultation."""
        if self._consultation is None:
            known = ", ".join(self.workspace.consultations) or "no consultation yet"
            raise RequestRefused(
                f"the paper {self.name} names no consultation", f"add `about:` to its record; there is {known}"
            )
        return self._consultation

    def the_profile(self) -> Placed[Profile]:
        """The profile that the paper is about. RequestRefused if the paper names no known profile."""
        if self._profile is None:
            known = ", ".join(self.workspace.profiles) or "no profile yet"
            raise RequestRefused(
                f"the paper {self.name} names no profile", f"add `about:` to its record; there is {known}"
            )
        return self._profile

    @property
    def _plan(self) -> Placed[Plan] | None:
        is_of_another = self._is_about(Subject.CONSULTATION) or self._is_about(Subject.PROFILE)
        return self.workspace.plans.get(self.about) if self.about and not is_of_another else None

    @property
    def _consultation(self) -> Placed[Consultation] | None:
        is_about = self.about and self._is_about(Subject.CONSULTATION)
        return self.workspace.consultations.get(self.about or "") if is_about else None

    @property
    def _profile(self) -> Placed[Profile] | None:
        is_about = self.about and self._is_about(Subject.PROFILE)
        return self.workspace.profiles.get(self.about or "") if is_about else None

    def _is_about(self, subject: Subject) -> bool:
        return kinds().get(self.report) is subject

    @property
    def body(self) -> str | None:
        """The id of the body that receives the paper; that of the plan or consultation if no paper is recorded."""
        if self.paper:
            return self.paper.body
        subject = self._plan or self._consultation or self._profile
        return subject.record.body if subject else None

    @property
    def meeting(self) -> tuple[str | None, Period | None]:
        """The meeting that receives the paper: the id of the body, and the day that the paper's record gives."""
        return self.body, self.paper.on if self.paper else None

    @property
    def marking(self) -> str | None:
        """The protective marking: that of the paper's record, or else that of all papers. An agenda names those of the
        papers that it lists too.

        A redacted paper has that of redacted papers. Without one it keeps its own: hsp leaves out what is marked as
        exempt, and cannot know that all the rest may be published.
        """
        settings = self.workspace.partnership
        if self.is_redacted and settings.redacted_marking:
            return settings.redacted_marking
        own = (self.paper.marking if self.paper else None) or settings.marking
        return "; ".join(dict.fromkeys(filter(None, (own, *(one.marking for one in self.papers))))) or None

    @property
    def exempt(self) -> str | None:
        """Why the public may not read the paper: because of its record, or of the one that it is about."""
        subject = self._plan or self._consultation or self._profile
        return (self.paper.exempt if self.paper else None) or (subject.record.exempt if subject else None)

    @property
    def is_redacted(self) -> bool:
        """Whether the paper is made from records without those that are exempt."""
        return self.workspace.left_out is not None

    @property
    def exempt_text(self) -> str:
        """What a redacted paper leaves out; empty if that is nothing."""
        return left_out_text(self.workspace.left_out or {})

    def counting(self, text: str, kinds: Collection[Kind]) -> str:
        """A count of some kinds of record, with what it leaves out in a redacted paper."""
        return text + beside_count_text(self.workspace.left_out or {}, *kinds)

    def not_counted(self, kinds: Collection[Kind]) -> str:
        """What a count of some kinds of record leaves out in a redacted paper, as a sentence."""
        return not_counted_text(self.workspace.left_out or {}, kinds)

    def sharing(self, notes: Notes) -> "PaperRequest":
        """The same request with the notes of another paper, which says something of this one."""
        request = replace(self)
        object.__setattr__(request, "notes", notes)
        return request

    def named(self, text: str, record: Entry) -> str:
        """Words that name a record of the workspace, from which a paper can lead to it. Empty without words."""
        return named(text, self.workspace.address_of(record).unique)

    def picture_name(self, what: str) -> str:
        """The name of a picture of this paper. Papers in one folder, or of two quarters, do not share pictures.

        `what` is a slug, such as the id of the record that is drawn.
        """
        quarter = self.quarter.text.lower() if self.quarter else ""
        of_quarter = f"-{quarter}" if quarter and not self.name.endswith(quarter) else ""
        return f"{self.name}{of_quarter}-{what}"

    def heading(self) -> dict[str, object]:
        """The first lines of any paper: the owner, the title, the marking, the meeting and the date."""
        settings, paper, plan = self.workspace.partnership, self.paper, self._plan
        organisations = {entry.id: entry for entry in settings.organisations}
        owner = organisations.get(plan.record.organisation or "") if plan else None
        whose = self.notes.mark(owner.name, plan.record, "organisation") if plan and owner else settings.name
        body = settings.body(self.body) if self.body else None
        meets_on = paper.on if paper else None
        is_of_meeting = meets_on is not None and meets_on.last_day == self.as_of
        return {
            "title": self.title(),
            "marking": self.marking,
            "exempt_text": self.exempt_text,
            "work_not_counted": self.not_counted(WORK),
            "body": self.named(body.name, body) if body else whose,
            "partnership": whose,
            "quarter": self.quarter.label if self.quarter else None,
            "meeting_on": self.notes.mark(meets_on.label, paper, "on") if paper and meets_on else None,
            "as_of": None if is_of_meeting else Period.day(self.as_of).label,
        }

    def title(self) -> str:
        """The title, with a mark if it is inferred."""
        if self.paper:
            return self.notes.mark(self.paper.title, self.paper, "title")
        if subject := self._plan or self._consultation or self._profile:
            return self.notes.mark(self.named(subject.record.title, subject.record), subject.record, "title")
        settings = self.workspace.partnership
        return settings.quarterly_title if self.report == settings.quarterly_report else title_of(self.report)


def title_of(kind: str) -> str:
    """The title of a paper that has no record, by its kind: `Risk register`."""
    return kind.replace("-", " ").capitalize()
