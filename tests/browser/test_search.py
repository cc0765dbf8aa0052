"""The search page in a real browser: from disk, from a server, with the keyboard, without scripts."""

from pathlib import Path
from typing import Any

import pytest

from tests.browser.axe import faults_of
from tests.browser.chromium import Visits
from tests.runs import hsp
from tests.workspaces import PARTNERSHIP, write_files

TITLES = {
    "ni-126": ("NI 126", "Early access to maternity services"),
    "ni-12": ("NI 12", "Houses with 126 rooms"),
    "cafe": ("L1", "Café visits & <b>more</b>"),
    "gasse": ("L2", "Straße und Gassen"),
    "tokyo": ("L3", "東京都の指標"),
    "hebrew": ("L4", "שיעור התעסוקה"),
}

INDICATOR = """\
id: {0}
code: {1}
title: '{2}'
unit: "%"
better: higher
frequency: quarterly
figures: {{Q1-2010: {{actual: 6, target: 8}}}}
"""


@pytest.fixture(scope="session")
def searched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a site with a few indicators."""
    root = tmp_path_factory.mktemp("search")
    files = {f"data/indicators/{name}.yaml": INDICATOR.format(name, *said) for name, said in TITLES.items()}
    write_files(root, {"data/partnership.yaml": PARTNERSHIP, **files})
    told = hsp("site", "-o", str(root / "public"), "--root", str(root), "--as-of", "2010-09-27")
    assert told.both.count("written") == 1
    return root / "public"


def results(page: Any) -> list[str]:
    return [link.inner_text() for link in page.query_selector_all("#results a")]


def status(page: Any) -> str:
    found: str = page.inner_text("[role=status]")
    return found


@pytest.mark.parametrize(
    ("question", "first", "count"),
    [
        ("NI 126", "NI 126 Early access to maternity services", 2),
        ("ni126", "NI 126 Early access to maternity services", 1),
        ("ni-126", "NI 126 Early access to maternity services", 2),
        ("126", "NI 126 Early access to maternity services", 2),
        ("mater early", "NI 126 Early access to maternity services", 1),
        ("CAFE", "L1 Café visits & <b>more</b>", 1),
        ("strasse", "L2 Straße und Gassen", 1),
        ("指標", "L3 東京都の指標", 1),
        ("התעסוקה", "L4 שיעור התעסוקה", 1),
        ("<b>more", "L1 Café visits & <b>more</b>", 1),
    ],
)
def test_search_finds_codes_words_and_beginnings_whatever_their_spelling(
    searched: Path, visits: Visits, question: str, first: str, count: int
) -> None:
    with visits.page((searched / "search.html").as_uri(), searched) as page:
        page.fill("#search-words", question)
        page.wait_for_selector("#results li")
        found = results(page)
        assert (found[0], len(found)) == (first, count)
        assert page.query_selector("#results b") is None


def test_the_box_of_every_page_leads_to_the_results_from_disk(searched: Path, visits: Visits) -> None:
    with visits.page((searched / "indicators/ni-126.html").as_uri(), searched) as page:
        page.fill("#search-words", "café")
        page.press("#search-words", "Enter")
        page.wait_for_url("**/search.html?q=*")
        assert status(page) == "1 result for “café”."
        assert results(page) == ["L1 Café visits & <b>more</b>"]
        assert page.input_value("#search-words") == "café"
        page.click("#results a")
        assert page.url.endswith("/indicators/cafe.html")
        page.go_back()
        assert results(page) == ["L1 Café visits & <b>more</b>"]


def test_a_search_changes_the_address_so_that_it_can_be_sent_and_gone_back_from(searched: Path, visits: Visits) -> None:
    with visits.page((searched / "search.html").as_uri(), searched) as page:
        assert status(page) == "Write a word or the code of an indicator in the search box."
        page.fill("#search-words", "126")
        page.press("#search-words", "Enter")
        assert page.url.endswith("search.html?q=126")
        assert status(page) == "2 results for “126”."
        page.fill("#search-words", "zebra")
        page.press("#search-words", "Enter")
        assert status(page).startswith(
            "Nothing is found for “zebra”. Search looks in the titles, codes and ids of records"
        )
        page.go_back()
        assert status(page) == "2 results for “126”."
        assert faults_of(page) == []


def test_without_scripts_the_page_says_so_and_leads_to_the_lists(searched: Path, visits: Visits) -> None:
    with visits.page((searched / "search.html").as_uri(), searched, java_script_enabled=False) as page:
        assert "Search needs a script, and your browser does not run it." in page.inner_text("main")
        assert page.query_selector("main a[href='indicators/index.html']")
