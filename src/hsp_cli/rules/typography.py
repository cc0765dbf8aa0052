"""Typography: marks of a word processor where YAML has marks of its own."""

import re
from collections.abc import Iterator

from hsp_cli.domain.finding import Severity
from hsp_cli.domain.record import Source
from hsp_cli.domain.workspace import Workspace
from hsp_cli.rules.support.registry import Problem, rule
from hsp_cli.rules.support.texts import record_texts, words_of_files

# Around the whole of a short text, with no other quotation mark inside, and no sentence: that would be a quotation.
_QUOTED = re.compile(
    r"""[“”„](?P<double>[^“”„"\n]{1,80}(?<![.!?…]))[“”]"""
    r"""|[‘‚](?P<single>[^‘’‚"\n]{1,80}(?<![.!?…]))[’‘]"""
)


@rule("typographic-quotes", severity=Severity.WARNING, hint='write the quotation marks of the keyboard: "…"')
def typographic_quotes(workspace: Workspace) -> Iterator[Problem]:
    """A value stands in the curly quotation marks of a word processor, which YAML takes for part of the value.

    Word turns the straight marks of the keyboard into curly ones. The unit “%” is then three characters that no check
    knows as a percentage, and papers print the marks. A sentence in quotation marks is a quotation and stays as it is,
    and so does what `source: {verbatim: …}` keeps as it was found.

    Example:

        unit: “%”

    Way out: write the straight marks of the keyboard, or none where YAML needs none. Where the marks belong to the
    text, allow the finding with a comment and a reason.

        unit: "%"
    """
    for file, words in words_of_files(workspace):
        if any(mark in words for mark in "“”„‘‚"):
            for text in record_texts(file.record, file.place):
                if (match := _QUOTED.fullmatch(text.words.strip())) and not isinstance(text.holder, Source):
                    bare = match["double"] or match["single"]
                    yield Problem(
                        text.place,
                        f"the quotation marks around {text.words.strip()} are part of the value",
                        f'write "{bare}"',
                    )
