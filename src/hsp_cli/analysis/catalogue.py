"""The catalogue: every record by kind, and one record by its name."""

import difflib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from hsp_cli.analysis.filters import NO_FILTER, Filters, left_out, select
from hsp_cli.domain.address import Address, Placed
from hsp_cli.domain.area import Area
from hsp_cli.domain.finding import Place
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.owner import Owners
from hsp_cli.domain.plan import Measure, Plan
from hsp_cli.domain.record import Entry
from hsp_cli.domain.register import Register
from hsp_cli.domain.request import RequestRefused
from hsp_cli.domain.workspace import Workspace
from hsp_cli.wording.counts import one

LISTED = {kind.plural: kind for kind in Kind if kind is not Kind.PARTNERSHIP}
"""The kinds that can be listed, by the word that `hsp list` takes."""


@dataclass(frozen=True, slots=True)
class Item:
    """A record in a list: its address, title, place, and some facts that depend on its kind."""

    placed: Placed[Any]
    title: str
    facts: dict[str, Any]

    @property
    def record(self) -> Entry:
        record: Entry = self.placed.record
        return record

    @property
    def address(self) -> Address:
        return self.placed.address

    @property
    def place(self) -> Place:
        return self.placed.place

    @property
    def kind(self) -> Kind:
        return self.placed.address.kind

    @property
    def described(self) -> str:
        """`homes/second-van is an action`, for a message that something else is needed."""
        return f"{self.address} is {one(self.kind)}"

    @property
    def owners(self) -> Owners:
        return self.placed.owners


def items(workspace: Workspace, kind: str, filters: Filters = NO_FILTER) -> list[Item]:
    """Every record of a kind, in the order of the files. RequestRefused if the kind does not exist."""
    if kind not in LISTED:
        raise RequestRefused(
            f"there is no kind of record called {kind!r}", f"choose from {', '.join((*LISTED, *Register))}"
        )
    return [_item(workspace, placed) for placed in select(workspace, filters, workspace.of(LISTED[kind]))]


def left_out_items(workspace: Workspace, kind: str, filters: Filters = NO_FILTER) -> Mapping[str, int]:
    """How many records of the kind a list leaves out because they are in plans of other organisations."""
    return left_out(workspace, filters, workspace.of(LISTED[kind]))


def find(workspace: Workspace, name: str, kinds: Collection[Kind] = ()) -> Item:
    """The only record with this address, id, or code such as `NI 192`.

    If several have it, those of some kinds go before others. RequestRefused if there is none, or more than one.
    """
    found = records_called(workspace, name)
    if not found:
        # A register and its body may share a name.
        names = {str(placed.address): None for placed in _everything(workspace)}
        near = difflib.get_close_matches(name.strip().casefold(), names, n=3)
        hint = f"did you mean {', '.join(near)}?" if near else "`hsp list KIND` lists the records of a kind"
        raise RequestRefused(f"no record is called {name!r}", hint)
    found = [placed for placed in found if placed.address.kind in kinds] or found
    if len(found) > 1:
        spellings = ", ".join(f"{placed.address.full} ({placed.address.kind})" for placed in found[:8])
        raise RequestRefused(f"{len(found)} records are called {name!r}", f"give the full address: {spellings}")
    return _item(workspace, found[0])


def records_called(workspace: Workspace, name: str) -> list[Placed[Any]]:
    """Every record with this address or, without one, with this id or code."""
    everything = list(_everything(workspace))
    wanted = name.strip().casefold()
    found = [placed for placed in everything if wanted in (str(placed.address), placed.address.full)]
    return found or [placed for placed in everything if wanted in (placed.record.id, _code(placed))]


def _everything(workspace: Workspace) -> Iterator[Placed[Any]]:
    for kind in LISTED.values():
        yield from workspace.of(kind)


def _code(placed: Placed[Any]) -> str | None:
    code = getattr(placed.record, "code", None)
    return code.casefold() if code else None


def _item(workspace: Workspace, placed: Placed[Any]) -> Item:
    record: Entry = placed.record
    facts = record.facts(placed)
    if isinstance(record, Measure):
        facts |= _deadline_of(workspace, placed)
    if isinstance(record, Area):
        facts |= {"tier": record.tier or workspace.file_of(placed).record.tier}
    return Item(placed, record.heading, facts)


def _deadline_of(workspace: Workspace, measure: Placed[Measure]) -> dict[str, Any]:
    """The deadline of a measure, and whether it is the measure's own or that of its plan."""
    plan: Plan = workspace.file_of(measure).record
    if measure.record.by or measure.record.recurs or not plan.by:
        return {"deadline_of": "measure" if measure.record.by else None}
    return {"by": str(plan.by), "deadline_of": "plan"}
