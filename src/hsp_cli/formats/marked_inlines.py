"""Puts the inlines between two marks of a page into a rating, the name of a record, or a small picture."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from hsp_cli.drawing.picture import Picture
from hsp_cli.formats.document import Inline, PictureInline, Rating, Text, plain
from hsp_cli.formats.marks import End, NameStart, PictureStart, RatingStart, Sign, Start
from hsp_cli.formats.record_places import RecordPlaces


class NotPlainWords(Exception):  # noqa: N818 - it names what happened
    """A rating has more in it than words, or does not end where it began. `words` are its words."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


@dataclass(slots=True)
class _Open:
    """What has begun, and the inlines in it so far. The line itself began with nothing."""

    start: Start | None = None
    inlines: list[Inline] = field(default_factory=list)


def gathered(
    pieces: Iterable[Inline | Sign], places: RecordPlaces, pictures: Mapping[str, Picture]
) -> tuple[Inline, ...]:
    """The inlines of a line from its inlines and marks. NotPlainWords for a rating that is more than plain words.

    A name that does not end on the line is its words, and so are words that stand for a picture which the paper does
    not have: a template of a partnership may take pieces of what hsp has written.
    """
    line = [_Open()]
    for piece in pieces:
        match piece:
            case RatingStart() | NameStart() | PictureStart():
                line.append(_Open(piece))
            case End(of):
                if isinstance(line[-1].start, of):
                    _close(line, places, pictures)
            case _:
                line[-1].inlines.append(piece)
    while len(line) > 1:
        _dissolve(line)
    return tuple(line[0].inlines)


def _close(line: list[_Open], places: RecordPlaces, pictures: Mapping[str, Picture]) -> None:
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
        case PictureStart(name):
            found = pictures.get(f"{name}.svg")
            line[-1].inlines += (_shown(found, inside),) if found else inside


def _shown(picture: Picture, words: tuple[Inline, ...]) -> PictureInline:
    return PictureInline(picture.name, picture.svg.encode(), picture.alternative, plain(words))


def _dissolve(line: list[_Open]) -> None:
    """What never ends."""
    begun = line.pop()
    if isinstance(begun.start, RatingStart):
        raise NotPlainWords(plain(tuple(begun.inlines)))
    line[-1].inlines += begun.inlines
