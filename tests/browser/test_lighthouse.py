"""Lighthouse gives no page a score below 95."""

from pathlib import Path

import pytest

from tests.browser import lighthouse
from tests.browser.chromium import Visits

LEAST = 95

pytestmark = pytest.mark.skipif(not lighthouse.is_installed(), reason="Lighthouse is not installed: it needs npm")


def too_low(address: str, folder: Path) -> dict[str, int]:
    """The scores below the least. A busy machine makes a page look slow, so a second try counts too."""
    for _ in range(2):
        scores = lighthouse.scores_of(address, folder / "report.json")
        found = {name: score for name, score in scores.items() if score < LEAST}
        if not found:
            break
    return found


def test_a_paper_has_good_scores(served: str, visits: Visits, tmp_path: Path) -> None:
    assert too_low(f"{served}/morning-report-2010-q1.html", tmp_path) == {}


@pytest.mark.parametrize("name", ["index.html", "indicators/ni-32.html", "plans/health-inequalities.html"])
def test_pages_of_the_site_have_good_scores(name: str, site_address: str, visits: Visits, tmp_path: Path) -> None:
    assert too_low(f"{site_address}/{name}", tmp_path) == {}
