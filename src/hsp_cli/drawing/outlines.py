"""Outlines of areas on a picture: projected shapes, or tiles of equal size, and the place of each area's label."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from math import ceil, cos, radians
from typing import NamedTuple

from hsp_cli.domain.area import Area, AreaSet
from hsp_cli.domain.shapes import Ring

Point = tuple[float, float]
Rings = tuple[tuple[Point, ...], ...]

_GAP = 4.0
"""Between tiles."""
_LARGEST_TILE = 96.0
_STEP = 4.0
"""The distance of the lines on which room for a label is looked for."""

Stretch = tuple[float, float]
"""The left and right end of a part of a horizontal line."""


@dataclass(frozen=True)
class Outline:
    """An area on the picture, as rings."""

    rings: Rings

    @property
    def bottom(self) -> float:
        return max(y for ring in self.rings for _, y in ring)

    def room_for(self, width: float, height: float) -> Point | None:
        """The middle of a box of a size inside the outline, as near to the middle of its height as it can be."""
        if width > self._width:
            return None
        rows = ceil(height / _STEP)
        windows = [self._lines[start : start + rows] for start in range(len(self._lines) - rows + 1)]
        last = len(self._lines) - 1
        for window in sorted(windows, key=lambda window: abs(last - window[0].number - window[-1].number)):
            left, right = max(_common([line.inside for line in window]), key=_length, default=(0.0, 0.0))
            if right - left >= width:
                return (left + right) / 2, (window[0].y + window[-1].y) / 2
        return None

    @cached_property
    def _width(self) -> float:
        across = [x for ring in self.rings for x, _ in ring]
        return max(across) - min(across)

    @cached_property
    def _lines(self) -> list["_Line"]:
        """Horizontal lines through the outline."""
        heights = [y for ring in self.rings for _, y in ring]
        top, count = min(heights), int((max(heights) - min(heights)) // _STEP)
        lines = ((number, top + _STEP * (number + 0.5)) for number in range(count))
        return [_Line(number, y, list(_stretches(self.rings, y))) for number, y in lines]


class _Line(NamedTuple):
    """A horizontal line: its number from the top, its height, and where it is inside an outline."""

    number: int
    y: float
    inside: list[Stretch]


def _length(stretch: Stretch) -> float:
    return stretch[1] - stretch[0]


def _common(each: list[list[Stretch]]) -> list[Stretch]:
    """The stretches that several lines have in common."""
    first, *others = each
    for other in others:
        pairs = ((max(one[0], two[0]), min(one[1], two[1])) for one in first for two in other)
        first = [(left, right) for left, right in pairs if left < right]
    return first


def _stretches(rings: Rings, y: float) -> Iterator[Stretch]:
    """Where a horizontal line is inside an outline."""
    crossings = sorted(
        x1 + (y - y1) / (y2 - y1) * (x2 - x1)
        for ring in rings
        for (x1, y1), (x2, y2) in pairwise(ring)
        if (y1 <= y) != (y2 <= y)
    )
    yield from zip(crossings[::2], crossings[1::2], strict=False)


def outlines_of(record: AreaSet, areas: Sequence[Area], width: float, height: float) -> Mapping[str, Outline]:
    """The outline of each area by its id, within a width and height, y downwards from 0.

    Shapes are used if the set has any, otherwise tiles. Areas without either are left out.
    """
    if record.shapes:
        by_code = {shape.code: shape for shape in record.shapes.shapes}
        shaped = {area.id: by_code[area.code] for area in areas if area.code in by_code}
        rings = {name: tuple(ring for polygon in shape.polygons for ring in polygon) for name, shape in shaped.items()}
        return _outlines(_projected(rings), width, height)
    return _tiles(areas, width, height)


def _projected(rings: Mapping[str, tuple[Ring, ...]]) -> dict[str, Rings]:
    """Rings on a plane. Longitudes are scaled by the cosine of the middle latitude, so that no shape is too wide."""
    latitudes = [latitude for each in rings.values() for ring in each for _, latitude in ring]
    scale = cos(radians((min(latitudes) + max(latitudes)) / 2)) if latitudes else 1
    return {name: tuple(tuple((x * scale, -y) for x, y in ring) for ring in each) for name, each in rings.items()}


def _outlines(rings: Mapping[str, Rings], width: float, height: float) -> dict[str, Outline]:
    """The rings, scaled to fit."""
    points = [point for each in rings.values() for ring in each for point in ring]
    if not points:
        return {}
    left, top = (min(point[axis] for point in points) for axis in (0, 1))
    across, down = (max(point[axis] for point in points) - least for axis, least in ((0, left), (1, top)))
    scale = min(width / (across or 1), height / (down or 1))
    found = {}
    for name, each in rings.items():
        found[name] = Outline(tuple(tuple(((x - left) * scale, (y - top) * scale) for x, y in ring) for ring in each))
    return found


def _tiles(areas: Iterable[Area], width: float, height: float) -> dict[str, Outline]:
    tiles = {area.id: area.tile for area in areas if area.tile}
    if not tiles:
        return {}
    left, top = min(tile.column for tile in tiles.values()), min(tile.row for tile in tiles.values())
    columns = max(tile.column for tile in tiles.values()) - left + 1
    rows = max(tile.row for tile in tiles.values()) - top + 1
    step = min(_LARGEST_TILE, width / columns, height / rows)
    side = step - min(_GAP, step / 10)
    found = {}
    for name, tile in tiles.items():
        x, y = (tile.column - left) * step, (tile.row - top) * step
        ring = ((x, y), (x + side, y), (x + side, y + side), (x, y + side), (x, y))
        found[name] = Outline((ring,))
    return found
