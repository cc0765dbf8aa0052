"""The reward of an agreement: what its targets have earned, what is at risk, and what a better figure is worth."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from hsp_cli.domain.address import Placed
from hsp_cli.domain.agreement import Agreement, Target
from hsp_cli.domain.apportionment import known_sum, nearest
from hsp_cli.domain.indicator import Break, Indicator


class Standing(StrEnum):
    """How a target stands. A target without a figure is not known: it is neither at nothing nor in full."""

    FULL = "full"
    SHORT = "short"
    BELOW_FLOOR = "below_floor"
    NOT_KNOWN = "not_known"


class Gap(StrEnum):
    """Why it is not known what a target has achieved."""

    LEVELS = "levels"
    NOT_BETTER = "not_better"
    PERIOD = "period"
    NOT_OVER = "not_over"
    FIGURE = "figure"


class FoundFigure(NamedTuple):
    """The figure that counts for a target, recorded with it or with its indicator."""

    actual: Decimal
    is_provisional: bool


@dataclass(frozen=True, slots=True)
class TargetResult:
    """A target or sub-target: its part of the grant, its figure and what the figure earns.

    `improvement` is the difference that was agreed, None if there is none that is better. `achieved` is the part of it
    that the figure reaches, from 0 up to the cap. A target with sub-targets has only `parts` and the sum of their
    earnings, None until all are known. `broken_by` is a change in how the indicator is counted, since its baseline or
    since the start of the agreement.
    """

    placed: Placed[Target]
    agreement: Agreement
    indicator: Indicator | None
    potential: Decimal | None
    improvement: Decimal | None = None
    figure: FoundFigure | None = None
    achieved: Fraction | None = None
    earned: Decimal | None = None
    gap: Gap | None = None
    interim_figure: FoundFigure | None = None
    broken_by: Break | None = None
    parts: tuple["TargetResult", ...] = ()

    @property
    def standing(self) -> Standing:
        if self.achieved is None:
            return Standing.NOT_KNOWN
        percent = self.achieved * 100
        if percent < Fraction(self.agreement.floor):
            return Standing.BELOW_FLOOR
        return Standing.SHORT if percent < Fraction(self.agreement.cap) else Standing.FULL

    @property
    def is_provisional(self) -> bool:
        return self.figure is not None and self.figure.is_provisional

    @property
    def is_interim_reached(self) -> bool | None:
        """Whether the interim level was reached. None if there is none, or if it is not known."""
        interim, figure = self.placed.record.interim, self.interim_figure
        if interim is None or interim.level is None or figure is None or self.improvement is None:
            return None
        return figure.actual >= interim.level if self.improvement > 0 else figure.actual <= interim.level

    @property
    def unit(self) -> str:
        return self.placed.record.unit or (self.indicator.unit if self.indicator else "")

    @property
    def reaches_floor_at(self) -> Decimal | None:
        """The figure from which the target earns something."""
        return self._at(self.agreement.floor)

    @property
    def reaches_cap_at(self) -> Decimal | None:
        """The figure from which it earns no more."""
        return self._at(self.agreement.cap)

    def _at(self, percent: Decimal) -> Decimal | None:
        without = self.placed.record.without_agreement
        if without is None or self.improvement is None:
            return None
        return without + self.improvement * percent / 100

    @property
    def worth_at_floor(self) -> Decimal | None:
        """What the target earns as soon as it reaches the floor."""
        if self.potential is None or self.improvement is None:
            return None
        return nearest(self.potential * self.agreement.floor / 100, self.agreement.rounded_to)

    @property
    def worth_of_one(self) -> Decimal | None:
        """What one more unit of the indicator earns between floor and cap, to the pound; below £10, to the penny."""
        if self.potential is None or self.improvement is None:
            return None
        exact = Fraction(self.potential) / Fraction(abs(self.improvement))
        return nearest(exact, Decimal(1) if exact >= 10 else Decimal("0.01"))

    @property
    def leaves(self) -> tuple["TargetResult", ...]:
        """The target itself, or its sub-targets: whatever has a figure of its own."""
        return tuple(leaf for part in self.parts for leaf in part.leaves) if self.parts else (self,)


@dataclass(frozen=True, slots=True)
class Reward:
    """What an agreement has earned so far. Amounts are None if the records do not settle them, never 0.

    `potential` is what all targets together can earn: the pot, or the amounts of the targets if no pot is recorded.
    """

    placed: Placed[Agreement]
    pot: Decimal | None
    potential: Decimal | None
    targets: tuple[TargetResult, ...]

    @property
    def agreement(self) -> Agreement:
        return self.placed.record

    @property
    def is_divided(self) -> bool:
        """Whether the part of every target is known."""
        return all(leaf.potential is not None for leaf in self.leaves)

    @property
    def leaves(self) -> tuple[TargetResult, ...]:
        """Every target without sub-targets, and every sub-target."""
        return tuple(leaf for target in self.targets for leaf in target.leaves)

    @property
    def known(self) -> tuple[TargetResult, ...]:
        """Those with a figure that can be compared."""
        return tuple(leaf for leaf in self.leaves if leaf.achieved is not None)

    @property
    def earned(self) -> Decimal | None:
        """What the known figures earn together. None if no figure or no amount is known."""
        return known_sum(leaf.earned for leaf in self.leaves)

    @property
    def at_risk(self) -> Decimal | None:
        """The part of the grant that no recorded figure has earned."""
        return None if self.potential is None else self.potential - (self.earned or Decimal(0))

    @property
    def is_provisional(self) -> bool:
        return bool(self.provisional)

    @property
    def full(self) -> tuple[TargetResult, ...]:
        return self._standing(Standing.FULL)

    @property
    def short(self) -> tuple[TargetResult, ...]:
        return self._standing(Standing.SHORT)

    @property
    def below_floor(self) -> tuple[TargetResult, ...]:
        return self._standing(Standing.BELOW_FLOOR)

    @property
    def not_known(self) -> tuple[TargetResult, ...]:
        return self._standing(Standing.NOT_KNOWN)

    @property
    def provisional(self) -> tuple[TargetResult, ...]:
        return tuple(leaf for leaf in self.leaves if leaf.is_provisional)

    def _standing(self, standing: Standing) -> tuple[TargetResult, ...]:
        return tuple(leaf for leaf in self.leaves if leaf.standing is standing)
