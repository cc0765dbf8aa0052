"""Where a record is: its file and line, and its address on the partnership's code host."""

from collections import OrderedDict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from hsp_cli.checking.loader import Loaded, content_again
from hsp_cli.domain.finding import Place
from hsp_cli.domain.record_url import needs_commit, record_address
from hsp_cli.store.file_reader import places_in
from hsp_cli.store.history import CommittedFiles, committed_files

if TYPE_CHECKING:
    from hsp_cli.store.csv_text import CsvMap
    from hsp_cli.store.source_map import SourceMap

_MOST_MAPS = 8
"""The most files that are kept open. The lines of all records of a file are found when it is opened."""


@dataclass(frozen=True, slots=True)
class RecordPlace:
    """The file of a record or value, its line, and its address on the code host.

    The address is None if the settings have no `record_url`, or if the code host does not have the file. It has the
    line only if the file is the same in the commit: `is_changed` says that it is not.
    """

    path: str
    line: int
    address: str | None = None
    is_changed: bool = False


class RecordLinks:
    """The places of the records of a workspace, for the pages of one build."""

    def __init__(self, loaded: Loaded, pattern: str | None) -> None:
        """`pattern` is the `record_url` of the settings."""
        self._loaded = loaded
        self._pattern = pattern
        self._files: OrderedDict[str, SourceMap | CsvMap] = OrderedDict()
        self._lines: dict[Place, int] = {}
        self._is_committed: dict[str, bool | None] = {}

    @cached_property
    def committed(self) -> CommittedFiles | None:
        """The files of the commit that the records are from. None outside version control."""
        return committed_files(self._loaded.root, self._loaded.loader.tree.commit)

    @property
    def commit(self) -> str:
        """The commit that addresses name: all of them change with it. Empty if they do not name one."""
        if self._pattern is None or not needs_commit(self._pattern):
            return ""
        return self.committed.commit if self.committed else ""

    def at(self, place: Place) -> RecordPlace:
        """The place of a record or value."""
        if place not in self._lines:
            self._lines[place] = self._opened(place.path).line(place.keys)
        line, is_committed = self._lines[place], self._is_committed[place.path]
        if self._pattern is None or self.committed is None or is_committed is None:
            return RecordPlace(place.path, line, is_changed=self._pattern is not None)
        path, shown = self.committed.folder + place.path, line if is_committed else None
        address = record_address(self._pattern, path, self.committed.commit, shown)
        return RecordPlace(place.path, line, address, is_changed=not is_committed)

    def _opened(self, path: str) -> "SourceMap | CsvMap":
        """The places in a file. When it is opened first, the lines of its records are found."""
        if path in self._files:
            self._files.move_to_end(path)
            return self._files[path]
        content = self._contents.get(path)
        if content is None:
            content = content_again(self._loaded.loader.tree, path)
        found = self._files[path] = places_in(path, content)
        if path not in self._is_committed:
            self._is_committed[path] = self._state(path, content)
            self._lines |= {place: found.line(place.keys) for place in self._records.get(path, ())}
        if len(self._files) > _MOST_MAPS:
            self._files.popitem(last=False)[1].close()
        return found

    def _state(self, path: str, content: bytes) -> bool | None:
        return self.committed.is_same(path, content) if self._pattern and self.committed else None

    @cached_property
    def _records(self) -> dict[str, list[Place]]:
        """The places of all records, by file."""
        walks = self._loaded.workspace.walks if self._loaded.workspace else ()
        return {walk.file.place.path: [placed.place for placed in walk.records] for walk in walks}

    @cached_property
    def _contents(self) -> dict[str, bytes]:
        return self._loaded.contents()
