"""The merge of two changes of a record, called by git and called directly."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.repositories import commit_files, git
from tests.runs import PROGRAM, Run, hsp
from tests.workspaces import PARTNERSHIP, REPOSITORY, write_files

BINS = "data/indicators/bins.yaml"
TEXT = """\
id: bins
title: Missed bins
unit: bins
better: lower
figures:
  Q1-2010: {actual: 7, target: 9}   # from the depot
assessments:
  Q1-2010: {comment: Two vans were off the road.}
"""
PLAN = """\
id: homes
title: Homes
body: board
levels: [aim]
aims:
  - id: repairs
    title: Repairs
    actions:
      - id: van
        text: Buy a van.
        due: 2010-06
        updates:
          - {on: 2010-05-01, text: Two quotes.}
"""
SETTINGS = PARTNERSHIP + "bodies: [{id: board, name: Board}]\n"


def merged(folder: Path, base: str, ours: str, theirs: str, *options: str, path: str = BINS) -> tuple[Run, str]:
    """A direct call, and what is then in the file of our side."""
    write_files(folder, {"data/partnership.yaml": SETTINGS, "O": base, "A": ours, "B": theirs})
    run = hsp("merge-driver", *(str(folder / name) for name in "OAB"), f"{folder}/{path}", *options)
    return run, (folder / "A").read_bytes().decode()


def test_two_people_record_different_quarters(tmp_path: Path) -> None:
    ours = TEXT.replace("depot\n", "depot\n  # Provisional, says B.\n  Q2-2010: {actual: 6, status: provisional}\n")
    theirs = TEXT.replace("depot\n", "depot\n  Q3-2010: {actual: 5} # A counted\n")
    run, text = merged(tmp_path, TEXT, ours, theirs)
    assert (run.code, run.both) == (0, "")
    assert text == ours.replace("provisional}\n", "provisional}\n  Q3-2010: {actual: 5} # A counted\n")
    assert merged(tmp_path, TEXT, theirs, ours) == (run, text)


def test_two_people_change_different_keys_of_one_figure(tmp_path: Path) -> None:
    ours, theirs = TEXT.replace("actual: 7", "actual: 8"), TEXT.replace("target: 9}", "target: 9, status: final}")
    run, text = merged(tmp_path, TEXT, ours, theirs)
    assert run.code == 0
    assert "  Q1-2010: {actual: 8, target: 9, status: final}   # from the depot\n" in text


def test_the_same_change_on_both_sides_is_made_once(tmp_path: Path) -> None:
    changed = TEXT.replace("actual: 7", "actual: 8")
    assert merged(tmp_path, TEXT, changed, changed.replace("Missed bins", "Bins missed"))[1] == changed.replace(
        "Missed bins", "Bins missed"
    )


def test_updates_of_both_sides_are_kept(tmp_path: Path) -> None:
    ours = f"{PLAN}          - {{on: 2010-05-20, text: Bought.}}\n"
    theirs = f"{PLAN}          - {{on: 2010-05-10, text: A third quote.}}\n"
    run, text = merged(tmp_path, PLAN, ours, theirs, path="data/plans/homes.yaml")
    assert run.code == 0
    assert text == f"{ours}          - {{on: 2010-05-10, text: A third quote.}}\n"


def test_an_action_is_moved_here_and_another_added_there(tmp_path: Path) -> None:
    ours = PLAN.replace("due: 2010-06", "due: 2010-09")
    theirs = f"{PLAN}      # Agreed in May.\n      - id: tyres\n        text: Buy tyres.\n"
    run, text = merged(tmp_path, PLAN, ours, theirs, path="data/plans/homes.yaml")
    assert run.code == 0
    assert text == f"{ours}      # Agreed in May.\n      - id: tyres\n        text: Buy tyres.\n"


def test_one_value_with_two_changes_is_a_conflict_that_git_marks(tmp_path: Path) -> None:
    ours = TEXT.replace("actual: 7", "actual: 8").replace("Missed bins", "Bins missed")
    theirs = TEXT.replace("actual: 7", "actual: 6").replace("Two vans", "Three vans")
    run, text = merged(tmp_path, TEXT, ours, theirs)
    assert (run.code, run.out) == (1, "")
    assert run.err == f"hsp: conflict in {tmp_path}/{BINS}: both sides changed figures.Q1-2010.actual\n"
    assert (
        text
        == """\
id: bins
title: Bins missed
unit: bins
better: lower
figures:
<<<<<<< ours
  Q1-2010: {actual: 8, target: 9}   # from the depot
=======
  Q1-2010: {actual: 6, target: 9}   # from the depot
>>>>>>> theirs
assessments:
  Q1-2010: {comment: Three vans were off the road.}
"""
    )


def test_the_marks_have_the_length_that_git_asks_for(tmp_path: Path) -> None:
    ours, theirs = TEXT.replace("actual: 7", "actual: 8"), TEXT.replace("actual: 7", "actual: 6")
    assert "\n<<<<<<<<< ours\n" in merged(tmp_path, TEXT, ours, theirs, "--marker-size", "9")[1]


def test_one_period_in_two_spellings_is_a_conflict(tmp_path: Path) -> None:
    ours = TEXT.replace("depot\n", "depot\n  Q2-2010: {actual: 6}\n")
    theirs = TEXT.replace("depot\n", "depot\n  Q2 2010/11: {actual: 5}\n")
    run, _ = merged(tmp_path, TEXT, ours, theirs)
    assert run.code == 1
    assert run.err.endswith("both sides changed figures.Q2-2010.actual\n")


def test_what_is_removed_here_and_changed_there_is_a_conflict(tmp_path: Path) -> None:
    ours = TEXT.replace("assessments:\n  Q1-2010: {comment: Two vans were off the road.}\n", "")
    run, _ = merged(tmp_path, TEXT, ours, TEXT.replace("Two vans", "Three vans"))
    assert run.code == 1
    assert run.err.endswith("both sides changed assessments\n")


def test_line_ends_and_a_missing_last_one_stay(tmp_path: Path) -> None:
    base = TEXT.replace("\n", "\r\n").rstrip()
    ours, theirs = base.replace("actual: 7", "actual: 8"), base.replace("Missed bins", "Bins missed")
    run, text = merged(tmp_path, base, ours, theirs)
    assert (run.code, text) == (0, ours.replace("Missed bins", "Bins missed"))


def test_a_file_that_is_no_record_is_merged_line_by_line(tmp_path: Path) -> None:
    run, text = merged(tmp_path, "a\nb\nc\nd\ne\n", "A\nb\nc\nd\ne\n", "a\nb\nc\nd\nE\n", path="notes.txt")
    assert (run.code, text) == (0, "A\nb\nc\nd\nE\n")
    run, text = merged(tmp_path, "a\n", "b\n", "c\n", path="notes.txt")
    assert (run.code, text) == (1, "<<<<<<< ours\nb\n=======\nc\n>>>>>>> theirs\n")


def test_a_side_that_is_no_yaml_is_merged_line_by_line_too(tmp_path: Path) -> None:
    base = TEXT + "note: [\n"
    ours, theirs = base.replace("Missed bins", "Bins missed"), base.replace("Two vans", "Three vans")
    run, text = merged(tmp_path, base, ours, theirs)
    assert (run.code, text) == (0, ours.replace("Two vans", "Three vans"))


def test_mixed_line_ends_stay(tmp_path: Path) -> None:
    base = TEXT.replace("unit: bins\n", "unit: bins\r\n")
    ours, theirs = base.replace("Missed bins", "Bins missed"), base.replace("Two vans", "Three vans")
    run, text = merged(tmp_path, base, ours, theirs)
    assert (run.code, text) == (0, ours.replace("Two vans", "Three vans"))


def test_two_sound_changes_that_make_no_sound_record_are_a_conflict(tmp_path: Path) -> None:
    base = PLAN.replace("due: 2010-06", "due: {period: 2010-06, as_written: by June}")
    ours = PLAN.replace("due: 2010-06", "due: {period: 2010-06}")
    theirs = PLAN.replace("due: 2010-06", "due: {as_written: by June}")
    run, text = merged(tmp_path, base, ours, theirs, path="data/plans/homes.yaml")
    assert run.code == 1
    assert run.err.endswith(": the two changes together do not make a sound record\n")
    assert (
        "<<<<<<< ours\n        due: {period: 2010-06}\n=======\n        due: {as_written: by June}\n>>>>>>> theirs"
        in text
    )


def test_a_file_that_is_too_large_for_a_record_is_merged_line_by_line(tmp_path: Path) -> None:
    base = TEXT + "# x\n" * 300_000
    ours, theirs = base.replace("actual: 7", "actual: 8"), base.replace("Missed bins", "Bins missed")
    run, text = merged(tmp_path, base, ours, theirs)
    assert (run.code, text) == (0, ours.replace("Missed bins", "Bins missed"))


def test_a_list_that_is_too_long_to_compare_is_kept_or_a_conflict(tmp_path: Path) -> None:
    base = "id: x\nlist:\n" + "".join(f"- {number}\n" for number in range(2100))
    ours, theirs = base.replace("- 2000\n", ""), base.replace("- 0\n", "")
    assert merged(tmp_path, base, ours, base.replace("id: x", "id: y"))[0].code == 0
    assert merged(tmp_path, base, ours, theirs)[0].code == 1


def test_a_binary_file_is_refused(tmp_path: Path) -> None:
    write_files(tmp_path, {"O": b"\x00\x01", "A": b"\x00\x02", "B": b"\x00\x03"})
    run = hsp("merge-driver", *(str(tmp_path / name) for name in "OAB"), "data/x.yaml")
    assert run.code == 2
    assert run.err.startswith("error: git cannot merge the lines of this file: ")
    assert hsp("merge-driver", "gone", "gone", "gone", "data/x.yaml").code == 2


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository in a folder that the workspace is only a part of, with the driver set up as the manual says."""
    root = tmp_path / "repository"
    files = {"data/partnership.yaml": SETTINGS, BINS: TEXT, "data/plans/homes.yaml": PLAN}
    commit_files(
        root,
        {".gitattributes": "data/**/*.yaml merge=hsp\n", **files},
    )
    git(root, "branch", "-m", "main")
    git(
        root,
        "config",
        "merge.hsp.driver",
        f"'{sys.executable}' -c '{PROGRAM}' merge-driver %O %A %B %P --marker-size %L",
    )
    for name, value in (("user.name", "A"), ("user.email", "a@example.org")):
        git(root, "config", name, value)
    monkeypatch.setenv("PYTHONPATH", str(REPOSITORY / "src"))
    return root


def branch(root: Path, name: str, files: dict[str, str]) -> None:
    git(root, "switch", "--quiet", "-c", name, "main")
    commit_files(root, files)


def test_git_merges_two_branches_without_a_conflict(repository: Path) -> None:
    branch(repository, "ours", {BINS: TEXT.replace("depot\n", "depot\n  Q2-2010: {actual: 6}\n")})
    branch(repository, "theirs", {BINS: TEXT.replace("depot\n", "depot\n  Q3-2010: {actual: 5}\n")})
    git(repository, "merge", "--quiet", "--no-edit", "ours")
    assert (repository / BINS).read_text() == TEXT.replace(
        "depot\n", "depot\n  Q2-2010: {actual: 6}\n  Q3-2010: {actual: 5}\n"
    )
    assert git(repository, "status", "--porcelain") == ""


def test_git_stops_a_rebase_at_a_real_conflict(repository: Path) -> None:
    branch(repository, "ours", {BINS: TEXT.replace("actual: 7", "actual: 8")})
    branch(repository, "theirs", {BINS: TEXT.replace("actual: 7", "actual: 6")})
    done = subprocess.run(
        ("git", "rebase", "ours"), cwd=repository, capture_output=True, text=True, check=False, env=dict(os.environ)
    )
    assert done.returncode == 1
    assert f"hsp: conflict in {BINS}: both sides changed figures.Q1-2010.actual" in done.stderr
    assert "<<<<<<< ours\n  Q1-2010: {actual: 8" in (repository / BINS).read_text()
    assert git(repository, "status", "--porcelain") == f"UU {BINS}"


def test_git_rebases_one_change_on_another(repository: Path) -> None:
    plan = "data/plans/homes.yaml"
    branch(repository, "ours", {plan: f"{PLAN}          - {{on: 2010-05-20, text: Bought.}}\n"})
    branch(repository, "theirs", {plan: f"{PLAN}          - {{on: 2010-05-10, text: A third quote.}}\n"})
    git(repository, "rebase", "--quiet", "ours")
    assert (
        (repository / plan).read_text().endswith("text: Bought.}\n          - {on: 2010-05-10, text: A third quote.}\n")
    )
