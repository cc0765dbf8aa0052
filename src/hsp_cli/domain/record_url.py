"""The address of a record on the partnership's code host: a pattern of the settings, and how it is filled in."""

import os
import re
from typing import Annotated
from urllib.parse import quote

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from hsp_cli.domain.record import Text

PATH, COMMIT, LINE = "{path}", "{commit}", "{line}"
_NAMES = (PATH, COMMIT, LINE)

_WRITTEN = r"https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?/[!#-;=?-\[\]_a-z{}~]*"
"""The characters of an address. Those that end an address in a page, and all outside ASCII, are percent-encoded."""


def _record_url(text: str) -> str:
    unknown = [name for name in re.findall(r"\{[^{}]*\}?|\}", text) if name not in _NAMES]
    address, _, fragment = text.partition("#")
    if unknown:
        raise _refused(f"it has {unknown[0]}, which hsp does not fill in", f"write {PATH}, {COMMIT} or {LINE}")
    if PATH not in address:
        raise _refused(f"it has no {PATH}, the path of the file", f"add {PATH} before any #")
    if LINE in address or PATH in fragment or COMMIT in fragment:
        raise _refused(f"it may have {LINE} only after a #, and the others before it", f"write #L{LINE} at its end")
    if not re.fullmatch(_WRITTEN, text):
        hint = "write https:// and the host, and percent signs for other characters: %20 for a blank"
        raise _refused("this is not an address on the web", hint)
    return text


def _refused(message: str, hint: str) -> PydanticCustomError:
    return PydanticCustomError("record_url", message, {"hint": hint})


RecordUrl = Annotated[
    Text, AfterValidator(_record_url), Field(json_schema_extra={"pattern": r"^https?://[^#]*\{path\}"})
]
"""A pattern for the address of a record: `https://host/team/plans/blob/{commit}/{path}#L{line}`.

`{path}` is the path of the file in the repository, `{commit}` the full id of a commit, and `{line}` the line in the
file. Only `{path}` is needed; `{line}` is in the fragment, so that an address without a line is that of the file.
"""


def needs_commit(pattern: str) -> bool:
    """Whether the address of a record is different in each commit."""
    return COMMIT in pattern


def record_address(pattern: str, path: str, commit: str | None = None, line: int | None = None) -> str | None:
    """The address of a file on the code host, or of a line in it. None if the pattern needs a commit and there is none.

    Without a line, the address has no fragment if the fragment of the pattern is for the line.
    """
    address, mark, fragment = pattern.partition("#")
    if COMMIT in address and not commit:
        return None
    address = address.replace(COMMIT, commit or "").replace(PATH, quote(os.fsencode(path), safe="/"))
    if LINE in fragment and line is None:
        return address
    return f"{address}{mark}{fragment.replace(LINE, str(line))}"
