import json
from pathlib import Path

from tests.runs import DAY, HARROW, Run, hsp
from tests.sample_workspace import FILES
from tests.workspaces import write_files

ON = ("--as-of", "2024-07-20")


def test_what_each_owner_owes_is_listed_under_the_owner_and_what_nobody_knows_is_said(sample: Path) -> None:
    run = hsp("quarter", "Q2-2024", "--root", str(sample), *ON, env={"COLUMNS": "80"})
    assert (run.code, run.err) == (0, "")
    assert run.out.splitlines()[:5] == [
        "Owed for Q2 2024 (2024-04-01 to 2024-06-30), as of 2024-07-20",
        "  4 indicators without a figure, 2 ratings of risks, 4 updates of actions or",
        "    milestones.",
        "  Whether an indicator without its figure needs a comment is known when the",
        "    figure is there.",
    ]
    ann = run.out.split("\n\n")[1]
    assert ann == (
        "Ann Reed\n"
        "H1 Repairs done in time\n"
        "  figure for Q2 2024, due by 30 June 2024\n"
        "  repairs-in-time\n"
        "No plumbers available\n"
        "  rating; the last was 4x4 High in Q1 2024\n"
        "  homes-group/no-plumbers\n"
        "Buy a second van.\n"
        "  update, 50 days overdue (no report is recorded)\n"
        "  homes/second-van\n"
        "The second list\n"
        "  update, 50 days overdue (no report is recorded)\n"
        "  which-homes-first/second-list\n"
        "Ask for money for a new boiler.\n"
        "  update, 20 days overdue (no report is recorded)\n"
        "  report-2024-q1/new-boiler"
    )
    assert run.out.split("\n\n")[-1].startswith("No owner recorded\nS1 Missed bins\n")


def test_an_exception_without_a_comment_owes_one(sample: Path) -> None:
    path = "data/indicators/repairs-in-time.yaml"
    root = write_files(sample, {path: FILES[path].partition("assessments:")[0]})
    run = hsp("quarter", "Q1-2024", "--root", str(root), "--as-of", "2024-04-15", env={"COLUMNS": "80"})
    assert "H1 Repairs done in time\n  comment: rated Amber (computed)\n  repairs-in-time\n" in run.out


def test_in_a_pipe_each_thing_that_is_owed_is_a_line_with_its_owner(sample: Path) -> None:
    lines = hsp("quarter", "Q2-2024", "--root", str(sample), *ON).out.splitlines()
    assert [line for line in lines if "second-van" in line and line.startswith("Rushmere Council")]
    assert [line for line in lines if "second-van" in line and line.startswith("Ann Reed")]


def test_an_owner_can_be_asked_about_alone(sample: Path) -> None:
    run = hsp("quarter", "Q2-2024", "--owner", "the Council", "--root", str(sample), *ON, env={"COLUMNS": "80"})
    assert run.err == "the Council is an alias of Rushmere Council (rushmere-council)\n"
    assert run.out.splitlines()[1] == "  1 update of an action or milestone."


def test_a_quarter_that_has_not_ended_says_so(sample: Path) -> None:
    run = hsp("quarter", "Q2-2024", "--root", str(sample), "--as-of", "2024-05-01")
    assert "  The quarter ends on 2024-06-30; figures that are due by then are listed.\n" in run.out


def test_where_the_records_show_no_debt_the_answer_is_about_the_records(tmp_path: Path) -> None:
    root = write_files(tmp_path, {"data/partnership.yaml": FILES["data/partnership.yaml"]})
    run = hsp("quarter", "Q2-2024", "--root", str(root), *ON)
    assert run.out == (
        "Owed for Q2 2024 (2024-04-01 to 2024-06-30), as of 2024-07-20\n  The records show nothing that is owed.\n"
    )


def test_what_is_left_out_of_other_organisations_plans_is_said() -> None:
    run = hsp("quarter", "Q1-2010", *HARROW, *DAY)
    assert run.err == (
        "left out: 21 actions and milestones of other organisations (Tower Hamlets 21); "
        "add them with --organisation all\n"
    )


def test_the_answer_for_scripts_has_each_owner_and_counts_each_record_once(sample: Path) -> None:
    run = hsp("quarter", "Q2-2024", "--format", "json", "--root", str(sample), *ON)
    answer = json.loads(run.out)
    assert list(answer) == [
        "quarter", "label", "from", "to", "as_of", "count", "counts", "owners", "unrecorded", "not_judged", "left_out",
    ]  # fmt: skip
    assert answer["counts"] == {"figures": 4, "comments": 0, "ratings": 2, "actions": 4}
    assert answer["count"] == 10
    owners = {owner["owner"]: owner for owner in answer["owners"]}
    assert [*owners] == ["ann-reed", "rushmere-council", "street-manager", None]
    ann = owners["ann-reed"]
    assert list(ann) == ["owner", "name", "figures", "comments", "ratings", "actions"]
    (figure,) = ann["figures"]
    assert (figure["id"], figure["periods"]) == ("repairs-in-time", [{"period": "Q2-2024", "due": "2024-06-30"}])
    (rating,) = ann["ratings"]
    assert (rating["id"], rating["rating"], rating["zone"], rating["rated_in"]) == (
        "homes-group/no-plumbers", "4x4", "high", "Q1-2024",
    )  # fmt: skip
    van = next(action for action in ann["actions"] if action["id"] == "homes/second-van")
    assert (van["days_late"], van["overdue"], van["silent"], van["without_date"]) == (50, True, True, False)
    assert (van["due"], van["due_date"], van["last_update"], van["kind"]) == ("2024-05", "2024-05-31", None, "action")


def test_a_quarter_that_has_not_begun_is_refused() -> None:
    run = hsp("quarter", "Q4-2010", *HARROW, *DAY)
    assert (run.code, run.out) == (2, "")
    assert run.err == (
        "error: Q4 2010/11 (2011-01-01 to 2011-03-31) has not begun on 2010-09-27\n"
        "  = help: give the day of the question with --as-of\n"
    )


def quarter_to_write(root: Path, *more: str) -> Run:
    return hsp("quarter", "Q2-2024", "--root", str(root), *ON, *more)


def test_writing_makes_the_paper_and_marks_what_is_owed_as_awaited(sample: Path) -> None:
    run = quarter_to_write(sample, "--write", "--on", "2024-07-22")
    assert (run.code, run.err) == (0, "")
    assert run.out.startswith(
        "Q2 2024: its paper report-2024-q2 and 4 places for figures  data/papers/report-2024-q2.yaml:1, "
    )
    text = (sample / "data/papers/report-2024-q2.yaml").read_text()
    assert "quarter: Q2-2024\non: 2024-07-22\nsections:\n" in text
    assert "A cold quarter." not in text
    assert "  Q1-2024: {actual: 88.5, target: 90}\n  Q2-2024: {status: awaited}\n" in (
        (sample / "data/indicators/repairs-in-time.yaml").read_text()
    )
    report = hsp("report", "--quarter", "Q2-2024", "--root", str(sample), *ON)
    assert report.out.startswith(
        "# Rushmere Board: Quarterly Report, Q2 2024\n\nRushmere Together. For the meeting on 22 July"
    )
    again = quarter_to_write(sample, "--write")
    assert again.out == "Q2 2024: its paper is there, and so is a place for each figure that is owed.\n"
    assert json.loads(quarter_to_write(sample, "--write", "--format", "json").out)["written"] is False


def test_a_dry_run_shows_what_would_be_written_and_writes_nothing(sample: Path) -> None:
    before = {path: path.read_bytes() for path in sample.rglob("*") if path.is_file()}
    run = quarter_to_write(sample, "--dry-run")
    assert run.out.startswith("--- /dev/null\n+++ b/data/papers/report-2024-q2.yaml\n")
    assert "+open_questions: [When is the meeting (Rushmere Board)? Write its day as `on`.]\n" in run.out
    assert {path: path.read_bytes() for path in sample.rglob("*") if path.is_file()} == before


def test_a_day_that_is_none_is_refused(sample: Path) -> None:
    run = quarter_to_write(sample, "--write", "--on", "soon")
    assert (run.code, run.err) == (2, "error: 'soon' is not a day\n  = help: write it as 2010-09-27\n")
