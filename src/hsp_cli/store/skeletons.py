"""The text of a new record: its keys, and further keys as comments that can be made keys by removing the sign."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from hsp_cli.domain.edit import as_read, is_same
from hsp_cli.domain.request import RequestRefused
from hsp_cli.store.files import max_file_bytes
from hsp_cli.store.guard import Refused, guarded_text
from hsp_cli.store.new_values import WIDTH, Names, Style
from hsp_cli.store.parsing import parse

_SIGN = "# "
_ALWAYS_BLOCKS = ("sections",)
"""Lists to whose items people add long texts."""


class _NewStyle(Style):
    """The style of a new file: short lists and mappings in one line, other than those that will grow."""

    def _is_flow(self, value: Any, names: Names, room: int, *, blocks: bool) -> bool:
        grows = names[-2:-1] == _ALWAYS_BLOCKS and isinstance(value, Mapping) and bool(value)
        return not grows and super()._is_flow(value, names, room, blocks=blocks)


class CommentedKey(NamedTuple):
    """A key that stands in a comment, with an example value and what it means."""

    name: str
    value: Any
    meaning: str


def record_text(data: Mapping[str, Any], further: Iterable[CommentedKey] = (), head: str = "") -> str:
    """A record in block style, with comments for further keys below it. `head` is the heading of these comments.

    The text is read back. RequestRefused if its data are not exactly the given ones.
    """
    style = _NewStyle("", None)
    lines = style.key_lines(data, (), 0, blocks=True)
    comments = [line for key in further for line in _commented(key, style)]
    if comments:
        lines += ["", f"{_SIGN}{head}", *comments] if head else ["", *comments]
    text = "".join(f"{line}\n" for line in lines)
    if not _holds(text, data):
        raise RequestRefused("a value has signs that cannot be written exactly", "leave out control characters")
    return text


def _holds(text: str, data: Mapping[str, Any]) -> bool:
    try:
        guarded = guarded_text(text.encode(), max_file_bytes())
        return is_same(parse(guarded), as_read(dict(data)))
    except (Refused, UnicodeEncodeError):
        return False


def _commented(key: CommentedKey, style: Style) -> list[str]:
    first, *rest = (f"{_SIGN}{line}" for line in style.key_lines({key.name: key.value}, (), 0, blocks=True))
    return [f"{first}  # {_fitting(key.meaning, WIDTH - len(first) - 4)}", *rest]


def _fitting(meaning: str, room: int) -> str:
    """A meaning without its last clauses, as far as it needs to be cut to fit into the room."""
    for sign in (";", " (", ":", ","):
        if len(meaning) > room:
            meaning = meaning.partition(sign)[0]
    return meaning
