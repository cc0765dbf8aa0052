"""The timeline: deadlines from the first to the present one, and everything that has none."""

import re
from datetime import date, timedelta

import pytest

from hsp_cli.analysis.due import due_items
from hsp_cli.domain.request import RequestRefused
from hsp_cli.drawing.colours import CONCERN, INK
from hsp_cli.drawing.picture import Picture
from hsp_cli.drawing.timeline_chart import timeline_chart
from tests.drawing.pictures import texts_outside, words
from tests.workspaces import PARTNERSHIP, ReadRecords

DAY = date(2018, 4, 30)
PLAN = "id: plan\ntitle: Plan\naims:\n  - id: aim\n    title: Aim\n    actions:\n"
ACTIONS = """\
      - {id: late, text: Late work, due: 2018-04-20, owners: [Ann]}
      - {id: moved, text: Moved work, due: 2018-09, first_due: 2018-01, revisions: [{due: 2018-06}, {due: 2018-09}]}
      - {id: words, text: Words now, due: at the next meeting, first_due: 2018-03}
      - {id: never, text: Never dated, due: in due course}
      - {id: none, text: Not dated}
      - {id: done, text: Done, status: complete, due: 2018-01}
"""
HOLLOW = f'r="5" fill="#ffffff" stroke="{INK}"'


def chart(records: ReadRecords, actions: str = ACTIONS, left_out: int = 0) -> Picture:
    workspace = records({"data/partnership.yaml": PARTNERSHIP, "data/plans/plan.yaml": PLAN + actions})
    items = [item for items in due_items(workspace, DAY).by_status.values() for item in items]
    return timeline_chart(items, DAY, "timeline", left_out=left_out)


def test_each_row_says_who_when_how_late_and_from_which_date_it_was_moved(records: ReadRecords) -> None:
    assert chart(records, left_out=2).alternative == (
        "Deadlines as of 30 April 2018. "
        "Words now: owner not recorded; due at the next meeting, date not settled; "
        "moved 1 time (first due March 2018). "
        "Late work: Ann; due 20 April 2018; 10 days late. "
        "Moved work: owner not recorded; due September 2018; moved 2 times (first due January 2018). "
        "Not drawn: 1 date not settled, 1 without a deadline, 1 complete. "
        "2 items of other organisations' plans are left out."
    )


def test_the_picture_says_the_same_and_explains_its_marks(records: ReadRecords) -> None:
    said = words(chart(records))
    assert said[0] == "Deadlines as of 30 April 2018"
    assert "Ann; due 20 April 2018; 10 days late" in said
    assert said[-1] == "Not drawn: 1 date not settled, 1 without a deadline, 1 complete."
    assert said[-7:-1] == [
        "this day",
        "first deadline",
        "deadline in between",
        "present deadline",
        "deadline that has passed",
        "days late",
    ]


def test_a_deadline_that_moved_is_joined_with_its_first_one_and_a_late_one_with_the_day(records: ReadRecords) -> None:
    drawn = chart(records).svg
    assert drawn.count(HOLLOW) == 3  # one in the key
    assert drawn.count(f'fill="none" stroke="{INK}"') == 1  # of the one whose present deadline has a date
    assert drawn.count(f'fill="none" stroke="{CONCERN}"') == 2
    assert drawn.count('r="2.5"') == 2


def test_a_deadline_that_never_moved_has_one_mark(records: ReadRecords) -> None:
    drawn = chart(records, "      - {id: a, text: Work, due: 2018-06, first_due: 2018-06}\n")
    assert HOLLOW not in drawn.svg
    assert "first deadline" not in words(drawn)
    assert CONCERN not in drawn.svg


def test_the_earliest_forty_are_drawn_and_the_others_counted(records: ReadRecords) -> None:
    days = [DAY + timedelta(days=at) for at in range(43)]
    drawn = chart(records, "".join(f"      - {{id: a{day:%j}, text: Of {day}, due: {day}}}\n" for day in days))
    said = " ".join(words(drawn))
    assert f"Of {days[39]}" in said
    assert f"Of {days[40]}" not in said
    assert words(drawn)[-1] == "3 later deadlines are not drawn."


def test_without_a_date_there_is_no_picture(records: ReadRecords) -> None:
    with pytest.raises(RequestRefused, match="no open action has a deadline with a date"):
        chart(records, "      - {id: a, text: Work}\n      - {id: b, text: Done, status: complete, due: 2018}\n")


@pytest.mark.parametrize("due", ["2018-04-30", "1900-01", "2199-12", "2199-12-31"])
def test_a_deadline_of_any_year_is_inside_the_picture_with_few_labels(records: ReadRecords, due: str) -> None:
    drawn = chart(records, f"      - {{id: a, text: Work, due: {due}}}\n")
    assert texts_outside(drawn) == []
    assert 1 <= len(re.findall(r'text-anchor="middle"', drawn.svg)) <= 12
    for x in re.findall(r' (?:x|cx|x1)="(-?[\d.]+)"', drawn.svg):
        assert 0 <= float(x) <= 760


@pytest.mark.parametrize("title", ["x" * 300, "A long text of an action " * 20, "<b>&amp;</b>", "表" * 100])
def test_every_text_stays_inside_the_picture(records: ReadRecords, title: str) -> None:
    assert (
        texts_outside(chart(records, f"      - {{id: a, text: '{title}', due: 2018-05, owners: ['{title}']}}\n")) == []
    )
