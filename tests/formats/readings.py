"""The words of a paper as each format gives them, read without the code that writes them."""

import io
import re
import zipfile
from html.parser import HTMLParser
from xml.etree import ElementTree

from tests.papers.pages import tokens, words

WITHOUT_END = {"meta", "img", "br", "hr", "link", "input"}


def words_of_markdown(page: str) -> list[str]:
    """Every word of a page in reading order."""
    found: list[str] = []
    for token in tokens(page):
        if token.type == "inline":
            found += words(token).split()
        elif token.type in ("fence", "code_block"):
            found += token.content.split()
    return found


class Element:
    """An element of a web page: its name, its attributes, and the elements and texts inside it."""

    def __init__(self, name: str, attributes: dict[str, str], above: "Element | None") -> None:
        self.name, self.attributes, self.above = name, attributes, above
        self.inside: list[Element | str] = []

    def all(self, *names: str) -> "list[Element]":
        """Every element with one of the names inside this one, in order; without names, every element."""
        below = [one for one in self.inside if isinstance(one, Element)]
        return [
            found for one in below for found in (*([one] if one.name in names or not names else []), *one.all(*names))
        ]

    def text(self) -> str:
        """What a reader sees, a picture as its alternative text."""
        parts = [one if isinstance(one, str) else one.text() for one in self.inside]
        return {"img": self.attributes.get("alt", ""), "br": " "}.get(self.name, "".join(parts))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = self.current = Element("", {}, None)
        self.declared: list[str] = []

    def handle_decl(self, decl: str) -> None:
        self.declared.append(decl)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")

    def unknown_decl(self, data: str) -> None:
        raise AssertionError(f"a declaration: {data}")

    def handle_pi(self, data: str) -> None:
        raise AssertionError(f"an instruction: {data}")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len({name for name, _ in attrs}) == len(attrs), f"an attribute twice: {attrs}"
        element = Element(tag, {name: value or "" for name, value in attrs}, self.current)
        self.current.inside.append(element)
        if tag not in WITHOUT_END:
            self.current = element

    def handle_endtag(self, tag: str) -> None:
        assert tag == self.current.name, f"</{tag}> inside <{self.current.name}>"
        assert self.current.above is not None
        self.current = self.current.above

    def handle_data(self, data: str) -> None:
        self.current.inside.append(data)


def web_page(page: bytes) -> Element:
    """A web page as its elements. Fails if an element is not closed where it should be."""
    reader = _Reader()
    reader.feed(page.decode())
    reader.close()
    assert reader.declared == ["DOCTYPE html"]
    assert reader.current is reader.root, f"<{reader.current.name}> is not closed"
    return reader.root


def words_of_html(page: bytes) -> list[str]:
    """Every word of a page in reading order, without the link that skips to the paper."""
    main, *footers = web_page(page).all("main", "footer")
    return " ".join(_spaced(one) for one in (main, *footers)).split()


def _spaced(element: Element) -> str:
    """The text of an element, with a blank after each of its blocks."""
    if element.name in ("img", "br"):
        return element.text()
    parts = [one if isinstance(one, str) else _spaced(one) for one in element.inside]
    return "".join(parts) + ("" if element.name in ("strong", "em", "code", "a", "span") else " ")


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def part_of_docx(file: bytes, name: str = "word/document.xml") -> ElementTree.Element:
    """A part of a Word document."""
    with zipfile.ZipFile(io.BytesIO(file)) as package:
        return ElementTree.fromstring(package.read(name))


def words_of_docx(file: bytes) -> list[str]:
    """Every word in the body of a Word document in reading order. A picture has its alternative text."""
    found: list[str] = []
    for paragraph in part_of_docx(file).iter(f"{W}p"):
        found += text_of_docx(paragraph).split()
    return found


def text_of_docx(element: ElementTree.Element) -> str:
    """What a paragraph or a cell shows."""
    parts = []
    for inside in element.iter():
        match inside.tag.rpartition("}")[2]:
            case "t":
                parts.append(inside.text or "")
            case "br":
                parts.append("\n")
            case "docPr":
                parts.append(inside.attrib["descr"])
    return "".join(parts)


def columns_of(lines: list[str], count: int) -> list[list[str]]:
    """The cells of a table of plain text with so many rows, as words; the first row is the head.

    For characters that take one column each.
    """
    rule = next(index for index, line in enumerate(lines) if re.fullmatch(r"-+(  -+)*", line))
    spans = [match.span() for match in re.finditer("-+", lines[rule])]
    body = lines[rule + 1 :]
    # Rows of several lines have a blank line between them.
    parts = "\n".join(body).split("\n\n") if "" in body or count == 1 else body
    rows = [lines[:rule], *(part.split("\n") for part in parts if part)]
    return [[" ".join(" ".join(line[at:end] for line in row).split()) for at, end in spans] for row in rows]
