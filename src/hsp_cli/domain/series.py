"""Series: the figures of an indicator for a part of the whole, such as one area or one sex.

The headline figures of an indicator are its `figures`. Its series are in the record itself, under `series`, or in a CSV
file beside it, under `observations`. Each has a value for every dimension of the indicator.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from hsp_cli.domain.indicator import Figure, Indicator
from hsp_cli.domain.period import Period
from hsp_cli.domain.record import Choice, Id, Record, Text

SeriesKey = tuple[str, ...]
"""The values of a series, in the order of the indicator's dimensions."""


def key_of(indicator: Indicator, of: Mapping[str, str]) -> SeriesKey:
    """The key of the series with these values. ValueError if they are not for exactly the dimensions."""
    if set(of) != set(indicator.dimensions):
        raise ValueError(f"a series of {indicator.id} has a value for each of: {', '.join(indicator.dimensions)}")
    return tuple(of[dimension] for dimension in indicator.dimensions)


def series_keys(indicator: Indicator) -> tuple[SeriesKey, ...]:
    """Every series of an indicator, in the order of the record, then of its file."""
    return tuple(dict.fromkeys((*_inline(indicator), *_observed(indicator))))


def figures_of(indicator: Indicator, of: Mapping[str, str]) -> Mapping[Period, Figure]:
    """The figures of one series. Empty if nothing is recorded of it.

    ValueError if `of` has not a value for exactly the dimensions of the indicator.
    """
    key = key_of(indicator, of)
    figures = dict(_inline(indicator).get(key, {}))
    observations = indicator.observations
    if observations:
        for row in _observed(indicator).get(key, ()):
            figures[observations.periods[row]] = figure_in(indicator, row)
    return figures


class SeriesIndicator(Indicator):
    """An indicator reduced to one of its series: `figures` are those of the series, and nothing was published of it."""

    of: dict[Id, Text] = {}


def as_indicator(indicator: Indicator, of: Mapping[str, str]) -> SeriesIndicator:
    """One series of an indicator, to be rated like any indicator. ValueError as for `figures_of`."""
    figures = figures_of(indicator, of)
    values = {dimension: of[dimension] for dimension in indicator.dimensions}
    # What is inferred of a figure or of an assessment is inferred of the whole.
    inferred = {
        path: reason
        for path, reason in indicator.inferred.items()
        if path.partition(".")[0] not in ("figures", "assessments")
    }
    parts = {
        "title": f"{indicator.title} ({', '.join(values.values())})",
        "of": values,
        "figures": figures,
        "assessments": {},
        "dimensions": (),
        "series": (),
        "observations": None,
        "inferred": inferred,
    }
    return SeriesIndicator.model_construct(indicator.model_fields_set, **{**indicator.__dict__, **parts})


def figure_in(indicator: Indicator, row: int) -> Figure:
    """The figure in a row of the file of observations. A rate is worked out from its numerator and denominator."""
    assert indicator.observations is not None
    return Figure.model_validate(indicator.observations.figure(row)).with_actual(indicator.unit)


def _inline(indicator: Indicator) -> Mapping[SeriesKey, Mapping[Period, Figure]]:
    found: dict[SeriesKey, dict[Period, Figure]] = {}
    for one in indicator.series:
        if set(one.of) == set(indicator.dimensions):
            found.setdefault(key_of(indicator, one.of), {}).update(one.figures)
    return found


def _observed(indicator: Indicator) -> Mapping[SeriesKey, Any]:
    return indicator.observations.rows_by_series if indicator.observations else {}


@cache
def figure_columns() -> Mapping[str, Any]:
    """The columns that a file of observations may have beside period and dimensions: the keys of a figure that hold a
    single value, each with its type. A key inside another is written with a full stop, as in `target_band.low`.
    """
    return dict(_columns(Figure, ""))


@cache
def columns_needed() -> Mapping[str, Sequence[str]]:
    """The columns without which a key that contains others is not complete: `target_band` needs both of its ends."""
    return dict(_needed(Figure, ""))


def _needed(model: type[Record], prefix: str) -> Iterator[tuple[str, Sequence[str]]]:
    for key, field in model.model_fields.items():
        kind = _single(field.annotation)
        if isinstance(kind, type) and issubclass(kind, Record):
            inside = f"{prefix}{key}."
            yield inside, [f"{inside}{name}" for name, one in kind.model_fields.items() if one.is_required()]
            yield from _needed(kind, inside)


def _columns(model: type[Record], prefix: str) -> Iterator[tuple[str, Any]]:
    for key, field in model.model_fields.items():
        kind = _single(field.annotation)
        if isinstance(kind, type) and issubclass(kind, Record):
            yield from _columns(kind, f"{prefix}{key}.")
        elif isinstance(kind, type) and (kind in (Decimal, int, str, Period) or issubclass(kind, Choice)):
            yield f"{prefix}{key}", kind


def _single(annotation: Any) -> Any:
    """The type of a single value without `None` and marks; None for a list or mapping."""
    while (origin := get_origin(annotation)) is not None:
        if origin is Annotated:
            annotation = get_args(annotation)[0]
        elif origin in (Union, UnionType):
            parts = [part for part in get_args(annotation) if part is not type(None)]
            annotation = parts[0] if len(parts) == 1 else None
        else:
            return None
    return annotation
