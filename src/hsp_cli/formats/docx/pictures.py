"""Pictures as PNG, because not every Word shows SVG."""

from functools import cache

from hsp_cli.domain.request import RequestRefused
from hsp_cli.formats.extras import library

_ZOOM = 2
"""Pixels for each unit of a picture: sharp in print, and a map still has less than a megabyte."""

_TEST = '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"><text y="16">{}</text></svg>'


def png_of(svg: bytes) -> tuple[bytes, float, float]:
    """A picture as PNG, with its width and height in units of the SVG.

    RequestRefused if this machine has no font, because the words of the picture would be missing.
    """
    if not _has_font():
        raise RequestRefused(
            "a picture in a Word document needs a font, and this machine has none that hsp finds",
            "install Arial, Liberation Sans or DejaVu Sans",
        )
    png = _drawn(svg.decode(), _ZOOM)
    width, height = (int.from_bytes(png[at : at + 4], "big") / _ZOOM for at in (16, 20))
    return png, width, height


def _drawn(svg: str, zoom: int) -> bytes:
    return bytes(library("resvg_py", "docx", "a picture in a Word document").svg_to_bytes(svg_string=svg, zoom=zoom))


@cache
def _has_font() -> bool:
    """Whether words appear in a picture. Without a font they are left out without any error."""
    return _drawn(_TEST.format("M"), 1) != _drawn(_TEST.format(""), 1)
