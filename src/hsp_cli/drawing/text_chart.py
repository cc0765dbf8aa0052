"""A chart as text, for a terminal and for people who want the words."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain

from hsp_cli.drawing.sparkline import sparkline
from hsp_cli.statistics.points import Point


@dataclass(frozen=True, slots=True)
class TextChart:
    """A title, a table with the chart in one of its columns, and what must be said below it."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = ()


def points_text(points: Sequence[Point]) -> str:
    """Points as a sparkline, with a dot where a period is missing or the counting method changed."""
    gaps: list[tuple[Decimal | None, ...]] = [
        (one.value,) if one.follows or at == 0 else (None, one.value) for at, one in enumerate(points)
    ]
    return sparkline([*chain.from_iterable(gaps)])
