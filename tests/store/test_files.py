import hashlib
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from hsp_cli.domain.request import RequestRefused
from hsp_cli.store.file_tree import Disk, lines_of
from hsp_cli.store.files import (
    MAX_BYTES,
    FileNotRead,
    ReadError,
    Signature,
    content_hash,
    content_of,
    max_file_bytes,
    read_file,
    signature_of,
)


@pytest.fixture
def limit_of(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], int]:
    """The limit that a setting of the environment gives."""

    def read(given: str) -> int:
        monkeypatch.setenv("HSP_MAX_FILE_BYTES", given)
        return max_file_bytes()

    return read


def refusal(path: Path, max_bytes: int = 100) -> FileNotRead:
    with pytest.raises(FileNotRead) as refused:
        read_file(str(path), max_bytes)
    assert str(refused.value) == refused.value.message
    return refused.value


# --- The limit


def test_without_a_setting_the_limit_is_a_mebibyte(
    limit_of: Callable[[str], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert limit_of("") == limit_of("  ") == MAX_BYTES == 1_048_576
    monkeypatch.delenv("HSP_MAX_FILE_BYTES")
    assert max_file_bytes() == MAX_BYTES


@pytest.mark.parametrize(("given", "limit"), [("1", 1), (" 2000 ", 2_000), ("104857600", 104_857_600)])
def test_the_setting_is_the_limit_from_one_byte_to_a_hundred_mebibytes(
    given: str, limit: int, limit_of: Callable[[str], int]
) -> None:
    assert limit_of(given) == limit


@pytest.mark.parametrize("given", ["0", "104857601", "-1", "1.5", "1e6", "1MB", "1_000", "١", "²", "9" * 5_000])
def test_any_other_setting_is_refused_with_the_right_form(given: str, limit_of: Callable[[str], int]) -> None:
    with pytest.raises(RequestRefused) as refused:
        limit_of(given)
    shown = given[:40]
    assert refused.value.message == (
        f"HSP_MAX_FILE_BYTES is '{shown}', which is no number of bytes from 1 to 104857600"
    )
    assert refused.value.hint == "set it to a whole number such as 1048576, or do not set it"


# --- Reading


def test_a_file_is_read_with_its_signature(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(b"id: a\r\n")
    (tmp_path / "a.yaml").chmod(0o777)
    os.utime(tmp_path / "a.yaml", ns=(1, 1_234_567_891))
    signature = Signature((tmp_path / "a.yaml").stat().st_ino, 7, 1_234_567_891)
    assert read_file(str(tmp_path / "a.yaml"), 7) == (b"id: a\r\n", signature)
    assert signature_of(str(tmp_path / "a.yaml")) == signature
    assert content_of(str(tmp_path / "a.yaml"), 7) == b"id: a\r\n"


def test_a_file_over_the_limit_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(b"x" * 1_235)
    refused = refusal(tmp_path / "a.yaml", 1_234)
    assert (refused.why, refused.message) == (
        ReadError.TOO_LARGE,
        "the file has 1,235 bytes; at most 1,234 are read",
    )


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with a name")
def test_what_is_no_plain_file_is_not_read_and_has_no_signature(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("id: a\n")
    (tmp_path / "link.yaml").symlink_to(tmp_path / "a.yaml")
    (tmp_path / "folder.yaml").mkdir()
    os.mkfifo(tmp_path / "pipe.yaml")
    told = {
        "link.yaml": "cannot be read: it is a link",
        "folder.yaml": "this is not a plain file",
        "pipe.yaml": "this is not a plain file",
        "nowhere.yaml": "cannot be read: No such file or directory",
        "a.yaml\0": "cannot be read: no file has such a name",
    }
    for name, message in told.items():
        refused = refusal(tmp_path / name)
        why = ReadError.MISSING if name == "nowhere.yaml" else ReadError.UNREADABLE
        assert (refused.why, refused.message) == (why, message)
        assert signature_of(str(tmp_path / name)) is None


def test_an_error_without_words_still_has_a_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> int:
        raise OSError

    monkeypatch.setattr(os, "open", fail)
    assert refusal(tmp_path / "a.yaml").message == "cannot be read: it cannot be opened"


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="only Linux lists the open files")
def test_no_file_stays_open(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("id: a\n")
    before = len(list(Path("/proc/self/fd").iterdir()))
    for max_bytes in (6, 6):
        read_file(str(tmp_path / "a.yaml"), max_bytes)
    refusal(tmp_path / "a.yaml", 5)
    assert len(list(Path("/proc/self/fd").iterdir())) == before


def test_a_file_that_comes_in_pieces_is_read_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.yaml").write_text("id: abc\n")
    read, asked = os.read, list[int]()

    def read_three(handle: int, size: int) -> bytes:
        asked.append(size)
        return read(handle, min(size, 3))

    monkeypatch.setattr(os, "read", read_three)
    assert content_of(str(tmp_path / "a.yaml"), 100) == b"id: abc\n"
    assert asked == [8, 5, 2]


def test_a_file_that_is_cut_while_it_is_read_ends_where_it_ends_now(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.yaml").write_text("id: abc\n")
    pieces = [b"id: ", b"", b"abc\n"]
    monkeypatch.setattr(os, "read", lambda _handle, _size: pieces.pop(0))
    assert content_of(str(tmp_path / "a.yaml"), 100) == b"id: "


def test_a_hash_is_that_of_the_bytes() -> None:
    assert content_hash(b"id: a\n") == hashlib.sha256(b"id: a\n").hexdigest()


def test_lines_are_shown_whatever_their_bytes_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data/a.yaml").write_bytes(b"id: caf\xe9\r\nunit: \xc2\xa3\n")
    assert lines_of(Disk(str(tmp_path)), "data/a.yaml") == ["id: caf\ufffd", "unit: £"]
    assert lines_of(Disk(str(tmp_path)), "data/b.yaml") == []
    monkeypatch.setenv("HSP_MAX_FILE_BYTES", "5")
    assert lines_of(Disk(str(tmp_path)), "data/a.yaml") == []
