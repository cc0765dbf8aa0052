"""Figures of the parts of an indicator that differ, in the record or in a CSV file, grouped by what became of them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from hsp_cli.analysis.plan_changes.change import ChangeClass, PlanChange, RecordChange, Told
from hsp_cli.analysis.plan_changes.targets import Shift, region, shift
from hsp_cli.domain.differences import Difference
from hsp_cli.domain.finding import Key
from hsp_cli.domain.indicator import Figure, Indicator
from hsp_cli.domain.period import Period
from hsp_cli.domain.rag import Band
from hsp_cli.domain.series import SeriesKey, figure_columns, figures_of, series_keys
from hsp_cli.wording.counts import counted
from hsp_cli.wording.record_values import key_text
from hsp_cli.wording.sentences import joined

Cell = tuple[SeriesKey, Period]
_Rows = dict[Cell, Mapping[str, Any]]

_VALUES = frozenset(("actual", "numerator", "denominator", "text"))
_AIMS = frozenset(("target", "target_band.low", "target_band.high", "target_text"))
_MOST_NAMES = 3


def series_changes(change: RecordChange) -> Told:
    """What differs in the figures by series, with a change for each sort of difference."""
    explained = [one for one in change.differences if one.keys[0] in ("series", "observations")]
    if not explained:
        return Told(())
    before, now = (_rows(one) for one in (change.before, change.now))
    sorts: dict[tuple[ChangeClass, str], list[Cell]] = defaultdict(list)
    for cell in dict.fromkeys((*before, *now)):
        for sort in _sorts(before.get(cell), now.get(cell), change.now):
            sorts[sort].append(cell)
    found = [_grouped(change, kind, what, cells, before, now) for (kind, what), cells in sorts.items()]
    if not found:
        found = [_layout(change, explained)]
    return Told(found, explained)


def _rows(indicator: Indicator) -> _Rows:
    """Every figure by series and period, as columns. Rows of a CSV file are not made into figures one by one."""
    found: _Rows = {}
    observations = indicator.observations
    if observations:
        for key, rows in observations.rows_by_series.items():
            for row in rows:
                found[key, observations.periods[row]] = _flat(observations.figure(row))
    if indicator.series:
        for key in series_keys(indicator):
            of = dict(zip(indicator.dimensions, key, strict=True))
            for period, figure in figures_of(indicator, of).items():
                if (key, period) not in found:
                    found[key, period] = _columns(figure)
    return found


def _flat(data: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for key, value in data.items():
        flat |= _flat(value, f"{prefix}{key}.") if isinstance(value, Mapping) else {f"{prefix}{key}": value}
    return flat


def _columns(figure: Figure) -> dict[str, Any]:
    flat = _flat(figure.model_dump(exclude_none=True, exclude_unset=True))
    return {key: value for key, value in flat.items() if key in figure_columns() or "." in key}


def _sorts(
    before: Mapping[str, Any] | None, now: Mapping[str, Any] | None, indicator: Indicator
) -> Iterator[tuple[ChangeClass, str]]:
    """The sorts of difference of one figure."""
    was, has = before or {}, now or {}
    if before == now:
        return
    differing = {key for key in {*was, *has} if was.get(key) != has.get(key)}
    if differing & _VALUES:
        if not _VALUES & set(was):
            yield ChangeClass.FIGURE, "recorded"
        elif not _VALUES & set(has):
            yield ChangeClass.REVISED_FIGURE, "withdrawn"
        else:
            yield ChangeClass.REVISED_FIGURE, "revised"
    if differing & _AIMS:
        aims = [region(_aim(one), indicator.better) for one in (was, has)]
        found = shift(*aims)
        is_easier = found in (Shift.EASIER, Shift.OTHER, Shift.REMOVED) or (
            found is Shift.SAME and bool(_AIMS & set(was))
        )
        yield (
            (ChangeClass.GOALPOSTS, "with a target that is easier or gone")
            if is_easier
            else (
                ChangeClass.TARGET,
                "with a target that is new or harder",
            )
        )
    if differing & {"status"} and not differing & _VALUES:
        yield ChangeClass.FIGURE, "with another status"
    rest = differing - _VALUES - _AIMS - {"status"}
    if rest and before and now:
        yield ChangeClass.COMMENTS if rest == {"note"} else ChangeClass.DEFINITION, "with other details"


def _aim(figure: Mapping[str, Any]) -> Any:
    if "target_band.low" in figure and "target_band.high" in figure:
        return Band(low=figure["target_band.low"], high=figure["target_band.high"])
    return figure.get("target")


def _grouped(
    change: RecordChange, kind: ChangeClass, what: str, cells: Sequence[Cell], before: _Rows, now: _Rows
) -> PlanChange:
    keys = list(dict.fromkeys(key for key, _ in cells))
    periods = sorted({period for _, period in cells})
    span = periods[0].label if len(periods) == 1 else f"{periods[0].label} to {periods[-1].label}"
    words = (
        f"{counted(len(cells), 'figure')} {what}, in {counted(len(keys), 'series', 'series')} ({_names(keys)}), {span}"
    )
    if len(cells) == 1 and kind in (ChangeClass.REVISED_FIGURE, ChangeClass.FIGURE):
        values = [_value(rows.get(cells[0])) for rows in (before, now)]
        words += f": {values[0]} before, {values[1]} now"
    file, place = _place(change, cells, now)
    return PlanChange(
        kind,
        change.placed,
        words,
        _example(before, cells),
        _example(now, cells),
        place,
        facts={"series": len(keys), "figures": len(cells), "periods": [period.text for period in periods]},
        file=file,
    )


def _names(keys: Sequence[SeriesKey]) -> str:
    names = [", ".join(key) for key in keys[:_MOST_NAMES]]
    return "; ".join(names) if len(keys) <= _MOST_NAMES else f"{'; '.join(names)} and {len(keys) - _MOST_NAMES:,} more"


def _value(figure: Mapping[str, Any] | None) -> str:
    given = [str(figure[key]) for key in ("actual", "text", "numerator", "denominator") if figure and key in figure]
    return ", ".join(given) or "not recorded"


def _example(rows: _Rows, cells: Sequence[Cell]) -> Any:
    """The figure of a single cell; of several, how many of them there are."""
    if len(cells) == 1:
        return rows.get(cells[0])
    return sum(cell in rows for cell in cells)


def _place(change: RecordChange, cells: Sequence[Cell], now: _Rows) -> tuple[str, tuple[Key, ...]]:
    """The file and the place of the first figure that is still there."""
    observations = change.now.observations
    if observations is None:
        return "", ("series",)
    rows = observations.rows_by_series
    first = next((cell for cell in cells if cell in now and cell[0] in rows), None)
    if first is None:
        return observations.path, ()
    row = next((row for row in rows[first[0]] if observations.periods[row] == first[1]), None)
    return observations.path, () if row is None else (row,)


def _layout(change: RecordChange, explained: Sequence[Difference]) -> PlanChange:
    """The same figures in another order, or in another file."""
    named = joined(sorted({key_text(one.keys[0]) for one in explained}))
    words = f"{named}: the same figures in another order, file or layout"
    return PlanChange(ChangeClass.ADMINISTRATIVE, change.placed, words, keys=(explained[0].keys[0],))
