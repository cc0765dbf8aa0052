"""Changes to files: prepared in memory, compared with the disk, written one writer at a time."""

import multiprocessing
import os
from pathlib import Path

import pytest

from hsp_cli.domain.edit import Append, Edit, Remove, Set
from hsp_cli.domain.request import RequestRefused
from hsp_cli.store.editing import FileChange, changed_file, lock, write_changes
from tests.workspaces import write_files

PATH = "data/indicators/bins.yaml"
WRITERS = int(os.environ.get("HSP_WRITERS", "2"))
EDITS_OF_EACH = int(os.environ.get("HSP_WRITES", "10"))


def test_a_change_holds_both_versions_and_writes_nothing(tmp_path: Path) -> None:
    write_files(tmp_path, {PATH: "id: bins\n"})
    change = changed_file(str(tmp_path), PATH, [Set(("unit",), "bins")])
    assert change == FileChange(PATH, b"id: bins\n", b"id: bins\nunit: bins\n")
    assert (tmp_path / PATH).read_bytes() == b"id: bins\n"


def test_a_byte_order_mark_and_line_ends_of_windows_stay(tmp_path: Path) -> None:
    write_files(tmp_path, {PATH: b"\xef\xbb\xbfid: bins\r\n"})
    assert changed_file(str(tmp_path), PATH, [Set(("n",), 1)]).after == b"\xef\xbb\xbfid: bins\r\nn: 1\r\n"


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_a_change_is_undone_by_its_opposite(tmp_path: Path, ending: str) -> None:
    text = ending.join(("id: bins # as published", "figures: {2010-06: 1}", "note: 'x'"))
    write_files(tmp_path, {PATH: text})
    edits: list[Edit] = [
        Set(("figures", "2010-07"), {"actual": 2}),
        Set(("note",), "a\nb"),
        Remove(("id",)),
        Append(("list",), "x"),
    ]
    change = changed_file(str(tmp_path), PATH, edits)
    write_changes(str(tmp_path), [change])
    assert (tmp_path / PATH).read_bytes() == change.after
    write_changes(str(tmp_path), [FileChange(PATH, change.after, change.before)])
    assert (tmp_path / PATH).read_bytes() == text.encode()


def test_a_file_that_is_not_there_or_not_sound_is_refused_with_its_name(tmp_path: Path) -> None:
    write_files(tmp_path, {PATH: "id: [bins\n"})
    with pytest.raises(RequestRefused, match=r"^data/plans/x\.yaml cannot be read: it does not exist$"):
        changed_file(str(tmp_path), "data/plans/x.yaml", [])
    with pytest.raises(RequestRefused, match=r"^data/indicators/bins\.yaml:2 is not sound: did not find") as refused:
        changed_file(str(tmp_path), PATH, [Set(("n",), 1)])
    assert refused.value.hint == "run hsp validate, and correct the file first"


def test_figures_in_a_file_beside_the_record_are_refused_with_its_name(tmp_path: Path) -> None:
    write_files(tmp_path, {PATH: "id: bins\nobservations: bins.csv\n"})
    with pytest.raises(RequestRefused) as refused:
        changed_file(str(tmp_path), PATH, [Set(("observations", "2010-06"), 1)])
    assert refused.value.message == "the figures are in data/indicators/bins.csv, beside data/indicators/bins.yaml"
    with pytest.raises(RequestRefused, match=r"^data/indicators/bins\.csv holds figures beside a record$"):
        changed_file(str(tmp_path), "data/indicators/bins.csv", [])


def test_a_change_that_makes_a_file_too_large_is_refused(tmp_path: Path) -> None:
    write_files(tmp_path, {PATH: "id: bins\n"})
    with pytest.raises(RequestRefused, match="would have more than 1,048,576 bytes"):
        changed_file(str(tmp_path), PATH, [Set(("note",), "x" * 1024 * 1024)])


def test_files_are_changed_made_and_deleted(tmp_path: Path) -> None:
    write_files(tmp_path, {PATH: "id: bins\n", "data/old.yaml": "id: old\n"})
    changes = [
        changed_file(str(tmp_path), PATH, [Set(("n",), 1)]),
        FileChange("data/new/new.yaml", None, b"id: new\n"),
        FileChange("data/old.yaml", b"id: old\n", None),
    ]
    write_changes(str(tmp_path), changes)
    assert (tmp_path / PATH).read_bytes() == b"id: bins\nn: 1\n"
    assert (tmp_path / "data/new/new.yaml").read_bytes() == b"id: new\n"
    assert sorted(path.name for path in tmp_path.rglob("*.*")) == ["bins.yaml", "new.yaml"]


@pytest.mark.parametrize(
    ("path", "before", "message"),
    [
        (PATH, b"id: tins\n", f"{PATH} has changed since it was read, so it is not written"),
        (PATH, None, f"{PATH} has appeared since it was read, so it is not written"),
        ("data/gone.yaml", b"id: gone\n", "data/gone.yaml has changed since it was read, so it is not written"),
    ],
)
def test_nothing_is_written_if_one_file_is_not_as_it_was_read(
    tmp_path: Path, path: str, before: bytes | None, message: str
) -> None:
    write_files(tmp_path, {PATH: "id: bins\n", "data/first.yaml": "id: first\n"})
    first = changed_file(str(tmp_path), "data/first.yaml", [Set(("n",), 1)])
    with pytest.raises(RequestRefused) as refused:
        write_changes(str(tmp_path), [first, FileChange(path, before, b"id: x\n")])
    assert refused.value.message == message
    assert (tmp_path / "data/first.yaml").read_bytes() == b"id: first\n"
    assert (tmp_path / PATH).read_bytes() == b"id: bins\n"


@pytest.mark.parametrize("path", ["data/away/x.yaml", "data/../x.yaml"])
def test_no_change_leaves_the_workspace(tmp_path: Path, path: str) -> None:
    write_files(tmp_path, {"root/data/partnership.yaml": "id: x\n", "outside/x.txt": "x"})
    (tmp_path / "root/data/away").symlink_to(tmp_path / "outside")
    with pytest.raises(RequestRefused, match="links are not followed"):
        write_changes(str(tmp_path / "root"), [FileChange(path, None, b"id: x\n")])
    assert sorted(file.name for file in (tmp_path / "outside").iterdir()) == ["x.txt"]


def test_a_missing_workspace_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RequestRefused, match=r"cannot write to .*/data: no such file or directory"):
        write_changes(str(tmp_path), [])


def test_a_writer_waits_and_is_refused_when_it_waits_too_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import fcntl

    from hsp_cli.store import folder_lock

    write_files(tmp_path, {PATH: "id: bins\n"})
    monkeypatch.setattr(folder_lock, "_WAIT_SECONDS", 0.01)
    handle = os.open(tmp_path / "data", os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)
    with pytest.raises(RequestRefused, match="another run of hsp is writing to this workspace") as refused:
        write_changes(str(tmp_path), [])
    assert refused.value.hint == "try again when it has ended"
    os.close(handle)
    write_changes(str(tmp_path), [])


def test_a_run_that_holds_the_lock_may_write(tmp_path: Path) -> None:
    write_files(tmp_path, {PATH: "id: bins\n"})
    with lock(str(tmp_path)):
        write_changes(str(tmp_path), [changed_file(str(tmp_path), PATH, [Set(("n",), 1)])])
    assert (tmp_path / PATH).read_text() == "id: bins\nn: 1\n"
    with lock(str(tmp_path)), lock(f"{tmp_path}/data/.."):
        pass


def _append_often(root: str, writer: int) -> None:
    for number in range(EDITS_OF_EACH):
        while not _is_written(root, f"w{writer} n{number}"):
            pass


def _is_written(root: str, item: str) -> bool:
    try:
        write_changes(root, [changed_file(root, PATH, [Append(("list",), item)])])
    except RequestRefused as refused:
        if "has changed since it was read" not in refused.message:
            raise
        return False
    return True


def test_no_edit_of_several_writers_is_lost(tmp_path: Path) -> None:
    write_files(tmp_path, {PATH: "id: bins\nlist: [first]\n"})
    processes = [
        multiprocessing.get_context("fork").Process(target=_append_often, args=(str(tmp_path), writer))
        for writer in range(WRITERS)
    ]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    found = (tmp_path / PATH).read_text().partition("[")[2].rstrip("]\n").split(", ")
    expected = {f"w{writer} n{number}" for writer in range(WRITERS) for number in range(EDITS_OF_EACH)}
    assert len(found) == len(expected) + 1
    assert set(found) == expected | {"first"}
