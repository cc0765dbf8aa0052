"""How the parser of Markdown reads a table: as its rows.

The library's own rule makes three tokens for each cell and walks each row by character, which takes most of the time of
a paper with large tables. This rule is only for finding where a table is.
"""

import re
from typing import NamedTuple

from markdown_it.rules_block import StateBlock, table

_BAR = re.compile(r"(?<!\\)\|")


class Row(NamedTuple):
    """A row of a table as its line is written, without the indentation of what it stands in."""

    line: str

    @property
    def cells(self) -> list[str]:
        """The Markdown of the cells. A bar after a backslash makes no cell."""
        cells = _BAR.split(self.line)
        if not cells[0]:
            del cells[0]
        if cells and not cells[-1]:
            del cells[-1]
        return [cell.replace("\\|", "|").strip() for cell in cells]


def read_table(state: StateBlock, first: int, end: int, silent: bool) -> bool:
    """A block rule: makes one token `table` with its rows as `meta` where the library's rule finds a table."""
    if not table(state, first, end, True):
        return False
    if silent:
        return True
    after = _line_after(state, first + 2, end)
    token = state.push("table", "table", 0)
    token.map = [first, after]
    token.meta = {"rows": [Row(_line(state, number)) for number in range(first, after)]}
    state.line = after
    return True


def _line_after(state: StateBlock, line: int, end: int) -> int:
    """The line after a table, whose rows begin on a line: what is blank, or begins another block."""
    other_blocks = state.md.block.ruler.getRules("blockquote")
    before, state.parentType = state.parentType, "table"
    while line < end and not (
        state.sCount[line] < state.blkIndent
        or any(begins(state, line, end, True) for begins in other_blocks)
        or not _line(state, line)
        or state.is_code_block(line)
    ):
        line += 1
    state.parentType = before
    return line


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].strip()
