"""Parses Markdown in two steps: a page into blocks, and each line of words when it is read.

Most lines of a paper are plain words, and many stand in it more than once. Both take little time here.
"""

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from hsp_cli.formats.table_rule import read_table

# Words in which nothing but backslashes before a sign can have a meaning: no code, emphasis, link, picture, address in
# angle brackets, named character or line break.
_WORDS = re.compile(r"(?:[^\\`*_\[!<&\n]|!(?!\[)|&(?!#?[A-Za-z0-9]+;)|\\[!-/:-@\[-`{-~])*+")
_ESCAPE = re.compile(r"\\(.)")

# What is nested more deeply than `maxNesting` would be left out without a word, so Python's own limit comes first.
_OPTIONS = {"html": False, "linkify": False, "typographer": False, "maxNesting": 100_000}


class ParsedPage:
    """The blocks of a page, whose lines of words are parsed when they are asked for. RecursionError if it is too deep.

    In a block, words are a node `inline` with their Markdown and no children; a table has a `Row` for its head,
    its alignments and each of its other rows as `meta`.
    """

    def __init__(self, page: str) -> None:
        self._definitions: dict[str, Any] = {}
        self.tree = SyntaxTreeNode(_of_blocks().parse(page, self._definitions))
        self._parsed: dict[str, Sequence[SyntaxTreeNode]] = {}

    def line(self, markdown: str) -> Sequence[SyntaxTreeNode]:
        """The nodes of a line of words."""
        found = self._parsed.get(markdown)
        if found is None:
            (inline,) = SyntaxTreeNode(_of_lines().parseInline(markdown, self._definitions)).children
            found = self._parsed[markdown] = inline.children
        return found

    @staticmethod
    def plain_words(markdown: str) -> str | None:
        """The words of a line that has nothing but words. None if it may have more."""
        if not _WORDS.fullmatch(markdown):
            return None
        return _ESCAPE.sub(r"\1", markdown) if "\\" in markdown else markdown


@cache
def _of_lines() -> MarkdownIt:
    return MarkdownIt("commonmark", _OPTIONS)


@cache
def _of_blocks() -> MarkdownIt:
    parser = MarkdownIt("commonmark", _OPTIONS).enable("table").disable(["inline", "text_join"])
    parser.block.ruler.at("table", read_table, {"alt": ["paragraph", "reference"]})
    return parser
