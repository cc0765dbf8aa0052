"""Rings: chains of records that lead back to where they started."""

from collections.abc import Iterator, Mapping

_SHOWN = 6


def rings(leads_to: Mapping[str, frozenset[str]]) -> Iterator[tuple[str, ...]]:
    """The rings of a graph, each from its smallest name on: `("a", "b")` for a → b → a.

    One ring for each step that leads back; of rings that share all such steps one is named. Time grows with the
    steps and the length of the rings, not with the ways through them, and no chain is too long.
    """
    done: set[str] = set()
    for start in sorted(leads_to):
        path, waiting = [start], [iter(sorted(leads_to[start]))]
        depth = {start: 0}
        while path and start not in done:
            name = next(waiting[-1], None)
            if name is None:
                waiting.pop()
                done.add(path[-1])
                del depth[path.pop()]
            elif name in depth:
                yield _from_smallest(path[depth[name] :])
            elif name in leads_to and name not in done:
                depth[name] = len(path)
                path.append(name)
                waiting.append(iter(sorted(leads_to[name])))


def _from_smallest(ring: list[str]) -> tuple[str, ...]:
    start = ring.index(min(ring))
    return (*ring[start:], *ring[:start])


def in_words(ring: tuple[str, ...]) -> str:
    """A ring as people read it, `a → b → a`; a long one is shortened in the middle."""
    shown = ring if len(ring) <= _SHOWN else (*ring[: _SHOWN - 1], f"… ({len(ring)} in all)")
    return " → ".join((*shown, ring[0]))
