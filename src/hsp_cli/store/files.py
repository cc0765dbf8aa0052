"""Reads the bytes of a workspace's files: plain files within a size limit, never through a link.

A run that finds every file unchanged needs only this module, so it imports almost nothing.
"""

import hashlib
import os
from enum import Enum, auto
from typing import NamedTuple

from hsp_cli.domain.request import RequestRefused

MAX_BYTES = 1024 * 1024
"""The largest file that is read unless `HSP_MAX_FILE_BYTES` is set. A plan of 600 actions has a fifth of it."""

MAX_BYTES_VARIABLE = "HSP_MAX_FILE_BYTES"
MOST_BYTES = 100 * MAX_BYTES
"""The largest limit that can be set."""

ENDINGS_BESIDE = (".csv", ".geojson")
"""The endings of files beside a record, which it names (`domain.beside`)."""

_TIMES_BESIDE = 8
"""How many times as large such a file may be. 150,000 figures in CSV have about 5 MB."""

# `open` itself refuses a link, so nobody can put one there after a check. It also does not wait for a pipe.
_FLAGS = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_TYPE, _PLAIN_FILE = 0o170000, 0o100000


class ReadError(Enum):
    """The reason why a file is not read."""

    MISSING = auto()
    UNREADABLE = auto()
    TOO_LARGE = auto()


class FileNotRead(Exception):  # noqa: N818 - it names the event
    """A file was not read, with the reason in words."""

    def __init__(self, why: ReadError, message: str) -> None:
        super().__init__(message)
        self.why = why
        self.message = message


def max_file_bytes() -> int:
    """The largest file that is read. RequestRefused if the setting is not a valid number."""
    given = os.environ.get(MAX_BYTES_VARIABLE, "").strip()
    if not given:
        return MAX_BYTES
    # Python refuses to read very long numbers.
    is_number = given.isascii() and given.isdecimal() and len(given) <= len(str(MOST_BYTES))
    size = int(given) if is_number else 0
    if not 1 <= size <= MOST_BYTES:
        raise RequestRefused(
            f"{MAX_BYTES_VARIABLE} is {given[:40]!r}, which is no number of bytes from 1 to {MOST_BYTES}",
            f"set it to a whole number such as {MAX_BYTES}, or do not set it",
        )
    return size


class Signature(NamedTuple):
    """The signature of a file, which shows whether it was changed during a run: identity, size and time of change."""

    inode: int
    size: int
    changed_ns: int


NOT_ON_DISK = Signature(0, 0, 0)
"""The signature of a content that is in a commit or in memory, and so cannot change."""


def signature_of(path: str) -> Signature | None:
    """The current signature of a plain file. None if there is no such file."""
    try:
        status = os.lstat(path)
    except (OSError, ValueError):
        return None
    is_plain = status.st_mode & _TYPE == _PLAIN_FILE
    return Signature(status.st_ino, status.st_size, status.st_mtime_ns) if is_plain else None


def content_of(path: str, max_bytes: int) -> bytes:
    """The bytes of a plain file within the limit. FileNotRead for links, folders and unreadable files."""
    return read_file(path, max_bytes)[0]


def is_beside(path: str) -> bool:
    """Whether a file at a path can only be a file beside a record, by its ending."""
    return path.lower().endswith(ENDINGS_BESIDE)


def limit_of(path: str, max_bytes: int) -> int:
    """The largest size of the file at a path, if `max_bytes` is that of a record."""
    return max_bytes * _TIMES_BESIDE if is_beside(path) else max_bytes


def read_file(path: str, max_bytes: int) -> tuple[bytes, Signature]:
    """The bytes of a plain file within the limit, and its signature. FileNotRead as for `content_of`."""
    max_bytes = limit_of(path, max_bytes)
    try:
        handle = os.open(path, _FLAGS)
        try:
            status = os.fstat(handle)
            if status.st_mode & _TYPE != _PLAIN_FILE:
                raise FileNotRead(ReadError.UNREADABLE, "this is not a plain file")
            if status.st_size > max_bytes:
                message = f"the file has {status.st_size:,} bytes; at most {max_bytes:,} are read"
                raise FileNotRead(ReadError.TOO_LARGE, message)
            signature = Signature(status.st_ino, status.st_size, status.st_mtime_ns)
            return _all_of(handle, status.st_size), signature
        finally:
            os.close(handle)
    except ValueError:
        raise FileNotRead(ReadError.UNREADABLE, "cannot be read: no file has such a name") from None
    except OSError as error:
        is_link = os.path.islink(path)
        why = ReadError.MISSING if isinstance(error, FileNotFoundError) and not is_link else ReadError.UNREADABLE
        reason = "it is a link" if is_link else (error.strerror or "it cannot be opened")
        raise FileNotRead(why, f"cannot be read: {reason}") from None


def content_hash(content: bytes) -> str:
    """The hash of a content."""
    return hashlib.sha256(content).hexdigest()


def _all_of(handle: int, size: int) -> bytes:
    """Read as many bytes as the file had when it was opened, usually in one call."""
    content = os.read(handle, size)
    while len(content) < size and (more := os.read(handle, size - len(content))):
        content += more
    return content
