import json
import re
from datetime import date
from pathlib import Path

import pytest

from hsp_cli.cli import progress, session
from hsp_cli.domain.request import RequestRefused
from tests.runs import DAY, HARROW, hsp
from tests.workspaces import write_files


class Today(date):
    """A clock that stands still."""

    @classmethod
    def today(cls) -> "Today":
        return cls(2011, 2, 3)


def test_the_day_is_today_unless_another_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "date", Today)
    assert hsp("due", *HARROW).out.startswith("Actions and milestones as of 2011-02-03: ")
    assert hsp("due", *HARROW, *DAY).out.startswith("Actions and milestones as of 2010-09-27: ")


def test_the_clock_is_read_in_one_place() -> None:
    source = Path(session.__file__).parents[1]
    readers = [
        path.relative_to(source).as_posix()
        for path in source.rglob("*.py")
        if re.search(r"\.(?:today|now|utcnow)\(|\btime\.time\(", path.read_text(encoding="utf-8"))
    ]
    assert readers == ["cli/session.py"]


def test_without_a_quarter_the_last_one_that_is_over_and_has_records_is_meant() -> None:
    assert "in Q1 2010/11 (2010-04-01 to 2010-06-30)" in hsp("exceptions", *HARROW, *DAY).out
    assert "in Q4 2009/10 (2010-01-01 to 2010-03-31)" in hsp("exceptions", *HARROW, "--as-of", "2010-06-30").out
    assert "in Q1 2010/11" in hsp("exceptions", *HARROW, "--as-of", "2010-07-01").out


def test_every_answer_about_a_quarter_shows_its_days(sample: Path) -> None:
    for command in ("exceptions", "risks"):
        assert "Q1 2024 (2024-01-01 to 2024-03-31)" in hsp(command, "--root", str(sample)).out
    assert "Q1 2024 (2024-01-01 to 2024-03-31)" in hsp("explain", "missed-bins", "--root", str(sample)).out
    assert "Q1 2024 runs from 1 January 2024 to 31 March 2024." in hsp("report", "--root", str(sample)).out


def test_verbose_says_which_workspace_and_day_are_used(sample: Path) -> None:
    run = hsp("list", "plans", "--root", str(sample), *DAY, "--verbose", "--quiet")
    assert run.err == f"workspace {sample}, as of 2010-09-27\n"


def test_quiet_leaves_only_results(sample: Path) -> None:
    assert hsp("list", "plans", "--root", str(sample)).err == "1 plan\n"
    assert hsp("list", "plans", "--root", str(sample), "-q").err == ""
    assert hsp("validate", "--root", str(sample), "-q", "--as-of", "2024-04-15").both == ""


@pytest.mark.parametrize(
    ("words", "told"), [("list plans", "read 15 of 15 files"), ("validate --no-cache", "checked 14 of 14 files")]
)
def test_long_work_says_on_a_terminal_what_it_does_unless_it_should_be_quiet(
    words: str, told: str, sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress, "PATIENCE", 0)
    monkeypatch.setattr(progress, "_PAUSE", 0)
    call = (*words.split(), "--root", str(sample), "--as-of", "2024-04-15")
    assert told in hsp(*call, terminal=True).err
    assert "files" not in hsp(*call, "-q", terminal=True).err


def test_a_root_option_overrides_its_variable(sample: Path) -> None:
    run = hsp("list", "plans", "--root", str(sample), env={"HSP_ROOT": "/nowhere"})
    assert (run.code, "homes" in run.out) == (0, True)
    assert hsp("list", "plans", env={"HSP_ROOT": str(sample)}).out == run.out


def test_an_error_shows_its_place_on_the_error_stream_and_no_answer_is_given(sample: Path) -> None:
    write_files(sample, {"data/indicators/broken.yaml": "id: broken\ntitle: Broken\n"})
    run = hsp("exceptions", "--root", str(sample))
    assert run.out == ""
    assert run.err.startswith("error[missing-key]: ")
    assert " --> data/indicators/broken.yaml:1:1\n" in run.err
    assert run.err.endswith("hsp: no answer is given while records cannot be read\n")


@pytest.mark.parametrize(
    "words", ["exceptions", "due", "risks", "grants", "reward", "need", "list plans", "show plans/homes", "slippage"]
)
def test_every_question_is_answered_from_what_can_be_read_where_that_is_allowed(words: str, sample: Path) -> None:
    write_files(sample, {"data/indicators/broken.yaml": "id: ["})
    call = (*words.split(), "--root", str(sample), "--as-of", "2024-04-15")
    refused, allowed = hsp(*call), hsp(*call, "--allow-errors")
    assert (refused.code, refused.out, allowed.code) == (1, "", 0)
    assert allowed.out.startswith("  Left out, because 1 file cannot be read now: data/indicators/broken.yaml.\n")
    scripts = hsp(*call, "--allow-errors", "--format", "json")
    assert scripts.err == "  Left out, because 1 file cannot be read now: data/indicators/broken.yaml.\n"
    answer = json.loads(scripts.out)
    assert isinstance(answer, list) or answer["not_read"] == ["data/indicators/broken.yaml"]


def test_warnings_of_files_do_not_stop_an_answer(sample: Path) -> None:
    write_files(sample, {"data/indicators/unplanned.yaml": "id: unplanned\ntitle: A # b\nunit: x\nbetter: higher\n"})
    assert hsp("validate", "--root", str(sample)).out.startswith(("warning[", "error["))
    code = 1 if "error[" in hsp("validate", "--root", str(sample)).out else 0
    assert hsp("exceptions", "--root", str(sample)).code == code


def test_a_day_that_is_none_is_refused() -> None:
    asked = session.Session(as_of="27.9.2010")
    with pytest.raises(RequestRefused, match=r"'27\.9\.2010' is not a day") as refused:
        _ = asked.as_of
    assert refused.value.hint == "write it as 2010-09-27"


@pytest.mark.parametrize("day", ["0001-01-01", "0001-12-31", "0002-02-28", "1899-12-31", "2200-01-01", "9999-12-31"])
@pytest.mark.parametrize(
    "words", ["validate", "due", "risks", "exceptions", "report --quarter Q1-2024", "list actions"]
)
def test_any_day_that_python_knows_is_answered_or_refused(day: str, words: str, sample: Path) -> None:
    run = hsp(*words.split(), "--root", str(sample), "--as-of", day)
    assert run.code in (0, 1, 2), run.err
    assert run.code != 2 or day in run.err
