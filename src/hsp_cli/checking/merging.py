"""Merges two changed versions of a record's file, for `git merge` and `git rebase`.

A file that cannot be merged by its records is merged line by line, as git does it. A result that is no valid record,
although both versions were, is a conflict.
"""

import tempfile
from pathlib import Path
from typing import NamedTuple

from hsp_cli.domain.edit import is_same, place_text
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.merging import merged
from hsp_cli.domain.request import RequestRefused
from hsp_cli.store.file_reader import FileReader
from hsp_cli.store.file_tree import ChangedTree, Disk
from hsp_cli.store.files import max_file_bytes
from hsp_cli.store.git import GitFailed, merge_lines
from hsp_cli.store.guard import Refused, guarded_text
from hsp_cli.store.layout import DATA, PARTNERSHIP_FILE, DataFile, claimed_by
from hsp_cli.store.merging import merged_text
from hsp_cli.store.parsing import parse

_BOM = b"\xef\xbb\xbf"
_NAMES = ("ours", "base", "theirs")
"""The names that git writes beside its marks of a conflict."""


_SAME_LINES = "both sides changed the same lines"
_UNSOUND = "the two changes together do not make a sound record"


class MergedFile(NamedTuple):
    """The merged bytes, and what is in conflict, in words. The bytes then have git's marks."""

    content: bytes
    conflicts: tuple[str, ...]


class Versions(NamedTuple):
    """The bytes of a file before both changes, and after each."""

    base: bytes
    ours: bytes
    theirs: bytes


def merged_file(path: str, versions: Versions, marker_size: int) -> MergedFile:
    """Merge two changes of the file at a path from the current folder, which the top of a repository is for git.

    RequestRefused if git cannot merge the lines of the files, as when one of them is not text.
    """
    texts = _texts(versions)
    found = merged_text(*texts) if texts else None
    if found and not found.is_clean:
        lines, _ = _merged_lines(Versions(found.base.encode(), found.ours.encode(), found.theirs.encode()), marker_size)
        places = tuple(f"both sides changed {place_text(keys)}" for keys in found.places)
        return MergedFile(_as_ours(lines.decode(), versions), places or (_SAME_LINES,))
    if found:
        content = _as_ours(found.ours, versions)
    else:
        content, is_conflict = _merged_lines(versions, marker_size)
        if is_conflict:
            return MergedFile(content, (_SAME_LINES,))
    if (found or _says_the_same(content, versions)) and _is_valid_if_both_are(path, content, versions):
        return MergedFile(content, ())
    content, is_conflict = _merged_lines(versions, marker_size)
    if not is_conflict:  # without a common version, all differences are conflicts
        content, _ = _merged_lines(versions._replace(base=b""), marker_size)
    return MergedFile(content, (_UNSOUND,))


def _texts(versions: Versions) -> tuple[str, str, str] | None:
    """The texts with one kind of line end and a last one. None if that would change more than these, or if one of
    them is larger than a record may be.
    """
    texts = []
    for content in versions:
        if len(content) > max_file_bytes():
            return None
        try:
            text = content.removeprefix(_BOM).decode()
        except UnicodeDecodeError:
            return None
        plain = text.replace("\r\n", "\n")
        if "\r" in plain or (plain != text and plain.count("\n") != text.count("\r\n")):
            return None
        texts.append(f"{plain}\n" if plain and not plain.endswith("\n") else plain)
    return texts[0], texts[1], texts[2]


def _as_ours(text: str, versions: Versions) -> bytes:
    """A merged text with the line ends of the side that has changed them, and with or without a last one."""
    if not _of_side([content.endswith(b"\n") for content in versions]):
        text = text.removesuffix("\n")
    if _of_side([b"\r\n" in content for content in versions]):
        text = text.replace("\n", "\r\n")
    return (_BOM if _of_side([content.startswith(_BOM) for content in versions]) else b"") + text.encode()


def _of_side(facts: list[bool]) -> bool:
    base, ours, theirs = facts
    return theirs if ours == base else ours


def _merged_lines(versions: Versions, marker_size: int) -> tuple[bytes, bool]:
    with tempfile.TemporaryDirectory() as folder:
        for name, content in zip(_NAMES, (versions.ours, versions.base, versions.theirs), strict=True):
            Path(folder, name).write_bytes(content)
        try:
            return merge_lines(folder, *_NAMES, marker_size)
        except GitFailed as failed:
            words = str(failed).strip().splitlines() or ["git could not be started"]
            raise RequestRefused(f"git cannot merge the lines of this file: {words[-1]}") from None


def _says_the_same(content: bytes, versions: Versions) -> bool:
    """Whether lines that git has merged have the data of both sides. True if a version has no keys anyway."""
    try:
        data = [parse(guarded_text(one)) for one in versions]
    except Refused:
        return True
    if not all(isinstance(one, dict) for one in data):
        return True
    expected = merged(*data)
    try:
        return not expected.conflicts and is_same(parse(guarded_text(content)), expected.data)
    except Refused:
        return False


def _is_valid_if_both_are(path: str, content: bytes, versions: Versions) -> bool:
    """Whether a merged file is a valid record, unless one of its two versions was none."""
    kind, root, inside = _place(path)
    if kind is None:
        return True
    is_valid = [_is_valid(root, DataFile(inside, kind), one) for one in (versions.ours, versions.theirs, content)]
    return is_valid[2] or not (is_valid[0] and is_valid[1])


def _is_valid(root: str, file: DataFile, content: bytes) -> bool:
    reader = FileReader(ChangedTree(Disk(root), {file.path: content}))
    if file.path != PARTNERSHIP_FILE:
        reader.read(DataFile(PARTNERSHIP_FILE, Kind.PARTNERSHIP))  # periods depend on its calendar
    return reader.read(file).record is not None


def _place(path: str) -> tuple[Kind | None, str, str]:
    """The kind of record at a path, the root of its workspace, and its path from there. No kind if it is no record."""
    parts = path.split("/")
    for position, part in enumerate(parts):
        inside = "/".join(parts[position:])
        if part == DATA and (kind := claimed_by(inside)):
            return kind, "/".join(parts[:position]) or ".", inside
    return None, ".", path
