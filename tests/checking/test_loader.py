import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings as hypothesis_settings, strategies as st

from hsp_cli.checking import loader
from hsp_cli.checking.loader import Loaded, Loader, load
from hsp_cli.domain.finding import Finding, Place, Rule, Severity
from hsp_cli.domain.kind import Kind
from hsp_cli.store import file_rules
from hsp_cli.store.file_reader import FileReader
from hsp_cli.store.file_tree import Disk, lines_of
from hsp_cli.store.files import MAX_BYTES
from hsp_cli.store.layout import DataFile
from tests.effort import examples
from tests.workspaces import PARTNERSHIP, REPOSITORY, SHIPPED, ReadFiles, ReadRecords, read_workspace, write_files

INDICATOR = "id: {id}\ntitle: Waste\nunit: '%'\nbetter: higher\n"
NI_1 = INDICATOR.format(id="ni-1")
HERE = "data/indicators/ni-1.yaml"


def told(reading: Loaded) -> list[tuple[str, int, int, str]]:
    return [(problem.path, problem.line, problem.column, problem.code) for problem in reading.diagnostics]


def codes(reading: Loaded) -> list[str]:
    return [problem.code for problem in reading.diagnostics]


def test_the_shipped_workspace_reads_without_a_problem() -> None:
    reading = read_workspace(REPOSITORY)
    assert reading.diagnostics == ()
    assert reading.workspace is not None
    assert len(reading.readings) == len(SHIPPED)


def test_every_kind_of_file_becomes_its_kind_of_record(workspace: ReadFiles) -> None:
    reading = workspace(
        {
            "data/indicators/crime/ni-1.yaml": NI_1,
            "data/plans/p.yaml": "id: p\ntitle: P\naims: [{id: a, title: A}]\n",
            "data/risks/r.yaml": "id: r\ntitle: R\nbody: b\n",
            "data/meetings/m.yaml": "id: m\ntitle: M\nbody: b\non: 2010-05-24\n",
            "data/papers/q.yaml": "id: q\ntitle: Q\nbody: b\nreport: t\nquarter: Q1-2010\n",
            "data/notes.txt": "not ours",
        }
    )
    ws = reading.workspace
    assert ws is not None
    kinds = (ws.indicators, ws.plans, ws.registers, ws.meetings, ws.papers)
    assert [list(records) for records in kinds] == [["ni-1"], ["p"], ["r"], ["m"], ["q"]]
    assert ws.indicators["ni-1"].place == Place("data/indicators/crime/ni-1.yaml")
    assert (ws.partnership.id, ws.settings.place.path) == ("borough", "data/partnership.yaml")
    assert tuple(reading.content_hashes) == (
        "data/indicators/crime/ni-1.yaml",
        "data/meetings/m.yaml",
        "data/papers/q.yaml",
        "data/partnership.yaml",
        "data/plans/p.yaml",
        "data/risks/r.yaml",
    )
    assert reading.diagnostics == ()


def test_all_problems_of_all_files_are_reported_in_one_run_sorted_by_place(workspace: ReadFiles) -> None:
    reading = workspace(
        {
            "data/indicators/a.yaml": "id: a\ntitel: A\nunit: 5\nbetter: more\n",
            "data/indicators/b.yaml": "id: b\nid: c\n",
            "data/indicators/c.yml": "id: c\n",
            "data/meetings/m.yaml": "id: m\ntitle: M\nbody: b\non: 24/05/2010\nactions:\n  - id: A\n    due: 2010-13\n",
            "data/plans/p.yaml": b"id: p\ntitle: caf\xe9\n",
            "data/plans/q.yaml": "- a list\n",
            "data/risks/r.yaml": "id: r\ntitle: R\nbody: b\nrisks: [{id: x, title: more money # 3\n  }]\n",
        }
    )
    assert told(reading) == [
        ("data/indicators/a.yaml", 1, 1, "missing-key"),
        ("data/indicators/a.yaml", 2, 1, "unknown-key"),
        ("data/indicators/a.yaml", 3, 7, "wrong-type"),
        ("data/indicators/a.yaml", 4, 9, "unknown-value"),
        ("data/indicators/b.yaml", 2, 1, "duplicate-key"),
        ("data/indicators/c.yml", 1, 1, "unclaimed-file"),
        ("data/meetings/m.yaml", 4, 5, "bad-period"),
        ("data/meetings/m.yaml", 6, 5, "missing-key"),
        ("data/meetings/m.yaml", 6, 9, "bad-id"),
        ("data/meetings/m.yaml", 7, 10, "bad-period"),
        ("data/plans/p.yaml", 2, 11, "not-utf8"),
        ("data/plans/q.yaml", 1, 1, "not-a-record"),
        ("data/risks/r.yaml", 4, 24, "value-cut-at-hash"),
    ]
    assert reading.workspace is not None
    assert list(reading.workspace.registers) == ["r"]
    assert reading.workspace.unreadable == {
        (Kind.INDICATOR, "a"),
        (Kind.INDICATOR, "b"),
        (Kind.MEETING, "m"),
        (Kind.PLAN, "p"),
        (Kind.PLAN, "q"),
    }


@pytest.mark.parametrize(
    ("settings", "code"),
    [
        ("", "not-a-record"),
        ("id: b\n", "missing-key"),
        ("id: b\nid: c\n", "duplicate-key"),
        ("id: &a b\n", "unsupported-yaml"),
        (b"id: \xe9\n", "not-utf8"),
    ],
)
def test_without_settings_there_is_no_workspace_but_every_file_is_checked(
    workspace: ReadFiles, settings: str | bytes, code: str
) -> None:
    reading = workspace({"data/partnership.yaml": settings, HERE: "id: ni-1\n"})
    assert reading.workspace is None
    assert code in codes(reading)
    assert {problem.path for problem in reading.diagnostics} == {"data/partnership.yaml", HERE}


@pytest.mark.parametrize(
    ("calendar", "first_month"),
    [
        ("calendar: {year_starts: 1}\n", 1),
        ("calendar: {year_starts: 7}\n", 7),
        ("", 4),
    ],
)
def test_periods_are_read_in_the_partnerships_calendar(records: ReadRecords, calendar: str, first_month: int) -> None:
    # The settings come late by name, and are read first all the same.
    ws = records({"data/partnership.yaml": PARTNERSHIP + calendar, HERE: NI_1 + "figures:\n  Q1-2010: {actual: 1}\n"})
    (quarter,) = ws.indicators["ni-1"].record.figures
    assert quarter.first_day.month == first_month


@pytest.mark.parametrize("calendar", ["calendar: {year_starts: 13}\n", "calendar: {starts: 4}\n", "calendar: april\n"])
def test_a_calendar_that_is_wrong_leaves_the_other_files_readable(workspace: ReadFiles, calendar: str) -> None:
    figures = "figures:\n  Q1-2010: {actual: 1}\n  2010/11: {actual: 2}\n"
    reading = workspace({"data/partnership.yaml": PARTNERSHIP + calendar, HERE: NI_1 + figures})
    assert HERE not in {problem.path for problem in reading.diagnostics}


def test_a_record_whose_id_is_not_its_files_name_is_read_and_reported(workspace: ReadFiles) -> None:
    reading = workspace({HERE: INDICATOR.format(id="ni-2")})
    assert told(reading) == [(HERE, 1, 5, "id-differs-from-file-name")]
    assert reading.workspace is not None
    assert list(reading.workspace.indicators) == ["ni-2"]


def test_of_two_files_with_one_id_the_first_counts_and_the_second_is_reported(workspace: ReadFiles) -> None:
    reading = workspace({"data/indicators/old/ni-1.yaml": NI_1, HERE: NI_1.replace("Waste", "Other")})
    assert told(reading) == [("data/indicators/old/ni-1.yaml", 1, 5, "same-id-in-two-files")]
    assert reading.diagnostics[0].message == f"{HERE} has the id ni-1 too"
    assert reading.workspace is not None
    assert reading.workspace.indicators["ni-1"].record.title == "Other"


def test_one_id_may_serve_a_record_of_each_kind(records: ReadRecords) -> None:
    ws = records({HERE: NI_1, "data/plans/ni-1.yaml": "id: ni-1\ntitle: P\n"})
    assert list(ws.indicators) == list(ws.plans) == ["ni-1"]


def padded(size: int) -> bytes:
    return NI_1.encode() + b"#" * (size - len(NI_1.encode()) - 1) + b"\n"


def test_a_file_may_be_exactly_as_large_as_the_limit(workspace: ReadFiles) -> None:
    assert codes(workspace({HERE: padded(MAX_BYTES)})) == []


def test_a_file_over_the_limit_is_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write_files(tmp_path, {"data/partnership.yaml": PARTNERSHIP, HERE: b"\xff" * (MAX_BYTES + 1)})
    read: list[int] = []

    def text_of(content: bytes, _max_bytes: int) -> str:
        read.append(len(content))
        return content.decode()

    monkeypatch.setattr("hsp_cli.store.file_reader.guarded_text", text_of)
    assert (HERE, 1, 1, "file-too-large") in told(read_workspace(root))
    assert read == [len(PARTNERSHIP)]


def test_links_are_refused_and_what_they_lead_to_is_not_read(workspace: ReadFiles, tmp_path: Path) -> None:
    write_files(tmp_path, {"outside/secret.yaml": NI_1, "data/indicators/real.yaml": INDICATOR.format(id="real")})
    (tmp_path / HERE).symlink_to(tmp_path / "outside/secret.yaml")
    (tmp_path / "data/indicators/folder").symlink_to(tmp_path / "outside")
    reading = workspace({})
    assert told(reading) == [("data/indicators/folder", 1, 1, "unclaimed-file"), (HERE, 1, 1, "unreadable-file")]
    assert "it is a link" in reading.diagnostics[1].message
    assert reading.workspace is not None
    assert list(reading.workspace.indicators) == ["real"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with a name")
def test_a_pipe_with_the_name_of_a_record_does_not_make_us_wait(workspace: ReadFiles, tmp_path: Path) -> None:
    (tmp_path / "data/indicators").mkdir(parents=True)
    os.mkfifo(tmp_path / HERE)
    assert told(workspace({})) == [(HERE, 1, 1, "unreadable-file")]


def test_a_file_that_cannot_be_opened_is_reported(workspace: ReadFiles, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = os.open

    def refuse(path: Any, *rest: Any) -> int:
        if str(path).endswith("ni-1.yaml"):
            raise PermissionError(13, "Permission denied")
        return opened(path, *rest)

    monkeypatch.setattr(os, "open", refuse)
    reading = workspace({HERE: NI_1})
    assert told(reading) == [(HERE, 1, 1, "unreadable-file")]
    assert reading.diagnostics[0].message == "cannot be read: Permission denied"
    assert lines_of(Disk(str(reading.root)), HERE) == []


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_are_shown_as_they_are_counted(workspace: ReadFiles, end: str) -> None:
    reading = workspace({HERE: ("\ufeff" * (end == "\r\n") + NI_1 + "extra: £5\n").replace("\n", end)})
    assert told(reading) == [(HERE, 5, 1, "unknown-key")]
    assert lines_of(Disk(str(reading.root)), HERE)[4] == "extra: £5"
    assert lines_of(Disk(str(reading.root)), "data/nowhere.yaml") == []


def test_findings_of_rules_get_their_places(workspace: ReadFiles) -> None:
    rule = Rule("some-code", Severity.WARNING, "page", "hint")
    loaded = workspace({HERE: NI_1 + "schemes: [laa]\nfigures:\n  Q1 2010/11: {actual: 5}\n"})
    (reading,) = (one for one in loaded.readings if one.file.path == HERE)
    place = Place(HERE)
    findings = [
        Finding(rule, place.at("unit"), "first", on_key=True),
        Finding(rule, place.at("schemes", 0), "second", "another hint"),
        Finding(rule, place.at("figures", "Q1-2010", "actual"), "third"),
    ]
    found = reading.locate(findings)
    assert [(problem.line, problem.column, problem.message) for problem in found] == [
        (3, 1, "first"),
        (5, 11, "second"),
        (7, 24, "third"),
    ]
    assert found[1].hint == "another hint"


def test_texts_are_freed_unless_requested_and_places_are_found_either_way(tmp_path: Path) -> None:
    root = str(write_files(tmp_path, {"data/partnership.yaml": PARTNERSHIP, HERE: NI_1}))
    kept, freed = load(root, keep_texts=True), load(root)
    assert set(kept.contents()) == {"data/partnership.yaml", HERE}
    assert HERE not in freed.contents()
    place = Place(HERE, ("unit",))
    assert kept.place(place) == freed.place(place)


def test_a_file_that_is_changed_added_or_deleted_after_loading_is_listed(tmp_path: Path) -> None:
    other = "data/indicators/ni-2.yaml"
    files = {"data/partnership.yaml": PARTNERSHIP, HERE: NI_1, other: NI_1.replace("ni-1", "ni-2")}
    loaded = load(str(write_files(tmp_path, files)))
    assert loaded.changed() == []
    write_files(tmp_path, {HERE: NI_1 + "code: X\n", "data/plans/new.yaml": "id: new\n"})
    (tmp_path / other).unlink()
    assert loaded.changed() == [HERE, other, "data/plans/new.yaml"]


def test_a_file_is_found_again_after_loading_only_if_it_is_still_there(tmp_path: Path) -> None:
    loaded = load(str(write_files(tmp_path, {"data/partnership.yaml": PARTNERSHIP, HERE: NI_1})))
    assert loaded.place(Place(HERE, ("better",))) == (4, 9)
    assert loaded.span(Place(HERE)) == (1, 4)
    assert loaded.source_map(HERE) is loaded.source_map(HERE)
    gone = load(str(tmp_path))
    (tmp_path / HERE).unlink()
    assert gone.place(Place(HERE, ("better",))) == (1, 1)


def test_a_folder_without_settings_has_no_workspace_but_its_files_are_read(tmp_path: Path) -> None:
    loaded = load(str(write_files(tmp_path, {HERE: NI_1, "data/plans/p.yaml": "id: p\n"})))
    assert loaded.workspace is None
    assert [reading.file.path for reading in loaded.readings] == [HERE, "data/plans/p.yaml"]
    assert told(loaded) == [("data/plans/p.yaml", 1, 1, "missing-key")]


def test_progress_counts_the_files_that_are_read(tmp_path: Path) -> None:
    done: list[tuple[int, int]] = []
    files = {HERE: NI_1, "data/partnership.yaml": PARTNERSHIP, "data/plans/p.yaml": "id: p\ntitle: P\n"}
    load(str(write_files(tmp_path, files)), lambda *counts: done.append(counts))
    assert done == [(2, 3), (3, 3)]  # the settings were read before all others


def test_a_batch_ends_with_the_file_that_makes_it_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loader, "_BATCH_BYTES", 2 * len(NI_1))
    files = [DataFile(f"data/indicators/ni-{number}.yaml", Kind.INDICATOR) for number in range(5)]
    texts = {file.path: INDICATOR.format(id=file.stem) for file in files}
    found = Loader(str(write_files(tmp_path, {"data/partnership.yaml": PARTNERSHIP, **texts}))).batches(files)
    assert [[one.file.stem for one in batch.readings] for batch in found] == [
        ["ni-0", "ni-1", "ni-2"],
        ["ni-3", "ni-4"],
    ]


def test_files_with_the_same_id_are_in_different_batches(tmp_path: Path) -> None:
    paths = [HERE, "data/indicators/a/ni-1.yaml", "data/indicators/b/ni-1.yaml", "data/indicators/x.yaml"]
    texts = dict.fromkeys(paths, NI_1) | {"data/indicators/x.yaml": "not a record"}
    reader = Loader(str(write_files(tmp_path, {"data/partnership.yaml": PARTNERSHIP, **texts})))
    batches = list(reader.batches([DataFile(path, Kind.INDICATOR) for path in paths]))
    assert [[one.file.path for one in batch.readings] for batch in batches] == [
        [HERE, paths[3]],
        [paths[1]],
        [paths[2]],
    ]
    assert [list(batch.workspace.indicators) for batch in batches if batch.workspace] == [["ni-1"]] * 3


def test_suppressions_are_collected_with_the_lines_they_cover(tmp_path: Path) -> None:
    text = NI_1 + "# hsp: allow unknown-scheme — an old one\nschemes: [lpsa]\ncode: X # hsp: allow unknown-code\n"
    allowed = (
        FileReader(Disk(str(write_files(tmp_path, {HERE: text})))).read(DataFile(HERE, Kind.INDICATOR)).suppressions
    )
    assert [(a.path, a.line, a.covers, a.code, a.reason) for a in allowed] == [
        (HERE, 5, 6, "unknown-scheme", "an old one"),
        (HERE, 7, 7, "unknown-code", ""),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "code: {n}",
        "better: {n}",
        "decimals: {n}",
        "id: {n}",
        "schemes: {n}",
        "leads: [{n}]",
        "source: {{document: A, line: {n}}}",
        "breaks: [{{since: {n}, reason: r}}]",
        "figures: {{Q1-2010: {{actual: {n}}}}}",
        "figures: {{Q1-2010: {n}}}",
        "figures: {{? {n} : {{actual: 1}}}}",
        "? {n}\n: 1",
    ],
)
@pytest.mark.parametrize("number", ["1" * 5_000, "0x" + "f" * 5_000, "1e5000"], ids=["long", "hex", "power"])
def test_a_number_that_python_will_not_print_is_a_problem_and_no_crash(
    workspace: ReadFiles, line: str, number: str
) -> None:
    base = "".join(kept for kept in NI_1.splitlines(keepends=True) if kept.split(":")[0] != line.split(":")[0])
    reading = workspace({HERE: base + line.format(n=number) + "\n"})
    assert {problem.path for problem in reading.diagnostics} == {HERE}


def assert_it_ends_as_a_record_or_as_diagnostics(root: Path, content: bytes, path: str = HERE) -> None:
    reading = read_workspace(write_files(root, {path: content}))
    problems = [problem for problem in reading.diagnostics if problem.path == path and problem.severity == "error"]
    read = [] if reading.workspace is None else [file.place.path for file in reading.workspace.files()]
    only_named = {"id-differs-from-file-name"}
    assert (path in read) is (not problems or {problem.code for problem in problems} <= only_named)
    lines = lines_of(Disk(str(reading.root)), path)
    for problem in reading.diagnostics:
        assert 1 <= problem.line <= max(len(lines), 1) + 1
        assert problem.column >= 1
        assert problem.code in file_rules.FILE_RULES
        assert problem.message


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_files(tmp_path_factory.mktemp("fuzz"), {"data/partnership.yaml": PARTNERSHIP})


PIECES = st.sampled_from(
    [
        "id: ", "ni-1", "title: ", "unit: ", "better: higher", "figures:", "Q1-2010: ", "{actual: 1}", "2010-06", "- ",
        "  ", "\n", ": ", " #", "# hsp: allow x — y", "|", ">-", '"', "'", "[", "]", "{", "}", ",", "&a ", "*a",
        "!!str ", "<<: ", "---\n", "...\n", "%YAML 1.1\n", "? ", "\t", "\r\n", "\ufeff", "\u0085", "\x00", "é", "😀",
        "~", "1e400", "0x1F", ".nan", "2010-02-30", "\\uD800",
    ]
)  # fmt: skip
RANDOM = st.one_of(
    st.binary(max_size=80),
    st.text(max_size=80).map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.lists(PIECES, max_size=25).map(lambda pieces: "".join(pieces).encode()),
    st.lists(PIECES, max_size=10).map(lambda pieces: (NI_1 + "".join(pieces)).encode()),
)


@hypothesis_settings(max_examples=examples(300))
@given(content=RANDOM)
def test_whatever_a_file_holds_it_ends_as_a_record_or_as_diagnostics(root: Path, content: bytes) -> None:
    assert_it_ends_as_a_record_or_as_diagnostics(root, content)


FOLDERS = {Kind.PARTNERSHIP.value: "data/partnership.yaml"} | {
    path.parent.name: f"data/{path.parent.name}/fuzzed.yaml" for path in SHIPPED if path.parent.name != "data"
}


@hypothesis_settings(max_examples=examples(300))
@given(data=st.data())
def test_however_a_sample_record_is_changed_it_ends_as_a_record_or_as_diagnostics(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    path = data.draw(st.sampled_from(SHIPPED))
    content = path.read_bytes()
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(content)))
        end = min(len(content), start + data.draw(st.integers(0, 40)))
        piece = data.draw(PIECES.map(str.encode) | st.binary(max_size=3) | st.just(content[start:end] * 2))
        content = content[:start] + piece + content[end:]
    root = tmp_path_factory.getbasetemp() / "damaged"
    write_files(root, {"data/partnership.yaml": PARTNERSHIP})
    where = str(path.relative_to(REPOSITORY).as_posix())
    assert_it_ends_as_a_record_or_as_diagnostics(root, content, where)
    (root / where).unlink()
