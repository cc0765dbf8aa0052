"""Nodes: every value of a file with the exact characters that it takes up, for changes at its own place."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from hsp_cli.domain.edit import name_of
from hsp_cli.domain.finding import Key
from hsp_cli.domain.request import RequestRefused
from hsp_cli.store.source_map import Branch, read_source_map

_COLON = re.compile(r"[ \t]*:")
_LINE_END = re.compile(r"\r\n|\n|\r|\Z")
NO_STEM = -1
"""The stem of a key that is written in an unusual way, such as after a question mark."""


@dataclass(frozen=True, slots=True)
class Node:
    """A value, from its first character to the one after its last. Blank lines and comments below are not its own.

    `style` is the sign with which a text begins (empty for plain words), and `{` or `[` for a flow mapping or list; a
    mapping or list in block style has none. `column` counts from 0.
    """

    start: int
    end: int
    column: int
    style: str
    is_mapping: bool = False
    is_list: bool = False
    entries: "tuple[Entry, ...]" = ()

    @property
    def is_branch(self) -> bool:
        return self.is_mapping or self.is_list

    @property
    def is_flow(self) -> bool:
        return self.is_branch and self.style != ""

    @property
    def is_block(self) -> bool:
        return self.is_branch and self.style == ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is written here: a key or dash without a value."""
        return self.start == self.end

    def entry(self, key: Key) -> "Entry | None":
        """The entry of a key or of an index. A period may have any spelling."""
        if self.is_list:
            return self.entries[key] if isinstance(key, int) and 0 <= key < len(self.entries) else None
        name = name_of((one.name for one in self.entries), key)
        return next((one for one in self.entries if one.name == name), None)

    def walk(self, keys: tuple[str, ...] = ()) -> "Iterator[tuple[tuple[str, ...], Node]]":
        """The node and all nodes below it with the names on the way, in the order of the file."""
        yield keys, self
        for one in self.entries:
            yield from one.node.walk((*keys, one.name))


class Entry(NamedTuple):
    """An entry of a mapping or list: from its key or dash, to the end of its value.

    `stem` is the end of `key:` or of the dash. The entries of a flow list have no dash.
    """

    name: str
    start: int
    stem: int
    node: Node

    @property
    def end(self) -> int:
        return max(self.stem, self.node.end)


def read_nodes(text: str) -> Node | None:
    """The nodes of a text that has passed the guard and the parser. None if it has no value.

    RequestRefused if the text is of a kind whose places hsp cannot find.
    """
    source_map = read_source_map(text)
    root = source_map.root()
    if source_map.problems:
        problem = source_map.problems[0]
        raise RequestRefused(f"line {problem.line} has unusual YAML: {problem.message}", "change the file by hand")
    found = None if root is None else _node(text, root)
    source_map.close()
    return found


def line_start(text: str, position: int) -> int:
    return max(text.rfind("\n", 0, position), text.rfind("\r", 0, position)) + 1


def line_end(text: str, position: int) -> int:
    """The end of the line at a position, before its line break."""
    found = _LINE_END.search(text, position)
    assert found is not None  # the end of the text matches
    return found.start()


def _node(text: str, event: Any) -> Node:
    start, column = event.start_mark.index, event.start_mark.column
    if not isinstance(event, Branch):
        return Node(start, _end_of_scalar(text, event), column, event.style or "")
    if event.is_mapping:
        entries = tuple(_entry(text, name, key, value) for name, (key, value) in event.children.items())
    elif event.is_flow:
        entries = tuple(_item(text, name, value, NO_STEM) for name, (_, value) in event.children.items())
    else:
        entries = _items(text, event)
    end = event.end_mark.index if event.is_flow else entries[-1].end
    style = text[start] if event.is_flow else ""
    return Node(start, end, column, style, event.is_mapping, not event.is_mapping, entries)


def _entry(text: str, name: str, key: Any, value: Any) -> Entry:
    colon = _COLON.match(text, key.end_mark.index)
    stem = colon.end() if colon else NO_STEM
    return Entry(name, key.start_mark.index, stem, _placed(_node(text, value), stem))


def _items(text: str, branch: Branch) -> tuple[Entry, ...]:
    """The items of a list in block style. libyaml gives no place of their dashes, only that of the first."""
    found: list[Entry] = []
    for name, (_, value) in branch.children.items():
        dash = branch.start_mark.index
        if found:
            pattern = re.compile(rf"(?<=[\r\n]) {{{branch.start_mark.column}}}-")
            match = pattern.search(text, line_end(text, found[-1].end))
            assert match is not None  # each item after the first has a line of its own
            dash = match.end() - 1
        found.append(_item(text, name, value, dash + 1))
    return tuple(found)


def _item(text: str, name: str, value: Any, stem: int) -> Entry:
    node = _placed(_node(text, value), stem)
    return Entry(name, node.start if stem == NO_STEM else stem - 1, stem, node)


def _placed(node: Node, stem: int) -> Node:
    """A value that is not written has its place directly after the key or dash."""
    if node.is_empty and not node.is_branch and stem != NO_STEM:
        return Node(stem, stem, node.column, "")
    return node


def _end_of_scalar(text: str, event: Any) -> int:
    """The end of a single value. libyaml ends a block of text only before the next content."""
    start, end = event.start_mark.index, event.end_mark.index
    if event.style not in ("|", ">"):
        return int(end)
    header_end = line_end(text, start)
    body = text[header_end:end]
    if "+" in text[start:header_end].partition("#")[0]:  # the blank lines below are a part of the text
        return header_end + len(re.sub(r"(?:\r\n|\n|\r)\Z", "", body))
    words = len(body.rstrip())
    return header_end + (line_end(body, words) if words else 0)
