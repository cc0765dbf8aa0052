"""No format says more or less than another: the same words in the same order, for every golden paper."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from hsp_cli.drawing.picture import Picture
from hsp_cli.formats import docx, html, txt
from hsp_cli.formats.document import (
    Block,
    Code,
    Contents,
    Document,
    Heading,
    List,
    Paragraph,
    PictureBlock,
    Quote,
    Rule,
    Table,
    plain,
)
from hsp_cli.formats.reading import blocks_of
from hsp_cli.publishing.formats import format_by_ending
from tests import injection_texts
from tests.formats.readings import columns_of, web_page, words_of_docx, words_of_html, words_of_markdown
from tests.formats.test_markdown import PROSE, finished_with

GOLDEN = sorted((Path(__file__).parent.parent / "publishing/golden").glob("*.md"))
every_paper = pytest.mark.parametrize("paper", GOLDEN, ids=lambda paper: paper.stem)


def document_of(page: str) -> Document:
    pictures = [
        Picture(name, '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>', "")
        for name in set(re.findall(r"\]\(([a-z0-9-]+)\.svg\)", page))
    ]
    return Document("T", blocks_of(page, pictures), date(2024, 4, 15), provenance=page.rstrip().rpartition("\n")[2])


@every_paper
def test_a_web_page_has_the_words_of_markdown_in_their_order(paper: Path) -> None:
    page = paper.read_text()
    assert words_of_html(html.finish(document_of(page))) == words_of_markdown(page)


@every_paper
def test_a_word_document_has_the_words_of_markdown_in_their_order(paper: Path) -> None:
    page = paper.read_text()
    assert words_of_docx(docx.finish(document_of(page))) == words_of_markdown(page)


@every_paper
def test_plain_text_has_the_words_of_every_block_in_their_order(paper: Path) -> None:
    document = document_of(paper.read_text())
    alone = [txt.finish(replace(document, blocks=(block,))).decode() for block in document.blocks]
    assert txt.finish(document).decode() == "\n".join(alone)
    for block, text in zip(document.blocks, alone, strict=True):
        assert "�" not in text
        check_text(block, text.removesuffix("\n").split("\n"))


def check_text(block: Block, lines: list[str]) -> None:
    """The lines of a block have its words, in their order."""
    match block:
        case Heading(level, inlines):
            assert " ".join(lines[:-1] if level < 4 else lines).split() == plain(inlines).split()
        case Paragraph(inlines):
            assert " ".join(lines).split() == plain(inlines).split()
        case PictureBlock(_, _, alternative):
            assert " ".join(lines).split() == f"[Picture: {alternative}]".split()
        case List(_, items):
            assert " ".join(re.sub(r"^ *- ", "", line) for line in lines).split() == [
                word for item in items for word in words_of_blocks(item)
            ]
        case Code(text):
            assert "\n".join(lines) == text
        case Rule():
            assert lines == ["-" * 80]
        case Table():
            assert table_in(lines, block) == [
                [" ".join(plain(cell).split()) for cell in row] for row in (block.head, *block.rows)
            ]
        case Quote() | Contents():
            raise AssertionError("no golden paper has one")


def words_of_blocks(blocks: tuple[Block, ...]) -> list[str]:
    found: list[str] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            found += plain(block.inlines).split()
        else:
            assert isinstance(block, List)
            found += [word for item in block.items for word in words_of_blocks(item)]
    return found


def table_in(lines: list[str], table: Table) -> list[list[str]]:
    """A table as it reads: beside each other, or as entries that name the head of each cell."""
    heads = [" ".join(plain(head).split()) for head in table.head]
    if any(re.fullmatch(r"-+(  -+)*", line) for line in lines):
        return columns_of(lines, len(table.rows))
    entries = ["\n".join(lines)] if len(table.rows) == 1 else "\n".join(lines).split("\n\n")
    rows = [re.sub(r"\n  ", " ", entry).split("\n") for entry in entries]
    for row in rows:
        assert [line.startswith(f"{head}:") for line, head in zip(row, heads, strict=True)] == [True] * len(heads)
    return [
        heads,
        *([line.removeprefix(f"{head}:").strip() for line, head in zip(row, heads, strict=True)] for row in rows),
    ]


@every_paper
def test_no_line_of_plain_text_is_wider_than_a_screen_unless_it_is_code_or_one_word(paper: Path) -> None:
    document = document_of(paper.read_text())
    code = {line for block in document.blocks if isinstance(block, Code) for line in block.text.split("\n")}
    for line in txt.finish(document).decode().split("\n"):
        assert len(line) <= 80 or line in code or len(line.split()) <= 2, line


SAMPLE = injection_texts.MARKDOWN[::9]
"""Every ninth text: each takes as long as a paper. The others are tried in `test_html.py` and `test_reading.py`."""


@pytest.mark.parametrize("text", SAMPLE)
def test_hostile_records_have_the_same_words_on_a_web_page_and_nothing_active(text: str, tmp_path: Path) -> None:
    text = text.rstrip()
    paper = finished_with(text, "Qx" if PROSE.search(text) else text, tmp_path)
    page = paper.made(format_by_ending()[".html"]).page
    assert words_of_html(page) == words_of_markdown(paper.made().page.decode())
    found = web_page(page).all()
    assert {one.name for one in found}.isdisjoint(
        {"script", "iframe", "object", "embed", "form", "input", "svg", "link"}
    )
    assert {one.attributes["href"][0] for one in found if one.name == "a"} == {"#"}
    assert [name for one in found for name in one.attributes if name.startswith("on") or name == "style"] == []
