"""What all changes to a record share: the record that is meant, dates and texts as given, and the order of its keys."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from hsp_cli.analysis.catalogue import Item, find
from hsp_cli.domain.edit import Edit, Remove, Set
from hsp_cli.domain.finding import Place
from hsp_cli.domain.inference import SEPARATOR
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.kinds import models
from hsp_cli.domain.period import Period
from hsp_cli.domain.record import Entry, Record
from hsp_cli.domain.request import RequestRefused
from hsp_cli.domain.workspace import Workspace

ORDER = (
    "id", "number", "text", "title", "description", "priority", "board", "owners", "leads", "category", "start",
    "first_due", "due", "revisions", "status", "reason", "completed", "progress", "rag", "outcome", "updates",
)  # fmt: skip
"""The order in which records of plans, meetings and registers have these keys."""

_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")


class Wished(NamedTuple):
    """A change to one record: the file, the edits of its data, and what it does in words."""

    path: str
    edits: tuple[Edit, ...]
    said: str


def named(workspace: Workspace, name: str, kinds: Sequence[Kind], hint: str) -> Item:
    """The record that a name means. RequestRefused if there is none, or if it is of another kind."""
    item = find(workspace, name, kinds)
    if item.kind not in kinds:
        raise RequestRefused(item.described, hint)
    return item


def kinds_of(model: type[Record]) -> tuple[Kind, ...]:
    """The kinds whose records have what a model has."""
    return tuple(kind for kind, one in models().items() if issubclass(one, model))


def behind(key: str, order: Sequence[str] = ORDER) -> tuple[str, ...]:
    """The keys behind one of which a new key goes, the nearest first."""
    return tuple(reversed(order[: order.index(key)]))


def set_at(place: Place, key: str, value: Any) -> Set:
    """Give a key of a record a value."""
    return Set((*place.keys, key), value, behind(key))


def with_inferences_removed(record: Entry, place: Place, edits: Iterable[Edit]) -> Iterator[Edit]:
    """The edits, and the removal of the mark `inferred` from values that somebody has now stated."""
    left = dict(record.inferred)
    for edit in edits:
        yield edit
        path = SEPARATOR.join(str(key) for key in edit.keys[len(place.keys) :])
        for marked in [one for one in left if one == path or one.startswith(f"{path}{SEPARATOR}")]:
            del left[marked]
            yield Remove((*place.keys, "inferred", marked) if left else (*place.keys, "inferred"))


def period_given(workspace: Workspace, text: str) -> Period:
    """A period in any spelling. RequestRefused if it is none."""
    try:
        return Period.parse(text, workspace.partnership.calendar)
    except ValueError as wrong:
        raise RequestRefused(str(wrong)) from None


def date_given(workspace: Workspace, text: str) -> Period:
    """The same for somebody who was asked for a date, which may be a month or a quarter too."""
    try:
        return period_given(workspace, text)
    except RequestRefused as refused:
        raise RequestRefused(refused.message.replace("is not a period", "is not a date"), refused.hint) from None


def day_given(workspace: Workspace, text: str | None, as_of: date) -> Period:
    """The date on which something was done; without one, today. RequestRefused if it is still to come."""
    if text is None:
        return Period.day(as_of)
    period = date_given(workspace, text)
    if period.first_day > as_of:
        raise RequestRefused(f"{period} is after {as_of}", "give the date on which it was done, or --as-of DATE")
    return period


def as_written(period: Period) -> str | int:
    """A period as a record has it: a calendar year is a number in YAML."""
    return int(period.text) if period.text.isdecimal() else period.text


def number_given(text: str, option: str) -> Decimal:
    """A number as given, with its digits. RequestRefused if it is none."""
    if _NUMBER.fullmatch(text.strip()) is None:
        raise RequestRefused(f"{option} {text!r} is not a number", "write it as 71 or 77.5, without commas or units")
    return Decimal(text.strip())


def text_given(text: str, option: str) -> str:
    """A text without blanks at its ends. RequestRefused if nothing is left."""
    if not text.strip():
        raise RequestRefused(f"{option} is empty")
    return text.strip()
