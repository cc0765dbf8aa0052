import re
from time import process_time
from xml.etree import ElementTree

import pytest
from hypothesis import given, strategies as st

from hsp_cli.drawing.picture import Picture
from hsp_cli.drawing.svg import (
    NO_DATA,
    element,
    escaped,
    fitted,
    number,
    paragraph,
    path,
    picture,
    rectangle,
    text,
    text_width,
    wrapped,
)

SVG = "{http://www.w3.org/2000/svg}"


def read(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)


@pytest.mark.parametrize(
    ("value", "written"),
    [(1, "1"), (1.5, "1.5"), (1.005, "1"), (0.1 + 0.2, "0.3"), (-0.001, "0"), (120.0, "120"), (1e15, "1" + "0" * 15)],
)
def test_a_number_has_at_most_two_decimal_places(value: float, written: str) -> None:
    assert number(value) == written


@given(st.text())
def test_any_text_can_be_written_and_is_read_as_it_was_on_one_line(words: str) -> None:
    svg = picture("p", 100, 50, words, words, text(0, 0, words, 12, aria_label=words)).svg
    drawn = read(svg).find(f"{SVG}text")
    assert drawn is not None
    assert drawn.text is None or "\n" not in drawn.text
    assert (drawn.text or "") == drawn.get("aria-label")
    seen = "".join(character for character in words if escaped(character))
    assert "".join((drawn.text or "").split()) == "".join(seen.split())


def test_a_name_that_python_does_not_allow_is_written_with_an_underscore() -> None:
    assert element("text", class_="a", stroke_width=1.0) == '<text class="a" stroke-width="1"/>'


def test_a_path_goes_through_its_points_and_an_area_is_closed() -> None:
    assert path([(0, 1), (2.5, 3)], fill="none") == '<path d="M0 1 L2.5 3" fill="none"/>'
    assert path([(0, 1), (2, 3), (4, 0)], closed=True) == '<path d="M0 1 L2 3 L4 0Z"/>'


def test_a_screen_reader_gets_the_title_and_the_description() -> None:
    drawn = picture("calls", 300, 100, "Calls & more", "Two\n  figures.")
    root = read(drawn.svg)
    assert (root.get("role"), root.get("viewBox")) == ("img", "0 0 300 100")
    ids = {one.get("id"): one.text for one in root if one.tag in (f"{SVG}title", f"{SVG}desc")}
    assert ids == {"calls-title": "Calls & more", "calls-description": "Two figures."}
    assert root.get("aria-labelledby") == " ".join(map(str, ids))
    assert drawn.alternative == "Two figures."


def test_an_area_without_data_is_hatched_and_two_pictures_on_a_page_do_not_share_ids() -> None:
    pages = [picture(name, 9, 9, "T", "D", rectangle(0, 0, 9, 9, fill=NO_DATA)).svg for name in ("one", "two")]
    assert 'fill="url(#one-no-data)"' in pages[0]
    assert all(page.count("<pattern") == 1 for page in pages)
    ids = [set(re.findall(r' id="([^"]+)"', page)) for page in pages]
    assert ids[0].isdisjoint(ids[1])
    assert "<pattern" not in picture("three", 9, 9, "T", "D", text(0, 0, f'fill="{NO_DATA}"', 9)).svg


@given(st.text(), st.integers(20, 300))
def test_wrapped_words_fit_and_no_letter_is_lost(words: str, width: int) -> None:
    lines = wrapped(words, 12, width)
    assert all(text_width(line, 12) <= width or len(line) == 1 for line in lines)
    assert "".join("".join(lines).split()) == "".join(words.split())


@given(st.text(), st.integers(20, 300))
def test_words_on_one_line_fit_and_say_that_they_were_cut(words: str, width: int) -> None:
    line = fitted(words, 12, width)
    assert text_width(line, 12) <= width
    assert line == " ".join(words.split()) or line.endswith("…")


def test_words_of_any_length_are_cut_in_time_that_grows_with_them() -> None:
    # Measured anew for each letter that is cut, these would take hours.
    words, start = "word " * 40_000, process_time()
    assert fitted(words, 12, 100).endswith("…")
    assert process_time() - start < 5


def test_the_next_line_comes_after_a_paragraph() -> None:
    drawn, after = paragraph(0, 10, "one two", 10, 30)
    assert re.findall(r'y="([0-9]+)"', drawn) == ["10", "23"]
    assert after == 36


@pytest.mark.parametrize("name", ["", "../x", "a/b", "A", "a b", "a.svg", "-a", "a--b"])
def test_a_picture_is_named_by_a_slug_because_a_file_gets_the_name(name: str) -> None:
    with pytest.raises(ValueError, match="cannot be the name"):
        Picture(name, "", "")
    assert Picture("ni-126", "", "").file_name == "ni-126.svg"
