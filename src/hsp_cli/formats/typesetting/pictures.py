"""A picture as values for typst: its shapes as SVG, and its words apart, each with its place."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple
from xml.etree import ElementTree

from hsp_cli.formats.signs import shown

_TEXT = re.compile(r"<text\b[^<>]*>[^<]*</text>")
_SVG = "{http://www.w3.org/2000/svg}"
_TRANSLATION = re.compile(r"translate\((?P<x>[0-9.-]+)(?:[ ,]+(?P<y>[0-9.-]+))?\)")
_INK, _SIZE = "#000000", 16.0
"""What SVG takes for words that do not give their own."""


class PlacedPicture(NamedTuple):
    """A picture, its size in units of the SVG, and its words: the keys that `shared.typ` reads."""

    svg: str
    width: float
    height: float
    words: list[dict[str, Any]]


def placed(svg: bytes) -> PlacedPicture:
    """A picture that hsp has drawn. ValueError for a transformation other than a translation above its words."""
    root = ElementTree.fromstring(svg)
    width, height = float(root.attrib["width"]), float(root.attrib["height"])
    words = [_placed(one, x, y) for one, x, y in _words(root, 0.0, 0.0)]
    return PlacedPicture(_TEXT.sub("", svg.decode()), width, height, [one for one in words if one["words"]])


def _words(inside: ElementTree.Element, x: float, y: float) -> Iterator[tuple[ElementTree.Element, float, float]]:
    """The words inside an element whose origin is at a place, with the origin of each."""
    for one in inside:
        if one.tag == f"{_SVG}text":
            yield one, x, y
        elif one.tag == f"{_SVG}g":
            moved = _TRANSLATION.fullmatch(one.get("transform", "translate(0)"))
            if not moved:
                raise ValueError(f"words cannot be placed in {one.attrib['transform']}")
            yield from _words(one, x + float(moved["x"]), y + float(moved["y"] or 0))


def _placed(one: ElementTree.Element, x: float, y: float) -> dict[str, Any]:
    stroke = one.get("stroke")
    return {
        "words": shown(" ".join("".join(one.itertext()).split())),
        "x": x + float(one.get("x", 0)),
        "y": y + float(one.get("y", 0)),
        "size": float(one.get("font-size", _SIZE)),
        "fill": one.get("fill", _INK),
        "bold": one.get("font-weight") == "bold",
        "anchor": one.get("text-anchor", "start"),
        "halo": {"colour": stroke, "width": float(one.get("stroke-width", 1))} if stroke else None,
    }
