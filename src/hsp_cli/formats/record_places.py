"""Where in a paper each record has its place, to which links to the record lead."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from hsp_cli.formats.document import Inline, RecordName


@dataclass(slots=True)
class RecordPlaces:
    """Gives places to records while a paper is read from its start to its end.

    The place of a record is the first heading that names it or, if no heading does, the first words that do.
    `of_headings` are the records that headings name, and `is_heading` says whether a heading is being read.
    """

    of_headings: frozenset[str] = frozenset()
    is_heading: bool = False
    _given: set[str] = field(default_factory=set)

    def name(self, address: str, inlines: Iterable[Inline]) -> RecordName:
        """The next words that name a record."""
        is_place = address not in self._given and (self.is_heading or address not in self.of_headings)
        if is_place:
            self._given.add(address)
        return RecordName(address, tuple(inlines), is_place)
