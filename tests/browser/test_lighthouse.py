"""Lighthouse gives no page a score below 95."""

from pathlib import Path

import pytest

from tests.browser import lighthouse
from tests.browser.chromium import Visits

LEAST = 95

pytestmark = pytest.mark.skipif(not lighthouse.is_installed(), reason="Lighthouse is not installed: it needs npm")


@pytest.mark.parametrize("paper", ["morning-report-2010-q1"])
def test_a_paper_has_good_scores(paper: str, served: str, visits: Visits, tmp_path: Path) -> None:
    scores = lighthouse.scores_of(f"{served}/{paper}.html", tmp_path / "report.json")
    assert {name: score for name, score in scores.items() if score < LEAST} == {}
