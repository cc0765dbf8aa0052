"""Shapes: the boundaries of areas, from a GeoJSON file beside their record."""

from collections.abc import Collection
from typing import ClassVar, NamedTuple

from hsp_cli.domain.beside import FileBeside

Point = tuple[float, float]
"""Longitude and latitude in degrees (WGS 84)."""
Ring = tuple[Point, ...]
Polygon = tuple[Ring, ...]
"""An outer ring and the rings of its holes. The last point of a ring is its first."""


class Shape(NamedTuple):
    """The boundary of an area: the code of the area, the number of its feature in the file, and its polygons."""

    code: str
    feature: int
    polygons: tuple[Polygon, ...]


class Shapes(FileBeside):
    """The shapes of the file, in its order."""

    ENDING: ClassVar[str] = ".geojson"

    def __init__(self, name: str, path: str, shapes: tuple[Shape, ...] = ()) -> None:
        super().__init__(name, path)
        self.shapes = shapes

    @property
    def content(self) -> tuple[Shape, ...]:
        return self.shapes

    def without(self, codes: Collection[str | None]) -> "Shapes":
        """The shapes whose code is none of these."""
        return Shapes(self.name, self.path, tuple(shape for shape in self.shapes if shape.code not in codes))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Shapes) and (self.path, self.shapes) == (other.path, other.shapes)

    def __hash__(self) -> int:
        return hash(self.path)
