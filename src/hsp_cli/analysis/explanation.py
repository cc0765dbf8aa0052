"""The explanation of a rating: rule, thresholds, inputs and result, in words that anyone can check."""

from collections.abc import Iterable, Iterator

from hsp_cli.analysis.exceptions import reasons
from hsp_cli.domain.direction import DirectionBasis, Verdict
from hsp_cli.domain.indicator import Figure, Indicator
from hsp_cli.domain.inference import inferred_at
from hsp_cli.domain.partnership import Partnership, Worsening
from hsp_cli.domain.performance import Performance, performance_of
from hsp_cli.domain.period import Period
from hsp_cli.domain.rag import Better, RagScale
from hsp_cli.domain.record import Entry
from hsp_cli.domain.series import series_keys
from hsp_cli.statistics.forecast import forecast
from hsp_cli.statistics.variation import variation
from hsp_cli.wording.benchmarks import beside_sentences
from hsp_cli.wording.counts import counted
from hsp_cli.wording.forecast import statistics_sentences
from hsp_cli.wording.indicators import better_text, carried_text, number_text, target_text, verdict_text
from hsp_cli.wording.periods import span_text
from hsp_cli.wording.rag import distance_text, scale_text
from hsp_cli.wording.working import is_old, stands_from_before, working_sentences


def explanation(indicator: Indicator, quarter: Period, settings: Partnership) -> list[str]:
    """Sentences from input to result, one per line."""
    performance = performance_of(indicator, quarter, settings.rag)
    return [
        f"{indicator.name}, {quarter.label} ({span_text(quarter)})",
        f"Unit: {indicator.unit}; {better_text(indicator)}.",
        *_about(indicator),
        *_figure(performance),
        *_rating(performance, settings.rag),
        *_direction(performance),
        *_statistics(performance),
        *_result(performance, settings),
        *_series(indicator),
        *_inferred(performance, settings),
    ]


def _about(indicator: Indicator) -> Iterator[str]:
    for head, words in (
        ("Coverage", indicator.coverage),
        ("Method", indicator.method),
        ("Latest release", indicator.release_note),
    ):
        if words:
            yield f"{head}: {' '.join(words.split())}"


def _figure(performance: Performance) -> Iterator[str]:
    indicator = performance.indicator
    owed, worked = performance.owed, performance.worked_out
    if owed and performance.is_awaited:
        due = "" if owed.due == owed.period.last_day else f" It was due by {Period.day(owed.due).label}."
        yield f"The figure for {owed.period.label} is awaited.{due}"
    if performance.period is None or performance.figure is None:
        yield "No figure is recorded for it."
    elif not performance.figure.is_awaited and not (worked and worked.missing):
        status = "" if performance.figure.status == "final" else f" ({performance.figure.status.value})"
        standing = ", the latest that was due" if stands_from_before(performance) else ""
        value = _actual(performance.figure, indicator)
        target = target_text(performance.figure, indicator) or "none"
        yield f"Figure of {performance.period.label}{status}{standing}: {value}; target: {target}."
        yield from beside_sentences(performance.figure, indicator)
    yield from working_sentences(performance)


def _actual(figure: Figure, indicator: Indicator) -> str:
    if figure.actual is not None:
        return number_text(figure.actual, indicator)
    return f"“{figure.text.strip()}”" if figure.text else "no number"


def _rating(performance: Performance, scale: RagScale) -> Iterator[str]:
    basis = performance.indicator.thresholds.basis if performance.indicator.thresholds else scale.basis
    if performance.variance is not None and performance.computed is not None:
        yield f"Distance from the target (plus is better): {distance_text(performance.variance, basis)}."
        yield f"Scale: {scale_text(performance.indicator, scale)}."
        yield f"Rating from the figures: {performance.computed.code} ({performance.computed.name})."
    elif scale.stated and performance.indicator.thresholds is None:
        yield "No rating can be computed: the lead states the rating of each indicator."
    elif is_old(performance):
        yield "No rating is computed, because a newer figure was due."
    else:
        yield "No rating can be computed: it needs a number, a target, and a direction that is better."
    published = performance.assessment.rag if performance.assessment else None
    if published:
        level = scale.level(published)
        called = level.name if level else "not on the scale"
        yield f"Published rating: {published} ({called}){carried_text(performance)}. hsp shows this one."


def _direction(performance: Performance) -> Iterator[str]:
    comparison, indicator = performance.comparison, performance.indicator
    against = (
        "the same period last year"
        if indicator.compares_with is DirectionBasis.SAME_PERIOD_LAST_YEAR
        else "the previous period"
    )
    if comparison is None and is_old(performance):
        yield "No direction is computed, because a newer figure was due."
    elif comparison is None:
        yield f"No direction can be computed: there is no number to compare with {against}."
    elif comparison.broken_by:
        yield (
            f"No direction from {comparison.period.label}: the counting method changed on "
            f"{comparison.broken_by.since.label}. {comparison.broken_by.reason.strip()}"
        )
    else:
        before = number_text(comparison.value, indicator)
        which = f"the last number before it, as {comparison.missing.label} has none" if comparison.missing else against
        yield f"Against {comparison.period.label} ({before}), {which}: {comparison.direction.value}."
    published = performance.assessment.direction if performance.assessment else None
    if published:
        yield f"Published direction: {published.value}."
    if performance.verdict:
        yield verdict_text(performance)


def _statistics(performance: Performance) -> Iterator[str]:
    """The limits of variation, the signal, the target and the forecast."""
    found = variation(performance)
    yield from statistics_sentences(found, forecast(performance, found))


def _result(performance: Performance, settings: Partnership) -> Iterator[str]:
    is_worsening = performance.verdict is Verdict.WORSENING
    if found := reasons(performance, settings):
        yield "An exception: " + "; ".join(found) + "."
    elif is_worsening:
        yield f"Not an exception: it is getting worse, but the settings count that {_worsening_rule(settings)}."
    elif performance.rag is None and performance.verdict is None:
        if performance.indicator.better is Better.NEUTRAL:
            yield "Not an exception: it gives context, and neither way is better."
        else:
            yield f"Not known whether it is an exception: there is neither a rating nor a {_lacking(performance)}."
    else:
        yield "Not an exception: neither its rating nor its direction makes it one."


def _lacking(performance: Performance) -> str:
    return "direction" if performance.direction is None else "verdict on its direction"


def _worsening_rule(settings: Partnership) -> str:
    if settings.exceptions.worsening is Worsening.NEVER:
        return "never"
    return f"only below {settings.exceptions.worsening_below}"


def _series(indicator: Indicator) -> Iterator[str]:
    if indicator.has_series:
        count = counted(len(series_keys(indicator)), "series", "series")
        yield f"All this is about the whole. There are also figures by {', '.join(indicator.dimensions)}: {count}."


def _inferred(performance: Performance, settings: Partnership) -> Iterator[str]:
    """The values behind the rating that no document states, by reason."""
    indicator = performance.indicator
    used: list[tuple[str, ...]] = [("title",), ("unit",), ("better",), ("thresholds",)]
    used.append(("assessments", performance.quarter.text))
    if performance.period:
        used.append(("figures", performance.period.text))
    yield from _by_reason("Inferred, not stated by a document", indicator, used)
    if performance.rag:
        scale = [("rag", "basis"), *(("rag", "levels", key) for key in ("at_least", "name", "exception"))]
        yield from _by_reason("Inferred in the settings", settings, scale)


def _by_reason(what: str, record: Entry, used: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """A sentence for each reason, with the values that it is given for."""
    paths: dict[str, dict[str, None]] = {}
    for keys in used:
        for path, reason in inferred_at(record, *keys).items():
            paths.setdefault(reason, {})[path] = None
    yield from (f"{what}: {', '.join(found)}. {reason}" for reason, found in paths.items())
