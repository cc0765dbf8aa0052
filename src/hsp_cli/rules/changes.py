"""Rules that compare a record with its earlier version: overwritten deadlines, lost history, stale comments."""

from collections.abc import Iterator

from hsp_cli.domain.comparison import Comparison
from hsp_cli.domain.deadline_history import is_kept, lost_revisions, new_revisions
from hsp_cli.domain.figure_changes import figures_changed
from hsp_cli.domain.finding import Severity
from hsp_cli.domain.indicator import Indicator
from hsp_cli.rules.support.registry import Problem, change_rule
from hsp_cli.wording.indicators import value_text


@change_rule(
    "deadline-overwritten",
    severity=Severity.WARNING,
    hint="add the move under `revisions`, with the reason, and keep the first deadline as `first_due`",
)
def deadline_overwritten(comparison: Comparison) -> Iterator[Problem]:
    """A deadline was changed or removed, and no revision says so.

    The record now looks as if the deadline had always been the new one: the action is on time and was never moved.
    Only a comparison with the earlier version shows the change, so hsp reports it only with `--base`. It compares
    actions and milestones that both versions have. An earlier deadline in words may be replaced by a date.

    Example:

        actions:
          - id: a1
            text: Run the pilot
            due: 2018-09           # it was 2018-03

    Way out: add the move under `revisions` with its date and reason, and keep the first deadline as `first_due`. If
    the earlier date was a mistake, allow the finding beside the line and say so. The comment counts for this change
    only.
    """
    for change in comparison.scheduled:
        before, now = change.before.record, change.now.record
        if before.due and not is_kept(before.due, now.due) and not new_revisions(before, now):
            what = f"is now {now.due}" if now.due else "is no longer given"
            words = f"the deadline of {change.now.address} was {before.due} and {what}, but no revision was added"
            yield Problem(change.now.place.at("due") if now.due else change.now.place, words)


@change_rule(
    "deadline-history-removed",
    severity=Severity.WARNING,
    hint="put back what was recorded; add a revision for a new move",
)
def deadline_history_removed(comparison: Comparison) -> Iterator[Problem]:
    """The first deadline or a revision was removed or rewritten.

    Together they show how often the deadline was moved, by how much and why. Without them an action that was put off
    three times looks like one that is on time. Only a comparison with the earlier version shows this, so hsp reports
    it only with `--base`. A missing date or reason of a revision may be added later.

    Example:

        actions:
          - id: a1
            text: Run the pilot
            first_due: 2018-06     # it was 2018-03
            due: 2018-09

    Way out: put back the earlier `first_due` and `revisions`; `git log` shows them. If the earlier entry was a mistake,
    allow the finding beside the line and say so. The comment counts for this change only.
    """
    for change in comparison.scheduled:
        place, first = change.now.place, change.now.record.first_due
        before = change.before.record.first_due
        if before and not is_kept(before, first):
            what = f"is now {first}" if first else "is no longer given"
            words = f"the first deadline of {change.now.address} was {before} and {what}"
            yield Problem(place.at("first_due") if first else place, words)
        has_revisions = bool(change.now.record.revisions)
        for revision in lost_revisions(change.before.record, change.now.record):
            what = f"revision of {change.now.address} to {revision.due}"
            what = f"withdrawal of the deadline of {change.now.address}" if revision.withdrawn else what
            words = f"the {what} was removed or rewritten"
            yield Problem(place.at("revisions") if has_revisions else place, words, on_key=has_revisions)


@change_rule(
    "stale-comment",
    severity=Severity.WARNING,
    hint="read the comment beside the new figure, and correct it",
)
def stale_comment(comparison: Comparison) -> Iterator[Problem]:
    """A figure was changed, and the comment on its quarter was not.

    The comment was written for the earlier figure. In the paper it stands beside the new one, and may explain what is
    no longer so. Only a comparison with the earlier version shows this, so hsp reports it only with `--base`. A figure
    that was missing before, or that only became final, does not make a comment stale.

    Example:

        figures:
          Q1-2010: {actual: 71, target: 77}      # it was 69
        assessments:
          Q1-2010: {comment: Only 69% booked early.}

    Way out: correct the comment. If it still holds, allow the finding beside the line and say so; that counts for this
    change only.
    """
    for change in comparison.changes:
        before, now = change.before.record, change.now.record
        if not (isinstance(before, Indicator) and isinstance(now, Indicator)):
            continue
        for quarter, assessment in now.assessments.items():
            earlier = before.assessments.get(quarter)
            if earlier is None or not _is_same_comment(earlier.comment, assessment.comment):
                continue
            for figure in figures_changed(before, now, quarter, earlier):
                what = f"is now {value_text(figure.now, now)}" if figure.now else "is no longer recorded"
                words = f"the figure for {figure.period.label} was {value_text(figure.before, before)} and {what}"
                place = change.now.place.at("assessments", str(quarter), "comment")
                yield Problem(place, f"{words}, but the comment on {quarter.label} is the same")


def _is_same_comment(before: str | None, now: str | None) -> bool:
    """Whether both versions have a comment with the same words."""
    return before is not None and now is not None and before.split() == now.split()
