"""The words of a timeline of actions: what is said of each deadline, and what the timeline leaves out."""

from collections.abc import Iterator, Mapping
from datetime import date

from hsp_cli.domain.action import Scheduled
from hsp_cli.domain.owner import Owners, names
from hsp_cli.wording.actions import DUE_STATUSES, due_text, moved_text
from hsp_cli.wording.counts import counted, plural


def deadline_text(item: Scheduled, owners: Owners, as_of: date) -> str:
    """Who is responsible, the deadline, how late it is and how it was moved: `Ann; due June 2010; 92 days late`."""
    late = item.days_late(as_of)
    parts = (
        names(owners) or "owner not recorded",
        f"due {due_text(item)}" if item.due else due_text(item),
        f"{counted(late, 'day')} late" if late else "",
        moved_text(item),
    )
    return "; ".join(filter(None, parts))


def undrawn_text(counts: Mapping[str, int], left_out: int, unnamed: int) -> Iterator[str]:
    """What a timeline does not draw: by status, for want of room, and of other organisations."""
    parts = [f"{counts[status]} {words.lower()}" for status, words in DUE_STATUSES.items() if counts.get(status)]
    if parts:
        yield f"Not drawn: {', '.join(parts)}."
    if unnamed:
        yield f"{counted(unnamed, 'later deadline')} {plural(unnamed, 'is', 'are')} not drawn."
    if left_out:
        yield f"{counted(left_out, 'item')} of other organisations' plans {plural(left_out, 'is', 'are')} left out."
