"""Works out the reward of an agreement from its targets and the figures of their indicators."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from hsp_cli.analysis.filters import known_id
from hsp_cli.domain.address import Placed
from hsp_cli.domain.agreement import Agreement, Measurement, Target, parts_of
from hsp_cli.domain.apportionment import achieved, nearest, payable, whole_sum
from hsp_cli.domain.change import break_between
from hsp_cli.domain.indicator import Break, FigureStatus, Indicator
from hsp_cli.domain.performance import figure_of
from hsp_cli.domain.rag import Better
from hsp_cli.domain.reward import FoundFigure, Gap, Reward, TargetResult
from hsp_cli.domain.workspace import Workspace


def agreements_asked(workspace: Workspace, name: str | None) -> list[Placed[Agreement]]:
    """The agreement with this id, or all without a name. RequestRefused if there is none."""
    known = workspace.agreements
    return list(known.values()) if name is None else [known[known_id("agreement", name, known)]]


def reward(workspace: Workspace, placed: Placed[Agreement], as_of: date) -> Reward:
    """What each target of an agreement has earned on the recorded figures, and the whole."""
    agreement = placed.record
    pot = agreement.pot.total if agreement.pot else None
    inside = {id(one.record): one for one in workspace.targets if one.address.file == placed.address.file}
    results = _results(_Asked(workspace, agreement, pot, inside, as_of), agreement.targets, pot)
    return Reward(placed, pot, whole_sum(target.potential for target in results) if pot is None else pot, results)


class _Asked(NamedTuple):
    workspace: Workspace
    agreement: Agreement
    pot: Decimal | None
    inside: Mapping[int, Placed[Target]]
    as_of: date


def _results(asked: _Asked, targets: tuple[Target, ...], whole: Decimal | None) -> tuple[TargetResult, ...]:
    # Amounts of sub-targets stand alone only if no pot is recorded. If it could not be divided, they contradict it.
    is_settled = whole is not None or asked.pot is None
    parts = parts_of(whole, targets, asked.agreement.rounded_to) if targets and is_settled else (None,) * len(targets)
    return tuple(
        _of_sub_targets(asked, target, part) if target.sub_targets else _of_figure(asked, target, part)
        for target, part in zip(targets, parts, strict=True)
    )


def _of_sub_targets(asked: _Asked, target: Target, potential: Decimal | None) -> TargetResult:
    parts = _results(asked, target.sub_targets, potential)
    return TargetResult(
        asked.inside[id(target)],
        asked.agreement,
        None,
        whole_sum(part.potential for part in parts) if potential is None else potential,
        earned=whole_sum(part.earned for part in parts),
        parts=parts,
    )


def _of_figure(asked: _Asked, target: Target, potential: Decimal | None) -> TargetResult:
    agreement = asked.agreement
    found = asked.workspace.indicators.get(target.indicator or "")
    indicator = found.record if found else None
    improvement = improvement_of(target, target.better or (indicator.better if indicator else None))
    figure = figure_that_counts(target, indicator)
    part = gap = earned = None
    if improvement is None or figure is None or target.without_agreement is None:
        gap = _gap(target, improvement, asked.as_of)
    else:
        part = achieved(target.without_agreement, target.without_agreement + improvement, figure.actual)
        paid = payable(part, agreement.floor, agreement.cap)
        if potential is not None:
            earned = min(potential, nearest(Fraction(potential) * paid, agreement.rounded_to))
    return TargetResult(
        asked.inside[id(target)],
        agreement,
        indicator,
        potential,
        improvement,
        figure,
        None if part is None else max(Fraction(0), min(part, Fraction(agreement.cap) / 100)),
        earned,
        gap,
        figure_that_counts(target.interim, indicator) if target.interim else None,
        _broken_by(target, indicator, agreement),
    )


def improvement_of(target: Target, better: Better | None) -> Decimal | None:
    """The improvement that a target adds to what is expected without the agreement, with its sign.

    None if a level is missing, or if the agreed one is not better.
    """
    if target.without_agreement is None or target.with_agreement is None:
        return None
    difference = target.with_agreement - target.without_agreement
    ways = {None: difference != 0, Better.HIGHER: difference > 0, Better.LOWER: difference < 0}
    return difference if ways.get(better) else None


def figure_that_counts(measurement: Measurement, indicator: Indicator | None) -> FoundFigure | None:
    """The figure recorded with the target, or else that of its indicator for the period, never for a part of it."""
    if measurement.actual is not None:
        return FoundFigure(measurement.actual, measurement.provisional)
    period, figure = (indicator and measurement.measured and figure_of(indicator, measurement.measured)) or (None, None)
    if figure is None or period != measurement.measured or figure.actual is None or figure.is_awaited:
        return None
    return FoundFigure(figure.actual, figure.status is FigureStatus.PROVISIONAL)


def _broken_by(target: Target, indicator: Indicator | None, agreement: Agreement) -> Break | None:
    before = (target.baseline and target.baseline.at) or agreement.starts
    return break_between(indicator, before, target.measured) if indicator and before and target.measured else None


def _gap(target: Target, improvement: Decimal | None, as_of: date) -> Gap:
    if target.without_agreement is None or target.with_agreement is None:
        return Gap.LEVELS
    if improvement is None:
        return Gap.NOT_BETTER
    if target.measured is None:
        return Gap.PERIOD
    return Gap.NOT_OVER if as_of <= target.measured.last_day else Gap.FIGURE
