"""`hsp import`: what is written, what is shown, and how the command ends."""

import json
from pathlib import Path

import pytest

from tests.runs import Run, hsp
from tests.workbooks import packed, parts, sheet_xml, write_workbook
from tests.workspaces import PARTNERSHIP, write_files

VISITS = """\
id: visits
title: Visits
unit: visits
better: higher
figures:
  Q1-2024: {actual: 70, target: 80}
"""
MAPPING = """\
records: indicators
id: "{Ref}"
columns:
  Measure: title
  Unit: unit
  Result: {to: actual, period: Q1-2024}
better_from: better.csv
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_files(
        tmp_path,
        {
            "data/partnership.yaml": PARTNERSHIP,
            "data/indicators/visits.yaml": VISITS,
            "in/m.yaml": MAPPING,
            "in/s.csv": "Ref,Measure,Unit,Result,Notes\nVisits,Visits,visits,71,\nLoans,Loans,loans,5,x\n",
        },
    )


def run(root: Path, *words: str, sheet: str = "s.csv", terminal: bool = False) -> Run:
    mapping = ("--mapping", str(root / "in/m.yaml"))
    where = ("--root", str(root), "--as-of", "2026-11-30")
    return hsp("import", str(root / "in" / sheet), *mapping, *where, *words, terminal=terminal)


def files(root: Path) -> dict[str, str]:
    return {path.relative_to(root).as_posix(): path.read_text() for path in sorted(root.rglob("*.*")) if path.is_file()}


def test_nothing_is_written_while_a_row_is_refused_but_the_question_which_way_is_better(root: Path) -> None:
    before = files(root)
    done = run(root)
    assert (done.code, done.err) == (1, "")
    assert done.out == (
        "s.csv: 2 rows read, 1 held, 1 refused\n"
        "  0 new records, 1 changed record\n"
        "  columns of which the mapping says nothing: Notes\n"
        "\n"
        "Changed\n"
        "  D2 (visits): figures.Q1-2024.actual 70 → 71\n"
        "\n"
        "Refused\n"
        "  row 3 (loans): which way is better is not known: map `better`, or use `better_from`\n"
        "\n"
        "Nothing is written. Correct the above, or take the rest with --partial.\n"
        "1 indicator that does not say which way is better is listed in better.csv.\n"
        "Fill in the column `better`, and import the sheet again.\n"
    )
    after = files(root)
    assert after.pop("in/better.csv") == "id,title,unit,better\nloans,Loans,loans,\n"
    assert after == before


def test_partial_writes_what_can_be_taken_and_the_next_run_the_rest(root: Path) -> None:
    assert run(root, "--partial").code == 1
    revised = "{actual: 71, target: 80, revisions: [{was: 70, on: 2026-11-30}]}"
    assert files(root)["data/indicators/visits.yaml"] == VISITS.replace("{actual: 70, target: 80}", revised)
    (root / "in/better.csv").write_text("id,title,unit,better\nloans,Loans,loans,Higher\n")
    done = run(root)
    assert (done.code, done.out.splitlines()[0]) == (0, "s.csv: 2 rows read, 2 held, 0 refused")
    assert done.out.splitlines()[-1] == "Written: 1 file."
    assert files(root)["data/indicators/loans.yaml"] == (
        "id: loans\ntitle: Loans\nunit: loans\nbetter: higher\nfigures:\n  Q1-2024: {actual: 5}\n"
    )
    again = run(root)
    assert (again.code, again.out.splitlines()[-1]) == (0, "Nothing is written: the records say all of it already.")
    assert hsp("validate", "--root", str(root)).code == 0


def test_a_dry_run_writes_nothing_at_all(root: Path) -> None:
    before = files(root)
    done = run(root, "--dry-run", "--partial")
    assert done.code == 1
    assert "Nothing is written: this is a dry run. 1 file would be written.\n" in done.out
    assert "1 indicator that does not say which way is better would be listed in better.csv." in done.out
    assert files(root) == before


def test_json_has_every_change_refusal_and_count(root: Path) -> None:
    done = run(root, "--dry-run", "--format", "json")
    assert (done.code, done.err) == (1, "")
    assert json.loads(done.out) == {
        "file": "s.csv",
        "sheet": None,
        "written": False,
        "rows": {"read": 2, "held": 1, "unchanged": 0, "skipped": 0, "refused": 1},
        "columns": {
            "read": [
                {"column": "Measure", "key": "title", "period": None},
                {"column": "Unit", "key": "unit", "period": None},
                {"column": "Result", "key": "actual", "period": "Q1-2024"},
            ],
            "left_out": [],
            "unmapped": ["Notes"],
        },
        "records": [{"id": "visits", "path": "data/indicators/visits.yaml", "new": False, "rows": [2]}],
        "changes": [{"id": "visits", "key": "figures.Q1-2024.actual", "before": "70", "after": "71", "cell": "D2"}],
        "refused": [
            {
                "cell": "row 3",
                "id": "loans",
                "reason": "which way is better is not known: map `better`, or use `better_from`",
            }
        ],
        "not_in_sheet": [],
        "better_unknown": ["loans"],
        "files": ["data/indicators/visits.yaml"],
        "warnings": [],
    }


def test_a_workbook_is_read_from_the_sheet_that_the_mapping_names(root: Path) -> None:
    write_workbook(root / "in/s.xlsx", [["Ref", "Measure", "Unit", "Result"], ["Visits", None, None, 72]], name="KPIs")
    done = run(root, sheet="s.xlsx")
    assert (done.code, done.out.splitlines()[0]) == (0, "s.xlsx, sheet KPIs: 1 row read, 1 held, 0 refused")
    assert "  KPIs!D2 (visits): figures.Q1-2024.actual 70 → 72\n" in done.out
    two = packed(parts({"Notes": sheet_xml([]), "KPIs": sheet_xml([["Ref", "Measure", "Unit", "Result"]])}))
    (root / "in/s.xlsx").write_bytes(two)
    done = run(root, sheet="s.xlsx")
    assert (done.code, done.err) == (
        2,
        "error: s.xlsx has 2 sheets\n  = help: name one as `sheet` in the mapping: Notes, KPIs\n",
    )
    (root / "in/m.yaml").write_text(MAPPING + "sheet: KPI\n")
    done = run(root, sheet="s.xlsx")
    assert (done.code, done.err) == (2, "error: s.xlsx has no sheet 'KPI'\n  = help: it has: Notes, KPIs\n")
    (root / "in/m.yaml").write_text(MAPPING + "sheet: KPIs\n")
    assert run(root, sheet="s.xlsx").code == 0


def test_a_mapping_that_is_wrong_is_shown_with_its_line(root: Path) -> None:
    (root / "in/m.yaml").write_text(MAPPING + "colums: {}\n")
    done = run(root)
    assert (done.code, done.out) == (2, "")
    assert done.err == (
        "error[unknown-key]: the record has no key `colums`\n"
        " --> m.yaml:8:1\n"
        "  |\n"
        "8 | colums: {}\n"
        "  | ^\n"
        "  = help: did you mean `columns`?\n"
        "\n"
        "error: m.yaml is no mapping that can be used\n"
        "  = help: correct what is said above\n"
    )


def test_an_import_that_would_make_the_records_wrong_writes_nothing(root: Path) -> None:
    (root / "in/m.yaml").write_text(MAPPING + "constants: {better: higher, code: X1}\n")
    write_files(root, {"in/s.csv": "Ref,Measure,Unit,Result\nA,Alpha,x,1\nB,Beta,x,2\n"})
    before = files(root)
    done = run(root)
    if done.code == 1:
        assert files(root) == before
        assert done.err.endswith("hsp: nothing is written, because the records would then have these errors\n")
    else:
        pytest.fail(done.both)


@pytest.mark.parametrize(
    ("sheet", "words"),
    [
        ("none.csv", "error: none.csv: cannot be read: No such file or directory\n"),
        ("m.yaml", "error: m.yaml is neither an .xlsx nor a .csv file\n"),
    ],
)
def test_a_file_that_cannot_be_read_ends_with_2_and_one_line(root: Path, sheet: str, words: str) -> None:
    done = run(root, sheet=sheet)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(words)


def test_a_changed_header_ends_with_2_and_writes_nothing(root: Path) -> None:
    write_files(root, {"in/s.csv": "Ref,Measure,Unit,Outturn\nVisits,,,71\n"})
    before = files(root)
    done = run(root)
    assert (done.code, done.err) == (
        2,
        "error: there is no column 'Result' in row 1\n  = help: it has: Ref, Measure, Unit, Outturn\n",
    )
    assert files(root) == before


def test_texts_of_a_sheet_control_no_terminal_and_no_spreadsheet(root: Path) -> None:
    write_files(
        root, {"in/s.csv": 'Ref,Measure,Unit,Result,"No\x1b[31mtes"\nVisits,"Vi\x1b[31msits",visits,"\x1b[2Jx",\n'}
    )
    done = run(root, terminal=True)
    assert "\x1b[2J" not in done.out
    assert "\x1b[31m" not in done.out
    write_files(root, {"in/s.csv": "Ref,Measure,Unit,Result\nLoans,=HYPERLINK(1),x,\n"})
    assert "B2 (loans): it has a formula; type the value instead" in run(root).out


def test_the_file_that_asks_which_way_is_better_refuses_other_words_and_headers(root: Path) -> None:
    (root / "in/better.csv").write_text("id,title,unit,better\nloans,Loans,loans,up\n")
    done = run(root)
    assert (done.code, done.err.splitlines()[0]) == (
        2,
        "error: better.csv, row 2: 'up' is none of higher, lower, within, neutral",
    )
    (root / "in/better.csv").write_text("id,better\nloans,higher\n")
    done = run(root)
    assert (done.code, done.err.splitlines()[0]) == (
        2,
        "error: better.csv has another header than id,title,unit,better",
    )
