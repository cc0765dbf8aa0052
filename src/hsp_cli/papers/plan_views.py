"""Plans for papers: aims with everything below them, as text."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from hsp_cli.domain.action import Action
from hsp_cli.domain.plan import Aim, Column, IndicatorLink, Measure, Plan, RelatedPlan
from hsp_cli.domain.workspace import Workspace
from hsp_cli.papers.body_views import body_named
from hsp_cli.papers.progress_views import aim_report
from hsp_cli.papers.request import PaperRequest
from hsp_cli.wording.actions import action_text, joined, moved_text, news_text, progress_text, when_text
from hsp_cli.wording.marked import followed
from hsp_cli.wording.plans import (
    measure_text,
    owner_texts,
    related_plan_text,
    title_text,
)

_LABELS = {
    Column.INDICATORS: "Indicators",
    Column.OBJECTIVES: "Key objectives",
    Column.ACTIONS: "Actions",
    Column.MEASURES: "Measures",
    Column.RELATED_PLANS: "Related plans",
    Column.PARTNERS: "Partners",
    Column.RISKS: "Risks",
    Column.ACCOUNTABLE: "Accountable",
    Column.BOARD: "Board",
    Column.DELIVERY_GROUP: "Delivery group",
    Column.LEADS: "Leads",
}


_ON_ONE_LINE = (Column.INDICATORS, Column.RELATED_PLANS, Column.PARTNERS, Column.ACCOUNTABLE)
"""Columns of names, which are printed one after another. Sentences have a line each."""

_RESPONSIBLE = (Column.BOARD, Column.DELIVERY_GROUP, Column.LEADS)
"""Columns that say who is responsible for an aim. They share one line."""

BLANK = "blank in the plan"


@dataclass(frozen=True, slots=True)
class ColumnView:
    """A column of the document for an aim: its label there, and its items, one per line or all on one.

    Columns that `are_names` share a paragraph with their neighbours; a single sentence has one of its own.
    """

    column: Column
    label: str
    items: tuple[str, ...]
    on_one_line: bool
    are_names: bool


@dataclass(frozen=True, slots=True)
class AimView:
    """An aim with its columns and the aims below it. `level` is the heading level, `level_name` the plan's word.

    `responsible` holds the columns that say who is responsible for it, `reported` its rating and progress. A column
    that the plan names, but that is empty for this aim, says so.
    """

    title: str
    level: int
    level_name: str
    columns: tuple[ColumnView, ...]
    responsible: tuple[ColumnView, ...]
    response: str
    reported: str
    open_questions: tuple[str, ...]
    aims: tuple["AimView", ...]


def aim_views(plan: Plan, request: PaperRequest, level: int) -> tuple[AimView, ...]:
    """The aims of a plan as a tree. `level` is the heading level of the top aims."""
    return tuple(_aim(aim, plan, request, 0, level) for aim in plan.aims)


def _aim(aim: Aim, plan: Plan, request: PaperRequest, depth: int, level: int) -> AimView:
    level_name = plan.levels[depth] if depth < len(plan.levels) else ""
    title = request.named(title_text(aim.title, aim.number, level_name), aim)
    title = request.notes.mark(title, aim, "title")
    in_print = sorted(columns_of(plan), key=lambda column: column in _RESPONSIBLE)
    views = {column: view for column in in_print if (view := _column(column, aim, plan, request, depth)).items}
    return AimView(
        title,
        level,
        level_name,
        tuple(view for column, view in views.items() if column not in _RESPONSIBLE),
        tuple(view for column, view in views.items() if column in _RESPONSIBLE),
        aim.response or "",
        aim_report(aim, request),
        questions_under(aim),
        tuple(_aim(below, plan, request, depth + 1, level + 1) for below in aim.aims),
    )


def columns_of(plan: Plan) -> tuple[Column, ...]:
    """The columns printed for each aim: the plan's own columns in order, then all others that it has."""
    return tuple(dict.fromkeys(column for column in (*plan.columns, *_LABELS) if column in _LABELS))


def questions_under(aim: Aim) -> tuple[str, ...]:
    """What the document leaves open about an aim, its actions and its measures."""
    return tuple(question for entry in (aim, *aim.actions, *aim.measures) for question in entry.open_questions)


def _column(column: Column, aim: Aim, plan: Plan, request: PaperRequest, depth: int) -> ColumnView:
    """A column for an aim. It is blank if the plan has it, but not for this aim, which has others."""
    items = _ITEMS[column](aim, request) or _blank(column, aim, plan)
    # A name that contains a semicolon would look like two.
    are_names = column in _RESPONSIBLE or (column in _ON_ONE_LINE and not any(";" in item for item in items))
    label = plan.columns.get(column, _LABELS[column])
    if items and items != (BLANK,):
        label = request.notes.mark(label, aim, column.value)
        # What a plan says of all its aims stands at each of them.
        label = request.notes.mark(label, plan, *("aims",) * (depth + 1), column.value)
    return ColumnView(column, label, items, are_names or len(items) == 1, are_names)


def _blank(column: Column, aim: Aim, plan: Plan) -> tuple[str, ...]:
    is_filled = any(getattr(aim, other.value) for other in _LABELS)
    return (BLANK,) if column in plan.columns and is_filled else ()


def _indicators(aim: Aim, request: PaperRequest) -> tuple[str, ...]:
    """The indicators of an aim, in the document's words if it has any; a target for one stands in its place."""
    targets = {measure.indicator: measure for measure in aim.measures if measure.indicator}
    return tuple(_indicator(link, targets.get(link.indicator), request) for link in aim.indicators)


def _indicator(link: IndicatorLink, target: Measure | None, request: PaperRequest) -> str:
    placed = request.workspace.indicators.get(link.indicator)
    if placed is None:
        return link.indicator
    indicator, mark = placed.record, request.notes.mark
    name = link.as_written or mark(indicator.title, indicator, "title")
    if target:
        name = mark(_with_target(name, measure_text(target)), target)
    is_coded = indicator.code is None or _contains(name, indicator.code)
    return request.named(name if is_coded else f"{indicator.code} {name}", indicator)


def _contains(name: str, code: str) -> bool:
    """Whether a name contains a code as a word: NI 5 is not in NI 55."""
    return re.search(rf"(?<!\w){re.escape(code)}(?!\w)", name) is not None


def _with_target(name: str, target: str) -> str:
    """The name of an indicator and the words of its target, without saying the same twice."""
    if name.casefold() in target.casefold():
        return target
    return name if target.casefold() in name.casefold() else f"{name}: {target}"


def accountable_listed(aim: Aim, workspace: Workspace) -> tuple[str, ...]:
    """The people accountable for an aim's indicators, each with the organisation from the settings."""
    organisations = {entry.id: entry.name for entry in workspace.partnership.organisations}
    lines = []
    for owner, words in zip(aim.accountable, owner_texts(aim.accountable), strict=True):
        organisation = getattr(workspace.party(owner), "organisation", None)
        lines.append(f"{words}, {organisations[organisation]}" if organisation in organisations else words)
    return tuple(lines)


def _actions(aim: Aim, request: PaperRequest) -> tuple[str, ...]:
    return tuple(_action(action, request) for action in aim.actions)


def _action(action: Action, request: PaperRequest) -> str:
    """An action with its own owners, its deadline, its progress and the latest news, as far as they are recorded."""
    mark = request.notes.mark
    facts = (
        mark("; ".join(owner_texts(action.owners)), action, "owners"),
        mark(when_text(action), action, "due"),
        mark(moved_text(action), action, "revisions") if action.deadline else "",
        _progress(action, request),
    )
    told = "; ".join(fact for fact in facts if fact)
    text = mark(request.named(action_text(action), action), action, "text")
    news = mark(mark(news_text(action), action, "updates"), action, "outcome")
    return joined((followed(text, f" ({told})") if told else text, news))


def _progress(action: Action, request: PaperRequest) -> str:
    """The progress of an action, with marks if its status, its rating or the end of its plan is inferred."""
    plan = request.workspace.plans[request.workspace.address_of(action).file_id].record
    has_ended = plan.ended is not None and plan.ended.is_past(request.as_of)
    scale = request.workspace.partnership.action_scale
    text = progress_text(action, request.as_of, scale, plan_ended=has_ended)
    for key in ("status", "progress", "rag"):
        text = request.notes.mark(text, action, key)
    return request.notes.mark(text, plan, "ended") if has_ended and action.days_late(request.as_of) else text


def _measures(aim: Aim, request: PaperRequest) -> tuple[str, ...]:
    """The measures of an aim, without the targets that its indicators or the words of its objectives already show."""
    shown = {link.indicator for link in aim.indicators}
    return tuple(
        request.notes.mark(words, measure)
        for measure in aim.measures
        if measure.indicator not in shown and (words := measure_text(measure)) not in aim.objectives
    )


def related_plans(related: Iterable[RelatedPlan], request: PaperRequest) -> tuple[str, ...]:
    """Related plans by their titles. Those that the workspace has are named."""
    plans = request.workspace.plans
    known = ((related_plan_text(one), plans.get(one.plan or "")) for one in related)
    return tuple(request.named(text, plan.record) if plan else text for text, plan in known)


def _board(aim: Aim, request: PaperRequest) -> tuple[str, ...]:
    body = request.workspace.partnership.body(aim.board) if aim.board else None
    if body and aim.board_as_written:
        return (request.named(aim.board_as_written, body),)
    return (aim.board_as_written or body_named(aim.board, request),) if aim.board else ()


_ITEMS: dict[Column, Callable[[Aim, PaperRequest], tuple[str, ...]]] = {
    Column.INDICATORS: _indicators,
    Column.OBJECTIVES: lambda aim, _: aim.objectives,
    Column.ACTIONS: _actions,
    Column.MEASURES: _measures,
    Column.RELATED_PLANS: lambda aim, request: related_plans(aim.related_plans, request),
    Column.PARTNERS: lambda aim, _: owner_texts(aim.partners),
    Column.RISKS: lambda aim, _: aim.risks,
    Column.ACCOUNTABLE: lambda aim, request: accountable_listed(aim, request.workspace),
    Column.BOARD: _board,
    Column.DELIVERY_GROUP: lambda aim, _: owner_texts(aim.delivery_group),
    Column.LEADS: lambda aim, _: owner_texts(aim.leads),
}
