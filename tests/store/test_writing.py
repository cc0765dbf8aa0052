import os
import stat
import time
from pathlib import Path

import pytest

from hsp_cli.domain.request import RequestRefused
from hsp_cli.store import writing
from hsp_cli.store.writing import write_atomically


def left_over(folder: Path, *expected: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and path not in expected]


def test_a_text_is_written_as_utf8_with_plain_line_ends(tmp_path: Path) -> None:
    paper = tmp_path / "paper.md"
    write_atomically(paper, "£5 ★\nnext\r\n")
    assert paper.read_bytes() == "£5 ★\nnext\r\n".encode()
    assert left_over(tmp_path, paper) == []


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    paper = tmp_path / "paper.md"
    paper.write_text("a much longer old text")
    write_atomically(paper, "new")
    assert paper.read_text() == "new"
    assert left_over(tmp_path, paper) == []


def test_folders_that_are_missing_are_made(tmp_path: Path) -> None:
    write_atomically(tmp_path / "build/papers/paper.md", "text")
    assert (tmp_path / "build/papers/paper.md").read_text() == "text"


@pytest.mark.parametrize("mode", [0o600, 0o644, 0o664])
def test_a_file_keeps_its_mode(tmp_path: Path, mode: int) -> None:
    paper = tmp_path / "paper.md"
    paper.write_text("old")
    paper.chmod(mode)
    write_atomically(paper, "new")
    assert stat.S_IMODE(paper.stat().st_mode) == mode


def test_a_new_file_gets_the_mode_of_any_new_file(tmp_path: Path) -> None:
    write_atomically(tmp_path / "paper.md", "new")
    (tmp_path / "other.md").write_text("new")
    assert (tmp_path / "paper.md").stat().st_mode == (tmp_path / "other.md").stat().st_mode


def test_a_new_file_gets_no_more_rights_than_the_umask_leaves_and_the_umask_stays(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_atomically(tmp_path / "paper.md", "new")
        assert stat.S_IMODE((tmp_path / "paper.md").stat().st_mode) == 0o640
        assert os.umask(0o027) == 0o027
    finally:
        os.umask(before)


@pytest.mark.parametrize("step", ["fsync", "chmod", "replace"])
def test_whatever_fails_the_old_file_stays_and_no_temporary_file_is_left(
    tmp_path: Path, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper = tmp_path / "paper.md"
    paper.write_text("old")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, step, fail)
    with pytest.raises(RequestRefused, match="no space left on device"):
        write_atomically(paper, "new")
    assert paper.read_text() == "old"
    assert left_over(tmp_path, paper) == []


def test_an_interruption_leaves_the_old_file_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paper = tmp_path / "paper.md"
    paper.write_text("old")

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_atomically(paper, "new")
    assert paper.read_text() == "old"
    assert left_over(tmp_path, paper) == []


def test_a_text_that_is_no_text_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    paper = tmp_path / "paper.md"
    paper.write_text("old")
    with pytest.raises(UnicodeEncodeError):
        write_atomically(paper, "half a character: \ud800")
    assert paper.read_text() == "old"
    assert left_over(tmp_path, paper) == []


@pytest.mark.parametrize("target", ["folder", "file/below"])
def test_where_no_file_can_be_the_request_is_refused(tmp_path: Path, target: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_text("old")
    with pytest.raises(RequestRefused, match="cannot write") as refused:
        write_atomically(tmp_path / target, "new")
    assert "-o FILE" in refused.value.hint
    assert left_over(tmp_path, tmp_path / "file") == []


def test_a_link_is_replaced_and_what_it_led_to_stays(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("old")
    link = tmp_path / "paper.md"
    link.symlink_to(secret)
    write_atomically(link, "new")
    assert (secret.read_text(), link.read_text(), link.is_symlink()) == ("old", "new", False)


@pytest.mark.skipif(os.name != "posix", reason="other systems have no such locks")
def test_a_file_put_in_the_place_of_a_left_one_meanwhile_is_not_cleared_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper, left = tmp_path / "paper.md", tmp_path / ".paper.md.abcdefgh.part"
    left.write_text("of a run that was killed")
    opened = os.open

    def open_and_replace(path: str, *arguments: int) -> int:
        handle = opened(path, *arguments)
        if Path(path) == left:
            (tmp_path / "other").write_text("of a run that goes on")
            (tmp_path / "other").rename(left)
        return handle

    monkeypatch.setattr(os, "open", open_and_replace)
    write_atomically(paper, "new")
    assert left.read_text() == "of a run that goes on"


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="only Linux lists the open files")
def test_a_temporary_file_that_another_run_deletes_is_closed_and_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import fcntl

    deleted: list[Path] = []

    def wait_for_lock(*_: object) -> None:
        if len(deleted) < 2:
            deleted.extend(tmp_path.iterdir())
            deleted[-1].unlink()

    monkeypatch.setattr(fcntl, "flock", wait_for_lock)
    open_files = Path("/proc/self/fd")
    before = len(list(open_files.iterdir()))
    write_atomically(tmp_path / "paper.md", "new")
    assert len(set(deleted)) == 2
    assert all(path.name.startswith(".paper.md.") and path.name.endswith(".part") for path in deleted)
    assert len(list(open_files.iterdir())) == before
    assert left_over(tmp_path, tmp_path / "paper.md") == []


# --- On a system without locks


@pytest.mark.parametrize(("seconds", "stays"), [(3_590, True), (3_600.2, False)])
def test_without_locks_a_temporary_file_is_deleted_an_hour_after_its_last_change(
    seconds: float, stays: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "fcntl", None)
    left = tmp_path / ".paper.md.abcdefgh.part"
    left.write_text("of another run")
    os.utime(left, (time.time() - seconds,) * 2)
    write_atomically(tmp_path / "paper.md", "new")
    assert (tmp_path / "paper.md").read_text() == "new"
    assert left.exists() is stays


def test_without_locks_nothing_stays_open_or_is_left_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "fcntl", None)
    closed: list[int] = []
    close = os.close

    def note(handle: int) -> None:
        closed.append(handle)
        close(handle)

    monkeypatch.setattr(os, "close", note)
    write_atomically(tmp_path / "paper.md", "new")
    assert left_over(tmp_path, tmp_path / "paper.md") == []
    assert len(closed) == 1  # the folder's; `open` closes the file's own


def test_a_folder_without_locks_is_written_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import fcntl

    def refuse(*_: object) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(fcntl, "flock", refuse)
    left = tmp_path / ".paper.md.abcdefgh.part"
    left.write_text("of another run, which may still be writing")
    write_atomically(tmp_path / "paper.md", "new")
    assert (tmp_path / "paper.md").read_text() == "new"
    assert left.exists()


# --- What a failure says


def test_an_error_without_words_still_has_a_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(RequestRefused) as refused:
        write_atomically(tmp_path / "paper.md", "new")
    assert refused.value.message == f"cannot write {tmp_path / 'paper.md'}: it cannot be written"
    assert refused.value.hint == "choose another place: -o FILE"


@pytest.mark.parametrize(
    ("name", "reason"),
    [("nul.md", "on Windows nul.md is a device"), ("a?.md", "not every system takes such a name")],
)
def test_a_name_that_is_refused_comes_with_the_reason(name: str, reason: str, tmp_path: Path) -> None:
    with pytest.raises(RequestRefused) as refused:
        write_atomically(tmp_path / name, "new")
    assert refused.value.message == f"cannot write {tmp_path / name}: {reason}"
    assert refused.value.hint == "choose another place: -o FILE"


@pytest.mark.skipif(os.name != "posix", reason="other systems have no such call")
def test_the_new_name_is_flushed_to_the_disk_and_the_folder_is_closed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    flushed: list[bool] = []
    fsync = os.fsync

    def note(handle: int) -> None:
        flushed.append(stat.S_ISDIR(os.fstat(handle).st_mode))
        fsync(handle)

    monkeypatch.setattr(os, "fsync", note)
    write_atomically(tmp_path / "paper.md", "new")
    assert flushed == [False, True]
