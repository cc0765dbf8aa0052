"""Meetings: the date, the body, and the actions agreed."""

from hsp_cli.domain.action import Action
from hsp_cli.domain.period import Period
from hsp_cli.domain.record import Entry, Id, Several, Text


class Meeting(Entry):
    """A meeting of a body. Each action records its own outcome."""

    title: Text
    body: Id
    on: Period
    place: Text | None = None
    actions: Several[Action] = ()
