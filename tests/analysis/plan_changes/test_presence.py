from pathlib import Path

import pytest

from tests.analysis.plan_changes.versions import compared, indicator, lines, plan, register


def test_an_action_that_is_gone_is_removed_and_says_how_it_stood(tmp_path: Path) -> None:
    before = plan("id: a, text: Open the van, due: 2011-01", "id: b, text: Buy a bus")
    assert lines(tmp_path, before, plan("id: b, text: Buy a bus")) == [
        "removed p/a: action removed; it was open, due January 2011"
    ]


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("in-progress", "removed p/a: action removed; it was in progress"),
        ("complete", "status p/a: action removed; it was complete"),
        ("cancelled", "status p/a: action removed; it was cancelled"),
    ],
)
def test_an_action_that_was_closed_before_counts_less(tmp_path: Path, status: str, expected: str) -> None:
    assert lines(tmp_path, plan(f"id: a, text: Open the van, status: {status}"), plan()) == [expected]


def test_what_is_inside_a_record_is_counted_with_it(tmp_path: Path) -> None:
    files = plan("id: a, text: Open the van", "id: b, text: Buy a bus, status: complete")
    assert lines(tmp_path, files, {}) == [
        "removed p: plan removed, with 1 aim and 2 actions (1 of these was still open)"
    ]
    (change,) = compared(tmp_path, {}, files).changes
    assert (change.what, change.facts) == (
        "new plan, with 1 aim and 2 actions",
        {"inside": ["p/aim", "p/a", "p/b"], "inside_count": 3},
    )


def test_a_plan_that_had_ended_and_a_risk_that_was_closed_count_less(tmp_path: Path) -> None:
    ended = plan("id: a, text: Open the van", extra="ended: {on: 2010-03, reason: Done}\n")
    assert lines(tmp_path, ended, {})[0].startswith("status p: plan removed; it was ended in March 2010, with 1 aim")
    closed = register("id: m, title: Money, closed: {on: 2010-03, reason: Done}", "id: s, title: Staff")
    assert lines(tmp_path, closed, register("id: s, title: Staff")) == [
        "status r/m: risk removed; it was closed in March 2010"
    ]
    assert lines(tmp_path, register("id: m, title: Money", "id: s, title: Staff"), closed)[0].startswith("risk-moved")


def test_a_record_with_another_id_is_renamed_and_not_removed(tmp_path: Path) -> None:
    before = plan("id: a, text: Open the evening clinic, due: 2011-01")
    now = plan("id: clinic, text: Open the evening clinic, due: 2011-03")
    assert lines(tmp_path, before, now) == [
        (
            "deadline p/clinic: deadline moved from January 2011 to March 2011: 59 days later "
            "(overwritten: a revision is missing, so the record does not show the move)"
        ),
        "renamed p/clinic: renamed from p/a",
    ]


def test_a_plan_with_another_id_is_one_change(tmp_path: Path) -> None:
    before = plan("id: a, text: Open the van")
    now = {"data/plans/q.yaml": before["data/plans/p.yaml"].replace("id: p", "id: q")}
    assert lines(tmp_path, before, now) == ["renamed q: renamed from p"]


def test_a_file_in_another_folder_is_administrative(tmp_path: Path) -> None:
    before = plan("id: a, text: Open the van")
    assert lines(tmp_path, before, {"data/plans/old/p.yaml": before["data/plans/p.yaml"]}) == [
        "administrative p: file moved from data/plans/p.yaml"
    ]


def test_an_action_in_another_plan_is_moved(tmp_path: Path) -> None:
    action, other = "id: a, text: Open the evening clinic", "id: b, text: Buy a bus"
    before = {**plan(action, other), **plan(plan_id="q")}
    now = {**plan(other), **plan(action, plan_id="q")}
    assert lines(tmp_path, before, now) == ["renamed q/a: moved from plan p"]


def test_an_action_under_another_aim_is_moved(tmp_path: Path) -> None:
    text = "id: p\ntitle: P\naims:\n  - {{id: x, title: Ex, actions: [{}]}}\n  - {{id: y, title: Why, actions: [{}]}}\n"
    action = "{id: a, text: Open the evening clinic}"
    before, now = ({"data/plans/p.yaml": text.format(*pair)} for pair in ((action, ""), ("", action)))
    assert lines(tmp_path, before, now) == ["renamed p/a: moved from aim p/x to aim p/y"]


def test_another_order_is_administrative(tmp_path: Path) -> None:
    one, two = "id: a, text: Open the van", "id: b, text: Buy a bus"
    assert lines(tmp_path, plan(one, two), plan(two, one)) == ["administrative p/aim: actions changed"]


def test_what_could_not_be_read_counts_neither_as_new_nor_as_removed(tmp_path: Path) -> None:
    path = "data/plans/p.yaml"
    files = plan("id: a, text: Open the van")
    assert compared(tmp_path, files, {}, unread=[path]).changes == ()
    assert compared(tmp_path, {}, files, unread=[path]).changes == ()
    assert compared(tmp_path, files, {}, unread=["data/plans/old/p.yaml"]).changes == ()
    assert len(compared(tmp_path, files, {}, unread=["data/plans/q.yaml"]).changes) == 1


def test_a_removed_file_comes_before_what_is_new(tmp_path: Path) -> None:
    assert [one.partition(":")[0] for one in lines(tmp_path, plan(), indicator())] == ["removed p", "new ni-1"]


def test_a_plan_with_only_closed_actions_has_no_open_ones(tmp_path: Path) -> None:
    assert lines(tmp_path, plan("id: b, text: Buy a bus, status: complete"), {}) == [
        "removed p: plan removed, with 1 aim and 1 action"
    ]
