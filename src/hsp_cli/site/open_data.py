"""The tables that the site offers as open data, each made once for its page and its files."""

from dataclasses import replace
from functools import cached_property
from typing import IO, TYPE_CHECKING
from weakref import finalize

from hsp_cli.domain.kind import Kind
from hsp_cli.exchange.about import About, about_of
from hsp_cli.exchange.formats import SheetFormat
from hsp_cli.exchange.open_data import Dataset, dataset, file_names, open_columns
from hsp_cli.exchange.tables import Asked, Column, Table, latest_quarter
from hsp_cli.site.keys import key_of

if TYPE_CHECKING:
    from hsp_cli.site.site import Site

_FOLDERS = {
    "figures": (Kind.INDICATOR,),
    "indicators": (Kind.INDICATOR,),
    "risks": (Kind.REGISTER,),
}
"""The kinds of file from which the rows of a table come. Those of the others may come from any file."""


class OpenTable:
    """A table of the open data of a site.

    Its files do not name the commit, so that they change only when their records do: they are large, and others have
    copied them.
    """

    def __init__(self, site: "Site", table: Table) -> None:
        self.table = table
        self._site = site
        self._waiting: dict[str, IO[bytes]] = {}
        finalize(self, _close, self._waiting)

    @property
    def page(self) -> str:
        """The path of its page."""
        return f"data/{self.table.name}.html"

    @cached_property
    def formats(self) -> tuple[SheetFormat, ...]:
        """The formats that the settings name."""
        return tuple(SheetFormat(one.value) for one in self._site.settings.data_formats)

    def paths(self, format: SheetFormat) -> tuple[str, ...]:
        """The paths of its files in a format."""
        return tuple(f"data/{name}" for name in file_names(self.table, format))

    @property
    def columns(self) -> tuple[Column, ...]:
        """Its columns."""
        return open_columns(self.table)

    @property
    def file_paths(self) -> tuple[str, ...]:
        """The paths of all its files."""
        return tuple(path for one in self.formats for path in self.paths(one))

    @cached_property
    def about(self) -> About:
        """What the table is about, and what it leaves out."""
        return about_of(self.table, self._asked, None, self._site.loaded.diagnostics, self._site.left_out)

    @cached_property
    def key(self) -> str:
        """The key of its files and of its page."""
        kinds = _FOLDERS.get(self.table.name)
        folders = tuple(f"data/{kind.folder}/" for kind in kinds) if kinds else ""
        known = self._site.loaded.content_hashes.items()
        # Files beside records, such as those with observations, may belong to any of them.
        hashes = sorted(one for one in known if one[0].startswith(folders) or not one[0].endswith(".yaml"))
        return key_of(self._site.given_key, self.table.name, self.about.left_out, hashes)

    @cached_property
    def made(self) -> Dataset:
        """What is known of the table once it is made, without its files. RequestRefused if the library of a format is
        not installed, or if a format cannot hold a number.
        """
        made = self._make()
        self._waiting.update(made.files)
        return replace(made, files={})

    def content(self, path: str) -> bytes:
        """The bytes of one of its files. Each file is made for one reading."""
        name = path.removeprefix("data/")
        if name in self.made.sizes and name not in self._waiting:
            _close(self._waiting)
            self._waiting.update(self._make().files)
        with self._waiting.pop(name) as file:
            file.seek(0)
            return file.read()

    def _make(self) -> Dataset:
        return dataset(self.table, self._asked, self.about, self.formats)

    @property
    def _asked(self) -> Asked:
        workspace, day = self._site.workspace, self._site.as_of
        return Asked(workspace, day, self._site.quarter or latest_quarter(workspace, day))


def _close(files: dict[str, IO[bytes]]) -> None:
    """Close the files that nobody has read."""
    while files:
        files.popitem()[1].close()
