"""Every case is a small workspace in one file; each faulty line says in a comment what has to be found there.

A case is split by lines such as `=== data/plans/cohesion.yaml`; a first line `as_of: 2018-04-30` sets the day. Where a
case brings no partnership, the one beside this file is used. A line `=== before data/plans/cohesion.yaml` starts a file
of an earlier version: it is committed to git first, and the case is compared with that commit. Findings that are
missing and findings that nobody expected fail alike, so the records around a faulty one are the near misses of its
rule. A case is called as its rule; where one needs other settings, a second says which after a `+`. `golden/` holds the
words of the findings. The comments with the expectations are taken out before hsp reads the files, so that it need not
know of them.
"""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from hsp_cli.checking.comparing import compare_with
from hsp_cli.domain.finding import Diagnostic
from tests.checks import diagnostics_of
from tests.repositories import commit_files, remove_files

HERE = Path(__file__).parent
CASES = sorted((HERE / "cases").glob("*.yaml"))
PARTNERSHIP = "data/partnership.yaml"
ANY_DAY = "2010-09-27"
BEFORE = "before "

_EXPECTED = re.compile(r"[ ]*# (error|warning): ([a-z0-9-]+(?:, [a-z0-9-]+)*)")


class Expectation(NamedTuple):
    path: str
    line: int
    severity: str
    code: str


def files_of(case: Path) -> dict[str, str]:
    """The files of a case by path; under "" the lines before the first of them."""
    path, files = "", {"": ""}
    for line in case.read_text(encoding="utf-8").splitlines(keepends=True):
        if line.startswith("=== "):
            path = line.removeprefix("=== ").strip()
            files[path] = ""
        else:
            files[path] += line
    return files


def expectations(files: dict[str, str]) -> set[Expectation]:
    return {
        Expectation(path, number, severity, code)
        for path, text in files.items()
        for number, line in enumerate(text.splitlines(), start=1)
        for severity, codes in _EXPECTED.findall(line)
        for code in codes.split(", ")
    }


def diagnostics(files: dict[str, str], root: Path) -> list[Diagnostic]:
    earlier = {path.removeprefix(BEFORE): text for path, text in files.items() if path.startswith(BEFORE)}
    if earlier:
        commit_files(root, earlier)
        remove_files(root, earlier)
    as_of = date.fromisoformat(files[""].removeprefix("as_of:").strip() or ANY_DAY)
    for path, text in {PARTNERSHIP: (HERE / "partnership.yaml").read_text(encoding="utf-8"), **files}.items():
        if path and not path.startswith(BEFORE):
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(_EXPECTED.sub("", text), encoding="utf-8")
    found = diagnostics_of(root, as_of)
    return sorted((*found, *(compare_with(str(root), "HEAD").diagnostics if earlier else ())))


def findings(files: dict[str, str], root: Path) -> set[Expectation]:
    return {Expectation(one.path, one.line, one.severity, one.code) for one in diagnostics(files, root)}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_exactly_the_marked_lines_have_findings(case: Path, tmp_path: Path) -> None:
    files = files_of(case)
    assert findings(files, tmp_path) == expectations(files)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_the_message_and_the_hint_have_these_words(
    case: Path, tmp_path: Path, golden: Callable[[Path, str], None]
) -> None:
    told = [
        f"{one.path}:{one.line}:{one.column} {one.severity}[{one.code}]\n    {one.message}\n    {one.hint}\n"
        for one in diagnostics(files_of(case), tmp_path)
    ]
    golden(HERE / "golden" / f"{case.stem}.txt", "".join(told))


def test_the_shared_partnership_has_no_findings(tmp_path: Path) -> None:
    assert findings({"": ""}, tmp_path) == set()


@pytest.mark.parametrize("month", [1, 12])
def test_a_year_may_start_in_any_month(month: int, tmp_path: Path) -> None:
    shared = (HERE / "partnership.yaml").read_text(encoding="utf-8")
    assert findings({"": "", PARTNERSHIP: f"{shared}calendar: {{year_starts: {month}}}\n"}, tmp_path) == set()
