import json
from datetime import date
from pathlib import Path

import pytest

from hsp_cli.checking.loader import load
from hsp_cli.domain.period import Period
from hsp_cli.exchange.catalogue import TABLES
from hsp_cli.exchange.tables import Asked
from tests.runs import HARROW, Run, hsp
from tests.workspaces import REPOSITORY, write_files


def chase(sample: Path, *arguments: str) -> Run:
    return hsp("chase", *arguments, "--root", str(sample), "--as-of", "2024-05-10")


def test_the_text_is_for_each_owner_and_ends_with_those_who_owe_nothing(sample: Path) -> None:
    run = chase(sample, "--quarter", "Q1-2024")
    assert (run.code, run.err) == (0, "")
    assert [line for line in run.out.splitlines() if line.startswith("To: ")] == [
        "To: Ann Reed",
        "To: Rushmere Council",
        "To: Street Manager",
        "To: No owner recorded",
    ]
    assert "Street Manager" not in run.out.splitlines()[-1]


def test_without_a_quarter_it_is_the_latest_that_has_ended(sample: Path) -> None:
    assert json.loads(chase(sample, "--format", "json").out)["quarter"] == "Q1-2024"


def test_one_owner_who_owes_nothing_is_told_so_only_where_every_file_is_read(sample: Path) -> None:
    settings = sample / "data/partnership.yaml"
    text = settings.read_text().replace("people:", "people:\n  - {id: cat, name: Cat Poole}", 1)
    settings.write_text(text)
    indicator = "id: kept\ntitle: Kept\nunit: x\nbetter: higher\nleads: [Cat Poole]\nfigures: {%s}\n"
    figures = "Q4-2023: {actual: 4}, Q1-2024: {actual: 5}"
    write_files(sample, {"data/indicators/kept.yaml": indicator % figures})
    asked = ("--owner", "Cat Poole", "--quarter", "Q1-2024")
    assert chase(sample, *asked).out == "Cat Poole owes nothing that the records know of for Q1 2024.\n"
    found = json.loads(chase(sample, *asked, "--format", "json").out)
    assert (found["owners"], found["owe_nothing"]) == ([], [{"owner": "cat", "name": "Cat Poole"}])
    write_files(sample, {"data/risks/broken.yaml": "id: broken\n"})
    assert chase(sample, *asked).code == 1
    run = chase(sample, *asked, "--allow-errors")
    assert run.out == "Not every file could be read, so hsp cannot say who owes nothing.\n"
    assert run.err == "hsp cannot read data/risks/broken.yaml: more may be owed\n"
    found = json.loads(chase(sample, *asked, "--allow-errors", "--format", "json").out)
    assert (found["owe_nothing"], found["unread"]) == (None, ["data/risks/broken.yaml"])


def test_an_owner_whom_no_record_names_is_not_said_to_owe_nothing(sample: Path) -> None:
    settings = sample / "data/partnership.yaml"
    settings.write_text(settings.read_text().replace("people:", "people:\n  - {id: cat, name: Cat Poole}", 1))
    run = chase(sample, "--owner", "cat", "--quarter", "Q1-2024")
    assert run.out == "No indicator, open risk or live action matches the request.\n"


def test_json_says_how_to_answer_each_request(sample: Path) -> None:
    found = json.loads(chase(sample, "--quarter", "Q1-2024", "--format", "json", "--answer-by", "2024-05-31").out)
    ann = next(owner for owner in found["owners"] if owner["owner"] == "ann-reed")
    assert found["answer_by"] == "2024-05-31"
    assert ann["subject"] == "Q1 2024: 1 update needed, by 31 May 2024"
    assert ann["answers"][0] == {
        "id": "homes/second-van",
        "needed": "update (no report is recorded)",
        "sheet": "actions",
        "rows": ["homes/second-van"],
        "cell": "New update",
        "command": "hsp update homes/second-van --note TEXT",
    }
    assert [one["id"] for one in ann["due_soon"]] == ["which-homes-first/second-list"]


CALLS = """\
id: calls
title: Calls answered
unit: "%"
better: higher
leads: [Ann Reed]
figures: {Q3-2023: {actual: 90, target: 95}, Q4-2023: {actual: 91, target: 95}}
"""
NEW_RISK = """\
  - {id: roof, title: The roof leaks, owners: [Ann Reed], ratings: {Q4-2023: {rating: 3x3}}}
"""


def test_every_command_that_a_message_gives_can_be_run(sample: Path) -> None:
    register = sample / "data/risks/homes-group.yaml"
    never = CALLS.replace("calls", "never").partition("figures")[0]
    write_files(
        sample,
        {
            "data/indicators/calls.yaml": CALLS,
            "data/indicators/never.yaml": never,
            "data/indicators/late.yaml": CALLS.replace("id: calls", "id: late").replace("Q4-2023", "Q1-2024"),
            "data/risks/homes-group.yaml": register.read_text() + NEW_RISK,
        },
    )
    found = json.loads(chase(sample, "--owner", "Ann Reed", "--quarter", "Q1-2024", "--format", "json").out)
    commands = [one["command"] for owner in found["owners"] for one in owner["answers"]]
    assert commands == [
        "hsp record calls Q1-2024 --actual NUMBER",
        "hsp record late Q1-2024 --comment TEXT",
        "hsp rate homes-group/roof Q1-2024 RATING --reason TEXT",
        "hsp update homes/second-van --note TEXT",
        "hsp close which-homes-first/second-list --outcome TEXT",
        "hsp record never Q1-2024 --actual NUMBER",
    ]
    for command in commands:
        words = command.replace("NUMBER", "93.5").replace("RATING", "2x2").split()[1:]
        run = hsp(*words, "--dry-run", "--root", str(sample), "--as-of", "2024-05-10")
        assert (run.code, run.err) == (0, ""), command
        assert run.out.startswith("--- a/data/"), command


def test_every_row_and_cell_that_a_message_names_is_on_the_sheet_of_the_quarter() -> None:
    found = json.loads(hsp("chase", "--quarter", "Q2-2010", "--format", "json", *HARROW, "--as-of", "2010-10-27").out)
    workspace = load(str(REPOSITORY)).workspace
    assert workspace is not None
    quarter = Period.parse("Q2-2010")
    asked = Asked(workspace, date(2010, 10, 27), quarter, only_quarter=True)
    keys = {"figures": ("indicator_id", "period"), "risks": ("risk_id", "period"), "actions": ("action_id",)}
    fillable = {
        (name, " ".join(str(row.values[key]) for key in columns), TABLES[name].column(filled).title)
        for name, columns in keys.items()
        for row in TABLES[name].rows(asked)
        for filled in row.inputs
    }
    answers = [answer for owner in found["owners"] for answer in owner["answers"]]
    named = {(answer["sheet"], row, answer["cell"]) for answer in answers for row in answer["rows"]}
    assert len(named) > 100
    assert {sheet for sheet, _, _ in named} == {"figures", "risks", "actions"}
    assert named <= fillable


def test_a_file_that_ends_in_ics_is_a_calendar(sample: Path, tmp_path: Path) -> None:
    file = tmp_path / "deadlines.ics"
    run = chase(sample, "--quarter", "Q1-2024", "-o", str(file), "--alarm", "3")
    assert (run.code, run.out, run.err) == (0, "", f"written: {file}\n")
    content = file.read_bytes()
    assert content.startswith(b"BEGIN:VCALENDAR\r\n")
    assert content.count(b"TRIGGER:-P3D\r\n") == content.count(b"BEGIN:VEVENT\r\n") > 3


def test_markdown_has_a_section_for_each_owner(sample: Path) -> None:
    out = chase(sample, "--quarter", "Q1-2024", "--format", "markdown").out
    assert out.startswith("## Ann Reed\n\n**Q1 2024: 1 update needed**\n")
    assert "\n## No owner recorded\n" in out


@pytest.mark.parametrize(
    ("arguments", "message", "hint"),
    [
        (("--alarm", "3"), "--alarm is for a calendar", "add --format ics, or leave it out"),
        (("--answer-by", "soon"), "'soon' is not a day", "write it as 2010-09-27"),
        (
            ("-o", "no/such/a.txt"),
            "cannot write no/such/a.txt: there is no folder no/such",
            "make it first, or choose another place: -o FILE",
        ),
    ],
)
def test_a_request_that_cannot_be_met_is_refused_in_one_line(
    sample: Path, arguments: tuple[str, ...], message: str, hint: str
) -> None:
    run = chase(sample, *arguments)
    assert (run.code, run.out, run.err) == (2, "", f"error: {message}\n  = help: {hint}\n")


def test_a_missing_library_is_named_with_the_command_that_installs_it(
    sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "icalendar", None)
    run = chase(sample, "--format", "ics")
    assert run.code == 2
    assert run.err == 'error: a calendar needs the library icalendar\n  = help: pip install "hsp-cli[calendar]"\n'
