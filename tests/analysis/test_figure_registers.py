from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest

from hsp_cli.analysis.figure_registers import (
    SeenChanges,
    provisional_figures,
    quarters_ended,
    revised_figures,
    stale_comments,
)
from hsp_cli.domain.address import Address
from hsp_cli.domain.commit import Commit
from hsp_cli.domain.figure_changes import SeenFigure, SeenFigureChange
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.period import COUNCIL_CALENDAR
from hsp_cli.domain.workspace import Workspace
from tests.workspaces import PARTNERSHIP, ReadRecords

I1 = Address(Kind.INDICATOR, "indicators/i", "i")
SETTINGS = f"{PARTNERSHIP}bodies: [{{id: board, name: Board}}]\n"
PAPER = """\
id: q1
title: Q1
report: morning-report
body: board
quarter: Q1-2010
"""


def workspace(records: ReadRecords, figures: str, assessments: str = "{}") -> Workspace:
    text = f'id: i\ntitle: I\nunit: "%"\nbetter: higher\nfigures:\n  {figures}\nassessments: {assessments}\n'
    files = {"data/partnership.yaml": SETTINGS, "data/indicators/i.yaml": text, "data/papers/q1.yaml": PAPER}
    return records(files)


def commit(day: str) -> Commit:
    return Commit(day.replace("-", ""), "Bo Field", date.fromisoformat(day), "Change")


def seen(*values: float | str | None, period: str = "Q1-2010") -> SeenChanges:
    """What git saw: a figure that had these values one after the other, each change a month later."""
    figures = [
        SeenFigure(Decimal(str(value)) if isinstance(value, int | float) else value, is_provisional=False)
        for value in values
    ]
    pairs = pairwise(figures)
    changes = [
        SeenFigureChange(one, two if two.value is not None else None, commit(f"2010-0{month}-01"))
        for month, (one, two) in enumerate(pairs, 7)
    ]
    return {I1: {period: changes}}


def told(ws: Workspace, changes: SeenChanges) -> list[tuple[object, ...]]:
    return [
        (one.period.text, one.was, one.now, str(one.on) if one.on else None, one.reason, one.is_recorded,
         one.commit.id if one.commit else None)
        for one in revised_figures(ws, ws.indicators.values(), changes)
    ]  # fmt: skip


TWICE = "Q1-2010: {actual: 72, revisions: [{was: 69, on: 2010-07, reason: Late returns}, {was: 71}]}"
THRICE = "Q1-2010: {actual: 72, revisions: [{was: 69}, {was: 70}, {was: 71}]}"


def test_revisions_of_the_record_tell_what_each_figure_was_and_became(records: ReadRecords) -> None:
    assert told(workspace(records, TWICE), {}) == [
        ("Q1-2010", 69, 71, "2010-07", "Late returns", True, None),
        ("Q1-2010", 71, 72, None, None, True, None),
    ]


def test_each_revision_leads_to_the_next(records: ReadRecords) -> None:
    assert [one[1:3] for one in told(workspace(records, THRICE), {})] == [(69, 70), (70, 71), (71, 72)]


def test_a_figure_that_was_replaced_by_words_became_these(records: ReadRecords) -> None:
    figures = "Q1-2010: {text: not published, revisions: [{was: 69}]}\n  Q2-2010: {target: 7, revisions: [{was: 70}]}"
    assert [one[1:3] for one in told(workspace(records, figures), {})] == [(69, "not published"), (70, None)]


def test_a_revision_of_which_both_tell_is_one(records: ReadRecords) -> None:
    assert told(workspace(records, TWICE), seen(69, 71, 72)) == [
        ("Q1-2010", 69, 71, "2010-07", "Late returns", True, "20100701"),
        ("Q1-2010", 71, 72, "2010-08-01", None, True, "20100801"),
    ]


def test_a_figure_that_was_overwritten_is_told_by_git_alone(records: ReadRecords) -> None:
    assert told(workspace(records, "Q1-2010: {actual: 72}"), seen(69, 71, 72)) == [
        ("Q1-2010", 69, 71, "2010-07-01", None, False, "20100701"),
        ("Q1-2010", 71, 72, "2010-08-01", None, False, "20100801"),
    ]


def test_a_figure_that_is_no_longer_there_is_told_too(records: ReadRecords) -> None:
    ws = workspace(records, "Q1-2010: {actual: 72}")
    assert told(ws, seen("not published", None, period="Q4-2009")) == [
        ("Q4-2009", "not published", None, "2010-07-01", None, False, "20100701")
    ]
    assert told(ws, seen(1, 2, period="soon")) == []


def test_the_papers_that_carried_a_figure_are_named(records: ReadRecords) -> None:
    (found,) = revised_figures(ws := workspace(records, "Q1-2010: {actual: 72}"), ws.indicators.values(), seen(69, 72))
    assert [str(paper.address) for paper in found.papers] == ["q1"]
    (found,) = revised_figures(ws, ws.indicators.values(), seen(69, 72, period="Q1-2008"))
    assert found.papers == ()


def test_provisional_figures_come_with_how_long_they_have_been_so(records: ReadRecords) -> None:
    figures = (
        "Q1-2010: {actual: 69, status: provisional}\n"
        "  Q3-2009: {text: low, status: provisional, release: 2010-05}\n"
        "  Q4-2009: {actual: 68}"
    )
    ws = workspace(records, figures)
    found = provisional_figures(ws, ws.indicators.values(), date(2010, 9, 27))
    assert [(one.period.text, one.quarters, str(one.due) if one.due else None) for one in found] == [
        ("Q3-2009", 2, "2010-05-31"),
        ("Q1-2010", 0, None),
    ]


@pytest.mark.parametrize(
    ("since", "as_of", "count"),
    [
        ("2010-06-30", "2010-06-30", 0),
        ("2010-06-30", "2010-09-30", 0),
        ("2010-06-30", "2010-10-01", 1),
        ("2010-05-31", "2010-07-01", 1),
        ("2010-06-30", "2011-07-01", 4),
        ("2011-06-30", "2010-07-01", 0),
    ],
)
def test_a_quarter_counts_once_it_has_ended(since: str, as_of: str, count: int) -> None:
    assert quarters_ended(date.fromisoformat(since), date.fromisoformat(as_of), COUNCIL_CALENDAR) == count


@pytest.mark.parametrize(
    ("written", "changed", "stale"), [(0, 1, True), (1, 0, False), (1, 1, False), (None, 1, False)]
)
def test_a_comment_is_stale_if_its_figure_was_changed_in_a_later_step(
    records: ReadRecords, written: int | None, changed: int, stale: bool
) -> None:
    ws = workspace(records, "Q1-2010: {actual: 72}", "{Q1-2010: {comment: 'Late  bookings.'}, Q4-2009: {rag: A}}")
    key = (I1, "Q1-2010")
    found = stale_comments(
        ws.indicators.values(), seen(69, 72), {} if written is None else {key: written}, {key: changed}
    )
    assert [(one.quarter.text, one.comment, one.change.before.value) for one in found] == (
        [("Q1-2010", "Late bookings.", Decimal(69))] if stale else []
    )


def test_a_comment_on_a_rating_that_was_carried_forward_is_about_the_earlier_figure(records: ReadRecords) -> None:
    ws = workspace(records, "Q4-2009: {actual: 72}\n  Q1-2010: {actual: 1}", "{Q1-2010: {comment: X, as_at: Q4-2009}}")
    steps = {(I1, "Q4-2009"): 1, (I1, "Q1-2010"): 0}
    (found,) = stale_comments(ws.indicators.values(), seen(69, 72, period="Q4-2009"), {(I1, "Q1-2010"): 0}, steps)
    assert found.period.text == "Q4-2009"
