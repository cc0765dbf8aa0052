"""What `hsp validate` finds, by the pages that show the records."""

import re
from collections import Counter
from collections.abc import Collection, Mapping
from functools import cached_property
from typing import Any, NamedTuple

from hsp_cli.checking.loader import Loaded
from hsp_cli.checking.result import CheckResult
from hsp_cli.domain.address import Address, Placed
from hsp_cli.domain.finding import Diagnostic, Severity
from hsp_cli.site.page import Page

_MARK = re.compile(rb"exempt[\"']?\s*:")
"""The key that marks a record as exempt, looked for in a file that cannot be read."""


class Found(NamedTuple):
    """A finding, and the records that hold its line: that of the file first, the innermost last."""

    diagnostic: Diagnostic
    around: tuple[Placed[Any], ...]

    @property
    def placed(self) -> Placed[Any]:
        """The innermost record."""
        return self.around[-1]


class Findings:
    """The findings that the pages show.

    Those in exempt records and about them are only counted, because the pages show nothing of these records.
    """

    def __init__(self, loaded: Loaded, result: CheckResult, exempt: Collection[Address]) -> None:
        """`exempt` are the addresses of all records that are left out of the site."""
        self._loaded = loaded
        self._exempt = frozenset(exempt)
        self._spans: dict[str, list[tuple[int, int, Placed[Any]]]] = {}
        self.result = result

    @property
    def counts(self) -> Counter[Severity]:
        """The number of findings of each severity, with those that are not shown."""
        return Counter(one.severity for one in self.result.diagnostics)

    @cached_property
    def shown(self) -> Mapping[str, tuple[Diagnostic, ...]]:
        """The findings that are shown, by the path of their file."""
        found: dict[str, tuple[Diagnostic, ...]] = {}
        for one in self.result.diagnostics:
            if not self._is_about_exempt(one):
                found[one.path] = (*found.get(one.path, ()), one)
        return found

    @property
    def withheld(self) -> int:
        """The number of findings that are only counted."""
        return len(self.result.diagnostics) - sum(map(len, self.shown.values()))

    @cached_property
    def not_read(self) -> tuple[str, ...]:
        """The files that could not be read and that may be named, by path."""
        return tuple(sorted(path for path in self._loaded.not_read if not self._is_about_exempt_file(path)))

    @property
    def not_read_withheld(self) -> int:
        """The number of files that could not be read and are only counted."""
        return len(self._loaded.not_read) - len(self.not_read)

    def of(self, page: Page) -> list[Found]:
        """The findings in the records that a page shows, by place."""
        own = {*page.anchors, *((page.placed.address,) if page.placed else ())}
        files = {address.file for address in own}
        found = []
        for path, diagnostics in self.shown.items():
            file = self.file_at(path)
            if file is None or file.address.file not in files:
                continue
            for one in diagnostics:
                around = self._around(one)
                if any(placed.address in own for placed in around):
                    found.append(Found(one, around))
        return found

    def file_at(self, path: str) -> Placed[Any] | None:
        """The record of a file, or of the file that one is beside. None if it could not be read."""
        return self._files.get(path)

    @cached_property
    def _files(self) -> Mapping[str, Placed[Any]]:
        """The record of each file by path, also by the paths of the files beside it."""
        if self._loaded.workspace is None:
            return {}
        found = {placed.place.path: placed for placed in self._loaded.workspace.files()}
        beside = {one.file.path: reading.record for reading in self._loaded.readings for one in reading.beside}
        return found | {path: record for path, record in beside.items() if record}

    def _around(self, found: Diagnostic) -> tuple[Placed[Any], ...]:
        """The records that hold the line of a finding, the outermost first."""
        file = self._files[found.path]
        if found.path != file.place.path:
            return (file,)
        inside = [placed for first, last, placed in self._records(file) if first <= found.line <= last]
        return (file, *sorted(inside, key=lambda placed: len(placed.place.keys)))

    def _records(self, file: Placed[Any]) -> list[tuple[int, int, Placed[Any]]]:
        """The records inside a file's own record, with their first and last lines."""
        path = file.place.path
        if path not in self._spans:
            assert self._loaded.workspace is not None  # it has the record of the file
            walk = next(walk for walk in self._loaded.workspace.walks if walk.file is file)
            self._spans[path] = [(*self._loaded.span(one.place), one) for one in walk.records[1:]]
        return self._spans[path]

    def _is_about_exempt(self, found: Diagnostic) -> bool:
        """Whether a finding is in an exempt record, or may be, or names one."""
        if found.path not in self._files:
            return self._is_about_exempt_file(found.path)
        if self._files[found.path].address.file in self._exempt_files and any(
            placed.address in self._exempt for placed in self._around(found)
        ):
            return True
        return bool(self._names and self._names.search(f"{found.message} {found.hint}"))

    def _is_about_exempt_file(self, path: str) -> bool:
        """Whether a file that could not be read may have an exempt record."""
        return bool(_MARK.search(self._loaded.contents().get(path, b"")))

    @cached_property
    def _exempt_files(self) -> frozenset[str]:
        return frozenset(address.file for address in self._exempt)

    @cached_property
    def _names(self) -> re.Pattern[str] | None:
        """A pattern for the ids and headings of exempt records. None if there are no such records."""
        if not self._exempt or self._loaded.workspace is None:
            return None
        every = (placed for walk in self._loaded.workspace.walks for placed in walk.records)
        hidden = [placed for placed in every if placed.address in self._exempt]
        names = sorted({name for one in hidden for name in (one.address.id, one.record.heading) if name})
        return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, names))})(?![\w-])")
