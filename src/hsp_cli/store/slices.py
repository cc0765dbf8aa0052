"""Slices of a file in block style: the lines of one value, found by indentation and not by parsing the whole file.

Indentation alone can mislead: a line of a quoted text may look like a key. Every cut is therefore checked against the
plain data of the same text. All real entries of a block are among the lines with its indentation. If there are as many
such lines as entries (with the same names in a mapping), there are no others. If that check fails, there is no slice.
"""

import re
from typing import Any, NamedTuple

from hsp_cli.domain.finding import Key

SMALL = 2_000
"""The length in characters up to which parsing is faster than cutting."""

# A key on one line, quoted or in plain words. If a block has any other key, it is not cut.
_KEY = re.compile(
    r"""(?: "(?P<double>[^"\\\r\n]*)"[ ]* | '(?P<single>[^'\r\n]*)'[ ]* | (?P<plain>[A-Za-z0-9_][\w ./()+-]*) )
        : (?=[ \t\r\n]|\Z)""",
    re.VERBOSE,
)
_DASH = re.compile(r"-(?=[ \t\r\n]|\Z)")
_REST_OF_LINE_IS_EMPTY = re.compile(r"(?:[ ]+#[^\n]*|[ \r]*)(?=\n|\Z)")
_TO_NEXT_CONTENT = re.compile(r"(?:\n[ \r]*(?:#[^\n]*)?(?=\n))*\n(?P<indentation> *)(?=[^\s#])")
_BLANKS = re.compile(r" +(?=[^\s#])")
# libyaml ends the empty value of such a key only where the next content starts, which is not in the slice.
_EXPLICIT_KEY = re.compile(r"^[ -]*\?(?:\s|\Z)", re.MULTILINE)
_LINE_ENDS_OF_UNICODE = "\x85\u2028\u2029"


class Slice(NamedTuple):
    """A part of a text that can be parsed separately, with the same columns as in the whole text.

    `keys` lead from the root of the slice to the requested value, or to the nearest value around it.
    """

    text: str
    lines_above: int
    keys: tuple[Key, ...]


class _Block(NamedTuple):
    """A mapping or list in block style: its indentation, its first character and the end of its last line."""

    indentation: int
    start: int
    end: int


class _Entries(NamedTuple):
    """The entries of a block: the name, the start (of the key or dash), the end and the data of each."""

    names: list[str]
    starts: list[int]
    ends: list[int]
    values: list[Any]


def canonical_period(spelling: str) -> str | None:
    """The canonical spelling of a period, which rules use. None if a key is not a period."""
    from hsp_cli.domain.period import canonical_spelling  # imports pydantic, which is too slow for completion

    return canonical_spelling(spelling)


class Slicer:
    """Cuts one text. `data` is the plain data of the text, which must have no alias, tag or second document."""

    def __init__(self, text: str, data: Any) -> None:
        self._content = f"\n{text}"  # so that every line follows a line end
        self._data = data
        returns = text.count("\r")
        self._has_plain_lines = not any(end in text for end in _LINE_ENDS_OF_UNICODE) and (
            not returns or returns == text.count("\r\n")
        )
        self._entries: dict[int, _Entries | None] = {}

    def slice_at(self, keys: tuple[Key, ...]) -> Slice | None:
        """The smallest useful slice. None if the text cannot be cut safely."""
        if not self._has_plain_lines:
            return None
        data, remaining = self._data, list(keys)
        found = Slice(self._content[1:], 0, ())
        block = self._block_after(0, len(self._content), data)
        is_cut = False
        while block and remaining and (entries := self._entries_of(block, data)):
            is_cut = True
            position = None
            # A key that the file does not contain is skipped, as in a whole parse.
            while remaining and position is None:
                position = _position(entries.names, str(remaining.pop(0)))
            if position is None:
                return found._replace(keys=found.keys[:1])
            start, end, is_mapping = entries.starts[position], entries.ends[position], isinstance(data, dict)
            name, data = entries.names[position] if is_mapping else 0, entries.values[position]
            found = self._cut(start, end, (name, *remaining))
            block = self._value_of_entry(start, end, block.indentation, data) if end - start > SMALL else None
        return found if is_cut and not ("?" in found.text and _EXPLICIT_KEY.search(found.text)) else None

    def line_of(self, keys: tuple[Key, ...]) -> int | None:
        """The line (from 1) on which an entry starts. None if it cannot be found by cutting alone."""
        data = self._data
        block = self._block_after(0, len(self._content), data) if self._has_plain_lines else None
        start = block.start if block else 0
        for place, key in enumerate(keys):
            entries = self._entries_of(block, data) if block else None
            position = _position(entries.names, str(key)) if entries else None
            if block is None or entries is None or position is None:
                return None
            start, end, data = entries.starts[position], entries.ends[position], entries.values[position]
            # What is between brackets on one line is on that line.
            if isinstance(data, dict | list) and "\n" not in self._content[start:end].strip():
                found = _at(data, keys[place + 1 :])
                return self._content.count("\n", 0, start) if found else None
            block = self._value_of_entry(start, end, block.indentation, data)
        return self._content.count("\n", 0, start) or None

    def _cut(self, start: int, end: int, keys: tuple[Key, ...]) -> Slice:
        """The text of an entry in its columns. The text before it on the line becomes spaces."""
        column = start - self._content.rfind("\n", 0, start) - 1
        return Slice(" " * column + self._content[start:end], self._content.count("\n", 0, start) - 1, keys)

    def _value_of_entry(self, start: int, end: int, indentation: int, data: Any) -> _Block | None:
        """The block that is the value of an entry."""
        match = _DASH.match(self._content, start) or _KEY.match(self._content, start)
        assert match is not None  # entries start with one or the other
        is_item = match[0] == "-"
        if is_item and (blanks := _BLANKS.match(self._content, match.end(), end)):
            return self._if_block(indentation + 1 + len(blanks[0]), blanks.end(), end, data)
        rest = _REST_OF_LINE_IS_EMPTY.match(self._content, match.end(), end)
        return self._block_after(rest.end(), end, data) if rest else None

    def _block_after(self, line_end: int, end: int, data: Any) -> _Block | None:
        """The block that starts on the next line with content."""
        content = _TO_NEXT_CONTENT.match(self._content, line_end, end)
        return self._if_block(len(content["indentation"]), content.end(), end, data) if content else None

    def _if_block(self, indentation: int, start: int, end: int, data: Any) -> _Block | None:
        """A block, if the data are a mapping or list and the text looks like one in block style."""
        begins = _KEY if isinstance(data, dict) else _DASH if isinstance(data, list) else None
        return _Block(indentation, start, end) if begins and begins.match(self._content, start, end) else None

    def _entries_of(self, block: _Block, data: Any) -> _Entries | None:
        """The entries of a block. None if they do not match the data."""
        if block.start not in self._entries:
            self._entries[block.start] = self._found_entries(block, data)
        return self._entries[block.start]

    def _found_entries(self, block: _Block, data: Any) -> _Entries | None:
        is_mapping = isinstance(data, dict)
        # A list may have the same indentation as the key above it, so its dashes are not keys of the mapping.
        sign = r"(?=[^ \t\r\n#])(?!-(?:[ \t\r\n]|\Z))" if is_mapping else r"(?=-(?:[ \t\r\n]|\Z))"
        pattern = re.compile(rf"\n {{{block.indentation}}}{sign}")
        starts = [block.start, *(match.end() for match in pattern.finditer(self._content, block.start, block.end))]
        if len(starts) != len(data):
            return None
        ends = [*(self._content.rfind("\n", 0, start) + 1 for start in starts[1:]), block.end]
        names = [self._name_at(start) for start in starts] if is_mapping else [str(item) for item in range(len(data))]
        if is_mapping and names != [str(key) for key in data]:
            return None
        return _Entries(names, starts, ends, list(data.values()) if is_mapping else data)

    def _name_at(self, start: int) -> str:
        """The key at a position. Empty if it cannot be read without a parser."""
        key = _KEY.match(self._content, start)
        return (key["double"] or key["single"] or key["plain"] or "").rstrip(" ") if key else ""


def _at(data: Any, keys: tuple[Key, ...]) -> bool:
    """Whether plain data have a value at these keys, in these spellings."""
    for key in keys:
        is_there = isinstance(data, list) and isinstance(key, int) and key < len(data)
        if not (is_there or (isinstance(data, dict) and key in data)):
            return False
        data = data[key]
    return True


def _position(names: list[str], name: str) -> int | None:
    """The index of a key among the names. A period may have any spelling."""
    if name in names:
        return names.index(name)
    by_period = {canonical_period(spelling): position for position, spelling in enumerate(names)}
    return by_period.get(name)
