"""The parts of indicators: the series that a request names, and those of every indicator with a dimension."""

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from hsp_cli.domain.address import Placed
from hsp_cli.domain.indicator import Indicator
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.request import RequestRefused
from hsp_cli.domain.series import SeriesIndicator, as_indicator, series_keys
from hsp_cli.domain.workspace import Workspace

_MOST = 8
"""The most names that a hint lists."""


def series_asked(indicator: Indicator, asked: Sequence[str]) -> SeriesIndicator:
    """The series that words such as `area=pinner` name, one for each dimension, as an indicator of its own.

    RequestRefused if a word is not of this form, or if no series or several fit.
    """
    dimensions = indicator.dimensions
    if not dimensions:
        raise RequestRefused(f"{indicator.id} has no series", "leave `--of` out: its figures are those of the whole")
    given = dict(_pair(word, indicator) for word in asked)
    found = series_keys(indicator)
    for position, dimension in enumerate(dimensions):
        if (value := given.get(dimension)) is not None:
            rest = tuple(key for key in found if key[position] == value)
            if not rest:
                raise RequestRefused(
                    f"no series of {indicator.id} has the {dimension} {value!r}",
                    _choice(value, (key[position] for key in found)),
                )
            found = rest
    if missing := [dimension for dimension in dimensions if dimension not in given]:
        position = dimensions.index(missing[0])
        example = f"add --of {missing[0]}=…; {_choice('', (key[position] for key in found))}"
        raise RequestRefused(f"{len(found):,} series of {indicator.id} fit", example)
    return as_indicator(indicator, given)


def _pair(word: str, indicator: Indicator) -> tuple[str, str]:
    dimension, equals, value = (part.strip() for part in word.partition("="))
    if not equals:
        raise RequestRefused(f"{word!r} does not name a series", f"write --of {indicator.dimensions[0]}=VALUE")
    if dimension not in indicator.dimensions:
        hint = f"choose from: {', '.join(indicator.dimensions)}"
        raise RequestRefused(f"{indicator.id} has no dimension {dimension!r}", hint)
    return dimension, value


def _choice(value: str, known: Iterable[str]) -> str:
    """A hint with the names that are like a value, or else with the first of those there are."""
    names = list(dict.fromkeys(known))
    if near := difflib.get_close_matches(value, names, n=3):
        return f"did you mean {', '.join(near)}?"
    return f"choose from: {', '.join([*names[:_MOST], *(['…'] if len(names) > _MOST else [])])}"


def divided_by(workspace: Workspace, dimension: str) -> Workspace:
    """The workspace with each series of the indicators that have a dimension, in place of all indicators.

    Such an indicator keeps its id and address; the files of the workspace have other names for them.
    """
    found = [
        placed._replace(record=as_indicator(placed.record, dict(zip(placed.record.dimensions, key, strict=True))))
        for placed in workspace.indicators.values()
        if dimension in placed.record.dimensions
        for key in series_keys(placed.record)
    ]
    indicators = {f"{placed.record.id} {number}": placed for number, placed in enumerate(found)}
    return replace(workspace, files_by_kind={**workspace.files_by_kind, Kind.INDICATOR: indicators})


def only(workspace: Workspace, placed: Placed[Any], record: Indicator) -> Workspace:
    """A workspace with one series of an indicator and no other record, to ask about nothing else."""
    return replace(workspace, files_by_kind={Kind.INDICATOR: {record.id: placed._replace(record=record)}})


def dimension_asked(workspace: Workspace, name: str | None) -> str | None:
    """The dimension that a request names. RequestRefused if it is that of no indicator."""
    known = [dimension for placed in workspace.indicators.values() for dimension in placed.record.dimensions]
    if name is None or name in known:
        return name
    hint = _choice(name, known) if known else "an indicator names what its series differ in under `dimensions`"
    raise RequestRefused(f"no indicator has the dimension {name!r}", hint)
