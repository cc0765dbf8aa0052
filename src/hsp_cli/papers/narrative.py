"""The narrative of a quarterly paper: its sections, and the tables and actions in them."""

from dataclasses import dataclass

from hsp_cli.domain.indicator import Indicator
from hsp_cli.domain.inference import inferred_at
from hsp_cli.domain.paper import Block, Part, Section, Series
from hsp_cli.domain.performance import figure_of, performance_of
from hsp_cli.domain.period import Period
from hsp_cli.domain.project import Project
from hsp_cli.domain.quarter_figure import quarter_from_months
from hsp_cli.papers.indicator_views import IndicatorView, indicator_view
from hsp_cli.papers.raised_actions import RaisedAction, raised_action
from hsp_cli.papers.request import PaperRequest
from hsp_cli.wording.actions import due_text
from hsp_cli.wording.indicators import GAP, value_text
from hsp_cli.wording.working import working_text


@dataclass(frozen=True, slots=True)
class SeriesView:
    """A table of figures: a column for each period, a row for each indicator."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    has_gaps: bool


@dataclass(frozen=True, slots=True)
class ProjectView:
    """A project: its update for the quarter, its stage, its next date and what stands in its way.

    A fact that the record does not give is empty.
    """

    title: str
    update: str
    stage: str
    next_date: str
    obstacle: str


@dataclass(frozen=True, slots=True)
class BlockView:
    """A piece of a section: paragraphs, an action, a table, a project's update, or a table of projects."""

    text: str | None = None
    action: RaisedAction | None = None
    series: SeriesView | None = None
    indicators: tuple[IndicatorView, ...] | None = None
    project: ProjectView | None = None
    projects: tuple[ProjectView, ...] | None = None


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


_BELOW_A_HEADING = {Part.PRIORITIES, Part.RISK_APPENDIX}
"""Parts that have a heading in the template. In the others, the section has the heading."""


def narrative(request: PaperRequest) -> PartsView:
    """The sections of the paper by part; all empty if no paper is recorded."""
    parts: dict[str, tuple[SectionView, ...]] = {part.name.lower(): () for part in Part}
    for section in request.paper.sections if request.paper else ():
        if section.part:
            level = 3 if section.part in _BELOW_A_HEADING else 2
            parts[section.part.name.lower()] += (section_view(section, request, level),)
    return PartsView(**parts)


def section_view(section: Section, request: PaperRequest, level: int) -> SectionView:
    """A section whose heading has a level, with the sections below it."""
    blocks = [_block(block, section, request) for block in section.content]
    return SectionView(
        request.notes.mark(section.title, section, "title"),
        level,
        tuple(_with_project_table(blocks)),
        tuple(section_view(below, request, level + 1) for below in section.sections),
    )


def _with_project_table(blocks: list[BlockView]) -> list[BlockView]:
    """The blocks with a table of their projects before the first project, if there are several."""
    projects = tuple(block.project for block in blocks if block.project)
    if len(projects) < 2:
        return blocks
    first = next(place for place, block in enumerate(blocks) if block.project)
    return [*blocks[:first], BlockView(projects=projects), *blocks[first:]]


def _block(block: Block, section: Section, request: PaperRequest) -> BlockView:
    return BlockView(
        block.text,
        raised_action(block.action, section, request) if block.action else None,
        _series(block.series, section, request) if block.series else None,
        _indicators(block.indicators, request) if block.indicators else None,
        _project(block.project, request) if block.project else None,
    )


def _indicators(indicators: tuple[str, ...], request: PaperRequest) -> tuple[IndicatorView, ...]:
    workspace = request.workspace
    known = (workspace.indicators[indicator].record for indicator in indicators if indicator in workspace.indicators)
    scale = workspace.partnership.rag
    return tuple(
        indicator_view(performance_of(indicator, request.the_quarter(), scale), request) for indicator in known
    )


def _series(series: Series, section: Section, request: PaperRequest) -> SeriesView:
    mark = request.notes.mark
    periods = ("content", "series", "periods")
    known = [placed.record for name in series.indicators if (placed := request.workspace.indicators.get(name))]
    # Where the heads are marked, their mark holds for the cells below them too.
    marks_cells = not inferred_at(section, *periods)
    rows = tuple(
        (
            mark(request.named(indicator.name, indicator), indicator, "title"),
            tuple(_value(indicator, period, request, marked=marks_cells) for period in series.periods),
        )
        for indicator in known
    )
    heads = tuple(mark(period.label, section, *periods) for period in series.periods)
    return SeriesView(heads, rows, any(GAP in values for _, values in rows))


def _value(indicator: Indicator, period: Period, request: PaperRequest, *, marked: bool) -> str:
    """The figure for a period. One of another period, such as the last month of a quarter, says of which; one that was
    worked out from months says how.
    """
    found, figure = figure_of(indicator, period) or (None, None)
    value = value_text(figure, indicator)
    if found is None or value == GAP:
        return GAP
    value = request.notes.mark(value, indicator, "figures", found.text) if marked else value
    if found != period:
        return f"{value} ({found.label})"
    worked = quarter_from_months(indicator, period)
    return f"{value} ({working_text(worked)})" if worked else value


def _project(project_id: str, request: PaperRequest) -> ProjectView | None:
    placed = request.workspace.projects.get(project_id)
    if placed is None:
        return None
    project, mark = placed.record, request.notes.mark
    return ProjectView(
        request.named(project.title, project),
        project.updates.get(request.the_quarter()) or f"**{project.title}**: no update is recorded for this quarter.",
        mark(project.stage or "", project, "stage"),
        _next_date(project, request),
        mark(" ".join((project.obstacle or "").split()), project, "obstacle"),
    )


def _next_date(project: Project, request: PaperRequest) -> str:
    """The next milestone that is not done: one on a date, else the last that has passed, else one without a date."""
    live = [step for step in project.milestones if step.is_live]
    dated = sorted(
        ((step.due.falls_on, step) for step in live if step.due and step.due.falls_on),
        key=lambda found: found[0],
    )
    ahead = [step for day, step in dated if day >= request.as_of]
    unsettled = (step for step in live if step.due and not step.due.period)
    step = ahead[0] if ahead else dated[-1][1] if dated else next(unsettled, None)
    if step is None:
        return ""
    when = request.notes.mark(due_text(step), step, "due")
    text = f"{when}: {' '.join(step.text.split())}"
    return request.notes.mark(text if ahead or not dated else f"was due {text}", project, "milestones")
