import itertools
import json
import random
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies as st

from hsp_cli import __version__
from hsp_cli.checking.known_rules import known_rules
from hsp_cli.checking.result import CheckResult
from hsp_cli.cli import check_formats
from hsp_cli.cli.check_formats import Report, folder_in_repository, renderer
from hsp_cli.cli.check_result import Format
from hsp_cli.domain.finding import Diagnostic, Severity
from tests import injection_texts
from tests.runs import hsp
from tests.workspaces import PARTNERSHIP, write_files

FORMATS = [format.value for format in Format if format not in (Format.TEXT, Format.CONCISE)]
AS_OF = date(2010, 9, 27)
PATHS = ("data/a.yaml", "data/b.yaml")
WRONG = Diagnostic("data/a.yaml", 3, 7, "unknown-owner", Severity.ERROR, "nobody is called `Bo`", "did you mean Bob?")
ODD = Diagnostic("data/a.yaml", 9, 1, "verbal-update-overdue", Severity.WARNING, "the update was due 3 days ago")

TEXTS = st.text(max_size=30) | st.sampled_from(injection_texts.SCREEN)
DIAGNOSTICS = st.builds(
    Diagnostic,
    path=st.text(min_size=1, max_size=20),
    line=st.integers(1, 9999),
    column=st.integers(1, 999),
    code=st.sampled_from(["unknown-owner", "wrong-type"]),
    severity=st.sampled_from(Severity),
    message=TEXTS,
    hint=TEXTS,
)


def shown(format: str, *found: Diagnostic, folder: str = "", strict: bool = False) -> str:
    report = Report(CheckResult(PATHS, 0, tuple(found)), AS_OF, folder, strict=strict)
    return renderer(format)(report)


def parsed(format: str, *found: Diagnostic) -> Any:
    return json.loads(shown(format, *found))


def test_json_has_the_promised_keys() -> None:
    assert parsed("json", WRONG, ODD) == {
        "ok": False,
        "files": 2,
        "records": 0,
        "diagnostics": [
            {
                "code": "unknown-owner",
                "severity": "error",
                "path": "data/a.yaml",
                "line": 3,
                "column": 7,
                "message": "nobody is called `Bo`",
                "hint": "did you mean Bob?",
            },
            {
                "code": "verbal-update-overdue",
                "severity": "warning",
                "path": "data/a.yaml",
                "line": 9,
                "column": 1,
                "message": "the update was due 3 days ago",
                "hint": "",
            },
        ],
    }


def test_warnings_alone_are_ok_and_so_is_nothing() -> None:
    assert parsed("json", ODD)["ok"] is True
    assert parsed("json")["ok"] is True


def test_github_gets_a_command_a_finding() -> None:
    assert shown("github", WRONG, ODD) == (
        "::error title=hsp (unknown-owner),file=data/a.yaml,line=3,col=7::nobody is called `Bo`. did you mean Bob?\n"
        "::warning title=hsp (verbal-update-overdue),file=data/a.yaml,line=9,col=1::the update was due 3 days ago\n"
    )


def test_github_gets_signs_of_its_commands_as_words() -> None:
    odd = WRONG._replace(path="data/a,b:c%.yaml", message="100% of\r\nall", hint="")
    assert shown("github", odd) == (
        "::error title=hsp (unknown-owner),file=data/a%2Cb%3Ac%25.yaml,line=3,col=7::100%25 of%0D%0Aall\n"
    )


def test_github_gets_nothing_where_nothing_was_found() -> None:
    assert shown("github") == ""


def test_no_message_and_no_file_name_can_start_a_command_of_its_own() -> None:
    chance = random.Random(2010)
    signs = [
        "\n",
        "\r",
        "\r\n",
        "::",
        "::error file=x::",
        "%0A",
        "%",
        ",",
        ":",
        "a",
        " ",
        "=",
        "\x85",
        "\u2028",
        "\x0b",
    ]
    found = [
        Diagnostic(
            "".join(chance.choices(signs, k=6)),
            chance.randint(1, 99),
            1,
            "wrong-type",
            chance.choice(list(Severity)),
            "".join(chance.choices(signs, k=9)),
            "".join(chance.choices(signs, k=3)),
        )
        for _ in range(10_000)
    ]
    lines = shown("github", *found).splitlines()
    assert len(lines) == 10_000
    shape = re.compile(r"::(error|warning) title=hsp \(wrong-type\),file=[^,:\s]*[^,:]*,line=\d+,col=1::.*")
    assert [line for line in lines if not shape.fullmatch(line)] == []


def test_gitlab_gets_what_a_code_quality_report_needs() -> None:
    (first, second) = parsed("gitlab", WRONG, ODD)
    assert first == {
        "check_name": "unknown-owner",
        "description": "nobody is called `Bo`",
        "severity": "major",
        "fingerprint": first["fingerprint"],
        "location": {"path": "data/a.yaml", "positions": {"begin": {"line": 3, "column": 7}}},
    }
    assert second["severity"] == "minor"


def moved(found: Diagnostic, line: int) -> Diagnostic:
    return Diagnostic(found.path, line, 1, found.code, found.severity, found.message, found.hint)


def test_a_fingerprint_stays_when_the_finding_moves_and_is_never_shared() -> None:
    first = parsed("gitlab", moved(WRONG, 3), moved(WRONG, 8), ODD)
    later = parsed("gitlab", moved(WRONG, 5), moved(WRONG, 90), ODD)
    assert [one["fingerprint"] for one in first] == [one["fingerprint"] for one in later]
    assert len({one["fingerprint"] for one in first}) == 3


def test_sarif_has_what_code_scanning_needs() -> None:
    report = parsed("sarif", WRONG, ODD)
    assert (report["version"], report["$schema"]) == ("2.1.0", "https://json.schemastore.org/sarif-2.1.0.json")
    (run,) = report["runs"]
    assert (run["tool"]["driver"]["name"], run["tool"]["driver"]["version"]) == ("hsp", __version__)
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["unknown-owner", "verbal-update-overdue"]
    first = run["results"][0]
    assert first == {
        "ruleId": "unknown-owner",
        "ruleIndex": 0,
        "level": "error",
        "message": {"text": "nobody is called `Bo`. did you mean Bob?"},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": "data/a.yaml", "uriBaseId": "%SRCROOT%"},
                    "region": {"startLine": 3, "startColumn": 7},
                }
            }
        ],
        "partialFingerprints": first["partialFingerprints"],
    }
    assert [result["level"] for result in run["results"]] == ["error", "warning"]
    assert "%SRCROOT%" in run["originalUriBaseIds"]


@pytest.mark.parametrize("code", known_rules().by_code)
def test_sarif_gives_each_rule_what_github_requires_of_one(code: str) -> None:
    known = known_rules().by_code[code]
    (rule,) = parsed("sarif", WRONG._replace(code=code))["runs"][0]["tool"]["driver"]["rules"]
    assert rule["shortDescription"]["text"] == known.summary
    assert rule["fullDescription"]["text"].startswith(known.summary)
    assert rule["help"]["text"] == known.page
    assert rule["defaultConfiguration"] == {"level": known.severity.value}
    for description in ("shortDescription", "fullDescription"):
        assert rule[description]["text"].endswith((".", ":")), "a sentence, and whole"
        assert len(rule[description]["text"]) <= 1024, "GitHub shows no more"


@pytest.mark.parametrize("code", known_rules().by_code)
def test_an_example_of_a_page_is_code_in_markdown(code: str) -> None:
    (rule,) = parsed("sarif", WRONG._replace(code=code))["runs"][0]["tool"]["driver"]["rules"]
    lines = ["", *rule["help"]["markdown"].splitlines()]
    for above, line in itertools.pairwise(lines):
        assert not line.startswith("    ") or not above or above.startswith("    "), line
    assert "".join(lines) == "".join(rule["help"]["text"].splitlines())


def test_sarif_and_gitlab_know_a_finding_again_when_its_line_moves() -> None:
    for_gitlab = [found["fingerprint"] for found in parsed("gitlab", WRONG, moved(WRONG, 8))]
    later = parsed("sarif", moved(WRONG, 12), moved(WRONG, 80))["runs"][0]["results"]
    assert [result["partialFingerprints"] for result in later] == [{"finding/v1": mark} for mark in for_gitlab]


@pytest.mark.parametrize(
    ("path", "uri"),
    [("data/a b.yaml", "data/a%20b.yaml"), ("data/ü#?.yaml", "data/%C3%BC%23%3F.yaml"), ("data/a:b", "data/a%3Ab")],
)
def test_sarif_writes_a_path_as_a_uri(path: str, uri: str) -> None:
    found = Diagnostic(path, 1, 1, "wrong-type", Severity.ERROR, "x")
    result = parsed("sarif", found)["runs"][0]["results"][0]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == uri


def junit(*found: Diagnostic, strict: bool = False) -> ET.Element:
    return ET.fromstring(shown("junit", *found, strict=strict))


def test_junit_has_a_case_for_each_file_and_one_failure_for_what_fails_in_it() -> None:
    suite = junit(WRONG, WRONG._replace(line=5, code="wrong-type"), ODD)
    cases = suite.findall("testcase")
    assert [(case.get("name"), len(case)) for case in cases] == [("data/a.yaml", 1), ("data/b.yaml", 0)]
    failure = cases[0][0]
    assert (failure.get("type"), failure.get("message")) == ("unknown-owner, wrong-type", "2 findings")
    assert (failure.text or "").splitlines() == [
        "data/a.yaml:3:7: error[unknown-owner] nobody is called `Bo`",
        "data/a.yaml:5:7: error[wrong-type] nobody is called `Bo`",
    ]


def test_a_single_failure_has_its_own_message() -> None:
    (failure,) = junit(WRONG).iter("failure")
    assert (failure.get("type"), failure.get("message")) == ("unknown-owner", "nobody is called `Bo`")


def test_warnings_fail_no_case_but_are_in_the_output() -> None:
    suite = junit(ODD)
    assert (suite.get("tests"), suite.get("failures"), list(suite.iter("failure"))) == ("2", "0", [])
    assert (
        suite.findtext("system-out") == "data/a.yaml:9:1: warning[verbal-update-overdue] the update was due 3 days ago"
    )


def test_warnings_fail_where_they_fail_the_check() -> None:
    suite = junit(ODD, strict=True)
    assert (suite.get("failures"), len(list(suite.iter("failure"))), suite.findtext("system-out")) == ("1", 1, "")


def test_junit_has_every_attribute_and_element_that_jenkins_and_ant_ask_for_in_their_order() -> None:
    suite = junit(WRONG, ODD)
    assert suite.attrib == {
        "name": "hsp validate",
        "tests": "2",
        "failures": "1",
        "errors": "0",
        "skipped": "0",
        "time": "0",
        "timestamp": "2010-09-27T00:00:00",
        "hostname": "localhost",
    }
    assert [part.tag for part in suite] == ["properties", "testcase", "testcase", "system-out", "system-err"]
    for case in suite.findall("testcase"):
        assert set(case.attrib) == {"classname", "name", "time"}
        assert [part.tag for part in case] in ([], ["failure"])


class Counted(tuple[Diagnostic, ...]):
    """Findings that count how often they are gone through."""

    times = 0

    def __iter__(self) -> Iterator[Diagnostic]:
        self.times += 1
        return super().__iter__()


@pytest.mark.parametrize("format", FORMATS)
def test_a_format_goes_through_the_findings_no_more_often_for_more_files(format: str) -> None:
    times = []
    for count in (2, 200):
        paths = tuple(f"data/{number}.yaml" for number in range(count))
        found = Counted(WRONG._replace(path=path) for path in paths)
        renderer(format)(Report(CheckResult(paths, 0, found), AS_OF))
        times.append(found.times)
    assert times[0] == times[1] > 0


@pytest.mark.parametrize("format", sorted({*FORMATS} - {"json"}))
def test_code_hosts_get_paths_from_the_top_of_their_repository(format: str) -> None:
    page = shown(format, WRONG, ODD, folder="perf/", strict=True)
    assert "perf/data/a.yaml" in page
    assert re.search("(?<!perf/)data/a.yaml", page) is None


def test_json_keeps_the_paths_of_the_workspace() -> None:
    assert parsed("json", *[WRONG], ODD)["diagnostics"][0]["path"] == "data/a.yaml"
    assert "perf" not in shown("json", WRONG, folder="perf/")


def test_the_folder_of_a_workspace_is_found_without_running_git(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    workspace = tmp_path / "repository/borough/perf"
    workspace.mkdir(parents=True)
    (tmp_path / "repository/.git").mkdir()
    assert folder_in_repository(str(workspace)) == "borough/perf/"
    assert folder_in_repository(str(tmp_path / "repository")) == ""
    monkeypatch.chdir(workspace)
    assert folder_in_repository(".") == "borough/perf/"


def test_a_work_tree_has_a_top_of_its_own(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "tree/perf").mkdir(parents=True)
    (tmp_path / "tree/.git").write_text("gitdir: ../.git/worktrees/tree\n")
    assert folder_in_repository(str(tmp_path / "tree/perf")) == "perf/"


def test_outside_git_paths_start_at_the_workspace(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "exists", lambda path: False)
    assert folder_in_repository("/srv/perf") == ""


def test_validate_names_a_file_below_the_top_as_github_knows_it(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    write_files(tmp_path / "perf", {"data/partnership.yaml": PARTNERSHIP, "data/plans/p.yaml": "id: q\ntitle: P\n"})
    run = hsp("validate", "--root", str(tmp_path / "perf"), "--format", "github")
    assert (run.code, run.out[: run.out.index(",line")]) == (
        1,
        "::error title=hsp (id-differs-from-file-name),file=perf/data/plans/p.yaml",
    )


def test_every_module_with_a_renderer_is_a_format_and_every_format_has_one() -> None:
    modules = {path.stem for path in Path(check_formats.__file__).parent.glob("*.py")}
    assert {
        name for name in modules - {"__init__"} if hasattr(import_module(f"{check_formats.__name__}.{name}"), "render")
    } == {*FORMATS}


@given(st.lists(DIAGNOSTICS, max_size=5))
def test_whatever_was_found_every_format_can_be_read_and_holds_it_all(found: list[Diagnostic]) -> None:
    assert len(parsed("json", *found)["diagnostics"]) == len(found)
    assert len(parsed("gitlab", *found)) == len(found)
    assert len(parsed("sarif", *found)["runs"][0]["results"]) == len(found)
    told = [
        *(failure.text or "" for failure in junit(*found).iter("failure")),
        junit(*found).findtext("system-out") or "",
    ]
    assert sum(len(text.splitlines()) for text in told) == len(found)
    assert len(shown("github", *found).splitlines()) == len(found)


@pytest.mark.parametrize("format", FORMATS)
@given(text=TEXTS | st.text(st.characters(categories=["Cc", "Cs", "Zl", "Zp"]), max_size=9))
def test_no_format_holds_a_character_that_a_terminal_obeys_or_that_cannot_be_written(format: str, text: str) -> None:
    found = Diagnostic(f"data/{text}", 1, 1, "wrong-type", Severity.ERROR, f"`{text}` is wrong", text)
    page = shown(format, found)
    assert re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]", page) is None
    page.encode("utf-8")


@pytest.mark.parametrize("text", ["\x1b[31m", "\x9b2J", "\u202ex", "\x7f", "é £ ★ 世界", "\ud800"])
def test_json_keeps_every_character_of_a_message(text: str) -> None:
    found = Diagnostic("data/a.yaml", 1, 1, "wrong-type", Severity.ERROR, text)
    assert parsed("json", found)["diagnostics"][0]["message"] == text
