"""From the cells of a sheet to values: numbers, dates, periods and words, in the forms that somebody stated."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from hsp_cli.domain.period import COUNCIL_CALENDAR, Calendar, Period
from hsp_cli.domain.record import Choice
from hsp_cli.domain.sheet import Cell, CellProblem, ShownAs
from hsp_cli.exchange.incoming.forms import Form, Span, around
from hsp_cli.store.guard import UNPRINTABLE


class CellRefused(ValueError):  # noqa: N818 - it names what happened
    """The value of a cell cannot be taken. The message says why, in words for the person who filled it in."""


class Formulas(Choice):
    """What is done with a formula: it is refused, or the value that it last gave is taken."""

    REFUSE = "refuse"
    VALUES = "values"


class Percent(Choice):
    """What is taken of 0.77 that a spreadsheet shows as 77%: 77 or 0.77."""

    AS_SHOWN = "as-shown"
    AS_HELD = "as-held"


@dataclass(frozen=True)
class Rules:
    """How the cells of a column are read.

    `words` are what cells mean, by the whole text of the cell. `nothing` are the texts that count as an empty cell.
    `signs` are taken away before and after a number, which is multiplied by `times`. Numbers have the `decimal` sign,
    and `thousands` between groups of
    three digits if it is given.
    """

    calendar: Calendar = COUNCIL_CALENDAR
    forms: Sequence[Form] = ()
    words: Mapping[str, str] = field(default_factory=dict)
    nothing: frozenset[str] = frozenset()
    signs: Sequence[str] = ()
    times: Decimal = Decimal(1)
    decimal: str = "."
    thousands: str | None = None
    formulas: Formulas = Formulas.REFUSE
    percent: Percent | None = None
    span: Span | None = None


def folded(text: str) -> str:
    """A text for comparison: capitals and spaces do not count."""
    return " ".join(text.split()).casefold()


def taken(cell: Cell, rules: Rules) -> Cell:
    """The cell with what its text means; an empty one for a text that means nothing. CellRefused if it is no value."""
    match cell.problem:
        case CellProblem.FORMULA if rules.formulas is Formulas.REFUSE:
            raise CellRefused("it has a formula; type the value instead")
        case CellProblem.ERROR:
            raise CellRefused(f"the spreadsheet shows an error: {cell.value}")
        case CellProblem.MERGED:
            raise CellRefused("it is merged with other cells; unmerge them, and fill in each")
    if cell.value is None:
        return Cell()
    if isinstance(cell.value, str) and (found := UNPRINTABLE.search(as_text(cell))):
        raise CellRefused(f"it has U+{ord(found[0]):04X}, which is not a character of a text; delete it")
    key = folded(as_text(cell))
    if not key or key in rules.nothing:
        return Cell()
    meant = rules.words.get(key)
    return Cell(meant) if meant is not None else cell


def read_text(cell: Cell, rules: Rules) -> str | None:
    """The text of a cell, without spaces around it. A number or date is as the spreadsheet holds it."""
    return as_text(taken(cell, rules)).strip() or None


def as_text(cell: Cell) -> str:
    """The value of a cell as text. Empty for an empty one."""
    match cell.value:
        case None:
            return ""
        case bool():
            return "yes" if cell.value else "no"
        case date():
            return cell.value.isoformat()
        case Decimal():
            return f"{cell.value:f}"
        case text:
            return text.strip().replace("\r\n", "\n").replace("\r", "\n")


def read_number(cell: Cell, rules: Rules) -> Decimal | None:
    """The number of a cell, exactly as it was typed but for `times`; None for an empty one."""
    number = _number(taken(cell, rules), rules)
    return number if number is None or rules.times == 1 else _plain(number * rules.times)


def _number(cell: Cell, rules: Rules) -> Decimal | None:
    match cell.value:
        case None:
            return None
        case Decimal() if cell.shown_as is ShownAs.PERCENT:
            shown = _plain(cell.value * 100)
            if rules.percent is None:
                held = f"it shows {shown:f}% and holds {cell.value:f}"
                raise CellRefused(f"{held}; write the number without a percent format")
            return shown if rules.percent is Percent.AS_SHOWN else cell.value
        case Decimal():
            return cell.value
        case str():
            return _number_of(cell.value, rules)
        case date():
            raise CellRefused(f"{cell.value} is a date, not a number")
        case _:
            raise CellRefused(f"{as_text(cell)} is not a number")


def read_whole(cell: Cell, rules: Rules) -> int | None:
    """The whole number of a cell."""
    number = read_number(cell, rules)
    if number is None:
        return None
    if number != number.to_integral_value() or abs(number) > 10**9:
        raise CellRefused(f"{number:f} is not a whole number")
    return int(number)


def _plain(number: Decimal) -> Decimal:
    return number.quantize(Decimal(1)) if number == number.to_integral_value() else number.normalize()


def _number_of(text: str, rules: Rules) -> Decimal | None:
    bare = text.strip()
    for sign in rules.signs:
        bare = bare.removeprefix(sign).removesuffix(sign).strip()
    if not bare:
        return None
    decimal, thousands = re.escape(rules.decimal), rules.thousands
    grouped = rf"|[0-9]{{1,3}}(?:{re.escape(thousands)}[0-9]{{3}})+" if thousands else ""
    if len(bare) > 40 or not re.fullmatch(rf"-?(?:[0-9]+{grouped})(?:{decimal}[0-9]+)?", bare, re.ASCII):
        raise CellRefused(f"{_short(text)} is not a number{_way_to_write(bare, rules)}")
    return Decimal((bare.replace(thousands, "") if thousands else bare).replace(rules.decimal, "."))


def _way_to_write(bare: str, rules: Rules) -> str:
    """What to write instead, for numbers in the form of another country or with thousands."""
    if re.fullmatch(r"-?[0-9]{1,3}(?:[., ][0-9]{3})*(?:[.,][0-9]+)?", bare):
        parts = re.split(r"[., ]", bare)
        whole, last = "".join(parts[:-1]), parts[-1]
        if len(parts) > 2 and len({*re.findall(r"[., ]", bare)}) > 1 and whole:
            return f"; write {whole}.{last}"
        return f"; write it without signs between thousands, and with {rules.decimal!r} before decimals"
    return ""


def read_period(cell: Cell, rules: Rules) -> Period | None:
    """The period of a cell, in one of the stated forms or as a date of the spreadsheet; None for an empty one."""
    found = taken(cell, rules)
    match found.value:
        case None:
            return None
        case date():
            return _period_of_date(found, rules)
        case bool():
            raise CellRefused(f"{as_text(found)} is not a date or period")
    period = _period_of_text(as_text(found), rules)
    if rules.span and period.first_day == period.last_day:
        return around(period.first_day, rules.span, rules.calendar)
    return period


def _period_of_text(text: str, rules: Rules) -> Period:
    """The period that a text means in one of the stated forms. CellRefused for none, and for several."""
    try:
        periods = {period for form in rules.forms if (period := form.read(text, rules.calendar))}
    except ValueError as wrong:
        raise CellRefused(f"{_short(text)} is not a date or period: {wrong}") from None
    if len(periods) > 1:
        several = " and ".join(sorted(map(str, periods)))
        raise CellRefused(f"{_short(text)} may mean {several}, by the forms that are stated")
    if not rules.forms:
        raise CellRefused(f"{_short(text)} is text, and the mapping states no form of dates for it")
    if not periods:
        raise CellRefused(f"{_short(text)} is not in the form {' or '.join(form.text for form in rules.forms)}")
    return periods.pop()


def _period_of_date(cell: Cell, rules: Rules) -> Period:
    assert isinstance(cell.value, date)
    if cell.shown_as is ShownAs.MONTH:
        return around(cell.value, rules.span or Span.MONTH, rules.calendar)
    if cell.shown_as is ShownAs.YEAR:
        raise CellRefused(f"it shows the year {cell.value.year} and holds {cell.value}; write the year as text")
    return around(cell.value, rules.span or Span.DAY, rules.calendar)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return repr(line if len(line) <= 60 else f"{line[:59]}…")
