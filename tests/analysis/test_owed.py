from datetime import date

import pytest

from hsp_cli.analysis.filters import Filters
from hsp_cli.analysis.owed import OwedInQuarter, Owings, by_owner, owed_for
from hsp_cli.domain.period import Period
from hsp_cli.domain.workspace import Workspace
from tests.workspaces import PARTNERSHIP, ReadRecords

SETTINGS = (
    PARTNERSHIP
    + """\
exceptions: {schemes: [main]}
schemes: [{id: main, title: Main}]
bodies: [{id: board, name: Board}]
people: [{id: ann, name: Ann Reed, aliases: [A. Reed]}, {id: bo, name: Bo Hill}]
organisations: [{id: nhs, name: NHS}]
risk_matrix:
  likelihood: [{code: B, name: High}]
  impact: [{code: "1", name: Severe}]
  zones: [{id: red, name: Red, red: true}]
  cells: {B: {1: red}}
"""
)
Q1 = Period.parse("Q1-2010")
DAY = date(2010, 7, 20)
INDICATOR = "title: {0}\nid: {0}\nunit: '%'\nbetter: higher\nschemes: [main]\nleads: [Ann Reed]\n"
PLAN = "id: p\ntitle: P\naims:\n  - id: aim\n    title: Aim\n    actions:\n"


@pytest.fixture
def owed(records: ReadRecords):
    def ask(
        files: dict[str, str], quarter: Period = Q1, as_of: date = DAY, filters: Filters | None = None
    ) -> tuple[Workspace, OwedInQuarter]:
        workspace = records({"data/partnership.yaml": SETTINGS, **files})
        return workspace, owed_for(workspace, quarter, as_of, filters or Filters())

    return ask


def indicator(name: str, more: str) -> dict[str, str]:
    return {f"data/indicators/{name}.yaml": INDICATOR.format(name) + more}


def plan(*actions: str, more: str = "") -> dict[str, str]:
    return {"data/plans/p.yaml": PLAN + "".join(f"      - {action}\n" for action in actions) + more}


def figures(owings: Owings) -> list[tuple[str, list[str]]]:
    return [(str(one.placed.address), [period.text for period in one.periods]) for one in owings.figures]


def updates(owings: Owings) -> list[tuple[str, bool, bool]]:
    return [(one.placed.address.id, one.is_overdue, one.is_silent) for one in owings.actions]


def test_a_figure_that_was_due_by_the_end_of_the_quarter_is_owed(owed) -> None:
    files = indicator("late", "figures: {Q4-2009: {actual: 5}, Q1-2010: {target: 6}}\n")
    files |= indicator("there", "figures: {Q1-2010: {actual: 5}}\n")
    files |= indicator("yearly", "frequency: yearly\nrelease: 6 months\nfigures: {2008/09: {actual: 5}}\n")
    _, found = owed(files)
    assert figures(found.owings) == [("late", ["Q1-2010"])]
    assert [one.due(one.periods[0]) for one in found.owings.figures] == [date(2010, 6, 30)]


def test_a_figure_marked_as_awaited_and_one_with_a_rating_of_the_quarter_are_owed(owed) -> None:
    files = indicator("marked", "figures: {Q1-2010: {status: awaited}}\n")
    files |= indicator("rated", "figures: {Q4-2009: {actual: 5}}\nassessments: {Q1-2010: {rag: G}}\n")
    _, found = owed(files)
    assert figures(found.owings) == [("marked", ["Q1-2010"]), ("rated", ["Q1-2010"])]


def test_every_missing_month_of_the_quarter_is_owed(owed) -> None:
    last_only = "frequency: monthly\nfigures: {2010-03: {actual: 5}, 2010-06: {actual: 6}}\n"
    averages = "frequency: monthly\naccumulation: average\nfigures: {2010-03: {actual: 5}, 2010-05: {actual: 6}}\n"
    begun = "frequency: monthly\nfigures: {2010-05: {actual: 5}}\n"
    whole = "frequency: monthly\nfigures: {2010-03: {actual: 5}, Q1-2010: {actual: 6}}\n"
    late = "frequency: monthly\nrelease: 6 weeks\nfigures: {2010-02: {actual: 5}}\n"
    made = {"a": last_only, "b": averages, "c": begun, "d": whole, "e": late}
    _, found = owed({path: text for name, more in made.items() for path, text in indicator(name, more).items()})
    assert figures(found.owings) == [
        ("a", ["2010-04", "2010-05"]),
        ("b", ["2010-04", "2010-06"]),
        ("c", ["2010-06"]),
        ("e", ["2010-03", "2010-04"]),
    ]


def test_an_indicator_without_any_record_owes_nothing_that_anybody_knows_of(owed) -> None:
    _, found = owed(indicator("new", "figures: {Q1-2011: {target: 5}}\n"))
    assert figures(found.owings) == []
    assert [line.placed.record.id for line in found.unrecorded] == ["new"]


def test_a_comment_is_owed_for_each_exception_that_the_report_covers(owed) -> None:
    behind = "figures: {Q4-2009: {actual: 9, target: 9}, Q1-2010: {actual: 5, target: 9}}\n"
    files = indicator("silent", behind)
    files |= indicator("told", behind + "assessments: {Q1-2010: {comment: Staff left.}}\n")
    files |= {"data/indicators/other.yaml": INDICATOR.format("other").replace("[main]", "[]") + behind}
    files |= indicator("unclear", "figures: {Q1-2010: {actual: 5}}\n")
    _, found = owed(files)
    assert [line.placed.record.id for line in found.owings.comments] == ["silent"]
    assert [line.placed.record.id for line in found.not_judged] == ["unclear"]


def test_a_rating_is_owed_of_each_open_risk_that_was_not_rated_in_the_quarter(owed) -> None:
    risks = """\
id: r
title: R
body: board
risks:
  - {id: never, title: Never}
  - {id: old, title: Old, owners: [Bo Hill], ratings: {Q3-2009: {rating: B1}}}
  - {id: rated, title: Rated, ratings: {Q1-2010: {rating: B1}}}
  - {id: gone, title: Gone, ratings: {Q3-2009: {rating: B1}}, closed: {on: 2010-05, reason: Over.}}
"""
    _, found = owed({"data/risks/r.yaml": risks})
    assert [(one.placed.address.id, one.last and str(one.last.carried_from)) for one in found.owings.ratings] == [
        ("never", None),
        ("old", "Q3-2009"),
    ]


def test_news_is_owed_of_what_is_overdue_and_of_live_actions_without_an_update(owed) -> None:
    _, found = owed(
        plan(
            "{id: late, text: Late, due: 2010-05, updates: [{on: 2010-07-01, text: Soon.}]}",
            "{id: late-and-silent, text: Late, due: 2010-05}",
            "{id: silent, text: Silent, due: 2011, updates: [{on: 2010-03, text: Begun.}]}",
            "{id: undated-update, text: Undated, due: 2011, updates: [{text: Begun.}]}",
            "{id: gone, text: G, due: 2011, updates: [{on: 2010-05, text: X, withdrawn: {on: 2010-06, reason: Y}}]}",
            "{id: told, text: Told, due: 2011, updates: [{on: 2010-04, text: Going.}]}",
            "{id: told-since, text: Told, due: 2011, updates: [{on: 2010-07-19, text: Going.}]}",
            "{id: done, text: Done, due: 2010-05, status: complete}",
            "{id: later, text: Later, start: 2010-07, due: 2011}",
            "{id: undated, text: Undated, updates: [{on: 2010-06-30, text: Going.}]}",
            "{id: unresolved, text: U, due: at the next meeting, updates: [{on: 2010-06-30, text: Going.}]}",
        )
    )
    assert sorted(updates(found.owings)) == [
        ("gone", False, True),
        ("late", True, False),
        ("late-and-silent", True, True),
        ("silent", False, True),
        ("undated", False, False),
        ("undated-update", False, True),
        ("unresolved", False, False),
    ]
    assert {one.placed.address.id: one.last and one.last.text for one in found.owings.actions}["silent"] == "Begun."


def test_no_news_is_owed_of_a_plan_that_has_ended_or_of_an_action_that_was_agreed_after_the_quarter(owed) -> None:
    files = plan("{id: a, text: A, due: 2010-05}", more="ended: {on: 2010-06, reason: Replaced.}\n")
    meeting = "id: m\ntitle: M\nbody: board\non: {}\nactions: [{{id: {}, text: T, due: 2011}}]\n"
    files["data/meetings/m.yaml"] = meeting.format("2010-07-10", "new")
    assert updates(owed(files)[1].owings) == []
    files["data/meetings/m.yaml"] = meeting.format("2010-06-10", "old")
    assert updates(owed(files)[1].owings) == [("old", False, True)]


def test_the_owings_are_given_by_owner_under_any_name_and_what_has_no_owner_comes_last(owed) -> None:
    files = plan(
        "{id: both, text: T, due: 2011, owners: [Bo Hill, A. Reed]}",
        "{id: nobody, text: T, due: 2011}",
        "{id: unlisted, text: T, due: 2011, owners: [The Mayor]}",
    )
    files |= indicator("late", "figures: {Q4-2009: {actual: 5}}\n")
    workspace, found = owed(files)
    owners = by_owner(workspace, found.owings)
    assert [(one.id, one.name, figures(one.owings), [id for id, *_ in updates(one.owings)]) for one in owners] == [
        ("ann", "Ann Reed", [("late", ["Q1-2010"])], ["both"]),
        ("bo", "Bo Hill", [], ["both"]),
        (None, "The Mayor", [], ["unlisted"]),
        (None, "", [], ["nobody"]),
    ]
    assert [one.owings.count for one in owners] == [2, 1, 1, 1]


def test_filters_narrow_what_is_owed(owed) -> None:
    files = indicator("late", "figures: {Q4-2009: {actual: 5}}\n")
    files |= plan("{id: a, text: T, due: 2011, owners: [Bo Hill]}")
    _, found = owed(files, filters=Filters(owner="bo"))
    assert (figures(found.owings), updates(found.owings)) == ([], [("a", False, True)])
