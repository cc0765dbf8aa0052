"""Indicators: the measure, its figures by period, and the published assessments."""

from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

from pydantic import Field, model_validator

from hsp_cli.domain.benchmark import Benchmark, Interval, Rank
from hsp_cli.domain.direction import Direction, DirectionBasis
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.observations import Observations
from hsp_cli.domain.owner import Owners
from hsp_cli.domain.period import ByPeriod, Period, PeriodKind
from hsp_cli.domain.rag import Band, Better, Thresholds
from hsp_cli.domain.ratio import rate_of
from hsp_cli.domain.record import (
    Choice,
    Entry,
    Id,
    Number,
    Record,
    Several,
    Source,
    Text,
)
from hsp_cli.domain.references import PriorityId, SchemeId
from hsp_cli.domain.release import LagField

if TYPE_CHECKING:
    from hsp_cli.domain.address import Placed


class FigureStatus(Choice):
    """The status of a figure. `awaited` means that there is no figure yet, which is not zero."""

    FINAL = "final"
    PROVISIONAL = "provisional"
    AWAITED = "awaited"


class Frequency(Choice):
    """How often a new figure is published."""

    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    TERMLY = "termly"
    HALF_YEARLY = "half-yearly"
    YEARLY = "yearly"
    EVERY_TWO_YEARS = "every-two-years"
    EVERY_THREE_YEARS = "every-three-years"
    OTHER = "other"

    @property
    def months(self) -> int | None:
        """The months from one figure to the next; None if they are not regular. Terms differ in length."""
        return _MONTHS.get(self)


_MONTHS = {
    Frequency.MONTHLY: 1,
    Frequency.QUARTERLY: 3,
    Frequency.TERMLY: 4,
    Frequency.HALF_YEARLY: 6,
    Frequency.YEARLY: 12,
    Frequency.EVERY_TWO_YEARS: 24,
    Frequency.EVERY_THREE_YEARS: 36,
}


class Accumulation(Choice):
    """How the figures of one year relate: separate figures, a running total, or an average."""

    SNAPSHOT = "snapshot"
    CUMULATIVE = "cumulative"
    AVERAGE = "average"


# Before Python 3.12 it is slow to look up an enum member, and every figure is compared with these.
_AWAITED, _CUMULATIVE = FigureStatus.AWAITED, Accumulation.CUMULATIVE
_MONTH = PeriodKind.MONTH
_THE_PERIOD_BEFORE, _A_YEAR_EARLIER = DirectionBasis.PREVIOUS_PERIOD, DirectionBasis.SAME_PERIOD_LAST_YEAR


class FigureRevision(Record):
    """A revision of a figure that was recorded before: the number that it was, and when and why it was revised."""

    was: Number
    on: Period | None = None
    reason: Text | None = None


class Figure(Record):
    """The figure and target of one period. `text` is a value in words, `target_text` a target in words.

    A rate can be given as `numerator` and `denominator`; `actual` is then worked out, unless the record has it too.
    `release` is the day or month in which the figure is due, if that is known. `revisions` has what it was before, the
    oldest first.
    """

    actual: Number | None = None
    numerator: Number | None = None
    denominator: Number | None = None
    target: Number | None = None
    target_band: Band | None = None
    status: FigureStatus = FigureStatus.FINAL
    release: Period | None = None
    text: Text | None = None
    target_text: Text | None = None
    benchmark: Benchmark | None = None
    interval: Interval | None = None
    rank: Rank | None = None
    revisions: Several[FigureRevision] = ()
    note: Text | None = None
    source: Source | None = None

    @property
    def is_awaited(self) -> bool:
        return self.status is _AWAITED

    @property
    def says_something(self) -> bool:
        """Whether the figure has a number or words. A target is often recorded long before."""
        return self.actual is not None or self.text is not None

    @property
    def is_stated(self) -> bool:
        """Whether the record itself gives `actual`."""
        return "actual" in self.model_fields_set

    def with_actual(self, unit: str) -> "Figure":
        """The figure with `actual` worked out, if the record gives only its numerator and denominator."""
        if self.actual is not None or self.numerator is None or self.denominator is None:
            return self
        worked_out = self.model_copy(update={"actual": rate_of(self.numerator, self.denominator, unit)})
        worked_out.model_fields_set.discard("actual")
        return worked_out

    @property
    def aim(self) -> Number | Band | None:
        """The target band if there is one, otherwise the target."""
        return self.target_band or self.target


class Series(Record):
    """The figures for a part of the whole, such as one area. `of` has a value for each dimension of the indicator."""

    of: dict[Id, Text]
    figures: ByPeriod[Figure]


class Assessment(Record):
    """The published assessment of a quarter. `as_at` is the period that a rating was carried forward from, and
    `commented` is when the comment was written.
    """

    rag: Text | None = None
    direction: Direction | None = None
    as_at: Period | None = None
    comment: Text | None = None
    commented: Period | None = None
    note: Text | None = None
    source: Source | None = None


class Break(Record):
    """A date from which the figures are counted differently. Values before and after it cannot be compared."""

    since: Period
    reason: Text


class Rebase(Record):
    """A date from which the limits of variation are worked out anew, although the figures are counted as before."""

    since: Period
    reason: Text


class Indicator(Entry):
    """A measure with figures over time. Each has a file of its own, named after its id.

    `figures` are those of the whole. `series` and `observations` have those of its parts (`domain.series`). `coverage`
    says what the figures cover and `method` how they are made; `release_note` is about the latest release.
    """

    KIND: ClassVar = Kind.INDICATOR

    title: Text
    code: Text | None = None
    aliases: Several[Text] = ()
    coverage: Text | None = None
    method: Text | None = None
    release_note: Text | None = None
    unit: Text
    decimals: Annotated[int, Field(ge=0, le=10)] | None = None
    better: Better
    accumulation: Accumulation = Accumulation.SNAPSHOT
    frequency: Frequency = Frequency.QUARTERLY
    release: LagField | None = None
    priority: PriorityId | None = None
    schemes: Several[SchemeId] = ()
    leads: Owners = ()
    seasonal: bool = False
    direction_basis: DirectionBasis | None = None
    thresholds: Thresholds | None = None
    breaks: Several[Break] = ()
    rebases: Several[Rebase] = ()
    figures: ByPeriod[Figure] = {}
    dimensions: Several[Id] = ()
    series: Several[Series] = ()
    observations: Observations | None = None
    assessments: ByPeriod[Assessment] = {}

    @model_validator(mode="after")
    def _work_out_rates(self) -> "Indicator":
        for figures in (self.figures, *(one.figures for one in self.series)):
            for period, figure in figures.items():
                if figure.denominator is not None:
                    figures[period] = figure.with_actual(self.unit)
        return self

    @cached_property
    def has_monthly_rates(self) -> bool:
        """Whether a figure of a month has a denominator."""
        return any(figure.denominator is not None and period.kind is _MONTH for period, figure in self.figures.items())

    @property
    def responsible(self) -> Owners:
        return self.leads

    @property
    def recorded_in(self) -> Iterable[Period]:
        """A target alone does not count as a record of its period, nor do the figures of series."""
        yield from self.assessments
        yield from (period for period, figure in self.figures.items() if figure.says_something or figure.is_awaited)

    def facts(self, placed: "Placed[Any]") -> dict[str, Any]:
        return {
            "code": self.code,
            "unit": self.unit,
            "better": self.better.value,
            "priority": self.priority,
            "schemes": list(self.schemes),
        }

    @property
    def has_series(self) -> bool:
        """Whether figures of its parts are recorded, such as by area."""
        return bool(self.series or self.observations)

    @property
    def is_running_total(self) -> bool:
        """Whether its figures count from the start of the year, and start again with the next."""
        return self.accumulation is _CUMULATIVE

    @property
    def compares_with(self) -> DirectionBasis:
        """The period that its direction is compared with, if the record does not give one.

        Seasonal indicators are compared with the same period last year. So are running totals, which start again each
        year.
        """
        if self.direction_basis:
            return self.direction_basis
        looks_back = self.seasonal or self.is_running_total
        return _A_YEAR_EARLIER if looks_back else _THE_PERIOD_BEFORE

    @property
    def name(self) -> str:
        """Its code and title."""
        return f"{self.code} {self.title}" if self.code else self.title
