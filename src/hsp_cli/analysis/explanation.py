"""Why an indicator stands as it does: rule, thresholds, inputs and result, in words anyone can check."""

from collections.abc import Iterator
from decimal import Decimal

from hsp_cli.analysis.exceptions import reasons
from hsp_cli.analysis.quarters import span
from hsp_cli.domain.direction import DirectionBasis
from hsp_cli.domain.indicator import Figure, Indicator
from hsp_cli.domain.partnership import Partnership
from hsp_cli.domain.performance import Performance, performance_of
from hsp_cli.domain.period import Period
from hsp_cli.domain.rag import Band, Basis, Better, RagScale
from hsp_cli.wording.numbers import signed, with_unit

_BETTER = {
    Better.HIGHER: "higher is better",
    Better.LOWER: "lower is better",
    Better.WITHIN: "best within its band",
    Better.NEUTRAL: "neither way is better; it is context",
}


def explanation(indicator: Indicator, quarter: Period, settings: Partnership) -> list[str]:
    """Sentences from input to result, one a line."""
    performance = performance_of(indicator, quarter, settings.rag)
    return [
        f"{indicator.name}, {quarter.label} ({span(quarter)})",
        f"Unit: {indicator.unit}; {_BETTER[indicator.better]}.",
        *_figure(performance),
        *_rating(performance, settings.rag),
        *_direction(performance),
        *_result(performance, settings),
    ]


def _figure(performance: Performance) -> Iterator[str]:
    indicator = performance.indicator
    if performance.is_awaited:
        yield f"The figure for {performance.quarter.label} is awaited."
    if performance.period is None or performance.figure is None:
        yield "No figure is recorded for it."
    elif not performance.figure.is_awaited:
        status = "" if performance.figure.status == "final" else f" ({performance.figure.status.value})"
        value = figure_in_words(performance.figure, indicator)
        target = target_in_words(performance.figure, indicator)
        yield f"Figure of {performance.period.label}{status}: {value}; target: {target}."


def figure_in_words(figure: Figure, indicator: Indicator) -> str:
    if figure.actual is not None:
        return with_unit(figure.actual, indicator.unit, indicator.decimals)
    return f"“{figure.text.strip()}”" if figure.text else "no number"


def target_in_words(figure: Figure, indicator: Indicator) -> str:
    if isinstance(figure.aim, Band):
        low, high = (with_unit(end, indicator.unit, indicator.decimals) for end in (figure.aim.low, figure.aim.high))
        return f"{low} to {high}"
    if figure.aim is not None:
        return with_unit(figure.aim, indicator.unit, indicator.decimals)
    return figure.target_text or "none"


def _rating(performance: Performance, scale: RagScale) -> Iterator[str]:
    basis = performance.indicator.thresholds.basis if performance.indicator.thresholds else scale.basis
    if performance.variance is not None and performance.computed is not None:
        yield f"Distance from the target, plus is good: {_distance(performance.variance, basis)}."
        yield f"Scale: {scale_in_words(performance.indicator, scale)}."
        yield f"By the figures this is {performance.computed.code} ({performance.computed.name})."
    else:
        yield "No rating can be computed: that takes a number, a target, and a way that is better."
    published = performance.assessment.rag if performance.assessment else None
    if published:
        level = scale.level(published)
        called = level.name if level else "not on the scale"
        carried = f", carried forward from {performance.as_at.label}" if performance.as_at else ""
        yield f"Published rating: {published} ({called}){carried}. It is the one shown."


def limits_of(indicator: Indicator | None, scale: RagScale) -> tuple[Decimal | None, ...]:
    """The variance from which each level holds, from best to worst; None where it takes the rest.

    An indicator may have limits of its own. They may be too few or too many for the scale; that is a rule's business.
    """
    own = indicator.thresholds if indicator else None
    limits = own.at_least if own else tuple(level.at_least for level in scale.levels)
    count = len(scale.levels) - 1
    return (*limits[:count], *[None] * (count - len(limits)), None)


def scale_in_words(indicator: Indicator | None, scale: RagScale) -> str:
    """The levels with their limits, from best to worst."""
    basis = indicator.thresholds.basis if indicator and indicator.thresholds else scale.basis
    steps = [
        f"{level.code} from {_distance(limit, basis)}"
        for level, limit in zip(scale.levels, limits_of(indicator, scale), strict=True)
        if limit is not None
    ]
    return "; ".join((*steps, f"{scale.levels[-1].code} below"))


def _distance(value: Decimal, basis: Basis) -> str:
    return f"{signed(value)}%" if basis is Basis.RELATIVE else f"{signed(value)} points"


def _direction(performance: Performance) -> Iterator[str]:
    comparison, indicator = performance.comparison, performance.indicator
    against = (
        "the same period last year"
        if indicator.compares_with is DirectionBasis.SAME_PERIOD_LAST_YEAR
        else "the period before"
    )
    if comparison is None:
        yield f"No direction can be computed: there is no number to compare with {against}."
    elif comparison.broken_by:
        yield (
            f"No direction is computed against {comparison.period.label}: the counting changed on "
            f"{comparison.broken_by.since.label}. {comparison.broken_by.reason.strip()}"
        )
    else:
        before = with_unit(comparison.value, indicator.unit, indicator.decimals)
        yield f"Against {comparison.period.label} ({before}), {against}: {comparison.direction.value}."
    published = performance.assessment.direction if performance.assessment else None
    if published:
        yield f"Published direction: {published.value}."
    if performance.verdict:
        way = performance.direction.value if performance.direction else "this"
        yield f"Since {_BETTER[indicator.better]}, {way} means {performance.verdict.value}."


def _result(performance: Performance, settings: Partnership) -> Iterator[str]:
    found = reasons(performance, settings)
    if found:
        yield "An exception: " + "; ".join(found) + "."
    elif performance.rag is None and performance.direction is None:
        yield "No exception can be told: there is neither a rating nor a direction."
    else:
        yield "Not an exception: neither its rating nor its direction calls for it."
