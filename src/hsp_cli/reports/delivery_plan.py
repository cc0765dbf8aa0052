"""The delivery plan paper: a plan by its aims, each with the columns of the document as short lists.

Seven columns side by side fit no printed page, so they stand below each other.
"""

from hsp_cli.reports.brief import Brief
from hsp_cli.reports.contents import MARK
from hsp_cli.reports.plan_views import aim_views


def context(brief: Brief) -> dict[str, object]:
    """Everything the template lays out: the plan's aims as a tree, and what the document leaves open."""
    placed = brief.the_plan()
    plan = placed.record
    return {
        **brief.heading(),
        "contents": MARK,
        "plan": plan.title,
        "about": plan.about,
        "period": plan.period.label if plan.period else None,
        "aims": aim_views(plan, brief.workspace, level=2),
        "unresolved": plan.unresolved,
    }
