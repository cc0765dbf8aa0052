"""Every paper of the repository as a web page, in a real browser."""

import io
import unicodedata
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader

from hsp_cli.formats import html
from hsp_cli.formats.document import Document, Heading, PictureBlock, Text
from tests.browser.axe import faults_of
from tests.browser.chromium import Visits
from tests.browser.keyboard import check_keyboard
from tests.browser.layout import check_layout, words_on
from tests.publishing.test_paper import HARROW_PAPERS

PAPERS = sorted({*HARROW_PAPERS, "morning-report-2010-q1"})
A4 = {"width": 680, "height": 971}
"""What the margins leave of a page, in pixels: 180 × 257 mm."""

every_paper = pytest.mark.parametrize("paper", PAPERS)


@every_paper
def test_axe_finds_nothing_on_a_paper_in_the_light_and_in_the_dark(paper: str, papers: Path, visits: Visits) -> None:
    with visits.page((papers / f"{paper}.html").as_uri()) as page:
        assert faults_of(page) == []


@every_paper
def test_a_paper_is_read_without_scrolling_sideways_on_any_screen(paper: str, papers: Path, visits: Visits) -> None:
    with visits.page((papers / f"{paper}.html").as_uri()) as page:
        check_layout(page)


@every_paper
def test_a_paper_is_read_with_the_keyboard_alone(paper: str, papers: Path, visits: Visits) -> None:
    with visits.page((papers / f"{paper}.html").as_uri()) as page:
        check_keyboard(page)


def test_a_paper_is_the_same_without_scripts_from_disk_and_from_a_server(
    papers: Path, served: str, visits: Visits
) -> None:
    name = "morning-report-2010-q1.html"
    with visits.page((papers / name).as_uri(), java_script_enabled=False) as page:
        words = words_on(page)
    assert len(words) > 1000
    with visits.page(f"{served}/{name}") as page:
        assert words_on(page) == words


def test_colours_that_the_reader_chose_hide_no_words(papers: Path, visits: Visits) -> None:
    address = (papers / "morning-report-2010-q1.html").as_uri()
    with visits.page(address, forced_colors="active", color_scheme="dark") as page:
        looks = page.evaluate("""[...document.querySelectorAll("h1, p, li, a, th, td, .rating")].map(one => {
            const look = getComputedStyle(one);
            return `${look.color} on ${look.backgroundColor}`;
        })""")
    # The words are white, or have the colour of links, on black.
    assert {look.rpartition(" on ")[2] for look in looks} <= {"rgb(0, 0, 0)", "rgba(0, 0, 0, 0)"}
    assert "rgb(0, 0, 0)" not in {look.partition(" on ")[0] for look in looks}


def test_nothing_moves_on_a_page_for_readers_who_want_no_motion(papers: Path, visits: Visits) -> None:
    with visits.page((papers / "morning-report-2010-q1.html").as_uri(), reduced_motion="reduce") as page:
        assert page.evaluate("document.getAnimations().length") == 0


@every_paper
def test_no_table_of_a_printed_paper_is_wider_than_the_page(paper: str, papers: Path, visits: Visits) -> None:
    with visits.page((papers / f"{paper}.html").as_uri()) as page:
        page.emulate_media(media="print")
        page.set_viewport_size(A4)
        assert page.evaluate("document.documentElement.scrollWidth") <= A4["width"]


def test_a_printed_paper_has_every_word_of_its_tables(papers: Path, visits: Visits) -> None:
    with visits.page((papers / "equality-objectives-paper.html").as_uri()) as page:
        printed = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
        cells = page.evaluate("[...document.querySelectorAll('td, th')].map(one => one.innerText)")
    # Fonts have one sign for the letters ffi.
    found = "".join(unicodedata.normalize("NFKC", "".join(one.extract_text() for one in printed.pages)).split())
    words = {word for cell in cells for word in cell.split()}
    assert {word for word in words if word not in found} == set()


def test_a_printed_picture_that_is_higher_than_a_page_is_on_one_page_with_its_heading(
    tmp_path: Path, visits: Visits
) -> None:
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="600" height="2000" viewBox="0 0 600 2000"/>'
    blocks = (Heading(2, (Text("Timeline"),), "timeline"), PictureBlock("timeline", svg, "36 deadlines"))
    page_file = tmp_path / "log.html"
    page_file.write_bytes(html.finish(Document("Action log", blocks, date(2026, 9, 30))))
    with visits.page(page_file.as_uri()) as page:
        printed = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    assert len(printed.pages) == 1


def test_axe_finds_the_faults_that_a_page_has(tmp_path: Path, visits: Visits) -> None:
    """Without this, a tool that reads nothing would pass."""
    page_file = tmp_path / "bad.html"
    page_file.write_text(
        "<!DOCTYPE html><title>x</title><p style='color:#999;background:#fff'>pale<img src='data:,'><h3>deep</h3>"
    )
    with visits.page(page_file.as_uri()) as page:
        found = {line.partition(":")[0] for line in faults_of(page)}
    assert {"color-contrast", "html-has-lang", "image-alt", "landmark-one-main", "page-has-heading-one"} <= found


def test_the_browser_draws_letters(tmp_path: Path, visits: Visits) -> None:
    """Without a font, words have no width, so that every other test of their place would pass."""
    page_file = tmp_path / "letters.html"
    page_file.write_text("<!DOCTYPE html><title>x</title><span>iiii</span> <span>WWWW</span>")
    with visits.page(page_file.as_uri()) as page:
        narrow, wide = page.evaluate("[...document.querySelectorAll('span')].map(one => one.offsetWidth)")
    assert 0 < narrow * 2 < wide
