"""Rules for assessments: the published RAG ratings, directions and comments, compared with the figures."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from hsp_cli.analysis.exceptions import is_covered, reasons
from hsp_cli.domain.address import Placed
from hsp_cli.domain.change import compare
from hsp_cli.domain.direction import DirectionBasis
from hsp_cli.domain.figure_changes import figures_commented
from hsp_cli.domain.finding import Place, Severity
from hsp_cli.domain.indicator import Figure, FigureStatus, Indicator
from hsp_cli.domain.partnership import Partnership
from hsp_cli.domain.performance import Performance, figure_of, performance_of, quarters_of, variance_of
from hsp_cli.domain.period import Period
from hsp_cli.domain.rag import rate
from hsp_cli.domain.workspace import Workspace
from hsp_cli.rules.support.registry import Problem, rule
from hsp_cli.wording.numbers import format_number, signed


def _place(indicator: Placed[Indicator], quarter: Period, *keys: str) -> Place:
    return indicator.place.at("assessments", str(quarter), *keys)


@rule("stated-rag-contradicts-figures", severity=Severity.WARNING, hint="correct the rating, the figure or the target")
def stated_rag_contradicts_figures(workspace: Workspace) -> Iterator[Problem]:
    """The published RAG rating differs from the one that the figure and its target give.

    The paper shows the published rating, and hsp never overwrites it. But a reader who works out the rating from
    the figures gets another colour, and asks which of the two is wrong. The rating may be wrong, or the figure may
    have been revised later, or this indicator may have thresholds of its own.

    Example:

        better: higher
        figures:
          Q1-2010: {actual: 69, target: 77}       # 10.39 percent short: HR
        assessments:
          Q1-2010: {rag: A}

    Way out: `hsp explain <indicator> --quarter Q1-2010` shows the calculation. Correct what is wrong. Set `as_at`
    if the rating is based on another period. Give the indicator its own `thresholds` if it has them. If the rating
    was published like that, write `# hsp: allow stated-rag-contradicts-figures — as published`.
    """
    scale = workspace.partnership.rag
    known = {level.code for level in scale.levels}
    for indicator in workspace.indicators.values():
        record = indicator.record
        for quarter, assessment in record.assessments.items():
            found = figure_of(record, assessment.as_at or quarter) if assessment.rag in known else None
            variance = variance_of(record, found[1], scale) if found else None
            if found and variance is not None:
                computed = rate(variance, scale, record.thresholds)
                if computed and computed.code != assessment.rag:
                    against = _figure_against_target(found[1], variance)
                    words = f"{assessment.rag} is published for {quarter.label}, but {against} gives {computed.code}"
                    yield Problem(_place(indicator, quarter, "rag"), words)


def _figure_against_target(figure: Figure, variance: Decimal) -> str:
    actual = "no figure" if figure.actual is None else format_number(figure.actual)
    target = "its target band" if figure.target_band or figure.target is None else format_number(figure.target)
    return f"{actual} against {target} (variance {signed(variance)})"


@rule("stated-direction-contradicts-figures", severity=Severity.WARNING, hint="correct the direction or the figures")
def stated_direction_contradicts_figures(workspace: Workspace) -> Iterator[Problem]:
    """The published direction of travel differs from the change in the figures.

    The direction shows whether the value itself went up or down. Whether that is good depends on the indicator. The
    usual cause is an arrow that was meant as "better" or "worse". The next most common is a comparison with another
    period. hsp does not compare figures that were counted in different ways.

    Example:

        better: lower
        figures:
          Q4-2009: {actual: 20}
          Q1-2010: {actual: 23}
        assessments:
          Q1-2010: {direction: down}       # worse, but the value went up

    Way out: enter the direction in which the value went. If the arrow compares with the same period last year, set
    `direction_basis: same-period-last-year` or `seasonal: true` on the indicator.
    """
    calendar = workspace.partnership.calendar
    for indicator in workspace.indicators.values():
        record = indicator.record
        for quarter, assessment in () if _is_running_total(record) else record.assessments.items():
            found = figure_of(record, assessment.as_at or quarter) if assessment.direction else None
            before = compare(record, found[0], calendar) if found else None
            if before and before.direction is not assessment.direction and not (before.broken_by or before.missing):
                published = f"{assessment.direction} is published for {quarter.label}"
                words = f"{published}, but the figure went {before.direction}"
                place = _place(indicator, quarter, "direction")
                yield Problem(place, f"{words} from {format_number(before.value)} in {before.period.label}")


def _is_running_total(indicator: Indicator) -> bool:
    """Whether a running total is compared with the previous period: its direction is then no sign of performance."""
    return indicator.is_running_total and indicator.compares_with is DirectionBasis.PREVIOUS_PERIOD


@rule("exception-without-comment", severity=Severity.WARNING, hint="add a `comment`: the cause, and what is being done")
def exception_without_comment(workspace: Workspace) -> Iterator[Problem]:
    """An indicator is an exception for the quarter and has no comment to explain it.

    The exception report lets a meeting ask why an indicator is off target and what is being done. A red figure with
    no comment costs the meeting ten minutes and the lead another month. hsp checks only the indicators that the
    exception report covers: each quarter with an assessment, and the latest quarter with a figure. The rating that is
    shown counts, published or computed.

    Example:

        figures:
          Q1-2010: {actual: 69, target: 77}       # no assessment, but computed as HR

    Way out: ask the lead for a `comment` of one or two sentences. It gives the cause, the action, and when the
    figures should improve.
    """
    settings = workspace.partnership
    for indicator in workspace.indicators.values() if settings.rag.levels else ():
        record = indicator.record
        for quarter in _judged_quarters(record, settings) if is_covered(record, settings) else ():
            assessment = record.assessments.get(quarter)
            if assessment is None or not assessment.comment:
                performance = performance_of(record, quarter, settings.rag)
                if why := reasons(performance, settings):
                    words = f"{record.name} is an exception in {quarter.label} and has no comment: {'; '.join(why)}"
                    yield Problem(_place_of_exception(indicator, performance), words, on_key=True)


def _judged_quarters(indicator: Indicator, settings: Partnership) -> Iterable[Period]:
    """Every quarter with an assessment, and the latest with a figure. Nobody is asked about older figures now."""
    latest = max(quarters_of(indicator, settings.calendar), default=None)
    return dict.fromkeys((*indicator.assessments, *([latest] if latest else [])))


def _place_of_exception(indicator: Placed[Indicator], performance: Performance) -> Place:
    """The assessment of the quarter, or else the figure that makes it an exception."""
    if performance.assessment is None and performance.period is not None:
        return indicator.place.at("figures", str(performance.period))
    return _place(indicator, performance.quarter)


@rule(
    "rag-on-awaited-figure", severity=Severity.WARNING, hint="add `as_at` with the period that the rating is based on"
)
def rag_on_awaited_figure(workspace: Workspace) -> Iterator[Problem]:
    """A quarter has a RAG rating although its figure is still awaited.

    Papers often carry the last rating forward until the new figure arrives. That is fair if the reader is told.
    Without a figure or a period, the rating looks like a guess.

    Example:

        figures:
          Q4-2009: {actual: 23, target: 12.5}
          Q1-2010: {status: awaited}
        assessments:
          Q1-2010: {rag: HR}

    Way out: add `as_at` with the period that the rating was carried forward from, here `as_at: Q4-2009`.
    """
    for indicator in workspace.indicators.values():
        if FigureStatus.AWAITED in [figure.status for figure in indicator.record.figures.values()]:
            for quarter, assessment in indicator.record.assessments.items():
                found = figure_of(indicator.record, quarter)
                if assessment.rag and assessment.as_at is None and found and found[1].is_awaited:
                    words = f"rated {assessment.rag} for {quarter.label}, but the figure is awaited"
                    yield Problem(_place(indicator, quarter, "rag"), words)


@rule("repeated-comment", severity=Severity.WARNING, hint="ask the lead for a comment on this quarter")
def repeated_comment(workspace: Workspace) -> Iterator[Problem]:
    """The comment on a quarter repeats the comment on an earlier quarter, word for word.

    A copied comment tells the meeting nothing new, and may no longer be true: what was "expected next month" has
    now happened or has been missed. hsp does not check ratings that are carried forward with `as_at`.

    Example:

        assessments:
          Q1-2010: {rag: HR, comment: A new contract starts next month.}
          Q2-2010: {rag: HR, comment: A new contract starts next month.}

    Way out: ask the lead for a comment on this quarter.
    """
    for indicator in workspace.indicators.values():
        # Copies of one comment may differ only in their line breaks.
        comments = [
            (quarter, assessment.comment.replace("\n", " ").strip())
            for quarter, assessment in indicator.record.assessments.items()
            if assessment.comment and assessment.as_at in (None, quarter)
        ]
        if len({words for _, words in comments}) == len(comments):
            continue  # true of nearly all indicators, so they are not sorted
        first: dict[str, Period] = {}
        for quarter, comment in sorted(comments, key=_days):
            earlier = first.setdefault(comment, quarter)
            if earlier is not quarter:
                words = f"the comment on {quarter.label} repeats {earlier.label} word for word"
                yield Problem(_place(indicator, quarter, "comment"), words)


def _days(comment: tuple[Period, str]) -> tuple[date, date]:
    return comment[0].last_day, comment[0].first_day


@rule(
    "comment-before-revision",
    severity=Severity.WARNING,
    hint="read the comment beside the revised figure, correct it, and set `commented`",
)
def comment_before_revision(workspace: Workspace) -> Iterator[Problem]:
    """The figure was revised after the comment on its quarter was written.

    The comment was written for the earlier figure. In the paper it stands beside the revised one, and may explain what
    is no longer so.

    Example:

        figures:
          Q1-2010:
            actual: 71
            revisions: [{was: 69, on: 2010-10-05, reason: Late returns}]
        assessments:
          Q1-2010: {comment: Only 69% booked early., commented: 2010-08-12}

    Way out: correct the comment and set `commented` to the day on which you did so. If the comment still holds, only
    set `commented`.
    """
    for indicator in workspace.indicators.values():
        for quarter, assessment in indicator.record.assessments.items():
            written = assessment.commented if assessment.comment else None
            if written is None:
                continue
            for period in figures_commented(indicator.record, quarter, assessment):
                dates = [revision.on for revision in indicator.record.figures[period].revisions if revision.on]
                late = [on for on in dates if on.first_day > written.last_day]
                if late:
                    latest = f"the last revision of the figure for {period.label} ({max(late).label})"
                    words = f"the comment on {quarter.label} ({written.label}) is older than {latest}"
                    yield Problem(_place(indicator, quarter, "comment"), words)


@rule("commented-without-comment", severity=Severity.WARNING, hint="add the comment, or remove `commented`")
def commented_without_comment(workspace: Workspace) -> Iterator[Problem]:
    """An assessment says when its comment was written, and has no comment.

    The comment may have been lost, or the date may belong to another quarter. The paper prints that no comment was
    given.

    Example:

        assessments:
          Q1-2010: {rag: A, commented: 2010-08-12}

    Way out: add the `comment`, or remove `commented`.
    """
    for indicator in workspace.indicators.values():
        for quarter, assessment in indicator.record.assessments.items():
            if assessment.commented and not assessment.comment:
                words = f"{quarter.label} says when a comment was written, but has none"
                yield Problem(_place(indicator, quarter, "commented"), words)
