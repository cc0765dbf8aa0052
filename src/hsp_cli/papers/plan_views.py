"""Plans for papers: aims with everything below them, as text."""

from collections.abc import Callable
from dataclasses import dataclass

from hsp_cli.domain.plan import Aim, Column, IndicatorLink, Measure, Pending, Plan
from hsp_cli.domain.workspace import Workspace
from hsp_cli.wording.actions import due_text
from hsp_cli.wording.bodies import body_name
from hsp_cli.wording.plans import (
    baseline_text,
    by_text,
    footnote_text,
    full_target_text,
    in_brackets,
    marked_measure_text,
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


@dataclass(frozen=True, slots=True)
class MeasureView:
    """A measure as a row: number, owners, words, baseline, target and deadline."""

    number: str
    owners: str
    text: str
    baseline: str
    target: str
    by: str


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
        aim.open_questions,
        tuple(_aim(below, plan, workspace, depth + 1, level + 1) for below in aim.aims),
    )


def columns_of(plan: Plan) -> tuple[Column, ...]:
    """The columns printed for each aim: the plan's own columns in order, then all others that it has."""
    return (*plan.columns, *(column for column in _LABELS if column not in plan.columns))


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


def measure_view(measure: Measure, plan: Plan) -> MeasureView:
    """A measure as a row."""
    return MeasureView(
        measure.number or "",
        "; ".join(owner_texts(measure.owners)),
        marked_measure_text(measure),
        baseline_text(measure),
        full_target_text(measure),
        by_text(measure, plan),
    )


def footnotes(plan: Plan) -> tuple[str, ...]:
    """The footnotes for the marks that measures of the plan have."""
    pending = {measure.pending for aim in _all_aims(plan.aims) for measure in aim.measures if measure.pending}
    return tuple(footnote_text(kind, plan) for kind in Pending if kind in pending)


def _all_aims(aims: tuple[Aim, ...]) -> list[Aim]:
    return [found for aim in aims for found in (aim, *_all_aims(aim.aims))]
