"""Where a record is: its file and line, and its address on the partnership's code host."""

from collections import OrderedDict
from dataclasses import dataclass
from functools import cached_property

from hsp_cli.checking.loader import Loaded, content_again
from hsp_cli.domain.finding import Place
from hsp_cli.domain.record_url import needs_commit, record_address
from hsp_cli.store.file_reader import places_in
from hsp_cli.store.history import CommittedFiles, committed_files

_MOST_MAPS = 64
"""The most files whose lines are kept at once. Pages ask for many records of one file after another."""


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
        self._maps: OrderedDict[str, _Lines] = OrderedDict()

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
        lines = self._lines(place.path)
        line = lines.of(place)
        if self._pattern is None or self.committed is None or lines.is_committed is None:
            return RecordPlace(place.path, line, is_changed=self._pattern is not None)
        path, shown = self.committed.folder + place.path, line if lines.is_committed else None
        address = record_address(self._pattern, path, self.committed.commit, shown)
        return RecordPlace(place.path, line, address, is_changed=not lines.is_committed)

    def _lines(self, path: str) -> "_Lines":
        if path in self._maps:
            self._maps.move_to_end(path)
            return self._maps[path]
        content = self._contents.get(path)
        if content is None:
            content = content_again(self._loaded.loader.tree, path)
        is_committed = self.committed.is_same(path, content) if self._pattern and self.committed else None
        self._maps[path] = _Lines(path, content, is_committed)
        if len(self._maps) > _MOST_MAPS:
            self._maps.popitem(last=False)[1].close()
        return self._maps[path]

    @cached_property
    def _contents(self) -> dict[str, bytes]:
        return self._loaded.contents()


class _Lines:
    """The lines of the records in one file, and whether it is the same in the commit; None if it is not in it."""

    def __init__(self, path: str, content: bytes, is_committed: bool | None) -> None:
        self.is_committed = is_committed
        self._map = places_in(path, content)

    def of(self, place: Place) -> int:
        return self._map.line(place.keys)

    def close(self) -> None:
        self._map.close()
