"""Records that are new, gone, renamed or moved."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from hsp_cli.analysis.plan_changes.change import ChangeClass, PlanChange
from hsp_cli.domain.action import Monitored, Scheduled
from hsp_cli.domain.address import Placed
from hsp_cli.domain.comparison import Comparison
from hsp_cli.domain.consultation import Consultation
from hsp_cli.domain.finding import Place
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.plan import Plan
from hsp_cli.domain.project import Project
from hsp_cli.domain.risk import Risk
from hsp_cli.wording.counts import counted
from hsp_cli.wording.plan_changes import deadline_day
from hsp_cli.wording.sentences import joined

_LISTED = 200
"""The most ids of records inside another that scripts get with it."""


def new_records(new: Sequence[Placed[Any]]) -> Iterator[PlanChange]:
    """A change for each new record that is in none; what is inside it is counted."""
    for placed, inside in outermost(new):
        yield PlanChange(
            ChangeClass.NEW,
            placed,
            f"new {placed.address.kind.label}{_with(inside)}",
            None,
            str(placed.address),
            rank=_rank(placed.address.kind),
            facts=_facts(inside),
        )


def gone_records(gone: Sequence[Placed[Any]]) -> Iterator[PlanChange]:
    """A change for each record that is gone, unless the record around it is gone too. Closed ones count less."""
    for placed, inside in outermost(gone):
        is_closed = is_over(placed) or not any(map(is_open, (placed, *inside)))
        kind = ChangeClass.STATUS if is_closed else ChangeClass.REMOVED
        state = _state(placed)
        live = [one for one in inside if isinstance(one.record, Scheduled | Risk) and is_open(one)]
        notes = [f"{counted(len(live), 'of these was', 'of these were')} still open"] if live and inside else []
        what = f"{placed.address.kind.label} removed{f'; it was {state}' if state else ''}{_with(inside)}"
        yield PlanChange(
            ChangeClass.COMMENTS if placed.address.kind is Kind.SECTION else kind,
            placed,
            what,
            str(placed.address),
            None,
            notes=tuple(notes),
            is_gone=True,
            rank=_rank(placed.address.kind),
            facts={**_facts(inside), "closed": is_closed},
        )


def outermost(records: Sequence[Placed[Any]]) -> Iterator[tuple[Placed[Any], list[Placed[Any]]]]:
    """The records that are in none of the others, each with those inside it. A record comes before those inside it."""
    inside: dict[Place, list[Placed[Any]]] = {}
    holders: list[Placed[Any]] = []
    for one in records:
        path, keys = one.place
        around = (Place(path, keys[:length]) for length in range(len(keys) - 1, -1, -1))
        holder = next((place for place in around if place in inside), None)
        if holder is None:
            holders.append(one)
            inside[one.place] = []
        else:
            inside[holder].append(one)
    for one in holders:
        yield one, inside[one.place]


def _with(inside: Iterable[Placed[Any]]) -> str:
    counts = Counter(one.address.kind for one in inside)
    words = [counted(count, kind.label, kind.plural) for kind, count in counts.items()]
    return f", with {joined(words)}" if words else ""


def _facts(inside: Sequence[Placed[Any]]) -> Mapping[str, Any]:
    return {"inside": [str(one.address) for one in inside[:_LISTED]], "inside_count": len(inside)}


_ORDER = (Kind.RISK, Kind.ACTION, Kind.MEASURE, Kind.INDICATOR, Kind.PLAN, Kind.AIM)


def _rank(kind: Kind) -> int:
    return _ORDER.index(kind) if kind in _ORDER else len(_ORDER)


def is_open(placed: Placed[Any]) -> bool:
    """Whether a record was in use: an action that was live, a risk that was open, or anything that is never closed."""
    record = placed.record
    if isinstance(record, Risk):
        return record.closed is None
    if isinstance(record, Monitored):
        return record.is_live
    return True


def is_over(placed: Placed[Any]) -> bool:
    record = placed.record
    return isinstance(record, Plan | Project | Consultation) and record.ended is not None


def _state(placed: Placed[Any]) -> str:
    record = placed.record
    if isinstance(record, Risk):
        return f"closed in {record.closed.on.label}" if record.closed else "open"
    if is_over(placed):
        return f"ended in {record.ended.on.label}"
    if not isinstance(record, Monitored) or record.status is None:
        return ""
    due = f", due {deadline_day(record.due)}" if isinstance(record, Scheduled) and record.is_live and record.due else ""
    return record.status.value.replace("-", " ") + due


def renamed_records(comparison: Comparison) -> Iterator[PlanChange]:
    """The records with another id, in another file, or inside another record. Those that only follow the record around
    them are left out.
    """
    pairs = comparison.changes
    now_called = {change.before.address: change.now.address for change in pairs}
    files = {change.before.address.file: change.now.address.file for change in pairs if _is_file(change.now)}
    earlier = {one.place: one for one in (*(change.before for change in pairs), *comparison.gone)}
    present = {one.place: one for one in (*(change.now for change in pairs), *comparison.new)}
    for change in pairs:
        before, now = change.before.address, change.now.address
        told = []
        if before.id != now.id:
            told.append(f"renamed from {before}")
        if files.get(before.file, before.file) != now.file:
            told.append(f"moved from {before.file_kind.label} {before.file_id}")
        elif not _is_file(change.now):
            around = _holder(change.before, earlier), _holder(change.now, present)
            if now_called.get(around[0].address, around[0].address) != around[1].address:
                told.append(f"moved from {_called(around[0])} to {_called(around[1])}")
        if told:
            kind = ChangeClass.RENAMED
            yield PlanChange(kind, change.now, "; ".join(told), str(before), str(now), rank=_rank(now.kind))
        elif _is_file(change.now) and change.before.place.path != change.now.place.path:
            words = f"file moved from {change.before.place.path}"
            paths = change.before.place.path, change.now.place.path
            yield PlanChange(ChangeClass.ADMINISTRATIVE, change.now, words, *paths)


def _is_file(placed: Placed[Any]) -> bool:
    return placed.address.kind.has_files


def _holder(placed: Placed[Any], known: Mapping[Place, Placed[Any]]) -> Placed[Any]:
    """The record that contains a record."""
    path, keys = placed.place
    around = (Place(path, keys[:length]) for length in range(len(keys) - 1, -1, -1))
    return next(known[place] for place in around if place in known)


def _called(placed: Placed[Any]) -> str:
    return f"{placed.address.kind.label} {placed.address}"
