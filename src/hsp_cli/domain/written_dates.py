"""Dates in running words, such as `by 11 June`, `late January 2004` or `7.05.08`, to compare with a period."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from hsp_cli.domain.period import MONTHS, Calendar, Period

_MONTH = rf"(?P<month>{'|'.join(sorted((name.capitalize() for name in MONTHS), key=len, reverse=True))})\b\.?"
_YEAR = r"(?P<year>(?:19|20)[0-9]{2})"
# A longer form comes first: once it is found, its digits are not read again as a shorter one.
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"(?<!\w)(?P<day>[0-9]{{1,2}}) ?(?:st|nd|rd|th)?(?: of)? {_MONTH}(?:,? {_YEAR}(?!\d))?",
        rf"(?<!\w){_MONTH} (?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?,? {_YEAR}(?!\d)",
        rf"(?<!\w){_MONTH}(?:,? {_YEAR}(?!\d))?",
        r"(?<![\w.,£])(?P<day>[0-9]{1,2})[./](?P<number>[0-9]{1,2})[./](?P<short>(?:[0-9]{2})?[0-9]{2})(?![\w])",
        rf"(?<!\w){_YEAR}-(?P<number>[0-9]{{2}})(?:-(?P<day>[0-9]{{2}}))?(?!\w)",
        rf"(?<![\w£.,]){_YEAR}[/-](?P<second>(?:[0-9]{{2}})?[0-9]{{2}})(?!\w)",
        rf"(?<![\w£.,/-]){_YEAR}(?![\w,%]|[./-][0-9])",
    )
)


class WrittenDate(NamedTuple):
    """A date as words give it. What they leave out is None. `is_council_year` is true of `2010/11`."""

    words: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    is_council_year: bool = False

    def fits(self, period: Period, calendar: Calendar) -> bool:
        """Whether a day of the period is, or may be, in the date."""
        if self.year is None:
            return any(self._is_on(day) for day in _days(period))
        span = self._span(calendar)
        return span is None or (span.first_day <= period.last_day and period.first_day <= span.last_day)

    def _is_on(self, day: date) -> bool:
        return day.month == self.month and self.day in (None, day.day)

    def _span(self, calendar: Calendar) -> Period | None:
        """The period that the words name; None for a day that does not exist."""
        if self.year is None:
            return None
        if self.month is None:
            return Period.year(self.year, calendar) if self.is_council_year else Period.calendar_year(self.year)
        try:
            day = date(self.year, self.month, self.day or 1)
        except ValueError:
            return None
        return Period.day(day) if self.day else Period.month(self.year, self.month)


def _days(period: Period) -> Iterator[date]:
    """The days of a period; of a long one those of its last year, in which every day of the year occurs."""
    for back in range(min((period.last_day - period.first_day).days, 366) + 1):
        yield period.last_day - timedelta(days=back)


# Nearly all texts have none of these, and one search is faster than seven.
_SIGN = re.compile(r"[0-9]|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec")


def dates_in(words: str) -> list[WrittenDate]:
    """The dates in some words, in no order. A month has a capital letter, so `may` is not one."""
    found: list[WrittenDate] = []
    if not _SIGN.search(words):
        return found
    for form in _FORMS:
        found += [_read(match) for match in form.finditer(words) if not _is_span(match)]
        words = form.sub(lambda match: "\0" * len(match[0]), words)
    return found


def _is_span(match: re.Match[str]) -> bool:
    """Whether a match is a span of years, such as 2004-2006, and not one council year."""
    second = match.groupdict().get("second")
    return second is not None and int(second) % 100 != (int(match["year"]) + 1) % 100


def _read(match: re.Match[str]) -> WrittenDate:
    parts = match.groupdict()
    year, month = parts.get("year"), parts.get("month")
    if short := parts.get("short"):
        year = short if len(short) == 4 else f"20{short}"
    number = MONTHS[month.lower()] if month else int(parts.get("number") or 0)
    return WrittenDate(
        " ".join(match[0].split()),
        int(year) if year else None,
        number or None,
        int(parts.get("day") or 0) or None,
        parts.get("second") is not None,
    )
