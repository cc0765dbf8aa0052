"""The history of a deadline between two versions of an action or milestone: what was moved, and what was lost."""

from collections.abc import Iterator

from hsp_cli.domain.action import Revision, Scheduled
from hsp_cli.domain.deadline import Deadline


def is_kept(before: Deadline, now: Deadline | None) -> bool:
    """Whether a deadline is still the same, or words for which a date has been agreed since."""
    return now is not None and (now.is_same_as(before) or (before.falls_on is None and now.falls_on is not None))


def new_revisions(before: Scheduled, now: Scheduled) -> tuple[Revision, ...]:
    """The revisions that were added. One that was rewritten is not new."""
    return now.revisions[len(before.revisions) :]


def lost_revisions(before: Scheduled, now: Scheduled) -> Iterator[Revision]:
    """The earlier revisions that are no longer in the record."""
    remaining = list(now.revisions)
    for revision in before.revisions:
        kept = next((one for one in remaining if _is_completed(revision, one)), None)
        if kept is None:
            yield revision
        else:
            remaining.remove(kept)


def _is_completed(before: Revision, now: Revision) -> bool:
    """Whether a revision is the same as before, or only has a date or reason that was missing."""
    same_date = before.on in (None, now.on)
    same_deadline = is_kept(before.due, now.due) if before.due else now.withdrawn
    return same_deadline and same_date and before.reason in (None, now.reason)
