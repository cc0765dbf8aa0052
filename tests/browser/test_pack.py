"""The page that lists a pack, and its agenda, in a real browser."""

from pathlib import Path

import pytest

from tests.browser.axe import faults_of
from tests.browser.chromium import Visits
from tests.browser.keyboard import check_keyboard
from tests.browser.layout import check_layout
from tests.runs import DAY, HARROW, hsp

every_page = pytest.mark.parametrize("name", ["index", "agenda-q1-2010"])


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pack") / "papers"
    made = hsp("report", "--all", "--quarter", "Q1-2010", "--format", "html", "-o", str(folder), *DAY, *HARROW)
    assert made.code == 0
    return folder


@every_page
def test_axe_finds_nothing_in_the_light_and_in_the_dark(name: str, pack: Path, visits: Visits) -> None:
    with visits.page((pack / f"{name}.html").as_uri()) as page:
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            assert faults_of(page) == [], scheme


@every_page
def test_a_page_is_read_without_scrolling_sideways_and_with_the_keyboard(name: str, pack: Path, visits: Visits) -> None:
    with visits.page((pack / f"{name}.html").as_uri()) as page:
        check_layout(page)
        check_keyboard(page)


def test_every_link_of_the_page_leads_to_a_file_of_the_pack(pack: Path, visits: Visits) -> None:
    with visits.page((pack / "index.html").as_uri()) as page:
        links = page.evaluate("[...document.querySelectorAll('main a')].map(one => one.getAttribute('href'))")
    assert sorted(links) == sorted(path.name for path in pack.iterdir() if path.name != "index.html")
