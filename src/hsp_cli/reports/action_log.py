"""The action log: every action of plans, meetings and papers, by how it stands on the day of the paper."""

from dataclasses import dataclass

from hsp_cli.analysis.due import SOON, Standing, due_actions
from hsp_cli.reports.action_views import STANDINGS, ActionRow, action_row, counts_in_words
from hsp_cli.reports.brief import Brief
from hsp_cli.reports.contents import MARK


@dataclass(frozen=True, slots=True)
class GroupView:
    """Actions that stand alike."""

    title: str
    rows: tuple[ActionRow, ...]


def context(brief: Brief) -> dict[str, object]:
    """Everything the template lays out, the most urgent first."""
    found = due_actions(brief.workspace, brief.as_of)
    groups = [
        GroupView(
            STANDINGS[standing], tuple(action_row(placed, brief.workspace, brief.as_of) for placed in found[standing])
        )
        for standing in Standing
        if found[standing]
    ]
    return {
        **brief.heading(),
        "contents": MARK,
        "groups": tuple(groups),
        "soon": str(SOON.days),
        "counts": counts_in_words(brief.workspace.actions, brief.as_of),
    }
