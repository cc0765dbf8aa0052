import json
import random
import re
import xml.etree.ElementTree as ET
from typing import Any

import pytest
from hypothesis import given, strategies as st

from hsp_cli import __version__
from hsp_cli.checking.result import CheckResult
from hsp_cli.cli.check_formats import FORMATS
from hsp_cli.domain.finding import Diagnostic, Severity
from tests import hostile_texts

PATHS = ("data/a.yaml", "data/b.yaml")
WRONG = Diagnostic("data/a.yaml", 3, 7, "unknown-owner", Severity.ERROR, "nobody is called `Bo`", "did you mean Bob?")
ODD = Diagnostic("data/a.yaml", 9, 1, "verbal-update-overdue", Severity.WARNING, "the update was due 3 days ago")

TEXTS = st.text(max_size=30) | st.sampled_from(hostile_texts.SCREEN)
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


def shown(format: str, *found: Diagnostic) -> str:
    return FORMATS[format](CheckResult(PATHS, 0, tuple(found)))


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
    assert run["tool"]["driver"] == {
        "name": "hsp",
        "version": __version__,
        "rules": [{"id": "unknown-owner"}, {"id": "verbal-update-overdue"}],
    }
    assert run["results"][0] == {
        "ruleId": "unknown-owner",
        "level": "error",
        "message": {"text": "nobody is called `Bo`"},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": "data/a.yaml", "uriBaseId": "WORKSPACE"},
                    "region": {"startLine": 3, "startColumn": 7},
                }
            }
        ],
    }
    assert [result["level"] for result in run["results"]] == ["error", "warning"]


@pytest.mark.parametrize(
    ("path", "uri"),
    [("data/a b.yaml", "data/a%20b.yaml"), ("data/ü#?.yaml", "data/%C3%BC%23%3F.yaml"), ("data/a:b", "data/a%3Ab")],
)
def test_sarif_writes_a_path_as_a_uri(path: str, uri: str) -> None:
    found = Diagnostic(path, 1, 1, "wrong-type", Severity.ERROR, "x")
    result = parsed("sarif", found)["runs"][0]["results"][0]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == uri


def test_junit_has_a_case_for_each_file_and_a_failure_for_each_finding() -> None:
    suite = ET.fromstring(shown("junit", WRONG, ODD))
    assert (suite.tag, suite.get("tests"), suite.get("failures")) == ("testsuite", "2", "1")
    assert [(case.get("name"), len(case)) for case in suite] == [("data/a.yaml", 2), ("data/b.yaml", 0)]
    failure = suite[0][0]
    assert (failure.get("type"), failure.get("message")) == ("unknown-owner", "nobody is called `Bo`")
    assert failure.text == "data/a.yaml:3:7 nobody is called `Bo`"


@given(st.lists(DIAGNOSTICS, max_size=5))
def test_whatever_was_found_every_format_can_be_read_and_holds_it_all(found: list[Diagnostic]) -> None:
    assert len(parsed("json", *found)["diagnostics"]) == len(found)
    assert len(parsed("gitlab", *found)) == len(found)
    assert len(parsed("sarif", *found)["runs"][0]["results"]) == len(found)
    assert len(list(ET.fromstring(shown("junit", *found)).iter("failure"))) == len(found)
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
