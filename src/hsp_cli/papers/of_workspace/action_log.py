"""The action log: the actions and milestones of a body, by their status on the date of the paper."""

from collections.abc import Sequence
from dataclasses import dataclass

from hsp_cli.analysis.due import SOON, DueItem, DueStatus, due_items
from hsp_cli.analysis.filters import Filters
from hsp_cli.analysis.open_actions import is_raised_by
from hsp_cli.domain.request import RequestRefused
from hsp_cli.drawing.picture import Picture
from hsp_cli.drawing.timeline_chart import timeline_chart
from hsp_cli.papers.action_views import ActionRow, action_row, due_counts
from hsp_cli.papers.key_views import action_key_text
from hsp_cli.papers.request import PaperRequest
from hsp_cli.papers.tables import Table, table
from hsp_cli.wording.actions import DUE_STATUSES
from hsp_cli.wording.counts import plural


@dataclass(frozen=True, slots=True)
class GroupView:
    """Actions and milestones with the same status."""

    title: str
    table: Table


def context(request: PaperRequest) -> dict[str, object]:
    """The context for the template, the most urgent items first.

    A log of a body holds the actions of its meetings and papers, and those of plans, aims and projects that it oversees
    or owns. Plans of other organisations have their own papers.
    """
    workspace, day = request.workspace, request.as_of
    found = due_items(workspace, day, Filters(body=request.body))
    groups = {
        status: [item for item in items if is_raised_by(workspace, item.placed, day)]
        for status, items in found.by_status.items()
    }
    everything = [item for items in groups.values() for item in items]
    return {
        **request.heading(),
        "groups": tuple(
            GroupView(DUE_STATUSES[status], _table(status, items, request)) for status, items in groups.items() if items
        ),
        "timeline": _timeline(everything, request),
        "soon": SOON.days,
        "counts": due_counts(everything, request),
        "action_key": action_key_text((item.placed.record for item in everything), request),
        "left_out": sum(found.left_out.values()),
    }


def _timeline(items: Sequence[DueItem], request: PaperRequest) -> Picture | None:
    """The deadlines as a picture; None if no open action has one with a date."""
    try:
        return timeline_chart(items, request.as_of, request.picture_name("timeline"))
    except RequestRefused:
        return None


_SAID_OF_EACH = (DueStatus.COMPLETE, DueStatus.CLOSED)
"""Statuses with more to say of each item than the title of its group: when it was completed, how it was closed."""


def _late(row: ActionRow) -> str:
    return f"{row.days_late} {plural(int(row.days_late), 'day')} late" if row.days_late else ""


def _table(status: DueStatus, items: Sequence[DueItem], request: PaperRequest) -> Table:
    rows = [action_row(item, request) for item in items]
    columns = {
        "Action": [row.text for row in rows],
        "For": [row.part_of for row in rows],
        "Responsible": [row.owners or "not recorded" for row in rows],
        "Deadline": ["; ".join(filter(None, (row.due, _late(row), row.moved))) for row in rows],
        "Status": [
            row.status if status in _SAID_OF_EACH or item.is_at_risk else ""
            for row, item in zip(rows, items, strict=True)
        ],
        "Waits for": [row.waits_for for row in rows],
        "Reported": [row.reported for row in rows],
        "Record": [row.address for row in rows],
    }
    return table(
        columns.items(),
        needed=("Action", "Responsible", "Record"),
    )
