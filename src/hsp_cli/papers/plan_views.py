"""Plans as papers print them: aims with everything that stands under them, in words."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from hsp_cli.domain.deadline import Deadline
from hsp_cli.domain.owner import Owners
from hsp_cli.domain.period import Period
from hsp_cli.domain.plan import Aim, Column, Comparator, IndicatorLink, Measure, Pending, Plan, Promise, RelatedPlan
from hsp_cli.domain.workspace import Workspace
from hsp_cli.formats.markdown import Markdown
from hsp_cli.papers.action_views import due_in_words
from hsp_cli.wording.numbers import with_unit

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

_COMPARATORS = {
    Comparator.AT_LEAST: "at least",
    Comparator.AT_MOST: "at most",
    Comparator.ABOVE: "above",
    Comparator.BELOW: "below",
    Comparator.WITHIN: "within",
    Comparator.MAINTAIN: "maintain",
    Comparator.INCREASE: "increase",
    Comparator.DECREASE: "decrease",
}

_MARKS = {Pending.TARGET: "*", Pending.METHOD: "**"}
"""How a paper marks what is still pending."""


@dataclass(frozen=True, slots=True)
class ColumnView:
    """What one column of the document holds for an aim, an item a line."""

    label: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AimView:
    """An aim with its columns and the aims below it. `marks` is its heading's level as Markdown writes it."""

    title: str
    level: str
    marks: Markdown
    columns: tuple[ColumnView, ...]
    response: str
    open_questions: tuple[str, ...]
    aims: tuple["AimView", ...]


@dataclass(frozen=True, slots=True)
class MeasureView:
    """A measure as a row: its number, who answers, what it says, from where to where, by when."""

    number: str
    owners: str
    text: str
    baseline: str
    target: str
    by: str


def aim_views(plan: Plan, workspace: Workspace, level: int) -> tuple[AimView, ...]:
    """The aims of a plan as a tree; `level` is the heading level of the topmost."""
    return tuple(_aim(aim, plan, workspace, 0, level) for aim in plan.aims)


def _aim(aim: Aim, plan: Plan, workspace: Workspace, depth: int, level: int) -> AimView:
    called = plan.levels[depth] if depth < len(plan.levels) else ""
    return AimView(
        numbered(aim.title, aim.number, called),
        called,
        Markdown("#" * min(level, 6)),
        tuple(view for column in columns_of(plan) if (view := _column(column, aim, plan, workspace)).items),
        aim.response or "",
        aim.open_questions,
        tuple(_aim(below, plan, workspace, depth + 1, level + 1) for below in aim.aims),
    )


def numbered(title: str, number: str | None, called: str = "") -> str:
    """`Recommendation 3: …`, `Workstream A. …` as far as the plan gives number and name of the level."""
    if number is None:
        return title
    return f"{called} {number}: {title}" if called else f"{number}. {title}"


def columns_of(plan: Plan) -> tuple[Column, ...]:
    """What is printed of each aim: the plan's own columns in its order, then whatever else it has."""
    return (*plan.columns, *(column for column in _LABELS if column not in plan.columns))


def _column(column: Column, aim: Aim, plan: Plan, workspace: Workspace) -> ColumnView:
    return ColumnView(plan.columns.get(column, _LABELS[column]), _ITEMS[column](aim, workspace))


def indicator_names(aim: Aim, workspace: Workspace) -> tuple[str, ...]:
    """The indicators of an aim under their codes, by the document's own wording where it has one."""
    return tuple(_named(link, workspace) for link in aim.indicators)


def _named(link: IndicatorLink, workspace: Workspace) -> str:
    placed = workspace.indicators.get(link.indicator)
    if placed is None:
        return link.indicator
    code, title = placed.record.code, link.as_written or placed.record.title
    return f"{code} {title}" if code else title


def accountable_listed(aim: Aim, workspace: Workspace) -> tuple[str, ...]:
    """Who answers for an aim's indicators, each with the organisation that the settings know."""
    organisations = {entry.id: entry.name for entry in workspace.partnership.organisations}
    lines = []
    for owner, words in zip(aim.accountable, owners_listed(aim.accountable), strict=True):
        organisation = getattr(workspace.party(owner), "organisation", None)
        lines.append(f"{words}, {organisations[organisation]}" if organisation in organisations else words)
    return tuple(lines)


def _actions(aim: Aim, workspace: Workspace) -> tuple[str, ...]:
    return tuple(f"{action.text.strip()}{_in_brackets('due', due_in_words(action))}" for action in aim.actions)


def _measures(aim: Aim, workspace: Workspace) -> tuple[str, ...]:
    return tuple(measure_in_words(measure) for measure in aim.measures)


def measure_in_words(measure: Measure) -> str:
    """A measure on one line; its target is added where the words do not have it already."""
    text = " ".join(measure.text.split())
    target = target_in_words(measure)
    said = measure.target is None and measure.target_band is None and not measure.parts
    said = said or (measure.target is not None and f"{measure.target:f}" in text)
    return text if said else text + _in_brackets("target", target)


def _in_brackets(what: str, words: str) -> str:
    return f" ({what}: {words})" if words else ""


def _board(aim: Aim, workspace: Workspace) -> tuple[str, ...]:
    body = workspace.partnership.body(aim.board) if aim.board else None
    return (body.name if body else aim.board,) if aim.board else ()


def related_plan_in_words(related: RelatedPlan) -> str:
    """Title, with its status in brackets."""
    return f"{related.title} ({related.status})" if related.status else related.title


def owners_listed(owners: Owners) -> tuple[str, ...]:
    return tuple(f"{owner} (lead)" if owner.lead else str(owner) for owner in owners)


_ITEMS: dict[Column, Callable[[Aim, Workspace], tuple[str, ...]]] = {
    Column.INDICATORS: indicator_names,
    Column.OBJECTIVES: lambda aim, _: aim.objectives,
    Column.ACTIONS: _actions,
    Column.MEASURES: _measures,
    Column.RELATED_PLANS: lambda aim, _: tuple(related_plan_in_words(related) for related in aim.related_plans),
    Column.PARTNERS: lambda aim, _: owners_listed(aim.partners),
    Column.RISKS: lambda aim, _: aim.risks,
    Column.ACCOUNTABLE: accountable_listed,
    Column.BOARD: _board,
    Column.DELIVERY_GROUP: lambda aim, _: owners_listed(aim.delivery_group),
    Column.LEADS: lambda aim, _: owners_listed(aim.leads),
}


def measure_view(measure: Measure, plan: Plan) -> MeasureView:
    """A measure as a row; what is pending bears the mark of its footnote."""
    mark = f" {_MARKS[measure.pending]}" if measure.pending else ""
    return MeasureView(
        measure.number or "",
        "; ".join(owners_listed(measure.owners)),
        " ".join(measure.text.split()) + mark,
        baseline_in_words(measure),
        _target_cell(measure),
        by_in_words(measure, plan),
    )


def footnotes(plan: Plan) -> tuple[str, ...]:
    """What the marks mean, for those that a measure of the plan bears."""
    pending = {measure.pending for aim in _all_aims(plan.aims) for measure in aim.measures if measure.pending}
    record_texts = {
        Pending.TARGET: "The target is still to be agreed.",
        Pending.METHOD: "The method is still to be agreed.",
    }
    return tuple(
        f"{_MARKS[kind]} {plan.footnotes.get(kind, record_texts[kind]).strip()}" for kind in Pending if kind in pending
    )


def _target_cell(measure: Measure) -> str:
    """The target, or that it is still to be agreed; with the benchmark and the survey it is read against."""
    target = target_in_words(measure)
    if measure.pending is Pending.TARGET:
        target = f"{target}, to be agreed" if measure.target is not None else "to be agreed"
    survey = f"by the {measure.survey}" if measure.survey else ""
    return "; ".join(filter(None, (target, _benchmark(measure), survey)))


def _benchmark(measure: Measure) -> str:
    benchmark = measure.benchmark
    if benchmark is None:
        return ""
    said = with_unit(benchmark.value, measure.unit or "") if benchmark.value is not None else (benchmark.text or "")
    at = f" in {benchmark.at.label}" if benchmark.at else ""
    return f"{benchmark.group}: {said}{at}"


def _all_aims(aims: tuple[Aim, ...]) -> list[Aim]:
    return [found for aim in aims for found in (aim, *_all_aims(aim.aims))]


def target_in_words(measure: Measure) -> str:
    """What is promised, part by part where there are several figures."""
    if measure.parts:
        return "; ".join(f"{part.label}: {_promise(part)}" for part in measure.parts if _promise(part))
    return _promise(measure)


def baseline_in_words(measure: Measure) -> str:
    if measure.parts:
        return "; ".join(f"{part.label}: {_baseline(part)}" for part in measure.parts if part.baseline)
    return _baseline(measure)


def _baseline(promise: Promise) -> str:
    if promise.baseline is None:
        return ""
    value = _with_unit(promise.baseline.value, promise.unit or "")
    return f"{value} ({promise.baseline.at.label})" if promise.baseline.at else value


def _promise(promise: Promise) -> str:
    sense = _COMPARATORS[promise.comparator] if promise.comparator else ""
    unit = promise.unit or ""
    if promise.target_band:
        return (
            f"{sense} {with_unit(promise.target_band.low, unit)} to {with_unit(promise.target_band.high, unit)}".strip()
        )
    if promise.target is None:
        if promise.baseline and promise.comparator in (Comparator.AT_MOST, Comparator.AT_LEAST):
            return f"{sense} the baseline"
        return sense if promise.comparator in (Comparator.MAINTAIN, Comparator.INCREASE, Comparator.DECREASE) else ""
    word = "by" if unit.startswith("% ") and promise.comparator in (Comparator.INCREASE, Comparator.DECREASE) else ""
    to = "to" if promise.comparator in (Comparator.INCREASE, Comparator.DECREASE) and not word else ""
    if promise.target == 100 and unit.startswith("%") and promise.comparator is Comparator.AT_LEAST:
        sense = ""  # nothing is more than all
    return " ".join(filter(None, (sense, word, to, _with_unit(promise.target, unit))))


def _with_unit(value: Decimal, unit: str) -> str:
    """A number with its unit, be it a sign or the name of what is counted."""
    count = f" {unit}" if unit and not unit.startswith(("%", "£")) else ""
    return f"{with_unit(value, unit)}{count}"


def by_in_words(measure: Measure, plan: Plan) -> str:
    """When it has to be met: its own date, how often, else the plan's horizon."""
    own = ", ".join(filter(None, (_day(measure.by), measure.recurs)))
    return own or _day(plan.by)


def _day(deadline: Deadline | None) -> str:
    if deadline is None:
        return ""
    return deadline.period.label if isinstance(deadline.period, Period) else str(deadline)
