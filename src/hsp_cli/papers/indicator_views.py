"""Indicators for papers: a row for each, with its performance in a quarter."""

from dataclasses import dataclass

from hsp_cli.domain.indicator import Indicator
from hsp_cli.domain.performance import Performance
from hsp_cli.papers.request import PaperRequest
from hsp_cli.wording.indicators import (
    GAP,
    change_text,
    current_figure_text,
    current_target_text,
    direction_text,
    name_text,
    rag_text,
)
from hsp_cli.wording.marked import followed
from hsp_cli.wording.working import awaited_text


@dataclass(frozen=True, slots=True)
class IndicatorView:
    """An indicator in a table: its performance in the quarter, and the comment. What it does not have is empty.

    `change` compares the figure with an earlier one.
    """

    name: str
    rag: str
    direction: str
    figure: str
    target: str
    change: str
    assessment: str


def indicator_view(performance: Performance, request: PaperRequest) -> IndicatorView:
    """The performance of an indicator, with marks at what is inferred of it."""
    indicator, mark = performance.indicator, request.notes.mark
    assessment = ("assessments", performance.quarter.text)
    figure = ("figures", performance.period.text) if performance.period else ("figures",)
    comment = performance.assessment.comment if performance.assessment else None
    rag = mark(rag_text(performance, request.workspace.partnership.rag), indicator, *assessment, "rag")
    direction = mark(_or_empty(direction_text(performance)), indicator, *assessment, "direction")
    return IndicatorView(
        name_marked(indicator, request),
        mark(rag, indicator, *assessment, "as_at") if performance.as_at else rag,
        mark(direction, indicator, "better") if performance.verdict else direction,
        mark(_or_empty(current_figure_text(performance)), indicator, *figure, "actual"),
        mark(_or_empty(current_target_text(performance)), indicator, *figure, "target"),
        change_text(performance),
        comment or "No comment is recorded.",
    )


def name_marked(indicator: Indicator, request: PaperRequest) -> str:
    """The name, with marks if the title, or the unit that it shows, is inferred."""
    name = request.named(name_text(indicator), indicator)
    marked = request.notes.mark(name, indicator, "title")
    return marked if name == indicator.name else request.notes.mark(marked, indicator, "unit")


def awaited_name(performance: Performance, request: PaperRequest) -> str:
    """The name of an indicator whose figure is awaited, and which figure that is, if it is not the quarter's own."""
    indicator = performance.indicator
    name = request.notes.mark(request.named(indicator.name, indicator), indicator, "title")
    detail = awaited_text(performance)
    return followed(name, f": {detail}") if detail else name


def _or_empty(text: str) -> str:
    """Nothing instead of a dash, so that a template can leave the value out."""
    return "" if text == GAP else text
