"""Governance: the bodies and seats of a time, and what each body is accountable for."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from hsp_cli.analysis.catalogue import Item
from hsp_cli.domain.address import Placed
from hsp_cli.domain.finding import Place
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.partnership import Body, BodyStatus, Seat
from hsp_cli.domain.period import Period
from hsp_cli.domain.plan import Aim
from hsp_cli.domain.workspace import Workspace
from hsp_cli.wording.bodies import NOT_RECORDED, known_text, last_known_text, term_text


class Term(NamedTuple):
    """A span of days, both included."""

    first_day: date
    last_day: date

    def overlaps(self, other: "Term | Period") -> bool:
        """Whether the two share a day. A span that ends before it starts shares none."""
        return max(self.first_day, other.first_day) <= min(self.last_day, other.last_day)


class Sitting(StrEnum):
    """Whether a body sat, or a seat existed, at some time."""

    SAT = "sat"
    PROPOSED = "proposed"
    UNKNOWN = "not known"
    OTHER_TIMES = "other times"


@dataclass(frozen=True, slots=True)
class Responsibility:
    """A record that a body is accountable for: its kind, address, title and place."""

    kind: str
    address: str
    title: str
    place: Place


@dataclass(frozen=True, slots=True)
class Branch:
    """A body and the bodies that report to it."""

    body: Body
    below: tuple["Branch", ...]


@dataclass(frozen=True, slots=True)
class OfDay:
    """The bodies, or the seats, of a list. Each has among its facts whether it sat on the day, and its dates."""

    items: tuple[Item, ...]

    def of(self, *sittings: Sitting) -> list[Item]:
        """Those that sat, that were proposed, of whose dates nothing is known, or that are of other times."""
        return [item for item in self.items if item.facts[ON_THE_DAY] in sittings]


def known_term(body: Body) -> Term | None:
    """The time in which the records show that a body existed; None if they give no date.

    It starts with `since`, or else with the first date that is known. It ends with `until`. A body that began and has
    not ended goes on, unless it is closed. Of any other, no more is known than the dates that the record gives.
    """
    start = body.since or body.as_of or body.until
    if start is None:
        return None
    if body.until:
        end = body.until.last_day
    elif body.since and body.status is not BodyStatus.CLOSED:
        end = date.max
    else:
        end = max(period.last_day for period in (body.since, body.as_of) if period)
    return Term(start.first_day, end)


def possible_term(one: Body | Seat) -> Term:
    """The time outside of which the records rule out that a body, or a seat, existed."""
    return Term(
        one.since.first_day if one.since else date.min,
        one.until.last_day if one.until else date.max,
    )


def sitting(body: Body, period: Period | Term) -> Sitting:
    """Whether the records show that a body sat at some time in a period, or was proposed then."""
    term = known_term(body)
    if term is None:
        return Sitting.UNKNOWN
    if not term.overlaps(period):
        return Sitting.OTHER_TIMES
    return Sitting.PROPOSED if body.status is BodyStatus.PROPOSED else Sitting.SAT


IN_A_PERIOD = (Sitting.SAT, Sitting.PROPOSED)
"""What a body of a period did then, as far as the records show."""


def tree(
    workspace: Workspace, period: Period | Term | None = None, then: Collection[Sitting] = IN_A_PERIOD
) -> tuple[Branch, ...]:
    """The bodies of a period, each under its parent, in the order of the settings; all bodies without a period.

    A body whose parent did not sit in the period is at the top.
    """
    bodies = [body for body in workspace.partnership.bodies if period is None or sitting(body, period) in then]
    ids = {body.id for body in bodies}

    def below(parent: str | None, seen: frozenset[str]) -> tuple[Branch, ...]:
        return tuple(
            Branch(body, below(body.id, seen | {body.id}))
            for body in bodies
            if body.id not in seen and (body.parent if body.parent in ids else None) == parent
        )

    return below(None, frozenset())


ON_THE_DAY = "on_the_day"
"""The fact of a body or a seat that says whether it sat on the day of a list."""

OF_A_TIME = (Kind.BODY, Kind.SEAT)
"""The kinds of record that a list shows as they were on a day."""


def on_day(workspace: Workspace, items: Iterable[Item], day: date) -> OfDay:
    """The bodies or seats among some items, and whether they sat on a day."""
    return OfDay(tuple(_dated(workspace, item, Period.day(day)) for item in items))


def _dated(workspace: Workspace, item: Item, day: Period) -> Item:
    facts = _of_body(item.record, day) if isinstance(item.record, Body) else _of_seat(workspace, item.placed, day)
    return replace(item, facts={**item.facts, **facts})


def _of_body(body: Body, day: Period) -> dict[str, Any]:
    return {ON_THE_DAY: sitting(body, day).value, "dates": term_text(body) or NOT_RECORDED}


def _of_seat(workspace: Workspace, placed: Placed[Seat], day: Period) -> dict[str, Any]:
    body = workspace.partnership.body(placed.body or "")
    of_body = sitting(body, day) if body else Sitting.UNKNOWN
    is_then = possible_term(placed.record).overlaps(day)
    return {
        ON_THE_DAY: (of_body if is_then else Sitting.OTHER_TIMES).value,
        "known": known_text(body) if body else NOT_RECORDED,
    }


def last_known(workspace: Workspace, placed: Placed[Any]) -> str:
    """The last time at which a body sat, or a seat existed, as far as the records show."""
    record = placed.record
    if isinstance(record, Seat) and (last := record.until or record.since):
        return last.label
    body = record if isinstance(record, Body) else workspace.partnership.body(placed.body or "")
    return last_known_text(body) if body else NOT_RECORDED


def bodies_on(workspace: Workspace, day: date) -> tuple[Body, ...]:
    """The bodies that sat on a day, as far as the records show."""
    return tuple(body for body in workspace.partnership.bodies if sitting(body, Period.day(day)) is Sitting.SAT)


def responsibilities(workspace: Workspace, body_id: str) -> tuple[Responsibility, ...]:
    """What a body is accountable for: the plans, aims, risk registers, grants and projects that name it."""
    return tuple(
        Responsibility(one.address.kind.value, str(one.address), _title(one.record), one.place)
        for one in responsible_for(workspace, body_id)
    )


def _title(record: Any) -> str:
    title: str = record.title if isinstance(record, Aim) else record.heading
    return title


def responsible_for(workspace: Workspace, body_id: str) -> Iterator[Placed[Any]]:
    """The same records: first the aims, then the files in their order."""
    yield from (aim for aim in workspace.aims if aim.record.board == body_id)
    for placed in workspace.files():
        if placed.body == body_id and placed.address.kind not in _OF_THE_BODY_ITSELF:
            yield placed


_OF_THE_BODY_ITSELF = (Kind.MEETING, Kind.PAPER)
"""Kinds of record that a body holds or reads, but is not accountable for."""
