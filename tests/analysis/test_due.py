from datetime import date, timedelta

import pytest
from hypothesis import given, strategies as st

from hsp_cli.analysis.due import DueStatus, Grouping, due_items, due_status, grouped
from hsp_cli.analysis.filters import Filters
from hsp_cli.domain.action import Action, ActionStatus
from hsp_cli.domain.workspace import Workspace
from tests.workspaces import PARTNERSHIP, ReadRecords

SETTINGS = (
    PARTNERSHIP
    + """\
priorities: [{id: health, title: Health}]
bodies: [{id: hce, name: Chief Executives, aliases: [HCE]}, {id: ccmg, name: Cohesion Group, aliases: [CCMG]}]
organisations: [{id: nhs, name: NHS Harrow}]
"""
)
PLAN = """\
id: plan
title: Plan
body: ccmg
aims:
  - id: health
    title: Health
    priority: health
    actions:
      - {id: late, text: A, due: 2017-12, owners: [NHS Harrow]}
      - {id: done, text: A, due: 2017-12, status: complete}
      - {id: never, text: A, due: 2017-12, status: not-delivered}
      - {id: off, text: A, due: 2017-12, status: cancelled}
  - id: rest
    title: Rest
    actions:
      - {id: today, text: A, due: 2018-01-31}
      - {id: soon, text: A, due: 2018-03-02}
      - {id: later, text: A, due: 2018-03-03, owners: [HCE]}
      - {id: open, text: A, due: December 201}
      - {id: undated, text: A}
"""
MEETING = "id: may\ntitle: May\nbody: hce\non: 2017-05-24\nactions: [{id: first, text: A, due: 2017-06-11}]\n"
PAPER = """\
id: report
title: Report
report: report
body: hce
quarter: Q1-2010
sections: [{id: s, title: S, priority: health, content: [{action: {id: ask, text: A, due: 2018-02}}]}]
"""
DAY = date(2018, 1, 31)


@pytest.fixture
def ws(records: ReadRecords) -> Workspace:
    return records(
        {
            "data/partnership.yaml": SETTINGS,
            "data/plans/plan.yaml": PLAN,
            "data/meetings/may.yaml": MEETING,
            "data/papers/report.yaml": PAPER,
        }
    )


def placed(ws: Workspace, filters: Filters = Filters(), soon: timedelta | None = None) -> dict[str, list[str]]:
    """The addresses of the actions in each place that is not empty."""
    due = due_items(ws, DAY, filters, soon) if soon is not None else due_items(ws, DAY, filters)
    return {status.value: [str(item.placed.address) for item in due[status]] for status in DueStatus if due[status]}


def test_actions_of_plans_meetings_and_papers_are_listed_by_deadline(ws: Workspace) -> None:
    assert placed(ws) == {
        "overdue": ["may/first", "plan/late"],
        "due": ["plan/today", "report/ask", "plan/soon"],
        "later": ["plan/later"],
        "unresolved": ["plan/open"],
        "undated": ["plan/undated"],
        "complete": ["plan/done"],
        "closed": ["plan/never", "plan/off"],
    }


def test_the_answer_says_for_which_day_it_holds(ws: Workspace) -> None:
    assert due_items(ws, DAY).as_of == DAY


def test_how_far_ahead_due_reaches_can_be_asked(ws: Workspace) -> None:
    assert placed(ws, soon=timedelta(0))["due"] == ["plan/today"]
    assert "later" not in placed(ws, soon=timedelta(days=31))


@pytest.mark.parametrize(
    ("filters", "addresses"),
    [
        (Filters(owner="nhs"), {"plan/late"}),
        (Filters(body="hce"), {"may/first", "report/ask", "plan/later"}),
        (Filters(priority="health"), {"plan/late", "plan/done", "plan/never", "plan/off", "report/ask"}),
        (Filters(priority="health", body="hce"), {"report/ask"}),
        (Filters(owner="ccmg"), set()),
    ],
)
def test_a_question_can_be_filtered(ws: Workspace, filters: Filters, addresses: set[str]) -> None:
    assert {address for found in placed(ws, filters).values() for address in found} == addresses


def test_a_plan_holds_its_own_actions_and_not_those_of_a_namesake(records: ReadRecords) -> None:
    ws = records({"data/plans/plan.yaml": PLAN, "data/plans/plan-b.yaml": PLAN.replace("id: plan\n", "id: plan-b\n")})
    found = placed(ws, Filters(plan="plan"))
    assert {address.partition("/")[0] for addresses in found.values() for address in addresses} == {"plan"}


# Months as the cohesion scrutiny plan has them: 2 done, "December 201" open, the rest due at the end of a month.
SCRUTINY = ["complete"] * 2 + ["2017-12"] * 2 + ["2018-03"] * 4 + ["2018-08"] + ["2018-10"] * 6 + ["2018-11"] * 2 + [
    "2018-12", "2019-03", "2019-10", "December 201",
]  # fmt: skip


@pytest.mark.parametrize(
    ("as_of", "overdue", "due_or_overdue", "ahead"),
    [
        (date(2018, 1, 31), 2, 2, 16),
        (date(2018, 4, 30), 6, 6, 12),
        (date(2018, 11, 30), 13, 15, 3),
    ],
)
def test_the_scrutiny_plan_falls_due_as_its_document_says(
    records: ReadRecords, as_of: date, overdue: int, due_or_overdue: int, ahead: int
) -> None:
    actions = "".join(
        f"      - {{id: a{n}, text: A, {'status: complete' if due == 'complete' else f'due: {due}'}}}\n"
        for n, due in enumerate(SCRUTINY)
    )
    plan = f"id: p\ntitle: P\naims:\n  - id: x\n    title: X\n    actions:\n{actions}"
    due = due_items(records({"data/plans/p.yaml": plan}), as_of, soon=timedelta(0))
    counts = {status: len(due[status]) for status in DueStatus}
    assert sum(counts.values()) == 21
    assert counts[DueStatus.OVERDUE] == overdue
    assert counts[DueStatus.OVERDUE] + counts[DueStatus.DUE] == due_or_overdue
    assert (counts[DueStatus.COMPLETE], counts[DueStatus.UNRESOLVED], counts[DueStatus.LATER]) == (2, 1, ahead)


@pytest.mark.parametrize(
    ("day", "status"),
    [
        (date(2017, 12, 31), DueStatus.DUE),
        (date(2018, 1, 1), DueStatus.OVERDUE),
        (date(2017, 12, 1), DueStatus.DUE),
        (date(2017, 11, 30), DueStatus.LATER),
    ],
)
def test_due_is_from_thirty_days_before_to_the_last_day(day: date, status: DueStatus) -> None:
    assert due_status(Action.model_validate({"id": "a", "text": "A", "due": "2017-12"}), day) is status


DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))
DEADLINES = st.none() | st.just("at the next meeting") | DAYS.map(date.isoformat)


@given(DEADLINES, st.sampled_from(ActionStatus), DAYS)
def test_late_means_overdue_and_nothing_else_does(due: str | None, status: ActionStatus, as_of: date) -> None:
    keys = {"id": "a", "text": "A", "status": status.value} | ({"due": due} if due else {})
    action = Action.model_validate(keys)
    assert (due_status(action, as_of) is DueStatus.OVERDUE) is (action.days_late(as_of) > 0)


@given(DAYS, DAYS, st.integers(0, 1000))
def test_with_time_an_open_action_only_moves_towards_overdue(due: date, day: date, wait: int) -> None:
    action = Action.model_validate({"id": "a", "text": "A", "due": due.isoformat()})
    order = [DueStatus.LATER, DueStatus.DUE, DueStatus.OVERDUE]
    before, after = due_status(action, day), due_status(action, day + timedelta(days=wait))
    assert order.index(before) <= order.index(after)


PROJECT = """\
id: unit
title: Unit
body: hce
leads: [NHS Harrow]
milestones:
  - {id: site, text: The site is found, due: 2017-12}
  - {id: open, text: The unit opens, due: 2018-02, status: complete, completed: 2018-01-20}
"""
STRATEGY = """\
id: strategy
title: Strategy
body: ccmg
timetable: [{id: draft, text: The draft is published, due: 2004-02}, {id: final, text: The final text, due: in time}]
"""


def test_milestones_and_timetables_are_due_until_somebody_records_that_they_happened(records: ReadRecords) -> None:
    ws = records(
        {
            "data/partnership.yaml": SETTINGS,
            "data/projects/unit.yaml": PROJECT,
            "data/plans/strategy.yaml": STRATEGY,
        }
    )
    assert placed(ws) == {
        "overdue": ["strategy/draft", "unit/site"],
        "unresolved": ["strategy/final"],
        "complete": ["unit/open"],
    }
    assert placed(ws, Filters(owner="nhs"))["overdue"] == ["unit/site"]
    assert placed(ws, Filters(body="ccmg"))["overdue"] == ["strategy/draft"]


@pytest.mark.parametrize(
    ("ended", "status"), [("2004-05", DueStatus.LEFT_OPEN), ("2018-01-31", DueStatus.OVERDUE), ("", DueStatus.OVERDUE)]
)
def test_what_is_open_when_its_plan_ended_is_listed_apart(records: ReadRecords, ended: str, status: DueStatus) -> None:
    ending = f"ended: {{on: {ended}, reason: A later one replaced it}}\n" if ended else ""
    ws = records({"data/partnership.yaml": SETTINGS, "data/plans/strategy.yaml": STRATEGY + ending})
    assert "strategy/draft" in placed(ws)[status.value]


def test_what_was_done_before_a_plan_ended_stays_complete(records: ReadRecords) -> None:
    ended = PROJECT + "ended: {on: 2018-01-25, reason: It was stopped}\n"
    ws = records({"data/partnership.yaml": SETTINGS, "data/projects/unit.yaml": ended})
    assert placed(ws) == {"left_open": ["unit/site"], "complete": ["unit/open"]}


def test_plans_of_other_organisations_are_counted_and_left_out(records: ReadRecords) -> None:
    theirs = STRATEGY.replace("body: ccmg\n", "organisation: nhs\n")
    ws = records({"data/partnership.yaml": SETTINGS, "data/plans/strategy.yaml": theirs})
    assert placed(ws) == {}
    assert due_items(ws, DAY).left_out == {"nhs": 2}
    assert "strategy/draft" in placed(ws, Filters(plan="strategy"))["overdue"]


GROUPED = """\
id: plan
title: The plan
aims:
  - id: a
    title: A
    board: ccmg
    actions:
      - {id: a1, text: A, due: 2017-12, owners: [HCE]}
      - {id: a2, text: A, due: 2018-02, owners: [Chief Executives, NHS Harrow], depends_on: [a1]}
      - {id: a3, text: A}
      - {id: a4, text: A, due: 2017-11, owners: [hce, HCE], status: complete}
"""


def groups(ws: Workspace, by: Grouping) -> list[tuple[str | None, str, int, int, int, int]]:
    return [
        (group.id, group.name, group.counts[DueStatus.OVERDUE], group.counts[DueStatus.DUE],
         sum(group.counts.values()), group.at_risk)
        for group in grouped(ws, due_items(ws, DAY), by)
    ]  # fmt: skip


def test_all_names_of_an_owner_are_one_owner_and_each_owner_of_an_item_counts_it(records: ReadRecords) -> None:
    ws = records(
        {"data/partnership.yaml": SETTINGS, "data/plans/plan.yaml": GROUPED, "data/meetings/may.yaml": MEETING}
    )
    assert groups(ws, Grouping.OWNER) == [
        ("hce", "Chief Executives", 1, 1, 3, 1),
        (None, "", 1, 0, 2, 0),
        ("nhs", "NHS Harrow", 0, 1, 1, 1),
    ]
    assert groups(ws, Grouping.BODY) == [
        ("ccmg", "Cohesion Group", 1, 1, 4, 1),
        ("hce", "Chief Executives", 1, 0, 1, 0),
    ]
    assert groups(ws, Grouping.PLAN) == [("plan", "The plan", 1, 1, 4, 1), ("may", "May", 1, 0, 1, 0)]


def test_an_owner_whom_the_settings_do_not_list_is_named_as_written(records: ReadRecords) -> None:
    ws = records({"data/partnership.yaml": SETTINGS, "data/plans/plan.yaml": GROUPED.replace("NHS Harrow", "Nobody")})
    assert (None, "Nobody", 0, 1, 1, 1) in groups(ws, Grouping.OWNER)
