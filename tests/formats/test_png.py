"""Pictures as PNG, whose words are drawn with fonts that come with hsp."""

import re

import pytest

from hsp_cli.domain.request import RequestRefused
from hsp_cli.drawing.svg import group, picture, text
from hsp_cli.formats import png
from hsp_cli.formats.png import png_of
from hsp_cli.formats.typesetting import compiling
from hsp_cli.formats.typesetting.pictures import placed


def drawn(*inside: str) -> bytes:
    return picture("a", 300, 60.5, "A title", "A description", *inside).svg.encode()


def of(*inside: str) -> bytes:
    return png_of(drawn(*inside), "png", "a picture").content


def test_a_png_has_two_pixels_for_each_unit_and_says_its_size_in_units() -> None:
    made = png_of(drawn(), "png", "a picture")
    assert made.content.startswith(b"\x89PNG\r\n")
    assert (made.width, made.height) == (300, 60.5)
    assert int.from_bytes(made.content[16:20], "big") == 600


def test_a_very_long_picture_has_fewer_pixels_for_each_unit() -> None:
    made = png_of(picture("a", 100, 32_000, "A title", "A description").svg.encode(), "png", "a picture")
    assert [int.from_bytes(made.content[at : at + 4], "big") for at in (16, 20)] == [25, 8_000]
    assert (made.width, made.height) == (100, 32_000)


def test_the_same_picture_has_the_same_bytes_and_each_word_makes_a_difference() -> None:
    one = of(text(10, 20, "Office", 14))
    assert one == of(text(10, 20, "Office", 14))
    others = [
        of(),
        of(text(10, 20, "Offices", 14)),
        of(text(11, 20, "Office", 14)),
        of(text(10, 21, "Office", 14)),
        of(text(10, 20, "Office", 15)),
        of(text(10, 20, "Office", 14, fill="#ff0000")),
        of(text(10, 20, "Office", 14, font_weight="bold")),
        of(text(100, 20, "Office", 14, text_anchor="middle")),
        of(text(100, 20, "Office", 14, text_anchor="end")),
        of(text(10, 20, "Office", 14, stroke="#00ff00", stroke_width=3, paint_order="stroke")),
    ]
    assert len({one, *others}) == 11


def test_words_in_a_group_that_is_moved_are_moved_with_it() -> None:
    assert of(text(30, 45, "Office", 14)) == of(
        group(group(text(7, 5, "Office", 14), transform="translate(3)"), transform="translate(20 40)")
    )


def test_words_in_a_group_that_is_turned_are_no_picture_of_hsp() -> None:
    with pytest.raises(ValueError, match=r"words cannot be placed in rotate\(90\)"):
        placed(drawn(group(text(7, 5, "Office", 14), transform="rotate(90)")))


@pytest.mark.parametrize(
    "words",
    [
        "ગુજરાતી",
        "বাংলা",
        "தமிழ்",
        "ਪੰਜਾਬੀ",
        "हिन्दी",
        "العربية",
        "עברית",
        "★ ≥ ▲ ● ✓",
        "😀 👍🏽 👩‍👩‍👧",
        "中文",
        "ひらがな",
        "한국어",
    ],
)
def test_scripts_of_a_borough_are_drawn_and_beside_joined_letters_too(words: str) -> None:
    alone, beside = of(text(10, 20, words, 14)), of(text(10, 20, f"Office {words}", 14))
    assert of() != alone != beside != of(text(10, 20, "Office", 14))


@pytest.mark.parametrize("words", ["ꔀ", "The ꔀ sign", "ཀ"])
def test_a_character_that_no_font_has_is_refused_and_leaves_no_box(words: str) -> None:
    with pytest.raises(RequestRefused) as refused:
        of(text(10, 20, words, 14))
    assert re.match("a picture cannot show .*: none of its fonts has a sign for it", refused.value.message)


def test_the_fonts_have_every_character_that_is_taken_to_have_a_sign() -> None:
    sure = [one for one in map(chr, range(0x10000)) if png._SURE.fullmatch(one) and not one.isspace()]
    assert len(sure) > 300
    values = {"language": "en", "region": None, "words": sure}
    template = '#set document(title: "A")\n#for one in values.words { par(one) }'
    assert compiling.compiled(template, values, "png", "a picture", format="pdf", pdf_standards=["ua-1"])


@pytest.mark.parametrize("words", ['#read("/etc/passwd")', "$x$ = *a* <b> @c", "// gone", "\\u{41}", '"; #'])
def test_words_are_never_markup_or_code(words: str) -> None:
    assert [one["words"] for one in placed(drawn(text(10, 20, words, 14))).words] == [words]
    alone = of(text(10, 20, words[0], 14))
    assert of() != alone != of(text(10, 20, words, 14))


def test_the_fonts_are_read_once_for_all_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    import typst

    of()
    monkeypatch.setattr(typst, "Fonts", lambda **_: pytest.fail("the fonts are read again"))
    of(text(10, 20, "Office", 14))
