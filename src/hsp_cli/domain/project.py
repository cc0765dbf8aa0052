"""Projects: who sponsors them, how far they are, and what they report each quarter."""

from hsp_cli.domain.deadline import DeadlineField
from hsp_cli.domain.owner import Owners
from hsp_cli.domain.period import ByPeriod, Period
from hsp_cli.domain.plan import Milestone
from hsp_cli.domain.record import Entry, Id, Number, Record, Several, Text


class Consultation(Record):
    """People who are asked, about what, from when to when."""

    text: Text
    audience: Several[Text] = ()
    starts: DeadlineField | None = None
    ends: DeadlineField | None = None


class FundingChange(Record):
    """Money that became more or less, and what was done about it."""

    text: Text
    on: Period | None = None
    before: Number | None = None
    after: Number | None = None


class Project(Entry):
    """A project of a programme. `updates` holds what it says of itself in a quarter, as prose."""

    title: Text
    aliases: Several[Text] = ()
    programme: Text | None = None
    priority: Id | None = None
    body: Id | None = None
    sponsor: Owners = ()
    leads: Owners = ()
    stage: Text | None = None
    grant: Id | None = None
    milestones: Several[Milestone] = ()
    consultations: Several[Consultation] = ()
    funding_changes: Several[FundingChange] = ()
    updates: ByPeriod[Text] = {}
