"""Rules for indicators: codes identify one indicator and have one spelling, and new limits begin between figures."""

import re
from collections.abc import Iterator

from hsp_cli.domain.file_index import Fact, FileIndex, WorkspaceIndex, place
from hsp_cli.domain.finding import Severity
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.partnership import Partnership
from hsp_cli.domain.walk import Walk
from hsp_cli.domain.workspace import Workspace
from hsp_cli.rules.support.registry import Problem, collector, index_rule, rule

# Only national indicators have an agreed spelling. Authors choose the spelling of local codes.
_NATIONAL = re.compile(r"\s*NI\s*([0-9]+)\s*", re.IGNORECASE)


@index_rule("duplicate-code", hint="keep one indicator for the code, or correct the other code")
def duplicate_code(index: WorkspaceIndex) -> Iterator[Problem]:
    """Two indicators have the same code.

    A code identifies one definition. If two records share it, people mix up their figures and compare each with the
    other's target. hsp ignores spaces and capitals when it compares codes. Two records may share a code if they have
    the same title and different `dimensions`: one indicator, divided by area in one file and by age in another.

    Example:

        # ni-134.yaml
        code: NI 134
        title: Emergency bed days
        # bed-days-per-head.yaml
        code: NI134
        title: Emergency bed days per head of weighted population

    Way out: keep one file, and list the other titles under its `aliases`. If they really are two measures, correct
    the wrong code. Give part of an indicator a code of its own, such as `NI 187 (i)`.
    """
    known: dict[str, list[tuple[FileIndex, str, list[str]]]] = {}
    for file, fact in index.facts("codes"):
        code, title, dimensions = fact.values
        others = known.setdefault("".join(code.split()).casefold(), [])
        for other, other_title, other_dimensions in others:
            if title != other_title or sorted(dimensions) == sorted(other_dimensions):
                words = f'{code} is "{title}" here and "{other_title}" in {other.path}'
                yield Problem(place(file, fact), words)
                break
        others.append((file, title, dimensions))


@collector("codes")
def _codes(found: Walk, settings: Partnership) -> Iterator[Fact]:
    """The code of an indicator, its title, and its dimensions."""
    record = found.file.record
    if found.file.address.kind is Kind.INDICATOR and record.code:
        yield Fact(("code",), (record.code, record.title, list(record.dimensions)))


@rule("code-not-canonical", severity=Severity.WARNING, hint="write NI, one space and the number")
def code_not_canonical(workspace: Workspace) -> Iterator[Problem]:
    """The code of a national indicator is not in the usual spelling.

    Documents write NI8, NI 8 and NI  8. With one spelling, people can find an indicator by its code, and lists sort
    correctly. hsp does not check other codes, such as local ones.

    Example:

        code: NI192

    Way out: write `NI 192`. To record how a document spelled it, use `source: {verbatim: …}`.
    """
    for indicator in workspace.indicators.values():
        code = indicator.record.code
        if code and (match := _NATIONAL.fullmatch(code)) and code != f"NI {match[1]}":
            yield Problem(
                indicator.place.at("code"), f"{code!r} should be spelled NI {match[1]}", f"write NI {match[1]}"
            )


@rule("rebase-without-effect", severity=Severity.WARNING, hint="correct `since`, or remove the entry")
def rebase_without_effect(workspace: Workspace) -> Iterator[Problem]:
    """New limits begin where there are no figures before them, or none after.

    Limits of variation are worked out anew from the date of a rebase. If all figures are on one side of it, nothing
    changes. The date may be wrong, or the figures may still be missing.

    Example:

        rebases:
          - {since: 2019-04, reason: New telephones}
        figures:
          Q1-2009: {actual: 70}

    Way out: correct the date, or remove the entry until there are figures after it.
    """
    for indicator in workspace.indicators.values():
        ends = [period.last_day for period, figure in indicator.record.figures.items() if figure.actual is not None]
        for index, rebase in enumerate(indicator.record.rebases):
            if len({end >= rebase.since.first_day for end in ends}) < 2:
                words = f"no figures are on one side of {rebase.since.label}, so limits from then on are no new ones"
                yield Problem(indicator.place.at("rebases", index, "since"), words)
