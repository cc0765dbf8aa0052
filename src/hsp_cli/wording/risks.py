"""Risks as text: ratings, movements, controls, and how many risks were rated."""

from typing import NamedTuple

from hsp_cli.domain.period import Period
from hsp_cli.domain.risk import Risk, RiskMatrix, Zone
from hsp_cli.wording.counts import counted, counted_or_no, plural
from hsp_cli.wording.marked import followed, rated

NOT_RECORDED = "not recorded"
"""The mark for an owner or a control that no record names. There may be one all the same."""


def rating_text(rating: str, matrix: RiskMatrix | None, carried_from: Period | None = None) -> str:
    """A rating and its zone: `C2 Red`. Only the rating if the matrix has no zone for it.

    A rating that was carried forward says since when the risk has not been rated.
    """
    zone = matrix.zone(rating) if matrix else None
    words = rated(f"{rating} {zone.name}", colour_of_zone(zone)) if zone else rating
    return followed(words, f" (not rated since {carried_from.label})") if carried_from else words


def colour_of_zone(zone: Zone) -> str:
    """The name of the colour of a zone: its own, red if it is marked as red, or else its id, which may be no colour."""
    return zone.colour or ("red" if zone.red else zone.id)


def moved_from_text(before: str, since: Period, quarter: Period) -> str:
    """The rating that a risk moved from, with its quarter if that is not the quarter before: `D2 (Q2 2009/10)`."""
    return before if since == quarter.previous() else followed(before, f" ({since.label})")


def controls_text(risk: Risk) -> str:
    """The number of controls: `1 in place, 2 planned`."""
    numbers = ((len(risk.controls), "in place"), (len(risk.planned_controls), "planned"))
    return ", ".join(f"{number} {state}" for number, state in numbers if number) or NOT_RECORDED


class RiskCounts(NamedTuple):
    """The number of risks in a quarter: rated in it, with an older rating, and without any rating up to its end.

    `red` and `colourless` count ratings, old or new: those in a red zone, and those that the matrix gives no zone.
    """

    rated_now: int
    carried: int
    never: int
    red: int
    colourless: int

    @property
    def all(self) -> int:
        return self.rated_now + self.carried + self.never


def red_text(counts: RiskCounts, quarter: Period) -> str:
    """The number of red risks. It says that there are none only of risks that were rated in the quarter."""
    if not counts.all:
        return "No risks are recorded"
    if counts.red or (counts.rated_now == counts.all and not counts.colourless):
        return f"{counted_or_no(counts.red, 'red risk')} in {quarter.label}"
    if counts.colourless:
        return f"Not known whether a risk is red in {quarter.label}"
    if not counts.rated_now:
        return f"No risk was rated in {quarter.label}"
    return f"No red risks among the {counts.rated_now} of {counts.all} that were rated in {quarter.label}"


def rated_text(counts: RiskCounts, quarter: Period) -> str:
    """How many risks were rated in the quarter, stand with an older rating, or have none. It adds up to all risks."""
    if counts.rated_now == counts.all > 1:
        subject = f"All {counts.all} recorded risks were"
    else:
        subject = f"{counts.rated_now} of {counted(counts.all, 'risk')} {plural(counts.rated_now, 'was', 'were')}"
    parts = [f"{subject} rated in {quarter.label}"]
    if counts.carried:
        parts.append(f"{counts.carried} {plural(counts.carried, 'stands', 'stand')} with an older rating")
    if counts.never:
        parts.append(f"{counts.never} {plural(counts.never, 'has', 'have')} no rating up to then")
    if counts.colourless:
        parts.append(f"{counted(counts.colourless, 'rating')} {plural(counts.colourless, 'has', 'have')} no colour")
    return "; ".join(parts)


def movements_text(counts: RiskCounts, moved: int, first_rated: int) -> str:
    """How many ratings changed since the last rating before, and how many cannot be compared with one."""
    compared = counts.rated_now - first_rated
    if not compared:
        return "No rating can be compared with an earlier one"
    if compared == moved == 1:
        words = "1 movement: the only risk with an earlier rating"
    else:
        words = f"{counted_or_no(moved, 'movement')} among the {counted(compared, 'risk')} with an earlier rating"
    return f"{words}; {first_rated} {plural(first_rated, 'has', 'have')} none to compare with" if first_rated else words
