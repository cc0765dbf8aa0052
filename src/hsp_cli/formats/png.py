"""Pictures as PNG, for programs that do not show SVG."""

from functools import cache
from typing import Any, NamedTuple

from hsp_cli.domain.request import RequestRefused
from hsp_cli.formats.extras import library

_ZOOM = 2
"""Pixels for each unit of a picture: sharp in print, and a map still has less than a megabyte."""

_TEST = '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"><text y="16">{}</text></svg>'


class Png(NamedTuple):
    """A PNG file, and its width and height in units of the SVG from which it was made."""

    content: bytes
    width: float
    height: float


def png_of(svg: bytes, extra: str, what: str) -> Png:
    """A picture as PNG.

    `what` is called by that name if it cannot be made, and `extra` is the one that brings the library. RequestRefused
    without the library, or if this machine has no font, because the words of the picture would be missing.
    """
    resvg = library("resvg_py", extra, what)
    if not _has_font():
        raise RequestRefused(
            f"{what} needs a font, and this machine has none that hsp finds",
            "install Arial, Liberation Sans or DejaVu Sans",
        )
    content = _drawn(resvg, svg.decode(), _ZOOM)
    width, height = (int.from_bytes(content[at : at + 4], "big") / _ZOOM for at in (16, 20))
    return Png(content, width, height)


def _drawn(resvg: Any, svg: str, zoom: int) -> bytes:
    return bytes(resvg.svg_to_bytes(svg_string=svg, zoom=zoom))


@cache
def _has_font() -> bool:
    """Whether words appear in a picture. Without a font they are left out without any error."""
    import resvg_py

    return _drawn(resvg_py, _TEST.format("M"), 1) != _drawn(resvg_py, _TEST.format(""), 1)
