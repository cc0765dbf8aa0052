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
    """Everything the template lays out, the most urgent first. Other organisations' plans have papers of their own."""
    found = due_actions(brief.workspace, brief.as_of)
    others = {plan.address for plan in brief.workspace.plans.values() if plan.record.organisation}
    ours = {
        standing: [placed for placed in found[standing] if placed.address.partition("/")[0] not in others]
        for standing in Standing
    }
    groups = [
        GroupView(
            STANDINGS[standing], tuple(action_row(placed, brief.workspace, brief.as_of) for placed in ours[standing])
        )
        for standing in Standing
        if ours[standing]
    ]
    return {
        **brief.heading(),
        "contents": MARK,
        "groups": tuple(groups),
        "soon": str(SOON.days),
        "counts": counts_in_words((placed for standing in Standing for placed in ours[standing]), brief.as_of),
    }
