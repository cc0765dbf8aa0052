"""Codes of indicators: how they are spelled, and that one of them means one thing."""

import re
from collections.abc import Iterator

from hsp_cli.domain.file_index import Fact, FileIndex, WorkspaceIndex, place
from hsp_cli.domain.finding import Severity
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.partnership import Partnership
from hsp_cli.domain.walk import Walk
from hsp_cli.domain.workspace import Workspace
from hsp_cli.rules.support.registry import Problem, collector, index_rule, rule

# Only national indicators have one agreed spelling; local codes are as their authors write them.
_NATIONAL = re.compile(r"\s*NI\s*([0-9]+)\s*", re.IGNORECASE)


@index_rule("duplicate-code", hint="keep one indicator for the code, or correct the code of the other")
def duplicate_code(index: WorkspaceIndex) -> Iterator[Problem]:
    """Two indicators carry the same code.

    A code stands for one definition. When a plan calls it one thing and a report another, their figures get mixed
    up, and each is held against the other's target. Spacing and capitals do not tell codes apart.

    Example:

        # ni-134.yaml
        code: NI 134
        title: Emergency bed days
        # bed-days-per-head.yaml
        code: NI134
        title: Emergency bed days per head of weighted population

    Way out: keep one file, and list the other titles under its `aliases`. If they really are two measures, one of
    the codes is wrong; a part of an indicator takes a code of its own, such as `NI 187 (i)`.
    """
    first: dict[str, tuple[FileIndex, str]] = {}
    for file, fact in index.facts("codes"):
        code, title = fact.values
        other, other_title = first.setdefault("".join(code.split()).casefold(), (file, title))
        if other is not file:
            words = f'{code} is "{title}" here and "{other_title}" in {other.path}'
            yield Problem(place(file, fact), words)


@collector("codes")
def _codes(found: Walk, settings: Partnership) -> Iterator[Fact]:
    """The code of an indicator, and its title."""
    record = found.file.record
    if found.file.address.kind is Kind.INDICATOR and record.code:
        yield Fact(("code",), (record.code, record.title))


@rule("code-not-canonical", severity=Severity.WARNING, hint="write NI, one space, and the number")
def code_not_canonical(workspace: Workspace) -> Iterator[Problem]:
    """The code of a national indicator is not spelled the usual way.

    Documents write NI8, NI 8 and NI  8. One spelling lets people find an indicator by searching for its code, and
    makes lists sort as they should. Other codes, such as local ones, are left as they are.

    Example:

        code: NI192

    Way out: write `NI 192`. How a document spelled it can be kept in `source: {verbatim: …}`.
    """
    for indicator in workspace.indicators.values():
        code = indicator.record.code
        if code and (match := _NATIONAL.fullmatch(code)) and code != f"NI {match[1]}":
            yield Problem(indicator.place.at("code"), f"{code!r} is spelled NI {match[1]}", f"write NI {match[1]}")
