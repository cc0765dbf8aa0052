"""Rules for areas: the same area or tile twice, and areas that contain themselves."""

from collections.abc import Callable, Iterator

from hsp_cli.domain.address import Placed
from hsp_cli.domain.area import Area, AreaSet
from hsp_cli.domain.file_index import Fact, WorkspaceIndex, place
from hsp_cli.domain.finding import Place
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.partnership import Partnership, normalised_name
from hsp_cli.domain.walk import Walk
from hsp_cli.domain.workspace import Workspace
from hsp_cli.rules.support.cycles import find_cycles, in_words
from hsp_cli.rules.support.registry import Problem, collector, index_rule, rule


@rule("area-recorded-twice", hint="correct the name or code, or give the dates between which each was in force")
def area_recorded_twice(workspace: Workspace) -> Iterator[Problem]:
    """Two areas of a set have the same name or the same code, and were in force at the same time.

    A figure for that name or code could belong to either of them. If the boundaries were changed, the area before the
    change and the area after it are two records; the first must end before the second begins.

    Example:

        areas:
          - {id: belmont, name: Belmont, code: E05000285, until: 2022-05-05}
          - {id: belmont-2022, name: Belmont, code: E05013542, since: 2022-05-05}

    Way out: if they are one area, keep one record. If they followed each other, correct `until` or `since`; both days
    count as in force. If they are two areas, correct the name or the code.
    """
    for first, second in _together(workspace, lambda area: normalised_name(area.name)):
        if (first.record.tier, first.record.parent) == (second.record.tier, second.record.parent):
            yield Problem(second.place.at("name"), f"{_pair(first, second)} are both called {second.record.name}")
    for first, second in _together(workspace, lambda area: area.code):
        yield Problem(second.place.at("code"), f"{_pair(first, second)} both have the code {second.record.code}")


@rule("tile-taken-twice", hint="move one of them to a free tile")
def tile_taken_twice(workspace: Workspace) -> Iterator[Problem]:
    """Two areas that were in force at the same time have the same tile.

    One of them would cover the other on the map. Nobody would see it, and need there would look as if it were not
    recorded. Tiles must differ within one set, for areas that were in force on the same day.

    Example:

        areas:
          - {id: quay, name: Quay, tile: {column: 2, row: 1}}
          - {id: mill, name: Mill, tile: {column: 2, row: 1}}

    Way out: give one of them another column or row.
    """
    for first, second in _together(workspace, lambda area: area.tile and (area.tile.column, area.tile.row)):
        if tile := second.record.tile:
            words = f"{_pair(first, second)} are both in column {tile.column}, row {tile.row}"
            yield Problem(second.place.at("tile"), words)


@rule("shape-without-area", hint="correct the code of the area or of the shape, or remove the shape")
def shape_without_area(workspace: Workspace) -> Iterator[Problem]:
    """A file of shapes has a shape for a code that no area of the set has, or two shapes for one code.

    The map would leave it out, and a hole in a map looks like an area without need. Usually the shapes are of another
    year than the areas, when the boundaries and their codes were others.

    Example:

        shapes: wards-2022.geojson
        shapes_code: WD22CD            # the file has E05013542, and no area has that code
        areas:
          - {id: belmont, name: Belmont, code: E05000285}

    Way out: use the shapes of the same year as the areas, correct the code, or add the area.
    """
    for placed in workspace.area_sets.values():
        record: AreaSet = placed.record
        if record.shapes is None:
            continue
        codes, seen = {area.code for area in record.areas}, set()
        for shape in record.shapes.shapes:
            where = Place(record.shapes.path, ("features", shape.feature))
            if shape.code not in codes:
                yield Problem(where, f"the shape has the code {shape.code}, which no area of {placed.address} has")
            elif shape.code in seen:
                yield Problem(where, f"a second shape has the code {shape.code}")
            seen.add(shape.code)


@rule("area-without-shape", hint="add the shape to the file, or correct the `code` of the area")
def area_without_shape(workspace: Workspace) -> Iterator[Problem]:
    """A set of areas has shapes, but none for this area; or it has tiles, but none for this area.

    The map would leave the area out, and nobody would see whether it has need. Only the areas of the set's own tier
    need a shape: the borough above the wards needs none.

    Example:

        tier: ward
        shapes: wards.geojson
        shapes_code: WD13CD
        areas:
          - {id: belmont, name: Belmont}      # without its code, no shape can be found for it

    Way out: give the area the code that its shape has. On a map of tiles, give it a `tile`.
    """
    for placed in workspace.area_sets.values():
        record: AreaSet = placed.record
        codes = {shape.code for shape in record.shapes.shapes} if record.shapes else set()
        has_tiles = any(area.tile for area in record.areas)
        for number, area in enumerate(record.areas):
            if not record.is_of_tier(area):
                continue
            where = placed.place.at("areas", number)
            if record.shapes and area.code not in codes:
                why = f"{record.shapes.name} has none with the code {area.code}" if area.code else "it has no code"
                yield Problem(where, f"area {area.id} has no shape: {why}")
            elif not record.shapes and has_tiles and not area.tile:
                yield Problem(where, f"area {area.id} has no tile, and others have one", "add its `tile`")


def _pair(first: Placed[Area], second: Placed[Area]) -> str:
    return f"areas {first.record.id} and {second.record.id}, in force at the same time,"


def _together(workspace: Workspace, key: Callable[[Area], object]) -> Iterator[tuple[Placed[Area], Placed[Area]]]:
    """Areas of one set that have the same key and were in force at the same time: for each, one that began earlier."""
    groups: dict[tuple[str, object], list[Placed[Area]]] = {}
    for placed in workspace.of(Kind.AREA):
        if (value := key(placed.record)) is not None:
            groups.setdefault((placed.address.file, value), []).append(placed)
    for group in groups.values():
        earlier, *later = sorted(group, key=lambda placed: placed.record.first_day)
        for placed in later:
            if placed.record.first_day <= earlier.record.last_day:
                yield earlier, placed
            earlier = max(earlier, placed, key=lambda one: one.record.last_day)


@collector("area-parents")
def _parents(found: Walk, settings: Partnership) -> Iterator[Fact]:
    for placed in found.records if found.file.address.kind is Kind.AREA_SET else ():
        if placed.address.kind is Kind.AREA and placed.record.parent:
            yield Fact((*placed.place.keys, "parent"), (placed.record.id, placed.record.parent))


@index_rule("area-in-itself", hint="remove one `parent` from the circle")
def area_in_itself(index: WorkspaceIndex) -> Iterator[Problem]:
    """An area lies in itself, directly or through other areas.

    An action for the larger area is said of the smaller ones. In a circle nobody can tell which is the larger.

    Example:

        areas:
          - {id: north, name: North, parent: borough}
          - {id: borough, name: Borough, parent: north}

    Way out: decide which area is the largest and remove its `parent`.
    """
    leads_to: dict[str, frozenset[str]] = {}
    places: dict[str, Place] = {}
    for file, fact in index.facts("area-parents"):
        area = f"{file.id}/{fact.values[0]}"
        leads_to[area] = frozenset(map(str, index.areas_called(fact.values[1], file)))
        places[area] = place(file, fact)
    for cycle in find_cycles(leads_to):
        yield Problem(places[cycle[0]], f"area {cycle[0]} lies in itself: {in_words(cycle)}")
