"""Splices: changes to the text of a file at the place of a value. Every other character stays as it was.

The result is read back: its data must be those of the text before with the edits applied (`domain.edit.applied`), which
knows nothing of YAML. What cannot be done exactly is refused.
"""

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from hsp_cli.domain.edit import (
    Append,
    Edit,
    Remove,
    Set,
    applied,
    as_read,
    is_same,
    place_text,
    value_at,
)
from hsp_cli.domain.finding import Key
from hsp_cli.domain.period import Period, canonical_spelling
from hsp_cli.domain.request import RequestRefused
from hsp_cli.store.guard import Refused, guarded_text
from hsp_cli.store.new_values import WIDTH, Names, Style, Written
from hsp_cli.store.nodes import NO_STEM, Entry, Node, line_end, line_start, read_nodes
from hsp_cli.store.parsing import parse
from hsp_cli.store.scalars import key_text

_COMMENT_BELOW = re.compile(r"\s*[\r\n](?P<margin> *)#")
_LINE_BREAK = re.compile(r"\r\n|\n|\r")


class Splice(NamedTuple):
    """Some characters of a text, from `start` to before `end`, and what replaces them."""

    start: int
    end: int
    text: str


class _Appends(NamedTuple):
    """Several values at the end of one list. One after the other, each would need a new look at the whole file."""

    keys: tuple[Key, ...]
    values: list[Any]
    after: tuple[str, ...]


def spliced(text: str, edits: Sequence[Edit]) -> str:
    """A text after some edits, one after the other. RequestRefused if they cannot be made exactly."""
    expected = _data(text)
    result = text
    pending: list[Splice] = []
    touched = _Touched()
    splicer = _Splicer(text)
    for edit in _with_appends_joined(edits):
        before, expected = expected, applied(expected, _single(edit))
        if isinstance(edit, Set) and is_same(as_read(edit.value), value_at(before, edit.keys, ...)):
            continue
        if edit.keys in touched:
            result = with_splices(result, pending)
            splicer, pending, touched = _Splicer(result), [], _Touched()
        pending += splicer.splices(edit)
        touched.add(splicer.touched)
    result = with_splices(result, pending)
    if not is_same(_data(result), as_read(expected)):
        places = ", ".join(dict.fromkeys(place_text(edit.keys) for edit in edits))
        raise RequestRefused(f"{places[:200]} cannot be changed exactly in this file", "change the file by hand")
    return result


def _with_appends_joined(edits: Sequence[Edit]) -> list[Set | _Appends | Remove]:
    joined: list[Set | _Appends | Remove] = []
    for edit in edits:
        last = joined[-1] if joined else None
        if not isinstance(edit, Append):
            joined.append(edit)
        elif isinstance(last, _Appends) and last.keys == edit.keys:
            last.values.append(edit.value)
        else:
            joined.append(_Appends(edit.keys, [edit.value], edit.after))
    return joined


def _single(edit: Set | _Appends | Remove) -> list[Edit]:
    return [Append(edit.keys, value) for value in edit.values] if isinstance(edit, _Appends) else [edit]


class _Touched:
    """The places inside which a text is about to change. A period may have any spelling."""

    def __init__(self) -> None:
        self._places: set[Names] = set()
        self._around: set[Names] = set()

    def add(self, keys: Sequence[Key]) -> None:
        place = _canonical(keys)
        self._places.add(place)
        self._around.update(place[:length] for length in range(len(place) + 1))

    def __contains__(self, keys: Sequence[Key]) -> bool:
        """Whether a place is one of these, is inside one, or has one inside."""
        place = _canonical(keys)
        return place in self._around or any(place[:length] in self._places for length in range(len(place)))


def _canonical(keys: Sequence[Key]) -> Names:
    return tuple(canonical_spelling(str(key)) or str(key) for key in keys)


def with_splices(text: str, splices: Sequence[Splice]) -> str:
    """A text with some splices, which do not overlap."""
    parts: list[str] = []
    position = 0
    for splice in sorted(splices, key=lambda one: (one.start, one.end)):
        parts += (text[position : splice.start], splice.text)
        position = splice.end
    return "".join((*parts, text[position:]))


def _data(text: str) -> Any:
    try:
        return parse(guarded_text(text.encode(), max(len(text) * 4, 1)))
    except Refused as refused:
        problem = refused.problems[0]
        words = f"the file is not sound YAML: line {problem.line}, {problem.message}"
        raise RequestRefused(words, "run hsp validate, and correct the file first") from None


class _Splicer:
    """Turns edits of one text into splices."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._root = read_nodes(text)
        self._style = Style(text, self._root)
        self.touched: Names = ()
        """The place inside which the last edit has changed the text."""

    def splices(self, edit: Set | _Appends | Remove) -> list[Splice]:
        if self._root is None or not self._root.is_branch:
            raise RequestRefused("the file holds no record")
        way, node = self._way(edit.keys)
        self.touched = tuple(str(key) for key in edit.keys[: len(way)])
        missing = edit.keys[len(way) :]
        self._style.position = node.start
        if isinstance(edit, Remove):
            if missing:
                raise RequestRefused(f"the file has no {place_text(edit.keys)}")
            self.touched = self.touched[:-1]
            return self._removed([self._root, *(entry.node for entry in way)], way)
        if isinstance(edit, _Appends) and not missing and node.is_list and node.entries:
            return self._with_items(node, edit.values, self._names(way))
        value = edit.values if isinstance(edit, _Appends) else edit.value
        for key in reversed(missing[1:]):
            value = {key: value}
        if not missing:
            return self._replaced(way[-1], self._parent(way), value, self._names(way))
        if not way and not node.entries:  # the whole file is `{}`
            lines = self._style.key_lines({missing[0]: value}, (), 0, blocks=False)
            return [Splice(node.start, node.end, self._line_break(node.end).join(lines))]
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

    def _line_break(self, position: int) -> str:
        """The line break at a position, or else the one before it."""
        if match := _LINE_BREAK.match(self._text, position):
            return match[0]
        first = _LINE_BREAK.search(self._text)
        return first[0] if first else "\n"

    def _lines_at(self, position: int, lines: Sequence[str]) -> Splice:
        """New lines below the line that ends at a position."""
        line_break = self._line_break(position)
        return Splice(position, position, "".join(f"{line_break}{line}" for line in lines))

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
        return [self._lines_at(end, self._style.item_lines(values, names, node.column, blocks=blocks))]

    def _with_key(self, node: Node, key: Key, value: Any, names: Names, after: Sequence[str]) -> list[Splice]:
        if not node.is_mapping:
            raise RequestRefused(f"{place_text(names)} has no entry {key}")
        before = self._entry_before(node, str(key), names, after)
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
            line_break, margin = self._line_break(line_end(self._text, first)), " " * node.column
            return [Splice(first, first, line_break.join((*lines, margin))[node.column :])]
        end = line_end(self._text, before.end)
        lines = self._style.key_lines({key: value}, names, node.column, blocks=self._may_have_blocks(end, node.column))
        return [self._lines_at(end, lines)]

    def _entry_before(self, node: Node, key: str, names: Names, after: Sequence[str]) -> Entry | None:
        """The entry after which a new key goes; None if it goes before the first.

        Periods go in order of time, in the direction of their neighbours. Other keys go where the nearest record of the
        same kind has them, or where the edit says, or to the end.
        """
        by_name = {entry.name: entry for entry in node.entries}
        if found := self._by_time(node, key):
            return by_name.get(found[0])
        for example in self._style.example(names, node.start):
            order = [entry.name for entry in example.entries]
            if key not in order:
                continue
            earlier = [name for name in order[: order.index(key)] if name in by_name]
            if earlier:
                return by_name[earlier[-1]]
        return next((by_name[name] for name in after if name in by_name), node.entries[-1])

    def _by_time(self, node: Node, key: str) -> tuple[str] | None:
        """The name of the entry after which a period goes, empty if before the first. None if these are not periods."""
        try:
            new, periods = Period.parse(key), [Period.parse(entry.name) for entry in node.entries]
        except ValueError:
            return None
        names = [entry.name for entry in node.entries]
        if periods == sorted(periods):
            return (next((name for name, period in zip(names[::-1], periods[::-1], strict=True) if period < new), ""),)
        if periods == sorted(periods, reverse=True):
            return (next((name for name, period in zip(names[::-1], periods[::-1], strict=True) if period > new), ""),)
        return (names[-1],)

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
            return [Splice(entry.stem, node.end, rest), self._lines_at(head_end, written.below)]
        below = self._lines_at(head_end, written.below).text
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
        """The lines or the words of an entry, removed. A mapping or list that it leaves empty stays as `{}` or `[]`."""
        entry, parent = way[-1], nodes[-2]
        index = parent.entries.index(entry)
        if parent.is_flow:
            return self._removed_in_flow(parent, index)
        if len(parent.entries) == 1:
            empty = "{}" if parent.is_mapping else "[]"
            if len(way) == 1:
                return [Splice(parent.start, parent.end, empty)]
            return self._replaced(way[-2], nodes[-3], {} if parent.is_mapping else [], self._names(way[:-1]))
        start = line_start(self._text, entry.start)
        end = line_end(self._text, entry.end)
        if self._text[start : entry.start].strip(" "):  # the entry stands behind the dash of its list
            following = parent.entries[index + 1]
            if "#" in self._text[end : following.start]:  # the comment stays, and so does the line of the dash
                return [Splice(start + len(self._text[start : entry.start].rstrip(" ")), end, "")]
            return [Splice(entry.start, following.start, "")]
        if start == 0:
            after = _LINE_BREAK.match(self._text, end)
            return [Splice(0, after.end() if after else end, "")]
        before = start - (2 if self._text[start - 2 : start] == "\r\n" else 1)
        return [Splice(before, end, "")]

    def _removed_in_flow(self, parent: Node, index: int) -> list[Splice]:
        entry = parent.entries[index]
        if len(parent.entries) == 1:
            return [Splice(entry.start, entry.end, "")]
        start, end = entry.start, entry.end
        if index:
            start = parent.entries[index - 1].end
        else:
            end = parent.entries[1].start
        gap = self._text[start : entry.start] if index else self._text[entry.end : end]
        if "#" in gap:
            raise RequestRefused("a comment stands beside a value between brackets", "remove it by hand")
        return [Splice(start, end, "")]


def quoted_like(value: str, quote: str) -> str:
    """A text in the quotes of the one that it replaces. Empty if it needs others."""
    is_simple = value.isprintable() and "\\" not in value and quote not in value
    return f"{quote}{value}{quote}" if is_simple else ""
