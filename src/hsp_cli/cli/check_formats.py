"""Diagnostics for other programs: JSON of our own, and the formats that code hosts and CI servers read."""

import hashlib
import re
from collections import Counter
from collections.abc import Callable
from urllib.parse import quote
from xml.sax.saxutils import escape, quoteattr

from hsp_cli import __version__
from hsp_cli.checking.result import CheckResult
from hsp_cli.cli.json_text import json_text
from hsp_cli.domain.finding import Severity

# Controls, breaks of line and marks of direction, and what neither XML nor UTF-8 can hold.
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")

_SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def as_json(result: CheckResult) -> str:
    """The contract of `hsp validate --format json`."""
    answer = {
        "ok": not any(found.severity is Severity.ERROR for found in result.diagnostics),
        "files": len(result.files),
        "records": result.records,
        "diagnostics": [
            {
                "code": found.code,
                "severity": found.severity.value,
                "path": found.path,
                "line": found.line,
                "column": found.column,
                "message": found.message,
                "hint": found.hint,
            }
            for found in result.diagnostics
        ],
    }
    return json_text(answer)


def as_github(result: CheckResult) -> str:
    """Workflow commands, which GitHub shows beside the lines of a pull request."""
    lines = []
    for found in result.diagnostics:
        place = f"file={_property(found.path)},line={found.line},col={found.column}"
        title = _property(f"hsp ({found.code})")
        message = f"{found.message}. {found.hint}" if found.hint else found.message
        lines.append(f"::{found.severity.value} title={title},{place}::{_data(message)}\n")
    return "".join(lines)


def as_gitlab(result: CheckResult) -> str:
    """A code quality report of GitLab."""
    severities = {Severity.ERROR: "major", Severity.WARNING: "minor"}
    seen: Counter[tuple[str, ...]] = Counter()
    report = []
    for found in result.diagnostics:
        what = (found.code, found.path, found.message)
        report.append(
            {
                "check_name": found.code,
                "description": found.message,
                "severity": severities[found.severity],
                "fingerprint": _fingerprint(*what, *([str(seen[what])] if seen[what] else ())),
                "location": {
                    "path": found.path,
                    "positions": {"begin": {"line": found.line, "column": found.column}},
                },
            }
        )
        seen[what] += 1
    return json_text(report)


def as_sarif(result: CheckResult) -> str:
    """SARIF 2.1.0, with paths relative to the workspace."""
    results = [
        {
            "ruleId": found.code,
            "level": found.severity.value,
            "message": {"text": found.message},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": _uri(found.path), "uriBaseId": "WORKSPACE"},
                        "region": {"startLine": found.line, "startColumn": found.column},
                    }
                }
            ],
        }
        for found in result.diagnostics
    ]
    rules = [{"id": code} for code in sorted({found.code for found in result.diagnostics})]
    driver = {"name": "hsp", "version": __version__, "rules": rules}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return json_text({"$schema": _SARIF_SCHEMA, "version": "2.1.0", "runs": [run]})


def as_junit(result: CheckResult) -> str:
    """A JUnit report: a case for each file, failed where it has findings."""
    paths = sorted({*result.files, *(found.path for found in result.diagnostics)})
    cases = []
    for path in paths:
        failures = "".join(
            f"\n    <failure type={quoteattr(found.code)} message={quoteattr(_xml(found.message))}>"
            f"{escape(_xml(f'{path}:{found.line}:{found.column} {found.message}'))}</failure>"
            for found in result.diagnostics
            if found.path == path
        )
        ending = f">{failures}\n  </testcase>" if failures else "/>"
        cases.append(f'  <testcase classname="hsp" name={quoteattr(_xml(path))}{ending}\n')
    failed = len({found.path for found in result.diagnostics})
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<testsuite name="hsp validate" tests="{len(paths)}" failures="{failed}">\n{"".join(cases)}</testsuite>\n'
    )


FORMATS: dict[str, Callable[[CheckResult], str]] = {
    "json": as_json,
    "github": as_github,
    "gitlab": as_gitlab,
    "sarif": as_sarif,
    "junit": as_junit,
}
"""Every format for programs, by the name that `--format` takes."""


def _data(text: str) -> str:
    """A message inside a workflow command: a line break in it would start a command of its own."""
    escaped = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return _UNSEEN.sub("", escaped)


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _fingerprint(*what: str) -> str:
    """The same finding keeps its fingerprint when lines above it come or go; of several alike each has its own."""
    return hashlib.sha256("\0".join(what).encode(errors="surrogatepass")).hexdigest()[:32]


def _uri(path: str) -> str:
    return quote(path, errors="surrogatepass")


def _xml(text: str) -> str:
    """A text without the characters that XML cannot hold at all, or that would steer a terminal."""
    return _UNSEEN.sub("?", text)
