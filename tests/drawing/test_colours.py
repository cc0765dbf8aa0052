from itertools import pairwise

import pytest

from hsp_cli.drawing import colours
from hsp_cli.drawing.colours import PAPER, STEPS, contrast, ink_on, ink_on_rating, luminance, rating_ground

NAMED = {name: value for name, value in vars(colours).items() if name.isupper() and isinstance(value, str)}


@pytest.mark.parametrize(("one", "other", "expected"), [("#000000", "#ffffff", 21), ("#777777", "#ffffff", 4.48)])
def test_contrast_is_that_of_the_accessibility_guidelines(one: str, other: str, expected: float) -> None:
    assert contrast(one, other) == contrast(other, one) == pytest.approx(expected, abs=0.01)


@pytest.mark.parametrize("name", ["INK", "MUTED", "TARGET", "IMPROVEMENT", "CONCERN", "NEUTRAL"])
def test_words_and_shapes_stand_out_from_the_paper(name: str) -> None:
    assert contrast(NAMED[name], PAPER) >= 4.5


def test_each_step_of_a_scale_is_darker_than_the_one_before_also_in_grey() -> None:
    for light, dark in pairwise(STEPS):
        assert luminance(light) > luminance(dark)
        assert contrast(light, dark) >= 1.3


@pytest.mark.parametrize("ground", [*STEPS, *NAMED.values()])
def test_words_can_be_read_on_every_ground(ground: str) -> None:
    assert contrast(ink_on(ground), ground) >= 4.5


@pytest.mark.parametrize(
    ("name", "ground"),
    [
        ("red", "#d4351c"),
        ("Amber", "#ffb81c"),
        ("light-green", "#a6d8a0"),
        (" Dark_Blue ", "#003078"),
        ("gray", "#b1b4b6"),
        ("#ABCDEF", "#abcdef"),
        ("#abc", None),
        ("mauve", None),
        ("", None),
        ("#abcdef;x", None),
    ],
)
def test_a_rating_has_the_colour_that_settings_name(name: str, ground: str | None) -> None:
    assert rating_ground(name) == ground


@pytest.mark.parametrize("ground", [*colours._RATINGS.values(), "#757575", "#767676", "#777777", "#ff0000", "#00ff00"])
def test_the_words_of_a_rating_are_black_or_white_and_can_be_read(ground: str) -> None:
    assert ink_on_rating(ground) in ("#000000", "#ffffff")
    assert contrast(ink_on_rating(ground), ground) >= 4.5


def test_green_and_red_have_white_words_and_amber_black_ones() -> None:
    inks = {name: ink_on_rating(colours._RATINGS[name]) for name in ("green", "amber", "red", "yellow")}
    assert inks == {"green": "#ffffff", "amber": "#000000", "red": "#ffffff", "yellow": "#000000"}
