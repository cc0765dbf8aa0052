"""A tagged PDF as a screen reader has it: its tags with the words inside, read without the code that writes it."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from pypdf import PdfReader


@dataclass
class Tag:
    """An element of the tree: its name, its attributes, its alternative text, and the tags and texts inside it."""

    name: str
    attributes: dict[str, Any] = field(default_factory=dict)
    alternative: str | None = None
    inside: "list[Tag | str]" = field(default_factory=list)

    def all(self, *names: str) -> "list[Tag]":
        """Every tag with one of the names inside this one, in order; without names, every tag."""
        below = [one for one in self.inside if isinstance(one, Tag)]
        return [
            found for one in below for found in (*([one] if one.name in names or not names else []), *one.all(*names))
        ]

    def text(self) -> str:
        """The words as they are read aloud: a figure is its alternative text."""
        if self.alternative is not None:
            return self.alternative
        return "".join(one if isinstance(one, str) else one.text() for one in self.inside)


class Pdf:
    """A PDF that has been opened."""

    def __init__(self, content: bytes) -> None:
        self.reader = PdfReader(io.BytesIO(content))
        self.root: Any = self.reader.trailer["/Root"]

    @cached_property
    def tags(self) -> Tag:
        """The tree of tags."""
        roles = self.root["/StructTreeRoot"].get("/RoleMap", {})
        words = [_marked(page) for page in self.reader.pages]
        numbers = {page.indirect_reference.idnum: number for number, page in enumerate(self.reader.pages)}  # type: ignore[union-attr]

        def tag(element: Any, page: int | None) -> Tag:
            own = element.raw_get("/Pg").idnum if "/Pg" in element else None
            page = numbers[own] if own is not None else page
            name = str(element["/S"])
            found = Tag(str(roles.get(name, name))[1:], _attributes(element), element.get("/Alt"))
            kids = element.get("/K", [])
            for kid in kids if isinstance(kids, list) else [kids]:
                one = kid.get_object()
                if isinstance(one, int):
                    assert page is not None
                    found.inside.append(words[page][one])
                elif "/MCID" in one:
                    at = numbers[one.raw_get("/Pg").idnum] if "/Pg" in one else page
                    assert at is not None
                    found.inside.append(words[at][one["/MCID"]])
                elif "/S" in one:
                    found.inside.append(tag(one, page))
            return found

        kids = self.root["/StructTreeRoot"]["/K"]
        return Tag("Root", inside=[tag(one.get_object(), None) for one in (kids if isinstance(kids, list) else [kids])])

    def bookmarks(self) -> list[tuple[int, str]]:
        """The bookmarks with their depth, from 1."""

        def below(entries: list[Any], depth: int) -> Iterator[tuple[int, str]]:
            for one in entries:
                if isinstance(one, list):
                    yield from below(one, depth + 1)
                else:
                    yield depth, str(one["/Title"])

        return list(below(self.reader.outline, 1))

    def links(self) -> list[str]:
        """The addresses of links, in the order of pages. A link inside the paper has none."""
        notes = (note.get_object() for page in self.reader.pages for note in page.get("/Annots") or [])
        return [str(note["/A"]["/URI"]) for note in notes if "/URI" in note.get("/A", {})]

    def words_without_tag(self) -> list[str]:
        """What is drawn with no tag and not marked as an artifact, such as the head of a page."""
        found = []
        for page in self.reader.pages:
            content: Any = page.get_contents()
            depth = 0
            for step in _STEP.finditer(content.get_data()):
                depth += bool(step["begin"]) - bool(step["end"])
                if step["string"] and not depth:
                    found.append(step["string"].decode("latin-1"))
        return found

    def pages_of_links(self) -> list[int]:
        """The pages, from 0, to which links inside the file lead."""
        numbers = {page.indirect_reference.idnum: number for number, page in enumerate(self.reader.pages)}  # type: ignore[union-attr]
        notes = (note.get_object() for page in self.reader.pages for note in page.get("/Annots") or [])
        places = [note["/Dest"] for note in notes if "/Dest" in note]
        pages: list[Any] = [self._place(str(one)).page if isinstance(one, str) else one[0] for one in places]
        return [numbers[page.indirect_reference.idnum] for page in pages]

    def _place(self, name: str) -> Any:
        return self.reader.named_destinations[name]

    def page_words(self, number: int) -> str:
        """Everything that is printed on a page, its head and foot as well."""
        return self.reader.pages[number].extract_text()


def _attributes(element: Any) -> dict[str, Any]:
    found = element.get("/A", [])
    return {str(name): value for one in (found if isinstance(found, list) else [found]) for name, value in one.items()}


_INSIDE = rb"[^()\\]|\\."
_STRING = rb"\((?:%s|\((?:%s|\((?:%s)*\))*\))*\)" % (_INSIDE, _INSIDE, _INSIDE)
_STEP = re.compile(
    rb"(?P<begin>/\w+\s*(?:<<(?P<about>(?:%s|<[0-9A-Fa-f]*>|[^<>()])*)>>\s*BDC|BMC))|(?P<end>EMC)"
    rb"|/(?P<font>\w+) [0-9.]+ Tf|(?P<string>%s)" % (_STRING, _STRING),
    re.DOTALL,
)
_ESCAPED = re.compile(rb"\\(?:([0-7]{1,3})|(.))", re.DOTALL)
_NAMED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def _marked(page: Any) -> dict[int, str]:
    """The words of each marked piece of a page, by its number. pypdf reads the rest as well, which takes seconds."""
    fonts = {name[1:]: _letters(font.get_object()) for name, font in page["/Resources"].get("/Font", {}).items()}
    found: dict[int, str] = {}
    open_pieces: list[int | str | None] = []
    letters: dict[int, str] = {}
    for step in _STEP.finditer(page.get_contents().get_data()):
        if step["begin"]:
            number = re.search(rb"/MCID (\d+)", step["about"] or b"")
            actual = re.search(rb"/ActualText\s*(<[0-9A-Fa-f]*>|\(.*\))", step["about"] or b"", re.DOTALL)
            if number:
                found.setdefault(int(number[1]), "")
            words = _words(actual[1]) if actual else None
            _add(found, open_pieces, words or "")
            open_pieces.append(int(number[1]) if number else words)
        elif step["end"]:
            open_pieces.pop()
        elif step["font"]:
            letters = fonts[step["font"].decode()]
        else:
            raw = _ESCAPED.sub(_unescaped, step["string"][1:-1])
            codes = (int.from_bytes(raw[at : at + 2], "big") for at in range(0, len(raw), 2))
            _add(found, open_pieces, "".join(letters[code] for code in codes))
    assert not open_pieces
    return found


def _unescaped(match: re.Match[bytes]) -> bytes:
    return bytes([int(match[1], 8)]) if match[1] else _NAMED.get(match[2], match[2])


def _words(written: bytes) -> str:
    raw = bytes.fromhex(written[1:-1].decode()) if written[:1] == b"<" else _ESCAPED.sub(_unescaped, written[1:-1])
    return raw[2:].decode("utf-16-be") if raw.startswith(b"\xfe\xff") else raw.decode("latin-1")


def _add(found: dict[int, str], open_pieces: list[int | str | None], text: str) -> None:
    # Inside a piece with its own words, the signs on the page do not count.
    if any(isinstance(one, str) for one in open_pieces):
        return
    numbers = [one for one in open_pieces if isinstance(one, int)]
    if numbers:
        found[numbers[-1]] += text


def _letters(font: Any) -> dict[int, str]:
    """The letters of a font by their codes, from its table for copying words."""
    table = font["/ToUnicode"].get_data().decode("latin-1")
    found: dict[int, str] = {}
    for part in re.findall(r"beginbfchar(.*?)endbfchar", table, re.DOTALL):
        for code, letter in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]*)>", part):
            found[int(code, 16)] = bytes.fromhex(letter).decode("utf-16-be")
    assert "beginbfrange" not in table
    return found
