"""What is kept between runs: thousands of damaged caches, and eight runs at once that share one."""

import os
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from tests.checking.test_cache import Damaged
from tests.fuzz.scale import times
from tests.runs import Run, hsp

DAYS = ("2024-04-15", "2030-01-01")
"""What is kept for one of them is nothing to the other, and has the same name."""


@pytest.fixture(scope="module")
def damaged(tmp_path_factory: pytest.TempPathFactory) -> Damaged:
    return Damaged(tmp_path_factory.mktemp("damaged"))


@settings(max_examples=times(10_000))
@given(data=st.data())
def test_ten_thousand_damaged_caches_change_no_answer(data: st.DataObject, damaged: Damaged) -> None:
    damaged.assert_harmless(damaged.mutated(data.draw))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
def test_eight_runs_that_share_a_cache_each_give_the_right_answer(sample: Path, tmp_path: Path) -> None:
    def answer(day: str, *more: str) -> Run:
        asked = ("validate", "--root", str(sample), "--as-of", day, "--format", "json", *more)
        return hsp(*asked, env={"HSP_CACHE_DIR": str(tmp_path / "kept")})

    right = {day: answer(day, "--no-cache") for day in DAYS}
    assert right[DAYS[0]] != right[DAYS[1]]
    children = []
    for number in range(8):
        child = os.fork()
        if child == 0:
            wrong = True
            try:
                wrong = any(
                    answer(day) != right[day] for turn in range(times(500)) for day in (DAYS[(number + turn) % 2],)
                )
            finally:
                os._exit(wrong)
        children.append(child)
    assert [os.waitpid(child, 0)[1] for child in children] == [0] * 8
    assert sorted(path.suffix for path in (tmp_path / "kept").iterdir()) == [".always", ".dated", ".result"]
