"""Projects: their sponsors, stage, milestones and quarterly updates."""

from hsp_cli.domain.deadline import DeadlineField
from hsp_cli.domain.owner import Owners
from hsp_cli.domain.period import ByPeriod, Period
from hsp_cli.domain.plan import Milestone
from hsp_cli.domain.record import Entry, Id, Number, Record, Several, Text


class Consultation(Record):
    """A consultation: its subject, its audience, and its first and last day."""

    text: Text
    audience: Several[Text] = ()
    starts: DeadlineField | None = None
    ends: DeadlineField | None = None


class FundingChange(Record):
    """A change in funding: the amounts before and after, and what was done about it."""

    text: Text
    on: Period | None = None
    before: Number | None = None
    after: Number | None = None


class Project(Entry):
    """A project of a programme. `updates` holds the text of its update for each quarter."""

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
