"""Writes tables: heads repeated on each page, rows that stay whole, and ratings on their colours."""

from collections.abc import Mapping, Sequence

from hsp_cli.formats.columns import Head, layout_of
from hsp_cli.formats.document import Alignment, Inline, Table, ground_of, plain
from hsp_cli.formats.docx.inlines import Inlines, Look, colour
from hsp_cli.formats.docx.styles import Styles
from hsp_cli.formats.docx.xml import paragraph, safe

_LOOK = (
    '<w:tblLayout w:type="fixed"/><w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" '
    'w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
)
"""Widths are as given, and the style treats the first row alone in its own way."""


class Tables:
    """Writes the tables of one document."""

    def __init__(self, styles: Styles, inlines: Inlines, models: Mapping[Head, Table]) -> None:
        self._styles, self._inlines, self._models = styles, inlines, models

    def written(self, table: Table, room: int, caption: str) -> str:
        """A table that fills the room. The caption is for those who do not see it."""
        layout = layout_of(table, room, self._models[table.head])
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in layout.widths)
        repeated = "<w:cantSplit/><w:tblHeader/>" if layout.repeats_head else ""
        head = self._row(repeated, "Table Head", table.head, layout.widths, table.alignments)
        rows = (
            self._row(
                "" if layout.may_split(index) else "<w:cantSplit/>", "Table Text", row, layout.widths, table.alignments
            )
            for index, row in enumerate(table.rows)
        )
        return (
            f'<w:tbl><w:tblPr><w:tblStyle w:val="{self._styles["Table Grid"]}"/><w:tblW w:w="{room}" w:type="dxa"/>'
            f'{_LOOK}<w:tblCaption w:val="{safe(caption)}"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{head}'
            f"{''.join(rows)}</w:tbl>{self._gap()}"
        )

    def _row(
        self,
        look: str,
        style: str,
        cells: Sequence[tuple[Inline, ...]],
        widths: Sequence[int],
        alignments: Sequence[Alignment],
    ) -> str:
        properties = f"<w:trPr>{look}</w:trPr>" if look else ""
        inside = "".join(self._cell(self._styles[style], *one) for one in zip(cells, widths, alignments, strict=True))
        return f"<w:tr>{properties}{inside}</w:tr>"

    def _cell(self, style: str, inlines: tuple[Inline, ...], width: int, alignment: Alignment) -> str:
        ground = ground_of(inlines)
        fill = f'<w:shd w:val="clear" w:color="auto" w:fill="{colour(ground)}"/>' if ground else ""
        aligned = "" if alignment is Alignment.LEFT else f'<w:jc w:val="{alignment.value}"/>'
        inside = self._inlines.line(inlines, width, Look(ink_of=ground or ""))
        return (
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{fill}</w:tcPr>'
            f"{paragraph(style, inside, plain(inlines), after=aligned)}</w:tc>"
        )

    def _gap(self) -> str:
        """A small blank. Without it, two tables would become one, and Word wants a paragraph at the end of a page."""
        return paragraph(
            self._styles["Normal"],
            "",
            "",
            after='<w:spacing w:before="0" w:after="0" w:line="120" w:lineRule="exact"/>',
        )
