"""The strategy paper: vision, principles, structure, priority areas, timetable, and what the document leaves open."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from hsp_cli.analysis.governance import Branch, tree
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.partnership import Body, BodyStatus
from hsp_cli.domain.plan import Aim, Column, Milestone, Plan
from hsp_cli.domain.record import Entry
from hsp_cli.drawing.body_tree import body_tree
from hsp_cli.papers.action_views import action_table
from hsp_cli.papers.body_views import branch_view
from hsp_cli.papers.key_views import aims_key_text
from hsp_cli.papers.notes import Notes
from hsp_cli.papers.plan_views import questions_under, related_plans
from hsp_cli.papers.progress_views import aim_report, reported
from hsp_cli.papers.request import PaperRequest
from hsp_cli.papers.tables import Table
from hsp_cli.wording.actions import action_text, due_text, joined, moved_text, status_text
from hsp_cli.wording.bodies import seat_text, term_text
from hsp_cli.wording.counts import counted
from hsp_cli.wording.marked import followed
from hsp_cli.wording.plans import dated_text, measure_text
from hsp_cli.wording.sentences import capitalised


@dataclass(frozen=True, slots=True)
class BodyView:
    """A body: its purpose, its seats and members, and their dates. `is_incomplete` says that there may be others.

    `when` leaves out the date of the document.
    """

    name: str
    when: str
    purpose: str
    accountable_for: tuple[str, ...]
    meets: str
    seats: tuple[str, ...]
    members: tuple[str, ...]
    is_incomplete: bool


@dataclass(frozen=True, slots=True)
class AreaView:
    """A priority area, and the body that is responsible for it."""

    title: str
    group: str


@dataclass(frozen=True, slots=True)
class ChapterView:
    """What a strategy says about a priority area. `other_plans` are plans of the same time under the same priority."""

    title: str
    reported: str
    plans: tuple[str, ...]
    other_plans: tuple[str, ...]
    indicators: tuple[str, ...]
    measures: tuple[str, ...]
    actions: Table | None

    @property
    def is_empty(self) -> bool:
        listed = (self.plans, self.other_plans, self.indicators, self.measures)
        return not (self.reported or self.actions or any(listed))


@dataclass(frozen=True, slots=True)
class StepView:
    """A step in the timetable, and what is reported of it."""

    when: str
    text: str
    reported: str


def context(request: PaperRequest) -> dict[str, object]:
    """The context for the template. The structure is that of the plan's period."""
    plan = request.the_plan().record
    notes = request.notes
    branches = tree(request.workspace, plan.period)
    chapters = [_chapter(aim, plan, request) for aim in plan.aims]
    timetable = _timetable(plan, request)
    return {
        **request.heading(),
        "plan": notes.mark(request.named(plan.title, plan), plan, "title"),
        "dated": notes.mark(dated_text(plan), plan, "dated"),
        "period": notes.mark(plan.period.label, plan, "period") if plan.period and not plan.dated else None,
        "about": plan.about,
        "vision": plan.vision,
        "approach": plan.approach,
        "principles": tuple((principle.title, principle.text or "") for principle in plan.principles),
        "structure": (structure := tuple(branch_view(branch, notes) for branch in branches)),
        "diagram": body_tree(structure, request.picture_name("structure")) if structure else None,
        "bodies": tuple(_body(body, plan, request) for body in _flat(branches) if _is_described(body, plan)),
        "area_heads": ("Priority area", plan.columns.get(Column.BOARD, "Responsible body")),
        "areas": tuple(AreaView(request.named(aim.title, aim), _group(aim, request)) for aim in plan.aims),
        "chapters": tuple(chapter for chapter in chapters if not chapter.is_empty),
        "action_key": aims_key_text(plan.aims, request),
        "areas_without_more": tuple(chapter.title for chapter in chapters if chapter.is_empty),
        "timetable": tuple(_step(step, request) for step in timetable),
        "review": plan.review,
        "resources": plan.resources,
        "related_plans": related_plans(plan.related_plans, request),
        "open_questions": tuple(_questions(plan, timetable, _flat(branches))),
    }


def _flat(branches: tuple[Branch, ...]) -> Iterator[Body]:
    for branch in branches:
        yield branch.body
        yield from _flat(branch.below)


def _is_described(body: Body, plan: Plan) -> bool:
    """Whether the paper describes a body. The body of a priority area is named there, and may have no more to it."""
    has_more = body.purpose or body.accountable_for or body.meets or body.seats or body.members
    return bool(has_more) or all(aim.board != body.id for aim in plan.aims)


def _body(body: Body, plan: Plan, request: PaperRequest) -> BodyView:
    notes = request.notes
    return BodyView(
        request.named(body.name, body),
        _when(body, plan, notes),
        body.purpose or "",
        body.accountable_for,
        body.meets or "",
        tuple(notes.mark(seat_text(seat), seat) for seat in body.seats),
        tuple(notes.mark(str(member), body, "members") for member in body.members),
        body.incomplete,
    )


def _when(body: Body, plan: Plan, notes: Notes) -> str:
    words = term_text(body, looking_back=True, known=plan.dated)
    if not words:
        return ""
    shown = ("status", "since", "until", *(("as_of",) if body.as_of != plan.dated else ()))
    for key in shown:
        words = notes.mark(words, body, key)
    return f"{words[0].upper()}{words[1:]}."


def _group(aim: Aim, request: PaperRequest) -> str:
    """The body of an aim, and that it is only proposed. Its id if the settings do not list it."""
    body = request.workspace.partnership.body(aim.board) if aim.board else None
    if body is None:
        return aim.board or ""
    proposed = "proposed" if body.status is BodyStatus.PROPOSED else ""
    name = request.notes.mark(request.named(body.name, body), body, "name")
    return followed(name, f" ({request.notes.mark(proposed, body, 'status')})") if proposed else name


def _chapter(aim: Aim, plan: Plan, request: PaperRequest) -> ChapterView:
    workspace = request.workspace
    return ChapterView(
        request.named(aim.title, aim),
        aim_report(aim, request),
        _once(related_plans(aim.related_plans, request)),
        _other_plans(aim, plan, request),
        _once(
            request.named(placed.record.name, placed.record)
            for link in aim.indicators
            if (placed := workspace.indicators.get(link.indicator))
        ),
        tuple(measure_text(measure) for measure in aim.measures),
        action_table(aim, request),
    )


def _other_plans(aim: Aim, plan: Plan, request: PaperRequest) -> tuple[str, ...]:
    """The plans of the same time with aims under the same priority, and how many. Aims that only contain aims do not
    count.
    """
    if aim.priority is None:
        return ()
    counts: dict[str, int] = {}
    for other in request.workspace.aims:
        if other.priority == aim.priority and other.address.file_id != plan.id and not other.record.aims:
            counts[other.address.file_id] = counts.get(other.address.file_id, 0) + 1
    plans = ((request.workspace.plans[plan_id].record, count) for plan_id, count in counts.items())
    return tuple(
        followed(request.named(other.title, other), f" ({counted(count, 'aim')})")
        for other, count in plans
        if _is_of_one_time(plan, other)
    )


def _is_of_one_time(plan: Plan, other: Plan) -> bool:
    """Whether the periods of two plans share a day, as far as both are known."""
    if plan.period is None or other.period is None:
        return True
    return plan.period.first_day <= other.period.last_day and other.period.first_day <= plan.period.last_day


def _timetable(plan: Plan, request: PaperRequest) -> tuple[Milestone, ...]:
    """The steps of the plan and of the consultations about it, by date; only its own stay in the plan's order."""
    consulted = [
        step
        for consultation in request.workspace.consultations.values()
        if not {plan.id, f"{Kind.PLAN.folder}/{plan.id}"}.isdisjoint(consultation.record.about)
        for step in (*consultation.record.timetable, *consultation.record.drafts)
        if step.due
    ]
    steps = (*plan.timetable, *consulted)
    return tuple(sorted(steps, key=_day_of)) if consulted else steps


def _day_of(step: Milestone) -> date:
    falls_on = step.due.falls_on if step.due else None
    return falls_on or date.max


def _step(step: Milestone, request: PaperRequest) -> StepView:
    mark = request.notes.mark
    key = "as_written" if step.due and step.due.as_written else "period"
    when = due_text(step) if step.due is None else step.due.as_written or due_text(step)
    closed = "" if step.is_live else mark(status_text(step), step, "status")
    told = joined((mark(moved_text(step), step, "revisions"), closed, reported(step, request)))
    return StepView(mark(when, step, "due", key), request.named(action_text(step), step), capitalised(told))


def _questions(plan: Plan, timetable: Iterable[Milestone], bodies: Iterable[Body]) -> Iterator[str]:
    """What the plan leaves open, and then what its parts and the bodies of its time leave open, a text for each."""
    yield from plan.open_questions
    entries: list[Entry] = list(plan.principles)
    for body in bodies:
        entries += [body, *body.seats]
    subjects = [
        *((_step_name(step), step.open_questions) for step in timetable),
        *((aim.title, questions_under(aim)) for aim in plan.aims),
        *((entry.heading, entry.open_questions) for entry in entries),
    ]
    for name, questions in subjects:
        if questions:
            yield f"{name}: {' '.join(question.strip() for question in questions)}"


def _step_name(step: Milestone) -> str:
    return f"Timetable, {step.due}" if step.due else "Timetable"


def _once(lines: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(lines))
