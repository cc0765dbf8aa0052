"""Cycles: chains of references that lead back to their start."""

from collections.abc import Iterator, Mapping

_SHOWN = 6


def find_cycles(leads_to: Mapping[str, frozenset[str]]) -> Iterator[tuple[str, ...]]:
    """The cycles of a graph, each from its smallest name: `("a", "b")` for a → b → a.

    There is one cycle for each step that leads back; of cycles that share all such steps, only one is listed. The time
    depends on the number of steps and the length of the cycles, not on the number of paths. Chains can be of any
    length.
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


def _from_smallest(cycle: list[str]) -> tuple[str, ...]:
    start = cycle.index(min(cycle))
    return (*cycle[start:], *cycle[:start])


def in_words(cycle: tuple[str, ...]) -> str:
    """A cycle as text, `a → b → a`. A long one is shortened in the middle."""
    shown = cycle if len(cycle) <= _SHOWN else (*cycle[: _SHOWN - 1], f"… ({len(cycle)} in all)")
    return " → ".join((*shown, cycle[0]))
