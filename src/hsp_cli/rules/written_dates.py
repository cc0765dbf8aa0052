"""Rules for dates that a record has twice: as a period, and in the words of the document."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, get_args

from hsp_cli.domain.action import Action
from hsp_cli.domain.address import Placed
from hsp_cli.domain.deadline import Deadline
from hsp_cli.domain.finding import Key, Place, Severity
from hsp_cli.domain.inference import inferred_at
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.period import Period
from hsp_cli.domain.record import Entry, Record
from hsp_cli.domain.workspace import Workspace
from hsp_cli.domain.written_dates import WrittenDate, dates_in
from hsp_cli.rules.support.registry import Problem, rule

_BY = re.compile(r"\bby (?:the )?(?:end (?:of )?|close of )?(?=\S)")
_LONGEST_DATE = 40
_PROMISING = (Kind.ACTION, Kind.MEASURE, Kind.MILESTONE, Kind.DRAFT)
"""The kinds of record whose text may promise something by a date."""


@rule("words-contradict-period", hint="correct the period, or the words if they were copied wrongly")
def words_contradict_period(workspace: Workspace) -> Iterator[Problem]:
    """A deadline has a period and the document's words, and the two name different dates.

    hsp reminds by the period, and papers print the words. The owner would be told one date and chased for another.
    Often the month was moved to the wrong year. The rule reads days, months and years in the words; a deadline such
    as "late January" fits any day of that month.

    Example:

        due: {period: 2003-02, as_written: February 2004}

    Way out: look at the document, and correct the period or the words.
    """
    calendar = workspace.partnership.calendar
    for walk in workspace.walks:
        for placed in walk.records:
            for place, deadline in _deadlines(placed.record, placed.place):
                words, period = deadline.as_written, deadline.period
                if words and period and (dates := dates_in(words)) and not any(d.fits(period, calendar) for d in dates):
                    yield Problem(place.at("as_written"), f'"{words}" does not fit the period, {period.label}')


def _deadlines(record: Record, place: Place) -> Iterator[tuple[Place, Deadline]]:
    """The deadlines of a record and of the parts of it that are no records with an id."""
    for key in _keys_of_deadlines(type(record)):
        yield from _deadlines_in(record.__dict__[key], place.at(key))


def _deadlines_in(value: Any, place: Place) -> Iterator[tuple[Place, Deadline]]:
    if isinstance(value, Deadline):
        yield place, value
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _deadlines_in(item, place.at(index))
    elif isinstance(value, Record):
        yield from _deadlines(value, place)


@cache
def _keys_of_deadlines(model: type[Record]) -> tuple[str, ...]:
    return tuple(key for key, field in model.model_fields.items() if _may_hold_deadlines(field.annotation))


def _may_hold_deadlines(annotation: Any) -> bool:
    if parts := get_args(annotation):
        return any(_may_hold_deadlines(part) for part in parts)
    if not isinstance(annotation, type) or not issubclass(annotation, Record) or issubclass(annotation, Entry):
        return False
    return annotation is Deadline or bool(_keys_of_deadlines(annotation))


@rule(
    "text-contradicts-deadline",
    severity=Severity.WARNING,
    hint="correct the date, or record the move with `first_due` and `revisions`",
)
def text_contradicts_deadline(workspace: Workspace) -> Iterator[Problem]:
    """A text says "by" a date, or the document's words name one, and the record's own deadline is another.

    Somebody moved the deadline and not the text, or misread the document. Readers of the paper see both dates. The
    rule compares the words after "by" in the text of an action, measure or milestone, and all dates in
    `source: {verbatim: …}`, with every date of the record. Dates that are marked as inferred do not count.

    Example:

        actions:
          - id: a1
            text: Publish the strategy by March 2018
            due: 2018-09

    Way out: look at the document and correct the date that is wrong. If the deadline was moved, keep the original one
    as `first_due` and give the reason under `revisions`.
    """
    calendar = workspace.partnership.calendar
    for walk in workspace.walks:
        for placed in walk.records:
            for keys, dates in _written(placed):
                periods = _periods(placed.record)
                if periods and not any(date.fits(period, calendar) for date in dates for period in periods):
                    said, recorded = _listed(date.words for date in dates), _listed(period.label for period in periods)
                    words = f"the words of {placed.address} give {said}, but the record {recorded}"
                    yield Problem(placed.place.at(*keys), words)


def _listed(words: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(words))


def _written(placed: Placed[Any]) -> Iterator[tuple[tuple[Key, ...], list[WrittenDate]]]:
    """The texts of a record that give a date for it: their keys and those dates."""
    record = placed.record
    if placed.address.kind in _PROMISING and (dates := _promised(record.text)):
        yield ("text",), dates
    if record.source and record.source.verbatim and (dates := dates_in(record.source.verbatim)):
        yield ("source", "verbatim"), dates


def _promised(text: str) -> list[WrittenDate]:
    """The dates that come after "by" in a text."""
    return [
        date
        for match in _BY.finditer(text)
        for date in dates_in(text[match.end() : match.end() + _LONGEST_DATE])
        if text.startswith(date.words, match.end())
    ]


def _periods(record: Entry) -> list[Period]:
    """The dates of a record and of the revisions of an action, without those that are inferred."""
    values = [value for key, value in record if not inferred_at(record, key)]
    if isinstance(record, Action):
        values += [revision.due for revision in record.revisions]
    dates = [value.period if isinstance(value, Deadline) else value for value in values]
    return list(dict.fromkeys(date for date in dates if isinstance(date, Period)))
