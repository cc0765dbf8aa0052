"""New and resolved exceptions, and ratings of indicators that differ: in one quarter, and in all others."""

from collections.abc import Iterator
from typing import NamedTuple

from hsp_cli.analysis.exceptions import is_covered, reasons
from hsp_cli.analysis.plan_changes.change import ChangeClass, PlanChange, RecordChange, Told, Versions
from hsp_cli.domain.address import Placed
from hsp_cli.domain.differences import Difference
from hsp_cli.domain.finding import Key
from hsp_cli.domain.indicator import Assessment, Indicator
from hsp_cli.domain.partnership import Partnership
from hsp_cli.domain.performance import Judgement, Performance, judgement, performance_of, ratings_of
from hsp_cli.domain.period import Period
from hsp_cli.domain.workspace import Workspace
from hsp_cli.wording.plan_changes import level_name, standing_text
from hsp_cli.wording.record_values import shortened


class Standing(NamedTuple):
    """How an indicator stands in a quarter: its performance, the reasons why it is an exception, whether the exception
    report covers it, whether it can be judged, and the name of its level.
    """

    performance: Performance
    reasons: tuple[str, ...]
    covered: bool
    judged: Judgement
    level: str | None

    @property
    def is_exception(self) -> bool:
        return self.covered and bool(self.reasons)

    @property
    def seen(self) -> tuple[object, ...]:
        """What a reader sees of it."""
        return self.level, self.performance.verdict, self.judged, self.covered


def standing(indicator: Indicator, quarter: Period, settings: Partnership) -> Standing:
    performance = performance_of(indicator, quarter, settings.rag)
    found = reasons(performance, settings)
    level = level_name(settings.rag, performance.rag) if performance.rag else None
    judged = judgement(performance, settings.rag)
    return Standing(performance, found, is_covered(indicator, settings), judged, level)


def rates_differently(versions: Versions) -> bool:
    """Whether the settings rate or report indicators differently, so that every one of them has to be compared."""
    before, now = versions.before.partnership, versions.now.partnership
    return (before.rag, before.exceptions, before.calendar) != (now.rag, now.exceptions, now.calendar)


def rating_changes(versions: Versions, change: RecordChange) -> Told:
    """The exceptions and ratings of an indicator that differ, and the published ratings that this explains."""
    before, now = change.before, change.now
    found = []
    told: set[Period] = set()
    if versions.quarter:
        then, since = _standings(versions, before, now, versions.quarter)
        if one := _in_quarter(versions, change.placed, then, since):
            found.append(one)
            told.add(versions.quarter)
    for quarter, was, code in other_ratings(versions, before, now):
        if quarter != versions.quarter:
            found.append(_other(versions, change.placed, quarter, was, code))
            told.add(quarter)
    whole = [one for one in change.differences if one.path[0] == "assessments" and len(one.path) == 2]
    published = [one for one in change.differences if one.path[0] == "assessments" and one.path[2:3] in _RATED_PATHS]
    published += (one for one in whole if any(_rated(one.now or one.before)))
    named = {quarter.text for quarter in told}
    left = {one.keys[1] for one in published if one.keys[1] not in named or one.field == "as_at"}
    found += (_published(change, quarter) for quarter in sorted(map(str, left)))
    found += (comment for one in whole for comment in _words(change, one))
    return Told(found, [*published, *whole])


_RATED = ("rag", "direction", "as_at")
_RATED_PATHS = tuple((key,) for key in _RATED)


def _rated(assessment: Assessment) -> Iterator[bool]:
    return (getattr(assessment, key) is not None for key in _RATED)


def _words(change: RecordChange, one: Difference) -> Iterator[PlanChange]:
    """What a whole assessment says in words, if it is new or gone."""
    assessment: Assessment = one.now or one.before
    for key in ("comment", "note"):
        if words := getattr(assessment, key):
            what = f"{key} for {one.keys[1]} {one.sort.value}: {shortened(words)}"
            before, now = (None, words) if one.now else (words, None)
            keys = (*one.keys, key) if one.now else ()
            yield PlanChange(ChangeClass.COMMENTS, change.placed, what, before, now, keys)
    if not any((*_rated(assessment), assessment.comment, assessment.note)):
        what = f"assessment for {one.keys[1]} {one.sort.value}, without a rating or comment"
        yield PlanChange(ChangeClass.ADMINISTRATIVE, change.placed, what, one.before, one.now)


def new_exception(versions: Versions, placed: Placed[Indicator]) -> PlanChange | None:
    """The exception that a new indicator is, if it is one."""
    if versions.quarter is None:
        return None
    now = standing(placed.record, versions.quarter, versions.now.partnership)
    return _exception(versions, placed, None, now) if now.is_exception else None


def dropped_exception(versions: Versions, placed: Placed[Indicator]) -> PlanChange | None:
    """An exception that is no longer reported because its indicator was removed."""
    if versions.quarter is None:
        return None
    then = standing(placed.record, versions.quarter, versions.before.partnership)
    return _dropped(versions, placed, then, None) if then.is_exception else None


def improved(versions: Versions, before: Indicator, now: Indicator) -> tuple[str, ...]:
    """The quarters in which the indicator is rated better than before, each as a phrase."""
    codes = [level.code for level in versions.now.partnership.rag.levels]
    return tuple(
        f"in {quarter.label} the rating improves from {_level(versions.before, was)} to {_level(versions.now, code)}"
        for quarter, was, code in other_ratings(versions, before, now)
        if was in codes and code in codes and codes.index(code) < codes.index(was)
    )


def other_ratings(versions: Versions, before: Indicator, now: Indicator) -> Iterator[tuple[Period, str, str | None]]:
    """Each quarter that was rated before and is rated otherwise now, or no longer."""
    sides = (before, versions.before), (now, versions.now)
    then, since = (
        dict(ratings_of(indicator, workspace.partnership.rag, workspace.partnership.calendar))
        for indicator, workspace in sides
    )
    for quarter, was in then.items():
        code = since.get(quarter)
        if code is None or _level(versions.before, was) != _level(versions.now, code):
            yield quarter, was, code


def _standings(versions: Versions, before: Indicator, now: Indicator, quarter: Period) -> tuple[Standing, Standing]:
    return (
        standing(before, quarter, versions.before.partnership),
        standing(now, quarter, versions.now.partnership),
    )


def _in_quarter(versions: Versions, placed: Placed[Indicator], then: Standing, since: Standing) -> PlanChange | None:
    if then.is_exception and not since.covered:
        return _dropped(versions, placed, then, since)
    if since.is_exception and not then.is_exception:
        return _exception(versions, placed, then, since)
    if then.is_exception and not since.is_exception and since.judged is Judgement.JUDGED:
        return _change(ChangeClass.RESOLVED_EXCEPTION, versions, placed, then, since, "no longer an exception")
    if then.seen != since.seen:
        is_lost = then.is_exception and not since.is_exception
        lost = "was an exception, and can no longer be judged" if is_lost else ""
        return _change(ChangeClass.RATING, versions, placed, then, since, lost)
    return None


def _exception(versions: Versions, placed: Placed[Indicator], then: Standing | None, since: Standing) -> PlanChange:
    return _change(ChangeClass.NEW_EXCEPTION, versions, placed, then, since, "; ".join(since.reasons))


def _dropped(versions: Versions, placed: Placed[Indicator], then: Standing, since: Standing | None) -> PlanChange:
    why = "its record was removed" if since is None else "the exception report no longer covers it"
    words = f"an exception before, and no longer reported, because {why}"
    return _change(ChangeClass.GOALPOSTS, versions, placed, then, since, words)


def _change(
    found: ChangeClass,
    versions: Versions,
    placed: Placed[Indicator],
    then: Standing | None,
    since: Standing | None,
    words: str,
) -> PlanChange:
    quarter = versions.quarter
    assert quarter is not None
    texts = [
        standing_text(one and one.performance, one and one.judged, workspace.partnership.rag)
        for one, workspace in ((then, versions.before), (since, versions.now))
    ]
    what = f"{quarter.label}: {texts[0]} before, {texts[1]} now" if then else f"{quarter.label}: {texts[1]}"
    if since is None:
        what = f"{quarter.label}: {texts[0]} before"
    return PlanChange(
        found,
        placed,
        f"{what}; {words}" if words else what,
        _values(then),
        _values(since),
        _keys(placed.record, quarter),
        is_gone=since is None,
        rank=_rank(since or then, versions),
        facts={"quarter": quarter.text},
    )


_LAST = 1000
"""The rank of a rating of another quarter than the one that is compared."""


def _rank(one: Standing | None, versions: Versions) -> int:
    """The worst rating first."""
    codes = [level.code for level in versions.now.partnership.rag.levels]
    code = one.performance.rag if one else None
    return -codes.index(code) if code in codes else 1


def _values(one: Standing | None) -> dict[str, object] | None:
    if one is None:
        return None
    verdict, basis = one.performance.verdict, one.performance.rag_basis
    judged = None if one.judged is Judgement.JUDGED else one.judged.value
    return {
        "rag": one.performance.rag,
        "rag_basis": basis,
        "verdict": verdict.value if verdict else None,
        "exception": one.is_exception,
        "not_judged": judged,
    }


def _keys(indicator: Indicator, quarter: Period) -> tuple[Key, ...]:
    return next(((key, quarter.text) for key in ("assessments", "figures") if quarter in getattr(indicator, key)), ())


def _other(versions: Versions, placed: Placed[Indicator], quarter: Period, was: str, code: str | None) -> PlanChange:
    now = _level(versions.now, code) if code else "not rated"
    words = f"{quarter.label}: {_level(versions.before, was)} before, {now} now"
    facts = {"quarter": quarter.text}
    return PlanChange(
        ChangeClass.RATING,
        placed,
        words,
        {"rag": was},
        {"rag": code},
        _keys(placed.record, quarter),
        rank=_LAST,
        facts=facts,
    )


def _level(workspace: Workspace, code: str) -> str:
    return level_name(workspace.partnership.rag, code)


def _published(change: RecordChange, quarter: str) -> PlanChange:
    """A published rating that differs although the rating that is shown does not."""
    texts = []
    for indicator in (change.before, change.now):
        one = {period.text: found for period, found in indicator.assessments.items()}.get(quarter)
        given = {key: getattr(one, key) for key in _RATED if one and getattr(one, key) is not None}
        texts.append({key: str(value) for key, value in given.items()})
    named = next(period for one in (change.now, change.before) for period in one.assessments if period.text == quarter)
    words = [", ".join(f"{key.replace('_', ' ')} {value}" for key, value in text.items()) for text in texts]
    before, now = (word or "not published" for word in words)
    what = f"{named.label}, as published: {before} before, {now} now"
    is_gone = named not in change.now.assessments
    keys: tuple[Key, ...] = () if is_gone else ("assessments", quarter)
    return PlanChange(ChangeClass.RATING, change.placed, what, texts[0] or None, texts[1] or None, keys)
