import json
from pathlib import Path
from typing import Any

import pytest

from tests.repositories import commit_on, git
from tests.runs import Run, hsp
from tests.workspaces import PARTNERSHIP, write_files

NI = "data/indicators/ni-126.yaml"


def indicator(figures: str, comment: str = "Late bookings.") -> str:
    return f"""\
id: ni-126
code: NI 126
title: Early access
unit: "%"
better: higher
figures:
{figures}
assessments:
  Q1-2010: {{comment: {comment}}}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """An indicator whose figure was revised after its comment was written."""
    first = "  Q1-2010: {actual: 69, target: 77}"
    commit_on(tmp_path, "2010-07-01", {"data/partnership.yaml": PARTNERSHIP, NI: indicator(first)}, subject="Q1")
    second = "  Q1-2010: {actual: 71, target: 77}\n  Q2-2010: {actual: 74, target: 77}"
    commit_on(tmp_path, "2010-10-05", {NI: indicator(second)}, author="Bo \x1b[31mField", subject="Q2 \x1b[0m")
    return tmp_path


def history(root: Path, *arguments: str) -> Run:
    return hsp("history", *arguments, "--root", str(root), env={"COLUMNS": "80"})


def answer(root: Path, *arguments: str) -> Any:
    run = history(root, *arguments, "--format", "json")
    assert (run.code, run.err) == (0, "")
    return json.loads(run.out)


def short(root: Path, revision: str) -> str:
    return git(root, "rev-parse", revision)[:12]


def test_every_value_is_told_with_who_changed_it_and_when(root: Path) -> None:
    run = history(root, "ni-126")
    assert (run.code, run.err) == (0, "")
    assert (
        run.out
        == f"""\
ni-126 (indicator): Early access
  Changed in 2 of 2 commits since 2010-07-01, the latest first.

2010-10-05  Bo Field  {short(root, "HEAD")}
  Q2
  - figures, Q1 2010/11, actual: 69 to 71
  - figures, Q2 2010/11, actual: 74 (new)
  - figures, Q2 2010/11, target: 77 (new)

2010-07-01  Ann Reed  {short(root, "HEAD~1")}
  Q1
  Added to data/indicators/ni-126.yaml.
  - id: ni-126
  - code: NI 126
  - title: Early access
  - unit: %
  - better: higher
  - figures, Q1 2010/11, actual: 69
  - figures, Q1 2010/11, target: 77
  - assessments, Q1 2010/11, comment: Late bookings.
"""
    )


def test_only_a_key_or_a_period_can_be_asked_for(root: Path) -> None:
    lines = history(root, "NI 126", "--key", "actual", "--period", "Q1 2010/11").out.splitlines()
    assert [line for line in lines if line.startswith("  - ")] == [
        "  - figures, Q1 2010/11, actual: 69 to 71",
        "  - figures, Q1 2010/11, actual: 69",
    ]
    found = answer(root, "ni-126", "--period", "Q2-2010")
    assert [len(version["changes"]) for version in found["versions"]] == [2]
    refused = history(root, "ni-126", "--period", "soon")
    assert (refused.code, refused.err.splitlines()[0]) == (2, "error: 'soon' is not a period")


def test_json_has_the_values_as_they_are(root: Path) -> None:
    write_files(root, {NI: indicator("  Q1-2010: {actual: 71, target: 77}", "Fewer late bookings.")})
    found = answer(root, "ni-126")
    assert {key: value for key, value in found.items() if key != "versions"} == {
        "id": "ni-126", "kind": "indicator", "title": "Early access", "present": True,
        "history": {"begins": "2010-07-01", "commits": 2, "shallow": False, "not_shown": []},
    }  # fmt: skip
    uncommitted, changed, added = found["versions"]
    assert uncommitted == {
        "what": "changed",
        "commit": None,
        "id": "ni-126",
        "path": NI,
        "other": None,
        "changes": [
            {"key": "figures.Q2-2010.actual", "label": "figures, Q2 2010/11, actual", "from": 74, "to": None},
            {"key": "figures.Q2-2010.target", "label": "figures, Q2 2010/11, target", "from": 77, "to": None},
            {
                "key": "assessments.Q1-2010.comment",
                "label": "assessments, Q1 2010/11, comment",
                "from": "Late bookings.",
                "to": "Fewer late bookings.",
            },
        ],
    }
    head = git(root, "rev-parse", "HEAD")
    assert changed["commit"] == {"id": head, "author": "Bo \x1b[31mField", "on": "2010-10-05", "subject": "Q2 \x1b[0m"}
    assert (added["what"], len(added["changes"])) == ("added", 8)


def test_what_is_not_committed_is_said_to_be_so(root: Path) -> None:
    write_files(root, {NI: indicator("  Q1-2010: {actual: 72, target: 77}")})
    assert "\n\nNot committed yet\n  - figures, Q1 2010/11, actual: 71 to 72\n" in history(root, "ni-126").out


def test_the_history_of_a_record_that_was_removed_is_found(root: Path) -> None:
    commit_on(root, "2010-11-01", {}, gone=[NI], subject="Drop")
    lines = history(root, "ni-126").out.splitlines()
    assert lines[2:6] == [
        "  The record was removed.",
        "",
        f"2010-11-01  Ann Reed  {short(root, 'HEAD')}",
        "  Drop",
    ]
    assert lines[6] == "  Removed from data/indicators/ni-126.yaml."
    found = answer(root, "NI 126")
    assert (found["present"], [version["what"] for version in found["versions"]]) == (
        False,
        ["removed", "changed", "added"],
    )


def test_a_new_name_is_told_from_both_sides(root: Path) -> None:
    text = (root / NI).read_text().replace("id: ni-126", "id: early-access")
    commit_on(root, "2010-11-01", {"data/indicators/early-access.yaml": text}, gone=[NI])
    out = history(root, "early-access").out
    assert (
        "  Renamed from ni-126 in data/indicators/ni-126.yaml to early-access.\n  - id: ni-126 to early-access\n" in out
    )
    assert (
        "  Removed from data/indicators/ni-126.yaml; its text is now at early-access.\n" in history(root, "ni-126").out
    )
    assert answer(root, "early-access")["versions"][0]["other"] == {"id": "ni-126", "path": NI}
    gone = answer(root, "ni-126")["versions"][0]
    assert gone["other"] == {"id": "early-access", "path": "data/indicators/early-access.yaml"}


def test_versions_that_cannot_be_read_and_shallow_clones_are_said(root: Path, tmp_path: Path) -> None:
    text = (root / NI).read_text()
    commit_on(root, "2010-11-01", {NI: "id: ["})
    commit_on(root, "2010-11-02", {NI: text})
    assert f"  {NI} could not be read, so what was changed is not\n    known.\n" in history(root, "ni-126").out
    git(tmp_path, "clone", "--quiet", "--depth", "1", root.as_uri(), "few")
    assert (
        "  This clone is shallow: what its first commit seems to add may be older.\n"
        in history(tmp_path / "few", "ni-126").out
    )


def test_figures_in_a_file_beside_the_record_are_said_to_be_left_out(root: Path) -> None:
    text = indicator("  Q1-2010: {actual: 69}") + "dimensions: [area]\nobservations: areas.csv\n"
    write_files(root, {NI: text, "data/indicators/areas.csv": "area,period,actual\nnorth,Q1-2010,3\n"})
    assert "  Changes in areas.csv beside the record are not shown.\n" in history(root, "ni-126").out
    assert answer(root, "ni-126")["history"]["not_shown"] == ["areas.csv"]


def test_names_that_no_record_has_or_several_have_are_refused(root: Path, tmp_path: Path) -> None:
    run = history(root, "ni-127")
    assert (run.code, run.out) == (2, "")
    assert run.err == "error: no record is or was called 'ni-127'\n  = help: did you mean ni-126?\n"
    outside = write_files(tmp_path / "outside", {"data/partnership.yaml": PARTNERSHIP, NI: indicator("  {}")})
    git(outside, "init", "--quiet")
    assert history(outside, "ni-126").err == "error: git has no commit here yet\n  = help: commit the records first\n"
    same = {f"data/plans/{name}.yaml": f"id: {name}\ntitle: T\naims: [{{id: w1, title: W}}]\n" for name in ("p", "q")}
    write_files(root, same)
    assert history(root, "w1").err.startswith("error: 2 records are called 'w1'\n")
