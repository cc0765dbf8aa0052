"""Redaction: a workspace without the records that are marked as exempt, for papers and pages that the public reads.

A record that is marked goes with everything inside it, and so does every reference to it. What only makes sense with it
goes too (`domain.dependants`), and that again takes its references along. Texts are not searched: a text that speaks of
an exempt record stays, and the rule `names-exempt-record` warns of it.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from hsp_cli.domain.address import Address, Placed
from hsp_cli.domain.area import AREA, Area, AreaSet
from hsp_cli.domain.comparison import compare
from hsp_cli.domain.dependants import emptied_holder, what_goes
from hsp_cli.domain.finding import Place
from hsp_cli.domain.indicator import Indicator
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.names import Names
from hsp_cli.domain.pruning import Cut, Keys, pruned, with_values
from hsp_cli.domain.references import PARTIES
from hsp_cli.domain.walk import Walk, placed_file
from hsp_cli.domain.workspace import Workspace


@dataclass(frozen=True)
class Redacted:
    """A workspace without its exempt records.

    `addresses` are those of everything that is left out, also inside other records.

    The keys of places in `workspace` are those of what is left; `place_in_file` has those of the file.
    """

    workspace: Workspace
    addresses: frozenset[Address] = frozenset()
    _places: Mapping[Address, Place] = field(default_factory=dict, repr=False)

    @property
    def left_out(self) -> Mapping[Kind, int]:
        """How many records of each kind are left out: those that are marked, and those that make no sense without them.
        A record inside another one that is left out does not count.
        """
        return self.workspace.left_out or {}

    def place_in_file(self, placed: Placed[Any]) -> Place:
        """The place of a record of the redacted workspace in its file as it is."""
        return self._places.get(placed.address, placed.place)


def redacted(workspace: Workspace, also: Collection[Address] = ()) -> Redacted:
    """The workspace without the records that are marked as exempt, and without those with these addresses."""
    search = _Search(workspace)
    search.leave_out(placed for one in workspace.walks for placed in one.records if _is_marked(placed, also))
    files = {kind: dict(search.files_left(kind)) for kind in workspace.files_by_kind}
    settings = search.file_left(workspace.settings)
    assert settings is not None  # the settings themselves are never exempt
    return Redacted(
        workspace.redacted(settings, files, search.counts()),
        frozenset(placed.address for placed in search.records_gone()),
        {placed.address: placed.place for one in workspace.walks for placed in one.records},
    )


def redacted_earlier(earlier: Workspace, now: Workspace, also: Collection[Address] = ()) -> Redacted:
    """An earlier version without the records that were marked then, and without those that are left out now.

    `now` is the workspace of today with its exempt records, in which a record may have another address than it had.
    `also` are addresses in the earlier version that go too.
    """
    return redacted(earlier, redacted(now).addresses | left_out_later(earlier, now) | frozenset(also))


def left_out_later(earlier: Workspace, later: Workspace) -> frozenset[Address]:
    """The records of an earlier version that a later one leaves out, by their addresses in the earlier one."""
    left_out = redacted(later).addresses
    pairs = compare(earlier.walks, later.walks).changes if left_out else ()
    return frozenset(pair.before.address for pair in pairs if pair.now.address in left_out)


def _is_marked(placed: Placed[Any], also: Collection[Address]) -> bool:
    if placed.address.kind is Kind.PARTNERSHIP:
        return False
    return placed.record.exempt is not None or placed.address in also


class _Search:
    """The search for everything that goes. `gone` has by file the keys of what goes; no keys are the whole file."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._names = Names(workspace)
        self._files = {one.file.place.path: one for one in workspace.walks}
        self._owners: dict[str, set[Keys]] = {}
        self._areas: set[str] = set()
        self.gone: dict[str, set[Keys]] = {}

    def leave_out(self, records: Any) -> None:
        """Leave out some records, and then whatever goes with them, until nothing more does."""
        for placed in records:
            self._remove(placed.place)
        if self._workspace.unreadable:
            self._leave_out_references()
        named: set[Place] = set()
        while new := [placed for placed in self.records_gone() if placed.place not in named]:
            named.update(placed.place for placed in new)
            self._names.add(new)
            self._leave_out_areas(placed.record for placed in new if isinstance(placed.record, Area))
            self._leave_out_references()

    def _remove(self, place: Place) -> None:
        """What is at a place goes, or what contains it if that makes no sense without it."""
        file = self._files[place.path].file.record
        keys: Keys | None = place.keys
        gone = self.gone.setdefault(place.path, set())
        while keys is not None:
            keys = what_goes(file, keys)
            gone.add(keys)
            keys = emptied_holder(file, keys, gone)

    def _leave_out_references(self) -> None:
        for one in self._workspace.walks:
            for reference in one.references:
                if self._names.may_mean(reference) and not self._is_gone(reference.place):
                    if reference.kinds == PARTIES:
                        self._owners.setdefault(reference.place.path, set()).add(reference.place.keys)
                    else:
                        self._remove(reference.place)

    def _leave_out_areas(self, areas: Any) -> None:
        """The figures of some areas go. A series names its area by id or by code."""
        new = {name for area in areas for name in (area.id, area.code) if name}
        self._areas |= new
        for placed in self._workspace.indicators.values() if new else ():
            for number, series in enumerate(placed.record.series):
                if series.of.get(AREA) in new:
                    self._remove(placed.place.at("series", number))

    def _is_gone(self, place: Place) -> bool:
        gone, keys = self.gone.get(place.path, ()), place.keys
        return any(keys[:length] in gone for length in range(len(keys) + 1))

    def records_gone(self) -> Iterator[Placed[Any]]:
        """Every record that goes, also those inside others."""
        for path in self.gone:
            yield from (placed for placed in self._files[path].records if self._is_gone(placed.place))

    def counts(self) -> Mapping[Kind, int]:
        """The number of records of each kind that go, without those inside another one that goes."""
        found = Counter(placed.address.kind for path in self.gone for placed in self._outermost(self._files[path]))
        return {kind: found[kind] for kind in Kind if kind in found}

    def _outermost(self, found: Walk) -> Iterator[Placed[Any]]:
        around: Keys | None = None
        for placed in found.records:  # a record comes before those inside it
            keys = placed.place.keys
            if self._is_gone(placed.place) and (around is None or keys[: len(around)] != around):
                around = keys
                yield placed

    def files_left(self, kind: Kind) -> Iterator[tuple[str, Placed[Any]]]:
        for name, file in self._workspace.files_by_kind[kind].items():
            left = self.file_left(file)
            if left is not None:
                yield name, left

    def file_left(self, file: Placed[Any]) -> Placed[Any] | None:
        """A file's record without what goes. None if all of it goes."""
        path = file.place.path
        gone, owners = self.gone.get(path, set()), self._owners.get(path, set())
        if () in gone:
            return None
        record = pruned(file.record, Cut(gone, owners)) if gone or owners else file.record
        record = self._without_data_beside(record)
        return file if record is file.record else placed_file(record, file.address.kind, path)

    def _without_data_beside(self, record: Any) -> Any:
        """The figures and shapes of areas that go are also in files beside records."""
        if isinstance(record, Indicator) and record.observations and self._areas:
            if self._areas.isdisjoint(record.observations.keys.get(AREA, ())):
                return record
            return with_values(record, {"observations": record.observations.without(AREA, self._areas)})
        if isinstance(record, AreaSet) and record.shapes and self._areas:
            codes = self._areas.intersection(shape.code for shape in record.shapes.shapes)
            return with_values(record, {"shapes": record.shapes.without(codes)}) if codes else record
        return record
