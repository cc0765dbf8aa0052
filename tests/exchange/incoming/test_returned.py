"""Sheets that hsp export made and somebody filled in: what is taken, what conflicts, and what is refused."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from tests.exchange.incoming.returned_sheets import HEADINGS, Filled
from tests.runs import DAY, HARROW, Run, hsp
from tests.workspaces import write_files

EXPORTED, RETURNED = "2024-05-10", "2024-05-20"


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


def export(root: Path, to: Path, table: str, *words: str) -> Path:
    run = hsp("export", table, *words, "-o", str(to), "--root", str(root), "--as-of", EXPORTED)
    assert run.code == 0, run.both
    return to


_EXPORTED: dict[tuple[str, ...], bytes] = {}


def sheet(root: Path, out: Path, table: str, *words: str) -> Filled:
    """A sheet of the sample workspace, which is exported once for all tests: that takes longest."""
    path = out / f"{table}.xlsx"
    key = (table, *words, *(str(path) for path in root.rglob("loans.yaml")))
    if key not in _EXPORTED:
        _EXPORTED[key] = export(root, path, table, *words).read_bytes()
    path.write_bytes(_EXPORTED[key])
    return Filled(path)


def give_back(root: Path, file: Path, *words: str) -> Run:
    return hsp("import", str(file), "--root", str(root), "--as-of", RETURNED, *words)


def answer(root: Path, file: Path, *words: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(give_back(root, file, "--format", "json", *words).out)
    return found


def text(root: Path, path: str) -> str:
    return (root / path).read_text("utf-8")


def everything(root: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted((root / "data").rglob("*")) if path.is_file()}


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
@pytest.mark.parametrize("table", ["figures", "actions", "risks", "indicators"])
def test_a_sheet_that_nobody_filled_in_changes_nothing(sample: Path, out: Path, table: str, ending: str) -> None:
    before = everything(sample)
    file = export(sample, out / f"x.{ending}", table)
    found = answer(sample, file)
    assert (found["cells"], found["changes"], found["conflicts"], found["refused"], found["ignored"]) == (
        {"filled": 0, "recorded": 0},
        [],
        [],
        [],
        [],
    )
    assert found["rows"]["read"] > 0
    assert everything(sample) == before


@pytest.mark.parametrize("table", ["figures", "actions", "risks", "indicators"])
def test_the_records_of_this_repository_come_back_as_they_went(out: Path, table: str) -> None:
    file = out / f"{table}.xlsx"
    assert hsp("export", table, "--organisation", "all", "-o", str(file), *HARROW, *DAY).code == 0
    Filled(file).save()
    found = json.loads(hsp("import", str(file), "--dry-run", "--format", "json", *HARROW, *DAY).out)
    assert (found["changes"], found["conflicts"], found["refused"], found["ignored"]) == ([], [], [], [])
    assert found["rows"]["read"] > 10


def test_figures_that_are_filled_in_are_spliced_into_the_records(sample: Path, out: Path) -> None:
    before = text(sample, "data/indicators/repairs-in-time.yaml")
    filled = sheet(sample, out, "figures")
    row = filled.row("repairs-in-time", "Q1-2024")
    filled.fill(row, Figure=91.25, Status="provisional", Comment="Two vans\nby now").save()
    run = give_back(sample, filled.path)
    assert (run.code, run.err) == (0, "")
    assert run.out == (
        "figures.xlsx: figures, exported as of 2024-05-10\n"
        "  8 rows read, 3 cells filled in\n"
        "\n"
        "Changed\n"
        f"  {filled.place(row, 'Figure')} (repairs-in-time): figures.Q1-2024.actual 88.5 → 91.25\n"
        f"  {filled.place(row, 'Status')} (repairs-in-time): figures.Q1-2024.status final → provisional\n"
        f"  {filled.place(row, 'Comment')} (repairs-in-time): assessments.Q1-2024.comment The second "
        "van is late, so the far side of town waited. → Two vans by now\n"
        "\n"
        "Written: 1 file.\n"
    )
    after = text(sample, "data/indicators/repairs-in-time.yaml")
    assert after == before.replace(
        "Q1-2024: {actual: 88.5, target: 90}",
        "Q1-2024: {actual: 91.25, target: 90, status: provisional, revisions: [{was: 88.5, on: 2024-05-20}]}",
    ).replace(
        'Q1-2024: {comment: "The second van is late, so the far side of town waited."}',
        'Q1-2024: {comment: "Two vans\\nby now", commented: 2024-05-20}',
    )
    again = give_back(sample, filled.path)
    assert again.code == 0
    assert again.out == (
        "figures.xlsx: figures, exported as of 2024-05-10\n"
        "  8 rows read, 3 cells filled in\n"
        "  3 cells of these as recorded already\n"
        "\n"
        "Nothing is written: the records say all of it already.\n"
    )
    assert text(sample, "data/indicators/repairs-in-time.yaml") == after


def test_a_new_figure_arrives_where_the_record_has_none_and_where_it_is_awaited(sample: Path, out: Path) -> None:
    write_files(
        sample,
        {
            "data/indicators/loans.yaml": "id: loans\ntitle: Loans\nunit: loans\nbetter: higher\n"
            "figures:\n  Q4-2023: {actual: 5}\n  Q1-2024: {status: awaited, target: 6}\n"
        },
    )
    filled = sheet(sample, out, "figures", "--quarter", "Q1-2024")
    filled.fill(filled.row("loans", "Q1-2024"), Figure=7, RAG="G").save()
    assert give_back(sample, filled.path).code == 0
    assert text(sample, "data/indicators/loans.yaml") == (
        "id: loans\ntitle: Loans\nunit: loans\nbetter: higher\n"
        "figures:\n  Q4-2023: {actual: 5}\n  Q1-2024: {actual: 7, target: 6}\n"
        "assessments:\n  Q1-2024: {rag: G}\n"
    )


def test_a_change_of_the_record_after_the_export_conflicts_and_nothing_is_written(sample: Path, out: Path) -> None:
    filled = sheet(sample, out, "figures")
    row, other = filled.row("repairs-in-time", "Q1-2024"), filled.row("missed-bins", "Q1-2024")
    filled.fill(row, Figure=91).fill(other, Figure=26).save()
    path = "data/indicators/repairs-in-time.yaml"
    write_files(sample, {path: text(sample, path).replace("actual: 88.5", "actual: 89")})
    before = everything(sample)
    run = give_back(sample, filled.path)
    assert run.code == 1
    assert (
        "Conflicts: the records were changed after the export\n"
        f"  {filled.place(row, 'Figure')} (repairs-in-time): the sheet has 91, the records 89; at the export 88.5\n"
    ) in run.out
    assert run.out.endswith("Nothing is written. Correct the above, or take the rest with --partial.\n")
    assert everything(sample) == before
    found = answer(sample, filled.path, "--partial")
    assert found["conflicts"] == [
        {"cell": filled.place(row, "Figure"), "id": "repairs-in-time", "exported": "88.5", "now": "89", "given": "91"}
    ]
    assert found["files"] == ["data/indicators/missed-bins.yaml"]
    assert "actual: 26" in text(sample, "data/indicators/missed-bins.yaml")
    assert "actual: 89" in text(sample, path)


def test_a_cell_that_nobody_filled_in_does_not_undo_a_change_of_the_record(sample: Path, out: Path) -> None:
    filled = sheet(sample, out, "figures")
    row = filled.row("repairs-in-time", "Q1-2024")
    filled.fill(row, Target=92).save()
    path = "data/indicators/repairs-in-time.yaml"
    write_files(sample, {path: text(sample, path).replace("actual: 88.5", "actual: 89")})
    assert give_back(sample, filled.path).code == 0
    assert "Q1-2024: {actual: 89, target: 92}" in text(sample, path)


def test_an_empty_cell_deletes_nothing(sample: Path, out: Path) -> None:
    before = everything(sample)
    filled = sheet(sample, out, "figures")
    filled.fill(filled.row("repairs-in-time", "Q1-2024"), Figure=None, Comment=None, Target=" ").save()
    assert answer(sample, filled.path)["cells"] == {"filled": 0, "recorded": 0}
    assert everything(sample) == before


@pytest.mark.parametrize(
    ("heading", "value", "reason"),
    [
        ("Figure", "1.204,5", "'1.204,5' is not a number; write 1204.5"),
        (
            "Figure",
            "1,204",
            "'1,204' is not a number; write it without signs between thousands, and with '.' before decimals",
        ),
        ("Figure", "=1+1", "it has a formula; type the value instead"),
        ("Figure", "#DIV/0!", "the spreadsheet shows an error: #DIV/0!"),
        ("Figure", (0.91, "0%"), "it shows 91% and holds 0.91; write the number without a percent format"),
        ("Figure", (45444, "dd/mm/yyyy"), "2024-06-01 is a date, not a number"),
        ("Status", "done", "'done' is none of: final, provisional, awaited"),
        ("Status", "awaited", "the record has a figure for Q1-2024 already"),
        ("RAG", "Blue", "'Blue' is none of: G, A, R"),
    ],
)
def test_a_cell_that_cannot_be_taken_is_refused_with_its_place(
    sample: Path, out: Path, heading: str, value: Any, reason: str
) -> None:
    before = everything(sample)
    filled = sheet(sample, out, "figures")
    row = filled.row("repairs-in-time", "Q1-2024")
    filled.fill(row, **{heading: value}).save()
    found = answer(sample, filled.path)
    assert [(one["cell"], one["id"], one["reason"]) for one in found["refused"]] == [
        (filled.place(row, heading), "repairs-in-time", reason)
    ]
    assert found["written"] is False
    assert everything(sample) == before


def test_a_merged_cell_is_refused(sample: Path, out: Path) -> None:
    filled = sheet(sample, out, "figures")
    row = filled.row("repairs-in-time", "Q1-2024")
    place = filled.place(row, "Figure").partition("!")[2]
    letter = place.rstrip("0123456789")
    filled.merged = [f"{letter}{row - 1}:{place}"]
    filled.fill(row, Figure=None).save()
    found = answer(sample, filled.path)
    assert [(one["cell"], one["reason"]) for one in found["refused"]] == [
        (f"Figures!{place}", "it is merged with other cells; unmerge them, and fill in each")
    ]


def test_a_changed_id_or_period_and_a_repeated_row_are_refused(sample: Path, out: Path) -> None:
    filled = sheet(sample, out, "figures")
    first, second = filled.row("repairs-in-time", "Q1-2024"), filled.row("missed-bins", "Q1-2024")
    third, fourth = filled.row("room-temperature", "Q4-2023"), filled.row("room-temperature", "Q1-2024")
    filled.fill(first, Indicator_id="repairs").fill(second, Period="Q7-2024").fill(fourth, Period="Q4-2023").save()
    reasons = {one["cell"]: one["reason"] for one in answer(sample, filled.path)["refused"]}
    assert reasons == {
        f"Figures row {first}": "the records have no row repairs Q1-2024: was the id or period changed?",
        f"Figures row {second}": "the records have no row missed-bins Q7-2024: was the id or period changed?",
        f"Figures row {third}": f"it is for the same record and period as row {fourth}",
        f"Figures row {fourth}": f"it is for the same record and period as row {third}",
    }


def test_a_row_that_somebody_added_is_refused(sample: Path, out: Path) -> None:
    filled = sheet(sample, out, "figures")
    last = max(row for row, _ in filled.first) + 1
    filled.fill(last, Figure=5).save()
    assert [(one["cell"], one["reason"]) for one in answer(sample, filled.path)["refused"]] == [
        (f"Figures row {last}", "it has no id, and a sheet makes no new record")
    ]


def test_a_changed_or_deleted_heading_refuses_the_sheet(sample: Path, out: Path) -> None:
    filled = sheet(sample, out, "figures")
    filled.first[HEADINGS, filled.column("Figure")] = "Result"
    filled.save()
    run = give_back(sample, filled.path)
    assert (run.code, run.out) == (2, "")
    assert run.err == (
        "error: row 3 of figures.xlsx lacks the heading 'Figure (fill in)': it was changed or deleted\n"
        "  = help: export it again with hsp export, and copy the values into the new sheet\n"
    )


def test_a_column_that_somebody_added_or_moved_does_no_harm(sample: Path, out: Path) -> None:
    filled = sheet(sample, out, "figures")
    row = filled.row("repairs-in-time", "Q1-2024")
    figure, note = filled.column("Figure"), filled.column("Note")
    for at in {at for at, _ in filled.first}:
        one, other = filled.first.get((at, figure)), filled.first.get((at, note))
        filled.first[at, figure], filled.first[at, note] = other, one
    filled.fill(row, Figure=92)
    filled.first[HEADINGS, 25] = "My notes"
    filled.first[row, 25] = "see mail"
    filled.save()
    found = answer(sample, filled.path)
    assert [one["key"] for one in found["changes"]] == ["figures.Q1-2024.actual"]
    assert found["ignored"] == [
        {"cell": "Figures!Y3", "reason": "the column 'My notes' is not of the sheet, and is not taken"}
    ]


def test_a_cell_that_nobody_can_fill_in_is_named_and_not_taken(sample: Path, out: Path) -> None:
    before = everything(sample)
    filled = sheet(sample, out, "figures")
    row = filled.row("repairs-in-time", "Q1-2024")
    filled.fill(row, Unit="percent").save()
    found = answer(sample, filled.path)
    assert found["ignored"] == [
        {
            "cell": filled.place(row, "Unit"),
            "reason": "Unit cannot be changed on a sheet; the record has %",
        }
    ]
    assert everything(sample) == before


def test_a_sheet_of_another_workspace_is_refused(sample: Path, out: Path) -> None:
    filled = sheet(sample, out, "figures")
    filled.fill(filled.row("repairs-in-time", "Q1-2024"), Figure=1).save()
    path = "data/partnership.yaml"
    write_files(sample, {path: text(sample, path).replace("id: rushmere\n", "id: elsewhere\n", 1)})
    run = give_back(sample, filled.path)
    assert (run.code, run.out) == (2, "")
    assert run.err == (
        "error: the sheet is of the workspace rushmere, and this one is elsewhere\n"
        "  = help: import it there: --root DIR\n"
    )


def test_actions_get_a_status_a_new_deadline_with_its_reason_and_an_update(sample: Path, out: Path) -> None:
    filled = sheet(sample, out, "actions")
    row = filled.row("homes/second-van")
    filled.fill(
        row, Progress=80, New_deadline="2024-09", Reason_for_new_deadline="Paint", New_update="Van bought"
    ).save()
    run = give_back(sample, filled.path)
    assert run.code == 0, run.both
    after = text(sample, "data/plans/homes.yaml")
    assert "progress: 80\n" in after
    assert "first_due: 2024-02\n        due: 2024-09\n" in after
    assert "{due: 2024-09, on: 2024-05-20, reason: Paint}" in after
    assert "on: 2024-05-20, text: Van bought" in after
    again = answer(sample, filled.path)
    assert (again["changes"], again["refused"], again["files"]) == ([], [], [])


@pytest.mark.parametrize(
    ("values", "heading", "reason"),
    [
        (
            {"New_deadline": "31/12/2024"},
            "New deadline",
            "'31/12/2024' is not a period; write 2024-12-31",
        ),
        (
            {"Reason_for_new_deadline": "Paint"},
            "Reason for new deadline",
            "it is the reason for a new deadline, and there is none",
        ),
        (
            {"Status": "finished"},
            "Status",
            "'finished' is none of: open, not-started, in-progress, on-hold, complete, not-delivered, cancelled",
        ),
        ({"Progress": "half"}, "Progress", "'half' is not a number"),
        ({"Progress": 80.5}, "Progress", "80.5 is not a whole number"),
    ],
)
def test_what_an_action_cannot_have_is_refused(
    sample: Path, out: Path, values: dict[str, Any], heading: str, reason: str
) -> None:
    filled = sheet(sample, out, "actions")
    row = filled.row("homes/second-van")
    filled.fill(row, **values).save()
    assert [(one["cell"], one["reason"]) for one in answer(sample, filled.path)["refused"]] == [
        (filled.place(row, heading), reason)
    ]


def test_a_milestone_takes_a_status_and_refuses_a_rating(sample: Path, out: Path) -> None:
    rows = csv.DictReader(io.StringIO(export(sample, out / "a.csv", "actions").read_text("utf-8"), newline=""))
    milestone = next(row["action_id"] for row in rows if row["kind"] == "milestone")
    filled = sheet(sample, out, "actions")
    filled.fill(filled.row(milestone), Progress=50).save()
    found = answer(sample, filled.path)
    assert [one["reason"] for one in found["refused"]] == ["this cell cannot be filled in: its row has no such value"]
    filled.fill(filled.row(milestone), Progress=None, Status="on-hold", Reason="Rain").save()
    assert [(one["id"], one["key"], one["after"]) for one in answer(sample, filled.path)["changes"]] == [
        (milestone, "status", "on-hold"),
        (milestone, "reason", "Rain"),
    ]


def test_risks_are_rated_and_a_rating_that_was_carried_is_confirmed_by_its_reason(sample: Path, out: Path) -> None:
    filled = sheet(sample, out, "risks", "--quarter", "Q2-2024")
    first, second = filled.row("homes-group/no-plumbers"), filled.row("homes-group/damp")
    filled.fill(first, Rating="3x4", Reason="Two hired").fill(second, Reason="Still so").save()
    run = give_back(sample, filled.path)
    assert run.code == 0, run.both
    found = json.loads(hsp("show", "homes-group/no-plumbers", "--root", str(sample), "--format", "json").out)
    ratings = found["record"]["ratings"]
    assert ratings["Q2-2024"] == {"rating": "3x4", "reason": "Two hired"}
    found = json.loads(hsp("show", "homes-group/damp", "--root", str(sample), "--format", "json").out)
    assert found["record"]["ratings"]["Q2-2024"] == {"rating": "2x4", "reason": "Still so"}
    assert answer(sample, filled.path)["changes"] == []


def test_a_csv_file_conflicts_where_its_fingerprint_is_not_that_of_the_record(sample: Path, out: Path) -> None:
    file = export(sample, out / "figures.csv", "figures")
    content = file.read_text("utf-8")
    assert content.count(",88.5,") == 1
    file.write_text(content.replace(",88.5,", ",91,"), "utf-8", newline="")
    assert [one["after"] for one in answer(sample, file, "--dry-run")["changes"]] == ["91"]
    path = "data/indicators/repairs-in-time.yaml"
    write_files(sample, {path: text(sample, path).replace("actual: 88.5, target: 90", "actual: 88.5, target: 95")})
    found = answer(sample, file)
    # The target in the file is the old one; nobody can tell whether it was filled in.
    assert [(one["exported"], one["now"], one["given"]) for one in found["conflicts"]] == [
        (None, "88.5", "91"),
        (None, "95", "90"),
    ]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("a,b\n1,2\n", "error: s.csv has no header of a table of hsp\n"),
        ("", "error: s.csv has no header of a table of hsp\n"),
    ],
)
def test_a_csv_file_that_hsp_did_not_make_needs_a_mapping(sample: Path, out: Path, content: str, words: str) -> None:
    (out / "s.csv").write_text(content)
    run = give_back(sample, out / "s.csv")
    assert (run.code, run.out) == (2, "")
    assert run.err == words + (
        "  = help: only a sheet that hsp export made is read without a mapping: add --mapping FILE\n"
    )


def test_a_csv_file_that_lost_a_column_is_refused_with_its_name(sample: Path, out: Path) -> None:
    file = export(sample, out / "s.csv", "risks")
    file.write_text(file.read_text("utf-8").replace("rating_before", "previous", 1), "utf-8", newline="")
    run = give_back(sample, file)
    assert (run.code, run.err.splitlines()[0]) == (2, "error: s.csv lacks the columns rating_before of the table risks")


def test_a_wide_sheet_and_any_other_workbook_are_refused(sample: Path, out: Path) -> None:
    file = export(sample, out / "wide.xlsx", "figures", "--wide")
    run = give_back(sample, file)
    assert run.code == 2
    assert run.err == (
        "error: wide.xlsx is no sheet of hsp export that can be filled in\n"
        "  = help: export it again without --wide; any other spreadsheet needs --mapping FILE\n"
    )


def test_a_sheet_of_another_layout_is_refused(sample: Path, out: Path) -> None:
    filled = sheet(sample, out, "figures")
    hidden = filled.sheets["hsp"]
    place = next(place for place, value in hidden.items() if value == "format")
    hidden[place[0], 2] = "99"
    filled.save()
    run = give_back(sample, filled.path)
    assert run.code == 2
    assert "of hsp, in another layout than this one reads\n" in run.err


def test_values_that_came_to_stand_beside_the_id_of_another_row_are_not_taken(sample: Path, out: Path) -> None:
    filled = sheet(sample, out, "figures")
    one, other = filled.row("repairs-in-time", "Q1-2024"), filled.row("missed-bins", "Q1-2024")
    filled.fill(one, Figure=91)
    number = filled.column("Indicator id")
    ids = filled.first[one, number], filled.first[other, number]
    filled.first[one, number], filled.first[other, number] = reversed(ids)
    filled.save()
    found = answer(sample, filled.path)
    assert found["written"] is False
    assert found["changes"] == []
    assert ("missed-bins", "91") in [(conflict["id"], conflict["given"]) for conflict in found["conflicts"]]


@pytest.mark.parametrize(
    "held",
    [
        '{"row": [], "values": {"actual": "88.5"}}',
        "",
        "{",
        "[]",
        "null",
        '{"values": {"actual": "\\ud800"}}',
        "9" * 5_000,
    ],
)
def test_values_at_export_that_somebody_damaged_lead_to_a_conflict_and_not_to_a_change(
    sample: Path, out: Path, held: str
) -> None:
    filled = sheet(sample, out, "figures")
    row = filled.row("repairs-in-time", "Q1-2024")
    filled.fill(row, Figure=91)
    filled.first[row, filled.column("values at export")] = held
    filled.first[row, filled.column("fingerprint")] = "0" * 16
    filled.save()
    found = answer(sample, filled.path)
    assert [(one["now"], one["given"]) for one in found["conflicts"]] == [("88.5", "91")]
    assert found["written"] is False


def test_texts_of_a_sheet_control_no_terminal(sample: Path, out: Path) -> None:
    filled = sheet(sample, out, "figures")
    filled.fill(filled.row("repairs-in-time", "Q1-2024"), Figure="\u009b2J7", Comment="a\u009b31mb").save()
    run = hsp("import", str(filled.path), "--root", str(sample), "--as-of", RETURNED, terminal=True)
    assert "\u009b" not in run.out


def test_a_csv_file_can_be_corrected_and_returned_again_after_a_part_of_it_was_taken(sample: Path, out: Path) -> None:
    path = "data/indicators/missed-bins.yaml"
    write_files(sample, {path: text(sample, path).replace("Q1-2024: {actual: 25", "Q1-2024: {status: awaited")})
    file = export(sample, out / "figures.csv", "figures")
    rows = list(csv.DictReader(io.StringIO(file.read_text("utf-8"), newline="")))

    def saved(**given: str) -> Path:
        for row in rows:
            if row["period"] == "Q1-2024" and row["indicator_id"] in given:
                row["actual"] = given[row["indicator_id"]]
        with file.open("w", encoding="utf-8", newline="") as written:
            writer = csv.DictWriter(written, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
        return file

    wrong = saved(**{"missed-bins": "26", "repairs-in-time": "9,1"})
    assert give_back(sample, wrong, "--partial").code == 1
    assert "actual: 26" in text(sample, path)
    found = answer(sample, saved(**{"repairs-in-time": "91"}))
    assert (found["conflicts"], found["refused"], found["written"]) == ([], [], True)


def test_another_owner_on_a_sheet_is_not_taken_and_the_answer_says_so(sample: Path, out: Path) -> None:
    file = export(sample, out / "figures.csv", "figures")
    rows = list(csv.DictReader(io.StringIO(file.read_text("utf-8"), newline="")))
    owners = rows[0]["owners"]
    rows[0]["owners"] = "Somebody else"
    with file.open("w", encoding="utf-8", newline="") as written:
        writer = csv.DictWriter(written, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    (ignored,) = answer(sample, file)["ignored"]
    assert ignored["reason"] == f"Owners cannot be changed on a sheet; the record has {owners or 'no value'}"
