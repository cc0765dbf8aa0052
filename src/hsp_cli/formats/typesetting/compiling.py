"""Runs typst on values, in an empty folder and with the fonts of the extra."""

import json
import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType
from typing import Any

from hsp_cli.domain.request import FormatRefused
from hsp_cli.formats.extras import library

_SHARED = Path(__file__).with_name("shared.typ")
"""What every template has: the fonts, and how a picture is set."""
_CJK = re.compile(
    "[\u1100-\u11ff\u2e80-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff]"
)
"""A character of Chinese, Japanese or Korean. Their font is large, and has an extra of its own. Words without such a
character are set without that font, so that they have the same bytes on a machine that has it and on one that has not.
"""
_CJK_EXTRA = "cjk"
_WITHOUT_SIGN = 'the text "', '" could not be displayed'
"""What stands around a text for which no font has a sign, in the message of typst."""


def compiled(template: str, values: dict[str, Any], extra: str, what: str, **output: Any) -> bytes:
    """What typst makes of a template, which reads the values as `values`. `output` is how typst writes it.

    `what` is called by that name if it cannot be made, and `extra` is the one that brings the libraries. RequestRefused
    without them. FormatRefused, in a PDF, for a character without a sign and for too many levels; a PNG has a box.
    """
    typst = library("typst", extra, what)
    sent = json.dumps(values, ensure_ascii=False)
    fonts = _fonts(_folder(library("manimgx_fonts", extra, what)), _cjk_folder() if _CJK.search(sent) else None)
    with TemporaryDirectory() as empty:
        compiler = typst.Compiler(
            (_SHARED.read_text("utf-8") + template).encode(),
            root=empty,
            font_paths=fonts,
            ignore_system_fonts=True,
            sys_inputs={"values": sent},
            package_path=empty,
            package_cache_path=empty,
        )
        try:
            return bytes(compiler.compile(**output))
        except typst.TypstError as error:
            if reason := _reason(error.message.replace("`", ""), values, what):
                raise FormatRefused(reason, _way_out(reason)) from None
            raise


def _way_out(reason: str) -> str:
    other = "use another format, such as html or svg"
    return f'pip install "hsp-cli[{_CJK_EXTRA}]", or {other}' if _CJK.search(reason) and not _cjk_folder() else other


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
        shown = (one for key, one in value.items() if key != "anchor") if isinstance(value, dict) else value
        for one in shown:
            yield from _texts(one)
    elif isinstance(value, str):
        yield value


def _folder(module: ModuleType) -> Path:
    assert module.__file__ is not None
    return Path(module.__file__).parent


@cache
def _cjk_folder() -> Path | None:
    """The folder of the fonts for Chinese, Japanese and Korean. None if the extra is not installed."""
    try:
        return _folder(import_module("manimgx_fonts_cjk"))
    except ImportError:
        return None


@cache
def _fonts(*folders: Path | None) -> Any:
    """The fonts in some folders. Those of the machine are left out: the bytes would depend on them."""
    import typst

    return typst.Fonts(include_system_fonts=False, font_paths=[one for one in folders if one])
