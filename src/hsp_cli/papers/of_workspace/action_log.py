"""The action log: every action of plans, meetings and papers, by its status on the date of the paper."""

from dataclasses import dataclass

from hsp_cli.analysis.due import SOON, DueStatus, due_actions
from hsp_cli.papers.action_views import ActionRow, action_row, due_counts
from hsp_cli.papers.request import PaperRequest
from hsp_cli.wording.actions import DUE_STATUSES


@dataclass(frozen=True, slots=True)
class GroupView:
    """Actions with the same status."""

    title: str
    rows: tuple[ActionRow, ...]


def context(request: PaperRequest) -> dict[str, object]:
    """The context for the template, the most urgent actions first. Plans of other organisations have their own
    papers.
    """
    found = due_actions(request.workspace, request.as_of)
    others = {plan.address.file for plan in request.workspace.plans.values() if plan.record.organisation}
    ours = {status: [placed for placed in found[status] if placed.address.file not in others] for status in DueStatus}
    groups = [
        GroupView(DUE_STATUSES[status], tuple(action_row(placed, request.as_of) for placed in ours[status]))
        for status in DueStatus
        if ours[status]
    ]
    return {
        **request.heading(),
        "groups": tuple(groups),
        "soon": SOON.days,
        "counts": due_counts((placed for status in DueStatus for placed in ours[status]), request.as_of),
    }
