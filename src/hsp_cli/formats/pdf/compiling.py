"""Runs typst on the values of a paper."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hsp_cli.domain.request import RequestRefused
from hsp_cli.formats.extras import library

_TEMPLATE = Path(__file__).with_name("paper.typ")
_EXTRA, _WHAT = "pdf", "a PDF"
_WITHOUT_SIGN = 'the text "', '" could not be displayed'
"""What stands around a text for which no font has a sign, in the message of typst."""


def compiled(values: dict[str, Any], day: date) -> bytes:
    """The PDF of a paper from its values. RequestRefused for a character without a sign, and for too many levels."""
    typst = library("typst", _EXTRA, _WHAT)
    with TemporaryDirectory() as empty:
        compiler = typst.Compiler(
            _TEMPLATE.read_bytes(),
            root=empty,
            font_paths=_fonts(),
            ignore_system_fonts=True,
            sys_inputs={"paper": json.dumps(values, ensure_ascii=False)},
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
            if reason := _reason(error.message.replace("`", ""), values):
                raise RequestRefused(reason, "make the paper in another format, such as html") from None
            raise


def _reason(message: str, values: dict[str, Any]) -> str | None:
    """What a PDF cannot show, from the message of typst. None for a message about something else."""
    sign = _without_sign(message)
    # The signs of scripts whose letters are joined lose their letters when typst draws them in a picture.
    if "missing codepoints" in message or (sign and any(sign in svg for svg in _pictures(values))):
        return "a PDF cannot show the script of some words in a picture"
    if sign:
        # Typst gives the number of a sign that is not printed; no text has that.
        words = next((text for text in _texts(values) if sign in text), "")
        place = f' in "{_around(sign, words)}"' if words not in ("", sign) else ""
        return f"a PDF cannot show {sign}{place}: none of its fonts has a sign for it"
    if "recursion limit" in message:
        return "a PDF cannot show so many levels of lists or quotations inside each other"
    return None


def _without_sign(message: str) -> str:
    """The text for which no font has a sign. Empty if the message is about something else."""
    before, after = _WITHOUT_SIGN
    sign, found, _ = message.partition(before)[2].partition(after)
    return sign if found else ""


_WORDS_AROUND = 30


def _around(sign: str, words: str) -> str:
    """The words before and after a sign, some characters of them."""
    at = words.index(sign)
    return words[max(at - _WORDS_AROUND, 0) : at + _WORDS_AROUND]


def _texts(value: Any) -> Iterator[str]:
    """Every text inside the values of a paper, the whole of a text that is in pieces."""
    if isinstance(value, dict) and "pieces" in value:
        yield "".join(value["pieces"])
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _texts(one)
    elif isinstance(value, str):
        yield value


def _pictures(value: Any) -> Iterator[str]:
    """Every picture inside the values of a paper."""
    if isinstance(value, dict):
        if "svg" in value:
            yield value["svg"]
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from _pictures(one)


@cache
def _fonts() -> Any:
    """The fonts of the extra. Those of the machine are left out: the bytes of a paper would depend on them."""
    folder = Path(library("manimgx_fonts", _EXTRA, _WHAT).__file__).parent
    return library("typst", _EXTRA, _WHAT).Fonts(include_system_fonts=False, font_paths=[folder])
