"""Puts findings beside the records that they are about, where a page shows these inside it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from hsp_cli.formats.document import Block, Break, Heading, Inline, Link, RecordName, Table
from hsp_cli.site.blocks import bullets, inlines

Line = tuple[Inline, ...]


def places_on(blocks: Iterable[Block]) -> Iterator[str]:
    """The places of records in the blocks: anchors of headings and, in tables, addresses of records and targets of
    links.
    """
    for block in blocks:
        if isinstance(block, Heading):
            yield block.anchor
        elif isinstance(block, Table):
            yield from (place for row in block.rows for cell in row for place in _places(cell))


def beside_records(blocks: Iterable[Block], lines: Mapping[str, Sequence[Line]]) -> Iterator[Block]:
    """The blocks with lines at some places: below a heading, or at the end of a cell. Each place is used once."""
    left = dict(lines)
    for block in blocks:
        if isinstance(block, Table):
            yield replace(block, rows=tuple(tuple(_cell(cell, left) for cell in row) for row in block.rows))
            continue
        yield block
        if isinstance(block, Heading) and (found := left.pop(block.anchor, ())):
            yield bullets(found)


def _cell(cell: Line, left: dict[str, Sequence[Line]]) -> Line:
    found = [line for place in _places(cell) for line in left.pop(place, ())]
    return inlines(cell, *((Break(), *line) for line in found))


def _places(cell: Line) -> Iterator[str]:
    for one in cell:
        if isinstance(one, RecordName) and one.is_place:
            yield one.address
        elif isinstance(one, Link):
            yield one.target
