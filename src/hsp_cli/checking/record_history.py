"""The history of one record: what each commit changed of it, followed across files and ids."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from hsp_cli.checking.file_versions import FileVersions, PlacedRecord, Step
from hsp_cli.domain.address import Address
from hsp_cli.domain.commit import Commit
from hsp_cli.domain.plain_differences import PlainDifference, plain_differences
from hsp_cli.domain.plain_records import PlainRecord, own_data
from hsp_cli.domain.request import RequestRefused
from hsp_cli.store.earlier_files import is_shallow, refusal
from hsp_cli.store.git import GitFailed


class What(StrEnum):
    """What a commit did with a record."""

    ADDED = "added"
    CHANGED = "changed"
    RENAMED = "renamed"
    MOVED = "moved"
    REMOVED = "removed"
    UNREAD = "unread"


class Trace(NamedTuple):
    """Where a record is: its address and the path of its file."""

    address: Address
    path: str


class RecordVersion(NamedTuple):
    """What one commit did with a record, where it is since then, and the values that differ.

    `commit` is None for what is on disk and in no commit yet. `other` is the place before, if the record was renamed or
    moved; of a record that was removed, it is the place of the record that has had its text since then. If the version
    of its file cannot be read, nobody knows what the commit changed.
    """

    commit: Commit | None
    what: What
    at: Trace
    other: Trace | None = None
    differences: tuple[PlainDifference, ...] = ()


@dataclass(frozen=True)
class RecordHistory:
    """The versions of a record, the latest first. `last` is its latest version that can be read.

    `begins` and `commits` are of the whole history, not only of this record. `is_shallow` is true if the clone has only
    the latest commits; then the first of them seems to have added what was there before.
    """

    last: PlainRecord
    is_present: bool
    versions: tuple[RecordVersion, ...]
    begins: date | None
    commits: int
    is_shallow: bool


def record_history(root: str, address: Address, path: str) -> RecordHistory:
    """The history of a record that the workspace has. RequestRefused if git does not tell."""
    try:
        files = FileVersions(root)
        return _history(files, Trace(address, path), is_present=True)
    except GitFailed as failed:
        raise refusal(failed, root) from None


def gone_record_history(root: str, name: str) -> RecordHistory | None:
    """The history of a record that was removed, by its address, id or code; None if no version has one of that name.

    RequestRefused if git does not tell, or if one commit removed several records of that name.
    """
    try:
        files = FileVersions(root)
        trace = _last_place(files, name)
        return _history(files, trace, is_present=False) if trace else None
    except GitFailed as failed:
        raise refusal(failed, root) from None


def _history(files: FileVersions, trace: Trace, *, is_present: bool) -> RecordHistory:
    versions: list[RecordVersion] = []
    known: list[PlainRecord] = []
    start = 0
    while start < len(files.steps):
        start, trace = _follow(files, trace, start, versions, known)
    return RecordHistory(known[0], is_present, tuple(versions), files.begins, files.commits, is_shallow(files.root))


def _follow(
    files: FileVersions, trace: Trace, start: int, versions: list[RecordVersion], known: list[PlainRecord]
) -> tuple[int, Trace]:
    """Add what steps did with a record while it was at one place, and its versions, the latest first.

    Returns the step from which to go on, and the place before it.
    """
    found = _versions_at(files, trace, start)
    for index, step in enumerate(files.steps[start:], start):
        file = next((file for file in step.files if file.path == trace.path), None)
        if file is None:
            continue
        now, is_read = found.get(file.after, (None, True))
        before = [one for one in (found.get(one, (None, True))[0] for one in file.before) if one]
        known += filter(None, (now, *before))
        if not is_read:
            if before:
                versions.append(RecordVersion(step.commit, What.UNREAD, trace))
        elif now and before:
            if differences := _common_differences(before, now):
                versions.append(RecordVersion(step.commit, What.CHANGED, trace, differences=differences))
        elif now and (origin := _elsewhere(files, step, trace, now, is_before=True)):
            place = Trace(origin.record.address, origin.path)
            what = What.MOVED if place.address == trace.address else What.RENAMED
            changed = tuple(plain_differences(own_data(origin.record), own_data(now)))
            versions.append(RecordVersion(step.commit, what, trace, place, changed))
            return index + 1, place
        elif now:
            added = tuple(plain_differences({}, own_data(now)))
            versions.append(RecordVersion(step.commit, What.ADDED, trace, differences=added))
        elif before:
            successor = _elsewhere(files, step, trace, before[0], is_before=False)
            other = Trace(successor.record.address, successor.path) if successor else None
            versions.append(RecordVersion(step.commit, What.REMOVED, trace, other))
    return len(files.steps), trace


def _versions_at(files: FileVersions, trace: Trace, start: int) -> dict[str | None, tuple[PlainRecord | None, bool]]:
    """The record in each content of the file at a place, and whether the content can be read as records.

    A content that cannot be read counts as if it said what the one before says.
    """
    changed = [file for step in files.steps[start:] for file in step.files if file.path == trace.path]
    ids = list(dict.fromkeys(one for file in changed for one in (file.after, *file.before) if one))
    found: dict[str | None, tuple[PlainRecord | None, bool]] = {}
    for one, content in zip(ids, files.contents(ids), strict=True):
        records = files.records_in(trace.path, content)
        found[one] = (None, False) if records is None else (records.get(trace.address), True)
    for file in reversed(changed):
        if file.after and not found[file.after][1]:
            before = (found[one][0] for one in file.before if one)
            found[file.after] = (next(filter(None, before), None), False)
    return found


def _elsewhere(
    files: FileVersions, step: Step, trace: Trace, record: PlainRecord, *, is_before: bool
) -> PlacedRecord | None:
    """Where a record that came in a step was before, or where one that went in it is now. None if that is not clear.

    It is the same record if it has the same address, or if it is the only one of its kind that went or came there with
    the same text.
    """
    if not any(one for file in step.files for one in (file.before if is_before else (file.after,))):
        return None
    before, after = files.records_of(step)
    here, there = (after, before) if is_before else (before, after)
    if (found := there.get(trace.address)) and found.path != trace.path:
        return found
    alike = [one for address, one in there.items() if address not in here and _is_alike(one.record, record)]
    rivals = [one for address, one in here.items() if address not in there and _is_alike(one.record, record)]
    return alike[0] if len(alike) == len(rivals) == 1 else None


def _is_alike(one: PlainRecord, other: PlainRecord) -> bool:
    return one.address.kind is other.address.kind and one.heading == other.heading != ""


def _common_differences(befores: Sequence[PlainRecord], now: PlainRecord) -> tuple[PlainDifference, ...]:
    """What differs from every version before. A merge has changed only what none of its parents says."""
    first, *others = (list(plain_differences(own_data(one), own_data(now))) for one in befores)
    changed = [{(one.keys, repr(one.now)) for one in differences} for differences in others]
    return tuple(one for one in first if all((one.keys, repr(one.now)) in keys for keys in changed))


def _last_place(files: FileVersions, name: str) -> Trace | None:
    """Where a record of a name was last. None if no version has one."""
    wanted = name.strip().casefold()
    record_id = wanted.rpartition("/")[2].encode("utf-8")
    places = [(step, file.path, one) for step in files.steps for file in step.files for one in file.before if one]
    seen: Step | None = None
    found: dict[Address, Trace] = {}
    for (step, path, _), content in zip(places, files.contents(one for *_, one in places), strict=True):
        if found and step is not seen:
            break
        # Most files do not have the id, and to parse them takes much longer than to look for it.
        if content is None or record_id not in content.lower():
            continue
        for address, record in (files.records_in(path, content) or {}).items():
            code = record.data.get("code")
            names = (str(address), address.full, address.id, code.casefold() if isinstance(code, str) else "")
            if wanted in names:
                found.setdefault(address, Trace(address, path))
                seen = step
    if len(found) > 1:
        spellings = ", ".join(address.full for address in found)
        raise RequestRefused(f"{len(found)} records were called {name!r}", f"give the full address: {spellings}")
    return next(iter(found.values()), None)
