"""The papers that carried a figure: by a table that names its period, or because it counts in their quarter."""

from collections.abc import Iterator

from hsp_cli.analysis.exceptions import is_covered
from hsp_cli.domain.address import Placed
from hsp_cli.domain.indicator import Indicator
from hsp_cli.domain.paper import Block, Paper, Section
from hsp_cli.domain.performance import performance_of
from hsp_cli.domain.period import Period
from hsp_cli.domain.workspace import Workspace


def papers_with(workspace: Workspace, indicator: Indicator, period: Period) -> tuple[Placed[Paper], ...]:
    """The papers in which the figure of an indicator for a period stands, as far as their records tell.

    A paper of a quarter shows the figure that its rating is based on and the one that this is compared with, of every
    indicator that the exception report covers and of those that the paper names. A template may leave some out.
    """
    return tuple(
        placed for placed in workspace.papers.values() if _carries(workspace, placed.record, indicator, period)
    )


def _carries(workspace: Workspace, paper: Paper, indicator: Indicator, period: Period) -> bool:
    blocks = [block for section in paper.sections for block in _blocks(section)]
    if any(block.series and _is_in_table(block, indicator, period) for block in blocks):
        return True
    is_named = any(indicator.id in block.indicators for block in blocks)
    if paper.quarter is None or not (is_named or is_covered(indicator, workspace.partnership)):
        return False
    stands = performance_of(indicator, paper.quarter, workspace.partnership.rag)
    months = stands.worked_out.months if stands.worked_out else ()
    compared = stands.comparison.period if stands.comparison else None
    return period in (stands.period, compared, *(month for month, _ in months))


def _blocks(section: Section) -> Iterator[Block]:
    yield from section.content
    for below in section.sections:
        yield from _blocks(below)


def _is_in_table(block: Block, indicator: Indicator, period: Period) -> bool:
    table = block.series
    return table is not None and indicator.id in table.indicators and period in table.periods
