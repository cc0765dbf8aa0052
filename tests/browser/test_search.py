"""The search of the site, in a real browser: from disk and from a server, with the keyboard alone."""

from pathlib import Path
from typing import Any

import pytest

from tests.browser.axe import faults_of
from tests.browser.chromium import Visits
from tests.browser.keyboard import check_keyboard
from tests.browser.layout import check_layout


@pytest.fixture(params=["from disk", "from a server"])
def home(request: pytest.FixtureRequest, site: Path, site_address: str) -> str:
    return (site / "index.html").as_uri() if request.param == "from disk" else f"{site_address}/index.html"


def results_of(page: Any) -> list[str]:
    page.wait_for_selector("[role=status]")
    found: list[str] = page.locator("#results a").all_inner_texts()
    return found


def test_a_search_from_the_home_page_finds_an_indicator_with_the_keyboard_alone(
    home: str, site: Path, visits: Visits
) -> None:
    with visits.page(home, site) as page:
        page.locator("#search-words").focus()
        page.keyboard.type("ni134")
        page.keyboard.press("Enter")
        page.wait_for_url("**/search.html?q=**")
        assert results_of(page)[0].startswith("NI 134")
        for _ in range(40):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.closest('#results') !== null"):
                break
        page.keyboard.press("Enter")
        page.wait_for_url("**/indicators/ni-134.html")
        assert page.locator("h1").inner_text().startswith("NI 134")


def test_the_search_page_answers_while_one_types_and_says_how_much_it_found(
    home: str, site: Path, visits: Visits
) -> None:
    with visits.page(home.replace("index.html", "search.html"), site) as page:
        field = page.locator("#search-words")
        for text, status in (
            ("waste", " for “waste”."),
            ("zzzz", "Nothing is found for “zzzz”."),
            ("", "Write a word or the code of an indicator in the search box."),
        ):
            field.fill(text)
            page.locator("[role=status]", has_text=status).wait_for(timeout=5000)
        field.fill("police")
        field.press("Enter")
        page.wait_for_url("**/search.html?q=police")
        page.go_back()
        page.locator("[role=status]", has_text="Write a word").wait_for(timeout=5000)
        assert field.input_value() == ""


def test_a_page_of_results_is_as_good_as_every_other(site: Path, site_address: str, visits: Visits) -> None:
    with visits.page(f"{site_address}/search.html?q=health") as page:
        assert len(results_of(page)) > 20
        assert faults_of(page) == []
        check_layout(page)
        page.set_viewport_size({"width": 1280, "height": 900})
        check_keyboard(page)


def test_words_that_are_searched_for_are_nothing_but_words(site_address: str, visits: Visits) -> None:
    for text in (
        "<img src=x onerror=alert(1)>",
        "%3Cscript%3Ealert(1)%3C/script%3E",
        "__proto__",
        ".*+?^${}()|[]\\",
        "%",
    ):
        with visits.page(f"{site_address}/search.html?q={text}") as page:
            assert results_of(page) == []
            assert page.locator("#results *, [role=status] *").count() == 0


def test_without_scripts_the_search_page_leads_to_every_list(site: Path, visits: Visits) -> None:
    with visits.page((site / "search.html").as_uri(), site, java_script_enabled=False) as page:
        assert "Search needs a script" in page.inner_text("main")
        assert page.locator("main li a").count() >= 8
