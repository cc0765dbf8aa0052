import subprocess
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings, strategies as st

from hsp_cli.checking.deadline_history import deadline_history, seen_deadlines
from hsp_cli.checking.loader import load
from hsp_cli.domain.deadline_changes import Course
from hsp_cli.domain.period import COUNCIL_CALENDAR
from hsp_cli.domain.request import RequestRefused
from hsp_cli.store import changed_items
from hsp_cli.store.yaml_libraries import load as load_yaml
from tests.repositories import commit_on, git
from tests.workspaces import PARTNERSHIP, write_files

SETTINGS = {"data/partnership.yaml": PARTNERSHIP}
PLAN = "data/plans/p.yaml"


def plan(*, plan_id: str = "p", **dues: str) -> str:
    actions = "".join(f"      - {{id: {name}, text: Do {name}, due: {due}}}\n" for name, due in dues.items())
    return f"id: {plan_id}\ntitle: Plan\naims:\n  - id: w1\n    title: First\n    actions:\n{actions}"


def seen(root: Path) -> dict[str, Course]:
    workspace = load(str(root)).workspace
    assert workspace
    return {str(address): course for address, course in seen_deadlines(str(root), workspace).courses.items()}


def moves(course: Course) -> list[tuple[str, str | None, str | None]]:
    return [
        (str(move.before), str(move.to) if move.to else None, str(move.commit.on) if move.commit else None)
        for move in course.moves
    ]


def test_every_deadline_that_a_commit_or_the_disk_gave_is_seen(tmp_path: Path) -> None:
    commit_on(tmp_path, "2010-01-01", {**SETTINGS, PLAN: plan(a1="2010-03", a2="2010-03")})
    commit_on(tmp_path, "2010-02-01", {PLAN: plan(a1="2010-06", a2="2010-03")})
    commit_on(tmp_path, "2010-07-01", {PLAN: plan(a1="2010-09", a2="2010-03")})
    write_files(tmp_path, {PLAN: plan(a1="2010-12", a2="2010-03")})
    found = seen(tmp_path)
    assert moves(found["p/a1"]) == [
        ("2010-03", "2010-06", "2010-02-01"),
        ("2010-06", "2010-09", "2010-07-01"),
        ("2010-09", "2010-12", None),
    ]
    assert (str(found["p/a1"].first), moves(found["p/a2"])) == ("2010-03", [])


def test_meetings_papers_and_projects_have_deadlines_too(tmp_path: Path) -> None:
    meeting = "id: m\ntitle: M\nbody: board\non: 2010-01-01\nactions: [{id: a1, text: Do, due: DUE}]\n"
    project = "id: r\ntitle: R\nmilestones: [{id: m1, text: Open, due: DUE}]\n"
    paper = "id: x\ntemplate: action-log\ntitle: X\nactions: [{id: a1, text: Do, due: DUE}]\n"
    paths = {"data/meetings/m.yaml": meeting, "data/projects/r.yaml": project, "data/papers/x.yaml": paper}
    commit_on(
        tmp_path, "2010-01-01", {**SETTINGS, **{path: text.replace("DUE", "2010-03") for path, text in paths.items()}}
    )
    commit_on(tmp_path, "2010-02-01", {path: text.replace("DUE", "2010-06") for path, text in paths.items()})
    history = deadline_history(str(tmp_path), git(tmp_path, "rev-parse", "HEAD"), COUNCIL_CALENDAR)
    assert {str(address) for address in history.changes[-1].now} >= {"m/a1", "r/m1"}
    assert (history.begins, history.commits) == (date(2010, 1, 1), 2)


def test_a_record_is_followed_to_another_file(tmp_path: Path) -> None:
    commit_on(tmp_path, "2010-01-01", {**SETTINGS, PLAN: plan(a1="2010-03")})
    commit_on(tmp_path, "2010-02-01", {"data/plans/old/p.yaml": plan(a1="2010-06")}, gone=[PLAN])
    commit_on(tmp_path, "2010-03-01", {PLAN: plan(a1="2010-06")}, gone=["data/plans/old/p.yaml"])
    assert moves(seen(tmp_path)["p/a1"]) == [("2010-03", "2010-06", "2010-02-01")]


def test_a_plan_with_another_id_keeps_the_courses_of_its_actions(tmp_path: Path) -> None:
    commit_on(tmp_path, "2010-01-01", {**SETTINGS, PLAN: plan(a1="2010-03")})
    commit_on(tmp_path, "2010-02-01", {"data/plans/q.yaml": plan(plan_id="q", a1="2010-06")}, gone=[PLAN])
    assert {address: moves(course) for address, course in seen(tmp_path).items()} == {
        "q/a1": [("2010-03", "2010-06", "2010-02-01")]
    }


def test_an_action_that_is_deleted_and_put_back_with_another_deadline_has_moved(tmp_path: Path) -> None:
    commit_on(tmp_path, "2010-01-01", {**SETTINGS, PLAN: plan(a1="2010-03")})
    commit_on(tmp_path, "2010-02-01", {}, gone=[PLAN])
    commit_on(tmp_path, "2010-03-01", {PLAN: plan(a1="2010-06")})
    assert moves(seen(tmp_path)["p/a1"]) == [("2010-03", "2010-06", "2010-03-01")]


def test_a_version_that_cannot_be_read_says_what_the_one_before_says(tmp_path: Path) -> None:
    commit_on(tmp_path, "2010-01-01", {**SETTINGS, PLAN: plan(a1="2010-03")})
    commit_on(tmp_path, "2010-02-01", {PLAN: "aims: ["})
    broken = commit_on(tmp_path, "2010-03-01", {PLAN: "id: &a p\n"})
    commit_on(tmp_path, "2010-04-01", {PLAN: plan(a1="2010-06")})
    workspace = load(str(tmp_path)).workspace
    assert workspace
    found = seen_deadlines(str(tmp_path), workspace)
    assert [(path, commit.on.isoformat()) for path, commit in found.unread] == [
        (PLAN, "2010-02-01"),
        (PLAN, "2010-03-01"),
    ]
    assert found.unread[1][1].id == broken
    assert [moves(course) for course in found.courses.values()] == [[("2010-03", "2010-06", "2010-04-01")]]


def test_a_file_that_cannot_be_read_now_has_removed_nothing(tmp_path: Path) -> None:
    commit_on(
        tmp_path,
        "2010-01-01",
        {**SETTINGS, PLAN: plan(a1="2010-03"), "data/plans/q.yaml": plan(plan_id="q", a1="2010-03")},
    )
    write_files(tmp_path, {PLAN: "aims: ["})
    (tmp_path / "data/plans/q.yaml").unlink()
    found = seen(tmp_path)
    assert (found["p/a1"].gone_in, found["q/a1"].gone_in is None) == (None, False)


def branches(root: Path, side: Mapping[str, str], main: Mapping[str, str], merged: str | None) -> dict[str, Course]:
    """Two branches from one version, and their merge: as git makes it, or with another content."""
    commit_on(root, "2010-01-01", {**SETTINGS, PLAN: plan(a1="2010-03", a2="2010-03", a3="2010-03")})
    git(root, "checkout", "--quiet", "-b", "side")
    commit_on(root, "2010-02-01", {PLAN: plan(**side)})
    git(root, "checkout", "--quiet", "main")
    commit_on(root, "2010-02-02", {PLAN: plan(**main)})
    git(root, "merge", "--quiet", "--no-commit", "--no-ff", "--strategy=ours", "side")
    commit_on(root, "2010-03-01", {PLAN: merged} if merged else {})
    return seen(root)


def test_moves_of_two_branches_are_seen_and_their_merge_moves_nothing(tmp_path: Path) -> None:
    side, main = (
        {"a1": "2010-06", "a2": "2010-03", "a3": "2010-03"},
        {"a1": "2010-03", "a2": "2010-09", "a3": "2010-03"},
    )
    found = branches(tmp_path, side, main, plan(a1="2010-06", a2="2010-09", a3="2010-03"))
    assert {address: moves(course) for address, course in found.items()} == {
        "p/a1": [("2010-03", "2010-06", "2010-02-01")],
        "p/a2": [("2010-03", "2010-09", "2010-02-02")],
        "p/a3": [],
    }


def test_a_merge_that_gives_a_deadline_of_neither_branch_has_moved_it(tmp_path: Path) -> None:
    side, main = (
        {"a1": "2010-06", "a2": "2010-03", "a3": "2010-03"},
        {"a1": "2010-09", "a2": "2010-03", "a3": "2010-03"},
    )
    found = branches(tmp_path, side, main, plan(a1="2010-12", a2="2010-03", a3="2010-03"))
    assert [move[1] for move in moves(found["p/a1"])] in (
        ["2010-06", "2010-09", "2010-12"],
        ["2010-09", "2010-06", "2010-12"],
    )


def test_the_same_move_on_two_branches_counts_once(tmp_path: Path) -> None:
    same = {"a1": "2010-06", "a2": "2010-03", "a3": "2010-03"}
    found = branches(tmp_path, same, {**same, "a2": "2010-09"}, plan(a1="2010-06", a2="2010-09", a3="2010-03"))
    assert len(moves(found["p/a1"])) == 1


def test_a_move_that_a_merge_undid_and_that_was_made_again_counts_twice(tmp_path: Path) -> None:
    start = {"a1": "2010-03", "a2": "2010-03", "a3": "2010-03"}
    merged = {**start, "a2": "2010-09", "a3": "2010-12"}
    branches(tmp_path, {**start, "a2": "2010-09"}, {**start, "a1": "2010-06"}, plan(**merged))
    commit_on(tmp_path, "2010-04-01", {PLAN: plan(**{**merged, "a1": "2010-06"})})
    assert moves(seen(tmp_path)["p/a1"]) == [
        ("2010-03", "2010-06", "2010-02-02"),
        ("2010-03", "2010-06", "2010-04-01"),
    ]


def test_without_a_commit_the_reason_is_given(tmp_path: Path) -> None:
    write_files(tmp_path, {**SETTINGS, PLAN: plan(a1="2010-03")})
    with pytest.raises(RequestRefused, match="is not in a git repository"):
        seen(tmp_path)
    git(tmp_path, "init", "--quiet")
    with pytest.raises(RequestRefused, match="git has no commit here yet"):
        seen(tmp_path)


def test_a_shallow_clone_says_so(tmp_path: Path) -> None:
    commit_on(tmp_path / "all", "2010-01-01", {**SETTINGS, PLAN: plan(a1="2010-03")})
    commit_on(tmp_path / "all", "2010-02-01", {PLAN: plan(a1="2010-06")})
    git(tmp_path, "clone", "--quiet", "--depth", "1", (tmp_path / "all").as_uri(), "few")
    workspace = load(str(tmp_path / "few")).workspace
    assert workspace
    found = seen_deadlines(str(tmp_path / "few"), workspace)
    assert (found.is_shallow, found.begins, found.commits) == (True, date(2010, 2, 1), 1)
    assert [moves(course) for course in found.courses.values()] == [[]]


# --- What it costs


def long_plan(due: str) -> str:
    actions = "".join(
        f"      - id: a{number}\n        text: {'Do it. ' * 30}\n        due: {due if number == 7 else '2010-03'}\n"
        for number in range(30)
    )
    return f"id: p\ntitle: Plan\naims:\n  - id: w1\n    title: First\n    actions:\n{actions}"


def imported(root: Path, commits: Sequence[Mapping[str, str | None]]) -> None:
    """A repository with these commits, each with the files that it changes; None is a file that goes."""
    root.mkdir(parents=True, exist_ok=True)
    subprocess.run(("git", "init", "--quiet", "--initial-branch=main", str(root)), check=True)
    pieces = []
    for number, files in enumerate(commits):
        pieces.append(
            f"commit refs/heads/main\ncommitter A <a@example.org> {1262304000 + number * 86400} +0000\ndata 1\nx\n"
        )
        for path, text in files.items():
            pieces.append(
                f"D {path}\n" if text is None else f"M 100644 inline {path}\ndata {len(text.encode())}\n{text}\n"
            )
    subprocess.run(("git", "fast-import", "--quiet"), cwd=root, input="".join(pieces).encode(), check=True)


def parsed(root: Path) -> int:
    head = git(root, "rev-parse", "HEAD")
    return deadline_history(str(root), head, COUNCIL_CALENDAR).parsed


def test_the_cost_grows_with_what_changed(tmp_path: Path) -> None:
    start = {PLAN: long_plan("2010-03"), **{f"data/plans/q{number}.yaml": long_plan("2010-03") for number in range(5)}}
    figures = [{"data/indicators/i.yaml": f"id: i\ntitle: {number}\n"} for number in range(50)]
    moved = [{PLAN: long_plan(f"2010-{month:02}")} for month in range(4, 9)]
    imported(tmp_path / "one", [start])
    imported(tmp_path / "figures", [start, *figures])
    imported(tmp_path / "moved", [start, *moved])
    whole = len(long_plan("2010-03"))
    first = parsed(tmp_path / "one")
    # The six plans are the same but for their place: one content for each path.
    assert first == 6 * whole
    assert parsed(tmp_path / "figures") == first
    # Each move costs two items of the thirty, and in the end the last version is read as a whole.
    assert parsed(tmp_path / "moved") - first < 5 * 2 * whole / 30 + whole + 100


# --- The law: git's moves are those that a slow and simple reader finds


_DUES = st.sampled_from(["2010-03", "2010-06", "2010-09-30", "when agreed", ""])
_ACTIONS = st.dictionaries(st.sampled_from(["a1", "a2", "a3"]), _DUES, max_size=3)
_VERSIONS = st.lists(st.tuples(st.sampled_from(["p", "q"]), st.one_of(st.none(), _ACTIONS)), min_size=1, max_size=12)


def block_plan(plan_id: str, dues: Mapping[str, str]) -> str:
    actions = "".join(
        f"      - id: {name}\n        text: Do {name} of {plan_id}\n" + (f"        due: {due}\n" if due else "")
        for name, due in dues.items()
    )
    return f"id: {plan_id}\ntitle: Plan\naims:\n  - id: w1\n    title: First\n    actions:\n{actions or '      []'}\n"


def slow_moves(versions: list[dict[str, str | None]]) -> dict[str, list[tuple[str, str | None]]]:
    """The moves in commits that follow each other, from every file of every commit as a whole."""
    files: dict[str, str] = {}
    last: dict[str, str | None] = {}
    found: dict[str, list[tuple[str, str | None]]] = {}
    for version in versions:
        files = {path: text for path, text in {**files, **version}.items() if text is not None}
        now: dict[str, str | None] = {}
        for text in files.values():
            record: Any = load_yaml(text)
            for action in record["aims"][0]["actions"]:
                now[f"{record['id']}/{action['id']}"] = action.get("due")
        for address, due in now.items():
            before = last.get(address)
            is_made_certain = before == "when agreed" and due is not None
            if before is not None and before != due and not is_made_certain:
                found.setdefault(address, []).append((before, due))
        last |= now
    return found


@settings(max_examples=5)
@given(_VERSIONS)
def test_git_tells_of_the_moves_that_whole_versions_show(versions: list[tuple[str, dict[str, str] | None]]) -> None:
    commits: list[dict[str, str | None]] = [{**SETTINGS, "data/plans/p.yaml": block_plan("p", {})}]
    present = {"data/plans/p.yaml"}
    for name, dues in versions:
        path = f"data/plans/{name}.yaml"
        if dues is not None or path in present:
            commits.append({path: None if dues is None else block_plan(name, dues)})
            present = present | {path} if dues is not None else present - {path}
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(changed_items, "_TOO_SHORT", 0)
        root = Path(folder, "repository")
        imported(root, commits)
        git(root, "reset", "--quiet", "--hard", "main")
        found = {address: [move[:2] for move in moves(one)] for address, one in seen(root).items() if one.moves}
    simple = slow_moves([{path: text for path, text in commit.items() if "plans" in path} for commit in commits])
    assert found == simple


# --- The same law where branches were merged


class Made(NamedTuple):
    """A commit of a made-up history: the numbers of its parents, and the deadline of each of two actions."""

    parents: tuple[int, ...]
    dues: tuple[str, str]


_MONTHS = st.sampled_from(["2010-03", "2010-06", "2010-09"])


@st.composite
def branched(draw: st.DrawFn) -> list[Made]:
    """Two branches that go on from each other's commits, and merges of both. The last commit merges what there is."""
    commits = [Made((), ("2010-03", "2010-03"))]
    tips = [0, 0]
    for _ in range(draw(st.integers(1, 9))):
        side, is_merge = draw(st.integers(0, 1)), draw(st.integers(0, 3)) == 0
        parents = (tips[side], tips[1 - side]) if is_merge and tips[0] != tips[1] else (tips[side],)
        choices = [[commits[parent].dues[index] for parent in parents] for index in (0, 1)]
        dues = [draw(st.one_of(st.sampled_from(known), _MONTHS)) for known in choices]
        commits.append(Made(parents, (dues[0], dues[1])))
        tips[side] = len(commits) - 1
    if tips[0] != tips[1]:
        first, second = (commits[tip].dues for tip in tips)
        dues = [draw(st.sampled_from([first[index], second[index]])) for index in (0, 1)]
        commits.append(Made((tips[0], tips[1]), (dues[0], dues[1])))
    return commits


def counted_commits(commits: list[Made]) -> set[int]:
    """The commits that lead to the last one, without branches that a merge has dropped as a whole."""
    found: set[int] = set()
    waiting = [len(commits) - 1]
    while waiting:
        number = waiting.pop()
        if number not in found:
            found.add(number)
            same = [one for one in commits[number].parents if commits[one].dues == commits[number].dues]
            waiting += same[:1] or commits[number].parents
    return found


def before(commits: list[Made], number: int) -> set[int]:
    """All commits before one."""
    return {one for parent in commits[number].parents for one in (parent, *before(commits, parent))}


def imported_branches(root: Path, commits: list[Made]) -> None:
    subprocess.run(("git", "init", "--quiet", "--initial-branch=main", str(root)), check=True)
    pieces = []
    for number, commit in enumerate(commits):
        text = plan(a1=commit.dues[0], a2=commit.dues[1])
        parents = "".join(
            f"{'from' if index == 0 else 'merge'} :{parent + 1}\n" for index, parent in enumerate(commit.parents)
        )
        pieces.append(
            f"commit refs/heads/main\nmark :{number + 1}\n"
            f"committer A <a@example.org> {1262304000 + number * 86400} +0000\ndata 1\nx\n{parents}"
            f"M 100644 inline {PLAN}\ndata {len(text)}\n{text}\n"
            f"M 100644 inline data/partnership.yaml\ndata {len(PARTNERSHIP)}\n{PARTNERSHIP}\n"
        )
    subprocess.run(("git", "fast-import", "--quiet", "--force"), cwd=root, input="".join(pieces).encode(), check=True)
    git(root, "reset", "--quiet", "--hard", "main")


@settings(max_examples=5)
@given(branched())
def test_where_branches_were_merged_each_move_of_a_commit_is_found(commits: list[Made]) -> None:
    with TemporaryDirectory() as folder:
        imported_branches(Path(folder, "repository"), commits)
        found = seen(Path(folder, "repository"))
    for index in (0, 1):
        makers: dict[tuple[str, str], list[int]] = {}
        for number in counted_commits(commits):
            was = [commits[parent].dues[index] for parent in commits[number].parents]
            due = commits[number].dues[index]
            if was and due not in was:
                makers.setdefault((was[0], due), []).append(number)
        moved = [(str(move.before), str(move.to)) for move in found[f"p/a{index + 1}"].moves if move.commit]
        assert set(moved) == set(makers)
        for pair, numbers in makers.items():
            is_one_line = all(one in before(commits, other) for one, other in pairwise(sorted(numbers)))
            assert 1 <= moved.count(pair) <= len(numbers)
            if is_one_line:
                assert moved.count(pair) == len(numbers)
