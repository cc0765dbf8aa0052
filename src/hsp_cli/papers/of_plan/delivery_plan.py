"""The delivery plan paper: the aims of a plan, each with the columns of the document as short lists.

Seven columns do not fit side by side on a printed page, so they are printed one below another.
"""

from hsp_cli.domain.plan import Plan
from hsp_cli.papers.key_views import aims_key_text
from hsp_cli.papers.plan_views import aim_views
from hsp_cli.papers.request import PaperRequest


def context(request: PaperRequest) -> dict[str, object]:
    """The context for the template: the plan's aims as a tree, and the document's open questions."""
    placed = request.the_plan()
    plan = placed.record
    return {
        **request.heading(),
        "plan": request.named(plan.title, plan),
        "about": request.notes.mark((plan.about or "").strip(), plan, "about"),
        "period": request.notes.mark(plan.period.label, plan, "period") if plan.period else None,
        "level": _unnumbered_level(plan),
        "aims": aim_views(plan, request, level=2),
        "action_key": aims_key_text(plan.aims, request),
        "open_questions": plan.open_questions,
    }


def _unnumbered_level(plan: Plan) -> str:
    """The plan's name for its top aims. Empty without one, or if each heading gives it with the number of the aim."""
    return plan.levels[0] if plan.levels and any(aim.number is None for aim in plan.aims) else ""
