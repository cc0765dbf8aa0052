from pathlib import Path

import pytest

from hsp_cli.analysis.catalogue import find
from hsp_cli.checking.loader import load
from hsp_cli.checking.record_history import RecordHistory, gone_record_history, record_history
from hsp_cli.domain.request import RequestRefused
from tests.repositories import commit_on, git
from tests.workspaces import PARTNERSHIP, write_files

SETTINGS = {"data/partnership.yaml": PARTNERSHIP}
PLAN, OTHER = "data/plans/p.yaml", "data/plans/q.yaml"


def plan(*actions: str, plan_id: str = "p", title: str = "Plan") -> str:
    lines = "".join(f"      - {{{action}}}\n" for action in actions)
    return f"id: {plan_id}\ntitle: {title}\naims:\n  - id: w1\n    title: First\n    actions:\n{lines or '      []'}\n"


def history(root: Path, name: str) -> RecordHistory:
    workspace = load(str(root)).workspace
    assert workspace
    item = find(workspace, name)
    return record_history(str(root), item.address, item.place.path)


def told(found: RecordHistory) -> list[tuple[str | None, str, list[str]]]:
    """Of each version: the day of the commit, what it did, and the keys with their values before and after."""
    return [
        (
            str(version.commit.on) if version.commit else None,
            version.what.value,
            [f"{'.'.join(map(str, one.keys))}: {one.before} > {one.now}" for one in version.differences],
        )
        for version in found.versions
    ]


def test_every_value_that_a_record_has_had_is_there_the_latest_first(tmp_path: Path) -> None:
    commit_on(tmp_path, "2010-01-01", {**SETTINGS, PLAN: plan("id: a1, text: Do it, due: 2010-03", "id: a2, text: B")})
    commit_on(tmp_path, "2010-02-01", {PLAN: plan("id: a1, text: Do it, due: 2010-06", "id: a2, text: B")})
    commit_on(tmp_path, "2010-03-01", {PLAN: plan("id: a1, text: Do it, due: 2010-06", "id: a2, text: C")})
    write_files(tmp_path, {PLAN: plan("id: a1, text: Do it, status: complete", "id: a2, text: C")})
    found = history(tmp_path, "p/a1")
    assert told(found) == [
        (None, "changed", ["status: None > complete", "due: 2010-06 > None"]),
        ("2010-02-01", "changed", ["due: 2010-03 > 2010-06"]),
        ("2010-01-01", "added", ["id: None > a1", "text: None > Do it", "due: None > 2010-03"]),
    ]
    assert (str(found.begins), found.commits, found.is_present, found.is_shallow) == ("2010-01-01", 3, True, False)


def test_the_records_inside_a_record_have_histories_of_their_own(tmp_path: Path) -> None:
    commit_on(tmp_path, "2010-01-01", {**SETTINGS, PLAN: plan("id: a1, text: A")})
    commit_on(tmp_path, "2010-02-01", {PLAN: plan("id: a1, text: B")})
    commit_on(tmp_path, "2010-03-01", {PLAN: plan("id: a1, text: B", title="Other")})
    assert told(history(tmp_path, "plans/p")) == [
        ("2010-03-01", "changed", ["title: Plan > Other"]),
        ("2010-01-01", "added", ["id: None > p", "title: None > Plan"]),
    ]


def test_a_commit_that_changes_only_the_layout_changes_nothing(tmp_path: Path) -> None:
    commit_on(tmp_path, "2010-01-01", {**SETTINGS, PLAN: plan("id: a1, text: A")})
    commit_on(tmp_path, "2010-02-01", {PLAN: f"# a comment\n{plan('text: A, id: a1')}"})
    assert [version[0] for version in told(history(tmp_path, "p/a1"))] == ["2010-01-01"]


def test_a_record_is_followed_to_another_file_and_another_id(tmp_path: Path) -> None:
    commit_on(
        tmp_path, "2010-01-01", {**SETTINGS, PLAN: plan("id: a1, text: Do it"), OTHER: plan(plan_id="q", title="Q")}
    )
    commit_on(tmp_path, "2010-02-01", {PLAN: plan("id: b1, text: Do it, due: 2010-03")})
    commit_on(
        tmp_path, "2010-03-01", {PLAN: plan(), OTHER: plan("id: b1, text: Do it, due: 2010-03", plan_id="q", title="Q")}
    )
    commit_on(tmp_path, "2010-04-01", {"data/plans/sub/q.yaml": (tmp_path / OTHER).read_text()}, gone=[OTHER])
    found = history(tmp_path, "q/b1")
    assert told(found) == [
        ("2010-04-01", "moved", []),
        ("2010-03-01", "renamed", []),
        ("2010-02-01", "renamed", ["id: a1 > b1", "due: None > 2010-03"]),
        ("2010-01-01", "added", ["id: None > a1", "text: None > Do it"]),
    ]
    places = [(str(one.at.address), one.at.path, one.other and str(one.other.address)) for one in found.versions]
    assert places == [
        ("q/b1", "data/plans/sub/q.yaml", "q/b1"),
        ("q/b1", OTHER, "p/b1"),
        ("p/b1", PLAN, "p/a1"),
        ("p/a1", PLAN, None),
    ]


def test_a_new_id_that_is_not_committed_yet_is_followed_too(tmp_path: Path) -> None:
    commit_on(tmp_path, "2010-01-01", {**SETTINGS, PLAN: plan("id: a1, text: Do it")})
    write_files(tmp_path, {PLAN: plan("id: b1, text: Do it")})
    assert [version[:2] for version in told(history(tmp_path, "p/b1"))] == [(None, "renamed"), ("2010-01-01", "added")]


def test_two_records_with_the_same_text_are_not_taken_for_one(tmp_path: Path) -> None:
    commit_on(tmp_path, "2010-01-01", {**SETTINGS, PLAN: plan("id: a1, text: Same", "id: a2, text: Same")})
    commit_on(tmp_path, "2010-02-01", {PLAN: plan("id: b1, text: Same", "id: b2, text: Same")})
    assert [version[:2] for version in told(history(tmp_path, "p/b1"))] == [("2010-02-01", "added")]


def test_a_record_that_was_removed_is_found_by_its_address_or_id(tmp_path: Path) -> None:
    commit_on(tmp_path, "2010-01-01", {**SETTINGS, PLAN: plan("id: a1, text: Do it", "id: a2, text: Other")})
    commit_on(tmp_path, "2010-02-01", {PLAN: plan("id: a2, text: Other")})
    commit_on(tmp_path, "2010-03-01", {PLAN: plan("id: a2, text: Another")})
    for name in ("p/a1", "plans/p/a1", "A1"):
        found = gone_record_history(str(tmp_path), name)
        assert found
        assert [version[:2] for version in told(found)] == [("2010-02-01", "removed"), ("2010-01-01", "added")]
        assert (found.is_present, found.last.heading) == (False, "Do it")
    assert gone_record_history(str(tmp_path), "a3") is None


def test_a_record_that_was_removed_for_a_new_one_with_its_text_says_which(tmp_path: Path) -> None:
    commit_on(tmp_path, "2010-01-01", {**SETTINGS, PLAN: plan("id: a1, text: Do it")})
    commit_on(tmp_path, "2010-02-01", {PLAN: plan("id: b1, text: Do it")})
    found = gone_record_history(str(tmp_path), "p/a1")
    assert found
    assert (found.versions[0].what, str(found.versions[0].other and found.versions[0].other.address)) == (
        "removed",
        "p/b1",
    )


def test_a_record_that_came_back_has_both_lives(tmp_path: Path) -> None:
    commit_on(tmp_path, "2010-01-01", {**SETTINGS, PLAN: plan("id: a1, text: Do it")})
    commit_on(tmp_path, "2010-02-01", {PLAN: plan()})
    commit_on(tmp_path, "2010-03-01", {PLAN: plan("id: a1, text: Do it again")})
    assert [version[1] for version in told(history(tmp_path, "p/a1"))] == ["added", "removed", "added"]


def test_several_removed_records_of_one_name_are_refused(tmp_path: Path) -> None:
    commit_on(
        tmp_path, "2010-01-01", {**SETTINGS, PLAN: plan("id: a1, text: A"), OTHER: plan("id: a1, text: B", plan_id="q")}
    )
    commit_on(tmp_path, "2010-02-01", {PLAN: plan(), OTHER: plan(plan_id="q")})
    with pytest.raises(RequestRefused, match="2 records were called 'a1'") as refused:
        gone_record_history(str(tmp_path), "a1")
    assert refused.value.hint == "give the full address: plans/p/a1, plans/q/a1"


def test_a_version_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    commit_on(tmp_path, "2010-01-01", {**SETTINGS, PLAN: plan("id: a1, text: A")})
    commit_on(tmp_path, "2010-02-01", {PLAN: "aims: ["})
    commit_on(tmp_path, "2010-03-01", {PLAN: plan("id: a1, text: B")})
    assert told(history(tmp_path, "p/a1")) == [
        ("2010-03-01", "changed", ["text: A > B"]),
        ("2010-02-01", "unread", []),
        ("2010-01-01", "added", ["id: None > a1", "text: None > A"]),
    ]


def test_a_merge_has_changed_only_what_neither_branch_says(tmp_path: Path) -> None:
    commit_on(tmp_path, "2010-01-01", {**SETTINGS, PLAN: plan("id: a1, text: A, due: 2010-03")})
    git(tmp_path, "checkout", "--quiet", "-b", "side")
    commit_on(tmp_path, "2010-02-01", {PLAN: plan("id: a1, text: B, due: 2010-03")})
    git(tmp_path, "checkout", "--quiet", "main")
    commit_on(tmp_path, "2010-02-02", {PLAN: plan("id: a1, text: A, due: 2010-06")})
    git(tmp_path, "merge", "--quiet", "--no-commit", "--no-ff", "--strategy=ours", "side")
    commit_on(tmp_path, "2010-03-01", {PLAN: plan("id: a1, text: B, due: 2010-06, number: '1'")})
    found = told(history(tmp_path, "p/a1"))
    assert found[0] == ("2010-03-01", "changed", ["number: None > 1"])
    assert sorted(one[0] or "" for one in found[1:3]) == ["2010-02-01", "2010-02-02"]


def test_entries_of_the_settings_have_a_history(tmp_path: Path) -> None:
    people = "people: [{id: ann, name: NAME}]\n"
    commit_on(tmp_path, "2010-01-01", {"data/partnership.yaml": PARTNERSHIP + people.replace("NAME", "Ann")})
    commit_on(tmp_path, "2010-02-01", {"data/partnership.yaml": PARTNERSHIP + people.replace("NAME", "Ann Reed")})
    assert told(history(tmp_path, "ann"))[0] == ("2010-02-01", "changed", ["name: Ann > Ann Reed"])
