"""Delivery plans: a tree of aims with the actions, measures and indicators that serve them."""

from hsp_cli.domain.action import Action
from hsp_cli.domain.deadline import DeadlineField
from hsp_cli.domain.owner import Owners
from hsp_cli.domain.period import Period
from hsp_cli.domain.rag import Band
from hsp_cli.domain.record import Choice, Entry, Id, Number, Record, Several, Text


class Comparator(Choice):
    """What a measure promises about its figure."""

    AT_LEAST = "at-least"
    AT_MOST = "at-most"
    WITHIN = "within"
    MAINTAIN = "maintain"
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


class Measure(Entry):
    """How success will be known: its wording, and as much of it as numbers can hold."""

    text: Text
    comparator: Comparator | None = None
    baseline: Baseline | None = None
    target: Number | None = None
    target_band: Band | None = None
    unit: Text | None = None
    by: DeadlineField | None = None
    pending: Pending | None = None
    indicator: Id | None = None
    owners: Owners = ()


class RelatedPlan(Record):
    """A plan, strategy or policy that an aim leans on, with its status as the document gives it."""

    title: Text
    status: Text | None = None
    plan: Id | None = None


class Aim(Entry):
    """A node of a plan: workstream, recommendation, objective, area of work."""

    title: Text
    number: Text | None = None
    priority: Id | None = None
    response: Text | None = None
    objectives: Several[Text] = ()
    actions: Several[Action] = ()
    measures: Several[Measure] = ()
    indicators: Several[Id] = ()
    related_plans: Several[RelatedPlan] = ()
    risks: Several[Text] = ()
    partners: Owners = ()
    board: Id | None = None
    delivery_group: Owners = ()
    leads: Owners = ()
    aims: Several["Aim"] = ()


class Plan(Entry):
    """One delivery plan. `levels` names what its levels of aims are called, from the top down."""

    title: Text
    body: Id | None = None
    period: Period | None = None
    levels: Several[Text] = ()
    leads: Owners = ()
    aims: Several[Aim] = ()
