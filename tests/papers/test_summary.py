"""The first page of a quarterly paper."""

from datetime import date
from typing import Any

import pytest

from hsp_cli.analysis.due import due_items
from hsp_cli.analysis.exceptions import exceptions
from hsp_cli.analysis.risks import risk_report
from hsp_cli.domain.period import Period
from hsp_cli.papers.of_quarter.morning_report import context
from hsp_cli.papers.request import PaperRequest
from hsp_cli.papers.summary import MOST_LISTED, MOST_OFF_TRACK, MissingView, missing, off_track, overdue
from tests.workspaces import Files, ReadRecords

DAY = date(2026, 10, 20)
Q2 = Period.parse("Q2-2026")
SETTINGS = """\
id: p
name: Edge Partnership
rag:
  levels:
    - {code: G, name: Green, colour: green, at_least: 0}
    - {code: A, name: Amber, colour: amber, at_least: -10, exception: true}
    - {code: R, name: Red, colour: red, exception: true}
risk_matrix:
  likelihood: [{code: A, name: High}]
  impact: [{code: "1", name: High}]
  zones: [{id: red, name: Red, red: true}]
  cells: {A: {1: red}}
bodies: [{id: board, name: Board}]
organisations: [{id: ec, name: Edge Council, aliases: [council]}, {id: nhs, name: NHS}]
"""


def request_for(records: ReadRecords, files: Files, settings: str = SETTINGS) -> PaperRequest:
    return PaperRequest("r", "morning-report", records({"data/partnership.yaml": settings, **files}), DAY, Q2)


def indicator(name: str, figures: str, more: str = "", unit: str = "'%'") -> Files:
    text = f"id: {name}\ntitle: {name}\nunit: {unit}\nbetter: higher\nfigures: {{{figures}}}\n{more}"
    return {f"data/indicators/{name}.yaml": text}


def missing_in(request: PaperRequest) -> tuple[MissingView, ...]:
    return missing(exceptions(request.workspace, Q2), risk_report(request.workspace, Q2), request)


def test_exceptions_come_worst_first_with_last_quarter_and_the_reason_in_a_line(records: ReadRecords) -> None:
    said = "assessments: {Q2-2026: {comment: The van broke on its first day out. It is mended.}}\n"
    request = request_for(
        records,
        {
            **indicator("amber", "Q1-2026: {actual: 98, target: 90}, Q2-2026: {actual: 85, target: 90}", said),
            **indicator("red", "Q1-2026: {actual: 40, target: 90}, Q2-2026: {actual: 50, target: 90}"),
            **indicator("late", "Q2-2026: {actual: 10, target: 90}"),
            **indicator("green", "Q2-2026: {actual: 95, target: 90}"),
        },
    )
    found = off_track(exceptions(request.workspace, Q2), request)
    assert [(one.indicator.name, one.before, one.why) for one in found] == [
        ("late", "not recorded", "rated Red (computed). No comment is recorded."),
        ("red", "R Red, computed", "rated Red (computed). No comment is recorded."),
        ("amber", "New: G Green, computed", "The van broke on its first day out."),
    ]


def actions(count: int) -> Files:
    listed = "".join(
        f"  - {{id: a{n}, text: Do {n}, due: 2026-0{1 + n % 9}, owners: [{('EC', 'council', 'NHS')[n % 3]}]}}\n"
        for n in range(count)
    )
    return {"data/meetings/m.yaml": f"id: m\ntitle: M\nbody: board\non: 2026-01-05\nactions:\n{listed}"}


def test_a_few_overdue_actions_are_listed_with_owner_deadline_and_days(records: ReadRecords) -> None:
    request = request_for(records, actions(2))
    found = overdue(due_items(request.workspace, DAY), request)
    assert [(one.owner, one.text, one.due, one.days_late) for one in found] == [
        ("EC", "Do 0 (M)", "January 2026", 262),
        ("council", "Do 1 (M)", "February 2026", 234),
    ]


def test_many_overdue_actions_are_counted_by_owner_whatever_name_it_has(records: ReadRecords) -> None:
    request = request_for(records, actions(MOST_LISTED + 2))
    found = overdue(due_items(request.workspace, DAY), request)
    assert [(one.owner, one.text, one.days_late) for one in found] == [
        ("Edge Council", "8 items, the oldest: Do 0", 262),
        ("NHS", "4 items, the oldest: Do 11", 203),
    ]


def test_what_is_missing_names_who_owes_it(records: ReadRecords) -> None:
    request = request_for(
        records,
        {
            **indicator("awaited", "Q1-2026: {actual: 90, target: 90}", "leads: [EC]\n"),
            **indicator("nothing", "Q4-2030: {actual: 90}"),
            **indicator("bad", "Q1-2026: {actual: 9, target: 90}, Q2-2026: {actual: 9, target: 90}", "leads: [NHS]\n"),
            "data/risks/r.yaml": (
                "id: r\ntitle: R\nbody: board\nrisks:\n"
                "  - {id: old, title: Old, owners: [NHS], ratings: {Q1-2026: {rating: A1}}}\n"
                "  - {id: never, title: Never}\n"
            ),
            "data/meetings/m.yaml": (
                "id: m\ntitle: M\nbody: board\non: 2026-01-05\n"
                "actions:\n"
                "  - {id: a, text: Ask them, owners: [EC]}\n"
                "  - {id: b, text: Tell, updates: [{on: 2026-02, text: T}]}\n"
            ),
            "data/projects/silent.yaml": "id: silent\ntitle: Silent\nleads: [EC]\nupdates: {Q1-2026: Begun.}\n",
        },
    )
    assert [(one.what, one.count, one.which) for one in missing_in(request)] == [
        ("Figure awaited in Q2 2026/27", 1, "awaited (EC)"),
        ("Neither figure nor rating recorded", 1, "nothing. No owner is recorded"),
        ("Exception without a comment", 1, "bad (NHS)"),
        ("Risk not rated in Q2 2026/27", 1, "Old, last rated A1 in Q1 2026/27 (NHS)"),
        ("Risk that was never rated", 1, "Never. No owner is recorded"),
        ("Earlier action without an outcome or update", 1, "Ask them (EC)"),
        ("Project without an update", 1, "Silent (EC)"),
    ]


def test_a_rating_without_a_figure_is_missing_its_figure(records: ReadRecords) -> None:
    rated = "assessments: {Q2-2026: {rag: R, comment: Said.}}\n"
    request = request_for(
        records,
        {
            **indicator("bare", "Q1-2026: {target: 5}", rated),
            **indicator("worded", "Q2-2026: {text: too many}", rated),
            **indicator("asked", "Q2-2026: {status: awaited}", rated),
        },
    )
    assert [(one.what, one.which) for one in missing_in(request)] == [
        ("Figure awaited in Q2 2026/27", "asked. No owner is recorded"),
        ("Rating without a figure", "bare. No owner is recorded"),
    ]


def test_inferred_titles_units_and_periods_are_marked_on_the_first_page(records: ReadRecords) -> None:
    ours = (
        "inferred: {title: Not the paper's., unit: From elsewhere., figures: No quarter., "
        "assessments.Q2-2026.as_at: No year.}\n"
    )
    rated = "assessments: {Q2-2026: {rag: R, as_at: Q1-2026, comment: Said.}}\n"
    files = {
        **indicator("late", "Q1-2026: {actual: 5, target: 90}", rated + ours, "days"),
        **indicator("silent", "", "inferred: {title: Not the paper's.}\n"),
    }
    request = request_for(records, files)
    found = exceptions(request.workspace, Q2)
    shown = [(one.indicator.name, one.indicator.rag, one.before) for one in off_track(found, request)]
    assert shown == [("late (days) †1 †2", "R Red (as at Q1 2026/27) †3", "R Red, computed †4")]
    assert [one.which for one in missing_in(request)] == [
        "late †1. No owner is recorded",
        "silent †1. No owner is recorded",
    ]


def test_a_priority_whose_number_the_report_skips_is_named(records: ReadRecords) -> None:
    settings = f"{SETTINGS}priorities: [{{id: a, title: A, number: 1}}, {{id: b, title: B, number: 4}}]\n"
    request = request_for(records, {}, f"{settings}exceptions: {{priorities: [a, b]}}\n")
    assert missing_in(request) == (MissingView("Number that the priorities skip", 2, "2, 3"),)


def test_nothing_is_missing_where_everything_is_recorded(records: ReadRecords) -> None:
    request = request_for(
        records, indicator("good", "Q1-2026: {actual: 99, target: 90}, Q2-2026: {actual: 99, target: 90}")
    )
    assert missing_in(request) == ()


@pytest.mark.parametrize("extra", [1, 5])
def test_a_long_list_ends_with_how_many_more(extra: int, records: ReadRecords) -> None:
    files: Files = {}
    for n in range(MOST_LISTED + extra):
        files = {**files, **indicator(f"i{n}", "Q1-2026: {actual: 90, target: 90}")}
    (view,) = missing_in(request_for(records, files))
    assert view.count == MOST_LISTED + extra
    assert view.which.endswith(f"; and {extra} more. No owner is recorded")


def test_the_first_page_lists_the_worst_exceptions_and_counts_the_others(records: ReadRecords) -> None:
    files: Files = {}
    for n in range(MOST_OFF_TRACK + 3):
        actual = 10 if n == MOST_OFF_TRACK else 85
        files = {**files, **indicator(f"i{n}", f"Q2-2026: {{actual: {actual}, target: 90}}")}
    found: dict[str, Any] = context(request_for(records, files))
    assert len(found["off_track"]) == MOST_OFF_TRACK
    assert found["off_track"][0].indicator.name == f"i{MOST_OFF_TRACK}"
    assert found["more_off_track"] == 3
