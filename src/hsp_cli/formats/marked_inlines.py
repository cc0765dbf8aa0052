"""Puts the inlines between two marks of a page into a rating, or into the name of a record."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from hsp_cli.formats.document import Inline, Rating, Text, plain
from hsp_cli.formats.marks import End, NameStart, RatingStart, Sign
from hsp_cli.formats.record_places import RecordPlaces


class NotPlainWords(Exception):  # noqa: N818 - it names what happened
    """A rating has more in it than words, or does not end where it began. `words` are its words."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


@dataclass(slots=True)
class _Open:
    """What has begun, and the inlines in it so far. The line itself began with nothing."""

    start: RatingStart | NameStart | None = None
    inlines: list[Inline] = field(default_factory=list)


def gathered(pieces: Iterable[Inline | Sign], places: RecordPlaces) -> tuple[Inline, ...]:
    """The inlines of a line from its inlines and marks. NotPlainWords for a rating that is more than plain words.

    A name that does not end on the line is its words: a template of a partnership may take pieces of what hsp has
    written, and a paper is right without the name.
    """
    line = [_Open()]
    for piece in pieces:
        match piece:
            case RatingStart() | NameStart():
                line.append(_Open(piece))
            case End(of):
                if isinstance(line[-1].start, of):
                    _close(line, places)
            case _:
                line[-1].inlines.append(piece)
    while len(line) > 1:
        _dissolve(line)
    return tuple(line[0].inlines)


def _close(line: list[_Open], places: RecordPlaces) -> None:
    """End what began last."""
    ended = line.pop()
    inside = tuple(ended.inlines)
    match ended.start:
        case RatingStart(colour):
            if not all(isinstance(one, Text) for one in inside):
                raise NotPlainWords(plain(inside))
            line[-1].inlines.append(Rating(plain(inside), colour))
        case NameStart(address):
            line[-1].inlines.append(places.name(address, inside))


def _dissolve(line: list[_Open]) -> None:
    """What never ends."""
    begun = line.pop()
    if isinstance(begun.start, RatingStart):
        raise NotPlainWords(plain(tuple(begun.inlines)))
    line[-1].inlines += begun.inlines
