"""`hsp diff` in real git repositories."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.repositories import commit_on, git, remove_files
from tests.runs import Run, hsp
from tests.workspaces import PARTNERSHIP, write_files

SETTINGS = {"data/partnership.yaml": PARTNERSHIP}
AS_OF = ("--as-of", "2010-11-01")


def indicator(target: int = 80, extra: str = "") -> dict[str, str]:
    figures = f"figures:\n  Q2-2010: {{actual: 76, target: {target}}}\n"
    text = f'id: ni-1\ntitle: Waits\nunit: "%"\nbetter: higher\n{figures}{extra}'
    return {"data/indicators/ni-1.yaml": text}


def plan(*actions: str) -> dict[str, str]:
    listed = "".join(f"      - {{{action}}}\n" for action in actions)
    return {"data/plans/p.yaml": f"id: p\ntitle: P\naims:\n  - id: aim\n    title: Aim\n    actions:\n{listed}"}


VAN, BUS = "id: van, text: Open the van", "id: bus, text: Buy a bus"


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A repository with one commit on the main branch, and a branch at it."""
    commit_on(tmp_path, "2010-10-04", {**SETTINGS, **indicator(), **plan(VAN, BUS)})
    git(tmp_path, "checkout", "--quiet", "-b", "work")
    return tmp_path


def diff(root: Path, *words: str) -> Run:
    return hsp("diff", *words, "--root", str(root), *AS_OF, env={"COLUMNS": "80"})


def answer(root: Path, *words: str) -> Any:
    run = diff(root, *words, "--format", "json")
    assert (run.code, run.err) == (0, "")
    return json.loads(run.out)


def told(found: Any) -> list[tuple[str, str, str, int]]:
    return [(one["class"], one["id"], one["path"], one["line"]) for one in found["changes"]]


def test_without_revisions_the_files_are_compared_with_where_the_branch_left_main(clone: Path) -> None:
    base = git(clone, "rev-parse", "HEAD")
    git(clone, "checkout", "--quiet", "main")
    commit_on(clone, "2010-10-05", indicator(extra="note: Of main\n"))
    git(clone, "checkout", "--quiet", "work")
    commit_on(clone, "2010-10-06", plan(BUS))
    write_files(clone, indicator(75))
    found = answer(clone)
    assert (found["base"]["commit"], found["base"]["name"]) == (base, "where this branch left main")
    assert (found["head"]["commit"], found["head"]["name"]) == (None, "the files in this folder")
    assert told(found) == [
        ("resolved-exception", "ni-1", "data/indicators/ni-1.yaml", 6),
        ("goalposts", "ni-1", "data/indicators/ni-1.yaml", 6),
        ("removed", "p/van", "data/plans/p.yaml", 7),
    ]
    assert [one["in"] for one in found["changes"] if one["class"] == "removed"] == ["base"]


def test_two_revisions_are_compared_with_each_other(clone: Path) -> None:
    commit_on(clone, "2010-10-06", plan(BUS))
    commit_on(clone, "2010-10-08", plan(VAN, BUS))
    write_files(clone, plan())
    assert told(answer(clone, "HEAD~1", "HEAD")) == [("new", "p/van", "data/plans/p.yaml", 7)]
    assert told(answer(clone, "HEAD", "HEAD~1")) == [("removed", "p/van", "data/plans/p.yaml", 7)]


def test_a_day_means_the_last_commit_up_to_it(clone: Path) -> None:
    commit_on(clone, "2010-10-06", plan(BUS))
    found = answer(clone, "2010-10-05")
    assert found["base"]["date"] == "2010-10-04"
    assert [one["id"] for one in found["changes"]] == ["p/van"]


def test_the_answer_on_a_screen(clone: Path) -> None:
    write_files(clone, {**indicator(75), **plan(VAN, f"{BUS}, source: {{document: D}}")})
    commit = git(clone, "rev-parse", "HEAD")
    run = diff(clone)
    assert (run.code, run.err) == (0, "")
    assert (
        run.out
        == f"""\
  Changes from commit {commit[:12]} of 2010-10-04 (where this branch left main)
    to the files in this folder, as of 2010-11-01.
  Ratings are for Q2 2010/11 (2010-07-01 to 2010-09-30).
  3 changes: resolved exceptions 1, moved goalposts 1, administrative changes 1.

Resolved exceptions (1)
Waits
  Q2 2010/11: Amber before, Green now; no longer an exception
  the goalposts were moved in the same change
  ni-1  data/indicators/ni-1.yaml:6

Moved goalposts (1)
Waits
  target for Q2 2010/11 made easier: 80% before, 75% now
  higher is better; the period began on 2010-07-01; in Q2 2010/11 the rating
  improves from Amber to Green
  ni-1  data/indicators/ni-1.yaml:6

  Not listed: 1 administrative change (add --all).
"""
    )
    everything = diff(clone, "--all").out
    assert "Administrative changes (1)\nBuy a bus\n  source changed\n  p/bus  data/plans/p.yaml:8\n" in everything


def test_what_has_not_changed_is_said_once(clone: Path) -> None:
    assert diff(clone).out.splitlines()[-1] == "  No record differs."
    assert answer(clone)["changes"] == []


def test_files_that_differ_only_in_layout_are_counted(clone: Path) -> None:
    write_files(clone, {"data/plans/p.yaml": "# A comment\n" + plan(VAN, BUS)["data/plans/p.yaml"]})
    assert diff(clone, "--exit-code").code == 0
    assert diff(clone).out.splitlines()[-3:] == [
        "  The records are the same.",
        "",
        "  1 file differs only in comments or layout.",
    ]
    assert answer(clone)["reformatted"] == ["data/plans/p.yaml"]


def test_the_exit_code_says_whether_something_changed_if_it_is_asked(clone: Path) -> None:
    assert diff(clone, "--exit-code").code == 0
    write_files(clone, plan(BUS))
    assert diff(clone).code == 0
    assert diff(clone, "--exit-code").code == 1
    assert diff(clone, "--fail-on", "removed", "--fail-on", "owners").code == 1
    assert diff(clone, "--fail-on", "owners").code == 0


def test_a_class_that_does_not_exist_is_refused(clone: Path) -> None:
    run = diff(clone, "--fail-on", "everything")
    assert (run.code, run.out) == (2, "")
    assert run.err.startswith("error: 'everything' is not a class of change\n  = help: choose from: new-exception,")


def test_the_answer_for_scripts_has_its_keys(clone: Path) -> None:
    write_files(clone, indicator(75))
    found = answer(clone)
    keys = {"base", "head", "as_of", "quarter", "base_quarter", "changes", "counts", "reformatted", "not_compared"}
    assert set(found) == keys
    assert found["counts"] == {"resolved-exception": 1, "goalposts": 1}
    assert (found["quarter"], found["base_quarter"], found["as_of"]) == ("Q2-2010", None, "2010-11-01")
    change = found["changes"][1]
    assert change == {
        "class": "goalposts",
        "importance": 2,
        "kind": "indicator",
        "id": "ni-1",
        "title": "Waits",
        "what": "target for Q2 2010/11 made easier: 80% before, 75% now",
        "before": 80,
        "after": 75,
        "notes": [
            "higher is better",
            "the period began on 2010-07-01",
            "in Q2 2010/11 the rating improves from Amber to Green",
        ],
        "details": {"period": "Q2-2010", "shift": "easier", "begun": True},
        "path": "data/indicators/ni-1.yaml",
        "line": 6,
        "in": "head",
    }


# --- Quarters


def test_if_the_latest_quarters_differ_the_later_version_decides_and_the_answer_says_so(clone: Path) -> None:
    ((path, text),) = indicator().items()
    commit_on(clone, "2010-10-05", {path: text.replace("Q2", "Q1")})
    write_files(clone, {path: f"{text}  Q1-2010: {{actual: 76, target: 80}}\n"})
    found = answer(clone, "HEAD")
    assert (found["quarter"], found["base_quarter"]) == ("Q2-2010", "Q1-2010")
    words = " ".join(diff(clone, "HEAD").out.split())
    assert "(2010-07-01 to 2010-09-30); the latest quarter of the earlier version is Q1 2010/11." in words


def test_another_quarter_can_be_asked_for_and_one_without_records_is_refused(clone: Path) -> None:
    assert answer(clone, "--quarter", "Q2-2010")["quarter"] == "Q2-2010"
    run = diff(clone, "--quarter", "Q1-1999")
    assert (run.code, run.out) == (2, "")
    assert run.err.startswith("error: nothing is recorded for Q1 1999/00")


def test_without_any_quarter_the_answer_says_that_ratings_are_not_compared(tmp_path: Path) -> None:
    commit_on(tmp_path, "2010-10-04", {**SETTINGS, **plan(VAN, BUS)})
    assert "Ratings are not compared: neither version has a record" in diff(tmp_path).out


# --- What cannot be compared


def test_a_folder_without_git_is_refused(tmp_path: Path) -> None:
    write_files(tmp_path, {**SETTINGS, **plan(VAN)})
    run = diff(tmp_path)
    assert (run.code, run.out) == (2, "")
    assert "is not in a git repository" in run.err
    assert "--base" not in run.err


def test_an_unknown_revision_is_refused(clone: Path) -> None:
    for words in (("nowhere",), ("HEAD", "nowhere"), ("--", "--output=x")):
        run = hsp("diff", "--root", str(clone), *AS_OF, *words)
        assert (run.code, run.out) == (2, "")
        assert "git knows no revision" in run.err
        assert len(run.err.splitlines()) <= 2


def test_a_shallow_clone_is_refused_with_the_way_out(clone: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    git(clone, "checkout", "--quiet", "main")
    commit_on(clone, "2010-10-05", indicator(79))
    git(clone, "checkout", "--quiet", "work")
    commit_on(clone, "2010-10-06", plan(VAN))
    git(clone, "checkout", "--quiet", "main")
    shallow = tmp_path_factory.mktemp("shallow")
    subprocess.run(
        ("git", "clone", "--quiet", "--depth=1", "--no-single-branch", "--branch=work", clone.as_uri(), str(shallow)),
        check=True,
        capture_output=True,
    )
    run = diff(shallow)
    assert (run.code, run.out) == (2, "")
    assert "fetch-depth: 0" in run.err


@pytest.mark.parametrize("broken", ["id: p\ntitle: [\n", "id: p\nlabels: {}\ntitle: P\n", "- a list\n"])
@pytest.mark.parametrize("side", ["base", "head"])
def test_a_file_that_cannot_be_read_is_named_and_the_others_are_compared(clone: Path, broken: str, side: str) -> None:
    good, bad = plan(VAN, BUS), {"data/plans/p.yaml": broken}
    commit_on(clone, "2010-10-06", bad if side == "base" else good)
    write_files(clone, {**(good if side == "base" else bad), **indicator(75)})
    found = answer(clone, "HEAD")
    assert found["not_compared"] == [{"path": "data/plans/p.yaml", "in": side}]
    assert {one["id"] for one in found["changes"]} == {"ni-1"}
    run = diff(clone, "HEAD")
    assert "Not compared (1)\n  data/plans/p.yaml: cannot be read as a record in " in run.out
    markdown = diff(clone, "HEAD", "--format", "markdown").out
    assert "**Not compared**, because hsp cannot read them as records in " in markdown
    assert "`data/plans/p.yaml`." in markdown
    run = diff(clone, "HEAD", "--fail-on", "owners")
    assert (run.code, run.err) == (1, "hsp: exit 1, because not every file that differs could be compared\n")


def test_a_file_that_cannot_be_read_in_either_and_is_the_same_is_left_out(clone: Path) -> None:
    commit_on(clone, "2010-10-06", {"data/plans/p.yaml": "id: p\n"})
    assert answer(clone, "HEAD")["not_compared"] == []
    assert diff(clone, "HEAD", "--exit-code").code == 0


def test_no_difference_is_claimed_only_of_files_that_can_be_compared(clone: Path) -> None:
    write_files(clone, {"data/plans/p.yaml": "id: p\n"})
    assert "  No change is found in the files that can be compared.\n" in diff(clone).out
    assert "No record differs" not in diff(clone, "--format", "markdown").out


def test_earlier_settings_that_cannot_be_read_are_replaced_and_the_answer_says_so(clone: Path) -> None:
    commit_on(clone, "2010-10-06", {"data/partnership.yaml": "id: [\n"})
    write_files(clone, {**SETTINGS, **plan(BUS)})
    run = diff(clone, "HEAD")
    assert "The settings of the earlier version cannot be read; its records are read with" in run.out
    found = answer(clone, "HEAD")
    assert (found["base"]["has_own_settings"], [one["id"] for one in found["changes"]]) == (False, ["p/van"])


def test_later_settings_that_cannot_be_read_end_with_1_and_their_errors(clone: Path) -> None:
    write_files(clone, {"data/partnership.yaml": "id: [\n"})
    run = diff(clone)
    assert (run.code, run.out) == (1, "")
    assert "nothing is compared while the settings cannot be read" in run.err


def test_a_workspace_that_was_not_there_before_is_all_new(clone: Path) -> None:
    write_files(clone / "other", {**SETTINGS, **plan(VAN)})
    run = diff(clone / "other", "HEAD")
    assert "The earlier version has no records in this workspace, so everything counts" in run.out
    assert [one["class"] for one in answer(clone / "other", "HEAD")["changes"]] == ["new"]


def test_a_file_with_the_id_of_another_is_named(clone: Path) -> None:
    write_files(clone, {"data/plans/more/p.yaml": plan(BUS)["data/plans/p.yaml"]})
    assert answer(clone)["not_compared"] == [{"path": "data/plans/p.yaml", "in": "head"}]
    commit_on(clone, "2010-10-06", {})
    assert answer(clone, "HEAD")["not_compared"] == []


def test_a_csv_file_beside_a_record_is_compared_or_named(clone: Path) -> None:
    head = 'id: ni-2\ntitle: T\nunit: "%"\nbetter: higher\ndimensions: [area]\nobservations: ni-2.csv\n'
    record, beside = "data/indicators/ni-2.yaml", "data/indicators/ni-2.csv"
    rows = "period,area,actual\n2009,east,1\n2010,east,{}\n"
    commit_on(clone, "2010-10-06", {record: head, beside: rows.format(2)})
    write_files(clone, {beside: rows.format(3)})
    assert told(answer(clone, "HEAD")) == [("revised-figure", "ni-2", "data/indicators/ni-2.csv", 3)]
    remove_files(clone, [beside])
    found = answer(clone, "HEAD")
    assert ([one["path"] for one in found["not_compared"]], found["changes"]) == ([record], [])
    commit_on(clone, "2010-10-07", {record: "id: ni-2\n", beside: rows.format(2)})
    write_files(clone, {beside: rows.format(3)})
    assert [one["path"] for one in answer(clone, "HEAD")["not_compared"]] == [beside]


def test_a_file_name_with_a_line_break_stays_on_one_line(clone: Path) -> None:
    text = plan(VAN, BUS)["data/plans/p.yaml"]
    commit_on(clone, "2010-10-06", {"data/plans/x\nNo record differs.yaml": text.replace("id: p\n", "id: x\n")})
    write_files(clone, {"data/plans/x\nNo record differs.yaml": text.replace("id: p\n", "id: x\nnote: N\n")})
    assert "  x  data/plans/x No record differs.yaml:2\n" in diff(clone, "HEAD").out


def test_a_link_is_read_in_neither_version_and_is_named(clone: Path) -> None:
    (clone / "data/plans/l.yaml").symlink_to("p.yaml")
    commit_on(clone, "2010-10-06", {})
    assert {one["path"] for one in answer(clone, "HEAD")["not_compared"]} == {"data/plans/l.yaml"}
