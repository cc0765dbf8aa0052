"""Removes an entry from the text of a mapping or list that keeps others."""

from hsp_cli.domain.request import RequestRefused
from hsp_cli.store.nodes import Node, line_end, line_start
from hsp_cli.store.splice_text import LINE_BREAK, Splice


def without_entry(text: str, parent: Node, index: int) -> Splice:
    """The removal of the lines of an entry or, between brackets, of its words and a comma.

    Comments above it stay. RequestRefused if a comment would be lost.
    """
    return _from_brackets(text, parent, index) if parent.is_flow else _from_lines(text, parent, index)


def _from_lines(text: str, parent: Node, index: int) -> Splice:
    entry = parent.entries[index]
    start, end = line_start(text, entry.start), line_end(text, entry.end)
    if text[start : entry.start].strip(" "):  # the entry stands behind the dash of its list
        following = parent.entries[index + 1].start
        if "#" in text[end:following]:  # the comment stays, and so does the line of the dash
            return Splice(start + len(text[start : entry.start].rstrip(" ")), end, "")
        return Splice(entry.start, following, "")
    if start == 0:
        after = LINE_BREAK.match(text, end)
        return Splice(0, after.end() if after else end, "")
    return Splice(start - (2 if text[start - 2 : start] == "\r\n" else 1), end, "")


def _from_brackets(text: str, parent: Node, index: int) -> Splice:
    entry = parent.entries[index]
    if index:
        start, end = parent.entries[index - 1].end, entry.end
        between = text[start : entry.start]
    elif len(parent.entries) > 1:
        start, end = entry.start, parent.entries[1].start
        between = text[entry.end : end]
    else:
        return Splice(entry.start, entry.end, "")
    if "#" in between:
        raise RequestRefused("a comment stands beside a value between brackets", "remove it by hand")
    return Splice(start, end, "")
