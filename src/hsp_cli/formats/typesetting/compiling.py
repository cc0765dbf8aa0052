"""Runs typst on values, in an empty folder and with the fonts of the extra."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hsp_cli.domain.request import RequestRefused
from hsp_cli.formats.extras import library

_SHARED = Path(__file__).with_name("shared.typ")
"""What every template has: the fonts, and how a picture is set."""
_WITHOUT_SIGN = 'the text "', '" could not be displayed'
"""What stands around a text for which no font has a sign, in the message of typst."""


def compiled(template: str, values: dict[str, Any], extra: str, what: str, **output: Any) -> bytes:
    """What typst makes of a template, which reads the values as `values`. `output` is how typst writes it.

    `what` is called by that name if it cannot be made, and `extra` is the one that brings the libraries. RequestRefused
    without them and, in a PDF, for a character without a sign and for too many levels. A PNG has a box there.
    """
    typst = library("typst", extra, what)
    fonts = _fonts(Path(library("manimgx_fonts", extra, what).__file__).parent)
    with TemporaryDirectory() as empty:
        compiler = typst.Compiler(
            (_SHARED.read_text("utf-8") + template).encode(),
            root=empty,
            font_paths=fonts,
            ignore_system_fonts=True,
            sys_inputs={"values": json.dumps(values, ensure_ascii=False)},
            package_path=empty,
            package_cache_path=empty,
        )
        try:
            return bytes(compiler.compile(**output))
        except typst.TypstError as error:
            if reason := _reason(error.message.replace("`", ""), values, what):
                raise RequestRefused(reason, "use another format, such as html or svg") from None
            raise


def _reason(message: str, values: dict[str, Any], what: str) -> str | None:
    """What cannot be shown, from the message of typst. None for a message about something else."""
    before, after = _WITHOUT_SIGN
    sign, found, _ = message.partition(before)[2].partition(after)
    if found and sign:
        # Typst gives the number of a sign that is not printed; no text has that.
        words = next((text for text in _texts(values) if sign in text), "")
        place = f' in "{_around(sign, words)}"' if words not in ("", sign) else ""
        return f"{what} cannot show {sign}{place}: none of its fonts has a sign for it"
    if "recursion limit" in message:
        return f"{what} cannot show so many levels of lists or quotations inside each other"
    return None


_WORDS_AROUND = 30


def _around(sign: str, words: str) -> str:
    """The words before and after a sign, some characters of them."""
    at = words.index(sign)
    return words[max(at - _WORDS_AROUND, 0) : at + _WORDS_AROUND]


def _texts(value: Any) -> Iterator[str]:
    """Every text inside the values, the whole of a text that is in pieces."""
    if isinstance(value, dict) and "pieces" in value:
        yield "".join(value["pieces"])
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _texts(one)
    elif isinstance(value, str):
        yield value


@cache
def _fonts(folder: Path) -> Any:
    """The fonts of the extra. Those of the machine are left out: the bytes would depend on them."""
    import typst

    return typst.Fonts(include_system_fonts=False, font_paths=[folder])
