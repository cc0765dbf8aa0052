from itertools import pairwise

import pytest

from hsp_cli.drawing import colours
from hsp_cli.drawing.colours import PAPER, STEPS, contrast, ink_on, luminance

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
