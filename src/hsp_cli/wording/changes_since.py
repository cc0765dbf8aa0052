"""What has changed since an earlier state, in words."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from hsp_cli.domain.address import Placed
from hsp_cli.domain.commit import short_id
from hsp_cli.domain.deadline import Deadline
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.partnership import Partnership
from hsp_cli.domain.period import Period
from hsp_cli.wording.counts import counted
from hsp_cli.wording.plan_changes import moved_text
from hsp_cli.wording.risks import rating_text
from hsp_cli.wording.sentences import capitalised, ended, joined

NOT_DATED = "It is not known which records were removed since then, or were added without a date."
"""What an answer says that knows only the present records."""


def rated_text(placed: Placed[Any], rating: str | None, period: Period | None, settings: Partnership) -> str:
    """A rating of an indicator or risk, with its name and period: `A Amber in Q1 2010/11`."""
    if rating is None or period is None:
        return "not rated"
    if placed.address.kind is Kind.RISK:
        return f"{rating_text(rating, settings.risk_matrix)} in {period.label}"
    level = settings.rag.level(rating)
    return f"{rating}{f' {level.name}' if level else ''} in {period.label}"


def slip_text(before: Deadline, after: Deadline | None, reasons: Sequence[str]) -> str:
    """How a deadline moved, and why."""
    why = f"Reason: {'; '.join(reason.rstrip('.') for reason in reasons)}" if reasons else "No reason is recorded"
    return f"{capitalised(moved_text(before, after))}. {ended(why)}"


def with_text(inside: Iterable[Placed[Any]]) -> str:
    """What is inside a new or removed record: `with 3 actions and 1 measure`. Empty if nothing is."""
    counts: dict[Kind, int] = {}
    for one in inside:
        counts[one.address.kind] = counts.get(one.address.kind, 0) + 1
    words = [counted(count, kind.label, kind.plural) for kind, count in counts.items()]
    return f"with {joined(words)}" if words else ""


BY_DATES = f"This is what the dates in the records say. {NOT_DATED}"
"""How the changes in a paper are known that was made without the earlier records."""


def compared_text(commit: str, committed_on: str, not_read: int) -> str:
    """How the changes in a paper are known that was made with the earlier records."""
    left = f" {counted(not_read, 'file')} there could not be read." if not_read else ""
    return f"This compares the records with those of {committed_on} (commit {short_id(commit)}).{left}"


_SUMMARY = (
    ("slipped", "deadline slipped", "deadlines slipped"),
    ("brought_forward", "deadline was brought forward", "deadlines were brought forward"),
    ("worse", "rating is worse", "ratings are worse"),
    (
        "first_rated",
        "record that was not rated then is now off track or red",
        "records that were not rated then are now off track or red",
    ),
    ("better", "rating is better", "ratings are better"),
    ("gone", "record is gone without being closed", "records are gone without being closed"),
    ("stopped", "action was cancelled or not delivered", "actions were cancelled or not delivered"),
    ("reopened", "action is open again", "actions are open again"),
    ("completed", "action is complete", "actions are complete"),
    ("closed", "risk was closed", "risks were closed"),
    ("new", "record is new", "records are new"),
    ("raised", "action was raised", "actions were raised"),
)


def summary_text(counts: Mapping[str, int]) -> str:
    """How many changes there are of each kind, in a sentence, and for how many records that is not known."""
    told = [counted(counts[name], one, several) for name, one, several in _SUMMARY if counts[name]]
    return f"{capitalised(joined(told)) or 'No change is recorded'}.{_unknown_text(counts['unknown'])}"


def counts_text(counts: Iterable[tuple[str, int | None]], unknown: int) -> str:
    """How many there are of each: `3 slipped, 1 worse`. None is a number that is not known."""
    words = [f"{count:,} {name}" if count is not None else f"{name} not known" for name, count in counts]
    return f"{', '.join(words)}.{_unknown_text(unknown)}"


def _unknown_text(count: int) -> str:
    return f" It is not known whether {counted(count, 'record has', 'records have')} changed." if count else ""
