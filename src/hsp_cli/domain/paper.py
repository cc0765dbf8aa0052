"""Papers: what a body reads. The figures come from records; here stands the narrative, and what it asks for."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from hsp_cli.domain.action import Action
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.period import Period
from hsp_cli.domain.record import Choice, Entry, Id, Record, Several, Text
from hsp_cli.domain.references import BodyId, IndicatorId, MeetingId, PlanId, PriorityId, ProjectId, SubjectId

if TYPE_CHECKING:
    from hsp_cli.domain.address import Placed


class Part(Choice):
    """The place of a section in the fixed order of a quarterly paper."""

    INTRODUCTION = "introduction"
    PRIORITIES = "priorities"
    EXCEPTIONS = "exceptions"
    OTHER = "other"
    RISKS = "risks"
    RISK_APPENDIX = "risk-appendix"


class Series(Record):
    """A table of indicators by period, in the given order."""

    indicators: Several[IndicatorId]
    periods: Several[Period]


class Block(Record):
    """One piece of a section: paragraphs, an action raised here, or a table.

    `series` is a table of figures by period; `indicators` one of how indicators stand in the paper's quarter; `project`
    is the update that a project gives for it.
    Text may hold paragraphs (blank line between), lists (`- ` at the start of a line) and `**bold**`.
    """

    text: Text | None = None
    action: Action | None = None
    series: Series | None = None
    indicators: Several[IndicatorId] = ()
    project: ProjectId | None = None

    @model_validator(mode="after")
    def _holds_one(self) -> "Block":
        if sum(map(bool, (self.text, self.action, self.series, self.indicators, self.project))) != 1:
            message = "a piece of content holds exactly one of text, action, series, indicators, project"
            raise PydanticCustomError("wrong_type", message)
        return self


class Section(Entry):
    """A titled part of the narrative; sections can hold sections."""

    KIND: ClassVar = Kind.SECTION

    title: Text
    part: Part | None = None
    priority: PriorityId | None = None
    content: Several[Block] = ()
    sections: Several["Section"] = ()


class Paper(Entry):
    """A paper for a meeting: its template, its quarter, and everything in it that no figure can say.

    A paper about one plan or register names it in `about`; one that looks at a quarter names the `quarter`.
    `body` is the one that reads it; a paper about another organisation's plan may have none here. `appendices`
    are plans that are printed whole behind the paper.
    """

    KIND: ClassVar = Kind.PAPER

    title: Text
    report: Id
    body: BodyId | None = None
    quarter: Period | None = None
    about: SubjectId | None = None
    on: Period | None = None
    previous_meetings: Several[MeetingId] = ()
    appendices: Several[PlanId] = ()
    sections: Several[Section] = ()

    @property
    def recorded_in(self) -> Iterable[Period]:
        return (self.quarter,) if self.quarter else ()

    def facts(self, placed: "Placed[Any]") -> dict[str, Any]:
        return {"about": str(self.quarter) if self.quarter else self.about, "report": self.report}
