import json
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from hsp_cli.cli.check_result import Format
from tests import injection_texts
from tests.cli.test_screen import OBEYED
from tests.repositories import commit_files
from tests.runs import Run, hsp
from tests.workspaces import PARTNERSHIP, write_files

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
    assert run.out == "All right: 15 files (56 records).\n"


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
    assert run.out.splitlines()[-1].startswith(f"{len(places)} errors in 18 files (")


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


# --- Comparison with an earlier version

MEETING = "data/meetings/m.yaml"
HEAD = "id: m\ntitle: M\nbody: board\non: 2024-01-15\nactions:\n"
AGREED = f"{HEAD}  - {{id: a, text: A., owners: [board], due: 2024-06}}\n"
OVERWRITTEN = AGREED.replace("due: 2024-06", "due: 2024-09")
REVISED = AGREED.replace(
    "due: 2024-06", "first_due: 2024-06, due: 2024-09, revisions: [{due: 2024-09, on: 2024-04, reason: No room}]"
)


@pytest.fixture
def clone(sample: Path) -> Path:
    """The sample in git, with a deadline that was overwritten since."""
    commit_files(sample, {MEETING: AGREED})
    write_files(sample, {MEETING: OVERWRITTEN})
    return sample


def test_an_overwritten_deadline_is_a_warning_only_beside_the_earlier_version(clone: Path) -> None:
    assert validate(clone, "--strict").code == 0
    assert validate(clone, "--base", "HEAD").code == 0
    run = validate(clone, "--base", "HEAD", "--strict")
    assert (run.code, run.err) == (1, "")
    assert "warning[deadline-overwritten]" in run.out
    assert f"{MEETING}:6:" in run.out
    assert run.out.splitlines()[-1].startswith("1 warning in 16 files")


def test_a_move_with_a_revision_is_silent(clone: Path) -> None:
    write_files(clone, {MEETING: REVISED})
    run = validate(clone, "--base", "HEAD", "--strict")
    assert (run.code, run.err) == (0, "")


@pytest.mark.parametrize("format", Format)
def test_every_format_lists_what_a_comparison_finds(format: Format, clone: Path) -> None:
    run = validate(clone, "--base", "HEAD", "--format", format)
    assert "deadline-overwritten" in run.out
    assert MEETING in run.out


def test_a_change_can_be_allowed_once_selected_and_ignored(clone: Path) -> None:
    code = "deadline-overwritten"
    assert codes(validate(clone, "--base", "HEAD", "--format", "json", "--select", code)) == [code]
    assert codes(validate(clone, "--base", "HEAD", "--format", "json", "--ignore", code)) == []
    allowed = f"{OVERWRITTEN.rstrip()} # hsp: allow {code} — misread\n"
    write_files(clone, {MEETING: allowed})
    for arguments in ((), ("--base", "HEAD")):
        assert validate(clone, "--strict", *arguments).code == 0
    commit_files(clone, {})
    write_files(clone, {MEETING: allowed.replace("2024-09", "2024-12")})
    assert codes(validate(clone, "--base", "HEAD", "--format", "json")) == [code]


def test_a_code_of_a_comparison_cannot_be_selected_without_one(clone: Path) -> None:
    run = validate(clone, "--select", "deadline-overwritten")
    assert (run.code, run.out) == (2, "")
    assert "--base REV" in run.err


def test_what_could_not_be_compared_is_said_even_quietly_and_the_rest_is_compared(clone: Path) -> None:
    commit_files(clone, {MEETING: AGREED, "data/plans/broken.yaml": "id: ["})
    write_files(clone, {MEETING: OVERWRITTEN, "data/plans/broken.yaml": "id: broken\ntitle: B\n"})
    run = validate(clone, "--base", "HEAD", "-q", "--format", "json")
    assert codes(run) == ["deadline-overwritten"]
    assert run.err == "hsp: not compared, because hsp cannot read the file in HEAD: data/plans/broken.yaml\n"


def test_a_comparison_with_nothing_does_not_look_like_success(clone: Path) -> None:
    run = validate(write_files(clone / "inside", {"data/partnership.yaml": PARTNERSHIP}), "--base", "HEAD")
    assert run.err == "hsp: nothing is compared, because HEAD has no records in this workspace\n"


@pytest.mark.parametrize("revision", ["nowhere", "-x", ""])
def test_a_revision_that_git_does_not_know_ends_with_2_and_a_hint(revision: str, clone: Path) -> None:
    run = validate(clone, f"--base={revision}")
    assert (run.code, run.out) == (2, "")
    assert len(run.err.splitlines()) == 2
    assert "= help: name a branch, tag or commit" in run.err


def test_without_a_base_git_is_not_asked(clone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("subprocess.run", None)
    for arguments in (("--no-cache",), (), ()):
        assert validate(clone, *arguments).code == 0
