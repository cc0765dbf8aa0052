"""Scales, limits and settings of the exception report that were changed. If they demand less, the goalposts moved."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from hsp_cli.analysis.plan_changes.change import ChangeClass, PlanChange, RecordChange, Told, Versions
from hsp_cli.analysis.plan_changes.ratings import improved
from hsp_cli.domain.differences import Difference, Sort
from hsp_cli.domain.partnership import Partnership, Worsening
from hsp_cli.domain.rag import Basis, RagScale, Thresholds, limits_of
from hsp_cli.domain.risk import RiskMatrix
from hsp_cli.wording.rag import distance_text
from hsp_cli.wording.record_values import key_text, value_text

Verdict = tuple[bool, str]
"""Whether less is demanded than before, and what was changed."""


def indicator_thresholds(versions: Versions, change: RecordChange) -> Told:
    """The limits of an indicator's own, set, removed or changed."""
    explained = [one for one in change.differences if one.keys[0] == "thresholds"]
    if not explained:
        return Told(())
    scales = versions.before.partnership.rag, versions.now.partnership.rag
    before, now = change.before.thresholds, change.now.thresholds
    is_looser, words = _limits(before, now, *scales)
    better = improved(versions, change.before, change.now) if is_looser else ()
    found = ChangeClass.GOALPOSTS if is_looser else ChangeClass.TARGET
    keys = ("thresholds",) if now else ()
    return Told([PlanChange(found, change.placed, words, before, now, keys, better)], explained)


def _limits(before: Thresholds | None, now: Thresholds | None, *scales: RagScale) -> Verdict:
    """How limits differ, for ratings from best to worst. Without own limits, those of the scale hold."""
    own = (before, now)
    bases = [one.basis if one else scale.basis for one, scale in zip(own, scales, strict=True)]
    limits = [limits_of(one, scale) for one, scale in zip(own, scales, strict=True)]
    texts = [
        ", ".join(distance_text(limit, basis) for limit in some if limit is not None) or "none"
        for some, basis in zip(limits, bases, strict=True)
    ]
    both = f"{texts[0]} before, {texts[1]} now"
    if bases[0] is not bases[1] or len(limits[0]) != len(limits[1]):
        return True, f"limits of the ratings changed: {both}; hsp cannot tell whether they are wider"
    pairs = list(zip(*limits, strict=True))
    if any(_is_lower(*pair) for pair in pairs):
        return True, f"tolerance widened: limits of the ratings {both}"
    return False, f"tolerance narrowed: limits of the ratings {both}" if limits[0] != limits[1] else (
        f"limits of the ratings restated: {both}"
    )


def _is_lower(before: Decimal | None, now: Decimal | None) -> bool:
    """Whether a level is reached more easily. The last level has no limit: it takes the rest."""
    return before is not None and (now is None or now < before)


def settings_tolerances(versions: Versions, change: RecordChange) -> Told:
    """The scales, the risk matrix and the exception report of the settings."""
    found, explained = [], []
    for one in change.differences:
        judge = next((judge for path, judge in _SETTINGS.items() if one.path[: len(path)] == path), None)
        verdict = judge(one, change.before, change.now) if judge else None
        if verdict is None:
            continue
        is_looser, words = verdict
        kind = ChangeClass.GOALPOSTS if is_looser else ChangeClass.TARGET
        keys = one.keys if one.now is not None else one.keys[:1]
        found.append(PlanChange(kind, change.placed, words, one.before, one.now, keys))
        explained.append(one)
    return Told(found, explained)


def _scale(one: Difference, before: Partnership, now: Partnership) -> Verdict | None:
    """A level of a scale: new or gone, with another limit, or one that no longer counts as an exception."""
    name = "RAG scale" if one.keys[0] == "rag" else "scale for actions"
    if one.sort is Sort.ORDER:
        return True, f"{name}: the order of the levels changed"
    if one.field in ("levels", "action_rag"):
        verb = {Sort.ADDED: "added", Sort.REMOVED: "removed"}.get(one.sort, "changed")
        return True, f"{name}: level {verb}: {value_text(one.now or one.before)}"
    if one.field == "basis":
        return True, f"{name}: limits were {_basis(one.before)}, and are {_basis(one.now)}"
    level = _level_of(one, now if one.now is not None else before)
    if one.field == "at_least":
        return _is_lower(one.before, one.now), f"{name}: limit of {level} {_from_to(one)}"
    if one.field == "exception":
        is_left_out = not one.now
        return is_left_out, f"{name}: {level} {'no longer counts' if is_left_out else 'counts'} as an exception"
    if one.field in ("neutral", "stated", "code"):
        return True, f"{name}: {key_text(one.field)} of {level} {_from_to(one)}"
    return None


def _basis(basis: Basis | None) -> str:
    return "points" if basis is Basis.POINTS else "per cent of the target"


def _level_of(one: Difference, settings: Partnership) -> str:
    """The name of the level that a difference is of; the scale as a whole if it is of none."""
    scale: Any = getattr(settings, str(one.keys[0]))
    index = next((key for key in one.keys if isinstance(key, int)), None)
    levels = scale.levels if scale else ()
    return str(levels[index].name) if index is not None and index < len(levels) else "the scale"


def _from_to(one: Difference) -> str:
    before, now = (("not given" if value is None else value_text(value)) for value in (one.before, one.now))
    return f"{before} before, {now} now"


def _report(one: Difference, before: Partnership, now: Partnership) -> Verdict | None:
    """The exception report: which indicators it covers, and whether one that is getting worse counts."""
    if one.field == "schemes":
        # Without schemes, it covers every indicator.
        was, has = set(before.exceptions.schemes), set(now.exceptions.schemes)
        names = [", ".join(sorted(some)) or "every indicator" for some in (was, has)]
        is_narrower = bool(has) and (not was or not was <= has)
        return is_narrower, f"exception report: schemes covered: {names[0]} before, {names[1]} now"
    if one.field == "worsening":
        order = list(Worsening)
        is_looser = order.index(now.exceptions.worsening) > order.index(before.exceptions.worsening)
        return is_looser, f"exception report: indicators that are getting worse count: {_from_to(one)}"
    if one.field == "worsening_below":
        codes = [level.code for level in now.rag.levels]
        old, new = (codes.index(code) if code in codes else None for code in (one.before, one.now))
        is_looser = old is None or new is None or new > old
        return is_looser, f"exception report: those getting worse count if rated below: {_from_to(one)}"
    return None


def _matrix(one: Difference, before: Partnership, now: Partnership) -> Verdict | None:
    """The risk matrix: the zone of a cell, and which zones are red."""
    if one.field == "risk_matrix":
        return True, f"risk matrix {'added' if one.sort is Sort.ADDED else 'removed'}"
    if one.field == "cells" and len(one.keys) == len(("risk_matrix", "cells", "row")):
        return True, f"risk matrix: row {one.keys[-1]} {one.sort.value}"
    if one.field == "cells":
        cell = "".join(map(str, one.keys[2:]))
        red = [_is_red(settings.risk_matrix, zone) for settings, zone in ((before, one.before), (now, one.now))]
        return red[0] and not red[1], f"risk matrix: cell {cell}: zone {_from_to(one)}"
    if one.field == "red":
        return not one.now, f"risk matrix: a zone {'is no longer' if not one.now else 'is now'} red"
    if one.sort in (Sort.ADDED, Sort.REMOVED, Sort.ORDER) or one.field in ("code", "id"):
        return True, f"risk matrix: {key_text(one.path[-1])}: {_from_to(one)}"
    return None


def _is_red(matrix: RiskMatrix | None, zone: Any) -> bool:
    found = matrix.zone_of(zone) if matrix else None
    return found is not None and found.red


def _grace(one: Difference, before: Partnership, now: Partnership) -> Verdict:
    is_looser = now.risk_rating_grace > before.risk_rating_grace
    return is_looser, f"quarters that may end without a new rating of a risk: {_from_to(one)}"


_Judge = Callable[[Difference, Partnership, Partnership], Verdict | None]

_SETTINGS: Mapping[tuple[str, ...], _Judge] = {
    ("rag",): _scale,
    ("action_rag",): _scale,
    ("exceptions",): _report,
    ("risk_matrix",): _matrix,
    ("risk_rating_grace",): _grace,
}
