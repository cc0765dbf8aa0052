"""What was published of a quarter, held against the figures: ratings, directions and comments."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from hsp_cli.domain.address import Placed
from hsp_cli.domain.direction import DirectionBasis, Verdict
from hsp_cli.domain.finding import Place, Severity
from hsp_cli.domain.indicator import Accumulation, Figure, FigureStatus, Indicator
from hsp_cli.domain.performance import Performance, compare, figure_of, performance_of, variance_of
from hsp_cli.domain.period import Period
from hsp_cli.domain.rag import RagScale, rate
from hsp_cli.domain.workspace import Workspace
from hsp_cli.rules.support.registry import Problem, rule
from hsp_cli.wording.numbers import format_number, signed


def _place(indicator: Placed[Indicator], quarter: Period, *keys: str) -> Place:
    return indicator.place.at("assessments", str(quarter), *keys)


@rule("stated-rag-contradicts-figures", severity=Severity.WARNING, hint="correct the rating, the figure or the target")
def stated_rag_contradicts_figures(workspace: Workspace) -> Iterator[Problem]:
    """The published RAG is not the one that the figure and its target give.

    The published rating is what the paper shows; hsp never overwrites it. But a reader who works it out from the
    figures beside it gets another colour, and asks which of the two is wrong. It may be the rating, a figure that
    was revised afterwards, or thresholds that this indicator does not share.

    Example:

        better: higher
        figures:
          Q1-2010: {actual: 69, target: 77}       # 10.39 percent short: HR
        assessments:
          Q1-2010: {rag: A}

    Way out: `hsp explain <indicator> --quarter Q1-2010` shows the sum. Correct what is wrong; set `as_at` if the
    rating rests on another period; give the indicator its own `thresholds` if it has them; or, where the rating
    was published like that, write `# hsp: allow stated-rag-contradicts-figures — as published`.
    """
    scale = workspace.partnership.rag
    known = {level.code for level in scale.levels}
    for indicator in workspace.indicators.values():
        record = indicator.record
        for quarter, assessment in record.assessments.items():
            found = figure_of(record, assessment.as_at or quarter) if assessment.rag in known else None
            away = variance_of(record, found[1], scale) if found else None
            if found and away is not None:
                earned = rate(away, scale, record.thresholds).code
                if earned != assessment.rag:
                    words = f"{assessment.rag} is published for {quarter.label}, {_sum(found[1], away)} give {earned}"
                    yield Problem(_place(indicator, quarter, "rag"), words)


def _sum(figure: Figure, away: Decimal) -> str:
    actual = "no figure" if figure.actual is None else format_number(figure.actual)
    target = "its band" if figure.target_band or figure.target is None else format_number(figure.target)
    return f"{actual} against {target} (variance {signed(away)})"


@rule("stated-direction-contradicts-figures", severity=Severity.WARNING, hint="correct the arrow or the figures")
def stated_direction_contradicts_figures(workspace: Workspace) -> Iterator[Problem]:
    """The published direction of travel is not the way the figures went.

    A direction says where the value itself went, up or down; whether that is good follows from the indicator. An
    arrow that was meant as "better" or "worse" is the usual cause, a comparison with another period the next.
    Figures that were counted differently are not compared.

    Example:

        better: lower
        figures:
          Q4-2009: {actual: 20}
          Q1-2010: {actual: 23}
        assessments:
          Q1-2010: {direction: down}       # worse, but the value went up

    Way out: write the way the value went. If the arrow compares with the same period last year, set
    `direction_basis: same-period-last-year` or `seasonal: true` on the indicator.
    """
    for indicator in workspace.indicators.values():
        record = indicator.record
        for quarter, said in () if _restarts(record) else record.assessments.items():
            found = figure_of(record, said.as_at or quarter) if said.direction else None
            before = compare(record, found[0]) if found else None
            if before and before.direction is not said.direction and not before.broken_by:
                words = f"{said.direction} is published for {quarter.label}, but the figure went {before.direction}"
                place = _place(indicator, quarter, "direction")
                yield Problem(place, f"{words} from {format_number(before.value)} in {before.period.label}")


def _restarts(indicator: Indicator) -> bool:
    """Whether it is a running total held against the quarter before, which says nothing of how things go."""
    running = indicator.accumulation is Accumulation.CUMULATIVE
    return running and indicator.compares_with is DirectionBasis.PREVIOUS_PERIOD


@rule("exception-without-comment", severity=Severity.WARNING, hint="add a `comment`: why, and what is being done")
def exception_without_comment(workspace: Workspace) -> Iterator[Problem]:
    """An exception goes into the paper without a word of explanation.

    The exception report exists so that a meeting can ask why, and what is being done. A red figure with an empty
    comment costs the meeting ten minutes and the lead another month. Only indicators that the exception report
    covers are looked at.

    Example:

        assessments:
          Q1-2010: {rag: HR, direction: down}

    Way out: add a `comment` in a sentence or two: the cause, the action, when it should show. Ask the lead.
    """
    settings = workspace.partnership
    schemes = set(settings.exceptions.schemes)
    for indicator in workspace.indicators.values() if settings.rag.levels else ():
        record = indicator.record
        is_covered = not schemes or not schemes.isdisjoint(record.schemes)
        for quarter, assessment in record.assessments.items() if is_covered else ():
            if not assessment.comment and (
                why := _why_exception(performance_of(record, quarter, settings.rag), settings.rag)
            ):
                words = f"{record.name} is {why} in {quarter.label}, without a comment"
                yield Problem(_place(indicator, quarter), words, on_key=True)


def _why_exception(performance: Performance, scale: RagScale) -> str:
    rated = performance.rag if performance.rag and scale.is_exception(performance.rag) else ""
    worsening = "worsening" if performance.verdict is Verdict.WORSENING else ""
    return " and ".join(part for part in (rated, worsening) if part)


@rule("rag-on-awaited-figure", severity=Severity.WARNING, hint="say with `as_at` which period the rating rests on")
def rag_on_awaited_figure(workspace: Workspace) -> Iterator[Problem]:
    """A quarter is rated although its figure is still awaited.

    Papers often carry the last rating forward until the new figure comes. That is fair if the reader is told; a
    rating without a figure looks as if somebody had guessed it.

    Example:

        figures:
          Q4-2009: {actual: 23, target: 12.5}
          Q1-2010: {status: awaited}
        assessments:
          Q1-2010: {rag: HR}

    Way out: add `as_at: Q4-2009`, the period that the rating was carried forward from.
    """
    for indicator in workspace.indicators.values():
        if FigureStatus.AWAITED in [figure.status for figure in indicator.record.figures.values()]:
            for quarter, assessment in indicator.record.assessments.items():
                found = figure_of(indicator.record, quarter)
                if assessment.rag and assessment.as_at is None and found and found[1].is_awaited:
                    words = f"rated {assessment.rag} for {quarter.label}, whose figure is awaited"
                    yield Problem(_place(indicator, quarter, "rag"), words)


@rule("repeated-comment", severity=Severity.WARNING, hint="ask the lead for a comment on this quarter")
def comment_carried_forward(workspace: Workspace) -> Iterator[Problem]:
    """The comment on a quarter is word for word that of an earlier one.

    A comment that is copied tells the meeting nothing it has not heard, and may be untrue by now: what was
    "expected next month" has come or has not. Ratings that are openly carried forward with `as_at` are left in
    peace.

    Example:

        assessments:
          Q1-2010: {rag: HR, comment: A new contract starts next month.}
          Q2-2010: {rag: HR, comment: A new contract starts next month.}

    Way out: ask the lead what can be said of this quarter.
    """
    for indicator in workspace.indicators.values():
        # A line may be broken elsewhere in the same words.
        comments = [
            (quarter, assessment.comment.replace("\n", " ").strip())
            for quarter, assessment in indicator.record.assessments.items()
            if assessment.comment and assessment.as_at in (None, quarter)
        ]
        if len({words for _, words in comments}) == len(comments):
            continue  # as with nearly all indicators
        first: dict[str, Period] = {}
        for quarter, comment in sorted(comments, key=_by_day):
            earlier = first.setdefault(comment, quarter)
            if earlier is not quarter:
                words = f"the comment on {quarter.label} is that of {earlier.label}, word for word"
                yield Problem(_place(indicator, quarter, "comment"), words)


def _by_day(said: tuple[Period, str]) -> tuple[date, date]:
    return said[0].last_day, said[0].first_day
