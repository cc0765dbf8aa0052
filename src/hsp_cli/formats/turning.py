"""Which blocks are on pages on their side: wide tables, and what belongs to them."""

from collections.abc import Sequence

from hsp_cli.formats.columns import is_wide, models
from hsp_cli.formats.document import Block, Heading, Paragraph, Table

_BETWEEN = 3
"""So many blocks between two wide tables stay on a page on its side, if they are headings and paragraphs."""


def turned(blocks: tuple[Block, ...], room: int) -> list[bool]:
    """Which blocks are on pages on their side: wide tables, and the headings and the paragraph just above them.

    A table is wide if its model is, so that tables of one kind all lie the same way.
    """
    wide_heads = {head for head, model in models(blocks).items() if is_wide(model, room)}
    wide = [isinstance(block, Table) and block.head in wide_heads for block in blocks]
    for index, block in enumerate(blocks):
        if isinstance(block, Table) and wide[index]:
            for above in _above(blocks, index):
                wide[above] = True
    last: int | None = None
    for index, is_turned in enumerate(list(wide)):
        if not is_turned:
            continue
        if last is not None and 0 < index - last - 1 <= _BETWEEN:
            between = range(last + 1, index)
            if all(isinstance(blocks[one], Heading | Paragraph) for one in between):
                for one in between:
                    wide[one] = True
        last = index
    return wide


def _above(blocks: Sequence[Block], index: int) -> list[int]:
    """The blocks above a table that belong to it: at most one paragraph, and the headings above that."""
    found: list[int] = []
    at = index - 1
    if at > 0 and isinstance(blocks[at], Paragraph) and isinstance(blocks[at - 1], Heading):
        found.append(at)
        at -= 1
    while at >= 0 and isinstance(blocks[at], Heading):
        found.append(at)
        at -= 1
    return found
