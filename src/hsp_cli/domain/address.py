"""Addresses: the unique names of the records in a workspace."""

from collections.abc import Iterable
from typing import Generic, NamedTuple, TypeVar

from hsp_cli.domain.finding import Place
from hsp_cli.domain.kind import FOLDERS, Kind
from hsp_cli.domain.owner import Owners
from hsp_cli.domain.record import Record

R = TypeVar("R", bound=Record, covariant=True)

SETTINGS = "partnership"
"""The file part of addresses in the partnership's own file."""


class Address(NamedTuple):
    """The name of a record: its kind, the file that holds it, and its id there.

    `file` is the folder and the id of the file's own record, as in `plans/cohesion`; `partnership` for the settings.
    Two records with the same id differ in kind or in file, so no two addresses of a workspace are equal. People write
    the short form, which `str` returns: the id of a file's record or of an entry of the settings, else `file-id/id`.
    """

    kind: Kind
    file: str
    id: str

    @classmethod
    def of_file(cls, kind: Kind, record_id: str) -> "Address":
        """The address of a file's own record."""
        return cls(kind, f"{kind.folder}/{record_id}" if kind.folder else SETTINGS, record_id)

    @property
    def file_kind(self) -> Kind:
        """The kind of the file that holds the record."""
        return FOLDERS.get(self.file.partition("/")[0], Kind.PARTNERSHIP)

    @property
    def file_id(self) -> str:
        """The id of the file's own record."""
        return self.file.rpartition("/")[2]

    @property
    def full(self) -> str:
        """The form that also names the folder: `plans/cohesion`, `plans/cohesion/a1`, `partnership/lsp`."""
        return self.file if self.kind.has_files else f"{self.file}/{self.id}"

    @property
    def unique(self) -> str:
        """The form that no other record of the workspace has: `action:plans/cohesion/a1`."""
        return f"{self.kind}:{self.full}"

    def __str__(self) -> str:
        return self.id if self.kind.has_files or self.file == SETTINGS else f"{self.file_id}/{self.id}"


def called(name: str, file: str, candidates: Iterable[Address]) -> tuple[Address, ...]:
    """The candidates that a name in a file may mean, if an id alone may name a record of another file.

    A plain id means the record of the same file or, without one, every record with that id. `file-id/id` and the full
    form mean a record of that file.
    """
    holder, _, record_id = name.rpartition("/")
    found = tuple(address for address in candidates if address.id == record_id)
    if holder:
        return tuple(address for address in found if holder in (address.file_id, address.file))
    return tuple(address for address in found if address.file == file) or found


class Placed(NamedTuple, Generic[R]):
    """A record with its address and its place in a file.

    `priority` is the id of its priority and `body` the body that oversees it, either its own or those of the record
    that contains it. `owners` are those responsible for it: its own, or those that `walk` takes from the record that
    contains it.
    """

    record: R
    place: Place
    address: Address
    priority: str | None = None
    body: str | None = None
    owners: Owners = ()
