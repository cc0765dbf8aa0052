"""New values as YAML in the style of their neighbours: flow or block, indentation, dashes, quotes."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from hsp_cli.domain.period import canonical_spelling
from hsp_cli.store.nodes import Node, line_end
from hsp_cli.store.scalars import block_text, key_text, scalar_text

WIDTH = 120
"""The longest line that hsp writes, in characters, unless a word is longer or a mapping in `{ }` grows."""

_GROWING = frozenset({"aims", "risks", "sections"})
"""Lists whose entries get lists of their own later. On one line, these would soon be too long to read."""

Names = tuple[str, ...]


class Written(NamedTuple):
    """A value as it goes after its key or dash: the rest of that line, and the lines below it."""

    rest: str
    below: tuple[str, ...] = ()


class Style:
    """How a file writes its values. Each question looks at the nearest value that has the same keys around it."""

    def __init__(self, text: str, root: Node | None) -> None:
        self._text = text
        self._by_role: dict[Names, list[Node]] = {}
        for names, node in root.walk() if root else ():
            if node.entries:
                self._by_role.setdefault(_role(names), []).append(node)
        self.quote = "'" if _count(root, "'") > _count(root, '"') else '"'
        self._steps, self._dashes, self._gaps = self._measured(root)

    def written(self, value: Any, names: Names, column: int, room: int, *, blocks: bool = True) -> Written:
        """A value after a key or dash at a column, with so much room on the line. `blocks` allows further lines."""
        if isinstance(value, Mapping):
            return self._mapping(value, names, column, room, blocks=blocks)
        if isinstance(value, list | tuple):
            return self._list(list(value), names, column, room, blocks=blocks)
        line = scalar_text(value, in_flow=False, quote=self.quote)
        if blocks and isinstance(value, str) and (len(line) > room or "\n" in value):
            indentation = column + self._near(self._steps, 2)
            if block := block_text(value, indentation, WIDTH):
                return Written(block[0], tuple(block[1:]))
        return Written(line)

    def key_lines(self, items: Mapping[Any, Any], names: Names, column: int, *, blocks: bool) -> list[str]:
        """The lines of a mapping in block style, at a column."""
        lines: list[str] = []
        for key, value in items.items():
            head = f"{' ' * column}{key_text(key, in_flow=False, quote=self.quote)}:"
            found = self.written(value, (*names, str(key)), column, WIDTH - len(head) - 1, blocks=blocks)
            lines += (f"{head} {found.rest}" if found.rest else head, *found.below)
        return lines

    def item_lines(self, items: list[Any], names: Names, column: int, *, blocks: bool) -> list[str]:
        """The lines of a list in block style, with its dashes at a column."""
        gap = self._near(self._gaps, 1)
        dash = f"{' ' * column}-{' ' * gap}"
        lines: list[str] = []
        for item in items:
            inside = (*names, "0")
            room = WIDTH - len(dash)
            if isinstance(item, Mapping) and not self._is_flow(item, inside, room, blocks=blocks):
                below = self.key_lines(item, inside, len(dash), blocks=blocks)
                lines += (dash + below[0][len(dash) :], *below[1:])
                continue
            if isinstance(item, list | tuple):
                lines.append(dash + self.flow(item))
                continue
            found = self.written(item, inside, column, room, blocks=blocks)
            lines += (dash + found.rest, *found.below)
        return lines

    def flow(self, value: Any) -> str:
        """A value in flow style, on one line."""
        if isinstance(value, Mapping):
            pairs = (f"{key_text(key, in_flow=True, quote=self.quote)}: {self.flow(one)}" for key, one in value.items())
            return f"{{{', '.join(pairs)}}}"
        if isinstance(value, list | tuple):
            return f"[{', '.join(self.flow(one) for one in value)}]"
        return scalar_text(value, in_flow=True, quote=self.quote)

    def example(self, names: Names, near: int) -> list[Node]:
        """The values with the same role in the file, the nearest to a position first."""
        return sorted(self._by_role.get(_role(names), ()), key=lambda node: (abs(node.start - near), node.start))

    def _mapping(self, value: Mapping[Any, Any], names: Names, column: int, room: int, *, blocks: bool) -> Written:
        if self._is_flow(value, names, room, blocks=blocks):
            return Written(self.flow(value))
        inside = column + self._near(self._steps, 2)
        return Written("", tuple(self.key_lines(value, names, inside, blocks=blocks)))

    def _list(self, value: list[Any], names: Names, column: int, room: int, *, blocks: bool) -> Written:
        if self._is_flow(value, names, room, blocks=blocks):
            return Written(self.flow(value))
        return Written("", tuple(self.item_lines(value, names, column + self._near(self._dashes, 2), blocks=blocks)))

    def _is_flow(self, value: Any, names: Names, room: int, *, blocks: bool) -> bool:
        if not value:
            return True
        if _has_line_break(value) and blocks:
            return False
        if len(self.flow(value)) > room:
            return False
        if examples := self.example(names, self.position):
            return examples[0].is_flow
        if _GROWING.intersection(names[-2:]):
            return False
        inner = value.values() if isinstance(value, Mapping) else value
        return not any(isinstance(one, Mapping | list | tuple) and one for one in inner)

    position = 0
    """Where the next value goes. Neighbours are those near it."""

    def _near(self, found: list[tuple[int, int]], default: int) -> int:
        """The measure that was found nearest to the position."""
        return min(found, key=lambda one: (abs(one[0] - self.position), one[0]))[1] if found else default

    def _measured(self, root: Node | None) -> tuple[list[tuple[int, int]], ...]:
        """Steps of indentation, distances of a dash from its key, and gaps behind dashes, each with its position."""
        steps: list[tuple[int, int]] = []
        dashes: list[tuple[int, int]] = []
        gaps: list[tuple[int, int]] = []
        for _, node in root.walk() if root else ():
            if not node.is_block:
                continue
            for entry in node.entries:
                inner = entry.node
                if node.is_list and line_end(self._text, entry.stem) > inner.start > entry.stem:
                    gaps.append((entry.start, inner.start - entry.stem))
                elif node.is_mapping and inner.is_block:
                    (dashes if inner.is_list else steps).append((entry.start, inner.column - node.column))
        return steps, dashes, gaps


def _role(names: Names) -> Names:
    """What a place is for: its last key and, for an item or a period, the key above as well."""
    named: list[str] = []
    for name in reversed(names):
        is_any = name[-1:].isdecimal() and (name.isdecimal() or canonical_spelling(name) is not None)
        named.append("*" if is_any else name)
        if not is_any:
            break
    return tuple(named)


def _count(root: Node | None, quote: str) -> int:
    return sum(node.style == quote for _, node in root.walk()) if root else 0


def _has_line_break(value: Any) -> bool:
    if isinstance(value, Mapping):
        return any(map(_has_line_break, value.values()))
    if isinstance(value, list | tuple):
        return any(map(_has_line_break, value))
    return isinstance(value, str) and "\n" in value
