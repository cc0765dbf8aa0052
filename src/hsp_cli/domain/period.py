"""Periods: one type for days, months, quarters, years and several years, and the calendar that they follow."""

import re
from calendar import month_abbr, month_name, monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import MINYEAR, date, timedelta
from enum import StrEnum
from functools import lru_cache, total_ordering
from typing import Annotated, Any, Self, TypeVar

from pydantic import (
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    ValidationInfo,
    ValidatorFunctionWrapHandler,
    WrapValidator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from hsp_cli.domain.record import Record, Whole

ACADEMIC_YEAR_STARTS = 9
"""The academic year starts in September in every council."""

FIRST_YEAR, LAST_YEAR = 1900, 2199

MONTHS = {name.lower(): number for names in (month_name, month_abbr) for number, name in enumerate(names) if name}


class Calendar(Record):
    """The partnership's year: the month in which it starts (1 to 12). UK councils use 4, for April."""

    year_starts: Whole = 4

    @property
    def is_calendar_year(self) -> bool:
        return self.year_starts == 1


COUNCIL_CALENDAR = Calendar()


class PeriodKind(StrEnum):
    """The kinds of period that records use."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    CALENDAR_YEAR = "calendar-year"
    ACADEMIC_YEAR = "academic-year"
    TWELVE_MONTHS = "twelve-months"
    YEARS = "years"


_WHOLE_YEARS = {
    PeriodKind.YEAR: "a council year",
    PeriodKind.CALENDAR_YEAR: "a calendar year",
    PeriodKind.ACADEMIC_YEAR: "an academic year",
}


def _months_on(year: int, month: int, months: int) -> tuple[int, int]:
    """The month that is `months` after the given one, or before it if negative."""
    years, index = divmod(month - 1 + months, 12)
    return year + years, index + 1


def _last_of_month(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


@total_ordering
@dataclass(frozen=True, slots=True)
class Period:
    """A span of time with its first day, its last day and its label.

    Both days are included. `text` is the canonical spelling in records (`Q1-2010`, `2010-06`).
    Periods are ordered by their last day, then by their first: a quarter comes after its last month.
    """

    kind: PeriodKind
    first_day: date
    last_day: date
    text: str
    label: str
    year_starts: int = 4

    @classmethod
    def day(cls, on: date) -> Self:
        return cls(PeriodKind.DAY, on, on, on.isoformat(), f"{on.day} {month_name[on.month]} {on.year}")

    @classmethod
    def month(cls, year: int, month: int) -> Self:
        label = f"{month_name[month]} {year}"
        return cls(PeriodKind.MONTH, date(year, month, 1), _last_of_month(year, month), f"{year}-{month:02}", label)

    @classmethod
    def quarter(cls, year: int, number: int, calendar: Calendar = COUNCIL_CALENDAR) -> Self:
        """The quarter `number` (1 to 4) of the council year that starts in `year`."""
        first = _months_on(year, calendar.year_starts, 3 * (number - 1))
        last = _months_on(*first, 2)
        label = f"Q{number} {_year_label(year, calendar.year_starts)}"
        return cls(
            PeriodKind.QUARTER,
            date(*first, 1),
            _last_of_month(*last),
            f"Q{number}-{year}",
            label,
            calendar.year_starts,
        )

    @classmethod
    def year(cls, year: int, calendar: Calendar = COUNCIL_CALENDAR) -> Self:
        """The council year that starts in `year`. It is a calendar year if the council year starts in January."""
        if calendar.is_calendar_year:
            return cls.calendar_year(year)
        return cls._twelve(PeriodKind.YEAR, year, calendar.year_starts, "{}")

    @classmethod
    def academic_year(cls, year: int) -> Self:
        return cls._twelve(PeriodKind.ACADEMIC_YEAR, year, ACADEMIC_YEAR_STARTS, "AY {}")

    @classmethod
    def calendar_year(cls, year: int) -> Self:
        return cls(PeriodKind.CALENDAR_YEAR, date(year, 1, 1), date(year, 12, 31), str(year), str(year), 1)

    @classmethod
    def twelve_months_to(cls, year: int, month: int) -> Self:
        """The rolling twelve months that end with the given month."""
        first = _months_on(year, month, -11)
        text, label = f"12m-{year}-{month:02}", f"12 months to {month_name[month]} {year}"
        return cls(PeriodKind.TWELVE_MONTHS, date(*first, 1), _last_of_month(year, month), text, label)

    @classmethod
    def years(cls, first: "Period", last: "Period") -> Self:
        """Several whole years, such as `2012/13-2014/15`.

        ValueError unless both are years of the same kind and the second is later.
        """
        if first.kind is not last.kind or first.kind not in _WHOLE_YEARS:
            kinds = " and ".join(_WHOLE_YEARS.get(one.kind, f"a {one.kind.value}") for one in (first, last))
            raise ValueError(f"{first} and {last} are {kinds}: give both years in the same way")
        if last.first_day <= first.first_day:
            if first == last:
                raise ValueError(f"{first} to {last} is one year; write {first}")
            raise ValueError(f"{first} to {last} runs backwards; write {last} to {first}")
        end = last.text.removeprefix("AY ")
        # With a hyphen, 2012-2013 could be the council year 2012/13.
        is_pair = first.kind is PeriodKind.CALENDAR_YEAR and last.previous() == first
        text, label = f"{first}{' to ' if is_pair else '-'}{end}", f"{first.label} to {end}"
        return cls(PeriodKind.YEARS, first.first_day, last.last_day, text, label, first.year_starts)

    @classmethod
    def _twelve(cls, kind: PeriodKind, year: int, starts: int, wording: str) -> Self:
        text = wording.format(_year_label(year, starts))
        last = _months_on(year, starts, 11)
        return cls(kind, date(year, starts, 1), _last_of_month(*last), text, text, starts)

    @classmethod
    def parse(cls, text: str, calendar: Calendar = COUNCIL_CALENDAR) -> "Period":
        """Read any accepted spelling. ValueError says what is wrong and suggests a spelling if possible."""
        return _parsed(text, calendar.year_starts)

    def contains(self, other: "Period") -> bool:
        return self.first_day <= other.first_day and other.last_day <= self.last_day

    @property
    def months(self) -> int:
        """Its length in months, from 1. A day counts as a month."""
        first, last = self.first_day, self.last_day
        return (last.year - first.year) * 12 + last.month - first.month + 1

    @lru_cache(maxsize=4096)  # noqa: B019 - a period is a value and never changes
    def previous(self) -> "Period":
        """The period of the same kind that ends the day before this one starts. 1 January of the year 1 has none."""
        if self.first_day == date.min:
            return self
        if self.kind is PeriodKind.DAY:
            return _shared(Period.day(self.first_day - timedelta(days=1)))
        return self.moved(-12 if self.kind is PeriodKind.TWELVE_MONTHS else -self.months) or self

    def a_year_earlier(self) -> "Period":
        """The same period one year before. 29 February becomes 28 February; a day of the year 1 becomes its first."""
        return self.moved(-12) or self

    @lru_cache(maxsize=4096)  # noqa: B019 - a period is a value and never changes
    def moved(self, months: int) -> "Period | None":
        """The period of the same kind that begins so many months later, or earlier if negative.

        None if no period of the kind begins then: a year moves by whole years. A day keeps its number if the month has
        it; before the year 1 it becomes the first day.
        """
        first, calendar = self.first_day, Calendar(year_starts=self.year_starts)
        year, month = _months_on(first.year, first.month, months)
        match self.kind:
            case PeriodKind.DAY:
                is_too_early = year < MINYEAR
                day = date.min if is_too_early else date(year, month, min(first.day, monthrange(year, month)[1]))
                return _shared(Period.day(day))
            case PeriodKind.MONTH:
                return _shared(Period.month(year, month))
            case PeriodKind.TWELVE_MONTHS:
                return _shared(Period.twelve_months_to(*_months_on(year, month, 11)))
            case PeriodKind.QUARTER if months % 3 == 0:
                return _shared(quarter_of(date(year, month, 1), calendar))
            case PeriodKind.YEARS if months % 12 == 0:
                last = year + self.months // 12 - 1
                return _shared(Period.years(self._year_like(year), self._year_like(last)))
            case kind if kind in _WHOLE_YEARS and months % 12 == 0:
                return _shared(self._year_like(year))
        return None

    def _year_like(self, year: int) -> "Period":
        """A year of the kind that this period is, or is made of."""
        if self.text.startswith("AY"):
            return Period.academic_year(year)
        return Period.year(year, Calendar(year_starts=self.year_starts))

    def __hash__(self) -> int:
        # Periods are often keys, and their text alone distinguishes nearly all of them.
        return hash(self.text)

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, Period):
            return NotImplemented
        return (self.last_day, self.first_day, self.text) < (other.last_day, other.first_day, other.text)

    def __gt__(self, other: object) -> bool:
        # Defined because the derived comparison takes three times as long, and `max` uses it often.
        if not isinstance(other, Period):
            return NotImplemented
        return (self.last_day, self.first_day, self.text) > (other.last_day, other.first_day, other.text)

    def __str__(self) -> str:
        return self.text

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.with_info_plain_validator_function(
            _from_yaml, serialization=core_schema.plain_serializer_function_ser_schema(str)
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        # The patterns of the other dialect have no names.
        spellings = "|".join(re.sub(r"\(\?P<\w+>", "(", pattern.pattern) for pattern, _ in _SPELLINGS)
        text = {"type": "string", "pattern": rf"^\s*(?:{spellings})\s*$", "patternErrorMessage": _WAYS_TO_WRITE}
        year = {"type": "integer", "minimum": FIRST_YEAR, "maximum": LAST_YEAR}
        return {"anyOf": [text, year]}


def _from_yaml(value: Any, info: ValidationInfo) -> Period:
    context = info.context
    calendar: Calendar = context["calendar"] if context else COUNCIL_CALENDAR
    if not isinstance(value, str):
        if isinstance(value, Period):
            return value
        if not isinstance(value, int) or isinstance(value, bool):
            raise PydanticCustomError("bad_period", "a period is written as text, such as Q1-2010 or 2010-06")
        value = str(value)  # YAML reads the calendar year 2010 as a number
    try:
        return _parsed(value, calendar.year_starts)
    except ValueError as wrong:
        raise PydanticCustomError("bad_period", "{wrong}", {"wrong": str(wrong)}) from None


T = TypeVar("T")


def _each_period_once(value: Any, read: ValidatorFunctionWrapHandler, info: ValidationInfo) -> Any:
    by_period = read(value)
    if len(by_period) == len(value):
        return by_period
    first: dict[Period, Any] = {}
    for spelling in value:
        period = _from_yaml(spelling, info)
        if period in first:
            told = {"spelling": str(spelling), "first": str(first[period])}
            raise PydanticCustomError("same_period", "`{spelling}` is the same period as `{first}`", told)
        first[period] = spelling
    return by_period


ByPeriod = Annotated[dict[Period, T], WrapValidator(_each_period_once)]
"""A mapping by period. YAML does not report `Q1-2010` and `Q1 2010/11` as duplicates, but one value would be lost."""


def quarter_of(day: date, calendar: Calendar = COUNCIL_CALENDAR) -> Period:
    """The quarter of the council year that contains a day."""
    year, month = _months_on(day.year, day.month, 1 - calendar.year_starts)
    return Period.quarter(year, (month - 1) // 3 + 1, calendar)


def year_of(day: date, calendar: Calendar) -> Period:
    """The council year that contains a day."""
    return Period.year(_months_on(day.year, day.month, 1 - calendar.year_starts)[0], calendar)


_SHORT = (PeriodKind.DAY, PeriodKind.MONTH, PeriodKind.QUARTER)


def is_in_one_year(before: Period, after: Period, calendar: Calendar) -> bool:
    """Whether two periods lie in the same council year. Whole years count as one series, so they always do."""
    if before.kind not in _SHORT:
        return True
    return year_of(before.last_day, calendar) == year_of(after.last_day, calendar)


def _year_label(year: int, starts: int) -> str:
    return str(year) if starts == 1 else f"{year}/{(year + 1) % 100:02}"


def _year(text: str) -> int:
    year = int(text)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"the year {text} is outside {FIRST_YEAR} to {LAST_YEAR}")
    return year


def _split_year(match: re.Match[str]) -> int:
    """The first year of `2010/11`. The second must be the year after it."""
    year, second = _year(match["year"]), match["second"]
    if second is not None and int(second) != (year + 1) % (100 if len(second) == 2 else 10000):
        raise ValueError(f"{match[0]!r} is not a year: {year} is followed by {(year + 1) % 100:02}")
    return year


def _council_year(match: re.Match[str], calendar: Calendar) -> int:
    """The first year of `2010/11`, unless the partnership's years are calendar years: then nobody knows which one."""
    year = _split_year(match)
    if match["second"] is not None and calendar.is_calendar_year:
        quarter = f"Q{match['quarter']}-" if "quarter" in match.re.groupindex else ""
        academic = "" if quarter else f", or AY {_year_label(year, ACADEMIC_YEAR_STARTS)} for the academic year"
        words = f"{match[0]!r} spans two years, but the partnership's year starts in January"
        raise ValueError(f"{words}; write {quarter}{year} or {quarter}{year + 1}{academic}")
    return year


def _read_day(cls: type[Period], match: re.Match[str], calendar: Calendar) -> Period:
    year, month, day = _year(match["year"]), int(match["month"]), int(match["day"])
    if not 1 <= month <= 12 or not 1 <= day <= monthrange(year, month)[1]:
        raise ValueError(f"{match[0]!r} is not a day of the calendar")
    return cls.day(date(year, month, day))


def _read_month(cls: type[Period], match: re.Match[str], calendar: Calendar) -> Period:
    year, month = _year(match["year"]), int(match["month"])
    if not 1 <= month <= 12:
        if month == (year + 1) % 100:
            raise ValueError(f"{match[0]!r} is not a month; for the year write {year}/{month:02}")
        if month > year % 100:
            several = f"; for the years {year} to {year // 100}{month} write {year}-{year // 100}{month}"
        else:
            several = ""
        raise ValueError(f"{match[0]!r} is not a month: months run from 01 to 12{several}")
    return cls.month(year, month)


def _read_twelve_months(cls: type[Period], match: re.Match[str], calendar: Calendar) -> Period:
    last = _read_month(cls, match, calendar).last_day
    return cls.twelve_months_to(last.year, last.month)


def _read_quarter(cls: type[Period], match: re.Match[str], calendar: Calendar) -> Period:
    year, number = _council_year(match, calendar), int(match["quarter"])
    if not 1 <= number <= 4:
        raise ValueError(f"{match[0]!r} is not a quarter: quarters run from Q1 to Q4")
    return cls.quarter(year, number, calendar)


def _read_years(cls: type[Period], match: re.Match[str], calendar: Calendar) -> Period:
    is_academic = match["first"].startswith("AY") and "/" in match["last"] and not match["last"].startswith("AY")
    first = _parsed(match["first"], calendar.year_starts)
    last = _parsed(f"{'AY ' * is_academic}{match['last']}", calendar.year_starts)
    if (
        "to" not in match["joint"]
        and first.kind is PeriodKind.CALENDAR_YEAR
        and last.text == str(first.last_day.year + 1)
    ):
        year = _year_label(first.first_day.year, ACADEMIC_YEAR_STARTS)
        which = f"for the year write {'AY ' * calendar.is_calendar_year}{year}"
        raise ValueError(f"{match[0]!r} may be one year or two; {which}, for both calendar years {first} to {last}")
    return cls.years(first, last)


_Reader = Callable[[type[Period], re.Match[str], Calendar], Period]
_ANY_YEAR = r"(?:AY ?)?[0-9]{4}(?:/(?:[0-9]{4}|[0-9]{2}))?"
_SPELLINGS: tuple[tuple[re.Pattern[str], _Reader], ...] = (
    (re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})"), _read_day),
    (re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})"), _read_month),
    (re.compile(r"Q(?P<quarter>[0-9])[- ](?P<year>[0-9]{4})(?:[/-](?P<second>[0-9]{4}|[0-9]{2}))?"), _read_quarter),
    (re.compile(r"(?P<year>[0-9]{4})(?:[/-](?P<second>[0-9]{4}|[0-9]{2}))?[- ]Q(?P<quarter>[0-9])"), _read_quarter),
    (
        re.compile(r"(?P<year>[0-9]{4})/(?P<second>[0-9]{4}|[0-9]{2})"),
        lambda cls, match, calendar: cls.year(_council_year(match, calendar), calendar),
    ),
    (
        re.compile(r"AY ?(?P<year>[0-9]{4})/(?P<second>[0-9]{4}|[0-9]{2})"),
        lambda cls, match, calendar: cls.academic_year(_split_year(match)),
    ),
    (re.compile(r"(?P<year>[0-9]{4})"), lambda cls, match, calendar: cls.calendar_year(_year(match["year"]))),
    (re.compile(r"12m-(?P<year>[0-9]{4})-(?P<month>[0-9]{2})"), _read_twelve_months),
    (re.compile(rf"(?P<first>{_ANY_YEAR})(?P<joint> ?[-–] ?| to )(?P<last>{_ANY_YEAR})"), _read_years),
)


@lru_cache(maxsize=8192)
def _parsed(text: str, year_starts: int) -> Period:
    """Cached: a workspace repeats a few periods many thousands of times."""
    spelling = text.strip()
    calendar = Calendar(year_starts=year_starts)
    for pattern, read in _SPELLINGS:
        if match := pattern.fullmatch(spelling):
            return _shared(read(Period, match, calendar))
    raise ValueError(f"{text!r} is not a period{_suggestion(spelling)}")


@lru_cache(maxsize=8192)
def _shared(period: Period) -> Period:
    """One object for all equal periods, because mappings find the same object without comparing days."""
    return period


def canonical_spelling(spelling: str) -> str | None:
    """The canonical spelling of a period. None if a text is not a period."""
    try:
        return _parsed(spelling, COUNCIL_CALENDAR.year_starts).text
    except ValueError:
        return None


# Dates as Word and Excel show them. They are parsed only for a suggestion; a record may not use them.
_DAY_FIRST = re.compile(r"([0-9]{1,2})[./-]([0-9]{1,2})[./-]([0-9]{4}|[0-9]{2})")
_MONTH_IN_WORDS = re.compile(r"(?:([0-9]{1,2})(?:st|nd|rd|th)? +)?([A-Za-z]{3,9})\.? +([0-9]{4})")


def parse_informal(text: str) -> Period | None:
    """The period of an everyday English date (`31/12/2017`, `December 2017`), with the day before the month."""
    if match := _DAY_FIRST.fullmatch(text.strip()):
        day, month, year = (int(part) for part in match.groups())
    elif (match := _MONTH_IN_WORDS.fullmatch(text.strip())) and match[2].lower() in MONTHS:
        day, month, year = int(match[1] or 0), MONTHS[match[2].lower()], int(match[3])
    else:
        return None
    try:
        full_year = _year(str(year + 2000 if year < 100 else year))
        return Period.day(date(full_year, month, day)) if day else Period.month(full_year, month)
    except ValueError:
        return None


_WAYS_TO_WRITE = "write Q1-2010, 2010-06, 2010-06-30, 2010/11 or 2010"


def _suggestion(text: str) -> str:
    suggestion = parse_informal(text)
    return f"; write {suggestion}" if suggestion else f"; {_WAYS_TO_WRITE}"
