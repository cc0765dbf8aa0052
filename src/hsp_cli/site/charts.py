"""The charts of the indicators, which are files beside their pages."""

from functools import cached_property

from hsp_cli.domain.address import Address, Placed
from hsp_cli.domain.file_names import file_name
from hsp_cli.domain.indicator import Indicator
from hsp_cli.domain.partnership import Partnership
from hsp_cli.domain.performance import performance_of
from hsp_cli.domain.period import Period
from hsp_cli.domain.workspace import Workspace
from hsp_cli.drawing.indicator_chart import indicator_chart
from hsp_cli.drawing.picture import Picture
from hsp_cli.statistics.points import has_points


class Charts:
    """The charts of a workspace's indicators up to a quarter. Without a quarter there is none."""

    def __init__(self, workspace: Workspace, quarter: Period | None) -> None:
        self._workspace = workspace
        self._quarter = quarter
        self._last: tuple[Address, Picture] | None = None

    @cached_property
    def paths(self) -> dict[Address, str]:
        """The path of each chart by the indicator, of those that have numbers to draw."""
        return {
            placed.address: f"indicators/{file_name(placed.address.id)}.svg"
            for placed in self._workspace.indicators.values()
            if self._quarter and has_points(placed.record, self._quarter, self._settings.calendar)
        }

    @property
    def _settings(self) -> Partnership:
        return self._workspace.partnership

    def of(self, placed: Placed[Indicator]) -> Picture:
        """The chart of an indicator that has one.

        The last is kept: its page needs the words that stand for it, and its file comes next.
        """
        assert self._quarter is not None
        if self._last is None or self._last[0] != placed.address:
            performance = performance_of(placed.record, self._quarter, self._settings.rag)
            self._last = placed.address, indicator_chart(performance)
        return self._last[1]
