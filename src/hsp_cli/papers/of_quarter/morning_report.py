"""The morning report: the quarterly report to the chief executives.

The function `context` gathers the content, and the template of the same name lays it out. Every value in the context is
text, or a frozen object of texts, in the words of the paper.
"""

from dataclasses import dataclass
from string import ascii_uppercase

from hsp_cli.analysis.exceptions import Exceptions, Line, by_priority, exceptions
from hsp_cli.analysis.risks import RiskReport, risk_report
from hsp_cli.domain.owner import names
from hsp_cli.domain.paper import Block, Paper, Part, Section, Series
from hsp_cli.domain.partnership import Partnership
from hsp_cli.domain.performance import Performance, performance_of
from hsp_cli.domain.period import Period
from hsp_cli.domain.rag import RagScale
from hsp_cli.domain.workspace import Workspace
from hsp_cli.papers.action_views import ActionView, action_view
from hsp_cli.papers.plan_views import AimView, aim_views
from hsp_cli.papers.request import PaperRequest
from hsp_cli.wording.actions import STATUSES, due_text
from hsp_cli.wording.bodies import body_name
from hsp_cli.wording.indicators import (
    GAP,
    current_figure_text,
    current_target_text,
    direction_text,
    name_text,
    rag_text,
    value_text,
)
from hsp_cli.wording.rag import rag_key
from hsp_cli.wording.risks import rating_text


@dataclass(frozen=True, slots=True)
class PreviousAction:
    """An action of an earlier meeting, with its outcome."""

    on: str
    text: str
    owners: str
    due: str
    status: str
    outcome: str
    outcome_starred: bool


@dataclass(frozen=True, slots=True)
class SeriesView:
    """A table of figures: a column for each period, a row for each indicator."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    has_gaps: bool


@dataclass(frozen=True, slots=True)
class BlockView:
    """A piece of a section: paragraphs, an action, or a table."""

    text: str | None = None
    action: ActionView | None = None
    series: SeriesView | None = None
    indicators: tuple["IndicatorView", ...] | None = None
    project: "ProjectView | None" = None


@dataclass(frozen=True, slots=True)
class ProjectView:
    """A project's update for the quarter, and its next milestones."""

    title: str
    update: str
    milestones: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AppendixView:
    """A plan printed as an appendix."""

    letter: str
    title: str
    aims: tuple[AimView, ...]


@dataclass(frozen=True, slots=True)
class SectionView:
    """A section and the sections below it. `level` is its heading level."""

    title: str
    level: int
    blocks: tuple[BlockView, ...]
    sections: tuple["SectionView", ...]


@dataclass(frozen=True, slots=True)
class PartsView:
    """The narrative by part of the paper: a field for each `Part`, empty if no section belongs there."""

    introduction: tuple[SectionView, ...]
    priorities: tuple[SectionView, ...]
    exceptions: tuple[SectionView, ...]
    other: tuple[SectionView, ...]
    risks: tuple[SectionView, ...]
    risk_appendix: tuple[SectionView, ...]


@dataclass(frozen=True, slots=True)
class IndicatorView:
    """An indicator in a table: its performance in the quarter, and the comment."""

    name: str
    rag: str
    direction: str
    figure: str
    target: str
    assessment: str


@dataclass(frozen=True, slots=True)
class PriorityView:
    """A priority of the exception report. Without rows, `none` explains why."""

    title: str
    rows: tuple[IndicatorView, ...]
    none: str


@dataclass(frozen=True, slots=True)
class RiskView:
    """A red risk."""

    title: str
    group: str
    rating: str
    controls: str


@dataclass(frozen=True, slots=True)
class MovementView:
    """A risk whose rating changed."""

    title: str
    group: str
    before: str
    after: str
    reason: str
    planned: str


def context(request: PaperRequest) -> dict[str, object]:
    """The context for the template. Without a paper's record, the narrative is empty and the paper says so."""
    workspace, quarter, paper = request.workspace, request.the_quarter(), request.paper
    settings = workspace.partnership
    found = exceptions(workspace, quarter)
    grouped = by_priority(found.exceptions, settings.exceptions.priorities)
    risks = risk_report(workspace, quarter)
    return {
        **request.heading(),
        "from_day": Period.day(quarter.first_day).label,
        "to_day": Period.day(quarter.last_day).label,
        "is_written": paper is not None,
        "parts": _parts(workspace, paper, quarter),
        "previous_actions": _previous_actions(request),
        "priorities": tuple(_priority(priority, lines, found, settings) for priority, lines in grouped.groups),
        "other_title": settings.exceptions.other_title,
        "other_exceptions": tuple(_indicator_view(line.performance, settings.rag) for line in grouped.rest),
        "awaited": tuple(line.placed.record.name for line in found.awaited),
        "unrecorded": tuple(line.placed.record.name for line in found.unrecorded),
        "year": _year_of(quarter),
        "red_risks": _red_risks(risks, settings),
        "red_zones": _red_zones(risks),
        "unrated": risks.unrated,
        "movements": _movements(risks, settings),
        "themes": tuple(common.theme.title for common in risks.themes),
        "raised": _raised(workspace, paper),
        "appendices": _appendices(workspace, paper),
        "rag_key": rag_key(settings.rag),
    }


def _appendices(workspace: Workspace, paper: Paper | None) -> tuple[AppendixView, ...]:
    """The plans that are printed in full, lettered after the appendix of risks."""
    named = [name for name in (paper.appendices if paper else ()) if name in workspace.plans]
    plans = [workspace.plans[name].record for name in named]
    return tuple(
        AppendixView(_letter(number), plan.title, aim_views(plan, workspace, level=3))
        for number, plan in enumerate(plans, start=2)
    )


def _letter(number: int) -> str:
    """The letter of an appendix, counted from 1: A to Z, then AA, AB and so on."""
    before, last = divmod(number - 1, 26)
    return (_letter(before) if before else "") + ascii_uppercase[last]


def _year_of(quarter: Period) -> str:
    return quarter.label.partition(" ")[2]


def _parts(workspace: Workspace, paper: Paper | None, quarter: Period) -> PartsView:
    parts: dict[str, tuple[SectionView, ...]] = {part.name.lower(): () for part in Part}
    for section in paper.sections if paper else ():
        if section.part:
            level = 3 if section.part in _BELOW_A_HEADING else 2
            parts[section.part.name.lower()] += (_section(section, workspace, quarter, level),)
    return PartsView(**parts)


_BELOW_A_HEADING = {Part.PRIORITIES, Part.RISK_APPENDIX}
"""Parts that have a heading in the template. In the others, the section has the heading."""


def _section(section: Section, workspace: Workspace, quarter: Period, level: int) -> SectionView:
    return SectionView(
        section.title,
        level,
        tuple(_block(block, section, workspace, quarter) for block in section.content),
        tuple(_section(below, workspace, quarter, level + 1) for below in section.sections),
    )


def _block(block: Block, section: Section, workspace: Workspace, quarter: Period) -> BlockView:
    return BlockView(
        block.text,
        action_view(block.action, section.title) if block.action else None,
        _series(block.series, workspace) if block.series else None,
        _indicator_views(block.indicators, workspace, quarter) if block.indicators else None,
        _project(block.project, workspace, quarter) if block.project else None,
    )


def _project(project_id: str, workspace: Workspace, quarter: Period) -> ProjectView | None:
    placed = workspace.projects.get(project_id)
    if placed is None:
        return None
    project = placed.record
    update = project.updates.get(quarter)
    steps = (f"{step.text.strip()}{f' ({step.due})' if step.due else ''}" for step in project.milestones)
    return ProjectView(project.title, update or "No update was given for this quarter.", tuple(steps))


def _indicator_views(indicators: tuple[str, ...], workspace: Workspace, quarter: Period) -> tuple[IndicatorView, ...]:
    scale = workspace.partnership.rag
    known = (workspace.indicators[indicator].record for indicator in indicators if indicator in workspace.indicators)
    return tuple(_indicator_view(performance_of(indicator, quarter, scale), scale) for indicator in known)


def _series(series: Series, workspace: Workspace) -> SeriesView:
    rows = []
    for indicator_id in series.indicators:
        if placed := workspace.indicators.get(indicator_id):
            indicator = placed.record
            values = tuple(value_text(indicator.figures.get(period), indicator) for period in series.periods)
            rows.append((indicator.name, values))
    gaps = any(value == GAP for _, values in rows for value in values)
    return SeriesView(tuple(period.label for period in series.periods), tuple(rows), gaps)


def _previous_actions(request: PaperRequest) -> tuple[PreviousAction, ...]:
    workspace, paper, mark = request.workspace, request.paper, request.notes.mark
    meetings = (
        [workspace.meetings[name].record for name in paper.previous_meetings if name in workspace.meetings]
        if paper
        else []
    )
    return tuple(
        PreviousAction(
            meeting.on.label,
            action.text,
            names(action.owners),
            mark(due_text(action), action, "due"),
            mark(STATUSES[action.status], action, "status"),
            (action.outcome.text or "") if action.outcome else "",
            bool(action.outcome and action.outcome.starred),
        )
        for meeting in meetings
        for action in meeting.actions
    )


def _raised(workspace: Workspace, paper: Paper | None) -> tuple[ActionView, ...]:
    """Every action that the paper raises: outcomes that are actions themselves, then actions of the narrative."""
    if paper is None:
        return ()
    meetings = [workspace.meetings[name].record for name in paper.previous_meetings if name in workspace.meetings]
    promised = tuple(
        ActionView(
            action.outcome.text or action.text,
            names(action.owners),
            due_text(action),
            True,
            meeting.on.label,
            action.text,
        )
        for meeting in meetings
        for action in meeting.actions
        if action.outcome and action.outcome.starred
    )
    return promised + tuple(action for section in paper.sections for action in _actions_in(section))


def _actions_in(section: Section) -> list[ActionView]:
    here = [action_view(block.action, section.title) for block in section.content if block.action]
    return here + [action for below in section.sections for action in _actions_in(below)]


def _priority(priority_id: str, lines: tuple[Line, ...], found: Exceptions, settings: Partnership) -> PriorityView:
    priority = settings.priority(priority_id)
    number = f"Priority {priority.number} - " if priority and priority.number is not None else ""
    rows = tuple(_indicator_view(line.performance, settings.rag) for line in lines)
    return PriorityView(
        f"{number}{priority.title if priority else priority_id}", rows, _no_exceptions_text(found, priority_id)
    )


def _no_exceptions_text(found: Exceptions, priority_id: str) -> str:
    """Why a priority has no exceptions. A missing figure never counts as good."""
    absent = {line.placed.address for line in (*found.awaited, *found.unrecorded) if line.priority == priority_id}
    told = [line for line in found.covered if line.priority == priority_id and line.placed.address not in absent]
    if absent and not told:
        return "There are no figures for this quarter to judge by."
    return "There are no exceptions this quarter."


def _indicator_view(performance: Performance, scale: RagScale) -> IndicatorView:
    comment = performance.assessment.comment if performance.assessment else None
    return IndicatorView(
        name_text(performance.indicator),
        rag_text(performance, scale),
        direction_text(performance),
        current_figure_text(performance),
        current_target_text(performance),
        comment or "No comment was given.",
    )


def _red_risks(risks: RiskReport, settings: Partnership) -> tuple[RiskView, ...]:
    return tuple(
        RiskView(
            risk.placed.record.title,
            body_name(risk.placed.body, settings),
            rating_text(risk.rating, settings.risk_matrix),
            "; ".join((*risk.placed.record.controls, *(f"planned: {c}" for c in risk.placed.record.planned_controls))),
        )
        for risk in risks.red
    )


def _red_zones(risks: RiskReport) -> str:
    """The number of red risks by rating, the most frequent first: `7 at C2, 3 at B2`."""
    ratings = [risk.rating for risk in risks.red]
    counts = sorted({(-ratings.count(rating), rating) for rating in ratings})
    return ", ".join(f"{-count} at {rating}" for count, rating in counts)


def _movements(risks: RiskReport, settings: Partnership) -> tuple[MovementView, ...]:
    return tuple(
        MovementView(
            move.placed.record.title,
            body_name(move.placed.body, settings),
            rating_text(move.before, settings.risk_matrix),
            rating_text(move.after, settings.risk_matrix),
            move.reason or "No reason was given.",
            "; ".join(move.placed.record.planned_controls),
        )
        for move in risks.movements
    )
