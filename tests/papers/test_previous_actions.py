"""Actions from previous meetings in a quarterly paper: their position and their outcome."""

from datetime import date

import pytest

from hsp_cli.domain.period import Period
from hsp_cli.papers.previous_actions import PreviousAction, previous_actions
from hsp_cli.papers.request import PaperRequest
from tests.workspaces import PARTNERSHIP, Files, ReadRecords

DAY = date(2010, 9, 27)
Q1 = Period.parse("Q1-2010")
SETTINGS = f"{PARTNERSHIP}bodies: [{{id: hce, name: Chief Executives}}, {{id: forum, name: Forum}}]\n"


def meeting(name: str, on: str, actions: str, body: str = "hce") -> Files:
    record = f"id: {name}\ntitle: {name.capitalize()}\nbody: {body}\non: {on}\nactions:\n  - {{{actions}}}\n"
    return {"data/partnership.yaml": SETTINGS, f"data/meetings/{name}.yaml": record}


def request_for(records: ReadRecords, files: Files) -> PaperRequest:
    paper = "id: paper\ntitle: Paper\nreport: morning-report\nbody: hce\nquarter: Q1-2010\non: 2010-09-27\n"
    workspace = records({**files, "data/papers/paper.yaml": paper})
    return PaperRequest("paper", "morning-report", workspace, DAY, Q1, workspace.papers["paper"].record)


def only(records: ReadRecords, action: str) -> PreviousAction:
    (group,) = previous_actions(request_for(records, meeting("may", "2010-05-24", f"id: a, text: Do it, {action}")))
    (found,) = group.actions
    return found


@pytest.mark.parametrize(
    ("action", "position"),
    [
        ("due: 2010-06", "Due June 2010; 89 days overdue"),
        ("due: 2010-06, status: complete", "Due June 2010; complete"),
        ("due: 2010-12, status: in-progress", "Due December 2010; in progress"),
        ("status: not-delivered", "Closed, not delivered"),
        ("status: in-progress", "In progress; no deadline recorded"),
        ("due: 2010-12", "Due December 2010; no status recorded"),
        ("owners: [HCE]", "No status recorded; no deadline recorded"),
        ("outcome: {update_due: 2010-09-27}", "Update due 27 September 2010; no status recorded"),
    ],
)
def test_a_position_is_the_deadline_and_what_is_recorded_of_the_progress(
    action: str, position: str, records: ReadRecords
) -> None:
    assert only(records, action).position == position


@pytest.mark.parametrize(
    ("action", "outcome"),
    [
        ("due: 2010-12", "No outcome is recorded."),
        ('outcome: {text: "Done\n in June."}', "Done in June."),
        ("outcome: {text: Tell us., starred: true}", "★ Action: Tell us."),
        ("outcome: {text: The fleet is new., answers: false}", "This does not answer the action: The fleet is new."),
        ("updates: [{on: 2010-07, text: Begun.}, {on: 2010-06, text: Planned.}]", "July 2010: Begun."),
    ],
)
def test_the_outcome_is_what_was_reported_and_the_latest_update(
    action: str, outcome: str, records: ReadRecords
) -> None:
    assert only(records, action.replace("\n", "\\n")).outcome == outcome


def test_an_action_stays_until_it_is_closed_whichever_meeting_raised_it(records: ReadRecords) -> None:
    files = {
        **meeting("march", "2010-03-01", "id: a, text: Still open"),
        **meeting("may", "2010-05-24", "id: b, text: Open too"),
        **meeting("other", "2010-05-24", "id: c, text: Of another body", body="forum"),
    }
    groups = previous_actions(request_for(records, files))
    assert [(group.origin, [action.text for action in group.actions]) for group in groups] == [
        ("March, 1 March 2010", ["Still open"]),
        ("May, 24 May 2010", ["Open too"]),
    ]


def test_an_inferred_status_is_marked(records: ReadRecords) -> None:
    found = only(records, "due: 2010-06, status: complete, inferred: {status: There is no column for it.}")
    assert found.position == "Due June 2010; complete †1"
