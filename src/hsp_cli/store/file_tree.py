"""Where the files of a workspace are read from: the disk, a commit, or the disk with some changes."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from hsp_cli.store.files import (
    NOT_ON_DISK,
    FileNotRead,
    ReadError,
    Signature,
    max_file_bytes,
    read_file,
    signature_of,
)
from hsp_cli.store.layout import TEMPLATE_ENDING, TEMPLATES, DataFile, claimed_by, data_files

if TYPE_CHECKING:
    from hsp_cli.store.history import CommitState


class FileTree(Protocol):
    """The files of a workspace at one state."""

    @property
    def commit(self) -> str | None:
        """The id of the commit that the files are from. None for those on disk."""
        ...

    def files(self) -> list[DataFile]:
        """Every file under `data/` that is read, sorted by path."""
        ...

    def open(self, path: str) -> tuple[bytes, Signature]:
        """The bytes of a file and its signature. FileNotRead if it is not there or is not read."""
        ...

    def template_names(self) -> list[str]:
        """The names of the workspace's own templates, without their ending. A link is none."""
        ...

    def state(self, records: Mapping[str, bytes]) -> "CommitState | None":
        """The commit of the files. None outside version control. `records` are the bytes of the data files by path."""
        ...

    def changed(self, then: Mapping[str, Signature | None]) -> list[str]:
        """The files that were changed, added or deleted since they had these signatures, sorted by path.

        A file without a signature could not be read, and counts as changed only if it is gone.
        """
        ...


class Disk:
    """The files on disk under a root."""

    commit = None

    def __init__(self, root: str) -> None:
        self._root = root
        self._max_bytes = max_file_bytes()

    def files(self) -> list[DataFile]:
        return data_files(self._root)

    def open(self, path: str) -> tuple[bytes, Signature]:
        return read_file(f"{self._root}/{path}", self._max_bytes)

    def template_names(self) -> list[str]:
        found = Path(self._root, TEMPLATES).glob(f"*{TEMPLATE_ENDING}")
        return [path.name.removesuffix(TEMPLATE_ENDING) for path in found if path.is_file() and not path.is_symlink()]

    def state(self, records: Mapping[str, bytes]) -> "CommitState | None":
        from hsp_cli.store.history import head_commit  # only papers need it

        return head_commit(self._root, records)

    def changed(self, then: Mapping[str, Signature | None]) -> list[str]:
        now = {file.path: signature_of(f"{self._root}/{file.path}") for file in self.files()}
        is_read = {path for path, signature in then.items() if signature}
        return [
            path
            for path in sorted(then.keys() | now.keys())
            if (path in then) is not (path in now) or (path in is_read and then[path] != now[path])
        ]


class ChangedTree:
    """The files of another tree, some with other contents. None is a file that is gone."""

    def __init__(self, tree: FileTree, contents: Mapping[str, bytes | None]) -> None:
        self._tree = tree
        self._contents = contents
        self.commit = tree.commit

    def files(self) -> list[DataFile]:
        same = (file for file in self._tree.files() if file.path not in self._contents)
        changed = (DataFile(path, claimed_by(path)) for path, content in self._contents.items() if content is not None)
        return sorted((*same, *changed))

    def open(self, path: str) -> tuple[bytes, Signature]:
        if path not in self._contents:
            return self._tree.open(path)
        if (content := self._contents[path]) is None:
            raise FileNotRead(ReadError.MISSING, "cannot be read: it is gone")
        return content, NOT_ON_DISK

    def template_names(self) -> list[str]:
        return self._tree.template_names()

    def state(self, records: Mapping[str, bytes]) -> "CommitState | None":
        return self._tree.state(records)

    def changed(self, then: Mapping[str, Signature | None]) -> list[str]:
        return self._tree.changed({path: one for path, one in then.items() if path not in self._contents})


def lines_of(tree: FileTree, path: str) -> list[str]:
    """The lines of a file, to show a place. Empty if the file cannot be read."""
    try:
        content, _ = tree.open(path)
    except FileNotRead:
        return []
    return content.decode("utf-8", errors="replace").splitlines()
