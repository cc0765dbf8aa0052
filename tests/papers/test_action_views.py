from datetime import date

import pytest

from hsp_cli.analysis.due import with_status
from hsp_cli.domain.workspace import Workspace
from hsp_cli.papers.action_views import action_rows, due_counts
from hsp_cli.papers.request import PaperRequest
from hsp_cli.papers.tables import table
from tests.workspaces import ReadRecords

DAY = date(2018, 4, 30)


@pytest.fixture
def ws(records: ReadRecords) -> Workspace:
    return records(
        {
            "data/plans/plan.yaml": """\
id: plan
title: Plan
aims:
  - id: aim
    title: Aim
    partners: [NHS]
    actions:
      - {id: late, text: Late, due: 2018-03, first_due: 2017-12}
      - {id: today, text: Today, owners: [{who: Council, role: Manager}], due: 2018-04}
      - {id: later, text: Later, due: 2018-12, revisions: [{due: 2018-10, reason: R}, {due: 2018-12, reason: R}]}
      - {id: words, text: Words, due: at the next meeting, conditional: "If appropriate\\n"}
      - {id: undated, text: "Two\\nlines"}
      - {id: done, text: Done, due: 2018-01, status: complete}
      - {id: dropped, text: Dropped, due: 2018-01, status: not-delivered}
      - {id: off, text: Off, status: cancelled}
"""
        }
    )


def test_every_action_has_its_status_on_the_date(ws: Workspace) -> None:
    rows = action_rows(ws.actions, PaperRequest("paper", "action-log", ws, DAY))
    assert [(row.text, row.owners, row.due, row.status, row.days_late, row.moved) for row in rows] == [
        ("Late", "NHS", "March 2018", "Overdue", "30", "moved 1 time (first due December 2017)"),
        ("Today", "Council (Manager)", "April 2018", "Due soon", "", ""),
        ("Later", "NHS", "December 2018", "Not due yet", "", "moved 2 times (first date not recorded)"),
        ("(If appropriate) Words", "NHS", "at the next meeting, date not settled", "Date not settled", "", ""),
        ("Two lines", "NHS", "", "Without a deadline", "", ""),
        ("Done", "NHS", "January 2018", "Complete", "", ""),
        ("Dropped", "NHS", "January 2018", "Closed, not delivered", "", ""),
        ("Off", "NHS", "", "Cancelled", "", ""),
    ]
    assert rows[0].address == "plan/late"


def test_counts_are_in_the_order_of_urgency_and_leave_out_what_there_is_none_of(ws: Workspace) -> None:
    request = PaperRequest("paper", "action-log", ws, DAY)
    assert due_counts(with_status(ws, ws.actions, DAY), request) == (
        "8 actions: 1 overdue, 1 due soon, 1 not due yet, 1 date not settled, 1 without a deadline, 1 complete,"
        " 2 closed"
    )
    assert due_counts(with_status(ws, ws.actions[:1], DAY), request) == "1 action: 1 overdue"
    assert due_counts([], request) == "no action is recorded"


def test_a_table_leaves_out_columns_that_are_empty_unless_they_are_needed() -> None:
    found = table([("A", ["", ""]), ("B", ["", "x"]), ("C", ["", ""])], needed=("C",))
    assert (found.heads, found.rows) == (("B", "C"), (("", ""), ("x", "")))


def test_columns_with_the_same_heading_are_all_kept() -> None:
    assert table([("A", ["x"]), ("A", ["y"])], needed=()).rows == (("x", "y"),)


def test_items_of_plans_whose_end_is_inferred_are_marked_and_so_is_their_count(records: ReadRecords) -> None:
    plan = """\
id: {0}
title: Plan
ended: {{on: 2017/18, reason: Its year is over.}}
inferred: {{ended: {1}}}
aims: [{{id: aim, title: Aim, actions: [{{id: x, text: Do, due: 2018-01}}, {{id: y, text: More}}]}}]
"""
    names = {"one": "No document says so.", "two": "No document says so.", "three": "It was said."}
    ws = records({f"data/plans/{name}.yaml": plan.format(name, reason) for name, reason in names.items()})
    request = PaperRequest("paper", "action-log", ws, DAY)
    rows = action_rows(ws.actions[:2], request)
    assert {row.status for row in rows} == {"Left open when the plan ended †1"}
    counts = due_counts(with_status(ws, ws.actions, DAY), request)
    assert counts == "6 actions: 6 left open when the plan ended †1 †2"
    open_then = with_status(ws, ws.actions, date(2018, 2, 1))
    assert due_counts(open_then, request) == "6 actions: 3 overdue, 3 without a deadline"
