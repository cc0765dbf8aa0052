"""What was found stays for the next run: in the user's own cache folder, keyed by content, as plain JSON.

Nothing here is needed for an answer. A folder that cannot be written, a file that is damaged or of another version of
hsp: each only means that everything is judged again. This module leans on next to nothing, for a run that finds
nothing changed does little else.
"""

import hashlib
import json
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from hsp_cli import __version__
from hsp_cli.checking.result import CheckResult
from hsp_cli.domain.finding import Diagnostic, Severity
from hsp_cli.store.files import FileNotRead, content_hash, content_of, max_file_bytes
from hsp_cli.store.layout import DataFile

FOLDER_VARIABLE = "HSP_CACHE_DIR"
_PACKAGES = ("domain", "wording", "store", "rules", "rules/support", "checking")
"""The packages whose code decides a result."""

_MOST_FILES = 64
_LONG_AGO = 30 * 24 * 3600
"""Seconds after which what nobody has asked for is cleared away, once there are many."""


class CachedResult(NamedTuple):
    """The verdict on one file as it was kept: the digest of its content, and a line of JSON."""

    content_hash: str
    line: str


class ResultCache:
    """The verdicts that are kept of one workspace for one day.

    `state` tells everything apart on which the verdicts rest, but for the content of the files: hsp itself, what it
    stands on, the day, and the size of files that is read.
    """

    def __init__(self, folder: str, root: str, as_of: str) -> None:
        self.folder = folder
        # Of one workspace the last day is kept. A name that somebody can guess is no harm: the folder is private.
        self._name = os.path.join(folder, content_hash(root.encode(errors="surrogateescape")))
        self._conditions = " ".join((as_of, str(max_file_bytes()), *_environment_key()))

    def state(self, hashes: Mapping[str, str]) -> str:
        """One digest for the whole workspace; none where a file could not be read, for who knows what it holds."""
        if not all(hashes.values()):
            return ""
        files = "".join(f"{path}\0{content}\0" for path, content in sorted(hashes.items()))
        return content_hash(f"{self._conditions}\0{files}".encode(errors="surrogateescape"))

    def result(self, state: str, files: Iterable[DataFile]) -> CheckResult | None:
        """The verdict that was kept on a workspace in that state."""
        lines = self._read("verdict", state)
        if not lines:
            return None
        records, diagnostics = json.loads(lines[0])
        return CheckResult(tuple(file.path for file in files), records, tuple(map(_diagnostic, diagnostics)))

    def store_result(self, state: str, result: CheckResult) -> None:
        self._write("verdict", state, (json.dumps([result.records, result.diagnostics]),))

    def files(self, settings: str) -> dict[str, CachedResult]:
        """The verdicts that were kept on single files by path, beside settings of that digest."""
        cached: dict[str, CachedResult] = {}
        for line in self._read("files", content_hash(f"{self._conditions}\0{settings}".encode())):
            content, _, rest = line.partition(" ")
            path, _, told = rest.partition(" ")
            cached[json.loads(path)] = CachedResult(content, told)
        return cached

    def store_files(self, settings: str, cached: Mapping[str, CachedResult]) -> None:
        lines = [f"{one.content_hash} {_in_one_word(path)} {one.line}" for path, one in cached.items()]
        self._write("files", content_hash(f"{self._conditions}\0{settings}".encode()), lines)

    def _read(self, what: str, state: str) -> list[str]:
        """The lines that were kept for a state; none where they were for another one, or are not what was written."""
        lines: list[str] = []
        try:
            with open(f"{self._name}.{what}", "rb", opener=_without_waiting) as file:
                seal, sealing = file.readline(), _Checksum(state)
                for line in file:
                    sealing.take(line)
                    lines.append(line[:-1].decode("ascii"))
        except (OSError, ValueError):
            return []
        return lines if state and seal == sealing.line() else []

    def _write(self, what: str, state: str, lines: Sequence[str]) -> None:
        """Keep lines of ASCII for a state, whole or not at all; where that fails, nothing is kept."""
        sealing = _Checksum(state)
        for line in lines:
            sealing.take(f"{line}\n".encode("ascii"))
        temporary = f"{self._name}.{what}.{os.urandom(6).hex()}.part"
        try:
            os.makedirs(self.folder, mode=0o700, exist_ok=True)
            handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with open(handle, "wb") as file:
                file.write(sealing.line())
                file.writelines(f"{line}\n".encode("ascii") for line in lines)
            now = os.stat(temporary).st_mtime
            os.replace(temporary, f"{self._name}.{what}")
            _clear_away(self.folder, now - _LONG_AGO)
        except OSError:
            _remove(temporary)
        except BaseException:
            _remove(temporary)
            raise


def open_cache(root: str, as_of: str) -> ResultCache | None:
    """Where verdicts on a workspace are kept; None where that would be inside the workspace itself.

    A pull request could bring forged ones along there. None too where hsp's own files cannot be looked at.
    """
    folder = _folder()
    if folder is None:
        return None
    here = os.path.realpath(root)
    inside = os.path.join(os.path.normcase(os.path.realpath(folder)), "")
    if inside.startswith(os.path.join(os.path.normcase(here), "")):
        return None
    try:
        return ResultCache(folder, here, as_of)
    except OSError:
        return None


def content_hashes(root: str, files: Iterable[DataFile]) -> dict[str, str]:
    """The digest of each file's content by path; empty where it cannot be read."""
    max_bytes = max_file_bytes()
    hashes = {}
    for file in files:
        try:
            hashes[file.path] = content_hash(content_of(f"{root}/{file.path}", max_bytes))
        except FileNotRead:
            hashes[file.path] = ""
    return hashes


def _folder() -> str | None:
    """The folder for hsp's cache: the one that is asked for, else that of the user on this system."""
    if asked := os.environ.get(FOLDER_VARIABLE):
        return os.path.abspath(asked)
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA", "")
    elif sys.platform == "darwin":
        base = os.path.expanduser("~/Library/Caches")
    else:
        base = os.environ.get("XDG_CACHE_HOME", "")
        # The standard says that a path which is not absolute counts for nothing.
        base = base if os.path.isabs(base) else os.path.expanduser("~/.cache")
    return os.path.join(base, "hsp") if os.path.isabs(base) else None


def _environment_key() -> Iterable[str]:
    """What a verdict rests on: hsp's version and the state of its files, the libraries, and Python."""
    yield __version__
    yield sys.version
    here = os.path.dirname(os.path.dirname(__file__))
    for room in _PACKAGES:
        with os.scandir(os.path.join(here, room)) as entries:
            for entry in sorted(entries, key=lambda entry: entry.name):
                if entry.name.endswith(".py"):
                    status = entry.stat()
                    yield f"{room}/{entry.name}:{status.st_size}:{status.st_mtime_ns}"
    for folder in sys.path:
        if folder.endswith("-packages"):
            # The folders in which pip notes what is installed carry names and versions.
            yield from sorted(name for name in _names_in(folder) if name.endswith(".dist-info"))


def _names_in(folder: str) -> list[str]:
    try:
        return os.listdir(folder)
    except OSError:
        return []


def _without_waiting(path: str, flags: int) -> int:
    """Opens a file; a pipe in its place does not make us wait for somebody who writes."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


class _Checksum:
    """What stands before lines that are kept: they are for this state and no other, and not a byte has changed."""

    def __init__(self, state: str) -> None:
        self._hash = hashlib.sha256(f"{state}\n".encode())

    def take(self, line: bytes) -> None:
        self._hash.update(line)

    def line(self) -> bytes:
        return f"{self._hash.hexdigest()}\n".encode()


def _in_one_word(path: str) -> str:
    return json.dumps(path).replace(" ", "\\u0020")


def _diagnostic(plain: list[Any]) -> Diagnostic:
    path, line, column, code, severity, message, hint = plain
    return Diagnostic(path, line, column, code, Severity(severity), message, hint)


def _clear_away(folder: str, before: float) -> None:
    """Take away what has not been written since a time, once there is much of it."""
    names = os.listdir(folder)
    for name in names if len(names) > _MOST_FILES else ():
        path = os.path.join(folder, name)
        if name.endswith((".verdict", ".files", ".part")) and os.stat(path).st_mtime < before:
            _remove(path)


def _remove(path: str) -> None:
    try:
        os.unlink(path)
    except OSError:
        return
