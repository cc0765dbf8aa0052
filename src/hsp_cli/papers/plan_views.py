"""Plans for papers: aims with everything below them, as text."""

from collections.abc import Callable
from dataclasses import dataclass

from hsp_cli.domain.plan import Aim, Column, IndicatorLink, Plan
from hsp_cli.domain.workspace import Workspace
from hsp_cli.wording.actions import due_text
from hsp_cli.wording.bodies import body_name
from hsp_cli.wording.plans import (
    in_brackets,
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


@dataclass(frozen=True, slots=True)
class ColumnView:
    """A column of the document for an aim, one item per line."""

    label: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AimView:
    """An aim with its columns and the aims below it. `level` is the heading level, `level_name` the plan's word."""

    title: str
    level: int
    level_name: str
    columns: tuple[ColumnView, ...]
    response: str
    open_questions: tuple[str, ...]
    aims: tuple["AimView", ...]


def aim_views(plan: Plan, workspace: Workspace, level: int) -> tuple[AimView, ...]:
    """The aims of a plan as a tree. `level` is the heading level of the top aims."""
    return tuple(_aim(aim, plan, workspace, 0, level) for aim in plan.aims)


def _aim(aim: Aim, plan: Plan, workspace: Workspace, depth: int, level: int) -> AimView:
    level_name = plan.levels[depth] if depth < len(plan.levels) else ""
    return AimView(
        title_text(aim.title, aim.number, level_name),
        level,
        level_name,
        tuple(view for column in columns_of(plan) if (view := _column(column, aim, plan, workspace)).items),
        aim.response or "",
        questions_under(aim),
        tuple(_aim(below, plan, workspace, depth + 1, level + 1) for below in aim.aims),
    )


def columns_of(plan: Plan) -> tuple[Column, ...]:
    """The columns printed for each aim: the plan's own columns in order, then all others that it has."""
    return tuple(dict.fromkeys(column for column in (*plan.columns, *_LABELS) if column in _LABELS))


def questions_under(aim: Aim) -> tuple[str, ...]:
    """What the document leaves open about an aim, its actions and its measures."""
    return tuple(question for entry in (aim, *aim.actions, *aim.measures) for question in entry.open_questions)


def _column(column: Column, aim: Aim, plan: Plan, workspace: Workspace) -> ColumnView:
    return ColumnView(plan.columns.get(column, _LABELS[column]), _ITEMS[column](aim, workspace))


def indicator_names(aim: Aim, workspace: Workspace) -> tuple[str, ...]:
    """The indicators of an aim by code, with the document's wording if it has one."""
    return tuple(_named(link, workspace) for link in aim.indicators)


def _named(link: IndicatorLink, workspace: Workspace) -> str:
    placed = workspace.indicators.get(link.indicator)
    if placed is None:
        return link.indicator
    code, title = placed.record.code, link.as_written or placed.record.title
    return f"{code} {title}" if code else title


def accountable_listed(aim: Aim, workspace: Workspace) -> tuple[str, ...]:
    """The people accountable for an aim's indicators, each with the organisation from the settings."""
    organisations = {entry.id: entry.name for entry in workspace.partnership.organisations}
    lines = []
    for owner, words in zip(aim.accountable, owner_texts(aim.accountable), strict=True):
        organisation = getattr(workspace.party(owner), "organisation", None)
        lines.append(f"{words}, {organisations[organisation]}" if organisation in organisations else words)
    return tuple(lines)


def _actions(aim: Aim, workspace: Workspace) -> tuple[str, ...]:
    return tuple(f"{action.text.strip()}{in_brackets('due', due_text(action))}" for action in aim.actions)


def _measures(aim: Aim, workspace: Workspace) -> tuple[str, ...]:
    return tuple(measure_text(measure) for measure in aim.measures)


def _board(aim: Aim, workspace: Workspace) -> tuple[str, ...]:
    return (body_name(aim.board, workspace.partnership),) if aim.board else ()


_ITEMS: dict[Column, Callable[[Aim, Workspace], tuple[str, ...]]] = {
    Column.INDICATORS: indicator_names,
    Column.OBJECTIVES: lambda aim, _: aim.objectives,
    Column.ACTIONS: _actions,
    Column.MEASURES: _measures,
    Column.RELATED_PLANS: lambda aim, _: tuple(related_plan_text(related) for related in aim.related_plans),
    Column.PARTNERS: lambda aim, _: owner_texts(aim.partners),
    Column.RISKS: lambda aim, _: aim.risks,
    Column.ACCOUNTABLE: accountable_listed,
    Column.BOARD: _board,
    Column.DELIVERY_GROUP: lambda aim, _: owner_texts(aim.delivery_group),
    Column.LEADS: lambda aim, _: owner_texts(aim.leads),
}
