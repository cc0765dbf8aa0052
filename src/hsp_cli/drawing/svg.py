"""Writes SVG: elements, text that fits, and a whole picture. Lengths are in units of the picture, y counts downwards.

Coordinates have at most two decimal places, so that the same values give the same bytes on every machine.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import accumulate, takewhile

from hsp_cli.drawing.colours import INK, MUTED, PAPER
from hsp_cli.drawing.picture import Picture

Attribute = str | float
"""A number is written with at most two decimal places."""

_FONTS = "Arial, Helvetica, 'Liberation Sans', sans-serif"
# XML has no way to write these, not even escaped.
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")

_WIDTHS = {
    **dict.fromkeys("ijl'", 0.222),
    **dict.fromkeys(" !,./:;I[]\\ftr-()|", 0.3),
    **dict.fromkeys("cJksvxyz", 0.5),
    **dict.fromkeys("FTZ", 0.611),
    **dict.fromkeys("ABEKPSVXY&+<=>~", 0.667),
    **dict.fromkeys("CDHNRUw", 0.722),
    **dict.fromkeys("GOQ", 0.778),
    **dict.fromkeys("mM%", 0.86),
    **dict.fromkeys("W@", 1.0),
}
"""The width of a character of Helvetica, in parts of the size of the font. Any other has `_WIDTH`, or `_WIDE`."""
_WIDTH, _WIDE = 0.556, 1.0
_SPARE, _BOLD = 1.2, 1.15
"""How much wider other fonts are that may stand in for Helvetica, such as DejaVu Sans; and bold letters."""


# Pictures of one kind have the same words, looks and many of the same coordinates.
_MOST_KEPT = 5000


@lru_cache(_MOST_KEPT)
def number(value: float) -> str:
    """A coordinate: at most two decimal places, without trailing zeros."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def escaped(text: str) -> str:
    """A text for the inside of an element or an attribute, on one line."""
    return _escaped_name(text) if len(text) <= _SHORT else _escaped(text)


_SHORT = 24
"""The most characters of a text that many elements have, such as a colour. Longer ones are not kept."""


def _escaped(text: str) -> str:
    line = " ".join(_NOT_IN_XML.sub("", text).split())
    return line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


_escaped_name = lru_cache(_MOST_KEPT)(_escaped)


def element(name: str, *inside: str, **attributes: Attribute) -> str:
    """An element with the elements inside it. `_` in the name of an attribute stands for `-`: `stroke_width=2`."""
    written = "".join(
        [
            f' {_name(key)}="{escaped(value) if isinstance(value, str) else number(value)}"'
            for key, value in attributes.items()
        ]
    )
    return f"<{name}{written}>{''.join(inside)}</{name}>" if inside else f"<{name}{written}/>"


@cache
def _name(key: str) -> str:
    return key.rstrip("_").replace("_", "-")


def group(*inside: str, **attributes: Attribute) -> str:
    return element("g", *inside, **attributes)


def line(x1: float, y1: float, x2: float, y2: float, **look: Attribute) -> str:
    return element("line", x1=x1, y1=y1, x2=x2, y2=y2, **look)


def rectangle(x: float, y: float, width: float, height: float, **look: Attribute) -> str:
    return element("rect", x=x, y=y, width=width, height=height, **look)


def path(points: Iterable[tuple[float, float]], *, closed: bool = False, **look: Attribute) -> str:
    """A line through points, or the area inside it if it is closed."""
    steps = " L".join([f"{number(x)} {number(y)}" for x, y in points])
    return element("path", d=f"M{steps}{'Z' if closed else ''}", **look)


def bars(places: Iterable[tuple[float, float, float, float]], **look: Attribute) -> str:
    """Several rectangles of one look: the left side, top, width and height of each."""
    drawn = [
        f"M{number(x)} {number(y)}H{number(x + width)}V{number(y + height)}H{number(x)}Z"
        for x, y, width, height in places
    ]
    return element("path", d="".join(drawn), **look)


def circle(x: float, y: float, radius: float, **look: Attribute) -> str:
    return element("circle", cx=x, cy=y, r=radius, **look)


def text(x: float, y: float, words: str, size: float, **look: Attribute) -> str:
    """Words on one line, with their base line at `y`. They are left-aligned, or as `text_anchor` says."""
    return element("text", escaped(words), x=x, y=y, font_size=size, **{"fill": INK, **look})


def paragraph(x: float, y: float, words: str, size: float, width: float, **look: Attribute) -> tuple[str, float]:
    """Words on as many lines as they need, and the base line of the next line after them."""
    lines = wrapped(words, size, width / (_BOLD if look.get("font_weight") == "bold" else 1))
    step = line_height(size)
    drawn = (text(x, y + step * index, one, size, **look) for index, one in enumerate(lines))
    return "".join(drawn), y + step * len(lines)


def line_height(size: float) -> float:
    """The distance between base lines."""
    return size * 1.3


def text_width(words: str, size: float) -> float:
    """How wide words are at most, whichever font stands in for Helvetica."""
    return sum(map(_width_of, words)) * size * _SPARE


class _CharacterWidths(dict[str, float]):
    """The widths of characters, with the further ones that have been asked for: a picture measures each many times."""

    def __missing__(self, character: str) -> float:
        if unicodedata.combining(character):
            width = 0.0
        elif unicodedata.east_asian_width(character) in "WF":
            width = _WIDE
        else:
            width = _WIDTH if character.isalnum() else 0.611
        self[character] = width
        return width


_width_of = _CharacterWidths(_WIDTHS).__getitem__


def wrapped(words: str, size: float, width: float) -> list[str]:
    """Words in lines that fit into a width. A word that is too long for a line is divided."""
    lines: list[str] = []
    for word in words.split():
        if lines and text_width(f"{lines[-1]} {word}", size) <= width:
            lines[-1] += f" {word}"
            continue
        if text_width(word, size) <= width:
            lines.append(word)
            continue
        lines.append("")
        for character in word:
            if lines[-1] and text_width(lines[-1] + character, size) > width:
                lines.append("")
            lines[-1] += character
    return lines


def fitted(words: str, size: float, width: float) -> str:
    """Words on one line, cut with `…` if they do not fit. The picture's description has them in full."""
    line = " ".join(words.split())
    if text_width(line, size) <= width:
        return line
    room = width - text_width("…", size)
    widths = accumulate(text_width(character, size) for character in line)
    kept = sum(1 for _ in takewhile(lambda so_far: so_far <= room, widths))
    return f"{line[:kept].rstrip()}…"


NO_DATA = "url(#no-data)"
"""The fill of an area without data: hatched, so that it cannot be taken for a step of a scale."""

# In a text, the quotation marks would be escaped.
_FILL = f'fill="{NO_DATA}"'


def _hatch(name: str) -> str:
    return element(
        "pattern",
        rectangle(0, 0, 6, 6, fill=PAPER),
        line(0, 0, 0, 6, stroke=MUTED, stroke_width=1.5),
        id=name,
        width=6,
        height=6,
        patternUnits="userSpaceOnUse",
        patternTransform="rotate(45)",
    )


def picture(name: str, width: float, height: float, title: str, description: str, *inside: str) -> Picture:
    """A whole picture. Screen readers get the title and the description, which says what the picture shows.

    The description is also the alternative text of the picture in a paper. Ids begin with the name, because a page can
    hold several pictures.
    """
    drawn, hatch = "\n".join(inside), f"{name}-no-data"
    definitions = f"{element('defs', _hatch(hatch))}\n" if _FILL in drawn else ""
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {number(width)} {number(height)}" '
        f'width="{number(width)}" height="{number(height)}" role="img" '
        f'aria-labelledby="{name}-title {name}-description" font-family="{_FONTS}">\n'
        f"{element('title', escaped(title), id=f'{name}-title')}\n"
        f"{element('desc', escaped(description), id=f'{name}-description')}\n"
        f"{definitions}{rectangle(0, 0, width, height, fill=PAPER)}\n"
        f"{drawn.replace(_FILL, _FILL.replace('no-data', hatch))}\n</svg>\n"
    )
    return Picture(name, svg, " ".join(description.split()))
