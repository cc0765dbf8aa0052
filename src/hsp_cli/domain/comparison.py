"""Compares the records with an earlier version of them. Records are matched wherever their files are."""

from collections.abc import Iterable, Iterator
from typing import Any, Generic, NamedTuple, TypeVar

from hsp_cli.domain.action import Scheduled
from hsp_cli.domain.address import Address, Placed
from hsp_cli.domain.likeness import renamed
from hsp_cli.domain.record import Record
from hsp_cli.domain.walk import Walk

R = TypeVar("R", bound=Record, covariant=True)


class Change(NamedTuple, Generic[R]):
    """A record as it was and as it is. The two may be equal."""

    before: Placed[R]
    now: Placed[R]


class Comparison(NamedTuple):
    """The records that both versions have, and those that only one of them has, each in the order of its files.

    Records are matched by address, and where the address has changed, by what they say (`domain.likeness`).
    """

    changes: tuple[Change[Any], ...]
    new: tuple[Placed[Any], ...] = ()
    gone: tuple[Placed[Any], ...] = ()

    @property
    def scheduled(self) -> Iterator[Change[Scheduled]]:
        """Everything that can be due: actions and milestones."""
        return (change for change in self.changes if isinstance(change.now.record, Scheduled))


def compare(before: Iterable[Walk], now: Iterable[Walk]) -> Comparison:
    """Match the records of some files with those before. If an address occurs twice before, the first counts."""
    earlier: dict[Address, Placed[Any]] = {}
    for walk in before:
        for placed in walk.records:
            earlier.setdefault(placed.address, placed)
    present = [placed for walk in now for placed in walk.records]
    addresses = {placed.address for placed in present}
    gone = [placed for address, placed in earlier.items() if address not in addresses]
    new = [placed for placed in present if placed.address not in earlier]
    former = renamed(gone, new)
    matched = {id(one) for one in former.values()}
    pairs = ((former.get(one.place) or earlier.get(one.address), one) for one in present)
    return Comparison(
        tuple(Change(was, one) for was, one in pairs if was),
        tuple(one for one in new if one.place not in former),
        tuple(one for one in gone if id(one) not in matched),
    )
