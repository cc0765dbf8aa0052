"""The lines below a list of bodies or seats: what it shows of its day, and what it does not."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from hsp_cli.analysis.filters import Filters
from hsp_cli.analysis.governance import OfDay, Sitting, bodies_on, last_known
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.period import Period
from hsp_cli.domain.workspace import Workspace
from hsp_cli.wording.counts import counted, plural


def day_summary(workspace: Workspace, of_day: OfDay, kind: Kind, day: date, filters: Filters) -> Iterator[str]:
    """How many sat on the day, how many were proposed or have no dates, and which times the others are of."""
    first = _first_part(len(of_day.of(Sitting.SAT)), kind, Period.day(day).label)
    yield "; ".join((first, *_others(workspace, of_day)))
    if kind is Kind.SEAT and filters == Filters(body=filters.body):
        yield from _missing_seats(workspace, day, filters.body)


def _first_part(count: int, kind: Kind, day: str) -> str:
    if kind is Kind.BODY:
        return f"{counted(count, 'body', 'bodies')} sat on {day}"
    return f"{counted(count, 'seat')} on record for {day}"


def _others(workspace: Workspace, of_day: OfDay) -> Iterator[str]:
    if proposed := len(of_day.of(Sitting.PROPOSED)):
        yield f"{proposed} {plural(proposed, 'was', 'were')} proposed"
    if unknown := len(of_day.of(Sitting.UNKNOWN)):
        yield f"dates not recorded for {unknown}"
    if others := of_day.of(Sitting.OTHER_TIMES):
        times = Counter(last_known(workspace, item.placed) for item in others)
        listed = ", ".join(f"{time} ({count})" for time, count in times.items())
        yield f"{counted(len(others), 'other')} {plural(len(others), 'is', 'are')} of other times, last known: {listed}"


def _missing_seats(workspace: Workspace, day: date, body_id: str | None) -> Iterator[str]:
    """The bodies of the day whose seats are not recorded, or only some of them."""
    bodies = [body for body in bodies_on(workspace, day) if body_id in (None, body.id)]
    if silent := sum(not body.seats for body in bodies):
        yield f"seats not recorded for {silent} of the {counted(len(bodies), 'body', 'bodies')} that sat then"
    for body in bodies:
        if body.seats and body.incomplete:
            yield f"{body.id} has further seats that are not recorded"
