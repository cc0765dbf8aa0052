import json
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from hsp_cli.cli.check_result import Format
from tests import injection_texts
from tests.cli.test_screen import OBEYED
from tests.runs import Run, hsp
from tests.workspaces import write_files

DAY = ("--as-of", "2024-04-15")
WARNED = {"data/meetings/m.yaml": "id: m\ntitle: M\nbody: board\non: 2024-01-15\nactions: [{id: a, text: A.}]\n"}
WRONG = {"data/meetings/m.yaml": "id: m\ntitle: M\nbody: bored\non: 2024-01-15\n"}


def validate(root: Path, *arguments: str) -> Run:
    return hsp("validate", "--root", str(root), *DAY, *arguments)


def codes(run: Run) -> list[str]:
    return [found["code"] for found in json.loads(run.out)["diagnostics"]]


def test_a_workspace_without_findings_is_all_right(sample: Path) -> None:
    run = validate(sample, "--strict")
    assert (run.code, run.err) == (0, "")
    assert run.out == "All right: 11 files (35 records).\n"


def test_an_error_fails_and_a_warning_only_in_strict_mode(sample: Path) -> None:
    write_files(sample, WARNED)
    assert codes(validate(sample, "--format", "json")) == ["action-without-owner"]
    assert validate(sample).code == 0
    assert validate(sample, "--strict").code == 1
    write_files(sample, WRONG)
    assert validate(sample).code == 1


def test_everything_is_reported_in_one_run_sorted_by_place_and_counted(sample: Path) -> None:
    write_files(sample, {**WRONG, "data/indicators/broken.yaml": "id: broken\n", "data/odd.yaml": "x: 1\n"})
    run = validate(sample)
    places = [line.removeprefix(" --> ") for line in run.out.splitlines() if line.startswith(" --> ")]
    assert len(places) >= 5
    assert places == sorted(places, key=lambda place: place.split(":")[0])
    assert run.out.splitlines()[-1].startswith(f"{len(places)} errors in 14 files (")


@pytest.mark.parametrize("chosen", [("--select", "unclaimed-file"), ("--ignore", "unknown-body,missing-key")])
def test_codes_can_be_selected_and_ignored(chosen: tuple[str, str], sample: Path) -> None:
    write_files(sample, {"data/odd.yaml": "x: 1\n", "data/indicators/broken.yaml": "id: broken\n"})
    assert codes(validate(sample, "--format", "json", *chosen)) == ["unclaimed-file"]


@pytest.mark.parametrize("option", ["--select", "--ignore"])
def test_a_code_that_does_not_exist_is_refused_and_near_ones_are_named(option: str, sample: Path) -> None:
    run = validate(sample, option, "unknown-body,unknown-owners")
    assert (run.code, run.out) == (2, "")
    assert "there is no code 'unknown-owners'" in run.err
    assert "did you mean unknown-owner" in run.err


def test_what_is_ignored_fails_nothing(sample: Path) -> None:
    write_files(sample, {"data/odd.yaml": "x: 1\n"})
    assert validate(sample).code == 1
    assert validate(sample, "--ignore", "unclaimed-file").code == 0


def test_codes_may_be_given_several_times_or_with_commas(sample: Path) -> None:
    write_files(sample, {"data/odd.yaml": "x: 1\n", **WARNED})
    several = ("--select", "unclaimed-file", "--select", "action-without-owner", "--format", "json")
    with_commas = ("--select", " unclaimed-file, action-without-owner,", "--format", "json")
    assert codes(validate(sample, *several)) == codes(validate(sample, *with_commas))
    assert len(codes(validate(sample, *several))) == 2


def test_a_suppression_silences_its_finding_and_an_unused_one_is_reported(sample: Path) -> None:
    actions = "actions: [{id: a, text: A.}]"
    allowed = WARNED["data/meetings/m.yaml"].replace(actions, f"{actions} # hsp: allow action-without-owner — x")
    write_files(sample, {"data/meetings/m.yaml": allowed})
    assert validate(sample, "--strict").code == 0
    idle = allowed.replace("{id: a, text: A.}", "")
    write_files(sample, {"data/meetings/m.yaml": idle})
    assert codes(validate(sample, "--format", "json")) == ["unused-suppression"]


@pytest.mark.parametrize("format", Format)
def test_every_format_lists_the_findings_and_nothing_else(format: Format, sample: Path) -> None:
    write_files(sample, {"data/odd.yaml": "x: 1\n"})
    run = validate(sample, "--format", format)
    assert (run.code, run.err) == (1, "")
    assert "data/odd.yaml" in run.out
    assert "unclaimed-file" in run.out
    if format in ("json", "gitlab", "sarif"):
        json.loads(run.out)
    elif format == "junit":
        assert ET.fromstring(run.out).get("failures") == "1"
    elif format in ("github", "concise"):
        assert len(run.out.splitlines()) == 1


@pytest.mark.parametrize("format", ["concise", "github"])
def test_where_nothing_is_wrong_a_list_of_findings_is_empty(format: str, sample: Path) -> None:
    assert validate(sample, "--format", format).both == ""


@pytest.mark.parametrize("format", Format)
def test_nothing_of_a_record_steers_the_terminal_in_any_format(format: Format, sample: Path) -> None:
    people = [{"id": f"p{n}", "name": text, "organisation": text} for n, text in enumerate(injection_texts.SCREEN)]
    files = {
        f"data/meetings/m{n}.yaml": json.dumps(
            {"id": f"m{n}", "title": text, "body": text, "on": text, text: text, "actions": [{"id": text}]}
        )
        for n, text in enumerate(injection_texts.SCREEN)
    }
    settings = (sample / "data/partnership.yaml").read_text()
    more = f"{settings.replace('people:', 'persons:')}people: {json.dumps(people)}\n"
    raw = {
        f"data/meetings/r{n}.yaml": f"id: {text}\n"
        for n, text in enumerate(injection_texts.SCREEN)
        if "\ud800" not in text
    }
    write_files(sample, {**files, **raw})
    runs = [validate(sample, "--format", format)]
    write_files(sample, {"data/partnership.yaml": more})
    runs.append(validate(sample, "--format", format))
    for run in runs:
        assert run.code == 1
        assert run.err == ""
        steering = [
            match
            for match in OBEYED.findall(run.out)
            if match not in "\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u061c"
        ]
        assert steering == [], format
        if format in ("text", "concise"):
            assert OBEYED.search(run.out) is None


def test_results_are_cached_unless_the_command_says_not_to(sample: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    arguments = ("validate", "--root", str(sample), *DAY, "--select", "unknown-owner")
    assert hsp(*arguments, "--no-cache", env={"HSP_CACHE_DIR": str(cache)}).code == 0
    assert not cache.exists()
    assert hsp(*arguments, env={"HSP_CACHE_DIR": str(cache)}).code == 0
    assert any(cache.rglob("*"))
