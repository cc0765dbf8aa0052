"""Papers for bodies: the narrative and the actions it raises. The figures come from other records."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar

from pydantic import field_validator, model_validator
from pydantic_core import PydanticCustomError

from hsp_cli.domain.action import Action
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.period import Period
from hsp_cli.domain.record import Choice, Entry, Id, Record, Several, Text, not_left_empty
from hsp_cli.domain.references import BodyId, IndicatorId, MeetingId, PlanId, PriorityId, ProjectId, SubjectId

if TYPE_CHECKING:
    from hsp_cli.domain.address import Placed


class Part(Choice):
    """The part of a quarterly paper that a section belongs to. The order of parts is fixed."""

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

    `series` is a table of figures by period, `indicators` a table of indicators in the paper's quarter, and `project` a
    project's update for the quarter. Text may contain paragraphs (with a blank line between), lists (`- ` at the start
    of a line) and `**bold**`.
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
    """A section of the narrative with a title. Sections can contain sections."""

    KIND: ClassVar = Kind.SECTION

    title: Text
    part: Part | None = None
    priority: PriorityId | None = None
    content: Several[Block] = ()
    sections: Several["Section"] = ()


class Paper(Entry):
    """A paper for a meeting: its template, its quarter and its narrative.

    A paper about a plan, register or agreement names it in `about`. A paper about a quarter names the `quarter`. `body`
    is the body that receives the paper; a paper about another organisation's plan may have none. `appendices` are plans
    printed in full at the end of the paper. `marking` is its protective marking, such as OFFICIAL-SENSITIVE.
    """

    KIND: ClassVar = Kind.PAPER

    title: Text
    report: Id
    body: BodyId | None = None
    quarter: Period | None = None
    about: SubjectId | None = None
    on: Period | None = None
    marking: Text | None = None
    previous_meetings: Several[MeetingId] = ()
    appendices: Several[PlanId] = ()
    sections: Several[Section] = ()

    @field_validator("marking", mode="before")
    @classmethod
    def _has_marking(cls, marking: Any) -> Any:
        return not_left_empty(marking, "write the marking, or delete the key")

    @property
    def recorded_in(self) -> Iterable[Period]:
        return (self.quarter,) if self.quarter else ()

    def facts(self, placed: "Placed[Any]") -> dict[str, Any]:
        return {"about": str(self.quarter) if self.quarter else self.about, "report": self.report}
