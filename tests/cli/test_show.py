import json
import re
from pathlib import Path

import pytest

from hsp_cli.analysis.catalogue import LISTED
from tests import injection_texts
from tests.cli.test_screen import OBEYED
from tests.runs import HARROW, hsp
from tests.workspaces import PARTNERSHIP, write_files


def test_a_record_is_shown_as_its_file_has_it_with_its_place_and_its_referrers(sample: Path) -> None:
    run = hsp("show", "second-van", "--root", str(sample))
    assert (run.code, run.err) == (0, "")
    head, _, rest = run.out.partition("\n\n")
    assert head == "homes/second-van (action)  data/plans/homes.yaml:17"
    lines = (sample / "data/plans/homes.yaml").read_text().splitlines()
    assert rest == "\n".join(lines[16:27]) + "\n"


@pytest.mark.parametrize("name", ["ni-126", "NI 126", "ni 126", "NI-126", " ni-126 "])
def test_an_indicator_is_found_by_its_id_and_its_code(name: str) -> None:
    run = hsp("show", name, *HARROW)
    assert run.code == 0
    assert run.out.startswith("ni-126 (indicator)  data/indicators/ni-126.yaml:1\n")


def test_referrers_are_shown_with_line_and_key() -> None:
    _, _, referring = hsp("show", "laa", *HARROW).out.partition("Referred to by\n")
    lines = referring.splitlines()
    assert any(line.startswith("  data/indicators/ni-126.yaml:") and line.endswith("  schemes.0") for line in lines)
    assert any(line.startswith("  data/partnership.yaml:") for line in lines)


def test_a_name_of_several_records_is_refused_with_their_addresses() -> None:
    run = hsp("show", "influence-on-policies", *HARROW)
    assert run.code == 2
    assert "2 records are called 'influence-on-policies'" in run.err
    assert "ccmg/influence-on-policies (risk)" in run.err
    assert "adult-health-and-wellbeing/influence-on-policies (risk)" in run.err


def test_a_misspelt_name_is_answered_with_near_ones() -> None:
    told = hsp("show", "ni-191", *HARROW).err
    assert "did you mean ni-" in told
    assert "ni-192" in told


@pytest.mark.parametrize("kind", LISTED)
def test_every_line_that_is_shown_is_a_line_of_the_file(kind: str, sample: Path) -> None:
    for item in json.loads(hsp("list", kind, "--root", str(sample), "--format", "json").out):
        run = hsp("show", item["id"], "--root", str(sample))
        if run.code == 0:
            body = re.split(
                r"\n(?:Dates|Members|Accountable for|Referred to by|Series)\n", run.out.partition("\n\n")[2]
            )[0]
            assert body.rstrip("\n") in (sample / item["path"]).read_text()
            assert body.strip()


@pytest.mark.parametrize("text", injection_texts.SCREEN)
def test_nothing_of_a_record_steers_the_terminal(text: str, sample: Path) -> None:
    title = json.dumps(text)
    raw = text if not any(c in text for c in "\x00\x07\x08\x1b") and text.isprintable() else "x"
    record = f"id: odd\ntitle: {title}\nunit: {title}\nbetter: higher\nnote: |\n  {raw}\n"
    write_files(sample, {"data/indicators/odd.yaml": record})
    for arguments in (("show", "odd"), ("show", "odd", "--format", "json"), ("list", "indicators"), ("show", text)):
        run = hsp(*arguments, "--root", str(sample), "--allow-errors", encoding="utf-8")
        assert run.code in (0, 2)
        assert OBEYED.search(run.err) is None
        if "json" not in arguments:
            assert OBEYED.search(run.out) is None


# --- Bodies

BOARD = """\
bodies:
  - id: board
    name: Board
    since: 2003-05
    as_of: 2003-11
    status: closed
    accountable_for:
      - |
        Monitoring how
        the strategy is delivered
    seats:
      - {id: business, sector: Business, count: 4}
      - {id: education, sector: Further education, vacant: true}
      - {id: chair, sector: Chair, holder: [Ann Reed]}
    members: [{who: Ann Reed, role: Chair}]
  - {id: quiet, name: Quiet group}
people: [{id: ann-reed, name: Ann Reed}]
"""


@pytest.fixture
def governed(tmp_path: Path) -> Path:
    plan = "id: plan\ntitle: Plan\naims: [{id: aim, title: An aim, board: board}]\n"
    grant = "id: reward\ntitle: Reward\nbody: board\n"
    files = {"data/partnership.yaml": PARTNERSHIP + BOARD, "data/plans/plan.yaml": plan}
    return write_files(tmp_path, {**files, "data/grants/reward.yaml": grant})


def test_a_body_is_shown_with_its_members_its_responsibilities_and_their_dates(governed: Path) -> None:
    run = hsp("show", "board", "--root", str(governed))
    assert (run.code, run.err) == (0, "")
    assert (
        "\nDates\n" + run.out.partition("\nDates\n")[2]
        == """
Dates
  closed, since May 2003, as of November 2003

Members
  4 Business
  1 Further education (vacant)
  1 Chair: Ann Reed
  Ann Reed (Chair)

Accountable for
  Monitoring how the strategy is delivered
  aim plan/aim: An aim
  grant reward: Reward

Referred to by
  data/plans/plan.yaml:3  aims.0.board
  data/grants/reward.yaml:3  body
"""
    )


def test_for_scripts_a_body_has_the_same_beside_its_record(governed: Path) -> None:
    found = json.loads(hsp("show", "board", "--root", str(governed), "--format", "json").out)
    assert found["as_of"] == "closed, since May 2003, as of November 2003"
    assert found["sits"] == ["4 Business", "1 Further education (vacant)", "1 Chair: Ann Reed", "Ann Reed (Chair)"]
    assert found["answers_for"] == [
        {"kind": "duty", "title": "Monitoring how the strategy is delivered"},
        {"kind": "aim", "id": "plan/aim", "title": "An aim", "path": "data/plans/plan.yaml"},
        {"kind": "grant", "id": "reward", "title": "Reward", "path": "data/grants/reward.yaml"},
    ]
    assert found["record"]["seats"][1] == {"id": "education", "sector": "Further education", "vacant": True}


def test_a_body_of_which_nothing_is_known_has_no_empty_headings(governed: Path) -> None:
    out = hsp("show", "quiet", "--root", str(governed)).out
    assert not re.search(r"^(Dates|Members|Accountable for)$", out, re.MULTILINE)
    found = json.loads(hsp("show", "quiet", "--root", str(governed), "--format", "json").out)
    assert (found["as_of"], found["sits"], found["answers_for"]) == (None, [], [])


def test_what_is_no_body_has_none_of_these_keys(governed: Path) -> None:
    found = json.loads(hsp("show", "reward", "--root", str(governed), "--format", "json").out)
    assert {"as_of", "sits", "answers_for"}.isdisjoint(found)


def test_wrong_records_are_shown_only_where_that_is_asked_for(sample: Path) -> None:
    write_files(sample, {"data/plans/wrong.yaml": "id: wrong\n"})
    refused = hsp("show", "second-van", "--root", str(sample))
    assert (refused.code, refused.out) == (1, "")
    assert "error[missing-key]" in refused.err
    assert hsp("show", "second-van", "--root", str(sample), "--allow-errors").code == 0
