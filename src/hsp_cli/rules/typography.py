"""Typography: curly quotation marks where YAML needs straight ones."""

import re
from collections.abc import Iterator

from hsp_cli.domain.finding import Severity
from hsp_cli.domain.record import Source
from hsp_cli.domain.workspace import Workspace
from hsp_cli.rules.support.registry import Problem, rule
from hsp_cli.rules.support.texts import record_texts, words_of_files

# Quotation marks around a short text without other quotation marks. A whole sentence in such marks is a quotation.
_QUOTED = re.compile(
    r"""[“”„](?P<double>[^“”„"\n]{1,80}(?<![.!?…]))[“”]"""
    r"""|[‘‚](?P<single>[^‘’‚"\n]{1,80}(?<![.!?…]))[’‘]"""
)


@rule("typographic-quotes", severity=Severity.WARNING, hint='write straight quotation marks: "…"')
def typographic_quotes(workspace: Workspace) -> Iterator[Problem]:
    """A value is in curly quotation marks, which YAML reads as part of the value.

    Word replaces straight marks with curly ones. hsp does not recognise the unit “%” as a percentage, and papers print
    the marks. The rule does not report whole sentences, which are quotations, or the words in `source: {verbatim: …}`.

    Example:

        unit: “%”

    Way out: write straight quotation marks. If the curly marks belong to the text, suppress the finding
    with a comment and a reason.

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
