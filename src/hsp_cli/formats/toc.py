"""The list of contents, made from the headings themselves, so that neither can lack what the other has."""

import re

from hsp_cli.formats.markdown import Markdown, anchor

MARK = Markdown("\0contents\0")
"""Where a template wants the contents; no text of a record can hold it."""

_ESCAPE = re.compile(r"\\(?=[\\`*\[\]<>|$_~&#+=0-9-])")


def with_contents(page: str) -> str:
    """The page with its contents: main headings and those below them, each a link."""
    taken: dict[str, int] = {}
    lines = []
    for match in re.finditer(r"^(#+) (.+)$", page, re.MULTILINE):
        depth, heading = len(match[1]), match[2]
        name = anchor(_ESCAPE.sub("", heading), taken)
        if depth in (2, 3) and heading != "Contents":
            lines.append(f"{'  ' * (depth - 2)}- [{heading}](#{name})")
    return re.sub(r"\n{3,}", "\n\n", page.replace(MARK, "\n".join(lines)))
