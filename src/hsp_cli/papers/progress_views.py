"""What is reported of actions, milestones and aims, for papers."""

from hsp_cli.domain.action import Action, Scheduled
from hsp_cli.domain.plan import Aim
from hsp_cli.papers.request import PaperRequest
from hsp_cli.wording.actions import STATUSES, joined, news_text, ratings_text, reported_text


def reported(record: Scheduled | Aim, request: PaperRequest) -> str:
    """The progress and rating of a record, and the latest news. Empty if nothing was reported."""
    said = reported_text(record, request.workspace.partnership.action_scale)
    told = news_text(record)
    keys = ["progress", "rag"]
    if record.status and said.startswith(STATUSES[record.status]):
        keys.insert(0, "status")
    return joined((_marked(said, record, request, *keys), _marked(told, record, request, *_NEWS)))


_NEWS = ("reason", "updates", "outcome")
"""The keys that the latest news come from."""


def _marked(text: str, record: Scheduled | Aim, request: PaperRequest, *keys: str) -> str:
    for key in keys:
        text = request.notes.mark(text, record, key)
    return text


def aim_report(aim: Aim, request: PaperRequest) -> str:
    """What is reported of an aim; beside its rating, those of all actions below it. Empty if nothing was reported."""
    actions = [action for one in aim.with_aims_below() for action in one.actions]
    scale = request.workspace.partnership.action_scale
    below = ratings_text(actions, scale, _overdue(actions, request)) if aim.rag else ""
    text = joined((reported(aim, request), below))
    return text if text.endswith((".", "!", "?")) or not text else f"{text}."


def _overdue(actions: list[Action], request: PaperRequest) -> int:
    """How many actions of a plan are overdue. Nothing is in a plan that has ended."""
    if not actions:
        return 0
    plan = request.workspace.plans[request.workspace.address_of(actions[0]).file_id].record
    has_ended = plan.ended is not None and plan.ended.is_past(request.as_of)
    return 0 if has_ended else sum(action.days_late(request.as_of) > 0 for action in actions)
