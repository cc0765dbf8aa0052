"""The result cache: what earlier runs found, in the user's own cache folder, keyed by content, as plain JSON.

No answer needs it. Where the folder cannot be written, or a cache file is damaged or of another version of hsp, the
files are checked again. This module imports little, since a run that finds nothing changed does little else.
"""

import hashlib
import json
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from itertools import accumulate
from typing import Any, NamedTuple

from hsp_cli import __version__
from hsp_cli.checking.result import CheckResult
from hsp_cli.domain.finding import Diagnostic, Severity
from hsp_cli.store.files import FileNotRead, content_hash, content_of, max_file_bytes
from hsp_cli.store.layout import DataFile

FOLDER_VARIABLE = "HSP_CACHE_DIR"
_PACKAGES = (
    "analysis",
    "cli",
    "cli/check_formats",
    "domain",
    "wording",
    "store",
    "papers",
    "papers/of_plan",
    "papers/of_quarter",
    "papers/of_workspace",
    "rules",
    "rules/support",
    "checking",
)
"""The packages whose code decides a result or an answer."""

_MOST_DAYS = 8
"""Dates of a workspace whose results the cache holds."""

_MOST_ANSWERS = 32
"""Answers of a workspace that the cache holds, if there is room."""

_MOST_BYTES = 100_000_000
"""Room for the answers of a workspace, and always for the last."""

_MOST_FILES = 64
_LONG_AGO = 30 * 24 * 3600
"""Seconds after which unused results are deleted if the folder has many."""

_NOT_READ = "-"
"""Stands for the content of a file that no reader claims, so that it needs no hash."""


class CachedFile(NamedTuple):
    """The result for one file in compact form: JSON of what holds on any day, and JSON of one day's findings.

    `content` is the hash of the file, with those of the files beside it that it names (`whole_content`).
    """

    path: str
    content: str
    always: str
    dated: str

    def is_of(self, hashes: Mapping[str, str]) -> bool:
        """Whether the result is that of files with these hashes by path."""
        own, beside = self.contents()
        return own == hashes.get(self.path) and all(known == hashes.get(path) for path, known in beside.items())

    @property
    def is_known(self) -> bool:
        """Whether all of its files could be read."""
        own, beside = self.contents()
        return all((own, *beside.values()))

    def contents(self) -> tuple[str, dict[str, str]]:
        """The hash of the file, and those of the files beside it by path."""
        own, *beside = self.content.split("+")
        folder = self.path.rpartition("/")[0]
        return own, {f"{folder}/{name}": known for name, _, known in (one.partition("=") for one in beside)}


def whole_content(content_hash: str, beside: Mapping[str, str]) -> str:
    """The hash of a file, with the names and hashes of the files beside it.

    The names have no sign that separates them here (`FileBeside.is_name`).
    """
    return "+".join((content_hash, *(f"{path.rpartition('/')[2]}={known}" for path, known in beside.items())))


class ResultCache:
    """The cached results of one workspace.

    Each is keyed by everything that it depends on: hsp itself, the libraries, the size of files that is read, the
    settings and the content of the files; the findings of dated rules and the result as a whole also by the day.
    """

    def __init__(self, folder: str, root: str) -> None:
        self.folder = folder
        self._root = root
        # That somebody can guess the name does no harm: the folder is private.
        self._name = content_hash(root.encode(errors="surrogateescape"))
        self._environment = f"{max_file_bytes()} {_environment_key()}"

    @property
    def has_results(self) -> bool:
        """Whether anything is stored for the workspace; if not, hashing its files first would be wasted."""
        return os.path.exists(self._path("always"))

    def content_hashes(self, files: Iterable[DataFile]) -> dict[str, str]:
        """The hash of each file's content by path, empty where it cannot be read."""
        max_bytes = max_file_bytes()
        hashes = {}
        for file in files:
            try:
                hashes[file.path] = content_hash(content_of(f"{self._root}/{file.path}", max_bytes))
            except FileNotRead:
                hashes[file.path] = ""
        return hashes

    def result(self, files: Sequence[DataFile], hashes: Mapping[str, str], as_of: date) -> CheckResult | None:
        """The result that was stored for a workspace in exactly this state."""
        lines = self._read(f"{as_of}.result", self._state(files, hashes, as_of))
        if not lines:
            return None
        records, diagnostics = json.loads(lines[0])
        return CheckResult(tuple(file.path for file in files), records, diagnostics_from_json(diagnostics))

    def store_result(
        self, files: Sequence[DataFile], hashes: Mapping[str, str], as_of: date, result: CheckResult
    ) -> None:
        line = json.dumps([result.records, result.diagnostics])
        self._write(f"{as_of}.result", self._state(files, hashes, as_of), (line,))

    def file_results(self, settings: str, as_of: date) -> dict[str, CachedFile]:
        """The results that were stored for single files by path, for settings with that hash."""
        if not settings:
            return {}
        always = self._read_files("always", self._key(settings))
        dated = self._read_files(f"{as_of}.dated", self._key(settings, str(as_of)))
        return {
            path: CachedFile(path, content, line, dated[path][1])
            for path, (content, line) in always.items()
            if path in dated and dated[path][0] == content
        }

    def store_file_results(self, settings: str, as_of: date, results: Iterable[CachedFile]) -> None:
        """Store the results of files that could be read."""
        if not settings:
            return
        readable = [one for one in results if one.is_known]
        self._write("always", self._key(settings), (_line(one, one.always) for one in readable))
        self._write(f"{as_of}.dated", self._key(settings, str(as_of)), (_line(one, one.dated) for one in readable))

    def has_answer(self, question: str) -> bool:
        """Whether an answer to a question was stored, for whatever state of the files."""
        return os.path.exists(self._path(_answer_name(question)))

    def answer(self, question: str, files: Sequence[DataFile], hashes: Mapping[str, str], as_of: date) -> str | None:
        """The JSON that was stored as the answer to a question, for a workspace in exactly this state."""
        lines = self._read(_answer_name(question), self._state(files, hashes, as_of))
        return lines[0] if lines else None

    def store_answer(
        self, question: str, files: Sequence[DataFile], hashes: Mapping[str, str], as_of: date, answer: str
    ) -> None:
        """Store the answer to a question, one line of JSON."""
        self._write(_answer_name(question), self._state(files, hashes, as_of), (answer,))

    def _state(self, files: Sequence[DataFile], hashes: Mapping[str, str], as_of: date) -> str:
        """One hash for the whole workspace; none where a file could not be read, since its content is unknown."""
        contents = {
            file.path: hashes.get(file.path, "") if file.kind or file.is_beside else _NOT_READ for file in files
        }
        if not contents or not all(contents.values()):
            return ""
        return self._key(str(as_of), *(f"{path}\0{content}" for path, content in sorted(contents.items())))

    def _key(self, *parts: str) -> str:
        return content_hash("\0".join((self._environment, *parts)).encode(errors="surrogateescape"))

    def _path(self, what: str) -> str:
        return os.path.join(self.folder, f"{self._name}.{what}")

    def _read_files(self, what: str, key: str) -> dict[str, tuple[str, str]]:
        found: dict[str, tuple[str, str]] = {}
        for line in self._read(what, key):
            known, _, rest = line.partition(" ")
            path, _, value = rest.partition(" ")
            # A path without escapes is what stands between its quotes; to parse each would take longer than all else.
            found[json.loads(path) if "\\" in path else path[1:-1]] = known, value
        return found

    def _read(self, what: str, key: str) -> list[str]:
        """The lines stored under a key; none where they were stored under another, or are not what was written."""
        lines: list[str] = []
        try:
            with open(self._path(what), "rb", opener=_without_waiting) as file:
                stored, checksum = file.readline(), _Checksum(key)
                for line in file:
                    checksum.add(line)
                    lines.append(line[:-1].decode("ascii"))
        except (OSError, ValueError):
            return []
        return lines if key and stored == checksum.line() else []

    def _write(self, what: str, key: str, lines: Iterable[str]) -> None:
        """Store lines of ASCII under a key, whole or not at all; where that fails, nothing is stored."""
        if not key:
            return
        checksum = _Checksum(key)
        temporary = f"{self._path(what)}.{os.urandom(6).hex()}.part"
        try:
            os.makedirs(self.folder, mode=0o700, exist_ok=True)
            handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with open(handle, "wb") as file:
                file.write(checksum.line())  # its place; it is known once all lines are written
                for line in lines:
                    content = f"{line}\n".encode("ascii")
                    checksum.add(content)
                    file.write(content)
                file.seek(0)
                file.write(checksum.line())
            now = os.stat(temporary).st_mtime
            os.replace(temporary, self._path(what))
            self._delete_old(now)
        except OSError:
            _delete(temporary)
        except BaseException:
            _delete(temporary)
            raise

    def _delete_old(self, now: float) -> None:
        """Delete this workspace's oldest dates and answers, and other old files if the folder has many."""
        names = os.listdir(self.folder)
        times, sizes = {}, {}
        for name in names:
            if name.endswith((".always", ".dated", ".result", ".answer", ".part")):
                status = os.stat(os.path.join(self.folder, name))
                times[name], sizes[name] = status.st_mtime, status.st_size
        old = [name for name, time in times.items() if time < now - _LONG_AGO] if len(names) > _MOST_FILES else []
        for ending, most in ((".dated", _MOST_DAYS), (".result", _MOST_DAYS), (".answer", _MOST_ANSWERS)):
            mine = [name for name in times if name.startswith(f"{self._name}.") and name.endswith(ending)]
            mine.sort(key=times.__getitem__, reverse=True)
            room = accumulate(sizes[name] for name in mine)
            within = sum(size <= _MOST_BYTES for size in room) if ending == ".answer" else len(mine)
            old += mine[max(min(most, within), 1) :]
        for name in old:
            _delete(os.path.join(self.folder, name))


def open_cache(root: str) -> ResultCache | None:
    """The cache of a workspace; None where its folder would be inside the workspace itself.

    A pull request could bring forged results along there. None too where hsp's own files cannot be looked at.
    """
    folder = _folder()
    if folder is None:
        return None
    here = os.path.realpath(root)
    inside = os.path.join(os.path.normcase(os.path.realpath(folder)), "")
    if inside.startswith(os.path.join(os.path.normcase(here), "")):
        return None
    try:
        return ResultCache(folder, here)
    except OSError:
        return None


def diagnostics_from_json(plain: list[Any]) -> tuple[Diagnostic, ...]:
    """Diagnostics that were stored as JSON."""
    return tuple(
        Diagnostic(path, line, column, code, Severity(severity), message, hint)
        for path, line, column, code, severity, message, hint in plain
    )


def _folder() -> str | None:
    """The folder for hsp's cache: that of `HSP_CACHE_DIR`, else the user's cache folder on this system."""
    if asked := os.environ.get(FOLDER_VARIABLE):
        return os.path.abspath(asked)
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA", "")
    elif sys.platform == "darwin":
        base = os.path.expanduser("~/Library/Caches")
    else:
        base = os.environ.get("XDG_CACHE_HOME", "")
        # The XDG standard ignores a path that is not absolute.
        base = base if os.path.isabs(base) else os.path.expanduser("~/.cache")
    return os.path.join(base, "hsp") if os.path.isabs(base) else None


@cache
def _environment_key() -> str:
    """All of `_environment`, as it was when this process first asked: its modules are loaded already."""
    return " ".join(_environment())


def _environment() -> Iterable[str]:
    """What a result depends on beside the files: hsp's version and the state of its modules, the libraries, Python."""
    yield __version__
    yield sys.version
    here = os.path.dirname(os.path.dirname(__file__))
    for package in _PACKAGES:
        with os.scandir(os.path.join(here, package)) as entries:
            for entry in sorted(entries, key=lambda entry: entry.name):
                if entry.name.endswith(".py"):
                    status = entry.stat()
                    yield f"{package}/{entry.name}:{status.st_size}:{status.st_mtime_ns}"
    for folder in sys.path:
        if folder.endswith("-packages"):
            # pip notes what is installed in folders that carry names and versions.
            yield from sorted(name for name in _names_in(folder) if name.endswith(".dist-info"))


def _names_in(folder: str) -> list[str]:
    try:
        return os.listdir(folder)
    except OSError:
        return []


def _without_waiting(path: str, flags: int) -> int:
    """Opens a file; a pipe in its place does not make us wait for a writer."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


class _Checksum:
    """The first line of a cache file: the lines below are for this key and no other, and not a byte has changed."""

    def __init__(self, key: str) -> None:
        self._hash = hashlib.sha256(f"{key}\n".encode())

    def add(self, line: bytes) -> None:
        self._hash.update(line)

    def line(self) -> bytes:
        return f"{self._hash.hexdigest()}\n".encode()


def _answer_name(question: str) -> str:
    return f"{content_hash(question.encode(errors='surrogateescape'))[:16]}.answer"


def _line(one: CachedFile, value: str) -> str:
    path = json.dumps(one.path).replace(" ", "\\u0020")
    return f"{one.content} {path} {value}"


def _delete(path: str) -> None:
    try:
        os.unlink(path)
    except OSError:
        return
