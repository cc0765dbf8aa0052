"""What stands beside a figure: the figure of others, the interval that it may lie in, and its rank."""

from hsp_cli.domain.period import Period
from hsp_cli.domain.record import Choice, Number, Record, Source, Text, Whole


class Statistic(Choice):
    """Which figure of a group of others a benchmark is."""

    AVERAGE = "average"
    MEDIAN = "median"
    BEST = "best"
    WORST = "worst"
    BEST_QUARTER = "best-quarter"
    WORST_QUARTER = "worst-quarter"
    TOTAL = "total"


class Benchmark(Record):
    """The figure of a group, such as the family of similar boroughs or England, in the unit of the indicator.

    `best-quarter` and `worst-quarter` are the limits of those quarters of the group. `period` is given if it is not
    that of the figure.
    """

    group: Text
    statistic: Statistic = Statistic.AVERAGE
    value: Number
    period: Period | None = None
    source: Source | None = None


class Interval(Record):
    """The confidence interval of a figure: both ends in the unit of the indicator, and the level in percent."""

    low: Number
    high: Number
    level: Number


class Rank(Record):
    """The place of a figure among those of a number of areas or organisations. The first place is 1."""

    place: Whole
    of: Whole
