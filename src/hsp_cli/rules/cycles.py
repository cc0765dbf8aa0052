"""Rings: chains of records that lead back to where they started."""

from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter


def rings(leads_to: Mapping[str, frozenset[str]]) -> Iterator[tuple[str, ...]]:
    """Each ring once, as the names in order, from its smallest name on: `("a", "b")` for a → b → a.

    A ring is broken where it was found before the search goes on, so of several that share a step one is named.
    """
    left = {name: set(others) for name, others in leads_to.items()}
    while True:
        try:
            TopologicalSorter(left).prepare()
        except CycleError as found:
            # graphlib lists each name before the one that leads to it, with the first name again at the end.
            ring: list[str] = found.args[1][:0:-1]
            start = ring.index(min(ring))
            ring = ring[start:] + ring[:start]
            yield tuple(ring)
            left[ring[0]].discard(ring[1 % len(ring)])
        else:
            return
