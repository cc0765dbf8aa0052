"""Suppressions: comments such as `# hsp: allow CODE — reason` that silence one finding each."""

from collections.abc import Collection, Iterable, Iterator

from hsp_cli.domain.finding import Diagnostic, Rule, Severity
from hsp_cli.store import file_rules
from hsp_cli.store.comments import Suppression


def apply_suppressions(
    diagnostics: Iterable[Diagnostic],
    given: Collection[Suppression],
    known: Collection[str],
    of_changes: Collection[str] = frozenset(),
) -> list[Diagnostic]:
    """The diagnostics that no suppression silences, and those about suppressions, sorted by place.

    A suppression of one of the codes `of_changes` is never unused. It gives the reason for a change, and the change is
    only seen beside the version before it.
    """
    silenced: set[Suppression] = set()
    remaining = []
    by_place = {(suppression.path, suppression.covers, suppression.code): suppression for suppression in given}
    by_file = {(suppression.file, suppression.code): suppression for suppression in given if suppression.file}
    for diagnostic in diagnostics:
        suppression = by_place.get((diagnostic.path, diagnostic.line, diagnostic.code))
        if diagnostic.severity is Severity.WARNING:
            suppression = suppression or by_file.get((diagnostic.path, diagnostic.code))
        if suppression:
            silenced.add(suppression)
        else:
            remaining.append(diagnostic)
    # If a file has errors, its rules may not have run, so its suppressions are not reported as unused.
    broken = {diagnostic.path for diagnostic in remaining if diagnostic.severity is Severity.ERROR}
    for suppression in given:
        if suppression.code not in known:
            new = file_rules.RENAMED_RULES.get(suppression.code)
            message = f"`{suppression.code}` is now called `{new}`" if new else f"there is no code `{suppression.code}`"
            remaining.append(_about(suppression, file_rules.UNKNOWN_SUPPRESSION, message))
        elif suppression not in silenced and suppression.code not in of_changes:
            if suppression.path in broken:
                continue
            message = f"`{suppression.code}` is suppressed here, but hsp does not report it here"
            remaining.append(_about(suppression, file_rules.UNUSED_SUPPRESSION, message))
        elif not suppression.reason:
            message = f"`{suppression.code}` is suppressed without a reason"
            remaining.append(_about(suppression, file_rules.SUPPRESSION_WITHOUT_REASON, message))
    return sorted(remaining)


def not_silenced(diagnostics: Iterable[Diagnostic], given: Iterable[Suppression]) -> Iterator[Diagnostic]:
    """The diagnostics that no suppression silences."""
    places = {(one.path, one.covers, one.code) for one in given}
    return (found for found in diagnostics if (found.path, found.line, found.code) not in places)


def _about(suppression: Suppression, rule: Rule, message: str) -> Diagnostic:
    return Diagnostic(
        suppression.path, suppression.line, suppression.column, rule.code, rule.severity, message, rule.hint
    )
