"""A timeline of actions: the first and the present deadline of each, and how late it is."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from hsp_cli.analysis.due import DueItem, DueStatus
from hsp_cli.domain.period import Period
from hsp_cli.domain.request import RequestRefused
from hsp_cli.drawing.axes import Axes, date_height
from hsp_cli.drawing.colours import CONCERN, GRID, INK, MUTED, PAPER
from hsp_cli.drawing.marks import Entry, legend, sample_of
from hsp_cli.drawing.picture import Picture
from hsp_cli.drawing.svg import circle, line, paragraph, path, picture, rectangle
from hsp_cli.drawing.text_chart import TextChart
from hsp_cli.wording.actions import short_text
from hsp_cli.wording.timeline import deadline_text, undrawn_text

WIDTH = 760
_MARGIN, _SIDE = 20, 330
_TITLE, _WORDS, _SMALL = 17, 12, 11
_MOST_ROWS = 40
"""More rows than this fit no page. The nearest deadlines are drawn, and the others counted."""
_MOST_TICKS = 5
_STEPS = (1, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 12000)
"""Months between two labels of the axis."""


@dataclass(frozen=True, slots=True)
class _Row:
    """An action or milestone: its deadlines from the first to the present one, as far as they have a date.

    `now` is None if the present deadline is only words.
    """

    name: str
    words: str
    first: date | None
    between: tuple[date, ...]
    now: date | None
    is_late: bool

    @property
    def days(self) -> Iterator[date]:
        yield from filter(None, (self.first, *self.between, self.now))


def timeline_chart(items: Sequence[DueItem], as_of: date, name: str, *, left_out: int = 0) -> Picture:
    """Live actions and milestones with a dated deadline, now or at first, the earliest present deadline first.

    Everything else is counted below. RequestRefused if no deadline has a date.
    """
    asked = _asked(items, as_of)
    drawn_items = asked[:_MOST_ROWS]
    rows = [_row(item, as_of) for item in drawn_items]
    title = f"Deadlines as of {Period.day(as_of).label}"
    heading, y = paragraph(_MARGIN, 30, title, _TITLE, WIDTH - 2 * _MARGIN, font_weight="bold")
    days = [as_of, *(day for row in rows for day in row.days)]
    top = y + 8
    labels, tops, bottom = _labels(rows, top)
    axes = Axes(_MARGIN + _SIDE, WIDTH - _MARGIN - 30, top, bottom, min(days), max(days), (Decimal(0), Decimal(1)))
    ticks = _ticks(axes.first, axes.last)
    drawn = [heading, axes.date_axis(ticks)]
    drawn += [line(axes.x(day), top, axes.x(day), bottom, stroke=GRID, stroke_width=1) for day, _ in ticks]
    drawn += [line(axes.x(as_of), top, axes.x(as_of), bottom, stroke=MUTED, stroke_width=1.5), *labels]
    for row, row_top in zip(rows, tops, strict=True):
        drawn += _marks(row, axes, as_of, row_top + 10)
    key, y = legend(
        [*_key(rows)], _MARGIN, bottom + date_height([label for _, label in ticks]) + 14, WIDTH - 2 * _MARGIN
    )
    drawn.append(key)
    undrawn = _statuses_without(items, asked)
    notes = [*undrawn_text(undrawn, left_out, len(asked) - len(rows))]
    for note in notes:
        words, y = paragraph(_MARGIN, y, note, _WORDS, WIDTH - 2 * _MARGIN, fill=MUTED)
        drawn.append(words)
    description = " ".join((f"{title}.", *(f"{row.name}: {row.words}." for row in rows), *notes))
    return picture(name, WIDTH, y + 4, title, description, *drawn)


def timeline_text(items: Sequence[DueItem], as_of: date, *, left_out: int = 0) -> TextChart:
    """The same as text, with every row. RequestRefused if no deadline has a date."""
    asked = _asked(items, as_of)
    rows = [_row(item, as_of) for item in asked]
    days = [as_of, *(day for row in rows for day in row.days)]
    undrawn = _statuses_without(items, asked)
    return TextChart(
        f"Deadlines as of {Period.day(as_of).label}",
        ("Action", "From first to present deadline", "Responsible and deadline"),
        tuple((row.name, _line_of(row, min(days), max(days), as_of), row.words) for row in rows),
        (_TEXT_KEY, *undrawn_text(undrawn, left_out, 0)),
    )


_TEXT_KEY = "○ first deadline, ■ present deadline, ◆ deadline that has passed, │ this day."
_COLUMNS = 30


def _line_of(row: _Row, first: date, last: date, as_of: date) -> str:
    def column(day: date) -> int:
        return (day - first).days * (_COLUMNS - 1) // max((last - first).days, 1)

    signs = ["·"] * _COLUMNS
    signs[column(as_of)] = "│"
    if row.is_late and row.now:
        signs[column(row.now) : column(as_of)] = "┄" * (column(as_of) - column(row.now))
    if row.first and row.now:
        start, end = sorted((column(row.first), column(row.now)))
        signs[start:end] = "─" * (end - start)
    if row.first:
        signs[column(row.first)] = "○"
    if row.now:
        signs[column(row.now)] = "◆" if row.is_late else "■"
    return "".join(signs)


def _statuses_without(items: Sequence[DueItem], asked: Sequence[DueItem]) -> Counter[str]:
    """How many items that are not asked for have which status."""
    # Two records are compared key by key, and a county has thousands: `in` would take minutes.
    known = set(map(id, asked))
    return Counter(item.status.value for item in items if id(item) not in known)


def _asked(items: Sequence[DueItem], as_of: date) -> list[DueItem]:
    """The live items with a date, the earliest first. RequestRefused without any."""
    asked = [item for item in items if item.status in _DRAWN and any(_row(item, as_of).days)]
    if not asked:
        raise RequestRefused("no open action has a deadline with a date to draw", "`hsp due` lists the others")
    return sorted(asked, key=lambda item: (_place(_row(item, as_of)), str(item.placed.address)))


_DRAWN = (DueStatus.OVERDUE, DueStatus.DUE, DueStatus.LATER, DueStatus.UNRESOLVED, DueStatus.UNDATED)


def _row(item: DueItem, as_of: date) -> _Row:
    record = item.placed.record
    now = record.deadline.falls_on if record.deadline else None
    first = record.first_due.falls_on if record.first_due else None
    moves = [revision.due.falls_on for revision in record.revisions if revision.due]
    return _Row(
        short_text(record),
        deadline_text(record, item.placed.owners, as_of),
        first if first != now else None,
        tuple(day for day in moves if day and day not in (first, now)),
        now,
        item.status is DueStatus.OVERDUE,
    )


def _place(row: _Row) -> date:
    """The present deadline, or else the last one that had a date."""
    return row.now or max(row.days)


def _labels(rows: Sequence[_Row], y: float) -> tuple[list[str], list[float], float]:
    """The words of each row, where each row begins, and the end of the last."""
    drawn, tops = [], []
    for row in rows:
        tops.append(y)
        name, y = paragraph(_MARGIN, y + 14, row.name, _WORDS, _SIDE - 24)
        words, y = paragraph(_MARGIN, y - 1, row.words, _SMALL, _SIDE - 24, fill=MUTED)
        drawn += [name, words]
        y -= 4
    return drawn, tops, y


def _ticks(first: date, last: date) -> list[tuple[date, str]]:
    """The first days of months, evenly spaced, at most five."""
    begin, end = first.year * 12 + first.month, last.year * 12 + last.month - 1
    step = next(step for step in _STEPS if (end - begin) // step < _MOST_TICKS)
    months = range(begin, end + 1, step)
    days = [date(month // 12, month % 12 + 1, 1) for month in months] or [first]
    return [(day, Period.day(day).label if len(days) == 1 else _month(day)) for day in days]


def _month(day: date) -> str:
    return Period.parse(f"{day:%Y-%m}").label


def _marks(row: _Row, axes: Axes, as_of: date, y: float) -> Iterator[str]:
    if row.first and row.now:
        yield _moved_line(((axes.x(row.first), y), (axes.x(row.now), y)))
    if row.is_late and row.now:
        yield _late_line(((axes.x(row.now), y), (axes.x(as_of), y)))
    for day in row.between:
        yield circle(axes.x(day), y, 2.5, fill=INK)
    if row.first:
        yield _first(axes.x(row.first), y)
    if row.now:
        yield (_late if row.is_late else _present)(axes.x(row.now), y)


def _moved_line(points: Sequence[tuple[float, float]]) -> str:
    return path(points, fill="none", stroke=INK, stroke_width=1.5)


def _late_line(points: Sequence[tuple[float, float]]) -> str:
    return path(points, fill="none", stroke=CONCERN, stroke_width=3, stroke_dasharray="3 2")


def _first(x: float, y: float) -> str:
    return circle(x, y, 5, fill=PAPER, stroke=INK, stroke_width=1.5)


def _present(x: float, y: float) -> str:
    return rectangle(x - 4.5, y - 4.5, 9, 9, fill=INK)


def _late(x: float, y: float) -> str:
    return path(((x, y - 7), (x + 7, y), (x, y + 7), (x - 7, y)), closed=True, fill=CONCERN)


def _key(rows: Sequence[_Row]) -> Iterator[Entry]:
    yield Entry(lambda x, y: line(x, y - 8, x, y + 8, stroke=MUTED, stroke_width=1.5), "this day")
    if any(row.first for row in rows):
        yield Entry(_first, "first deadline")
    if any(row.between for row in rows):
        yield Entry(lambda x, y: circle(x, y, 2.5, fill=INK), "deadline in between")
    if any(row.now and not row.is_late for row in rows):
        yield Entry(_present, "present deadline")
    if any(row.is_late for row in rows):
        yield Entry(_late, "deadline that has passed")
        yield Entry(sample_of(_late_line), "days late")
