"""Turns edits into splices of one text: where a value stands, and what stands there afterwards."""

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from hsp_cli.domain.edit import Remove, Set, place_text
from hsp_cli.domain.finding import Key
from hsp_cli.domain.request import RequestRefused
from hsp_cli.store.key_order import entry_before
from hsp_cli.store.new_values import WIDTH, Names, Style, Written
from hsp_cli.store.nodes import NO_STEM, Entry, Node, line_end, line_start, read_nodes
from hsp_cli.store.removals import without_entry
from hsp_cli.store.scalars import key_text
from hsp_cli.store.splice_text import Splice, line_break_at, lines_below

_COMMENT_BELOW = re.compile(r"\s*[\r\n](?P<margin> *)#")


class Appends(NamedTuple):
    """Several values at the end of one list. One after the other, each would need a new look at the whole file."""

    keys: tuple[Key, ...]
    values: list[Any]
    after: tuple[str, ...]


Change = Set | Appends | Remove


class Splicer:
    """Turns edits of one text into splices."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._root = read_nodes(text)
        self._style = Style(text, self._root)
        self.touched: Names = ()
        """The place inside which the last edit has changed the text."""

    def splices(self, edit: Change) -> list[Splice]:
        if self._root is None or not self._root.is_branch:
            raise RequestRefused("the file holds no record")
        way, node = self._way(edit.keys)
        self.touched = tuple(str(key) for key in edit.keys[: len(way)])
        missing = edit.keys[len(way) :]
        self._style.position = node.start
        if isinstance(edit, Remove):
            self.touched = self.touched[:-1]
            return self._removed([self._root, *(entry.node for entry in way)], way)
        if isinstance(edit, Appends) and not missing and node.is_list and node.entries:
            return self._with_items(node, edit.values, self._names(way))
        value = edit.values if isinstance(edit, Appends) else edit.value
        for key in reversed(missing[1:]):
            value = {key: value}
        if not missing:
            return self._replaced(way[-1], self._parent(way), value, self._names(way))
        if not way and not node.entries:  # the whole file is `{}`
            lines = self._style.key_lines({missing[0]: value}, (), 0, blocks=False)
            return [Splice(node.start, node.end, line_break_at(self._text, node.end).join(lines))]
        if not node.entries:  # an empty mapping, or a key without a value
            return self._replaced(way[-1], self._parent(way), {missing[0]: value}, self._names(way))
        return self._with_key(node, missing[0], value, self._names(way), edit.after)

    def _way(self, keys: tuple[Key, ...]) -> tuple[list[Entry], Node]:
        """The entries on the way to a place as far as they exist, and the last node."""
        assert self._root is not None
        way, node = [], self._root
        for key in keys:
            entry = node.entry(key) if node.entries else None
            if entry is None:
                break
            way.append(entry)
            node = entry.node
        return way, node

    def _parent(self, way: Sequence[Entry]) -> Node:
        assert self._root is not None
        return way[-2].node if len(way) > 1 else self._root

    def _names(self, way: Sequence[Entry]) -> Names:
        return tuple(entry.name for entry in way)

    def _may_have_blocks(self, position: int, column: int) -> bool:
        """Whether a block of text may end at the end of a line, as the value of a key or dash at a column.

        Not at the end of a file without a last line break, and not above a comment that it would take in.
        """
        if position == len(self._text):
            return False
        comment = _COMMENT_BELOW.match(self._text, position)
        return comment is None or len(comment["margin"]) <= column

    def _with_items(self, node: Node, values: list[Any], names: Names) -> list[Splice]:
        last = node.entries[-1]
        if node.is_flow:
            separator = self._separator(node)
            return [Splice(last.end, last.end, "".join(f"{separator}{self._style.flow(value)}" for value in values))]
        self._style.position = last.start
        end = line_end(self._text, last.end)
        blocks = self._may_have_blocks(end, node.column)
        return [lines_below(self._text, end, self._style.item_lines(values, names, node.column, blocks=blocks))]

    def _with_key(self, node: Node, key: Key, value: Any, names: Names, after: Sequence[str]) -> list[Splice]:
        before = entry_before(node, str(key), self._style.example(names, node.start), after)
        if node.is_flow:
            pair = f"{key_text(key, in_flow=True, quote=self._style.quote)}: {self._style.flow(value)}"
            if before is None:
                return [Splice(node.entries[0].start, node.entries[0].start, f"{pair}, ")]
            gap = " " if before.node.is_empty else ""
            return [Splice(before.end, before.end, f"{gap}{self._separator(node)}{pair}")]
        self._style.position = (before or node.entries[0]).start
        if before is None:
            first = node.entries[0].start
            lines = self._style.key_lines({key: value}, names, node.column, blocks=True)
            line_break, margin = line_break_at(self._text, line_end(self._text, first)), " " * node.column
            return [Splice(first, first, line_break.join((*lines, margin))[node.column :])]
        end = line_end(self._text, before.end)
        lines = self._style.key_lines({key: value}, names, node.column, blocks=self._may_have_blocks(end, node.column))
        return [lines_below(self._text, end, lines)]

    def _separator(self, node: Node) -> str:
        """What stands between the last two entries of a flow mapping or list."""
        if len(node.entries) > 1:
            between = self._text[node.entries[-2].end : node.entries[-1].start]
            if re.fullmatch(r",\s+", between):
                return between
        return ", "

    def _replaced(self, entry: Entry, parent: Node, value: Any, names: Names) -> list[Splice]:
        """The value of an entry, replaced at its own place. What stands behind it on its line stays."""
        node = entry.node
        if parent.is_flow:
            return self._replaced_in_flow(entry, parent, self._style.flow(value))
        if entry.stem == NO_STEM:
            raise RequestRefused(f"the key of {place_text(names)} is written in an unusual way", "change it by hand")
        if (node.is_flow and node.entries) or (node.style in ("'", '"') and isinstance(value, str)):
            line = self._inline_like(node, value)
            if line is not None:
                return [Splice(node.start, node.end, line)]
        head_end, tail = line_end(self._text, entry.stem), line_end(self._text, node.end)
        is_below = head_end < node.start  # the value starts on a later line than its key
        has_one_line = not is_below and node.end <= head_end
        # What is left of the last line, a comment or a line break, must not become a part of a block of text.
        is_apart = has_one_line or not self._text[node.end : tail].strip()
        blocks = is_apart and self._may_have_blocks(tail, parent.column)
        written = self._written(entry, parent, value, names, blocks=blocks)
        rest = written.rest
        if has_one_line:
            return [Splice(entry.stem, node.end, rest), lines_below(self._text, head_end, written.below)]
        below = lines_below(self._text, head_end, written.below).text
        if is_below:
            return [Splice(entry.stem, entry.stem, rest), Splice(head_end, node.end, below)]
        if node.style in ("|", ">"):  # a comment behind the sign stays
            header = self._text[node.start : head_end]
            if "#" in header:
                rest += header[len(header.partition("#")[0].rstrip()) :]
        return [Splice(entry.stem, node.end, rest + below)]

    def _written(self, entry: Entry, parent: Node, value: Any, names: Names, *, blocks: bool) -> Written:
        """A new value for an entry in block style, with the blanks behind its key or dash."""
        if parent.is_list:
            first, *below = self._style.item_lines([value], names[:-1], parent.column, blocks=blocks)
            return Written(first[parent.column + 1 :], tuple(below))
        room = WIDTH - (entry.stem - line_start(self._text, entry.start)) - 1
        found = self._style.written(value, names, parent.column, room, blocks=blocks)
        return Written(f" {found.rest}" if found.rest else "", found.below)

    def _inline_like(self, node: Node, value: Any) -> str | None:
        """A value in the style of the one that it replaces: between brackets, or in the same quotes. None if it does
        not fit there.
        """
        if node.is_flow:
            is_like = isinstance(value, dict) if node.is_mapping else isinstance(value, list)
            line = self._style.flow(value) if is_like else ""
        else:
            line = quoted_like(value, node.style)
        start = line_start(self._text, node.start)
        return line if line and node.start - start + len(line) <= WIDTH else None

    def _replaced_in_flow(self, entry: Entry, parent: Node, flow: str) -> list[Splice]:
        if entry.node.is_empty and parent.is_mapping:
            colon = "" if entry.stem != NO_STEM else ":"
            return [Splice(entry.end, entry.end, f"{colon} {flow}")]
        return [Splice(entry.node.start, entry.node.end, flow)]

    def _removed(self, nodes: Sequence[Node], way: Sequence[Entry]) -> list[Splice]:
        """An entry, removed. A mapping or list that it leaves empty stays as `{}` or `[]`."""
        parent = nodes[-2]
        if len(parent.entries) > 1 or parent.is_flow:
            return [without_entry(self._text, parent, parent.entries.index(way[-1]))]
        if len(way) == 1:
            return [Splice(parent.start, parent.end, "{}" if parent.is_mapping else "[]")]
        return self._replaced(way[-2], nodes[-3], {} if parent.is_mapping else [], self._names(way[:-1]))


def quoted_like(value: str, quote: str) -> str:
    """A text in the quotes of the one that it replaces. Empty if it needs others."""
    is_simple = value.isprintable() and "\\" not in value and quote not in value
    return f"{quote}{value}{quote}" if is_simple else ""
