"""Risks that moved: ratings that are new, revised or withdrawn, risks that were closed, and cells with another zone."""

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from hsp_cli.analysis.plan_changes.change import ChangeClass, PlanChange, RecordChange, Told, Versions
from hsp_cli.domain.address import Placed
from hsp_cli.domain.differences import Difference
from hsp_cli.domain.period import Period
from hsp_cli.domain.risk import Rating, Risk, RiskMatrix, Zone, cell_of, current_rating, earlier_rating
from hsp_cli.wording.record_values import shortened
from hsp_cli.wording.risks import rating_text


class _Rated(NamedTuple):
    """A rating beside the matrix by which it is read, and the period for which it was given."""

    rating: Rating
    period: Period
    matrix: RiskMatrix | None

    @property
    def text(self) -> str:
        return rating_text(self.rating.rating, self.matrix)

    @property
    def zone(self) -> Zone | None:
        return self.matrix.zone(self.rating.rating) if self.matrix else None

    @property
    def values(self) -> dict[str, object]:
        zone = self.zone
        return {"rating": self.rating.rating, "zone": zone.id if zone else None, "period": self.period.text}


def risk_moves(versions: Versions, change: RecordChange) -> Told:
    """The ratings of a risk that differ, by period, and whether it was closed."""
    ratings = [one for one in change.differences if one.keys[0] == "ratings" and one.field in ("ratings", "rating")]
    periods = tuple(dict.fromkeys(str(one.keys[1]) for one in ratings))
    found = list(_moves(versions, change, periods))
    explained = [one for one in change.under("ratings") if one in ratings or _is_told(one, periods)]
    closed = [one for one in change.differences if one.keys[0] == "closed"]
    if closed:
        found.append(_closure(change))
    return Told(found, [*explained, *closed])


def _is_told(one: Difference, periods: tuple[str, ...]) -> bool:
    """Whether it is the reason of a rating that differs too, and is told with it."""
    return one.field == "reason" and one.now is not None and str(one.keys[1]) in periods


def _moves(versions: Versions, change: RecordChange, periods: tuple[str, ...]) -> Iterator[PlanChange]:
    matrices = versions.before.partnership.risk_matrix, versions.now.partnership.risk_matrix
    for text in periods:
        was, now = (
            _given(record, text, matrix) for record, matrix in zip((change.before, change.now), matrices, strict=True)
        )
        if now is None and was is not None:
            left = current_rating(change.now, was.period)
            stands = f"; {left.rating.rating} of {left.given_for.label} stands again" if left else ""
            yield _move(change.placed, f"rating for {was.period.label} withdrawn: {was.text}{stands}", was, None)
        elif now is not None and was is None:
            yield _new(change, now)
        elif was is not None and now is not None and _cell(was) != _cell(now):
            yield _move(change.placed, f"rating for {now.period.label} revised from {was.text} to {now.text}", was, now)
        elif was is not None and now is not None:
            words = f"rating for {now.period.label} written otherwise: {was.text} before, {now.text} now"
            yield PlanChange(
                ChangeClass.ADMINISTRATIVE, change.placed, words, was.values, now.values, ("ratings", text)
            )


def _given(risk: Risk, text: str, matrix: RiskMatrix | None) -> _Rated | None:
    return next((_Rated(one, period, matrix) for period, one in risk.ratings.items() if period.text == text), None)


def _cell(rated: _Rated) -> object:
    return cell_of(rated.rating.rating, rated.matrix)


def _new(change: RecordChange, now: _Rated) -> PlanChange:
    """A rating for a period without one before, compared with the last one before that period."""
    earlier = earlier_rating(change.now, now.period)
    label = now.period.label
    if earlier is None:
        return _move(change.placed, f"first rated in {label}: {now.text}", None, now)
    was = _Rated(earlier.rating, earlier.given_for, now.matrix)
    if _cell(was) == _cell(now):
        words = f"rated again in {label}: {now.text}, as in {was.period.label}"
        keys = ("ratings", now.period.text)
        return PlanChange(ChangeClass.STATUS, change.placed, words, was.values, now.values, keys)
    return _move(change.placed, f"moved from {was.text} ({was.period.label}) to {now.text} in {label}", was, now)


def _move(placed: Placed[Risk], words: str, was: _Rated | None, now: _Rated | None) -> PlanChange:
    reason = now.rating.reason if now else None
    note = f"reason: {shortened(reason)}" if reason else "without a reason"
    notes = (note,) if was and now else ()
    return PlanChange(
        ChangeClass.RISK_MOVED,
        placed,
        words,
        was.values if was else None,
        now.values if now else None,
        ("ratings", now.period.text) if now else (),
        notes,
        rank=_rank(was and was.zone, now and now.zone),
        facts={"reason": reason},
    )


def _rank(was: Zone | None, now: Zone | None) -> int:
    """Risks that are red now come first, then those that were."""
    return 0 if now and now.red else 1 if was and was.red else 2


def _closure(change: RecordChange) -> PlanChange:
    before, now = change.before.closed, change.now.closed
    note: tuple[str, ...] = ()
    if now is None:
        words = f"reopened; it was closed in {before.on.label}"
    else:
        words, note = f"closed in {now.on.label}", (f"reason: {shortened(now.reason)}",)
    keys = ("closed",) if now else ()
    return PlanChange(ChangeClass.RISK_MOVED, change.placed, words, before, now, keys, note, rank=1)


def rezoned(versions: Versions) -> Iterator[PlanChange]:
    """The risks whose rating is as before and lies in another zone, because the risk matrix was changed."""
    quarter = versions.quarter
    matrices = versions.before.partnership.risk_matrix, versions.now.partnership.risk_matrix
    if quarter is None or matrices[0] == matrices[1]:
        return
    earlier = {placed.address: placed.record for placed in versions.before.risks}
    for placed in versions.now.risks:
        risk = earlier.get(placed.address)
        ratings = [current_rating(one, quarter) for one in (risk, placed.record) if one]
        if len(ratings) < 2 or not all(ratings):
            continue
        was, now = (
            _Rated(one.rating, one.given_for, matrix) for one, matrix in zip(ratings, matrices, strict=True) if one
        )
        zones = [one.zone and one.zone.id for one in (was, now)]
        if was.rating.rating == now.rating.rating and zones[0] != zones[1]:
            names = [one.zone.name if one.zone else "without a zone" for one in (was, now)]
            words = f"{now.rating.rating}: {names[0]} before, {names[1]} now, because the risk matrix was changed"
            yield replace(_move(placed, words, was, now), notes=())
