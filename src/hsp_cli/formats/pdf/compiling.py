"""Runs typst on the values of a paper."""

import re
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hsp_cli.domain.request import RequestRefused
from hsp_cli.formats.extras import library

_TEMPLATE = Path(__file__).with_name("paper.typ")
_EXTRA, _WHAT = "pdf", "a PDF"
_WITHOUT_SIGN = re.compile(r'the text "(.+?)" could not be displayed')


def compiled(values: str, day: date) -> bytes:
    """The PDF of a paper from its values as JSON. RequestRefused if the fonts have no sign for a character."""
    typst = library("typst", _EXTRA, _WHAT)
    with TemporaryDirectory() as empty:
        compiler = typst.Compiler(
            _TEMPLATE.read_bytes(),
            root=empty,
            font_paths=_fonts(),
            ignore_system_fonts=True,
            sys_inputs={"paper": values},
            package_path=empty,
            package_cache_path=empty,
        )
        try:
            return bytes(
                compiler.compile(
                    format="pdf", pdf_standards=["ua-1"], timestamp=datetime.combine(day, time.min, tzinfo=UTC)
                )
            )
        except typst.TypstError as error:
            if found := _WITHOUT_SIGN.search(error.message.replace("`", "")):
                raise RequestRefused(
                    f"a PDF cannot show {found[1]}: none of its fonts has a sign for it",
                    "make the paper in another format, such as html",
                ) from None
            raise


@cache
def _fonts() -> Any:
    """The fonts of the extra. Those of the machine are left out: the bytes of a paper would depend on them."""
    folder = Path(library("manimgx_fonts", _EXTRA, _WHAT).__file__).parent
    return library("typst", _EXTRA, _WHAT).Fonts(include_system_fonts=False, font_paths=[folder])
