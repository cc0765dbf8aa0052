"""The morning report: the quarterly report to the chief executives.

The function `context` gathers the content, and the template of the same name lays it out. Every value in the context is
text, or a frozen object of texts, in the words of the paper.
"""

from dataclasses import dataclass
from string import ascii_uppercase

from hsp_cli.analysis.due import due_items
from hsp_cli.analysis.exceptions import Exceptions, Line, by_priority, exceptions
from hsp_cli.analysis.risks import risk_report
from hsp_cli.domain.paper import Paper, Part
from hsp_cli.domain.period import Period
from hsp_cli.drawing.ratings_chart import ratings_chart
from hsp_cli.papers.action_views import due_counts
from hsp_cli.papers.changed_since import changed_since
from hsp_cli.papers.indicator_views import IndicatorView, awaited_name, indicator_view
from hsp_cli.papers.key_views import action_key_text, aims_key_text, rag_key_view
from hsp_cli.papers.narrative import narrative
from hsp_cli.papers.plan_views import AimView, aim_views
from hsp_cli.papers.previous_actions import earlier_actions, previous_actions
from hsp_cli.papers.raised_actions import raised_actions
from hsp_cli.papers.request import PaperRequest
from hsp_cli.papers.risk_views import movements, red_risks, red_zones
from hsp_cli.papers.summary import missing, off_track, overdue
from hsp_cli.wording.indicators import exceptions_text, name_of_whole, no_exceptions_text, rating_counts_text
from hsp_cli.wording.priorities import priority_text
from hsp_cli.wording.redaction import INDICATORS, RISKS
from hsp_cli.wording.risks import movements_text, rated_text, red_text
from hsp_cli.wording.sentences import capitalised


@dataclass(frozen=True, slots=True)
class AppendixView:
    """A plan printed as an appendix."""

    letter: str
    title: str
    about: str
    aims: tuple[AimView, ...]


@dataclass(frozen=True, slots=True)
class PriorityView:
    """A priority of the exception report. Without rows, `none` explains why."""

    title: str
    rows: tuple[IndicatorView, ...]
    none: str


def context(request: PaperRequest) -> dict[str, object]:
    """The context for the template. Without a paper's record, the narrative is empty and the paper says so."""
    workspace, quarter = request.workspace, request.the_quarter()
    settings = workspace.partnership
    found = workspace.once(exceptions, quarter)
    grouped = by_priority(found.exceptions, settings.exceptions.priorities)
    risks = workspace.once(risk_report, quarter)
    due = workspace.once(due_items, request.as_of)
    no_exceptions = exceptions_text(len(found.exceptions), found.judged, quarter)
    mark = request.notes.mark
    return {
        **request.heading(),
        "from_day": Period.day(quarter.first_day).label,
        "to_day": Period.day(quarter.last_day).label,
        "is_written": request.paper is not None,
        "has_meetings": bool(workspace.meetings or workspace.papers),
        "has_registers": bool(workspace.registers),
        "raised": raised_actions(request),
        "off_track": (worst := off_track(found, request)),
        "more_off_track": len(found.exceptions) - len(worst),
        "ratings": ratings_chart(found, settings, request.picture_name("ratings")) if found.covered else None,
        "counts": request.counting(
            mark(rating_counts_text(found.counts, settings.rag), settings, "exceptions", "schemes"), INDICATORS
        ),
        "overdue": overdue(due, request),
        "due_counts": capitalised(due_counts((item for items in due.by_status.values() for item in items), request)),
        "missing": missing(found, risks, request),
        "parts": narrative(request),
        "previous_actions": previous_actions(request),
        "priorities": tuple(_priority(priority, lines, found, request) for priority, lines in grouped.groups),
        "no_exceptions": f"{request.counting(no_exceptions, INDICATORS)}.",
        "other_title": settings.exceptions.other_title,
        "other_exceptions": tuple(indicator_view(line.performance, request) for line in grouped.rest),
        "awaited": tuple(awaited_name(line.performance, request) for line in found.awaited),
        "unrecorded": tuple(
            mark(request.named(name_of_whole(one.placed.record), one.placed.record), one.placed.record, "title")
            for one in found.unrecorded
        ),
        "year": quarter.label.partition(" ")[2],
        "rag_key": rag_key_view(request),
        "action_key": _action_key(request),
        "red_risks": red_risks(risks, request),
        "red_zones": red_zones(risks),
        "red_text": request.counting(red_text(risks.counts, quarter), RISKS),
        "rated_text": rated_text(risks.counts, quarter) if risks.risks else "",
        "movements": movements(risks, request),
        "movements_text": movements_text(risks.counts, len(risks.movements), len(risks.first_rated)),
        "themes": tuple(mark(common.theme.title, common.theme, "title") for common in risks.themes),
        "appendices": _appendices(request),
        "changed": changed_since(request),
    }


def _appendices(request: PaperRequest) -> tuple[AppendixView, ...]:
    """The plans that are printed in full, lettered after the appendix of risks, if there is one."""
    plans, mark = request.workspace.plans, request.notes.mark
    sections = request.paper.sections if request.paper else ()
    has_risks = request.workspace.registers or any(section.part is Part.RISK_APPENDIX for section in sections)
    named = [name for name in (request.paper.appendices if request.paper else ()) if name in plans]
    return tuple(
        AppendixView(
            _letter(number),
            request.named(plan.title, plan),
            mark((plan.about or "").strip(), plan, "about"),
            aim_views(plan, request, level=3),
        )
        for number, plan in enumerate((plans[name].record for name in named), start=2 if has_risks else 1)
    )


def _action_key(request: PaperRequest) -> str:
    """The key of the ratings of actions and aims that the paper prints."""
    plans = request.workspace.plans
    named = [plans[name].record for name in (request.paper.appendices if request.paper else ()) if name in plans]
    earlier = action_key_text((one.placed.record for one in earlier_actions(request)), request)
    return earlier or aims_key_text((aim for plan in named for aim in plan.aims), request)


def _letter(number: int) -> str:
    """The letter of an appendix, counted from 1: A to Z, then AA, AB and so on."""
    before, last = divmod(number - 1, 26)
    return (_letter(before) if before else "") + ascii_uppercase[last]


def _priority(priority_id: str, lines: tuple[Line, ...], found: Exceptions, request: PaperRequest) -> PriorityView:
    settings = request.workspace.partnership
    text, priority = priority_text(priority_id, settings), settings.priority(priority_id)
    return PriorityView(
        request.named(text, priority) if priority else text,
        tuple(indicator_view(line.performance, request) for line in lines),
        _stated(request.paper, priority_id) or _no_exceptions_text(found, priority_id, request),
    )


def _stated(paper: Paper | None, priority_id: str) -> str:
    """What the paper itself says of a priority under the heading of its exceptions; empty if it says nothing."""
    texts = (
        block.text
        for section in (paper.sections if paper else ())
        if section.part is Part.EXCEPTIONS
        for below in section.sections
        if below.priority == priority_id
        for block in below.content
        if block.text
    )
    return "\n\n".join(texts)


def _no_exceptions_text(found: Exceptions, priority_id: str, request: PaperRequest) -> str:
    """Why a priority has no exceptions listed."""
    told = next((no_exceptions_text(one.judged) for one in found.priorities if one.priority == priority_id), "")
    return " ".join(filter(None, (told, request.not_counted(INDICATORS))))
