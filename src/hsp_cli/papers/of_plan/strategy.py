"""The strategy paper: vision, structure, and a chapter for each priority area with all that serves it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from hsp_cli.analysis.governance import Branch, seat_in_words, time_in_words, tree
from hsp_cli.domain.address import Placed
from hsp_cli.domain.partnership import Body, BodyStatus
from hsp_cli.domain.plan import Aim, Plan
from hsp_cli.domain.workspace import Workspace
from hsp_cli.formats.markdown import Markdown, one_line
from hsp_cli.formats.toc import MARK
from hsp_cli.papers.action_views import ActionRow, action_row
from hsp_cli.papers.plan_views import measure_in_words, related_plan_in_words
from hsp_cli.papers.request import PaperRequest


@dataclass(frozen=True, slots=True)
class BodyView:
    """A body: what it is for, who sits there and as of when."""

    name: str
    when: str
    purpose: str
    accountable_for: tuple[str, ...]
    meets: str
    seats: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChapterView:
    """A priority area with its group, and everything that is recorded under it."""

    title: str
    group: str
    plans: tuple[str, ...]
    later_plans: tuple[str, ...]
    indicators: tuple[str, ...]
    measures: tuple[str, ...]
    actions: tuple[ActionRow, ...]


@dataclass(frozen=True, slots=True)
class DatedText:
    """A step of the timetable."""

    when: str
    text: str


def context(request: PaperRequest) -> dict[str, object]:
    """Everything the template lays out. The structure is that of the plan's own time."""
    placed = request.the_plan()
    plan = placed.record
    branches = tree(request.workspace, plan.period)
    return {
        **request.heading(),
        "contents": MARK,
        "plan": plan.title,
        "period": plan.period.label if plan.period else None,
        "about": plan.about,
        "vision": plan.vision,
        "principles": tuple((principle.title, principle.text or "") for principle in plan.principles),
        "timetable": tuple(DatedText(str(step.due) if step.due else "", step.text) for step in plan.timetable),
        "review": plan.review,
        "resources": plan.resources,
        "related_plans": tuple(related_plan_in_words(related) for related in plan.related_plans),
        "text_tree": Markdown("\n".join(_text_tree(branches))),
        "mermaid": Markdown("\n".join(_mermaid(branches))),
        "bodies": tuple(_body(body) for body in _flat(branches)),
        "chapters": tuple(_chapter(aim, plan, request) for aim in plan.aims),
        "open_questions": plan.open_questions,
    }


def _flat(branches: tuple[Branch, ...]) -> Iterator[Body]:
    for branch in branches:
        yield branch.body
        yield from _flat(branch.below)


def _text_tree(branches: tuple[Branch, ...], before: str = "", *, top: bool = True) -> Iterator[str]:
    """The structure in lines that any reader, screen reader included, can follow."""
    for index, branch in enumerate(branches):
        last = index == len(branches) - 1
        proposed = " (proposed)" if branch.body.status is BodyStatus.PROPOSED else ""
        joint = "" if top else ("└─ " if last else "├─ ")
        yield f"{before}{joint}{_in_code(branch.body.name)}{proposed}"
        yield from _text_tree(branch.below, before + ("" if top else "   " if last else "│  "), top=False)


def _mermaid(branches: tuple[Branch, ...]) -> Iterator[str]:
    """The same structure as a diagram; proposed bodies are dashed."""
    yield "flowchart TD"
    for body in _flat(branches):
        shape = ('(["', '"])') if body.status is BodyStatus.PROPOSED else ('["', '"]')
        yield f"    {_node(body)}{shape[0]}{_in_code(body.name)}{shape[1]}"
    yield from _edges(branches)


def _edges(branches: tuple[Branch, ...]) -> Iterator[str]:
    for branch in branches:
        for below in branch.below:
            arrow = "-.->" if below.body.status is BodyStatus.PROPOSED else "-->"
            yield f"    {_node(branch.body)} {arrow} {_node(below.body)}"
        yield from _edges(branch.below)


def _node(body: Body) -> str:
    """A body in the diagram; its id alone could be, or begin with, a word of the diagram's language such as `end`."""
    return f"body-{body.id}"


def _in_code(name: str) -> str:
    """A name inside a block of code, where nothing is escaped: without what would end the block or a label."""
    return one_line(re.sub(r"[`\"\[\]<>{}|]", " ", name))


def _body(body: Body) -> BodyView:
    return BodyView(
        body.name,
        _sentence(time_in_words(body, looking_back=True)),
        body.purpose or "",
        body.accountable_for,
        body.meets or "",
        (*(seat_in_words(seat) for seat in body.seats), *map(str, body.members)),
    )


def _sentence(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}." if words else ""


def _chapter(aim: Aim, plan: Plan, request: PaperRequest) -> ChapterView:
    workspace = request.workspace
    board = workspace.partnership.body(aim.board) if aim.board else None
    serving = _serving(aim, plan, request)
    everywhere = [aim, *(other.record for other in serving)]
    links = {link.indicator: link for one in everywhere for link in one.indicators}
    return ChapterView(
        aim.title,
        board.name if board else "",
        _once(related_plan_in_words(related) for related in aim.related_plans),
        tuple(_later_plan(name, serving, workspace) for name in dict.fromkeys(_plan_of(other) for other in serving)),
        _once(placed.record.name for name in links if (placed := workspace.indicators.get(name))),
        tuple(measure_in_words(measure) for one in everywhere for measure in one.measures),
        tuple(
            action_row(placed, workspace, request.as_of)
            for placed in workspace.actions
            if any(action is placed.record for one in everywhere for action in one.actions)
        ),
    )


def _plan_of(aim: Placed[Aim]) -> str:
    return aim.address.file_id


def _later_plan(plan_id: str, serving: list[Placed[Aim]], workspace: Workspace) -> str:
    """A plan that takes the area up, with the count of its aims that do; those that only hold aims do not count."""
    count = sum(_plan_of(aim) == plan_id and not aim.record.aims for aim in serving)
    return f"{workspace.plans[plan_id].record.title} ({count} aim{'' if count == 1 else 's'})"


def _serving(aim: Aim, plan: Plan, request: PaperRequest) -> list[Placed[Aim]]:
    """Aims of other plans under the same priority; they show what became of the area later."""
    if aim.priority is None:
        return []
    return [
        other for other in request.workspace.aims if other.priority == aim.priority and other.address.file_id != plan.id
    ]


def _once(lines: Iterator[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(lines))
