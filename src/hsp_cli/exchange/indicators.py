"""The table of indicators: a row for each indicator, as it stands in a quarter."""

from collections.abc import Iterator

from hsp_cli.analysis.exceptions import is_covered, reasons
from hsp_cli.analysis.filters import select
from hsp_cli.domain.address import Placed
from hsp_cli.domain.finding import Key
from hsp_cli.domain.indicator import Indicator
from hsp_cli.domain.performance import judgement, performance_of
from hsp_cli.domain.period import Period
from hsp_cli.domain.series import SeriesIndicator
from hsp_cli.exchange.cells import Value
from hsp_cli.exchange.columns import (
    INDICATOR,
    INFERRED,
    LEADS,
    PATH,
    PRIORITY,
    indicator_values,
    inferred_values,
    paragraphs,
    responsible,
)
from hsp_cli.exchange.rating_columns import RATING, rating_values
from hsp_cli.exchange.tables import FINGERPRINT, Asked, Column, ColumnType, Row, Table

_TEXT, _NUMBER, _DATE, _PERIOD = ColumnType.TEXT, ColumnType.NUMBER, ColumnType.DATE, ColumnType.PERIOD
_FLAG, _LIST = ColumnType.FLAG, ColumnType.LIST

_STANDING = (
    Column("quarter", _PERIOD, "Quarter", "The quarter of the row.", on_sheet=True, width=10),
    Column("quarter_label", _TEXT, "Quarter in words", "The quarter as papers print it."),
    Column(
        "judgement",
        _TEXT,
        "Judged",
        "`judged`, or why the indicator cannot be judged: `awaited`, `unrecorded`, `not judged` or `context`.",
        on_sheet=True,
    ),
    Column("covered", _FLAG, "In the exception report", "Whether the exception report covers the indicator."),
    Column("exception", _FLAG, "Exception", "Whether it is an exception in the quarter.", on_sheet=True, width=10),
    Column("reasons", _LIST, "Reasons", "The reasons why it is an exception.", on_sheet=True, width=30),
    Column(
        "figure_period",
        _PERIOD,
        "Figure of",
        "The period of the latest figure that stands in the quarter. Empty if there is none.",
        on_sheet=True,
        width=11,
    ),
    Column("actual", _NUMBER, "Figure", "That figure, if it is a number.", on_sheet=True),
    Column("text", _TEXT, "Figure in words", "That figure, if it is given in words."),
    Column("status", _TEXT, "Status", "The status of that figure: final, provisional or awaited.", on_sheet=True),
    Column("target", _NUMBER, "Target", "The target of that figure.", on_sheet=True),
    Column("target_low", _NUMBER, "Target from", "The lower end of its target band.", on_sheet=True, seldom=True),
    Column("target_high", _NUMBER, "Target to", "The upper end of its target band.", on_sheet=True, seldom=True),
    Column("target_text", _TEXT, "Target in words", "Its target in words.", on_sheet=True, seldom=True),
    Column(
        "awaited_period",
        _PERIOD,
        "Awaited",
        "The period of the figure that was due by the end of the quarter and is not recorded.",
        on_sheet=True,
        width=11,
    ),
    Column("awaited_due", _DATE, "Due", "The day by which that figure was due.", on_sheet=True),
)


def _rows(asked: Asked) -> Iterator[Row]:
    for placed in select(asked.workspace, asked.filters, asked.workspace.indicators.values()):
        yield _row(placed, asked)


def _row(placed: Placed[Indicator], asked: Asked) -> Row:
    indicator, quarter, settings = placed.record, asked.quarter, asked.workspace.partnership
    stands = performance_of(indicator, quarter, settings.rag)
    figure = stands.figure if stands.figure and stands.figure.says_something else None
    target = stands.figure
    band = target.target_band if target else None
    awaited = stands.owed if stands.is_awaited else None
    why = reasons(stands, settings)
    values: dict[str, Value] = {
        **indicator_values(placed, asked.workspace),
        "quarter": quarter.text,
        "quarter_label": quarter.label,
        "judgement": judgement(stands, settings.rag).value,
        "covered": is_covered(indicator, settings),
        "exception": bool(why),
        "reasons": why,
        "figure_period": stands.period.text if stands.period and figure else None,
        "actual": figure.actual if figure else None,
        "text": paragraphs(figure.text) if figure else None,
        "status": target.status.value if target and (target.says_something or target.is_awaited) else None,
        "target": target.target if target else None,
        "target_low": band.low if band else None,
        "target_high": band.high if band else None,
        "target_text": paragraphs(target.target_text) if target else None,
        "awaited_period": awaited.period.text if awaited else None,
        "awaited_due": awaited.due if awaited else None,
        **rating_values(stands, settings),
        **inferred_values(indicator),
    }
    return Row(
        placed.address,
        placed.place,
        values,
        _inputs(indicator, quarter),
        responsible(placed.owners, asked.workspace),
    )


def _inputs(indicator: Indicator, quarter: Period) -> dict[str, tuple[Key, ...]]:
    if isinstance(indicator, SeriesIndicator):
        return {}
    return {column.name: ("assessments", quarter.text, column.name) for column in RATING if column.is_input}


INDICATORS = Table(
    name="indicators",
    title="Indicators",
    meaning="The indicators as they stand in a quarter: a row for each, with its rating and the figure behind it.",
    key=("indicator_id", "series", "quarter"),
    columns=(*INDICATOR, *LEADS, *PRIORITY, *_STANDING, *RATING, *INFERRED, PATH, FINGERPRINT),
    find=_rows,
    is_of_quarter=True,
)
