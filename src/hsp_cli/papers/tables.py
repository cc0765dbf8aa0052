"""Tables for papers, without the columns that would be empty."""

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Table:
    """A table without the columns that would be empty in every row."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def table(columns: Iterable[tuple[str, Sequence[str]]], needed: Container[str]) -> Table:
    """A table from its columns. A column that is empty in every row is left out, unless it is needed."""
    kept = [(head, cells) for head, cells in columns if head in needed or any(cells)]
    return Table(tuple(head for head, _ in kept), tuple(zip(*(cells for _, cells in kept), strict=True)))
