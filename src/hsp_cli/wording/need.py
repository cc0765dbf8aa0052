"""Need in words: ranks, shares of layers, classes, and what is recorded of work in an area."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from hsp_cli.domain.address import Placed
from hsp_cli.domain.profile import Need
from hsp_cli.wording.counts import counted, plural
from hsp_cli.wording.marked import followed, named
from hsp_cli.wording.numbers import with_unit

REACHES = {"open": "open", "unconfirmed": "not known to be open", "closed": "ended"}
"""What is recorded of work that names an area."""

UNDECIDED = "Nobody can say where need is greatest: the profile has no areas or no layers."
NOT_NAMED = "no recorded action names it"
NO_FIGURE = "no figure"


def rank_text(rank: int | None, ties: int) -> str:
    """A rank, with `=` if others share it: `3`, `=3`. Without a rank `?`: it could be any."""
    return "?" if rank is None else f"={rank}" if ties else str(rank)


class LayerUnit(NamedTuple):
    """The unit and the decimal places of the figures of a layer."""

    unit: str
    decimals: int | None


def value_text(value: Decimal | None, unit: LayerUnit) -> str:
    """The value of an area in a layer, rounded as the indicator is."""
    return NO_FIGURE if value is None else with_unit(value, *unit)


def limits_text(low: Decimal, high: Decimal, units: Sequence[LayerUnit]) -> str:
    """The limits of a class of a map: `5.1% to 7.9%`. Those of several layers are numbers of them: `3 to 4 layers`."""
    if len(units) == 1:
        return " to ".join(dict.fromkeys((value_text(low, units[0]), value_text(high, units[0]))))
    return f"{low} to {counted(int(high), 'layer')}" if low != high else counted(int(high), "layer")


def share_text(worst: int, missing: int, layers: int) -> str:
    """In how many layers an area is in the worst quarter: `5 of 8 layers, 1 without a figure`."""
    gaps = f", {missing} without a figure" if missing else ""
    return f"{worst} of {counted(layers, 'layer')}{gaps}"


def works_text(open_: int, unconfirmed: int, closed: int) -> str:
    """The recorded work that names an area: `2 open, 1 ended`."""
    counts = zip((open_, unconfirmed, closed), REACHES.values(), strict=True)
    return ", ".join(f"{count} {word}" for count, word in counts if count) or NOT_NAMED


def work_text(placed: Placed[Any], reach: str) -> str:
    """A record that names an area, and whether it is open."""
    name = named(placed.record.heading, placed.address.unique)
    return followed(name, f" ({placed.address}): {REACHES[reach]}")


def direction_text(need: Need) -> str:
    """Which values show need."""
    return "High values show need" if need is Need.HIGH else "Low values show need"


def gaps_text(names: Sequence[str]) -> str:
    """The areas in which a figure is missing. Empty if there are none."""
    if not names:
        return ""
    return f"A figure is missing in {names_text(names)}. Each rank is the highest that an area could have."


def neediest_text(names: Sequence[str], areas: int, layers: str) -> str:
    """The neediest areas of a profile, in a sentence."""
    if not names:
        return UNDECIDED
    return (
        f"By {layers}, the neediest of {counted(areas, 'area')} {plural(len(names), 'is', 'are')} {names_text(names)}."
    )


def names_text(names: Sequence[str]) -> str:
    """Names in a sentence: `A`, `A and B`, `A, B and C`."""
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def without_area_text(count: int, every: int) -> str:
    """How many actions and projects name no area."""
    of = counted(every, "recorded action or project", "recorded actions and projects")
    names, they = plural(count, "names", "name"), plural(count, "it takes", "they take")
    return f"{count:,} of {of} {names} no area: nobody recorded where {they} place"
