"""A page of each kind of the site of this repository, in a real browser."""

from pathlib import Path

import pytest

from tests.browser.axe import faults_of
from tests.browser.chromium import Visits
from tests.browser.keyboard import check_keyboard
from tests.browser.layout import check_layout, words_on


def one_of_each_kind(site: Path) -> list[Path]:
    """Every page at the top of the site, and of each folder its list and its largest page."""
    kinds = {page.parent for page in site.rglob("*.html")}
    largest = [
        max((page for page in folder.glob("*.html") if page.name != "index.html"), key=lambda page: page.stat().st_size)
        for folder in kinds
        if folder != site
    ]
    return sorted({*site.glob("*.html"), *site.rglob("index.html"), *largest})


def test_the_site_has_pages_of_every_kind(site: Path) -> None:
    assert len(one_of_each_kind(site)) >= 3


def test_axe_finds_nothing_on_any_kind_of_page_in_the_light_and_in_the_dark(
    site: Path, visits: Visits, subtests: pytest.Subtests
) -> None:
    for path in one_of_each_kind(site):
        with subtests.test(path.relative_to(site).as_posix()), visits.page(path.as_uri(), site) as page:
            assert faults_of(page) == []


def test_no_kind_of_page_scrolls_sideways_on_any_screen(site: Path, visits: Visits, subtests: pytest.Subtests) -> None:
    for path in one_of_each_kind(site):
        with subtests.test(path.relative_to(site).as_posix()), visits.page(path.as_uri(), site) as page:
            check_layout(page)


def test_the_menu_of_a_small_screen_is_closed_until_it_is_asked_for(site: Path, visits: Visits) -> None:
    phone = {"width": 320, "height": 640}
    with visits.page((site / "search.html").as_uri(), site, viewport=phone) as page:
        assert page.evaluate("document.querySelector('header').offsetHeight") < phone["height"] / 4
        links = page.locator(".sections a")
        assert not links.first.is_visible()
        page.locator("summary").press("Enter")
        assert all(link.is_visible() for link in links.all())
        assert faults_of(page) == []
        check_layout(page)
    with visits.page((site / "search.html").as_uri(), site) as page:
        assert all(link.is_visible() for link in page.locator(".sections a").all())
        assert not page.locator("summary").is_visible()


def test_no_table_of_actions_scrolls_sideways_on_a_tablet(site: Path, visits: Visits) -> None:
    for name in ("index.html", "actions.html", "plans/cohesion-scrutiny.html"):
        with visits.page((site / name).as_uri(), site, viewport={"width": 800, "height": 1024}) as page:
            wide = page.evaluate(
                "[...document.querySelectorAll('.wide')].filter(one => one.scrollWidth > one.clientWidth)"
                ".map(one => one.ariaLabel)"
            )
            assert wide == []


def test_every_kind_of_page_is_read_with_the_keyboard_alone(
    site: Path, visits: Visits, subtests: pytest.Subtests
) -> None:
    for path in one_of_each_kind(site):
        with subtests.test(path.relative_to(site).as_posix()), visits.page(path.as_uri(), site) as page:
            check_keyboard(page)


def test_a_page_has_the_same_words_without_scripts_from_disk_and_from_a_server(
    site: Path, site_address: str, visits: Visits, subtests: pytest.Subtests
) -> None:
    for path in one_of_each_kind(site):
        name = path.relative_to(site).as_posix()
        if name == "search.html":  # without scripts, it says that it needs one
            continue
        with subtests.test(name):
            with visits.page(path.as_uri(), site, java_script_enabled=False) as page:
                words = words_on(page)
            with visits.page(f"{site_address}/{name}") as page:
                assert words_on(page) == words
