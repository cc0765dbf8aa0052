"""Revised figures as a table of a paper, from what the records say of them."""

from collections.abc import Iterable
from decimal import Decimal

from hsp_cli.analysis.figure_registers import RevisedFigure, revised_figures
from hsp_cli.domain.address import Placed
from hsp_cli.domain.indicator import Indicator
from hsp_cli.papers.request import PaperRequest
from hsp_cli.papers.tables import Table, table
from hsp_cli.wording.indicators import GAP, number_text


def revised_table(request: PaperRequest, indicators: Iterable[Placed[Indicator]]) -> Table | None:
    """The revisions of figures up to the end of the quarter that were recorded up to the day of the paper.

    A revision without a date counts. None if there is no revision; figures that were overwritten do not show.
    """
    quarter = request.the_quarter()
    found = [
        one
        for one in revised_figures(request.workspace, indicators, {})
        if one.period.last_day <= quarter.last_day and (one.on is None or one.on.first_day <= request.as_of)
    ]
    if not found:
        return None
    columns = (
        ("Indicator", [request.named(one.placed.record.name, one.placed.record) for one in found]),
        ("Period", [one.period.label for one in found]),
        ("Was", [_value(one, one.was) for one in found]),
        ("Now", [_value(one, one.now) for one in found]),
        ("Revised", [one.on.label if one.on else "date not recorded" for one in found]),
        ("Reason", [one.reason or "not recorded" for one in found]),
    )
    return table(columns, needed=[head for head, _ in columns])


def _value(one: RevisedFigure, value: Decimal | str | None) -> str:
    return number_text(value, one.placed.record) if isinstance(value, Decimal) else value or GAP
