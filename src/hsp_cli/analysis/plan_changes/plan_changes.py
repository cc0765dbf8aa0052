"""What differs between two versions of a workspace, in order of importance. Every difference is in one change.

Records are compared file by file, and only in files that differ, so that the cost follows what was changed.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from hsp_cli.analysis.exceptions import natural
from hsp_cli.analysis.plan_changes.change import ChangeClass, PlanChange, RecordChange, Told, Versions
from hsp_cli.analysis.plan_changes.deadlines import action_deadline, other_deadlines
from hsp_cli.analysis.plan_changes.fields import class_of
from hsp_cli.analysis.plan_changes.figures import indicator_figures
from hsp_cli.analysis.plan_changes.owners import owner_changes
from hsp_cli.analysis.plan_changes.presence import gone_records, new_records, renamed_records
from hsp_cli.analysis.plan_changes.promises import agreement_targets, measure_targets
from hsp_cli.analysis.plan_changes.ratings import dropped_exception, new_exception, rates_differently, rating_changes
from hsp_cli.analysis.plan_changes.risks import rezoned, risk_moves
from hsp_cli.analysis.plan_changes.series import series_changes
from hsp_cli.analysis.plan_changes.targets import indicator_targets
from hsp_cli.analysis.plan_changes.tolerances import indicator_thresholds, settings_tolerances
from hsp_cli.domain.address import Placed
from hsp_cli.domain.beside import keys_beside
from hsp_cli.domain.comparison import Change, Comparison, compare
from hsp_cli.domain.differences import Difference, Sort, differences
from hsp_cli.domain.finding import Key
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.record import Record
from hsp_cli.domain.walk import walk
from hsp_cli.domain.workspace import Workspace
from hsp_cli.wording.record_values import key_text, value_text
from hsp_cli.wording.sentences import joined


@dataclass(frozen=True, slots=True)
class PlanChanges:
    """All changes, the most important first, and the files that differ only in comments or layout."""

    versions: Versions
    changes: tuple[PlanChange, ...]
    reformatted: tuple[str, ...]

    @property
    def counts(self) -> Mapping[ChangeClass, int]:
        """The number of changes of each class that has any, in order of importance."""
        found = Counter(one.change_class for one in self.changes)
        return {one: found[one] for one in ChangeClass if found[one]}

    def of(self, change_class: ChangeClass) -> tuple[PlanChange, ...]:
        return tuple(one for one in self.changes if one.change_class is change_class)


def plan_changes(versions: Versions, differing: Collection[str] = (), unread: Collection[str] = ()) -> PlanChanges:
    """Compare two versions.

    `differing` are the paths of the files whose bytes differ. `unread` are the paths that could not be read in one of
    the versions: what they hold in the other counts neither as new nor as removed.
    """
    comparison = compared(versions.before, versions.now, unread)
    records = [RecordChange(one, differences(one.before.record, one.now.record)) for one in comparison.changes]
    found = [
        *(change for one in records for change in _of_record(versions, one)),
        *_rated_by_settings(versions, records),
        *rezoned(versions),
        *renamed_records(comparison),
        *new_records(comparison.new),
        *gone_records(comparison.gone),
        *(one for placed in comparison.new if _is_indicator(placed) and (one := new_exception(versions, placed))),
        *(one for placed in comparison.gone if _is_indicator(placed) and (one := dropped_exception(versions, placed))),
    ]
    found = list(_qualified(found))
    return PlanChanges(versions, tuple(sorted(found, key=_order)), _reformatted(versions, comparison, found, differing))


def _qualified(found: Sequence[PlanChange]) -> Iterator[PlanChange]:
    """The changes, where each exception that is resolved says if less is demanded than before."""
    eased = {one.placed.address for one in found if one.change_class is ChangeClass.GOALPOSTS}
    by_settings = any(address.kind is Kind.PARTNERSHIP for address in eased)
    for one in found:
        if one.change_class is ChangeClass.RESOLVED_EXCEPTION and (by_settings or one.placed.address in eased):
            yield replace(one, notes=(*one.notes, "the goalposts were moved in the same change"))
        else:
            yield one


def _order(change: PlanChange) -> tuple[Any, ...]:
    classes = list(ChangeClass)
    return classes.index(change.change_class), change.rank, natural(str(change.placed.address)), change.what


def _is_indicator(placed: Placed[Any]) -> bool:
    return placed.address.kind is Kind.INDICATOR


def compared(before: Workspace, now: Workspace, unread: Collection[str] = ()) -> Comparison:
    """The records of the files that differ. What may be in a file that could not be read is neither new nor gone."""
    files = [list(_files(workspace)) for workspace in (before, now)]
    shared = {id(one.record) for one in files[0]} & {id(one.record) for one in files[1]}
    found = compare(*([walk(one) for one in some if id(one.record) not in shared] for some in files))
    if not unread:
        return found
    return found._replace(
        new=tuple(one for one in found.new if not _may_be_unread(one, unread)),
        gone=tuple(one for one in found.gone if not _may_be_unread(one, unread)),
    )


def _files(workspace: Workspace) -> Iterator[Placed[Any]]:
    return workspace.files()


def _may_be_unread(placed: Placed[Any], unread: Collection[str]) -> bool:
    """Whether a record is in a file that the other version has too, but that could not be read there."""
    return any(path == placed.place.path or _stem(path) == _stem(placed.place.path) for path in unread)


def _stem(path: str) -> tuple[str, str]:
    """The folder of its kind and the name of a file, which are the same wherever it was moved to."""
    parts = path.split("/")
    return "/".join(parts[:2]), parts[-1]


_Subject = Callable[[Versions, RecordChange], Told]

_SUBJECTS: Mapping[Kind, Sequence[_Subject]] = {
    Kind.PARTNERSHIP: (settings_tolerances,),
    Kind.INDICATOR: (
        rating_changes,
        indicator_targets,
        indicator_thresholds,
        indicator_figures,
        lambda _, change: series_changes(change),
    ),
    Kind.ACTION: (action_deadline,),
    Kind.MILESTONE: (action_deadline,),
    Kind.DRAFT: (action_deadline,),
    Kind.MEASURE: (measure_targets,),
    Kind.TARGET: (agreement_targets,),
    Kind.RISK: (risk_moves,),
}
"""What may have to say something of a record of a kind, the most important first."""

_OF_EVERY_KIND: Sequence[_Subject] = (other_deadlines, owner_changes)


def _of_record(versions: Versions, change: RecordChange) -> Iterator[PlanChange]:
    if not change.differences:
        return
    left = change
    for subject in (*_SUBJECTS.get(change.placed.address.kind, ()), *_OF_EVERY_KIND):
        told = subject(versions, left)
        yield from told.changes
        explained = {id(one) for one in told.explained}
        left = left._replace(differences=[one for one in left.differences if id(one) not in explained])
    yield from _others(left)


def _others(change: RecordChange) -> Iterator[PlanChange]:
    """The differences that no subject explains. Administrative ones of a record are one change."""
    details = []
    for one in change.differences:
        if one.path == ("id",):
            continue  # it says no more than that the record was renamed
        found = class_of(one)
        if found is ChangeClass.ADMINISTRATIVE:
            details.append(one)
        else:
            yield PlanChange(found, change.placed, _text(one), one.before, one.now, _keys(one))
    if details:
        names = joined(dict.fromkeys(key_text(_called(one)) for one in details))
        before, now = ({_called(one): getattr(one, side) for one in details} for side in ("before", "now"))
        yield PlanChange(ChangeClass.ADMINISTRATIVE, change.placed, f"{names} changed", before, now, _keys(details[0]))


def _called(one: Difference) -> str:
    """The path to a value as words, without the numbers of items in lists."""
    return ".".join(map(str, one.path))


def _keys(one: Difference) -> tuple[Key, ...]:
    return () if one.sort is Sort.REMOVED else one.keys


def _text(one: Difference) -> str:
    name = key_text(_called(one))
    if _is_list(one):
        before, now = one.before or (), one.now or ()
        gone, new = ([item for item in some if item not in others] for some, others in ((before, now), (now, before)))
        parts = (("removed", gone), ("added", new))
        told = [f"{verb}: {value_text(tuple(items))}" for verb, items in parts if items]
        return f"{name}: {'; '.join(told) or 'in another order'}"
    match one.sort:
        case Sort.ADDED:
            return f"{name} added: {value_text(one.now)}"
        case Sort.REMOVED:
            return f"{name} removed: {value_text(one.before)}"
        case Sort.STATED:
            verb = "now stated" if one.before is None else "no longer stated"
            return f"{name} {verb}: {value_text(one.now if one.before is None else one.before)}"
        case _:
            return f"{name}: {_quoted(one.before)} before, {_quoted(one.now)} now"


def _quoted(value: Any) -> str:
    """A value in the middle of a sentence. Words need marks, to show where they end."""
    text = value_text(value)
    return f"“{text}”" if isinstance(value, str) and " " in text else text


def _is_list(one: Difference) -> bool:
    return isinstance(one.before or one.now, tuple) and all(isinstance(v, tuple | None) for v in (one.before, one.now))


def _rated_by_settings(versions: Versions, records: Iterable[RecordChange]) -> Iterator[PlanChange]:
    """The ratings of indicators whose own records are the same, but that other settings rate differently."""
    if not rates_differently(versions):
        return
    done = {one.placed.address for one in records if one.differences}
    for name, placed in versions.now.indicators.items():
        before = versions.before.indicators.get(name)
        if before and placed.address not in done:
            yield from rating_changes(versions, RecordChange(Change(before, placed), ())).changes


def _reformatted(
    versions: Versions, comparison: Comparison, found: Iterable[PlanChange], differing: Collection[str]
) -> tuple[str, ...]:
    """The files of which the bytes differ and nothing else: comments, layout, the order of keys."""
    told = {path for one in found for path in (one.place.path, one.placed.place.path)}
    told |= {one.place.path for one in (*comparison.new, *comparison.gone)}
    read = [
        {path for one in _files(workspace) for path in _paths(one)} for workspace in (versions.before, versions.now)
    ]
    # A file beside a record that is told of: the change names the file or its record.
    beside = {path for one in found for path in _paths(one.placed)}
    return tuple(sorted(path for path in differing if path in read[0] & read[1] and path not in told | beside))


def _paths(placed: Placed[Any]) -> Iterator[str]:
    """The file of a record, and those beside it."""
    yield placed.place.path
    model: type[Record] = type(placed.record)
    for key in keys_beside(model):
        if (beside := getattr(placed.record, key)) is not None:
            yield beside.path
