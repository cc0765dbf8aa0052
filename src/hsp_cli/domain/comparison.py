"""Compares the records with an earlier version of them. Records are matched by address, wherever their files are."""

from collections.abc import Iterable, Iterator
from typing import Any, Generic, NamedTuple, TypeVar

from hsp_cli.domain.action import Scheduled
from hsp_cli.domain.address import Address, Placed
from hsp_cli.domain.record import Record
from hsp_cli.domain.walk import Walk

R = TypeVar("R", bound=Record, covariant=True)


class Change(NamedTuple, Generic[R]):
    """A record as it was and as it is. The two may be equal."""

    before: Placed[R]
    now: Placed[R]


class Comparison(NamedTuple):
    """The records that both versions have. Those that are new or gone are not compared."""

    changes: tuple[Change[Any], ...]

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
    present = (placed for walk in now for placed in walk.records)
    return Comparison(tuple(Change(earlier[one.address], one) for one in present if one.address in earlier))
