from datetime import date
from typing import Any

import pytest

from hsp_cli.domain.action import Action, ActionStatus, Outcome, Update
from hsp_cli.domain.deadline import Deadline
from hsp_cli.domain.period import Period
from hsp_cli.wording.owed import (
    owed_comment_text,
    owed_counts_text,
    owed_figures_text,
    owed_rating_text,
    owed_update_text,
    prepared_text,
    unknown_texts,
)

DAY = date(2010, 9, 27)


def period(text: str) -> Period:
    return Period.parse(text)


def test_figures_are_named_by_their_periods_and_the_day_by_which_the_last_was_due() -> None:
    assert owed_figures_text([period("Q1-2010")], date(2010, 6, 30)) == "figure for Q1 2010/11, due by 30 June 2010"
    assert owed_figures_text([period("2010-05"), period("2010-06")], date(2010, 7, 1)) == (
        "figures for May 2010 and June 2010, due by 1 July 2010"
    )


def test_a_comment_is_owed_because_of_what_makes_the_exception() -> None:
    assert owed_comment_text(["rated Red", "getting worse"]) == "comment: rated Red; getting worse"


def test_a_rating_is_owed_beside_the_last_one() -> None:
    assert owed_rating_text("C2", None, period("Q4-2009")) == "rating; the last was C2 in Q4 2009/10"
    assert owed_rating_text(None, None, None) == "rating; it has not been rated yet"


def action(**more: Any) -> Action:
    return Action.model_construct(id="a", text="T", status=ActionStatus.OPEN, **more)


DUE = Deadline(period=period("2010-09-20"))
AHEAD = Deadline(period=period("2010-12"))
NEWS = Update(on=period("2010-06"), text="Going.")


@pytest.mark.parametrize(
    ("item", "last", "is_silent", "text"),
    [
        (action(due=DUE), None, True, "update, 7 days overdue (no report is recorded)"),
        (action(due=DUE), NEWS, False, "update, 7 days overdue"),
        (action(due=AHEAD), NEWS, True, "update (last update June 2010)"),
        (action(due=AHEAD, updates=(Update(text="Going."),)), None, True, "update (what was reported has no date)"),
        (action(due=AHEAD, outcome=Outcome(text="Done.")), None, True, "update (what was reported has no date)"),
        (action(due=None), NEWS, False, "no date is agreed"),
        (action(due=Deadline(as_written="soon")), None, True, "update, no date is agreed (no report is recorded)"),
    ],
)
def test_an_update_is_owed_with_what_is_late_and_what_was_last_reported(
    item: Action, last: Update | None, is_silent: bool, text: str
) -> None:
    assert owed_update_text(item, DAY, last, is_silent=is_silent) == text


def test_what_is_owed_is_counted_by_kind_and_what_is_not_owed_is_left_out() -> None:
    assert owed_counts_text(1, 1, 1, 1) == (
        "1 indicator without a figure, 1 comment on an exception, 1 rating of a risk, "
        "1 update of an action or milestone"
    )
    assert owed_counts_text(2, 0, 3, 0) == "2 indicators without a figure, 3 ratings of risks"
    assert owed_counts_text(0, 2, 0, 4) == "2 comments on exceptions, 4 updates of actions or milestones"
    assert owed_counts_text(0, 0, 0, 0) == ""


def test_what_nobody_can_say_yet_is_said() -> None:
    assert list(unknown_texts(0, 0, 0)) == []
    assert list(unknown_texts(3, 1, 2)) == [
        "Whether an indicator without its figure needs a comment is known when the figure is there.",
        "2 indicators cannot be judged, so hsp cannot say whether a comment is owed.",
        "1 indicator has no figure or rating so far, so hsp cannot say whether a figure is owed.",
    ]
    assert next(unknown_texts(0, 5, 0, 2)) == (
        "5 indicators have no figure or rating as a whole (2 have figures by area or the like) so far, "
        "so hsp cannot say whether a figure is owed."
    )
    assert "(1 has figures by area or the like)" in next(unknown_texts(0, 5, 0, 1))


def test_what_was_made_for_a_quarter_is_said() -> None:
    quarter = period("Q2-2010")
    assert prepared_text(quarter, "report-q2", 2) == "Q2 2010/11: its paper report-q2 and 2 places for figures"
    assert prepared_text(quarter, None, 1) == "Q2 2010/11: 1 place for a figure"
