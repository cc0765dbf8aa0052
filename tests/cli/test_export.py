"""`hsp export`: which files are written, what is refused, and what is said of what a sheet leaves out."""

import csv
import io
import json
import sqlite3
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from tests.repositories import commit_files
from tests.runs import DAY, HARROW, Run, hsp
from tests.workspaces import write_files


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


def export(sample: Path, *arguments: str) -> Run:
    return hsp("export", *arguments, "--root", str(sample), "--as-of", "2024-05-10")


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


# --- To the screen


def test_without_a_file_the_sheet_is_csv_on_the_screen(sample: Path) -> None:
    run = export(sample, "risks", "--quarter", "Q1-2024")
    assert (run.code, run.err) == (0, "")
    rows = list(csv.DictReader(io.StringIO(run.out, newline="")))
    assert [(row["risk_id"], row["period"], row["rating"], row["owner_ids"]) for row in rows] == [
        ("homes-group/no-plumbers", "Q1-2024", "4x4", "ann-reed"),
        ("homes-group/damp", "Q1-2024", "2x4", "street-manager"),
    ]
    assert run.out.count("\r\n") == 3


def test_json_on_the_screen_is_narrowed_as_asked(sample: Path) -> None:
    run = export(sample, "actions", "--format", "json", "--owner", "Ann Reed")
    found = json.loads(run.out)
    assert found["narrowed_to"] == {"owner": "ann-reed"}
    assert found["quarter"] is None
    assert all("ann-reed" in row["owner_ids"] for row in found["rows"])


def test_on_a_terminal_no_text_of_a_record_controls_it(sample: Path) -> None:
    write_files(sample, {"data/indicators/x.yaml": 'id: x\ntitle: "a\\e[31mb\\u009b1m"\nunit: x\nbetter: higher\n'})
    run = hsp("export", "indicators", "--root", str(sample), "--as-of", "2024-05-10", terminal=True)
    assert "\x1b" not in run.out
    assert "\x9b" not in run.out
    assert "a[31mb1m" in run.out


# --- To files


def test_csv_is_written_with_its_description_and_without_a_licence_it_says_so(sample: Path, out: Path) -> None:
    run = export(sample, "indicators", "-o", str(out / "a.csv"))
    assert run.code == 0
    assert run.err == (
        f"{out / 'a.csv'}: 4 rows\n"
        f"{out / 'a.csv-metadata.json'}: description\n"
        "left out: the series of 2 indicators; --by DIMENSION exports them\n"
        "before you publish the sheet, add `licence` to data/partnership.yaml\n"
    )
    described = json.loads((out / "a.csv-metadata.json").read_text(encoding="utf-8"))
    assert described["url"] == "a.csv"
    assert described["dc:description"].endswith("Left out: 2 indicators with series that are not exported.")


def test_with_a_licence_nothing_is_asked_for(sample: Path, out: Path) -> None:
    settings = sample / "data/partnership.yaml"
    settings.write_text(f"{settings.read_text()}licence: {{name: OGL, url: https://example.org}}\n")
    run = export(sample, "risks", "-o", str(out / "a.csv"))
    assert "add `licence`" not in run.err
    described = json.loads((out / "a.csv-metadata.json").read_text(encoding="utf-8"))
    assert described["dc:license"] == {"@id": "https://example.org"}


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("a.xlsx", b"PK"),
        ("a.sqlite", b"SQLite format 3"),
        ("a.db", b"SQLite"),
        ("a.json", b"{"),
        ("a.csv", b"indicator_id"),
    ],
)
def test_the_ending_of_the_file_is_the_format(sample: Path, out: Path, name: str, begins: bytes) -> None:
    assert export(sample, "figures", "-o", str(out / name), "-q").code == 0
    assert (out / name).read_bytes().startswith(begins)
    assert names(out) == [name, *([f"{name}-metadata.json"] if name == "a.csv" else [])]


def test_into_a_folder_the_file_has_the_name_of_the_table(sample: Path, out: Path) -> None:
    export(sample, "risks", "--format", "xlsx", "-o", str(out))
    assert names(out) == ["risks.xlsx"]


def test_the_series_of_a_dimension_take_the_place_of_the_whole(sample: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(export(sample, "figures", "--by", "area", "--quarter", "Q4-2023").out)))
    found = [(row["indicator_id"], row["series"], row["actual"], row["state"]) for row in rows]
    assert found[:3] == [
        ("missed-bins", "area=ash", "14", "final"),
        ("missed-bins", "area=birch", "9", "final"),
        ("missed-bins", "area=cedar", "", "awaited"),
    ]
    assert len(found) == 6


def test_each_owner_gets_a_sheet_and_so_do_rows_without_one(sample: Path, out: Path) -> None:
    run = export(sample, "figures", "--per-owner", "--format", "xlsx", "-o", str(out / "sheets"))
    assert run.code == 0
    assert names(out / "sheets") == ["figures--no-owner.xlsx", "figures-ann-reed.xlsx"]
    assert f"{out / 'sheets' / 'figures-ann-reed.xlsx'}: 2 rows\n" in run.err
    found = CalamineWorkbook.from_path(out / "sheets/figures-ann-reed.xlsx").get_sheet_by_name("Figures").to_python()
    assert [row[0] for row in found[3:]] == ["Repairs done in time"] * 2


def test_actions_of_other_organisations_are_said_to_be_left_out(out: Path) -> None:
    run = hsp("export", "actions", "-o", str(out / "a.sqlite"), *HARROW, *DAY)
    assert run.err.endswith(
        "left out: 21 actions and milestones of other organisations (Tower Hamlets 21); add them with "
        "--organisation all\n"
    )
    database = sqlite3.connect(out / "a.sqlite")
    asked = "SELECT value FROM about WHERE name LIKE 'left_out%'"
    assert database.execute(asked).fetchall() == [("21",)]
    database.close()


def test_a_sheet_names_the_commit_that_it_was_made_from(tmp_path: Path, sample: Path) -> None:
    files = {str(path.relative_to(sample)): path.read_bytes() for path in sample.rglob("*") if path.is_file()}
    root = tmp_path / "repository"
    commit = commit_files(root, files)
    found = json.loads(export(root, "risks", "--format", "json").out)
    assert (found["commit"], found["clean"]) == (commit, True)
    assert json.loads(export(sample, "risks", "--format", "json").out)["commit"] is None


def test_only_what_is_open_is_exported_if_that_is_asked_for(sample: Path) -> None:
    found = json.loads(export(sample, "actions", "--open", "--format", "json").out)
    assert "homes/second-van" in [row["action_id"] for row in found["rows"]]
    assert "homes/ask-tenants" not in [row["action_id"] for row in found["rows"]]
    assert found["left_out"] == {"rows that are complete or closed": 4}


# --- Refused


@pytest.mark.parametrize(
    ("arguments", "message", "hint"),
    [
        (("plans",), "there is no table called 'plans'", "choose from figures, actions, risks, indicators"),
        (("actions", "--quarter", "Q1-2024"), "actions are not recorded by quarter", "leave --quarter out"),
        (("actions", "--wide"), "actions have no wide form", "leave --wide out, or export figures or risks"),
        (("figures", "--open"), "figures are never closed", "leave --open out"),
        (("figures", "--format", "xlsx"), "xlsx cannot be shown on a screen", "add -o FILE.xlsx"),
        (("figures", "--per-owner"), "--per-owner makes several sheets, so it needs a folder", "add -o DIR"),
        (
            ("figures", "-o", "a.docx"),
            "no sheet can be written as .docx",
            "the endings are .csv, .xlsx, .json, .sqlite, .sqlite3, .db, .parquet",
        ),
        (("figures", "-o", "a.csv", "--format", "xlsx"), "a.csv is not a name for xlsx", "end it in .xlsx"),
        (
            ("figures", "--format", "json", "--bom"),
            "--excel-safe and --bom are for CSV, not for json",
            "leave them out",
        ),
        (
            ("figures", "-o", "no/such/a.csv"),
            "cannot write no/such/a.csv: there is no folder no/such",
            "make it first, or choose another place: -o FILE",
        ),
    ],
)
def test_a_request_that_cannot_be_met_is_refused_in_one_line(
    sample: Path, arguments: tuple[str, ...], message: str, hint: str
) -> None:
    run = export(sample, *arguments)
    assert (run.code, run.out, run.err) == (2, "", f"error: {message}\n  = help: {hint}\n")


def test_a_sheet_is_not_written_where_it_would_be_read_as_a_record(sample: Path) -> None:
    run = export(sample, "figures", "-o", str(sample / "data/indicators/a.csv"))
    assert run.code == 2
    assert "hsp would read it as a record" in run.err
    assert not (sample / "data/indicators/a.csv").exists()


def test_a_missing_library_is_named_and_nothing_is_written(
    sample: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "xlsxwriter", None)
    run = export(sample, "figures", "-o", str(out / "a.xlsx"))
    assert run.code == 2
    assert run.err == 'error: XLSX needs the library xlsxwriter\n  = help: pip install "hsp-cli[xlsx]"\n'
    assert names(out) == []


def test_parquet_is_refused_without_its_library(sample: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "duckdb", None)
    for arguments in (("-o", str(out / "a.parquet")), ("--format", "parquet", "-o", str(out / "a.parquet"))):
        run = export(sample, "figures", *arguments)
        assert run.err == 'error: Parquet needs the library duckdb\n  = help: pip install "hsp-cli[parquet]"\n'


def test_no_sheet_is_made_while_records_cannot_be_read_unless_asked(sample: Path) -> None:
    write_files(sample, {"data/indicators/broken.yaml": "id: broken\n"})
    assert (export(sample, "figures").code, export(sample, "figures").out) == (1, "")
    run = export(sample, "figures", "--allow-errors", "--format", "json", "-q")
    assert (run.code, run.err) == (0, "")
    assert json.loads(run.out)["left_out"]["files that hsp cannot read"] == 1
    assert export(sample, "figures", "--allow-errors", "-q").err == (
        "left out: what is in 1 file that hsp cannot read\n"
    )
