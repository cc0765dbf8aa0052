"""The state of a workspace on disk, cheap enough to be asked for every second."""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from hsp_cli.store.files import signature_of
from hsp_cli.store.git import GitFailed, ask_git
from hsp_cli.store.layout import TEMPLATES, data_files


class Watch:
    """Watches the records, the settings, the templates, and which commit is the last one. No file is read."""

    def __init__(self, root: str) -> None:
        self._root = root
        self._git = _git_folder(root)

    def state(self) -> str:
        """A text that differs after one of the files was saved, added or deleted, or git has made another commit.

        RequestRefused if a folder cannot be read.
        """
        whole = hashlib.sha256()
        for path in self._files():
            signature = signature_of(path)
            whole.update(f"{os.fsencode(path)!r} {signature and tuple(signature)}\n".encode())
        return whole.hexdigest()[:16]

    def _files(self) -> Iterator[str]:
        yield from (f"{self._root}/{file.path}" for file in data_files(self._root))
        yield from sorted(str(path) for path in Path(self._root, TEMPLATES).glob("*"))
        if self._git:
            yield f"{self._git}/HEAD"
            yield f"{self._git}/logs/HEAD"  # git adds a line for each commit, merge and reset


def _git_folder(root: str) -> str:
    """The folder in which git keeps what it knows of a working tree. Empty outside version control."""
    try:
        return str(Path(root, os.fsdecode(ask_git(root, "rev-parse", "--git-dir").rstrip(b"\n"))))
    except GitFailed:
        return ""
