"""Numbers and bullets of lists."""

from typing import Any

from hsp_cli.formats.docx.xml import NAMESPACES, parsed

_LEVELS = 9
"""Word has no more. A list that is deeper looks as the ninth."""

STEP = 340
_BULLETS = "•–▪"


class Numbering:
    """Adds lists to a document of python-docx. Each has numbers of its own, so that none goes on from another."""

    def __init__(self, word: Any) -> None:
        self._element = _part_of(word).element
        self._next = 1 + max((int(one.get(_w(name))) for tag, name in _IDS for one in self._all(tag)), default=0)
        self._bullets: str | None = None

    def bullets(self) -> str:
        """The id of lists with bullets."""
        if self._bullets is None:
            self._bullets = self._add(
                "".join(_level(level, "bullet", _BULLETS[level % len(_BULLETS)], 1) for level in range(_LEVELS))
            )
        return self._bullets

    def numbers(self, level: int, start: int) -> str:
        """The id of a new list with numbers. It counts from `start` on its level, counted from 0."""
        return self._add(
            "".join(_level(one, "decimal", f"%{one + 1}.", start if one == level else 1) for one in range(_LEVELS))
        )

    def _add(self, levels: str) -> str:
        number = self._next
        self._next += 1
        new = parsed(
            f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
        )
        # Word wants all definitions before all lists.
        lists = self._all("num")
        lists[0].addprevious(new) if lists else self._element.append(new)
        self._element.append(parsed(f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'))
        return str(number)

    def _all(self, tag: str) -> list[Any]:
        return list(self._element.findall(_w(tag)))


_IDS = (("abstractNum", "abstractNumId"), ("num", "numId"))


def deepest(level: int) -> int:
    """The level that Word has for a list so deep."""
    return min(level, _LEVELS - 1)


def _level(level: int, kind: str, sign: str, start: int) -> str:
    left = (level + 1) * STEP
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="{start}"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{sign}"/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{left}" w:hanging="{STEP}"/></w:pPr></w:lvl>'
    )


def _w(name: str) -> str:
    return f"{{http://schemas.openxmlformats.org/wordprocessingml/2006/main}}{name}"


def _part_of(word: Any) -> Any:
    """The part for lists. python-docx does not make one where a reference document has none."""
    from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.parts.numbering import NumberingPart

    for relation in word.part.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.NUMBERING:
            return relation.target_part
    part = NumberingPart.load(
        PackURI("/word/numbering.xml"),
        CONTENT_TYPE.WML_NUMBERING,
        f"<w:numbering {NAMESPACES}/>".encode(),
        word.part.package,
    )
    word.part.relate_to(part, RELATIONSHIP_TYPE.NUMBERING)
    return part
