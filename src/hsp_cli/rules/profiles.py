"""Rules for profiles of need: layers without figures, and figures for areas that nobody recorded."""

from collections.abc import Iterator

from hsp_cli.domain.area import AREA
from hsp_cli.domain.file_index import Fact, WorkspaceIndex, place
from hsp_cli.domain.finding import Place
from hsp_cli.domain.indicator import Indicator
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.partnership import Partnership
from hsp_cli.domain.walk import Walk
from hsp_cli.rules.support.references import suggestion
from hsp_cli.rules.support.registry import Problem, collector, index_rule

_MOST_PERIODS = 5
"""The most periods that a message lists."""


@index_rule("layer-without-figures", hint="correct `period` or `of`, or add the figures to the indicator")
def layer_without_figures(index: WorkspaceIndex) -> Iterator[Problem]:
    """A layer names an indicator that has no figures by area for its period.

    The indicator may have no dimension `area`, or dimensions that the layer does not give under `of`. Or its figures
    are of another year than the layer says. Every area would stand without a figure, and nobody could see need in it.

    Example:

        layers:
          - {id: crime, title: Crime, indicator: crime-rate, need: high, period: 2013/14}   # the figures are of 2014/15

    Way out: write a period for which the indicator has figures by area. `of` needs a value for each dimension of the
    indicator other than `area`.
    """
    dimensions = {file.id: fact.values[0] for file, fact in index.facts("area-dimensions")}
    periods: dict[tuple[str, str], list[str]] = {}
    for file, fact in index.facts("area-periods"):
        of, period = fact.values
        periods.setdefault((file.id, of), []).append(period)
    for file, fact in index.facts("layers"):
        layer, indicator, of, period = fact.values
        where = place(file, fact)
        if indicator not in index.of(Kind.INDICATOR):
            continue
        if indicator not in dimensions:
            yield Problem(where.at("indicator"), f"layer {layer}: {indicator} has no figures by area", _BY_AREA)
        elif set(dimensions[indicator]) != {AREA, *of}:
            has, given = ", ".join(dimensions[indicator]), ", ".join((AREA, *of))
            words = f"layer {layer} gives {given}, but the dimensions of {indicator} are {has}"
            yield Problem(where.at("of") if of else where, words, "give a value for each other dimension under `of`")
        elif period not in (known := periods.get((indicator, _values(of)), [])):
            has = ", ".join(known[-_MOST_PERIODS:]) or "no period"
            words = f"layer {layer} is of {period}, but {indicator} has figures by area for {has}"
            yield Problem(where.at("period"), words)


_BY_AREA = "add `dimensions: [area]` to the indicator, and its figures under `series` or `observations`"


@index_rule("figures-for-unknown-area", hint="use the id or the code of an area; `hsp list areas` shows them")
def figures_for_unknown_area(index: WorkspaceIndex) -> Iterator[Problem]:
    """An indicator has figures for an area that no set of areas has.

    The dimension `area` takes the id or the code of an area. A profile would leave the figures out, and the area that
    was meant would stand without a figure. The rule looks only where areas are recorded.

    Example:

        period,area,actual
        2014/15,roxborne,61.2        # the ward is roxbourne

    Way out: write the id or the code of the area as its set has it, or add the area to the set. Leave the total of the
    borough out of the series: it is the indicator's own `figures`, unless the set records the borough as an area.
    """
    if not index.of(Kind.AREA_SET) or any(kind is Kind.AREA_SET for kind, _ in index.unreadable):
        return
    known: dict[str, None] = {address.id: None for address in index.inside(Kind.AREA)}
    codes = {fact.values[0] for _, fact in index.facts("area-codes")}
    for file, fact in index.facts("figure-areas"):
        path, area = fact.values
        if area not in known and area not in codes:
            words = f"{file.id} has figures for {area}, which is no area's id or code"
            # A code that differs in one digit is the code of another area, so no code is suggested.
            yield Problem(Place(path, fact.keys), words, suggestion(area, lambda: known))


@index_rule("area-under-two-names", hint="use either the id or the code of the area for all of its figures")
def area_under_two_names(index: WorkspaceIndex) -> Iterator[Problem]:
    """An indicator has figures for the same area under its id and under its code.

    If both have a figure for one period, nobody can say which of them counts. A profile would show only one of them.
    Usually two files with different names for the areas were joined.

    Example:

        period,area,actual
        2014/15,roxbourne,61.2
        2014/15,E05000301,58.9       # the code of roxbourne

    Way out: write the id in all rows, or the code in all rows, and remove what is then there twice.
    """
    ids = {fact.values[0]: fact.values[1] for _, fact in index.facts("area-codes")}
    seen: set[tuple[str, str]] = set()
    for file, fact in index.facts("figure-areas"):
        path, area = fact.values
        key = file.id, ids.get(area, area)
        if key in seen:
            words = f"{file.id} has figures for area {key[1]} under its id and under its code"
            yield Problem(Place(path, fact.keys), words)
        seen.add(key)


@collector("layers")
def _layers(found: Walk, settings: Partnership) -> Iterator[Fact]:
    for placed in found.records:
        if placed.address.kind is Kind.LAYER:
            layer = placed.record
            yield Fact(placed.place.keys, (layer.id, layer.indicator, dict(layer.of), layer.period.text))


@collector("area-codes")
def _codes(found: Walk, settings: Partnership) -> Iterator[Fact]:
    for placed in found.records:
        if placed.address.kind is Kind.AREA and placed.record.code:
            yield Fact(placed.place.keys, (placed.record.code, placed.record.id))


@collector("area-dimensions")
def _dimensions(found: Walk, settings: Partnership) -> Iterator[Fact]:
    if _has_areas(found):
        yield Fact(("dimensions",), (found.file.record.dimensions,))


@collector("area-periods")
def _periods(found: Walk, settings: Partnership) -> Iterator[Fact]:
    """The values of the other dimensions for which there are figures by area, with each period."""
    if not _has_areas(found):
        return
    record: Indicator = found.file.record
    every = {
        (_values({name: value for name, value in one.of.items() if name != AREA}), period)
        for one in record.series
        for period in one.figures
    }
    if record.observations:
        others = [name for name in record.observations.keys if name != AREA]
        columns = (record.observations.keys[name] for name in others)
        every |= {
            (_values(dict(zip(others, values, strict=True))), period)
            for *values, period in set(zip(*columns, record.observations.periods, strict=True))
        }
    for of, period in sorted(every):
        yield Fact((), (of, period.text))


@collector("figure-areas")
def _areas(found: Walk, settings: Partnership) -> Iterator[Fact]:
    """Each area that has figures, with the file and the place of the first of them."""
    if not _has_areas(found):
        return
    record, path = found.file.record, found.file.place.path
    first: dict[str, Fact] = {}
    for number, one in enumerate(record.series):
        if area := one.of.get(AREA):
            first.setdefault(area, Fact(("series", number, "of", AREA), (path, area)))
    if record.observations:
        for row, area in enumerate(record.observations.keys.get(AREA, ())):
            if area not in first:
                first[area] = Fact((row, AREA), (record.observations.path, area))
    yield from first.values()


def _has_areas(found: Walk) -> bool:
    return found.file.address.kind is Kind.INDICATOR and AREA in found.file.record.dimensions


def _values(of: dict[str, str]) -> str:
    """The values of dimensions as one text, in the order of the dimensions."""
    return " ".join(f"{name}={value}" for name, value in sorted(of.items()))
