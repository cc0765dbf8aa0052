"""Delivery plans: a tree of aims with their actions, measures and indicators."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

from pydantic import BeforeValidator

from hsp_cli.domain.action import Action, Monitored, Rated, Scheduled, reported_facts
from hsp_cli.domain.deadline import DeadlineField
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.owner import Owners, names
from hsp_cli.domain.period import Period
from hsp_cli.domain.rag import Band
from hsp_cli.domain.record import Choice, Entry, Number, Record, Several, Text, Whole
from hsp_cli.domain.references import AreaName, BodyId, IndicatorId, OrganisationId, PlanId, PriorityId

if TYPE_CHECKING:
    from hsp_cli.domain.address import Placed


class Comparator(Choice):
    """How the figure of a measure must compare with its target."""

    AT_LEAST = "at-least"
    AT_MOST = "at-most"
    WITHIN = "within"
    MAINTAIN = "maintain"
    ABOVE = "above"
    BELOW = "below"
    INCREASE = "increase"
    DECREASE = "decrease"


class Pending(Choice):
    """The part of a measure that is still to be agreed."""

    TARGET = "target"
    METHOD = "method"


class Baseline(Record):
    """The starting value of a measure."""

    value: Number
    at: Period | None = None


class Benchmark(Record):
    """The level that others achieve: a value, or words if the document has no number (`around the median`)."""

    group: Text
    value: Number | None = None
    text: Text | None = None
    at: Period | None = None


class Promise(Record):
    """A promised figure: its baseline, its comparator and its target.

    A target in a unit of change (`% increase`) is a change from the baseline, not a level.
    """

    comparator: Comparator | None = None
    baseline: Baseline | None = None
    target: Number | None = None
    target_band: Band | None = None
    unit: Text | None = None


class MeasurePart(Promise):
    """One of several promised figures of a measure."""

    label: Text


class Measure(Entry, Promise):
    """A measure of success: its wording, and its figures as far as they can be given as numbers.

    `parts` holds the figures if there are several. `recurs` says how often the measure must be met (`each year`).
    `survey` is the source of its figure. `number` is its number in the objective, as in the document.
    """

    KIND: ClassVar = Kind.MEASURE

    text: Text
    number: Text | None = None
    parts: Several[MeasurePart] = ()
    by: DeadlineField | None = None
    recurs: Text | None = None
    benchmark: Benchmark | None = None
    survey: Text | None = None
    pending: Pending | None = None
    indicator: IndicatorId | None = None
    owners: Owners = ()

    @property
    def responsible(self) -> Owners:
        return self.owners

    def facts(self, placed: "Placed[Any]") -> dict[str, Any]:
        by = str(self.by) if self.by else None
        return {"by": by, "recurs": self.recurs, "pending": self.pending and self.pending.value}


class RelatedPlan(Record):
    """A plan, strategy or policy related to an aim, with its status as given in the document."""

    title: Text
    status: Text | None = None
    plan: PlanId | None = None
    note: Text | None = None


class IndicatorLink(Record):
    """An indicator that shows whether an aim is achieved.

    `as_written` is its name in the document, with its labels and tags. The code is printed before it, unless the name
    contains the code.
    """

    indicator: IndicatorId
    as_written: Text | None = None


def _link_from_yaml(value: Any) -> Any:
    return {"indicator": value} if isinstance(value, str) else value


IndicatorLinkField = Annotated[
    IndicatorLink, BeforeValidator(_link_from_yaml, json_schema_input_type=IndicatorId | IndicatorLink)
]
"""An indicator of an aim as a record gives it: an id, or a mapping with the document's name for it."""


class Aim(Entry, Monitored, Rated):
    """A node of a plan, such as a workstream, recommendation, objective or area of work.

    `board` and `delivery_group` are the bodies responsible for it, `leads` the people and posts. `board_as_written` is
    the document's own name for the board. `accountable` are those responsible for its indicators, who may be others.
    `partners` do the work. Its rating and progress are the leads' own, and are not computed from its actions.
    """

    KIND: ClassVar = Kind.AIM

    title: Text
    number: Text | None = None
    priority: PriorityId | None = None
    response: Text | None = None
    objectives: Several[Text] = ()
    actions: Several[Action] = ()
    measures: Several[Measure] = ()
    indicators: Several[IndicatorLinkField] = ()
    related_plans: Several[RelatedPlan] = ()
    risks: Several[Text] = ()
    partners: Owners = ()
    board: BodyId | None = None
    board_as_written: Text | None = None
    delivery_group: Owners = ()
    leads: Owners = ()
    accountable: Owners = ()
    areas: Several[AreaName] = ()
    aims: Several["Aim"] = ()

    @property
    def responsible(self) -> Owners:
        return (*self.leads, *self.accountable)

    def facts(self, placed: "Placed[Any]") -> dict[str, Any]:
        return {
            "number": self.number,
            "leads": names(self.leads),
            "accountable": names(self.accountable),
            "status": self.status.value if self.status else None,
            **reported_facts(self),
        }

    def with_aims_below(self) -> Iterator["Aim"]:
        """The aim and all aims below it, from the top down."""
        yield self
        for aim in self.aims:
            yield from aim.with_aims_below()


class Principle(Entry):
    """A principle for the way a plan is carried out."""

    KIND: ClassVar = Kind.PRINCIPLE

    title: Text
    text: Text | None = None


class Milestone(Scheduled):
    """A dated step that is not an action, such as a draft, a launch or a review.

    It has no owners of its own: those of its plan, project or consultation are responsible. `place` is where it takes
    place, or where a draft can be read.
    """

    KIND: ClassVar = Kind.MILESTONE

    place: Text | None = None


class Ending(Record):
    """The end of work on a plan, project or consultation: from when nobody monitors it, why, and what replaced it."""

    on: Period
    reason: Text
    replaced_by: PlanId | None = None

    def is_past(self, as_of: date) -> bool:
        """Whether the work had ended before a date."""
        return self.on.last_day < as_of


class Expectation(Record):
    """What the plan's form asks for each aim: the number of actions, and whether it has a response and a body."""

    actions_from: Whole | None = None
    actions_to: Whole | None = None
    response: bool = False
    board: bool = False


class Column(Choice):
    """The columns that a plan's paper can print for an aim. Their names are the keys of an aim.

    `owners` and `due` are the exceptions: they are columns of its measures or actions.
    """

    INDICATORS = "indicators"
    OBJECTIVES = "objectives"
    ACTIONS = "actions"
    MEASURES = "measures"
    RELATED_PLANS = "related_plans"
    PARTNERS = "partners"
    RISKS = "risks"
    ACCOUNTABLE = "accountable"
    BOARD = "board"
    DELIVERY_GROUP = "delivery_group"
    LEADS = "leads"
    OWNERS = "owners"
    DUE = "due"
    RESPONSE = "response"


class Plan(Entry):
    """A delivery plan, action plan, set of objectives or strategy.

    `status` is its status in words (`draft`), `dated` the date of the document. `approach` introduces the principles.
    `levels` names the levels of its aims from the top down. `organisation` is the owner of the plan if that is not the
    partnership. `about` is the plan's own description. `starts` is the day from which its years count, `ended` the end
    of its monitoring, `by` the deadline for measures that have none. `columns` gives the headings of the printed
    columns, in the document's words and order. `footnotes` gives the document's words for what is still pending.
    """

    KIND: ClassVar = Kind.PLAN

    title: Text
    body: BodyId | None = None
    organisation: OrganisationId | None = None
    status: Text | None = None
    dated: Period | None = None
    period: Period | None = None
    starts: Period | None = None
    ended: Ending | None = None
    by: DeadlineField | None = None
    levels: Several[Text] = ()
    leads: Owners = ()
    expects: Expectation | None = None
    columns: dict[Column, Text] = {}
    footnotes: dict[Pending, Text] = {}
    about: Text | None = None
    vision: Text | None = None
    approach: Text | None = None
    principles: Several[Principle] = ()
    timetable: Several[Milestone] = ()
    review: Text | None = None
    resources: Several[Text] = ()
    related_plans: Several[RelatedPlan] = ()
    aims: Several[Aim] = ()

    @property
    def responsible(self) -> Owners:
        return self.leads

    def facts(self, placed: "Placed[Any]") -> dict[str, Any]:
        ended = str(self.ended.on) if self.ended else None
        return {"aims": _count(self.aims), "organisation": self.organisation, "ended": ended}


def _count(aims: tuple[Aim, ...]) -> int:
    """The number of aims of a plan, on all levels."""
    return sum(1 + _count(aim.aims) for aim in aims)
