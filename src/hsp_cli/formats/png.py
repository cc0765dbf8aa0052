"""Pictures as PNG, for programs that do not show SVG."""

import re
from typing import NamedTuple

from hsp_cli.formats.typesetting.compiling import compiled
from hsp_cli.formats.typesetting.pictures import placed

_ZOOM = 2
"""Pixels for each unit of a picture: sharp in print, and a map still has less than a megabyte."""
_MOST_PIXELS = 8_000
"""The longest side of a PNG. A longer picture has fewer pixels for each unit: a page shows it smaller anyway."""
_POINTS_PER_UNIT = 0.75

_TEMPLATE = """
#set document(title: "Picture")
#set page(width: values.picture.width * 1pt, height: values.picture.height * 1pt, margin: 0pt, fill: none)
#set text(stroke: 0.01pt + rgb(0, 0, 0, 0))
#picture(values.picture)
"""
"""Words with a stroke, which is not seen, are drawn as outlines. That makes a file a third smaller."""

_SURE = re.compile("[ -~\u00a0-\u017f\u2010-\u2015\u2018-\u201e\u2020-\u2022\u2026\u20ac\u2190-\u2193\u2212]*")
"""Words for which the fonts have every sign."""


class Png(NamedTuple):
    """A PNG file, and its width and height in units of the SVG from which it was made."""

    content: bytes
    width: float
    height: float


def png_of(svg: bytes, extra: str, what: str) -> Png:
    """A picture that hsp has drawn as PNG.

    `what` is called by that name if it cannot be made, and `extra` is the one that brings the libraries. RequestRefused
    without the libraries, and for a character that no font has.
    """
    picture = placed(svg)
    values = {
        "language": "en",
        "region": None,
        "picture": {
            "svg": picture.svg,
            "units": picture.width,
            "width": picture.width * _POINTS_PER_UNIT,
            "height": picture.height * _POINTS_PER_UNIT,
            "alternative": what,
            "words": picture.words,
        },
    }
    if not all(_SURE.fullmatch(one["words"]) for one in picture.words):
        # A PNG would have a box in the place of a letter, without a word. A PDF is refused.
        compiled(_TEMPLATE, values, extra, what, format="pdf", pdf_standards=["ua-1"])
    zoom = min(_ZOOM, _MOST_PIXELS / max(picture.width, picture.height))
    content = compiled(_TEMPLATE, values, extra, what, format="png", ppi=72 * zoom / _POINTS_PER_UNIT)
    width, height = (int.from_bytes(content[at : at + 4], "big") / zoom for at in (16, 20))
    return Png(content, width, height)
