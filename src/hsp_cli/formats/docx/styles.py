"""The styles of papers. A reference document keeps its own, and gets those that it does not have."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from hsp_cli.drawing.colours import GRID, INK, MUTED
from hsp_cli.formats.docx.xml import parsed

_INK, _MUTED, _GRID = (colour.removeprefix("#") for colour in (INK, MUTED, GRID))
_HEAD = "E9EDF0"
"""The ground of the head of a table."""


class _Style(NamedTuple):
    """A style: its name, its type, the name of the style that it is based on, and what it says."""

    name: str
    type: str
    based_on: str
    xml: str
    is_default: bool = False

    @property
    def id(self) -> str:
        return "".join(word[:1].upper() + word[1:] for word in self.name.split())


def _paragraph(name: str, xml: str, *, based_on: str = "Normal") -> _Style:
    return _Style(name, "paragraph", based_on, xml)


def _heading(level: int, size: int, before: int) -> _Style:
    return _paragraph(
        f"heading {level}",
        f'<w:next w:val="Normal"/><w:uiPriority w:val="9"/><w:qFormat/><w:pPr><w:keepNext/><w:keepLines/>'
        f'<w:spacing w:before="{before}" w:after="80"/><w:outlineLvl w:val="{level - 1}"/></w:pPr>'
        f'<w:rPr><w:b/><w:bCs/><w:color w:val="{_INK}"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>',
    )


def _border(sides: str, colour: str) -> str:
    return "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{colour}"/>' for side in sides.split())


_STYLES = (
    _Style("Normal", "paragraph", "", "<w:qFormat/>", is_default=True),
    _Style("Default Paragraph Font", "character", "", "<w:semiHidden/>", is_default=True),
    _Style(
        "Normal Table",
        "table",
        "",
        '<w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:left w:w="85" w:type="dxa"/>'
        '<w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr>',
        is_default=True,
    ),
    _Style("No List", "numbering", "", "<w:semiHidden/>", is_default=True),
    *(_heading(level, *look) for level, look in enumerate(((36, 0), (28, 320), (24, 240), (22, 200)), start=1)),
    _heading(5, 22, 160),
    _heading(6, 22, 160),
    _paragraph(
        "TOC Heading",
        '<w:next w:val="Normal"/><w:qFormat/><w:pPr><w:keepNext/><w:spacing w:before="320" w:after="80"/></w:pPr>'
        f'<w:rPr><w:b/><w:bCs/><w:color w:val="{_INK}"/><w:sz w:val="28"/><w:szCs w:val="28"/></w:rPr>',
    ),
    *(
        _paragraph(
            f"toc {level}",
            f'<w:pPr><w:tabs><w:tab w:val="right" w:leader="dot" w:pos="9638"/></w:tabs>'
            f'<w:spacing w:after="40"/><w:ind w:left="{(level - 2) * 340}"/></w:pPr>',
        )
        for level in (2, 3)
    ),
    _paragraph(
        "header",
        f'<w:pPr><w:spacing w:after="120"/></w:pPr><w:rPr><w:color w:val="{_MUTED}"/><w:sz w:val="18"/></w:rPr>',
    ),
    _paragraph(
        "footer",
        '<w:pPr><w:spacing w:after="0"/><w:jc w:val="center"/></w:pPr>'
        f'<w:rPr><w:color w:val="{_MUTED}"/><w:sz w:val="18"/></w:rPr>',
    ),
    _paragraph(
        "Protective Marking",
        '<w:qFormat/><w:pPr><w:spacing w:after="40"/><w:jc w:val="center"/></w:pPr>'
        f'<w:rPr><w:b/><w:bCs/><w:color w:val="{_INK}"/></w:rPr>',
    ),
    _paragraph("List Bullet", '<w:pPr><w:spacing w:after="60"/></w:pPr>'),
    _paragraph("List Number", '<w:pPr><w:spacing w:after="60"/></w:pPr>'),
    _paragraph(
        "Quote",
        '<w:qFormat/><w:pPr><w:pBdr><w:left w:val="single" w:sz="18" w:space="10" '
        f'w:color="{_GRID}"/></w:pBdr><w:ind w:left="340" w:right="340"/></w:pPr>',
    ),
    _paragraph(
        "Code",
        f'<w:pPr><w:shd w:val="clear" w:color="auto" w:fill="{_HEAD}"/></w:pPr>'
        '<w:rPr><w:rFonts w:ascii="Courier New" w:hAnsi="Courier New" w:cs="Courier New"/><w:sz w:val="18"/></w:rPr>',
    ),
    _paragraph(
        "Table Text",
        '<w:qFormat/><w:pPr><w:spacing w:before="30" w:after="30" w:line="240" w:lineRule="auto"/></w:pPr>'
        '<w:rPr><w:sz w:val="18"/><w:szCs w:val="18"/></w:rPr>',
    ),
    _paragraph(
        "Table Head", "<w:qFormat/><w:pPr><w:keepNext/></w:pPr><w:rPr><w:b/><w:bCs/></w:rPr>", based_on="Table Text"
    ),
    _paragraph(
        "Provenance",
        f'<w:pPr><w:spacing w:before="120"/></w:pPr><w:rPr><w:color w:val="{_MUTED}"/><w:sz w:val="16"/></w:rPr>',
    ),
    _Style(
        "Hyperlink",
        "character",
        "Default Paragraph Font",
        '<w:rPr><w:color w:val="1D4F91"/><w:u w:val="single"/></w:rPr>',
    ),
    _Style(
        "Code Text",
        "character",
        "Default Paragraph Font",
        '<w:rPr><w:rFonts w:ascii="Courier New" w:hAnsi="Courier New" w:cs="Courier New"/></w:rPr>',
    ),
    _Style(
        "Table Grid",
        "table",
        "Normal Table",
        f"<w:tblPr><w:tblBorders>{_border('top left bottom right insideH insideV', 'A6ADB2')}</w:tblBorders></w:tblPr>"
        f'<w:tblStylePr w:type="firstRow"><w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="{_HEAD}"/></w:tcPr>'
        "</w:tblStylePr>",
    ),
)
"""Every style that papers use, each after the one that it is based on. Sizes are in half points."""

NAMES = tuple(style.name for style in _STYLES)

_DEFAULTS = (
    "<w:docDefaults><w:rPrDefault><w:rPr>"
    '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="Arial" w:cs="Arial"/><w:sz w:val="22"/><w:szCs w:val="22"/>'
    '</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="264" w:lineRule="auto"/></w:pPr>'
    "</w:pPrDefault></w:docDefaults>"
)


class Styles:
    """The styles of a document of python-docx, and their ids: Word calls `heading 1` otherwise in other languages."""

    def __init__(self, word: Any, *, is_reference: bool) -> None:
        element = word.styles.element
        if not is_reference:
            for old in list(element):
                element.remove(old)
            element.append(parsed(_DEFAULTS))
        self._ids = dict(_ids_in(element))
        taken = set(self._ids.values())
        for style in _STYLES:
            if style.name.lower() not in self._ids:
                style_id = style.id if style.id not in taken else f"hsp{style.id}"
                self._ids[style.name.lower()] = style_id
                element.append(parsed(self._xml(style, style_id)))

    def __getitem__(self, name: str) -> str:
        """The id of a style."""
        return self._ids[name.lower()]

    def _xml(self, style: _Style, style_id: str) -> str:
        default = ' w:default="1"' if style.is_default else ""
        based = f'<w:basedOn w:val="{self[style.based_on]}"/>' if style.based_on else ""
        inside = style.xml.replace('<w:next w:val="Normal"/>', f'<w:next w:val="{self["Normal"]}"/>')
        return (
            f'<w:style w:type="{style.type}" w:styleId="{style_id}"{default}><w:name w:val="{style.name}"/>{based}'
            f"{inside}</w:style>"
        )


def _ids_in(element: Any) -> Iterator[tuple[str, str]]:
    for style in element.style_lst:
        if style.name_val:
            yield style.name_val.lower(), style.styleId
