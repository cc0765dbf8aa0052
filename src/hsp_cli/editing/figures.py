"""Records the figure of a period, and the comment on its quarter."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from hsp_cli.analysis.parts import series_asked
from hsp_cli.domain.edit import Append, Edit, Remove, Set
from hsp_cli.domain.finding import Key
from hsp_cli.domain.indicator import Assessment, Figure, FigureStatus, Indicator
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.period import Period, PeriodKind, quarter_of
from hsp_cli.domain.request import RequestRefused
from hsp_cli.domain.workspace import Workspace
from hsp_cli.editing.wish import (
    Wished,
    as_written,
    behind,
    named,
    number_given,
    period_given,
    text_given,
    with_inferences_removed,
)
from hsp_cli.wording.numbers import format_number

_NUMBERS = ("actual", "numerator", "denominator", "target")


class FigureGiven(NamedTuple):
    """What is given of a period, as text. None stands for what stays as it is."""

    actual: str | None = None
    numerator: str | None = None
    denominator: str | None = None
    target: str | None = None
    status: FigureStatus | None = None
    comment: str | None = None
    of: Sequence[str] = ()
    reason: str | None = None
    is_correction: bool = False


def why_no_figure_yet(period: Period, as_of: date) -> str:
    """Why a period has no figure on a day. Empty if it has begun."""
    return f"{period.label} has not begun on {as_of}, so it has no figure yet" if period.first_day > as_of else ""


def recorded(workspace: Workspace, name: str, period_text: str, given: FigureGiven, as_of: date) -> Wished:
    """Record the figure of a period. Keys that are not given stay, with two exceptions.

    A figure that has arrived is no longer awaited: its status is then final. A figure that is revised goes to the
    `revisions` with the reason, unless it was only mistyped (`is_correction`). RequestRefused if nothing is given, or
    the request contradicts itself or the record.
    """
    item = named(workspace, name, (Kind.INDICATOR,), "figures are those of an indicator: hsp list indicators")
    indicator = item.record
    assert isinstance(indicator, Indicator)
    period = period_given(workspace, period_text)
    base, figures = _figures(indicator, given.of)
    before = figures.get(period)
    values = {key: number_given(text, f"--{key}") for key in _NUMBERS if (text := getattr(given, key)) is not None}
    if values.keys() - {"target"} and (words := why_no_figure_yet(period, as_of)):
        raise RequestRefused(words, "check the period; only a target is recorded before it begins")
    _refuse_contradictions(indicator, given, values, before, period)
    edits = [*_figure_edits(base, period, before, values, given.status)]
    revision = _revision(before, values.get("actual"), given, as_of)
    if revision:
        order = tuple(Figure.model_fields)
        edits.append(Append((*base, period.text, "revisions"), revision, behind("revisions", order)))
    said = [*_said(indicator, values, before)]
    if given.status:
        said.append(given.status.value)
    elif before and before.is_awaited and values.keys() - {"target"}:
        said.append(f"{FigureStatus.FINAL.value}, no longer awaited")
    if given.comment is not None:
        comments, words = _comment(workspace, indicator, period, text_given(given.comment, "--comment"), as_of)
        edits += comments
        said.append(words)
    whose = "".join(f" ({', '.join(given.of)})" for _ in given.of[:1])
    return Wished(
        item.place.path,
        tuple(with_inferences_removed(indicator, item.place, edits)),
        f"{item.address}{whose} {period.label}: {', '.join(said)}",
    )


def _figures(indicator: Indicator, of: Sequence[str]) -> tuple[tuple[Key, ...], dict[Period, Figure]]:
    """Where the figures of the whole or of a series are in the record, and what is there."""
    if not of:
        return ("figures",), indicator.figures
    wanted = series_asked(indicator, of).of
    for index, series in enumerate(indicator.series):
        if series.of == wanted:
            return ("series", index, "figures"), series.figures
    assert indicator.observations is not None  # the series is in one of the two
    path = indicator.observations.path
    raise RequestRefused(f"the figures of this series are in {path}", "add a row to that file, or change it there")


def _revision(before: Figure | None, now: Decimal | None, given: FigureGiven, as_of: date) -> dict[str, Any] | None:
    """The revision of a number that the record states. None if the figure is new or the same, or was mistyped."""
    is_revised = before and before.is_stated and before.actual is not None and now not in (None, before.actual)
    if not is_revised or given.is_correction:
        if given.reason is not None:
            raise RequestRefused("--reason is the reason for the revision of a figure", "leave it out")
        return None
    assert before is not None  # it is revised
    reason = {} if given.reason is None else {"reason": text_given(given.reason, "--reason")}
    return {"was": before.actual, "on": as_of.isoformat(), **reason}


def _refuse_contradictions(
    indicator: Indicator,
    given: FigureGiven,
    values: dict[str, Decimal],
    before: Figure | None,
    period: Period,
) -> None:
    if not values and given.status is None and given.comment is None:
        raise RequestRefused("nothing is given to record", "add --actual, --target, --status or --comment")
    if given.of and given.comment is not None:
        raise RequestRefused("a comment is on the whole indicator", "leave --of out, and record it by itself")
    if given.status is FigureStatus.AWAITED:
        if values.keys() - {"target"}:
            raise RequestRefused("a figure that is awaited has no number", "leave --status out, or the number")
        if before and before.says_something:
            words = before.text if before.actual is None else format_number(before.actual, indicator.decimals)
            raise RequestRefused(f"{period} has a figure already: {words}", "leave --status out, or say provisional")
    elif given.status and not (values.keys() - {"target"}) and not (before and before.says_something):
        raise RequestRefused(f"{period} has no figure that could be {given.status.value}", "add --actual")


def _figure_edits(
    base: tuple[Key, ...],
    period: Period,
    before: Figure | None,
    values: dict[str, Decimal],
    status: FigureStatus | None,
) -> Iterator[Edit]:
    stated: dict[str, Any] = {**values, **({"status": status.value} if status else {})}
    if before is None:
        if stated:
            yield Set((*base, as_written(period)), stated, behind(str(base[0]), tuple(Indicator.model_fields)))
        return
    place = (*base, period.text)
    for key, value in stated.items():
        yield Set((*place, key), value, behind(key, tuple(Figure.model_fields)))
    if before.is_awaited and status is None and values.keys() - {"target"}:
        yield Remove((*place, "status"))


def _said(indicator: Indicator, values: dict[str, Decimal], before: Figure | None) -> Iterator[str]:
    for key, value in values.items():
        earlier = getattr(before, key) if before and key in before.model_fields_set else None
        was = "" if earlier is None or earlier == value else f" (was {format_number(earlier, indicator.decimals)})"
        yield f"{key} {value}{was}"


def _comment(
    workspace: Workspace, indicator: Indicator, period: Period, comment: str, as_of: date
) -> tuple[list[Edit], str]:
    """The comment goes to the quarter in which the period ends, with the date on which it was written."""
    is_quarter = period.kind is PeriodKind.QUARTER
    quarter = period if is_quarter else quarter_of(period.last_day, workspace.partnership.calendar)
    assessment = indicator.assessments.get(quarter)
    stated = {"comment": comment, "commented": as_of.isoformat()}
    keys: tuple[Key, ...] = ("assessments", quarter.text)
    if assessment is None:
        edits: list[Edit] = [Set(keys, stated, behind("assessments", tuple(Indicator.model_fields)))]
    else:
        order = tuple(Assessment.model_fields)
        edits = [Set((*keys, key), value, behind(key, order)) for key, value in stated.items()]
    replaced = " replaced" if assessment and assessment.comment and assessment.comment.strip() != comment else ""
    return edits, f"comment on {quarter.label}{replaced}"
