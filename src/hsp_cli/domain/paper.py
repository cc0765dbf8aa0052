"""Papers: what a body reads. The figures come from records; here stands the narrative, and what it asks for."""

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from hsp_cli.domain.action import Action
from hsp_cli.domain.period import Period
from hsp_cli.domain.record import Choice, Entry, Id, Record, Several, Text


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

    indicators: Several[Id]
    periods: Several[Period]


class Block(Record):
    """One piece of a section: paragraphs, an action raised here, or a table.

    `series` is a table of figures by period; `indicators` one of how indicators stand in the paper's quarter.
    Text may hold paragraphs (blank line between), lists (`- ` at the start of a line) and `**bold**`.
    """

    text: Text | None = None
    action: Action | None = None
    series: Series | None = None
    indicators: Several[Id] = ()

    @model_validator(mode="after")
    def _holds_one(self) -> "Block":
        if sum(map(bool, (self.text, self.action, self.series, self.indicators))) != 1:
            message = "a piece of content holds exactly one of text, action, series, indicators"
            raise PydanticCustomError("wrong_type", message)
        return self


class Section(Entry):
    """A titled part of the narrative; sections can hold sections."""

    title: Text
    part: Part | None = None
    priority: Id | None = None
    content: Several[Block] = ()
    sections: Several["Section"] = ()


class Paper(Entry):
    """A paper for a meeting: its template, its quarter, and everything in it that no figure can say."""

    title: Text
    template: Id
    body: Id
    quarter: Period
    on: Period | None = None
    previous_meetings: Several[Id] = ()
    sections: Several[Section] = ()
