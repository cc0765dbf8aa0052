"""A JUnit report: a test case for each file, which fails if the file has findings that fail the check.

It is valid against the schemas of Jenkins and Ant. Ant allows one failure in a case, so the failure lists all findings
of the file; it allows output only in the suite, so the other warnings are in the suite's `system-out`. Time and host
are not measured, so the same records give the same report.
"""

from collections import defaultdict
from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from hsp_cli.cli.check_formats import Report
from hsp_cli.cli.check_formats.characters import UNSEEN
from hsp_cli.domain.finding import Diagnostic


def render(report: Report) -> str:
    failures: defaultdict[str, list[Diagnostic]] = defaultdict(list)
    passed = []
    for found in report.result.diagnostics:
        if report.fails(found.severity):
            failures[found.path].append(found)
        else:
            passed.append(found)
    paths = sorted({*report.result.files, *failures})
    cases = "".join(_case(report, path, failures.get(path, ())) for path in paths)
    out = _text("\n".join(_line(report, found) for found in passed))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<testsuite name="hsp validate" tests="{len(paths)}" failures="{len(failures)}" errors="0" skipped="0" '
        f'time="0" timestamp="{report.as_of}T00:00:00" hostname="localhost">\n'
        f"  <properties/>\n{cases}  <system-out>{out}</system-out>\n  <system-err/>\n</testsuite>\n"
    )


def _case(report: Report, path: str, failures: Sequence[Diagnostic]) -> str:
    head = f'  <testcase classname="hsp" name={_attribute(report.path(path))} time="0"'
    if not failures:
        return f"{head}/>\n"
    codes = ", ".join(dict.fromkeys(found.code for found in failures))
    message = failures[0].message if len(failures) == 1 else f"{len(failures)} findings"
    lines = _text("\n".join(_line(report, found) for found in failures))
    failure = f"<failure type={_attribute(codes)} message={_attribute(message)}>{lines}</failure>"
    return f"{head}>\n    {failure}\n  </testcase>\n"


def _line(report: Report, found: Diagnostic) -> str:
    place = f"{report.path(found.path)}:{found.line}:{found.column}"
    return " ".join(f"{place}: {found.severity.value}[{found.code}] {found.message}".split())


def _attribute(text: str) -> str:
    return quoteattr(UNSEEN.sub("?", text))


def _text(text: str) -> str:
    """Escape a text for XML. Characters that XML does not allow or that control a terminal become `?`."""
    return escape(UNSEEN.sub("?", text))
