"""The document to start from: an empty one, or the partnership's reference document without its words."""

from typing import Any

from hsp_cli.formats.docx.reference import check_kept, opened
from hsp_cli.formats.docx.xml import parsed
from hsp_cli.formats.extras import library

_A4 = (11_906, 16_838)
_MARGIN = 1_134
_KEPT = ("styles", "settings", "theme", "fontTable", "numbering", "header", "footer")
"""What a document keeps of the one it starts from, by the type of the relation. The rest belongs to its words."""

_SETTINGS_LEFT_OUT = (
    "attachedTemplate",
    "documentProtection",
    "trackRevisions",
    "mailMerge",
    "updateFields",
    "rsids",
    "compat",
    "evenAndOddHeaders",
)


def base_document(reference: bytes | None) -> Any:
    """A document of python-docx without words. RequestRefused if the reference document cannot be used."""
    if reference is None:
        word = library("docx", "docx", "a Word document").Document()
        _set_page(word)
        _empty(word)
    else:
        word = opened(reference)
        _empty(word)
        check_kept(word)
    _set_settings(word)
    return word


def _set_page(word: Any) -> None:
    section = word.sections[-1]._sectPr
    section.remove_all("w:pgSz", "w:pgMar", "w:cols", "w:docGrid")
    width, height = _A4
    sides = " ".join(f'w:{side}="{_MARGIN}"' for side in ("top", "right", "bottom", "left"))
    section.append(parsed(f'<w:pgSz w:w="{width}" w:h="{height}"/>'))
    section.append(parsed(f'<w:pgMar {sides} w:header="567" w:footer="567" w:gutter="0"/>'))


def _empty(word: Any) -> None:
    """Remove the words, and the parts that only they need. The last section stays: it has the size of the page."""
    body = word.element.body
    last = body.get_or_add_sectPr()
    for element in list(body):
        if element is not last:
            body.remove(element)
    in_use = {str(found) for found in last.xpath("./*/@r:id")}
    for name, relation in list(word.part.rels.items()):
        kind = relation.reltype.rpartition("/")[2]
        if kind not in _KEPT or (kind in ("header", "footer") and name not in in_use):
            del word.part.rels[name]
    package = word.part.package.rels
    for name, relation in list(package.items()):
        if relation.reltype.rpartition("/")[2] not in ("core-properties", "officeDocument"):
            del package[name]
    word.part._settings_part.rels.clear()


def _set_settings(word: Any) -> None:
    """The settings without what belongs to one file, and those of a Word of today instead of its compatible mode."""
    settings = word.settings.element
    for one in list(settings):
        if _local(one) in _SETTINGS_LEFT_OUT:
            settings.remove(one)
    modern = parsed(
        '<w:compat><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
    )
    after = next((one for one in settings if _local(one) in _AFTER_COMPAT), None)
    settings.append(modern) if after is None else after.addprevious(modern)


_AFTER_COMPAT = (
    *("docVars", "mathPr", "attachedSchema", "themeFontLang", "clrSchemeMapping", "doNotIncludeSubdocsInStats"),
    *("doNotAutoCompressPictures", "forceUpgrade", "captions", "readModeInkLockDown", "smartTagType", "schemaLibrary"),
    *("shapeDefaults", "doNotEmbedSmartTags", "decimalSymbol", "listSeparator"),
)
"""What follows the compatible mode in the order that Word wants."""


def _local(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]
