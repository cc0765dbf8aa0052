from typing import Any

import pytest

from hsp_cli.domain.indicator import Break, Rebase
from hsp_cli.domain.period import Period
from hsp_cli.statistics.limits import Pattern, Signal
from hsp_cli.statistics.variation import Variation, variation
from hsp_cli.wording.variation import change_note, precise, short_text, signal_text, variation_sentences
from tests.statistics.indicators import ALTERNATING, performing, quarters


def found(values: list[Any], target: Any = None, **keys: Any) -> Variation:
    return variation(performing(quarters(values, target=target), **keys))


def said(values: list[Any], target: Any = None, **keys: Any) -> list[str]:
    return list(variation_sentences(found(values, target, **keys)))


def test_a_signal_is_named_with_its_rule() -> None:
    assert said([*ALTERNATING, 70], 60) == [
        "Limits of variation from 21 figures since Q1 2005/06: 46.6% to 57.2%, around a mean of 51.9%.",
        "Signal of improvement in Q1 2010/11: the figure is above the upper limit.",
        "The target of 60% lies outside the limits: every figure within them misses it.",
    ]


def test_ordinary_variation_is_not_said_to_be_good() -> None:
    assert said(ALTERNATING)[-1] == (
        "Common cause variation in Q4 2009/10: the figure is within the limits, and part of neither a run nor a trend. "
        "That does not say that it is good."
    )


@pytest.mark.parametrize(
    ("target", "words"),
    [(10, "outside the limits: every figure within them meets it"), (51, "ordinary variation will sometimes meet it")],
)
def test_the_target_is_compared_with_the_limits(target: int, words: str) -> None:
    assert words in said(ALTERNATING, target)[-1]


def test_a_running_total_is_tested_by_its_amounts() -> None:
    totals, targets = [5, 11, 16, 22] * 4, [10, 20, 30, 40] * 4
    figures = {
        period: {**figure, "target": target}
        for (period, figure), target in zip(quarters(totals).items(), targets, strict=True)
    }
    performance = performing(figures, unit="homes", accumulation="cumulative")
    first, *_, last = variation_sentences(variation(performance))
    assert first.startswith("Limits of variation from 16 amounts since Q1 2005/06:")
    assert last == (
        "The part of the target for Q4 2008/09, 10, lies outside the limits: every figure within them misses it."
    )


def test_a_series_that_is_not_tested_says_why() -> None:
    short = "Not tested for signals: this needs 13 figures in a row, and there are 8"
    assert said(ALTERNATING[:8]) == [f"{short}."]
    changed = [{"since": "Q1-2008", "reason": "New"}]
    assert said(ALTERNATING, breaks=changed) == [f"{short} since Q1 2008/09."]
    gap = said([*ALTERNATING[:3], None, *ALTERNATING[:9], None, 5])
    assert gap == ["Not tested for signals: the figure for Q2 2008/09 is missing."]
    assert "seasonal" in said(ALTERNATING, seasonal=True)[0]


@pytest.mark.parametrize(
    ("pattern", "high", "low"),
    [
        (Pattern.OUTSIDE, "above the upper limit", "below the lower limit"),
        (Pattern.TREND, "the last seven figures rise", "the last seven figures fall"),
        (Pattern.TWO_OF_THREE, "close to the upper limit", "close to the lower limit"),
        (Pattern.RUN, "all above the mean", "all below the mean"),
    ],
)
def test_each_rule_has_its_words(pattern: Pattern, high: str, low: str) -> None:
    assert high in signal_text(Signal(pattern, is_high=True))
    assert low in signal_text(Signal(pattern, is_high=False))


def test_a_cell_has_the_verdicts_or_nothing() -> None:
    assert short_text(found([*ALTERNATING, 30], 60)) == "signal of concern; figures within the limits miss the target"
    assert short_text(found(ALTERNATING)) == "common cause"
    assert short_text(found(ALTERNATING[:12])) == ""


def test_a_change_has_its_reason_as_a_sentence() -> None:
    since = Period.parse("2008-04")
    assert change_note(1, Break(since=since, reason="New law.")) == (
        "1: the counting method changed from April 2008. New law."
    )
    assert change_note(2, Rebase(since=since, reason="New\n  boilers")) == (
        "2: limits are worked out anew from April 2008. New boilers."
    )


@pytest.mark.parametrize(
    ("values", "decimals", "expected"),
    [([1, 2], None, 0), ([1, "2.50"], None, 2), ([1, "2.5"], 3, 3), ([1000000], None, 0)],
)
def test_numbers_have_the_places_of_the_figures(values: list[Any], decimals: int | None, expected: int) -> None:
    assert precise(performing(quarters(values), decimals=decimals).indicator) == expected
