"""What is compared, and what could not be, as text."""

from collections.abc import Mapping
from datetime import date

from hsp_cli.domain.commit import short_id
from hsp_cli.domain.period import Period
from hsp_cli.wording.counts import counted
from hsp_cli.wording.periods import span_text
from hsp_cli.wording.sentences import joined


def version_text(name: str, commit: str | None, committed_on: date | None) -> str:
    """A version by its commit, with the day of that and the words by which it was asked for."""
    if commit is None or committed_on is None:
        return name
    given = "" if commit.startswith(name) else f" ({name})"
    return f"commit {short_id(commit)} of {committed_on.isoformat()}{given}"


def quarter_text(quarter: Period | None, other: Period | None) -> str:
    """The quarter for which ratings are compared, and which one the earlier version would show if it is another."""
    if quarter is None:
        return "Ratings are not compared: neither version has a record for a quarter that has ended."
    words = f"Ratings are for {quarter.label} ({span_text(quarter)})"
    return f"{words}; the latest quarter of the earlier version is {other.label}." if other else f"{words}."


def counts_text(counts: Mapping[str, int], reformatted: int, unread: int) -> str:
    """How many changes there are under which heading; whether all files could be compared."""
    total = sum(counts.values())
    if total:
        parts = ", ".join(f"{heading.lower()} {number:,}" for heading, number in counts.items())
        return f"{counted(total, 'change')}: {parts}."
    if unread:
        return "No change is found in the files that can be compared."
    if reformatted:
        return "The records are the same."
    return "No record differs."


def reformatted_text(paths: int) -> str:
    """How many files differ without a change of a record."""
    verb = "differs" if paths == 1 else "differ"
    return f"{counted(paths, 'file')} {verb} only in comments or layout"


def settings_text() -> str:
    return "The settings of the earlier version cannot be read; its records are read with those of the later one."


def no_records_text() -> str:
    return "The earlier version has no records in this workspace, so everything counts as new."


def paths_text(paths: tuple[str, ...], most: int) -> str:
    """Some paths in a sentence. Of many, the first and how many more there are."""
    if len(paths) <= most:
        return joined(paths)
    return f"{', '.join(paths[:most])} and {len(paths) - most:,} more"
