"""Comments in a file: suppressions, and values cut off by ` #`."""

import bisect
import re
from collections.abc import Iterator
from typing import NamedTuple

from hsp_cli.store import file_rules
from hsp_cli.store.source_map import Scalar, SourceMap, SyntaxProblem

_ALLOW = re.compile(
    r"#\s*hsp:\s*allow\b[ \t]*(?P<code>[A-Za-z0-9_-]*[A-Za-z0-9_])?[ \t]*(?:[—–:-]+[ \t]*(?P<reason>.*\S)?)?"
)
_COMMENT_AFTER_TEXT = re.compile(r"[ \t]+#(?P<comment>.*)")
# Comments for tools, which must follow a value on the same line.
_FOR_TOOLS = re.compile(r"\s*(?:hsp:|yamllint (?:dis|en)able|noqa\b)")
# A comment is usual after one word (`id: waste # as published`), but rare after a title of one word.
_KEY_OF_PROSE = re.compile(r"(?:^|[\s{,-])(?:title|text|note):\s*\Z")
_PERIOD_OR_NUMBER = re.compile(r"[0-9./:Q -]+")


class Suppression(NamedTuple):
    """`# hsp: allow CODE — reason`: silences one code on its line, or on the line below if it has its own.

    If that line names a file beside the record (`file`), it also silences the warnings with the code in that file.
    """

    path: str
    line: int
    column: int
    covers: int
    code: str
    reason: str
    file: str = ""


def suppressions(path: str, text: str, source_map: SourceMap) -> Iterator[Suppression]:
    """The suppressions in a file's comments. The same words inside a value suppress nothing."""
    lines = text.splitlines()
    texts = sorted(
        (_beginning(node, lines), (node.end_line, node.end_column)) for node in source_map.scalars() if node.value
    )
    content = _next_contents(lines)
    for number, line in enumerate(lines, start=1):
        match = _ALLOW.search(line)
        if match is None or _is_inside(texts, (number, match.start() + 1)):
            continue
        covers = content[number - 1] if line.lstrip().startswith("#") else number
        yield Suppression(path, number, match.start() + 1, covers, match["code"] or "", match["reason"] or "")


def _is_inside(texts: list[tuple[tuple[int, int], tuple[int, int]]], place: tuple[int, int]) -> bool:
    """Whether a place is inside one of the texts. They are sorted and do not overlap."""
    index = bisect.bisect_right(texts, place, key=lambda text: text[0]) - 1
    return index >= 0 and place < texts[index][1]


def _beginning(node: Scalar, lines: list[str]) -> tuple[int, int]:
    """The start of the words of a value. After the `|` of a block there can still be a comment."""
    is_block = lines[node.line - 1][node.column - 1 : node.column] in ("|", ">")
    return (node.line + 1, 1) if is_block else (node.line, node.column)


def _next_contents(lines: list[str]) -> list[int]:
    """For each line, the next line below with more than a comment; its own number if there is none."""
    found = list(range(1, len(lines) + 1))
    below = 0
    for number in range(len(lines), 0, -1):
        found[number - 1] = below or number
        line = lines[number - 1].lstrip()
        if line and not line.startswith("#"):
            below = number
    return found


def cut_values(text: str, source_map: SourceMap) -> Iterator[SyntaxProblem]:
    """Values without quotes that end at ` #`, where the rest of the line was probably meant to belong to them."""
    lines = text.splitlines()
    if not any(_has_comment_after_value(line) for line in lines):
        return  # a walk through all values is slow
    for node in source_map.scalars():
        if not node.plain or not node.value or _PERIOD_OR_NUMBER.fullmatch(node.value):
            continue
        match = _COMMENT_AFTER_TEXT.fullmatch(lines[node.end_line - 1], node.end_column - 1)
        if match is None or _FOR_TOOLS.match(match["comment"]):
            continue
        is_prose = " " in node.value or _KEY_OF_PROSE.search(lines[node.line - 1][: node.column - 1][-20:])
        if is_prose or match["comment"][:1].strip():
            message = f"the text ends before `#{match['comment']}`"
            yield SyntaxProblem(file_rules.TEXT_CUT_AT_HASH, node.line, node.column, message)


def _has_comment_after_value(line: str) -> bool:
    return (" #" in line or "\t#" in line) and not line.lstrip().startswith("#")
