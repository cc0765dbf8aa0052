"""The table of figures: a row for each indicator and period, with the rating where the period is a quarter."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date

from hsp_cli.analysis.filters import select
from hsp_cli.domain.address import Placed
from hsp_cli.domain.finding import Key
from hsp_cli.domain.indicator import Figure, FigureStatus, Indicator
from hsp_cli.domain.inference import SEPARATOR
from hsp_cli.domain.partnership import Partnership
from hsp_cli.domain.performance import Performance, performance_of, quarters_of
from hsp_cli.domain.period import Period, PeriodKind
from hsp_cli.domain.schedule import due_on, periods_owed
from hsp_cli.domain.series import SeriesIndicator
from hsp_cli.exchange.cells import Value
from hsp_cli.exchange.columns import (
    INDICATOR,
    INFERRED,
    LEADS,
    PATH,
    PERIOD,
    PRIORITY,
    indicator_values,
    inferred_values,
    paragraphs,
    period_values,
    responsible,
)
from hsp_cli.exchange.rating_columns import RATING, rating_values
from hsp_cli.exchange.tables import FINGERPRINT, Asked, Column, ColumnType, Row, Table, Wide

_TEXT, _NUMBER, _DATE, _PERIOD = ColumnType.TEXT, ColumnType.NUMBER, ColumnType.DATE, ColumnType.PERIOD


def statuses(settings: Partnership) -> tuple[str, ...]:
    """The statuses that a figure can have."""
    return tuple(FigureStatus)


_FIGURE = (
    Column(
        "actual",
        _NUMBER,
        "Figure",
        "The figure of the period. Empty if there is no number: `state` says why.",
        "figures.PERIOD.actual",
        is_input=True,
        on_sheet=True,
    ),
    Column(
        "numerator",
        _NUMBER,
        "Numerator",
        "What is counted, if the figure is a rate.",
        "figures.PERIOD.numerator",
        is_input=True,
        on_sheet=True,
        seldom=True,
    ),
    Column(
        "denominator",
        _NUMBER,
        "Denominator",
        "What it is counted among, if the figure is a rate.",
        "figures.PERIOD.denominator",
        is_input=True,
        on_sheet=True,
        seldom=True,
    ),
    Column(
        "text",
        _TEXT,
        "Figure in words",
        "The figure in words, where the source gives no number.",
        "figures.PERIOD.text",
        is_input=True,
        on_sheet=True,
        seldom=True,
        width=20,
    ),
    Column(
        "status",
        _TEXT,
        "Status",
        "The status of the figure in the record: final, provisional or awaited. Empty if the record has no figure.",
        "figures.PERIOD.status",
        is_input=True,
        choices=statuses,
        on_sheet=True,
        width=13,
    ),
    Column(
        "state",
        _TEXT,
        "State",
        "What is known of the figure: `final`, `provisional`, `awaited` (it was due, or the record says so), "
        "`worked-out` (from its parts), `incomplete` (a month of the quarter is missing), `other-period` (the quarter "
        "stands with the figure of `rated_on`), `target-only` or `none`.",
        on_sheet=True,
        width=13,
    ),
    Column("due", _DATE, "Due", "The day by which the figure is due, if it is awaited.", on_sheet=True),
    Column("times_revised", ColumnType.WHOLE, "Times revised", "How often it was revised.", "figures.PERIOD.revisions"),
    Column("revised_from", _NUMBER, "Revised from", "What the figure was before its latest revision."),
    Column("revised_on", _PERIOD, "Revised on", "The date of its latest revision, if that is known."),
    Column(
        "target",
        _NUMBER,
        "Target",
        "The target of the period.",
        "figures.PERIOD.target",
        is_input=True,
        on_sheet=True,
    ),
    Column(
        "target_low",
        _NUMBER,
        "Target from",
        "The lower end of a target band.",
        "figures.PERIOD.target_band.low",
        on_sheet=True,
        seldom=True,
    ),
    Column(
        "target_high",
        _NUMBER,
        "Target to",
        "The upper end of a target band.",
        "figures.PERIOD.target_band.high",
        on_sheet=True,
        seldom=True,
    ),
    Column(
        "target_text",
        _TEXT,
        "Target in words",
        "The target in words.",
        "figures.PERIOD.target_text",
        on_sheet=True,
        seldom=True,
    ),
    Column(
        "note",
        _TEXT,
        "Note",
        "The note on the figure.",
        "figures.PERIOD.note",
        is_input=True,
        on_sheet=True,
        width=30,
    ),
)


def _rows(asked: Asked) -> Iterator[Row]:
    for placed in select(asked.workspace, asked.filters, asked.workspace.indicators.values()):
        yield from _rows_of(placed, asked)


def _rows_of(placed: Placed[Indicator], asked: Asked) -> Iterator[Row]:
    indicator, settings = placed.record, asked.workspace.partnership
    about = indicator_values(placed, asked.workspace)
    parties = responsible(placed.owners, asked.workspace)
    now = performance_of(indicator, asked.quarter, settings.rag)
    owed = _owed(now)
    for period in _periods(indicator, asked, owed):
        rated = _performance(indicator, period, asked, now)
        if not (_is_recorded(indicator, period) or _is_asked(period, asked, owed) or _says_something(rated)):
            continue
        values = {
            **about,
            **period_values(period),
            **_figure_values(indicator, period, rated, owed, asked.as_of),
            **rating_values(rated, settings),
            **inferred_values(indicator, _inferred(indicator, period)),
        }
        yield Row(placed.address, placed.place, values, _inputs(indicator, period), parties)


def _owed(now: Performance) -> Mapping[Period, date]:
    """The periods whose figures fell due by the end of the quarter and are not recorded, with the days."""
    if not now.is_awaited:
        return {}
    latest = now.owed
    return {
        period: latest.due if latest and latest.period == period else due_on(now.indicator, period)
        for period in periods_owed(now.indicator, now.quarter, latest)
    }


def _periods(indicator: Indicator, asked: Asked, owed: Collection[Period]) -> list[Period]:
    """The periods that may have a row, the oldest first."""
    calendar = asked.workspace.partnership.calendar
    found = {*indicator.figures, *indicator.assessments, *quarters_of(indicator, calendar)}
    if asked.only_quarter:
        first, last = asked.quarter.first_day, asked.quarter.last_day
        found = {period for period in found if first <= period.last_day <= last}
    return sorted({*found, asked.quarter, *owed})


def _performance(indicator: Indicator, period: Period, asked: Asked, now: Performance) -> Performance | None:
    if period.kind is not PeriodKind.QUARTER:
        return None
    return now if period == now.quarter else performance_of(indicator, period, asked.workspace.partnership.rag)


def _is_recorded(indicator: Indicator, period: Period) -> bool:
    return period in indicator.figures or period in indicator.assessments


def _is_asked(period: Period, asked: Asked, owed: Collection[Period]) -> bool:
    """Whether a period has a row even if nothing is recorded for it, so that a missing figure is seen."""
    return period == asked.quarter or period in owed


def _says_something(rated: Performance | None) -> bool:
    return rated is not None and (rated.rag is not None or rated.direction is not None or rated.worked_out is not None)


def _figure_values(
    indicator: Indicator, period: Period, rated: Performance | None, owed: Mapping[Period, date], as_of: date
) -> dict[str, Value]:
    figure = indicator.figures.get(period)
    due = owed.get(period) or (rated.owed.due if rated and rated.owed and rated.is_awaited else None)
    due = due or due_on(indicator, period)
    is_owed = period in owed or (rated is not None and rated.is_awaited)
    shown = _worked_out(rated, period) or figure
    band = figure.target_band if figure else None
    revised = figure.revisions[-1] if figure and figure.revisions else None
    state = _state(figure, rated, period, is_owed=is_owed, is_over=due < as_of)
    return {
        "actual": shown.actual if shown else None,
        "numerator": shown.numerator if shown else None,
        "denominator": shown.denominator if shown else None,
        "text": paragraphs(shown.text) if shown else None,
        "status": figure.status.value if figure and (figure.says_something or figure.is_awaited) else None,
        "state": state,
        "due": due if state == "awaited" else None,
        "times_revised": len(figure.revisions) if figure else None,
        "revised_from": revised.was if revised else None,
        "revised_on": revised.on.text if revised and revised.on else None,
        "target": figure.target if figure else None,
        "target_low": band.low if band else None,
        "target_high": band.high if band else None,
        "target_text": paragraphs(figure.target_text) if figure else None,
        "note": paragraphs(figure.note) if figure else None,
    }


def _worked_out(rated: Performance | None, period: Period) -> Figure | None:
    """The figure of a quarter that is worked out from its months."""
    return rated.figure if rated and rated.worked_out and rated.period == period else None


def _state(figure: Figure | None, rated: Performance | None, period: Period, *, is_owed: bool, is_over: bool) -> str:
    """The value of `state`. What the record itself says of the figure comes first.

    `is_over` says whether the day by which the figure is due has passed. A figure with a target is then awaited.
    """
    if figure and figure.is_awaited:
        return "awaited"
    if figure and figure.says_something:
        is_final = figure.status is FigureStatus.FINAL
        return "worked-out" if is_final and figure.actual is not None and not figure.is_stated else figure.status.value
    if worked := _worked_out(rated, period):
        return "worked-out" if worked.actual is not None else "incomplete"
    if is_owed:
        return "awaited"
    if rated and rated.period and rated.period != period and rated.figure and rated.figure.says_something:
        return "other-period"
    if figure is None or (figure.aim is None and not figure.target_text):
        return "none"
    return "awaited" if is_over else "target-only"


def _inferred(indicator: Indicator, period: Period) -> dict[str, str]:
    """The inferred values of the indicator, without those of other periods."""
    found = {}
    for path, reason in indicator.inferred.items():
        key, *steps = path.split(SEPARATOR)
        if key not in ("figures", "assessments") or not steps or steps[0] == period.text:
            found[path] = reason
    return found


def _inputs(indicator: Indicator, period: Period) -> dict[str, tuple[Key, ...]]:
    """Figures of the whole can be filled in; ratings and comments only for quarters, because only these have any."""
    if isinstance(indicator, SeriesIndicator):
        return {}
    inputs: dict[str, tuple[Key, ...]] = {
        column.name: ("figures", period.text, column.name) for column in _FIGURE if column.is_input
    }
    if period.kind is PeriodKind.QUARTER:
        inputs |= {column.name: ("assessments", period.text, column.name) for column in RATING if column.is_input}
    return inputs


FIGURES = Table(
    name="figures",
    title="Figures",
    meaning="The figures of indicators: a row for each indicator and period, with the rating if it is a quarter.",
    key=("indicator_id", "series", "period"),
    columns=(*INDICATOR, *LEADS, *PRIORITY, *PERIOD, *_FIGURE, *RATING, *INFERRED, PATH, FINGERPRINT),
    find=_rows,
    wide=Wide(
        index=("indicator_id", "code", "title", "series", "unit", "better", "owner_ids", "owners", "priority_id"),
        values=("actual", "state", "rag"),
    ),
)
