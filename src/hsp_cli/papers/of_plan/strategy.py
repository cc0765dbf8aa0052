"""The strategy paper: vision, structure, and a chapter for each priority area."""

from collections.abc import Iterator
from dataclasses import dataclass

from hsp_cli.analysis.governance import Branch, tree
from hsp_cli.domain.address import Placed
from hsp_cli.domain.partnership import Body, BodyStatus
from hsp_cli.domain.plan import Aim, Plan
from hsp_cli.domain.workspace import Workspace
from hsp_cli.papers.action_views import ActionRow, action_row
from hsp_cli.papers.request import PaperRequest
from hsp_cli.wording.bodies import body_name, seat_text, term_text
from hsp_cli.wording.counts import counted
from hsp_cli.wording.plans import measure_text, related_plan_text


@dataclass(frozen=True, slots=True)
class BranchView:
    """A body in the structure, with the bodies below it."""

    id: str
    name: str
    is_proposed: bool
    below: tuple["BranchView", ...]


@dataclass(frozen=True, slots=True)
class BodyView:
    """A body: its purpose, its members, and the date of that information."""

    name: str
    when: str
    purpose: str
    accountable_for: tuple[str, ...]
    meets: str
    seats: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChapterView:
    """A priority area with its group and all records under it."""

    title: str
    group: str
    plans: tuple[str, ...]
    later_plans: tuple[str, ...]
    indicators: tuple[str, ...]
    measures: tuple[str, ...]
    actions: tuple[ActionRow, ...]


@dataclass(frozen=True, slots=True)
class DatedText:
    """A step in the timetable."""

    when: str
    text: str


def context(request: PaperRequest) -> dict[str, object]:
    """The context for the template. The structure is that of the plan's period."""
    placed = request.the_plan()
    plan = placed.record
    branches = tree(request.workspace, plan.period)
    return {
        **request.heading(),
        "plan": plan.title,
        "period": plan.period.label if plan.period else None,
        "about": plan.about,
        "vision": plan.vision,
        "principles": tuple((principle.title, principle.text or "") for principle in plan.principles),
        "timetable": tuple(DatedText(str(step.due) if step.due else "", step.text) for step in plan.timetable),
        "review": plan.review,
        "resources": plan.resources,
        "related_plans": tuple(related_plan_text(related) for related in plan.related_plans),
        "structure": tuple(_branch(branch) for branch in branches),
        "bodies": tuple(_body(body) for body in _flat(branches)),
        "chapters": tuple(_chapter(aim, plan, request) for aim in plan.aims),
        "open_questions": plan.open_questions,
    }


def _branch(branch: Branch) -> BranchView:
    body = branch.body
    return BranchView(
        body.id, body.name, body.status is BodyStatus.PROPOSED, tuple(_branch(below) for below in branch.below)
    )


def _flat(branches: tuple[Branch, ...]) -> Iterator[Body]:
    for branch in branches:
        yield branch.body
        yield from _flat(branch.below)


def _body(body: Body) -> BodyView:
    return BodyView(
        body.name,
        _sentence(term_text(body, looking_back=True)),
        body.purpose or "",
        body.accountable_for,
        body.meets or "",
        (*(seat_text(seat) for seat in body.seats), *map(str, body.members)),
    )


def _sentence(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}." if words else ""


def _chapter(aim: Aim, plan: Plan, request: PaperRequest) -> ChapterView:
    workspace = request.workspace
    serving = _serving(aim, plan, request)
    everywhere = [aim, *(other.record for other in serving)]
    links = {link.indicator: link for one in everywhere for link in one.indicators}
    return ChapterView(
        aim.title,
        body_name(aim.board, workspace.partnership),
        _once(related_plan_text(related) for related in aim.related_plans),
        tuple(_later_plan(name, serving, workspace) for name in dict.fromkeys(_plan_of(other) for other in serving)),
        _once(placed.record.name for name in links if (placed := workspace.indicators.get(name))),
        tuple(measure_text(measure) for one in everywhere for measure in one.measures),
        tuple(
            action_row(placed, request.as_of)
            for placed in workspace.actions
            if any(action is placed.record for one in everywhere for action in one.actions)
        ),
    )


def _plan_of(aim: Placed[Aim]) -> str:
    return aim.address.file_id


def _later_plan(plan_id: str, serving: list[Placed[Aim]], workspace: Workspace) -> str:
    """A later plan under the same priority, with the number of its aims there. Aims that only contain aims do not
    count.
    """
    count = sum(_plan_of(aim) == plan_id and not aim.record.aims for aim in serving)
    return f"{workspace.plans[plan_id].record.title} ({counted(count, 'aim')})"


def _serving(aim: Aim, plan: Plan, request: PaperRequest) -> list[Placed[Aim]]:
    """Aims of other plans under the same priority, which show the later work in the area."""
    if aim.priority is None:
        return []
    return [
        other for other in request.workspace.aims if other.priority == aim.priority and other.address.file_id != plan.id
    ]


def _once(lines: Iterator[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(lines))
