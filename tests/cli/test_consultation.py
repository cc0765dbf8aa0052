import json
from pathlib import Path
from typing import Any

import pytest

from hsp_cli.cli.consultation import ConsultationFailure
from tests.analysis.test_consultations import FILES
from tests.examples import CALDERWICK
from tests.runs import DAY, Run, hsp
from tests.workspaces import write_files


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_files(tmp_path, FILES)


def consultation(root: Path, *arguments: str, **env: str) -> Run:
    return hsp("consultation", *arguments, "--root", str(root), *DAY, env=env)


def answer(root: Path, *arguments: str) -> Any:
    run = consultation(root, *arguments, "--format", "json")
    assert (run.code, run.err) == (0, "")
    return json.loads(run.out)


def test_one_consultation_is_answered_with_its_counts_and_what_needs_attention(root: Path) -> None:
    run = consultation(root, "benches", COLUMNS="80")
    assert (run.code, run.err) == (0, "")
    assert (
        run.out
        == """\
More benches? (benches), as of 2010-09-27
1 June 2010 to 10 July 2010; closed, by its dates; Parks Group
6 comments recorded: 3 answered (1 with a change, 1 late), 3 not answered (1 overdue, 1 without a date)

On                 Answered   Changed   Unanswered   Overdue
─────────────────────────────────────────────────────────────────────────
Parks plan         0          0         1            0
Good paths         0          0         1            1
Somewhere to sit   2          1         0            0
Aim not recorded   1          0         1            0 (1 without a date)

Planned for                       Draft or event     Status
───────────────────────────────────────────────────────────────────────────
June 2010                         The first draft    Published, 1 June 2010
20 June 2010                      An evening         Overdue
December 2010                     The second draft   Planned
in the winter, date not settled   The results        Date not settled

Not answered
2010-08 (27 days late)
  The path is muddy.
  On: Good paths
  benches/path
2010-09-27
  I like the plan.
  On: Parks plan
  benches/whole
when there is time
  Trees.
  benches/misspelt

Answered, but the change or the reason is not recorded
change missing
  Good.
  benches/unclear
"""
    )


def test_every_comment_has_its_deadline_and_its_answer(root: Path) -> None:
    found = answer(root, "benches")
    more, _, path, whole, *_ = found["comments"]
    assert more["answer"] == {
        "outcome": "accepted",
        "body": None,
        "on": "2010-09-01",
        "text": None,
        "changes": [{"record": "second", "text": "There are four."}],
        "reason": None,
    }
    assert (more["aim"], more["answered"], more["changed"], more["answered_late"]) == ("parks/seats", True, True, True)
    assert (path["due"], path["due_date"], path["days_late"], path["answer"]) == ("2010-08", "2010-08-31", 27, None)
    assert (whole["answered"], whole["due"], whole["days_late"]) == (False, "2010-09-27", 0)
    assert path["line"] == 19


def test_the_counts_of_the_aims_add_up_to_those_of_the_consultation(root: Path) -> None:
    found = answer(root, "benches")
    counts = ("received", "answered", "changed", "unanswered", "late", "undated", "incomplete")
    assert {key: sum(aim[key] for aim in found["by_aim"]) for key in counts} == {key: found[key] for key in counts}
    assert (found["received"], found["answered"], found["unanswered"], found["late"]) == (6, 3, 3, 1)


def test_without_an_id_every_consultation_is_answered(root: Path) -> None:
    assert [one["id"] for one in answer(root)["consultations"]] == ["benches", "quiet"]


def test_a_consultation_without_a_recorded_comment_is_not_said_to_have_had_none(root: Path) -> None:
    assert "No comment is recorded. That does not mean that nobody commented." in consultation(root, "quiet").out


@pytest.mark.parametrize("failure", ConsultationFailure)
def test_it_fails_for_what_it_finds_if_that_is_asked_for(failure: str, root: Path) -> None:
    failing = {"benches": ("unanswered", "late", "undated", "incomplete"), "quiet": ("without_comments",)}
    for name, conditions in failing.items():
        assert consultation(root, name, "--fail-on", failure).code == int(failure in conditions)


def test_an_unknown_consultation_is_refused_with_the_nearest_one(root: Path) -> None:
    run = consultation(root, "bench")
    assert (run.code, run.out) == (2, "")
    assert "no consultation has the id 'bench'" in run.err
    assert "did you mean benches?" in run.err


def test_a_request_that_nothing_matches_says_so(root: Path) -> None:
    write_files(root, {"data/partnership.yaml": FILES["data/partnership.yaml"] + "people: [{id: ann, name: Ann}]\n"})
    assert consultation(root, "--owner", "ann").out == "No consultation is recorded that matches the request.\n"


@pytest.mark.parametrize("columns", ["40", "80", "150", ""])
def test_the_example_fits_the_screen_and_a_pipe_has_one_line_for_each_comment(columns: str) -> None:
    env = {"COLUMNS": columns} if columns else {}
    run = hsp(
        *("consultation", "high-street-design", "--root", str(CALDERWICK.root), "--as-of", str(CALDERWICK.day)),
        env=env,
    )
    if columns:
        tables = [line for line in run.out.splitlines() if "  " in line.strip()]
        assert all(len(line) <= int(columns) for line in tables)
    else:
        assert any(
            "28 days late" in line and line.endswith("high-street-design/bus-stop") for line in run.out.splitlines()
        )
