"""Colours that colour-blind people can tell apart, and that still differ when they are printed in grey.

A colour never stands alone: a shape, a pattern or a word says the same.
"""

import re

INK = "#212b32"
MUTED = "#56616a"
"""For axes, gridlines with words, and everything else that is not the figures."""
GRID = "#d8dde0"
RANGE = "#dde6ee"
"""The area of an interval. It has an edge, because it is nearly as light as the paper."""
PAPER = "#ffffff"

IMPROVEMENT = "#005eb8"
CONCERN = "#b34700"
NEUTRAL = "#5b3a8e"
TARGET = "#8a1538"
"""Blue and orange for better and worse, as NHS England's charts have them: people who cannot tell red from green can
tell these apart. They are darker than there, so that they stand out from white paper."""

STEPS = ("#eff3ff", "#bdd7e7", "#6baed6", "#2b7bba", "#08467f")
"""Five steps from little to much, each darker than the one before. Source: ColorBrewer, Blues; the last two are darker.
"""


def luminance(colour: str) -> float:
    """The relative luminance of `#rrggbb`, from 0 (black) to 1 (white). Source: WCAG 2.2."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, from 1 to 21. Text needs 4.5, a shape 3. Source: WCAG 2.2."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def ink_on(ground: str) -> str:
    """The colour of words on a coloured ground: dark or white, whichever is easier to read."""
    return max((INK, PAPER), key=lambda ink: contrast(ink, ground))


ZONES = ("#e5877a", "#f0ad7f", "#fbd98a", "#f5efc4", "#f0f7ee")
"""Zones of a risk matrix from worst to mildest, each lighter than the one before. The name of the zone is in the cell.
"""


def zone_colour(place: int, count: int) -> str:
    """The colour of a zone by its place among `count` zones, the worst at 0."""
    return ZONES[round(place * (len(ZONES) - 1) / (count - 1))] if count > 1 else ZONES[0]


_RATINGS = {
    "black": "#0b0c0c",
    "blue": "#1d70b8",
    "brown": "#8a4b14",
    "dark blue": "#003078",
    "dark green": "#00421f",
    "dark red": "#7d1a10",
    "green": "#00703c",
    "amber": "#ffb81c",
    "gold": "#ffcf40",
    "grey": "#b1b4b6",
    "light blue": "#b3d4f0",
    "light green": "#a6d8a0",
    "light red": "#f3a59c",
    "orange": "#f47738",
    "pink": "#f3a9c8",
    "purple": "#54319f",
    "red": "#d4351c",
    "turquoise": "#28a197",
    "white": "#ffffff",
    "yellow": "#ffdd00",
}
"""The grounds of ratings by the names that settings give colours. Most are those of the GOV.UK Design System."""

_OTHER_NAMES = {"gray": "grey", "silver": "grey", "violet": "purple", "teal": "turquoise", "lime": "light green"}
_HEX = re.compile(r"#[0-9a-f]{6}")


def rating_ground(name: str) -> str | None:
    """The ground of a rating, `#rrggbb`, by the name of a colour, or itself. None for an unknown name."""
    words = " ".join(name.lower().replace("-", " ").replace("_", " ").split())
    return words if _HEX.fullmatch(words) else _RATINGS.get(_OTHER_NAMES.get(words, words))


def ink_on_rating(ground: str) -> str:
    """Black or white, whichever is easier to read on a ground. The contrast is at least 4.58, whatever the ground."""
    return max(("#000000", PAPER), key=lambda ink: contrast(ink, ground))
