from collections.abc import Callable
from pathlib import Path

import pytest

from hsp_cli.domain.address import Address
from hsp_cli.domain.finding import Finding, Place, Rule, Severity
from hsp_cli.domain.kind import Kind
from hsp_cli.store.file_reader import FileReader, FileReading, source_map_of
from hsp_cli.store.file_tree import Disk
from hsp_cli.store.files import content_hash, signature_of
from hsp_cli.store.layout import DataFile
from tests.workspaces import PARTNERSHIP, write_files

HERE = "data/plans/p.yaml"
PLAN = "id: p\ntitle: Two words\n"
FIGURES = "id: i\ntitle: I\nunit: x\nbetter: higher\nfigures:\n  Q1-2010: {actual: 1}\n"

Read = Callable[..., FileReading]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Reads a file of a kind, after settings if there are any."""

    def read(content: str | bytes, path: str = HERE, kind: Kind | None = Kind.PLAN, settings: str = "") -> FileReading:
        write_files(tmp_path, {path: content, "data/partnership.yaml": settings})
        reader = FileReader(Disk(str(tmp_path)))
        if settings:
            reader.read(DataFile("data/partnership.yaml", Kind.PARTNERSHIP))
        return reader.read(DataFile(path, kind))

    return read


def told(reading: FileReading) -> list[tuple[int, int, str]]:
    return [(one.line, one.column, one.code) for one in reading.diagnostics]


def test_a_sound_file_is_a_record_with_its_address_and_the_state_of_its_file(read: Read, tmp_path: Path) -> None:
    content = f"\ufeff{PLAN}body: board\nleads: [Ann Reed]\n"
    reading = read(content)
    assert (reading.diagnostics, reading.suppressions) == ([], ())
    assert reading.record is not None
    assert (reading.record.place, reading.record.address) == (Place(HERE), Address.of_file(Kind.PLAN, "p"))
    assert (reading.record.record.title, reading.record.body, reading.record.priority) == ("Two words", "board", None)
    assert [str(owner) for owner in reading.record.owners] == ["Ann Reed"]
    assert reading.content == content.encode()
    assert reading.content_hash == content_hash(content.encode())
    assert reading.signature == signature_of(str(tmp_path / HERE)) is not None


def test_the_priority_of_a_record_is_known_without_opening_it(read: Read) -> None:
    reading = read(FIGURES + "priority: homes\n", "data/indicators/i.yaml", Kind.INDICATOR)
    assert reading.record is not None
    assert (reading.record.priority, reading.record.body) == ("homes", None)


@pytest.mark.parametrize(
    ("content", "code", "message", "hint"),
    [
        ("- a\n", "not-a-record", "the file holds no record", "start the file with `id:`"),
        ("x" * 31, "file-too-large", "the file has 31 bytes; at most 30 are read", "split it"),
    ],
)
def test_a_problem_of_the_whole_file_is_reported_at_its_beginning(
    content: str, code: str, message: str, hint: str, read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HSP_MAX_FILE_BYTES", "30")
    reading = read(content)
    (found,) = reading.diagnostics
    assert (found.path, found.line, found.column, found.severity) == (HERE, 1, 1, Severity.ERROR)
    assert (found.code, found.message, found.hint[: len(hint)]) == (code, message, hint)
    assert reading.record is None


def test_a_file_that_cannot_be_read_has_neither_content_nor_hash(read: Read, tmp_path: Path) -> None:
    write_files(tmp_path, {f"{HERE}/below": ""})
    reading = FileReader(Disk(str(tmp_path))).read(DataFile(HERE, Kind.PLAN))
    assert told(reading) == [(1, 1, "unreadable-file")]
    assert (reading.content, reading.content_hash, reading.signature) == (None, "", None)


def test_a_file_of_no_kind_is_reported_unread(read: Read) -> None:
    reading = read(b"\xff", "data/x.yaml", None)
    assert told(reading) == [(1, 1, "unclaimed-file")]
    assert reading.diagnostics[0].message == "no kind of record claims this file"
    assert reading.content is None


def test_problems_are_in_the_order_of_the_file(read: Read) -> None:
    reading = read("titel: x\nid: P\nnote: two words # 3\n")
    assert told(reading) == [
        (1, 1, "missing-key"),
        (1, 1, "unknown-key"),
        (2, 5, "bad-id"),
        (3, 7, "value-cut-at-hash"),
    ]


def test_a_file_that_is_not_called_after_its_record_is_reported_at_the_id(read: Read) -> None:
    reading = read("title: Q\nid: q\n")
    (found,) = reading.diagnostics
    assert (found.line, found.column, found.code) == (2, 5, "id-differs-from-file-name")
    assert found.message == "the file is called p, its record q"
    assert reading.record is not None


def test_the_file_of_the_settings_need_not_be_called_after_them(read: Read) -> None:
    assert told(read(PARTNERSHIP, "data/partnership.yaml", Kind.PARTNERSHIP, PARTNERSHIP)) == []


# --- The calendar


@pytest.mark.parametrize(
    ("settings", "month"),
    [
        (PARTNERSHIP, 4),
        (PARTNERSHIP + "calendar: {year_starts: 1}\n", 1),
        (PARTNERSHIP + "calendar: {year_starts: 12}\n", 12),
        (PARTNERSHIP + "calendar: {year_starts: 0}\n", 4),
        (PARTNERSHIP + "calendar: {year_starts: 13}\n", 4),
        (PARTNERSHIP + "calendar: april\n", 4),
        ("calendar: {year_starts: 7}\nwrong: elsewhere\n", 7),
    ],
)
def test_periods_follow_the_calendar_of_the_settings_if_it_is_one(settings: str, month: int, read: Read) -> None:
    reading = read(FIGURES, "data/indicators/i.yaml", Kind.INDICATOR, settings)
    assert reading.record is not None
    (quarter,) = reading.record.record.figures
    assert quarter.first_day.month == month


# --- Comments


@pytest.mark.parametrize(
    ("content", "line", "covers"),
    [
        ("# hsp: allow unknown-body — as published\nid: p\ntitle: P\n", 1, 2),
        ("id: p\n# hsp: allow unknown-body — as published\ntitle: P\n", 2, 3),
        ("id: p\r# hsp: allow unknown-body — as published\rtitle: P\r", 2, 3),
        ("id: p # hsp: allow unknown-body — as published\ntitle: P\n", 1, 1),
        ("id: p\t# hsp: allow unknown-body — as published\ntitle: P\n", 1, 1),
    ],
)
def test_a_suppression_is_read_wherever_a_comment_may_stand(content: str, line: int, covers: int, read: Read) -> None:
    (found,) = read(content).suppressions
    assert found == (HERE, line, found.column, covers, "unknown-body", "as published", "")


@pytest.mark.parametrize("gap", [" ", "  ", "\t"])
def test_a_value_that_ends_at_a_comment_is_reported(gap: str, read: Read) -> None:
    reading = read(f"id: p\ntitle: Priority one{gap}# and two\n")
    (found,) = reading.diagnostics
    assert (found.line, found.column, found.code, found.severity) == (2, 8, "value-cut-at-hash", Severity.WARNING)
    assert found.message == "the text ends before `# and two`"


# --- Places


RULE = Rule("some-code", Severity.WARNING, "page", "the hint of the rule")


def test_a_finding_gets_the_place_of_its_key_or_value(read: Read) -> None:
    findings = [
        Finding(RULE, Place(HERE, ("title",)), "a value", "its own hint"),
        Finding(RULE, Place(HERE, ("title",)), "a key", on_key=True),
    ]
    value, key = read(PLAN).locate(findings)
    assert value == (HERE, 2, 8, "some-code", Severity.WARNING, "a value", "its own hint")
    assert key[:6] == (HERE, 2, 1, "some-code", Severity.WARNING, "a key")


def test_columns_do_not_count_the_mark_of_byte_order_and_survive_bytes_that_are_no_text() -> None:
    assert source_map_of("\ufeffid: p\n".encode()).find(("id",)) == (1, 5)
    assert source_map_of(b"{a: \xe9, id: p}\n").find(("id",)) == (1, 12)


def test_a_file_that_is_freed_keeps_its_record_and_problems_but_not_its_text(read: Read) -> None:
    reading = read(PLAN + "body: two words # 3\n")
    before, place = reading.diagnostics, Place(HERE, ("title",))
    assert reading.locate([Finding(RULE, place, "found")])[0].line == 2
    reading.free()
    assert (reading.content, reading.diagnostics) == (None, before)
    assert reading.locate([Finding(RULE, place, "found")])[0].line == 1
