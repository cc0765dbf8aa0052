import json
import re
from pathlib import Path

import pytest

from hsp_cli.analysis.catalogue import KINDS
from tests import hostile
from tests.cli.test_screen import OBEYED
from tests.runs import HARROW, hsp
from tests.workspaces import write_files


def test_a_record_is_shown_as_its_file_has_it_with_its_place_and_its_referrers(foreign: Path) -> None:
    run = hsp("show", "second-van", "--root", str(foreign))
    assert (run.code, run.err) == (0, "")
    head, _, rest = run.out.partition("\n\n")
    assert head == "homes/second-van (action)  data/plans/homes.yaml:17"
    lines = (foreign / "data/plans/homes.yaml").read_text().splitlines()
    assert rest == "\n".join(lines[16:26]) + "\n"


@pytest.mark.parametrize("name", ["ni-126", "NI 126", "ni 126", "NI-126", " ni-126 "])
def test_an_indicator_answers_to_its_id_and_its_code(name: str) -> None:
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


@pytest.mark.parametrize("kind", KINDS)
def test_every_line_that_is_shown_is_a_line_of_the_file(kind: str, foreign: Path) -> None:
    for item in json.loads(hsp("list", kind, "--root", str(foreign), "--format", "json").out):
        run = hsp("show", item["id"], "--root", str(foreign))
        if run.code == 0:
            body = re.split(r"\n(?:When|Sits there|Answers for|Referred to by)\n", run.out.partition("\n\n")[2])[0]
            assert body.rstrip("\n") in (foreign / item["path"]).read_text()
            assert body.strip()


@pytest.mark.parametrize("text", hostile.SCREEN)
def test_nothing_of_a_record_steers_the_terminal(text: str, foreign: Path) -> None:
    title = json.dumps(text)
    raw = text if not any(c in text for c in "\x00\x07\x08\x1b") and text.isprintable() else "x"
    record = f"id: odd\ntitle: {title}\nunit: {title}\nbetter: higher\nnote: |\n  {raw}\n"
    write_files(foreign, {"data/indicators/odd.yaml": record})
    for arguments in (("show", "odd"), ("show", "odd", "--format", "json"), ("list", "indicators"), ("show", text)):
        run = hsp(*arguments, "--root", str(foreign), "--allow-errors", encoding="utf-8")
        assert run.code in (0, 2)
        assert OBEYED.search(run.err) is None
        if "json" not in arguments:
            assert OBEYED.search(run.out) is None
