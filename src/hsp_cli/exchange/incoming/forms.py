"""Forms of dates and periods in a sheet, such as `DD/MM/YYYY`, `MMM-YY`, `QN YYYY/YY`. They are stated, not guessed."""

import re
from calendar import month_abbr, month_name
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from hsp_cli.domain.period import MONTHS, Calendar, Period, year_of
from hsp_cli.domain.record import Choice

_TOKENS = {
    "YYYY": r"(?P<{name}>[0-9]{{4}})",
    "YY": r"(?P<{name}>[0-9]{{2}})",
    "MMMM": rf"(?P<{{name}}>{'|'.join(month_name[1:])})",
    "MMM": rf"(?P<{{name}}>{'|'.join(month_abbr[1:])}|Sept)",
    "MM": r"(?P<{name}>[0-9]{{2}})",
    "M": r"(?P<{name}>[0-9]{{1,2}})",
    "DD": r"(?P<{name}>[0-9]{{2}})",
    "D": r"(?P<{name}>[0-9]{{1,2}})",
    "N": r"(?P<{name}>[1-4])",
}
"""The parts of a form, longer ones first, and what each matches. A two-digit year is one of 2000 to 2099."""

_PARTS = re.compile(rf"'(?P<words>[^']+)'|(?P<token>{'|'.join(_TOKENS)})|(?P<other>.)", re.DOTALL)
_NAMES = {"Y": "year", "M": "month", "D": "day", "N": "quarter"}


class Years(Choice):
    """What a year means that is written as one number, or `2024/25` where it is an academic year."""

    CALENDAR = "calendar"
    COUNCIL = "council"
    """The council year that starts in it: 2024 is 2024/25."""
    COUNCIL_ENDING = "council-ending"
    """The council year that ends in it: 2024 is 2023/24."""
    ACADEMIC = "academic"


@dataclass(frozen=True)
class Form:
    """A form. `text` is made of D, DD, M, MM, MMM (Jun), MMMM (June), YY, YYYY and N, the number of a quarter. All else
    stands for itself, and so does what is in single quotes. With `several_years`, `2012-15` in the form `YYYY-YY` is
    the three years from 2012/13 to 2014/15.

    ValueError if the form is not one of a day, month, quarter or year.
    """

    text: str
    years: Years | None = None
    several_years: bool = False

    def __post_init__(self) -> None:
        names, years = self._parts[1], self._parts[2]
        if not years:
            raise ValueError(f"the form {self.text!r} has no year: YYYY or YY")
        if len(names) != len(set(names)) or years > 2:
            raise ValueError(f"the form {self.text!r} has a part twice")
        if "day" in names and "month" not in names:
            raise ValueError(f"the form {self.text!r} has a day and no month")
        if "quarter" in names and "month" in names:
            raise ValueError(f"the form {self.text!r} has a quarter and a month")
        if "month" in names and years == 2:
            raise ValueError(f"the form {self.text!r} has a month and two years")
        if "month" not in names and years == 1 and self.years is None:
            words = "state `years`: calendar, council, council-ending or academic"
            raise ValueError(f"the form {self.text!r} has one year, which may be of several kinds; {words}")
        if "quarter" in names and self.years in (Years.CALENDAR, Years.ACADEMIC):
            raise ValueError(f"the form {self.text!r} is of a quarter, and quarters are those of council years")

    @cached_property
    def _parts(self) -> tuple[re.Pattern[str], list[str], int]:
        """What it matches, the names of its parts but the years, and how many years it has."""
        pattern, names, years = "", [], 0
        for match in _PARTS.finditer(self.text):
            if token := match["token"]:
                name = _NAMES[token[0]]
                if name == "year":
                    years += 1
                    name += str(years)
                else:
                    names.append(name)
                # A part that stands twice is refused; until then its pattern needs another name.
                pattern += _TOKENS[token].format(name=f"{name}{'_again' * names[:-1].count(name)}")
            else:
                words = match["words"] or match["other"]
                pattern += r"\s+" if words.isspace() else re.escape(words)
        return re.compile(pattern, re.IGNORECASE), names, years

    def read(self, text: str, calendar: Calendar) -> Period | None:
        """The period that a text in this form means; None for a text in another form.

        ValueError if the text is in this form and there is no such day or year.
        """
        match = self._parts[0].fullmatch(text.strip())
        return self._period(match.groupdict(), calendar) if match else None

    def _period(self, parts: dict[str, str], calendar: Calendar) -> Period:
        year = _full_year(parts["year1"])
        if "month" in parts:
            month = MONTHS.get(parts["month"].lower()) or (9 if parts["month"].lower() == "sept" else _month(parts))
            return Period.day(_day(year, month, parts)) if "day" in parts else Period.month(year, month)
        second = parts.get("year2")
        if second is not None and (end := _full_year(second)) != year + 1:
            if not self.several_years or end <= year or "quarter" in parts:
                raise ValueError(f"{parts['year1']} is not followed by {second}")
            return Period.years(self._year(year, calendar), self._year(end - 1, calendar))
        if second is None and self.years is Years.COUNCIL_ENDING:
            year -= 1
        if "quarter" in parts:
            return Period.quarter(year, int(parts["quarter"]), calendar)
        if second is None and self.years is Years.CALENDAR:
            return Period.calendar_year(year)
        return self._year(year, calendar)

    def _year(self, year: int, calendar: Calendar) -> Period:
        """The academic or council year that starts in a year."""
        if self.years is Years.ACADEMIC:
            return Period.academic_year(year)
        if calendar.is_calendar_year and self._parts[2] > 1:
            raise ValueError("the form is of two years, and the partnership's year is the calendar year")
        return Period.year(year, calendar)


def _full_year(text: str) -> int:
    year = int(text) + (2000 if len(text) == 2 else 0)
    if not 1900 <= year <= 2199:
        raise ValueError(f"the year {text} is outside 1900 to 2199")
    return year


def _month(parts: dict[str, str]) -> int:
    month = int(parts["month"])
    if not 1 <= month <= 12:
        raise ValueError(f"there is no month {parts['month']}")
    return month


def _day(year: int, month: int, parts: dict[str, str]) -> date:
    try:
        return date(year, month, int(parts["day"]))
    except ValueError:
        raise ValueError(f"{month_name[month]} {year} has no day {parts['day']}") from None


class Span(Choice):
    """The period that a day stands for: itself, or the month, quarter or council year in which it lies."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


def around(day: date, span: Span, calendar: Calendar) -> Period:
    """The period of a kind in which a day lies."""
    from hsp_cli.domain.period import quarter_of

    match span:
        case Span.DAY:
            return Period.day(day)
        case Span.MONTH:
            return Period.month(day.year, day.month)
        case Span.QUARTER:
            return quarter_of(day, calendar)
        case Span.YEAR:
            return year_of(day, calendar)
