"""The words of the chart of a risk matrix: its key, what it leaves out, and its description."""

from collections.abc import Iterator, Sequence

from hsp_cli.domain.period import Period
from hsp_cli.wording.counts import counted, plural


def position_text(rating: str, moved_from: str, *, is_first: bool, is_carried: bool) -> str:
    """The position of a risk in a quarter: `C2 Red, moved from D2`. `rating` already says if it was carried forward."""
    if moved_from:
        return f"{rating}, moved from {moved_from}"
    return rating if is_carried else f"{rating}, first rating" if is_first else f"{rating}, as before"


def not_in_matrix_text(named: Sequence[str]) -> str:
    """The risks whose ratings are not in the matrix."""
    subject = f"{counted(len(named), 'rating')} {plural(len(named), 'is', 'are')} not in the matrix"
    return f"{subject}, so it is not known whether {plural(len(named), 'it is', 'they are')} red: {'; '.join(named)}."


def without_rating_text(named: Sequence[str], quarter: Period) -> str:
    """The risks that have no rating, old or new."""
    subject = f"{counted(len(named), 'risk')} {plural(len(named), 'has', 'have')} no rating up to {quarter.label}"
    return f"{subject} and no place in the matrix: {'; '.join(named)}."


def left_out(closed: int, unnumbered: int) -> Iterator[str]:
    """How many risks the chart does not number, or leaves out."""
    if unnumbered:
        yield (
            f"Numbers: risks that are red or that moved. {counted(unnumbered, 'other risk')} "
            f"{plural(unnumbered, 'is', 'are')} counted in the cells."
        )
    if closed:
        yield f"{counted(closed, 'risk')} {plural(closed, 'was', 'were')} closed in the quarter and left out."
