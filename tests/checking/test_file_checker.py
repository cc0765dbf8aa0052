from datetime import date
from pathlib import Path

import pytest

from hsp_cli.checking.file_checker import FileChecker, from_cached
from hsp_cli.checking.loader import Loader
from hsp_cli.domain.kind import Kind
from hsp_cli.store.file_parser import ParsedFile
from hsp_cli.store.file_reader import FileReading
from hsp_cli.store.layout import DataFile
from tests.workspaces import PARTNERSHIP, write_files

DAY = date(2010, 9, 27)
PLAN = """\
id: p
title: P
aims:
  - id: a
    title: A
    actions:
      # hsp: allow action-without-owner — as published
      - {id: a1, text: Do it, due: 2010-05, start: 2010-06, rag: G}
"""
FILES = {"data/partnership.yaml": PARTNERSHIP, "data/plans/p.yaml": PLAN, "data/plans/q.yaml": "id: q\n"}
OTHERS = [DataFile(path, Kind.PLAN) for path in FILES if "plans" in path]


@pytest.fixture
def checker(tmp_path: Path) -> FileChecker:
    return FileChecker(Loader(str(write_files(tmp_path, FILES))), DAY)


def test_the_result_of_a_file_has_its_findings_for_any_day_and_for_this_one(checker: FileChecker) -> None:
    found, broken = checker.check(OTHERS)
    assert (found.path, found.records, broken.path, broken.records) == ("data/plans/p.yaml", 3, "data/plans/q.yaml", 0)
    assert {one.code for one in found.diagnostics} >= {"due-before-start", "action-without-owner"}
    assert "green-but-overdue" in {one.code for one in found.dated}
    assert [(one.line, one.covers, one.code) for one in found.suppressions] == [(7, 8, "action-without-owner")]
    assert [one.code for one in broken.diagnostics] == ["missing-key"]
    assert (broken.dated, broken.file_index) == ((), None)
    assert found.file_index is not None
    assert [*found.file_index.defines[Kind.ACTION]] == ["a1"]


def test_a_result_survives_its_compact_form(checker: FileChecker) -> None:
    for result in checker.check(OTHERS):
        again = from_cached(result.compact())
        assert again._replace(file_index=None) == result._replace(file_index=None)
        assert again.compact() == result.compact()


def test_the_settings_are_a_result_without_an_index(checker: FileChecker) -> None:
    result = checker.settings()
    assert (result.path, result.records, result.file_index) == ("data/partnership.yaml", 1, None)


def test_without_settings_files_have_the_problems_of_their_own_and_no_others(tmp_path: Path) -> None:
    root = write_files(tmp_path, {**FILES, "data/partnership.yaml": "id: ["})
    found, broken = FileChecker(Loader(str(root)), DAY).check(OTHERS)
    assert (found.diagnostics, found.dated, found.records, found.file_index) == ((), (), 0, None)
    assert [one.code for one in broken.diagnostics] == ["missing-key"]


def test_the_text_of_a_file_is_freed_once_it_is_checked(checker: FileChecker, monkeypatch: pytest.MonkeyPatch) -> None:
    readings: list[FileReading] = []
    read = checker.loader.reader.read

    def note(file: DataFile, parsed: ParsedFile | None) -> FileReading:
        readings.append(read(file, parsed))
        return readings[-1]

    monkeypatch.setattr(checker.loader.reader, "read", note)
    list(checker.check(OTHERS))
    assert [(one.file.path, one.content) for one in readings] == [(file.path, None) for file in OTHERS]
