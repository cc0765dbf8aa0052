"""What somebody owes for a quarter, as text."""

from collections.abc import Iterator, Sequence
from datetime import date

from hsp_cli.domain.action import Action, Scheduled, Update
from hsp_cli.domain.period import Period
from hsp_cli.domain.risk import RiskMatrix
from hsp_cli.wording.counts import counted, plural
from hsp_cli.wording.risks import rating_text
from hsp_cli.wording.sentences import joined


def owed_figures_text(periods: Sequence[Period], due: date) -> str:
    """The periods whose figures are owed, and the day by which the last of them was due."""
    noun = "figure" if len(periods) == 1 else "figures"
    return f"{noun} for {joined(period.label for period in periods)}, due by {Period.day(due).label}"


def owed_comment_text(reasons: Sequence[str]) -> str:
    """Why a comment is owed: what makes the indicator an exception."""
    return f"comment: {'; '.join(reasons)}"


def owed_rating_text(rating: str | None, matrix: RiskMatrix | None, given_for: Period | None) -> str:
    """A rating that is owed, with the last one before it and its quarter, if the risk was ever rated."""
    if rating is None or given_for is None:
        return "rating; it has not been rated yet"
    return f"rating; the last was {rating_text(rating, matrix)} in {given_for.label}"


def owed_update_text(item: Scheduled, as_of: date, last: Update | None, *, is_silent: bool) -> str:
    """News that is owed: how late the item is or that no date is agreed, and when it was last reported on."""
    late = item.days_late(as_of)
    wanted = ["update"] if is_silent or late else []
    if late:
        wanted.append(f"{counted(late, 'day')} overdue")
    elif item.deadline is None or item.deadline.falls_on is None:
        wanted.append("no date is agreed")
    return ", ".join(wanted) + (f" ({_last_news(item, last)})" if is_silent else "")


def _last_news(item: Scheduled, last: Update | None) -> str:
    if last and last.on:
        return f"last update {last.on.label}"
    if item.updates or (isinstance(item, Action) and item.outcome):
        return "what was reported has no date"
    return "no report is recorded"


def owed_counts_text(figures: int, comments: int, ratings: int, actions: int) -> str:
    """`3 figures, 1 comment on exceptions, 2 ratings of risks, 4 updates`. Empty if all are 0."""
    counts = (
        (figures, "indicator without a figure", "indicators without a figure"),
        (comments, "comment on an exception", "comments on exceptions"),
        (ratings, "rating of a risk", "ratings of risks"),
        (actions, "update of an action or milestone", "updates of actions or milestones"),
    )
    return ", ".join(counted(count, one, several) for count, one, several in counts if count)


def unknown_texts(figures: int, unrecorded: int, not_judged: int, divided: int = 0) -> Iterator[str]:
    """What nobody can say yet: whether more comments or figures are owed.

    `figures` is the number of indicators whose figure is owed, `unrecorded` of those without any record, `divided` of
    those among them with figures of parts, and `not_judged` of those with a figure that cannot be judged.
    """
    if figures:
        yield "Whether an indicator without its figure needs a comment is known when the figure is there."
    if not_judged:
        what = counted(not_judged, "indicator cannot", "indicators cannot")
        yield f"{what} be judged, so hsp cannot say whether a comment is owed."
    if unrecorded:
        what = counted(unrecorded, "indicator has", "indicators have")
        parts = (
            f" as a whole ({divided} {plural(divided, 'has', 'have')} figures by area or the like)" if divided else ""
        )
        yield f"{what} no figure or rating{parts} so far, so hsp cannot say whether a figure is owed."


def prepared_text(quarter: Period, paper: str | None, places: int) -> str:
    """What was made for a quarter: the record of its paper, by id, and places for figures."""
    made = [f"its paper {paper}"] if paper else []
    made += [counted(places, "place for a figure", "places for figures")] if places else []
    return f"{quarter.label}: {joined(made)}"
