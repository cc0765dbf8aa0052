"""Delivery plans: a tree of aims with the actions, measures and indicators that serve them."""

from typing import TYPE_CHECKING, Annotated, Any, ClassVar

from pydantic import BeforeValidator

from hsp_cli.domain.action import Action
from hsp_cli.domain.deadline import DeadlineField
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.owner import Owners, names
from hsp_cli.domain.period import Period
from hsp_cli.domain.rag import Band
from hsp_cli.domain.record import Choice, Entry, Number, Record, Several, Text, Whole
from hsp_cli.domain.references import BodyId, IndicatorId, OrganisationId, PlanId, PriorityId

if TYPE_CHECKING:
    from hsp_cli.domain.address import Placed


class Comparator(Choice):
    """What a measure promises about its figure."""

    AT_LEAST = "at-least"
    AT_MOST = "at-most"
    WITHIN = "within"
    MAINTAIN = "maintain"
    ABOVE = "above"
    BELOW = "below"
    INCREASE = "increase"
    DECREASE = "decrease"


class Pending(Choice):
    """What of a measure is still to be agreed."""

    TARGET = "target"
    METHOD = "method"


class Baseline(Record):
    """Where a measure started from."""

    value: Number
    at: Period | None = None


class Benchmark(Record):
    """What others reach: a value, or words where the document has no number (`around the median`)."""

    group: Text
    value: Number | None = None
    text: Text | None = None
    at: Period | None = None


class Promise(Record):
    """A figure that is promised: from what baseline, in which sense, to what target.

    A target in a unit of change (`% increase`) is a distance from the baseline, not a level.
    """

    comparator: Comparator | None = None
    baseline: Baseline | None = None
    target: Number | None = None
    target_band: Band | None = None
    unit: Text | None = None


class MeasurePart(Promise):
    """One of several figures that a single measure promises."""

    label: Text


class Measure(Entry, Promise):
    """How success will be known: its wording, and as much of it as numbers can hold.

    `parts` holds the figures where there is more than one. `recurs` says how often it has to be met (`each
    year`), `survey` where its figure comes from, `number` its place in the objective as the document counts.
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
        return {"by": str(self.by) if self.by else None, "pending": self.pending and self.pending.value}


class RelatedPlan(Record):
    """A plan, strategy or policy that an aim leans on, with its status as the document gives it."""

    title: Text
    status: Text | None = None
    plan: PlanId | None = None
    note: Text | None = None


class IndicatorLink(Record):
    """An indicator that shows whether an aim is reached; `as_written` is what the document calls it there."""

    indicator: IndicatorId
    as_written: Text | None = None


def _link_from_yaml(value: Any) -> Any:
    return {"indicator": value} if isinstance(value, str) else value


class Aim(Entry):
    """A node of a plan: workstream, recommendation, objective, area of work.

    `board` and `delivery_group` answer for it as bodies, `leads` as people and posts; `accountable` answers for
    its indicators, which may be somebody else. `partners` are those who do the work.
    """

    KIND: ClassVar = Kind.AIM

    title: Text
    number: Text | None = None
    priority: PriorityId | None = None
    response: Text | None = None
    objectives: Several[Text] = ()
    actions: Several[Action] = ()
    measures: Several[Measure] = ()
    indicators: Several[Annotated[IndicatorLink, BeforeValidator(_link_from_yaml)]] = ()
    related_plans: Several[RelatedPlan] = ()
    risks: Several[Text] = ()
    partners: Owners = ()
    board: BodyId | None = None
    delivery_group: Owners = ()
    leads: Owners = ()
    accountable: Owners = ()
    aims: Several["Aim"] = ()

    @property
    def responsible(self) -> Owners:
        return self.leads

    def facts(self, placed: "Placed[Any]") -> dict[str, Any]:
        return {"number": self.number, "leads": names(self.leads)}


class Principle(Entry):
    """A way of working that a plan holds itself to."""

    KIND: ClassVar = Kind.PRINCIPLE

    title: Text
    text: Text | None = None


class Milestone(Entry):
    """A dated step that is not anybody's action: a draft, a launch, a review."""

    KIND: ClassVar = Kind.MILESTONE

    text: Text
    due: DeadlineField | None = None

    def facts(self, placed: "Placed[Any]") -> dict[str, Any]:
        return {"due": str(self.due) if self.due else None}


class Expectation(Record):
    """What the form behind a plan asks of each aim: how many actions, and whether a response."""

    actions_from: Whole | None = None
    actions_to: Whole | None = None
    response: bool = False


class Column(Choice):
    """What a plan's paper prints of an aim; the names are those of the aim's keys."""

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


class Plan(Entry):
    """One delivery plan, action plan, set of objectives or strategy.

    `levels` names what its levels of aims are called, from the top down. `organisation` is whose plan it is,
    where that is not the partnership; `about` is what it says of itself. `starts` is the day from which it counts
    its years, `by` the horizon that holds where a measure names none. `columns` heads what is printed of each aim,
    in the document's words and order; `footnotes` words what is still pending, as the document marks it.
    """

    KIND: ClassVar = Kind.PLAN

    title: Text
    body: BodyId | None = None
    organisation: OrganisationId | None = None
    period: Period | None = None
    starts: Period | None = None
    by: DeadlineField | None = None
    levels: Several[Text] = ()
    leads: Owners = ()
    expects: Expectation | None = None
    columns: dict[Column, Text] = {}
    footnotes: dict[Pending, Text] = {}
    about: Text | None = None
    vision: Text | None = None
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
        return {"aims": _count(self.aims)}


def _count(aims: tuple[Aim, ...]) -> int:
    """How many aims a plan has on all its levels."""
    return sum(1 + _count(aim.aims) for aim in aims)
