"""Periods as text."""

from hsp_cli.domain.period import Period


def span_text(period: Period) -> str:
    """The first and last day of a period, because `Q1-2010` has different days in different calendars."""
    return f"{period.first_day} to {period.last_day}"
