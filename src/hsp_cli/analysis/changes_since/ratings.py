"""Ratings of indicators and risks that are worse or better than in an earlier state."""

from collections.abc import Iterator, Mapping
from typing import Any

from hsp_cli.analysis.changes_since.state import State, Turn, Unknown
from hsp_cli.analysis.exceptions import reasons
from hsp_cli.domain.address import Address, Placed
from hsp_cli.domain.indicator import Indicator
from hsp_cli.domain.performance import Judgement, Performance, judgement, performance_of
from hsp_cli.domain.period import Period
from hsp_cli.domain.risk import CurrentRating, Risk, RiskMatrix, cell_of, current_rating
from hsp_cli.domain.workspace import Workspace

Then = Mapping[Address, Placed[Any]]
"""The earlier record of each present one that has one, by the present address."""


def rated_records(workspace: Workspace) -> dict[Address, Placed[Any]]:
    """Every record that has ratings, by address."""
    return {placed.address: placed for placed in (*workspace.indicators.values(), *workspace.risks)}


class Turns:
    """The changes of ratings. The fields are those of `state.Found`."""

    def __init__(self) -> None:
        self.worse: list[Turn] = []
        self.better: list[Turn] = []
        self.first_rated: list[Turn] = []
        self.unknown: list[Unknown] = []
        self.closed: list[Placed[Risk]] = []


def rating_turns(then: State, now: State, earlier: Then) -> Turns:
    """Compare the ratings of two quarters. A record without an earlier one is new, and has nothing to compare."""
    found = Turns()
    if then.quarter is None or now.quarter is None:
        return found
    for placed in now.workspace.indicators.values():
        if before := earlier.get(placed.address):
            _indicator(found, placed, _Standing(before, then), _Standing(placed, now))
    for risk in now.workspace.risks:
        if before := earlier.get(risk.address):
            _risk(found, risk, before.record, then, now)
    return found


class _Standing:
    """How an indicator stands in the quarter of a state."""

    def __init__(self, placed: Placed[Indicator], state: State) -> None:
        assert state.quarter is not None
        settings = state.workspace.partnership
        self.quarter = state.quarter
        self.performance: Performance = performance_of(placed.record, state.quarter, settings.rag)
        self.judged = judgement(self.performance, settings.rag)
        self.codes = [level.code for level in settings.rag.levels]
        self.exceptional = {level.code for level in settings.rag.levels if level.exception}
        self.is_exception = bool(reasons(self.performance, settings))


def _indicator(found: Turns, placed: Placed[Indicator], then: _Standing, now: _Standing) -> None:
    if now.judged is Judgement.CONTEXT:
        return
    turns, why = _turned(found, then, now)
    if turns is not None:
        turns.append(_turn(placed, then, now))
    elif why:
        found.unknown.append(Unknown(placed, why))


def _turned(found: Turns, then: _Standing, now: _Standing) -> tuple[list[Turn] | None, str]:
    """The list that an indicator belongs to, or why it is not known how it has changed. Neither if it has not."""
    was, code = then.performance.rag, now.performance.rag
    is_judged = now.judged is Judgement.JUDGED
    why = "" if is_judged else _why(now)
    if code in now.codes and was in now.codes:
        step = now.codes.index(code) - now.codes.index(was)
        return found.worse if step > 0 else found.better if step < 0 and is_judged else None, why
    if code in now.codes:
        was_rated = f"rated {was} then, which the scale no longer has" if was else "not rated then"
        return found.first_rated if code in now.exceptional else None, was_rated
    if was in then.codes:
        return found.worse if now.is_exception and not then.is_exception else None, f"rated {was} then; {_why(now)}"
    if now.is_exception is then.is_exception:
        return None, why
    known = then.judged is Judgement.JUDGED
    if now.is_exception:
        return found.worse if known else found.first_rated, why
    return found.better if is_judged else None, why


def _turn(placed: Placed[Indicator], then: _Standing, now: _Standing) -> Turn:
    return Turn(placed, _stands(then), _stands(now) or "", then.quarter, now.quarter)


def _stands(standing: _Standing) -> str | None:
    """The code of the rating, or else what the direction says."""
    performance = standing.performance
    return performance.rag or (performance.verdict.value if performance.verdict else None)


def _why(now: _Standing) -> str:
    words = {
        Judgement.AWAITED: "figure awaited",
        Judgement.UNRECORDED: "no figure recorded",
        Judgement.NOT_JUDGED: "cannot be judged",
    }
    return f"{words.get(now.judged, 'not rated')} in {now.quarter.label}"


def _risk(found: Turns, placed: Placed[Risk], before: Risk, then: State, now: State) -> None:
    assert then.quarter is not None
    assert now.quarter is not None
    if not placed.record.is_open(now.quarter):
        if before.is_open(then.quarter):
            found.closed.append(placed)
        return
    was, current = current_rating(before, then.quarter), current_rating(placed.record, now.quarter)
    if current is None:
        found.unknown.append(Unknown(placed, f"not rated up to {now.quarter.label}"))
        return
    matrix = now.workspace.partnership.risk_matrix
    step = _step(was, current, matrix)
    turn = Turn(placed, was.rating.rating if was else None, current.rating.rating, _given(was), current.given_for)
    if step is not None and step > 0:
        found.worse.append(turn)
    elif current.is_carried(now.quarter):
        last = f"{current.rating.rating} of {current.given_for.label}"
        found.unknown.append(Unknown(placed, f"not rated in {now.quarter.label}; the last rating is {last}"))
    elif step is not None and step < 0:
        found.better.append(turn)
    elif was is None:
        zone = matrix.zone(current.rating.rating) if matrix else None
        if zone and zone.red:
            found.first_rated.append(turn)
        else:
            found.unknown.append(Unknown(placed, f"first rated in {current.given_for.label}"))
    elif step is None:
        words = f"moved from {was.rating.rating} to {current.rating.rating}, which is neither plainly higher nor lower"
        found.unknown.append(Unknown(placed, words))


def _given(rating: CurrentRating | None) -> Period | None:
    return rating.given_for if rating else None


def _step(was: CurrentRating | None, now: CurrentRating, matrix: RiskMatrix | None) -> int | None:
    """1 if a risk is higher than it was, -1 if it is lower, 0 if it is the same. None if that cannot be said.

    The zone decides. Inside a zone, a rating is higher if one of likelihood and impact is higher and the other is not
    lower.
    """
    if was is None:
        return None
    ratings = [one.rating.rating for one in (was, now)]
    if cell_of(ratings[0], matrix) == cell_of(ratings[1], matrix):
        return 0
    places = [_place(rating, matrix) for rating in ratings]
    if matrix is None or None in places:
        return None
    (zone, *steps), (zone_now, *steps_now) = (place for place in places if place is not None)
    if zone != zone_now:
        return 1 if zone_now < zone else -1
    moves = {(before > after) - (before < after) for before, after in zip(steps, steps_now, strict=True)} - {0}
    return moves.pop() if len(moves) == 1 else None


def _place(rating: str, matrix: RiskMatrix | None) -> tuple[int, int, int] | None:
    """Zone, likelihood and impact of a rating as positions on their scales, from 0, the worst."""
    zone, codes = (matrix.zone(rating), matrix.split(rating)) if matrix else (None, None)
    if matrix is None or zone is None or codes is None:
        return None
    likelihood, impact = ([step.code for step in scale] for scale in (matrix.likelihood, matrix.impact))
    zones: Iterator[int] = (number for number, one in enumerate(matrix.zones) if one.id == zone.id)
    return next(zones), likelihood.index(codes[0]), impact.index(codes[1])
