"""Indicators made up of their figures."""

from collections.abc import Iterable
from typing import Any

from hsp_cli.domain.indicator import Indicator
from hsp_cli.domain.performance import Performance, performance_of
from hsp_cli.domain.period import Period
from hsp_cli.domain.rag import RagScale

ALTERNATING = [50, 52] * 10


def quarters(values: Iterable[Any], first: int = 2005, **of_each: Any) -> dict[str, dict[str, Any]]:
    """A figure for each quarter from Q1 of a year; None leaves the quarter out."""
    return {
        f"Q{at % 4 + 1}-{first + at // 4}": {"actual": value, **of_each}
        for at, value in enumerate(values)
        if value is not None
    }


def performing(figures: dict[str, Any], quarter: str = "", **keys: Any) -> Performance:
    """The indicator in a quarter; by default in the last that has a figure."""
    record = {"id": "x", "title": "X", "unit": "%", "better": "higher", "figures": figures, **keys}
    asked = quarter or max(map(Period.parse, (key for key, one in figures.items() if "actual" in one))).text
    return performance_of(Indicator.model_validate(record), Period.parse(asked), RagScale(levels=()))
