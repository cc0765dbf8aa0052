"""Where the files of a workspace are read from: the disk, or a commit."""

from collections.abc import Mapping
from typing import Protocol

from hsp_cli.store.files import Signature, max_file_bytes, read_file, signature_of
from hsp_cli.store.layout import DataFile, data_files


class FileTree(Protocol):
    """The files of a workspace at one state."""

    def files(self) -> list[DataFile]:
        """Every file under `data/` that is read, sorted by path."""
        ...

    def open(self, path: str) -> tuple[bytes, Signature]:
        """The bytes of a file and its signature. FileNotRead if it is not there or is not read."""
        ...

    def changed(self, then: Mapping[str, Signature | None]) -> list[str]:
        """The files that were changed, added or deleted since they had these signatures, sorted by path.

        A file without a signature could not be read, and counts as changed only if it is gone.
        """
        ...


class Disk:
    """The files on disk under a root."""

    def __init__(self, root: str) -> None:
        self._root = root
        self._max_bytes = max_file_bytes()

    def files(self) -> list[DataFile]:
        return data_files(self._root)

    def open(self, path: str) -> tuple[bytes, Signature]:
        return read_file(f"{self._root}/{path}", self._max_bytes)

    def changed(self, then: Mapping[str, Signature | None]) -> list[str]:
        now = {file.path: signature_of(f"{self._root}/{file.path}") for file in self.files()}
        is_read = {path for path, signature in then.items() if signature}
        return [
            path
            for path in sorted(then.keys() | now.keys())
            if (path in then) is not (path in now) or (path in is_read and then[path] != now[path])
        ]
