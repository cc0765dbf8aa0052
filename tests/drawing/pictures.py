"""What tests read from a picture: its words, and whether all of them are inside it."""

import re
from html import unescape
from xml.etree import ElementTree

from hsp_cli.drawing.picture import Picture
from hsp_cli.drawing.svg import text_width

SVG = "{http://www.w3.org/2000/svg}"
_STARTS = {"start": 0.0, "middle": 0.5, "end": 1.0}


def words(drawn: Picture) -> list[str]:
    """Every text in the order in which it is drawn."""
    return [unescape(one) for one in re.findall(r"<text[^>]*>([^<]*)</text>", drawn.svg)]


def texts_outside(drawn: Picture) -> list[str]:
    """The texts that are not wholly inside the picture. It must be well-formed."""
    root = ElementTree.fromstring(drawn.svg)
    width, height = float(root.attrib["width"]), float(root.attrib["height"])
    found = []
    for one in root.iter(f"{SVG}text"):
        x, y, size = (float(one.attrib[key]) for key in ("x", "y", "font-size"))
        written = one.text or ""
        length = text_width(written, size)
        left = x - length * _STARTS[one.attrib.get("text-anchor", "start")]
        if left < -0.5 or left + length > width + 0.5 or y - size < 0 or y > height:
            found.append(written)
    return found
