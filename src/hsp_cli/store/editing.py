"""Changes to the files of a workspace: prepared in memory, and written only if no file has changed in the meantime."""

import contextlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from hsp_cli.domain.edit import Edit, Set, value_at
from hsp_cli.domain.request import RequestRefused
from hsp_cli.store.files import FileNotRead, ReadError, content_of, is_beside, max_file_bytes
from hsp_cli.store.folder_lock import folder_lock
from hsp_cli.store.guard import Refused, guarded_text
from hsp_cli.store.layout import DATA, DataFile
from hsp_cli.store.parsing import parse
from hsp_cli.store.splices import spliced
from hsp_cli.store.writing import write_atomically

_BOM = b"\xef\xbb\xbf"
_AGAIN = "run the command again: it then starts from the file as it is now"


class FileChange(NamedTuple):
    """The bytes of a file before and after a change. None where the file does not exist. `path` is from the root."""

    path: str
    before: bytes | None
    after: bytes | None


def changed_file(root: str, path: str, edits: Sequence[Edit]) -> FileChange:
    """A file with some edits, not yet written. RequestRefused if the file cannot be read, or not be changed exactly."""
    if is_beside(path):
        raise RequestRefused(f"{path} holds figures beside a record", "change the figures in that file")
    before = _content(root, path)
    if before is None:
        raise RequestRefused(f"{path} cannot be read: it does not exist")
    text, data = _text_and_data(path, before)
    _refuse_beside(path, data, edits)
    try:
        after = spliced(text, edits)
    except RequestRefused as refused:
        raise RequestRefused(f"{path}: {refused.message}", refused.hint) from None
    mark = _BOM if before.startswith(_BOM) else b""
    change = FileChange(path, before, mark + after.encode())
    limit = max_file_bytes()
    if len(change.after or b"") > limit:
        raise RequestRefused(f"{path} would have more than {limit:,} bytes, which is the most that is read")
    return change


def _text_and_data(path: str, content: bytes) -> tuple[str, Any]:
    """The text of a file, and its plain data."""
    try:
        text = guarded_text(content, max_file_bytes())
        return text, parse(text)
    except Refused as refused:
        problem = refused.problems[0]
        words = f"{path}:{problem.line} is not sound: {problem.message}"
        raise RequestRefused(words, "run hsp validate, and correct the file first") from None


def _refuse_beside(path: str, data: Any, edits: Sequence[Edit]) -> None:
    """Refuse an edit of figures that are in a file beside the record."""
    for edit in edits:
        name = value_at(data, edit.keys[:1])
        if len(edit.keys) > 1 and isinstance(name, str) and is_beside(name):
            beside = f"{DataFile(path, None).folder}/{name}"
            raise RequestRefused(f"the figures are in {beside}, beside {path}", "change them in that file")


def made_file(root: str, path: str, data: Mapping[str, Any]) -> FileChange:
    """A new file with the data of a record, its id first, not yet written. RequestRefused if there is a file."""
    if _content(root, path) is not None:
        raise RequestRefused(f"{path} exists already")
    first, *others = data.items()
    text = f"{first[0]}: {first[1]}\n"
    return FileChange(path, None, spliced(text, [Set((key,), value) for key, value in others]).encode())


def write_changes(root: str, changes: Sequence[FileChange]) -> None:
    """Write some changes, one after the other, each completely or not at all.

    No other run of hsp writes to the workspace meanwhile. All files are compared with what they were when the changes
    were prepared before the first is written. RequestRefused if one differs, or cannot be written.
    """
    with lock(root):
        for change in changes:
            _refuse_link(root, change.path)
            if _content(root, change.path) != change.before:
                what = "has appeared" if change.before is None else "has changed"
                raise RequestRefused(f"{change.path} {what} since it was read, so it is not written", _AGAIN)
        done: list[str] = []
        for change in changes:
            try:
                _write(Path(root, change.path), change.after)
            except RequestRefused as refused:
                already = f"; already written: {', '.join(done)}" if done else ""
                raise RequestRefused(f"{refused.message}{already}", "check the disk and the permissions") from None
            done.append(change.path)


def _write(path: Path, content: bytes | None) -> None:
    if content is not None:
        write_atomically(path, content)
        return
    try:
        path.unlink()
    except OSError as error:
        raise RequestRefused(f"cannot delete {path}: {(error.strerror or 'it is in use').lower()}") from None


def _content(root: str, path: str) -> bytes | None:
    """The bytes of a file. None if there is none."""
    try:
        return content_of(f"{root}/{path}", max_file_bytes())
    except FileNotRead as reason:
        if reason.why is ReadError.MISSING:
            return None
        raise RequestRefused(f"{path} {reason.message}") from None


def _refuse_link(root: str, path: str) -> None:
    """A link in a folder's name could lead a change out of the workspace."""
    folder = Path(root)
    for part in path.split("/"):
        folder /= part
        if part == ".." or folder.is_symlink():
            raise RequestRefused(f"{path} is not written: {part} is a link, and links are not followed")


def lock(root: str) -> contextlib.AbstractContextManager[None]:
    """The lock of a workspace: no other run of hsp changes a record meanwhile. RequestRefused as for any folder."""
    return folder_lock(f"{root}/{DATA}", "this workspace")
