"""The sections of a document: pages on their side, for wide tables only, and upright ones."""

from copy import deepcopy
from typing import Any

from hsp_cli.formats.docx.xml import EMU_PER_TWIP


class Sections:
    """The sections of a document of python-docx. All have the headers and footers of its last one."""

    def __init__(self, word: Any) -> None:
        self._last = word.element.body.sectPr
        self._upright = deepcopy(self._last)
        self._turned = _turned(self._last)

    def room(self, *, is_wide: bool) -> int:
        """The width that words have on a page, in twips."""
        section = self._turned if is_wide else self._upright
        size, margins = section.pgSz, section.pgMar
        emus = size.w - (margins.left or 0) - (margins.right or 0) - (margins.gutter or 0)
        return int(emus / EMU_PER_TWIP)

    def end(self, *, is_wide: bool) -> str:
        """The end of a section, which says how its pages lie."""
        from docx.oxml.xmlchemy import serialize_for_reading

        section = deepcopy(self._turned if is_wide else self._upright)
        xml = serialize_for_reading(section)
        return f'<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>{xml}</w:pPr></w:p>'

    def turn_last(self) -> None:
        """Put the last pages on their side."""
        self._last.getparent().replace(self._last, deepcopy(self._turned))


def _turned(upright: Any) -> Any:
    from docx.enum.section import WD_ORIENTATION

    section = deepcopy(upright)
    size, margins = section.pgSz, section.pgMar
    if size.w < size.h:
        size.w, size.h = size.h, size.w
        size.orient = WD_ORIENTATION.LANDSCAPE
        margins.top, margins.right, margins.bottom, margins.left = (
            margins.right,
            margins.bottom,
            margins.left,
            margins.top,
        )
    return section
