"""Governance: the bodies of a period, their seats, and what each body is accountable for."""

from collections.abc import Iterator
from dataclasses import dataclass

from hsp_cli.domain.finding import Place
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.partnership import Body
from hsp_cli.domain.period import Period
from hsp_cli.domain.workspace import Workspace


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


def sat_in(body: Body, period: Period) -> bool:
    """Whether the records show that a body sat during a period.

    A body sat if it had begun by the end of the period and had not ended before its start. A body without a start
    date sat if the date of its known seats (`as_of`) overlaps the period. A body without any date is in no period.
    """
    if body.until is not None and body.until.last_day < period.first_day:
        return False
    if body.since is not None:
        return body.since.first_day <= period.last_day
    return (
        body.as_of is not None and period.first_day <= body.as_of.last_day and body.as_of.first_day <= period.last_day
    )


def tree(workspace: Workspace, period: Period | None = None) -> tuple[Branch, ...]:
    """The bodies of a period, each under its parent, in the order of the settings; all bodies without a period.

    A body whose parent did not sit in the period is at the top.
    """
    bodies = [body for body in workspace.partnership.bodies if period is None or sat_in(body, period)]
    ids = {body.id for body in bodies}

    def below(parent: str | None, seen: frozenset[str]) -> tuple[Branch, ...]:
        return tuple(
            Branch(body, below(body.id, seen | {body.id}))
            for body in bodies
            if body.id not in seen and (body.parent if body.parent in ids else None) == parent
        )

    return below(None, frozenset())


def responsibilities(workspace: Workspace, body_id: str) -> tuple[Responsibility, ...]:
    """What a body is accountable for: the plans, aims, risk registers, grants and projects that name it."""
    return tuple(_responsibilities(workspace, body_id))


def _responsibilities(workspace: Workspace, body_id: str) -> Iterator[Responsibility]:
    for aim in workspace.aims:
        if aim.record.board == body_id:
            yield Responsibility("aim", str(aim.address), aim.record.title, aim.place)
    for placed in workspace.files():
        kind = placed.address.kind
        if placed.body == body_id and kind not in _OF_THE_BODY_ITSELF:
            yield Responsibility(kind.value, str(placed.address), placed.record.heading, placed.place)


_OF_THE_BODY_ITSELF = (Kind.MEETING, Kind.PAPER)
"""Kinds of record that a body holds or reads, but is not accountable for."""
