"""Writes words, links and pictures: what is inside paragraphs and cells."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import count
from typing import Any

from hsp_cli.drawing.colours import ink_on_rating
from hsp_cli.formats.document import (
    Break,
    CodeText,
    Emphasis,
    Inline,
    Link,
    PictureBlock,
    PictureInline,
    Rating,
    RecordName,
    Strong,
    Text,
)
from hsp_cli.formats.docx.bookmarks import Bookmarks
from hsp_cli.formats.docx.images import Images
from hsp_cli.formats.docx.styles import Styles
from hsp_cli.formats.docx.xml import EMU_PER_TWIP, run, safe
from hsp_cli.formats.png import png_of

_TWIPS_PER_UNIT = 15
"""A unit of a picture is a pixel of a screen: three quarters of a point."""

_HIGHEST = 12_000
"""The height of the highest picture, in twips. Its heading is on the same page."""

_PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"


@dataclass(frozen=True, slots=True)
class Look:
    """How words look. `ink_of` is the colour below them, on which they are black or white; `ground` colours it."""

    style: str = ""
    is_bold: bool = False
    is_italic: bool = False
    ink_of: str = ""
    ground: str = ""

    @property
    def xml(self) -> str:
        """The properties of words, in the order that Word wants."""
        return "".join(
            (
                f'<w:rStyle w:val="{self.style}"/>' if self.style else "",
                "<w:b/><w:bCs/>" if self.is_bold else "",
                "<w:i/><w:iCs/>" if self.is_italic else "",
                f'<w:color w:val="{colour(ink_on_rating(self.ink_of))}"/>' if self.ink_of else "",
                f'<w:shd w:val="clear" w:color="auto" w:fill="{colour(self.ground)}"/>' if self.ground else "",
            )
        )


_PLAIN = Look()


def colour(value: str) -> str:
    """A colour `#rrggbb` as Word writes it."""
    return value.removeprefix("#").upper()


class Inlines:
    """Writes the inlines of one document of python-docx."""

    def __init__(self, word: Any, styles: Styles, bookmarks: Bookmarks) -> None:
        self._word, self._styles, self._bookmarks = word, styles, bookmarks
        self._images = Images(word)
        self._numbers = count(1)

    def line(self, inlines: Iterable[Inline], room: int, look: Look = _PLAIN) -> str:
        """Words with a look, where pictures may be `room` twips wide."""
        return "".join(self._inline(inline, room, look) for inline in inlines)

    def _inline(self, inline: Inline, room: int, look: Look) -> str:
        match inline:
            case Text(text):
                return run(text, look.xml)
            case Strong(inside):
                return self.line(inside, room, replace(look, is_bold=True))
            case Emphasis(inside):
                return self.line(inside, room, replace(look, is_italic=True))
            case CodeText(text):
                return run(text, replace(look, style=self._styles["Code Text"]).xml)
            case Link(target, inside):
                return self._link(target, self.line(inside, room, replace(look, style=self._styles["Hyperlink"])))
            case Rating(text, ground):
                return run(
                    text, (replace(look, ink_of=ground, ground=ground) if ground and not look.ink_of else look).xml
                )
            case RecordName(address, inside, is_place):
                words = self.line(inside, room, look)
                return self._bookmarks.around_record(address, words) if is_place else words
            case Break():
                return "<w:r><w:br/></w:r>"
            case PictureInline():
                return self.picture(inline, room)

    def _link(self, target: str, inside: str) -> str:
        if target.startswith("#"):
            return self.link_inside(target[1:], inside)
        from docx.opc.constants import RELATIONSHIP_TYPE

        name = self._word.part.relate_to(target, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        return f'<w:hyperlink r:id="{name}" w:history="1">{inside}</w:hyperlink>'

    def link_inside(self, anchor: str, inside: str) -> str:
        """A link to a heading. If the paper has no such heading, its words alone."""
        bookmark = self._bookmarks.get(anchor)
        return f'<w:hyperlink w:anchor="{bookmark}" w:history="1">{inside}</w:hyperlink>' if bookmark else inside

    def picture(self, picture: PictureBlock | PictureInline, room: int) -> str:
        """A picture in its own size, or smaller if there is less room."""
        png, width, height = png_of(picture.svg, "docx", "a picture in a Word document")
        name = self._images.relation(png)
        scale = min(_TWIPS_PER_UNIT, room / width, _HIGHEST / height) * EMU_PER_TWIP
        size = f'cx="{int(width * scale)}" cy="{int(height * scale)}"'
        described = f'id="{next(self._numbers)}" name="{safe(picture.name)}" descr="{safe(picture.alternative)}"'
        return (
            f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
            f'<wp:docPr {described}/><a:graphic><a:graphicData uri="{_PICTURE}">'
            f"<pic:pic><pic:nvPicPr><pic:cNvPr {described}/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>"
            f'<a:blip r:embed="{name}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>'
            f'<a:off x="0" y="0"/><a:ext {size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
            "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
        )
