"""A file of the site."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from hsp_cli.site.links import Links
    from hsp_cli.site.site import Site


class Waits(Enum):
    """Which files are made before a file that says which of them could not be made."""

    FOR_NONE = auto()
    FOR_ITS_STEM = auto()
    FOR_ALL = auto()


@dataclass(frozen=True, slots=True)
class File:
    """One file: its path in the site with forward slashes, and the function that makes its bytes.

    Files with the same path and `key` have the same bytes, so a build makes only those whose key has changed. The key
    of a file that may depend on anything is `Site.key`. `beside` makes the files that belong beside it, by name. Files
    whose paths differ only in their ending are made one after the other, so that they can share work. A file that a
    format cannot show (FormatRefused) is left out.
    """

    path: str
    key: str
    make: Callable[[], bytes]
    beside: Callable[[], Mapping[str, bytes]] = dict
    waits: Waits = Waits.FOR_NONE


class Files(Protocol):
    """The interface of a module of `site.files`."""

    def files(self, site: "Site", links: "Links") -> Iterator[File]:
        """The files of a kind."""
