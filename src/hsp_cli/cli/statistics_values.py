"""JSON values of limits, signals and forecasts."""

from decimal import Decimal
from typing import Any

from hsp_cli.cli.json_values import number
from hsp_cli.domain.performance import Performance
from hsp_cli.domain.record import plain_number
from hsp_cli.statistics.forecast import Forecast, Outlook, forecast
from hsp_cli.statistics.limits import ENOUGH
from hsp_cli.statistics.variation import Segment, Variation, meaning, variation
from hsp_cli.wording.variation import precise


def statistics_values(performance: Performance) -> dict[str, Any]:
    """The limits and signals of an indicator, and its forecast. `unfit` says why there is none, or is null."""
    found = variation(performance)
    decimals = precise(performance.indicator) + 2
    return {
        "variation": _variation(found, decimals),
        "forecast": _forecast(forecast(performance, found), decimals),
    }


def _variation(found: Variation, decimals: int) -> dict[str, Any]:
    return {
        "unfit": found.unfit,
        "needed": ENOUGH,
        "signal": {"pattern": found.signal.pattern, "high": found.signal.is_high, "meaning": found.meaning}
        if found.signal
        else None,
        "assurance": found.assurance,
        "segments": [_segment(one, found, decimals) for one in found.segments],
    }


def _segment(segment: Segment, found: Variation, decimals: int) -> dict[str, Any]:
    within, begins = segment.limits, segment.begins
    return {
        "since": begins.since.text if begins else None,
        "reason": " ".join(begins.reason.split()) if begins else None,
        "mean": rounded(within.mean, decimals) if within else None,
        "lower": rounded(within.lower, decimals) if within else None,
        "upper": rounded(within.upper, decimals) if within else None,
        "provisional": segment.is_provisional,
        "points": [
            {
                "period": point.period.text,
                "value": number(point.value),
                "pattern": signal.pattern if signal else None,
                "meaning": meaning(signal, found.indicator.better) if signal else None,
            }
            for point, signal in zip(segment.points, segment.signals, strict=True)
        ],
    }


def _forecast(found: Forecast, decimals: int) -> dict[str, Any]:
    return {
        "unfit": found.unfit,
        "needed": found.needed,
        "method": found.method,
        "tests": found.tests,
        "average_error": rounded(found.average_miss, decimals) if found.average_miss is not None else None,
        "outturn": _outlook(found.outturn, decimals) if found.outturn else None,
        "target": number(found.target),
        "on_course": found.course,
        "periods": [_outlook(one, decimals) for one in found.fan],
    }


def _outlook(outlook: Outlook, decimals: int) -> dict[str, Any]:
    ends = {"value": outlook.value, "low": outlook.low, "high": outlook.high}
    return {"period": outlook.period.text, **{key: rounded(value, decimals) for key, value in ends.items()}}


def rounded(value: Decimal, decimals: int) -> int | float:
    """A number with so many decimal places. `round` refuses numbers of very many digits."""
    return plain_number(Decimal(f"{value:.{decimals}f}"))
