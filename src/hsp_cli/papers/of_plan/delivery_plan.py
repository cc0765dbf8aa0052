"""The delivery plan paper: a plan by its aims, each with the columns of the document as short lists.

Seven columns side by side fit no printed page, so they stand below each other.
"""

from hsp_cli.papers.plan_views import aim_views
from hsp_cli.papers.request import PaperRequest


def context(request: PaperRequest) -> dict[str, object]:
    """Everything the template lays out: the plan's aims as a tree, and what the document leaves open."""
    placed = request.the_plan()
    plan = placed.record
    return {
        **request.heading(),
        "plan": plan.title,
        "about": plan.about,
        "period": plan.period.label if plan.period else None,
        "aims": aim_views(plan, request.workspace, level=2),
        "open_questions": plan.open_questions,
    }
