"""Writes Markdown for a comment on GitHub or GitLab. Nothing in a text of a record becomes active there.

Beyond the escaping of papers, a comment must mention nobody (`@name`), refer to no issue or commit (`#12`, `!12`, a
long hexadecimal word) and show no emoji by name. An invisible character after the sign prevents that on both hosts; a
backslash does not, because they look for these signs after the Markdown was read.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from hsp_cli.formats.markdown import Markdown, escaped, one_line

MARKER = "<!-- hsp diff -->"
"""The first line of a comment, invisible there, by which a CI job finds the comment that it wrote before."""

GITHUB_LIMIT = 65_536
"""The most characters of a comment on GitHub. GitLab allows 1,000,000."""

_BREAK = "&#8203;"
# Signs that make the next word a mention, a reference or an emoji on one of the hosts, in text that is escaped already.
_ACTIVE = re.compile(r"[@#!$%^~&\[](?=\w)|:(?=[\w+-]+:)|\bG[HL]-(?=\d)", re.IGNORECASE)
_HASH = re.compile(r"\b(?=[0-9]*[a-f])[0-9a-f]{7,}\b", re.IGNORECASE)
"""What could be the id of a commit. A number is none, and nor are fewer than seven characters."""


def comment_text(text: str) -> Markdown:
    """A text of a record on one line, escaped."""
    apart = _ACTIVE.sub(lambda found: found[0] + _BREAK, escaped(text))
    return Markdown(_HASH.sub(lambda found: _BREAK.join(re.findall(".{1,6}", found[0])), apart))


def code(text: str) -> Markdown:
    """An id or path as code, in which nothing is active."""
    return Markdown(f"`{one_line(text).replace('`', ' ')}`")


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a comment: its heading, its items with their bullets, and whether it is folded away."""

    heading: str
    items: Sequence[str]
    folded: bool = False


def limited(head: str, parts: Sequence[Part], limit: int, rest: str) -> str:
    """A comment of at most `limit` characters. What has no room is left out from the end, item by item.

    `rest` says so: `{}` in it is the number of items that are left out.
    """
    room = limit - len(head) - len(rest) - 40
    pieces, left = [head], 0
    for part in parts:
        opening, closing = _around(part)
        taken: list[str] = []
        size = len(opening) + len(closing)
        for item in part.items:
            if left or size + len(item) + 1 > room:
                left += 1
                continue
            taken.append(f"{item}\n")
            size += len(item) + 1
        if taken:
            pieces += [opening, *taken, closing]
            room -= size
    if left:
        pieces.append(f"\n{rest.format(f'{left:,}')}\n")
    return "".join(pieces)


def _around(part: Part) -> tuple[str, str]:
    if part.folded:
        return f"\n<details><summary>{part.heading}</summary>\n\n", "\n</details>\n"
    return f"\n### {part.heading}\n\n", ""
