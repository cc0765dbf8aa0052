"""What has changed since the last paper, on the first page of a quarterly paper."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from hsp_cli.analysis.changes_since.dates import by_dates
from hsp_cli.analysis.changes_since.last_paper import LastReported, last_reported
from hsp_cli.analysis.changes_since.state import Found, Held, Slip, State, Turn
from hsp_cli.analysis.changes_since.versions import between_versions
from hsp_cli.domain.address import Placed
from hsp_cli.domain.indicator import Indicator
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.period import Period
from hsp_cli.domain.record import Entry
from hsp_cli.domain.workspace import Workspace
from hsp_cli.papers.request import PaperRequest
from hsp_cli.wording.changes_since import BY_DATES, compared_text, rated_text, slip_text, summary_text, with_text
from hsp_cli.wording.marked import named

MOST_LISTED = 12
"""The most changes that the first page lists one by one."""


@dataclass(frozen=True, slots=True)
class ChangeView:
    """A change for the worse: what happened, to which record, and how."""

    what: str
    name: str
    how: str


@dataclass(frozen=True, slots=True)
class ChangedView:
    """What has changed: since when (for the heading), how many of each, how that is known, and the worst of it.

    `more` counts the changes for the worse that are not in `rows`.
    """

    since: str
    counts: str
    source: str
    rows: tuple[ChangeView, ...]
    more: int


def changed_since(request: PaperRequest) -> ChangedView | None:
    """The changes since the last paper for the body, or else since the quarter before. None if neither is earlier."""
    workspace, quarter = request.workspace, request.the_quarter()
    last = last_reported(workspace, request.body, quarter, request.as_of)
    if last is None:
        return None
    now = State(workspace, quarter, request.as_of)
    earlier = request.earlier
    if earlier:
        then = State(earlier.workspace, last.quarter, last.day)
        found = between_versions(then, now, earlier.not_read)
        source = compared_text(earlier.commit, Period.day(earlier.committed_on).label, len(earlier.not_read))
    else:
        then = State(workspace, last.quarter, last.day)
        found = workspace.once(_by_dates, last.quarter, last.day, quarter, request.as_of)
        source = BY_DATES
    # Those that are not listed are not written either: they would leave notes below the paper.
    rows = tuple(islice(_rows(found, then, request), MOST_LISTED))
    return ChangedView(
        _since(last), summary_text(change_counts(found)), source, rows, _for_the_worse(found) - len(rows)
    )


def _by_dates(workspace: Workspace, before: Period | None, then: date, quarter: Period, now: date) -> Found:
    return by_dates(State(workspace, before, then), State(workspace, quarter, now))


def _for_the_worse(found: Found) -> int:
    """How many changes `_rows` has."""
    return sum(map(len, (found.slipped, found.worse, found.gone or (), found.reopened, found.stopped)))


def _since(last: LastReported) -> str:
    return f"the last paper, {Period.day(last.day).label}" if last.paper else last.quarter.label


def change_counts(found: Found) -> dict[str, int]:
    """How many changes there are of each kind."""
    counts = {name: len(getattr(found, name)) for name in Found.__dataclass_fields__ if name not in ("source", "gone")}
    # Where only the dates are known, nothing but actions is known to be new.
    new = "new" if any(held.placed.address.kind is not Kind.ACTION for held in found.new) else "raised"
    return {**counts, "new": 0, "raised": 0, new: len(found.new), "gone": len(found.gone or ())}


def _rows(found: Found, then: State, request: PaperRequest) -> Iterator[ChangeView]:
    for slip in found.slipped:
        yield ChangeView("Slipped", changed_name(slip.placed, request), slip_how(slip, request))
    for turn in found.worse:
        yield ChangeView("Worse", changed_name(turn.placed, request), turn_how(turn, then, request))
    for held in found.gone or ():
        yield ChangeView("Gone", " ".join(held.placed.record.heading.split()), held_how(held))
    for placed in found.reopened:
        yield ChangeView("Open again", changed_name(placed, request), "it was closed then")
    for placed in found.stopped:
        status = placed.record.status.value.replace("-", " ")
        yield ChangeView("Stopped", changed_name(placed, request), request.notes.mark(status, placed.record, "status"))


def changed_name(placed: Placed[Any], request: PaperRequest) -> str:
    """The name of a record that changed."""
    record = placed.record
    name = record.name if isinstance(record, Indicator) else record.heading
    return _marked(named(name, placed.address.unique), record, request, ("title",), ("text",), ("code",))


def slip_how(slip: Slip, request: PaperRequest) -> str:
    """How a deadline moved, and why."""
    words = slip_text(slip.before, slip.after, slip.reasons)
    return _marked(words, slip.placed.record, request, ("due",), ("first_due",), ("revisions",))


def turn_how(turn: Turn, then: State, request: PaperRequest) -> str:
    """A rating then and now."""
    settings = then.workspace.partnership, request.workspace.partnership
    sides = ((turn.before, turn.since, settings[0]), (turn.after, turn.until, settings[1]))
    return "; ".join(
        _marked(rated_text(turn.placed, rating, period, scale), turn.placed.record, request, *_places(period))
        for rating, period, scale in sides
    )


def _places(period: Period | None) -> tuple[tuple[str, ...], ...]:
    """The keys at which a rating of a period stands, or from which it is computed."""
    if period is None:
        return ()
    return ("ratings", period.text), ("assessments", period.text), ("figures", period.text)


def _marked(words: str, record: Entry, request: PaperRequest, *places: tuple[str, ...]) -> str:
    """The words, marked if a value at any of these places is inferred."""
    for keys in places:
        words = request.notes.mark(words, record, *keys)
    return words


def held_how(held: Held) -> str:
    """How a record is gone, and what is gone with it."""
    inside = with_text(held.inside)
    return held.why or ", ".join(filter(None, (f"{held.placed.address.kind.label} that is no longer recorded", inside)))
