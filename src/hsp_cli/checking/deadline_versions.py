"""The deadlines in every version of a file, from its contents in git, parsing as little as possible."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from hsp_cli.domain.action import Scheduled
from hsp_cli.domain.address import Address
from hsp_cli.domain.deadline_changes import Deadlines
from hsp_cli.domain.deadline_record import DeadlineRecord, deadline_record
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.period import Calendar
from hsp_cli.domain.plain_records import PlainRecord, plain_records, records_inside
from hsp_cli.domain.record import Record
from hsp_cli.store.changed_items import changed_items
from hsp_cli.store.guard import Refused, decoded_text, guarded_text
from hsp_cli.store.parsing import parse


@dataclass(frozen=True, slots=True)
class _Version:
    """The deadlines in one version of a file.

    `file` is the file part of their addresses. `models` has the model of each id in the file, or None if records of
    several models have the id.
    """

    file: str
    deadlines: Deadlines
    models: Mapping[str, type[Record] | None]


class DeadlineReader:
    """Reads the deadlines of one version after another of a file. A version that is much like the one before is
    compared with it, and only the items that differ are parsed.
    """

    def __init__(self, kind: Kind, calendar: Calendar, max_bytes: int, *, use_items: bool = True) -> None:
        self.kind = kind
        self.max_bytes = max_bytes
        self.calendar = calendar
        self.use_items = use_items
        self.parsed = 0
        """How many characters were parsed."""
        self._text = ""
        self._last: _Version | None = None
        self._has_used_items = False

    def read(self, content: bytes) -> Deadlines | None:
        """The deadlines of the next version. None if it cannot be read as a record."""
        try:
            text = decoded_text(content)
            found = self._from_items(text) or self._from_all(text)
        except Refused:
            return None
        if found is None:
            return None
        self._text, self._last = text, found
        return found.deadlines

    def is_confirmed(self) -> bool:
        """Whether the last version, parsed as a whole, says what was put together from its items."""
        if not self._has_used_items or self._last is None:
            return True
        try:
            whole = self._from_all(self._text)
        except Refused:
            return False
        return whole is not None and whole.deadlines == self._last.deadlines

    def _from_all(self, text: str) -> _Version | None:
        records = list(plain_records(self.kind, self._parse(text)))
        if not records:
            return None
        models: dict[str, type[Record] | None] = {}
        _add_models(models, records)
        return _Version(records[0].address.file, dict(self._deadlines(records)), models)

    def _from_items(self, text: str) -> _Version | None:
        """From the version before and the items that differ. None if that cannot be told for certain."""
        last = self._last
        runs = changed_items(self._text, text) if last and self.use_items else None
        if last is None or runs is None:
            return None
        try:
            before, now = (self._records(self._parse(run), last) for run in runs)
        except Refused:
            return None
        if before is None or now is None:
            return None
        gone, added = dict(self._deadlines(before)), dict(self._deadlines(now))
        remaining = {address: one for address, one in last.deadlines.items() if address not in gone}
        # A text can quote an item, so the items must be those that the file has.
        is_same = all(last.deadlines.get(address) == one for address, one in gone.items())
        if not is_same or not remaining.keys().isdisjoint(added):
            return None
        self._has_used_items = True
        models = dict(last.models)
        _add_models(models, now)
        return _Version(last.file, remaining | added, models)

    def _records(self, items: Any, last: _Version) -> list[PlainRecord] | None:
        """The records of a run of items, whose models the version before tells. None if it does not."""
        if not isinstance(items, list):
            return None
        ids = [item.get("id") if isinstance(item, dict) else None for item in items]
        models = {last.models[one] for one in ids if isinstance(one, str) and one in last.models}
        model = models.pop() if len(models) == 1 else None
        if model is None or model.KIND is None:
            return None
        found = []
        for record_id, item in zip(ids, items, strict=True):
            if not isinstance(record_id, str):
                return None
            found.append(PlainRecord(Address(model.KIND, last.file, record_id), (), model, item))
            found += records_inside(model, item, last.file, ())
        return found

    def _deadlines(self, records: list[PlainRecord]) -> Iterator[tuple[Address, DeadlineRecord]]:
        for one in records:
            if issubclass(one.model, Scheduled):
                yield one.address, deadline_record(one.data, one.heading, self.calendar)

    def _parse(self, text: str) -> Any:
        self.parsed += len(text)
        return parse(guarded_text(text.encode("utf-8"), self.max_bytes))


def _add_models(models: dict[str, type[Record] | None], records: list[PlainRecord]) -> None:
    for one in records:
        known = models.setdefault(one.address.id, one.model)
        if known is not one.model:
            models[one.address.id] = None
