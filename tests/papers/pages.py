"""A finished page as a renderer reads it."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.token import Token

_RENDERER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


@dataclass(frozen=True)
class Heading:
    """A heading of a page: its level and its words."""

    level: int
    words: str


@dataclass(frozen=True)
class Link:
    """A link or image, and its words."""

    target: str
    words: str


def tokens(page: str) -> list[Token]:
    return _RENDERER.parse(page)


def words(token: Token) -> str:
    """What a reader sees of a run of text."""
    return "".join(" " if part.type in ("softbreak", "hardbreak") else part.content for part in token.children or ())


def headings(page: str) -> list[Heading]:
    found = tokens(page)
    return [
        Heading(int(token.tag[1]), words(found[index + 1]))
        for index, token in enumerate(found)
        if token.type == "heading_open"
    ]


def links(page: str) -> list[Link]:
    found = []
    for token in tokens(page):
        target = None
        for part in token.children or ():
            if part.type == "link_open":
                target = str(part.attrs["href"])
                found.append(Link(target, ""))
            elif part.type == "link_close":
                target = None
            elif part.type == "image":
                found.append(Link(str(part.attrs["src"]), part.content))
            elif target is not None:
                found[-1] = Link(target, found[-1].words + part.content)
    return found


def tables(page: str) -> list[list[list[str]]]:
    """Every table as rows of cells as rows of words; the first row is the head."""
    found: list[list[list[str]]] = []
    inside = False
    for token in tokens(page):
        if token.type == "table_open":
            found.append([])
            inside = True
        elif token.type == "table_close":
            inside = False
        elif token.type == "tr_open":
            found[-1].append([])
        elif inside and token.type == "inline":
            found[-1][-1].append(words(token))
    return found


def row_lengths(page: str) -> Iterator[tuple[str, int, int]]:
    """Every line of a table as it is written, its cells, and the cells of its head.

    Counted in the text itself, since a renderer fills up short rows and throws away what is too much.
    """
    head = 0
    for line in page.splitlines():
        if not line.startswith("|"):
            head = 0
            continue
        cells = len(re.findall(r"(?<!\\)(?:\\\\)*\|", line)) - 1
        head = head or cells
        yield line, cells, head


def kinds(page: str) -> list[str]:
    """The skeleton of a page: every block and every piece of markup in it, without the words."""
    skeleton: list[str] = []
    for token in tokens(page):
        if token.type == "inline":
            skeleton.extend(part.type for part in token.children or () if part.type not in ("text", "text_special"))
        else:
            skeleton.append(f"{token.type}{token.tag}")
    return skeleton


def texts(page: str) -> list[str]:
    """Every run of words of a page, in reading order."""
    return [words(token) for token in tokens(page) if token.type == "inline"]


def github_anchor(heading: str, taken: list[str]) -> str:
    """The name that GitHub gives a heading, worked out in another way than hsp does."""
    removed = {"Po", "Ps", "Pe", "Pi", "Pf", "Sm", "Sc", "Sk", "So", "No", "Cc", "Cf"}
    name = "".join(
        character
        for character in heading.lower().replace(" ", "-")
        if character == "-" or unicodedata.category(character) not in removed | {"Pd"}
    )
    numbered, count = name, 0
    while numbered in taken:
        count += 1
        numbered = f"{name}-{count}"
    taken.append(numbered)
    return numbered
