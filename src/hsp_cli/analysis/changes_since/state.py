"""The two states that are compared, and the changes between them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from hsp_cli.domain.action import Scheduled
from hsp_cli.domain.address import Placed
from hsp_cli.domain.deadline import Deadline
from hsp_cli.domain.period import Period
from hsp_cli.domain.workspace import Workspace


class State(NamedTuple):
    """What was known on a day: the records, the day, and the quarter that was reported then. None if there was none."""

    workspace: Workspace
    quarter: Period | None
    as_of: date


class Source(StrEnum):
    """How the earlier state is known: from an earlier version of the records, or from the dates in the present ones."""

    RECORDS_THEN = "records of the time"
    DATES = "dates in the records"


class Slip(NamedTuple):
    """A deadline that was moved. `after` is None if it was withdrawn or removed; `days` is None unless both have a day.

    `reasons` are those given for the moves since then.
    """

    placed: Placed[Scheduled]
    before: Deadline
    after: Deadline | None
    days: int | None
    reasons: tuple[str, ...] = ()


class Turn(NamedTuple):
    """An indicator or risk whose rating differs. `before` is None if it was not rated then: there is no direction.

    `since` and `until` are the periods for which the ratings were given.
    """

    placed: Placed[Any]
    before: str | None
    after: str
    since: Period | None
    until: Period


class Unknown(NamedTuple):
    """A record of which it is not known whether it changed, and why not."""

    placed: Placed[Any]
    why: str


class Held(NamedTuple):
    """A record that is new or gone, and how many of the same kinds are inside it. `why` says how it is gone, if not
    because it was removed.
    """

    placed: Placed[Any]
    inside: tuple[Placed[Any], ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """The changes between two states.

    `slipped` are deadlines that moved later or were withdrawn, the longest first, `brought_forward` those that moved
    earlier. `first_rated` are indicators at an exception level and red risks that were not rated then. `stopped` are
    actions that were cancelled or not delivered, `reopened` those that were closed and are open again; `closed` are
    risks that were closed. `gone` is what was in use and is no longer there; None if only the present records are
    known. What is in `unknown` may belong to any of them.
    """

    source: Source
    slipped: tuple[Slip, ...]
    brought_forward: tuple[Slip, ...]
    worse: tuple[Turn, ...]
    better: tuple[Turn, ...]
    first_rated: tuple[Turn, ...]
    completed: tuple[Placed[Any], ...]
    stopped: tuple[Placed[Any], ...]
    reopened: tuple[Placed[Any], ...]
    closed: tuple[Placed[Any], ...]
    new: tuple[Held, ...]
    gone: tuple[Held, ...] | None
    unknown: tuple[Unknown, ...]


def by_length(slips: Iterable[Slip]) -> tuple[tuple[Slip, ...], tuple[Slip, ...]]:
    """The slips, those without a number of days first and then the longest; and the deadlines that moved earlier."""
    later: list[Slip] = []
    earlier: list[Slip] = []
    for slip in slips:
        (earlier if slip.days is not None and slip.days < 0 else later).append(slip)
    later.sort(key=lambda slip: (slip.days is not None, -(slip.days or 0)))
    return tuple(later), tuple(earlier)
