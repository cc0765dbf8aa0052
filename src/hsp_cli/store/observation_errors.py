"""Finds what is wrong with a file of observations: its header, its rows, its cells and its keys, in this order.

If the header is wrong, its rows are not looked at, and if a row has too few or too many cells, no cell is.
"""

from collections.abc import Iterator, Mapping, Sequence
from enum import EnumType
from itertools import islice
from typing import Any, NamedTuple

from hsp_cli.domain.finding import Finding, Place
from hsp_cli.domain.observations import PERIOD
from hsp_cli.domain.period import Period
from hsp_cli.domain.series import figure_columns
from hsp_cli.store import file_rules
from hsp_cli.store.key_hints import closest, did_you_mean
from hsp_cli.store.model_errors import shown
from hsp_cli.store.observations import ReadCell, incomplete, is_formula, is_header
from hsp_cli.store.source_map import MAX_FINDINGS
from hsp_cli.store.value_hints import choice_hint, number_hint, period_hint

_HEADER = -1
"""The row of the header in a place."""

Rows = Sequence[Sequence[str]]


def findings_in(
    path: str, header: Sequence[str], rows: Rows, readers: Mapping[str, ReadCell], dimensions: Sequence[str]
) -> list[Finding]:
    """What is wrong with the rows of a file. The findings beyond MAX_FINDINGS are only counted."""
    place = Place(path)
    if not is_header(header, readers, dimensions):
        return list(islice(_in_header(place, header, readers, dimensions), MAX_FINDINGS))
    told = _told(_ragged(place, header, rows))
    if not told.first:
        told = _told(
            _in_cells(place, header, rows, readers),
            _repeated(place, header, rows, readers, dimensions),
            _incomplete(place, header, rows),
        )
    if told.further:
        what = (
            "1 further problem of this file is"
            if told.further == 1
            else f"{told.further:,} further problems of this file are"
        )
        rule = told.first[-1].rule
        return [*told.first, Finding(rule, place.at(_HEADER), f"{what} not listed", rule.hint)]
    return told.first


class _Told(NamedTuple):
    """The first findings by row, and the number of all others."""

    first: list[Finding]
    further: int


def _told(*kinds: Iterator[Finding]) -> _Told:
    """The first MAX_FINDINGS of some kinds. The others are counted one by one, because they could fill the memory."""
    first = [found for kind in kinds for found in islice(kind, MAX_FINDINGS)]
    further = sum(1 for kind in kinds for _ in kind)
    first.sort(key=_row)
    return _Told(first[:MAX_FINDINGS], further + max(len(first) - MAX_FINDINGS, 0))


def _row(found: Finding) -> int:
    row = found.place.keys[0]
    return row if isinstance(row, int) else _HEADER


def _in_header(
    place: Place, header: Sequence[str], readers: Mapping[str, ReadCell], dimensions: Sequence[str]
) -> Iterator[Finding]:
    expected = ",".join((PERIOD, *dimensions, "actual"))
    rule, hint = file_rules.CSV_HEADER, f"start the file with the line `{expected}`"
    for position, column in enumerate(header):
        at = place.at(_HEADER, position)
        if column in header[:position]:
            yield Finding(rule, at, f"the column `{column}` is there twice", "keep one of the two")
        elif column not in readers:
            near = closest(column, readers)
            words = f"the column {shown(column)} is neither a dimension nor a key of a figure"
            yield Finding(rule, at, words, did_you_mean(near) or f"choose from: {', '.join(readers)}")
    missing = [column for column in dict.fromkeys((PERIOD, *dimensions)) if column not in header]
    if missing:
        words = f"the header has no column `{'`, `'.join(missing)}`"
        yield Finding(rule, place.at(_HEADER), words, hint)
    elif not set(header) - {PERIOD, *dimensions}:
        yield Finding(rule, place.at(_HEADER), "the header has no column for the figures", hint)
    for dimension in dict.fromkeys(dimensions):
        if dimension == PERIOD or dimension in figure_columns():
            words = f"the dimension `{dimension}` has the name of another column"
            yield Finding(rule, place.at(_HEADER), words, "give the dimension another name")


def _ragged(place: Place, header: Sequence[str], rows: Rows) -> Iterator[Finding]:
    for number, row in enumerate(rows):
        if len(row) != len(header):
            words = f"the row has {len(row)} cells, the header {len(header)}" if row else "the row is empty"
            hint = "put quotes around a cell that has a comma" if len(row) > len(header) else ""
            yield Finding(file_rules.CSV_SYNTAX, place.at(number), words, hint or file_rules.CSV_SYNTAX.hint)


def _in_cells(place: Place, header: Sequence[str], rows: Rows, readers: Mapping[str, ReadCell]) -> Iterator[Finding]:
    for position, column in enumerate(header):
        wrong: dict[str, Finding] = {}
        for cell in {row[position] for row in rows}:
            try:
                readers[column](cell)
            except ValueError as error:
                wrong[cell] = _about(place, column, cell, str(error))
        for number, row in enumerate(rows) if wrong else ():
            if found := wrong.get(row[position]):
                yield found._replace(place=place.at(number, column))


def _about(place: Place, column: str, cell: str, reason: str) -> Finding:
    """What is wrong with a cell, for a rule that fits."""
    kind = Period if column == PERIOD else figure_columns().get(column, str)
    bare = cell.strip()
    may_have_spaces = kind is str and column in figure_columns()
    if bare and cell != bare and not may_have_spaces:
        return Finding(file_rules.WRONG_TYPE, place, f"`{column}` has spaces around {shown(bare)}", "delete the spaces")
    if is_formula(cell) and kind is not Period:
        hint = f"write {bare[1:]}" if bare.startswith("+") and bare[1:].replace(".", "", 1).isdecimal() else ""
        rule = file_rules.FORMULA
        return Finding(rule, place, f"{shown(cell)} is a formula to a spreadsheet", hint or rule.hint)
    if not bare:
        rule = file_rules.MISSING_KEY
        return Finding(rule, place, f"the row has no `{column}`", f"write the {column}; every row needs one")
    if kind is Period:
        return Finding(file_rules.BAD_PERIOD, place, reason, period_hint(cell) or file_rules.BAD_PERIOD.hint)
    if isinstance(kind, EnumType):
        words = [str(word.value) for word in kind]  # type: ignore[var-annotated]
        message = f"`{column}` is one of {', '.join(words)}, not {shown(cell)}"
        hint = choice_hint(cell, words, column)
        return Finding(file_rules.UNKNOWN_VALUE, place, message, hint or file_rules.UNKNOWN_VALUE.hint)
    wanted = "a whole number" if kind is int else "a number"
    hint = number_hint(cell) or "leave the cell empty if there is no number; words belong in a column `text` or `note`"
    return Finding(file_rules.WRONG_TYPE, place, f"`{column}` should be {wanted}, not {shown(cell)}", hint)


def _incomplete(place: Place, header: Sequence[str], rows: Rows) -> Iterator[Finding]:
    """The rows that have a part of a key such as `target_band` and not all of it. Each missing part is told once."""
    cells = zip(*rows, strict=True) if rows else ((),) * len(header)
    columns = {column: [cell or None for cell in given] for column, given in zip(header, cells, strict=True)}
    for row, missing in dict.fromkeys((row, missing) for row, _, missing in incomplete(columns)):
        holder, _, key = missing.rpartition(".")
        filled = next(column for column in header if column.startswith(f"{holder}.") and columns[column][row])
        words = f"`{holder}` has no `{key}`"
        yield Finding(file_rules.MISSING_KEY, place.at(row, filled), words, f"fill the column `{missing}`")


def _repeated(
    place: Place, header: Sequence[str], rows: Rows, readers: Mapping[str, ReadCell], dimensions: Sequence[str]
) -> Iterator[Finding]:
    """The rows that have the key of an earlier row. Two spellings of a period are one key."""
    names = (PERIOD, *dict.fromkeys(dimensions))
    positions = [header.index(name) for name in names]
    first: dict[tuple[Any, ...], int] = {}
    for number, row in enumerate(rows):
        try:
            key = tuple(readers[name](row[at]) for name, at in zip(names, positions, strict=True))
        except ValueError:
            continue  # the cell is reported
        if key in first:
            said = ", ".join(row[at] for at in positions)
            words = f"{said} has two rows; the first is row {first[key] + 1} below the header"
            yield Finding(file_rules.DUPLICATE_KEY, place.at(number), words, "keep one of the two rows")
        first.setdefault(key, number)
