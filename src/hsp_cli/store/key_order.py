"""The place of a new key among the keys of its mapping."""

from collections.abc import Iterable, Sequence

from hsp_cli.domain.period import Period
from hsp_cli.store.nodes import Entry, Node


def entry_before(node: Node, key: str, examples: Iterable[Node], after: Sequence[str]) -> Entry | None:
    """The entry of a mapping after which a new key goes; None if it goes before the first.

    Periods go in order of time, in the direction of their neighbours. Other keys go where the nearest of the examples
    has them that has the key, or behind the first of `after` that is here, or to the end.
    """
    by_name = {entry.name: entry for entry in node.entries}
    if (name := _before_in_time(node, key)) is not None:
        return by_name.get(name)
    for example in examples:
        order = [entry.name for entry in example.entries]
        if key not in order:
            continue
        if earlier := [name for name in order[: order.index(key)] if name in by_name]:
            return by_name[earlier[-1]]
        if order[0] == key:
            return None
    return next((by_name[name] for name in after if name in by_name), node.entries[-1])


def _before_in_time(node: Node, key: str) -> str | None:
    """The name of the entry after which a period goes, empty if before the first. None if these are not periods."""
    try:
        new = Period.parse(key)
        periods = [(Period.parse(entry.name), entry.name) for entry in node.entries]
    except ValueError:
        return None
    order = [period for period, _ in periods]
    if order == sorted(order):
        return next((name for period, name in reversed(periods) if period < new), "")
    if order == sorted(order, reverse=True):
        return next((name for period, name in reversed(periods) if period > new), "")
    return periods[-1][1]
