"""Fewer figures are no good news for limits, signals and forecasts either.

From a long series one figure is taken away, or its number, or its target. What was a concern, or could not be said,
must not read as fine then. The oldest figure is left out: without it, the series begins later.
"""

from collections.abc import Iterator
from random import Random
from typing import Any

import pytest

from hsp_cli.domain.period import Period
from hsp_cli.statistics.forecast import Course, forecast
from hsp_cli.statistics.limits import Assurance
from hsp_cli.statistics.variation import Meaning, variation
from tests.statistics.indicators import performing, quarters

QUARTER = "Q4-2009"


def made_up(seed: int) -> dict[str, Any]:
    """Twenty quarters that vary, may shift once, and have a target that may be met."""
    random = Random(seed)
    shift, target = random.choice((-15, 0, 15)), random.choice((30, 45, 50, 55, 70))
    values = [round(random.gauss(50, 3) + (shift if at > 12 else 0), 1) for at in range(20)]
    return quarters(values, target=target) | {"Q4-2010": {"target": target}}


def reassuring(figures: dict[str, Any]) -> set[str]:
    """What hsp says of the indicator that could put people at ease."""
    performance = performing(figures, QUARTER)
    found = variation(performance)
    said = {
        "no concern": found.unfit is None and found.meaning is not Meaning.CONCERN,
        "improvement": found.meaning is Meaning.IMPROVEMENT,
        "target met": found.assurance is Assurance.PASS,
        "on course": forecast(performance, found).course is Course.YES,
    }
    return {words for words, is_said in said.items() if is_said}


def with_less(figures: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    _, *others = sorted(figures, key=Period.parse)
    for period in others:
        yield f"without {period}", {key: one for key, one in figures.items() if key != period}
        for key in figures[period]:
            left = {name: value for name, value in figures[period].items() if name != key}
            yield f"without {key} of {period}", {**figures, period: left}


@pytest.mark.parametrize("seed", range(12))
def test_no_verdict_looks_better_for_knowing_less(seed: int) -> None:
    figures = made_up(seed)
    before = reassuring(figures)
    for what, fewer in with_less(figures):
        assert reassuring(fewer) <= before, what


def test_the_series_of_this_law_have_verdicts_of_every_kind() -> None:
    assert set().union(*(reassuring(made_up(seed)) for seed in range(12))) == {
        *("no concern", "improvement", "target met", "on course")
    }
    assert any("no concern" not in reassuring(made_up(seed)) for seed in range(12))
