"""The risk matrix of a quarter as a picture: where each risk stands, and from where it moved."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import hypot

from hsp_cli.analysis.risks import RatedRisk, RiskReport
from hsp_cli.domain.address import Address
from hsp_cli.domain.partnership import Partnership
from hsp_cli.domain.request import RequestRefused
from hsp_cli.domain.risk import RiskMatrix
from hsp_cli.drawing import marks
from hsp_cli.drawing.colours import INK, MUTED, PAPER, zone_colour
from hsp_cli.drawing.marks import Entry
from hsp_cli.drawing.picture import Picture
from hsp_cli.drawing.svg import (
    circle,
    fitted,
    line,
    paragraph,
    path,
    picture,
    rectangle,
    text,
    wrapped,
)
from hsp_cli.drawing.text_chart import TextChart
from hsp_cli.wording.bodies import body_name
from hsp_cli.wording.matrix import left_out, not_in_matrix_text, position_text, without_rating_text
from hsp_cli.wording.risks import moved_from_text, rated_text, rating_text, red_text

WIDTH = 760
_MARGIN, _SIDE = 20, 120
_TITLE, _WORDS, _SMALL = 17, 12, 11
_STEP, _RADIUS, _PADDING = 28.0, 11.0, 6.0
_LEAST_HEIGHT, _ZONE_HEIGHT = 58.0, 20.0
_MOST_NUMBERED = 24
"""With more risks, only those that are red or moved get a number of their own."""

Cell = tuple[str, str]
"""The codes of a likelihood and an impact."""


@dataclass(frozen=True, slots=True)
class _Mark:
    """A risk in the chart: its number, its cell, the cell from which it moved, and the words of its entry in the key.

    `number` is 0 for a risk that is only counted, and `before` is None for one that did not move.
    """

    number: int
    now: Cell
    before: Cell | None
    is_carried: bool
    words: str


def risk_matrix_chart(report: RiskReport, settings: Partnership, name: str) -> Picture:
    """The open risks of a report, with the positions of the quarter and those before.

    A risk without a rating, or with one that the matrix does not have, is named below it. RequestRefused if the
    settings have no matrix, or if no risk is recorded.
    """
    matrix = _matrix(report, settings)
    placed = _marks(report, matrix, settings)
    title = f"Risk matrix, {report.quarter.label}"
    drawn, y = _opening(title)
    grid, y = _grid(matrix, placed, y)
    key, y = marks.legend([*_key(placed)], _MARGIN, y + 24, WIDTH - 2 * _MARGIN)
    drawn += [*grid, key]
    named = [one for one in placed if one.number]
    y += 4
    for one in named:
        drawn.append(text(_MARGIN + 22, y, f"{one.number}", _WORDS, text_anchor="end", font_weight="bold"))
        words, y = paragraph(_MARGIN + 32, y, one.words, _WORDS, WIDTH - 2 * _MARGIN - 32)
        drawn.append(words)
        y += 3
    notes = [*_notes(report, matrix, settings), *left_out(len(report.closed), len(placed) - len(named))]
    for note in notes:
        words, y = paragraph(_MARGIN, y + 4, note, _WORDS, WIDTH - 2 * _MARGIN, fill=MUTED)
        drawn.append(words)
    summary = f"{red_text(report.counts, report.quarter)}. {rated_text(report.counts, report.quarter)}."
    description = " ".join((f"{title}. {summary}", *(f"{one.words}." for one in named), *notes))
    return picture(name, WIDTH, y + 4, title, description, *drawn)


def risk_matrix_text(report: RiskReport, settings: Partnership) -> TextChart:
    """The same as text: in each cell its zone and the numbers of its risks, which the notes explain."""
    matrix = _matrix(report, settings)
    placed = _marks(report, matrix, settings)

    def cell_text(cell: Cell) -> str:
        zone, content = matrix.zone_of(matrix.cell(*cell)), _content(cell, placed)
        numbers = [str(mark.number) for mark, is_now in content.marks if is_now]
        others = [f"{content.others} not numbered"] if content.others else []
        return f"{zone.name if zone else 'not set'}{': ' if numbers or others else ''}{', '.join((*numbers, *others))}"

    rows = (
        (f"{likely.code} {likely.name}", *(cell_text((likely.code, impact.code)) for impact in matrix.impact))
        for likely in matrix.likelihood
    )
    named = [f"{one.number} {one.words}." for one in placed if one.number]
    unnumbered = len(placed) - len(named)
    return TextChart(
        f"Risk matrix, {report.quarter.label}",
        ("Likelihood", *(f"{step.code} {step.name}" for step in matrix.impact)),
        tuple(rows),
        (*named, *_notes(report, matrix, settings), *left_out(len(report.closed), unnumbered)),
    )


def _matrix(report: RiskReport, settings: Partnership) -> RiskMatrix:
    if settings.risk_matrix is None:
        raise RequestRefused("the settings have no risk matrix to draw", "add `risk_matrix` to data/partnership.yaml")
    if not report.risks:
        raise RequestRefused("no open risk is recorded, so there is no matrix to draw", "`hsp list risks` lists them")
    return settings.risk_matrix


def _marks(report: RiskReport, matrix: RiskMatrix, settings: Partnership) -> list[_Mark]:
    """A mark for each risk in the matrix, the worst likelihood and impact first; in a cell, those that moved last."""
    moves = {move.placed.address: move for move in report.movements}
    first = {risk.placed.address for risk in report.first_rated}
    rows, columns = ([step.code for step in scale] for scale in (matrix.likelihood, matrix.impact))
    inside = [(cell, risk) for risk in report.rated if (cell := matrix.split(risk.rating)) and risk.zone]
    inside.sort(key=lambda one: (rows.index(one[0][0]), columns.index(one[0][1]), one[1].placed.address in moves))
    are_all_numbered = len(inside) <= _MOST_NUMBERED
    found, number = [], 0
    for cell, risk in inside:
        move = moves.get(risk.placed.address)
        is_numbered = are_all_numbered or risk.is_red or move is not None
        number += is_numbered
        from_ = moved_from_text(move.before, move.since, report.quarter) if move else ""
        before = matrix.split(move.before) if move else None
        words = _words(risk, from_, first, settings)
        found.append(_Mark(number if is_numbered else 0, cell, before, risk.carried_from is not None, words))
    return found


def _words(risk: RatedRisk, moved_from: str, first: set[Address], settings: Partnership) -> str:
    rating = rating_text(risk.rating, settings.risk_matrix, risk.carried_from)
    is_first, is_carried = risk.placed.address in first, risk.carried_from is not None
    position = position_text(rating, moved_from, is_first=is_first, is_carried=is_carried)
    return f"{_named(risk, settings)}: {position}"


def _named(risk: RatedRisk, settings: Partnership) -> str:
    return f"{' '.join(risk.placed.record.title.split())} ({body_name(risk.placed.body, settings)})"


def _opening(title: str) -> tuple[list[str], float]:
    heading, y = paragraph(_MARGIN, 30, title, _TITLE, WIDTH - 2 * _MARGIN, font_weight="bold")
    words, y = paragraph(_MARGIN, y, "Likelihood at the side, impact at the top", _WORDS, WIDTH, fill=MUTED)
    return [heading, words], y + 6


def _grid(matrix: RiskMatrix, placed: Sequence[_Mark], y: float) -> tuple[list[str], float]:
    """The cells with their marks, the arrows between them, and the lower end of the grid."""
    width = (WIDTH - 2 * _MARGIN - _SIDE) / len(matrix.impact)
    across = max(int((width - _PADDING) / _STEP), 1)
    lefts = {step.code: _MARGIN + _SIDE + width * at for at, step in enumerate(matrix.impact)}
    ground: list[str] = []
    over: list[str] = []
    places: dict[tuple[int, bool], tuple[float, float]] = {}
    heads = [wrapped(f"{step.code} {step.name}", _SMALL, width - 4) for step in matrix.impact]
    for step, lines in zip(matrix.impact, heads, strict=True):
        for row, words in enumerate(lines):
            x = lefts[step.code] + width / 2
            ground.append(text(x, y + 14 * row, words, _SMALL, text_anchor="middle", fill=MUTED))
    y += 14 * (max(map(len, heads)) - 1) + 8
    for likely in matrix.likelihood:
        cells = {impact.code: _content((likely.code, impact.code), placed) for impact in matrix.impact}
        label = f"{likely.code} {likely.name}"
        height = max(_LEAST_HEIGHT, len(wrapped(label, _SMALL, _SIDE - 12)) * 15 + 10)
        height = max(height, *(_height(one, across) for one in cells.values()))
        words, _ = paragraph(_MARGIN, y + 20, label, _SMALL, _SIDE - 12, fill=MUTED)
        ground.append(words)
        for impact, content in cells.items():
            ground += _ground(matrix, (likely.code, impact), lefts[impact], y, width, height)
            for at, (mark, is_now) in enumerate(content.marks):
                x = lefts[impact] + _PADDING + _STEP * (at % across + 0.5)
                places[mark.number, is_now] = x, y + _ZONE_HEIGHT + _STEP * (at // across + 0.5)
                over.append(_mark(*places[mark.number, is_now], mark, is_now=is_now))
            if content.others:
                counted_words = fitted(f"{content.others} not numbered", _SMALL, width - 10)
                over.append(text(lefts[impact] + _PADDING, y + height - 6, counted_words, _SMALL))
        y += height
    arrows = [_arrow(places[one.number, False], places[one.number, True]) for one in placed if one.before]
    return [*ground, *arrows, *over], y


@dataclass(frozen=True, slots=True)
class _Content:
    """What a cell holds: marks of now (True) and before (False), and the number of risks that are only counted."""

    marks: tuple[tuple[_Mark, bool], ...]
    others: int


def _content(cell: Cell, placed: Sequence[_Mark]) -> _Content:
    now = [(one, True) for one in placed if one.now == cell and one.number]
    before = [(one, False) for one in placed if one.before == cell]
    return _Content((*now, *before), sum(one.now == cell and not one.number for one in placed))


def _height(content: _Content, across: int) -> float:
    rows = -(-len(content.marks) // across)
    return _ZONE_HEIGHT + _STEP * rows + (18 if content.others else 0) + _PADDING


def _ground(matrix: RiskMatrix, cell: Cell, x: float, y: float, width: float, height: float) -> Iterator[str]:
    """The colour of a cell with the name of its zone."""
    zone = matrix.zone_of(matrix.cell(*cell))
    colours: Mapping[str, str] = {one.id: zone_colour(at, len(matrix.zones)) for at, one in enumerate(matrix.zones)}
    fill = colours[zone.id] if zone else PAPER
    yield rectangle(x, y, width, height, fill=fill, stroke=PAPER if zone else MUTED, stroke_width=2)
    yield text(x + _PADDING, y + 15, fitted(zone.name if zone else "not set", _SMALL, width - 10), _SMALL)


def _mark(x: float, y: float, mark: _Mark, *, is_now: bool) -> str:
    number = str(mark.number)
    if not is_now:
        return _earlier(x, y) + text(x, y + 4, number, _SMALL, text_anchor="middle")
    ink = INK if mark.is_carried else PAPER
    shape = _carried(x, y) if mark.is_carried else _rated(x, y)
    return shape + text(x, y + 4, number, _SMALL, text_anchor="middle", fill=ink, font_weight="bold")


def _rated(x: float, y: float) -> str:
    return circle(x, y, _RADIUS, fill=INK)


def _carried(x: float, y: float) -> str:
    return circle(x, y, _RADIUS, fill=PAPER, stroke=INK, stroke_width=1.5, stroke_dasharray="3 2")


def _earlier(x: float, y: float) -> str:
    half = _RADIUS - 1
    return rectangle(x - half, y - half, 2 * half, 2 * half, fill=PAPER, stroke=MUTED, stroke_width=1)


def _arrow(start: tuple[float, float], end: tuple[float, float]) -> str:
    """A line from an earlier position to the present one, which ends at the edge of its circle."""
    across, down = end[0] - start[0], end[1] - start[1]
    length = hypot(across, down)
    right, below = across / length, down / length
    tip = end[0] - right * (_RADIUS + 1), end[1] - below * (_RADIUS + 1)
    base = tip[0] - right * 9, tip[1] - below * 9
    head = (tip, (base[0] - below * 4, base[1] + right * 4), (base[0] + below * 4, base[1] - right * 4))
    return line(*start, *base, stroke=INK, stroke_width=1.5) + path(head, closed=True, fill=INK)


def _key(placed: Sequence[_Mark]) -> Iterator[Entry]:
    if any(not one.is_carried for one in placed):
        yield Entry(_rated, "rated this quarter")
    if any(one.is_carried for one in placed):
        yield Entry(_carried, "not rated this quarter: last rating")
    if any(one.before for one in placed):
        yield Entry(_earlier, "position before")


def _notes(report: RiskReport, matrix: RiskMatrix, settings: Partnership) -> Iterator[str]:
    outside = [risk for risk in report.rated if risk.zone is None or matrix.split(risk.rating) is None]
    if outside:
        yield not_in_matrix_text([f"{_named(risk, settings)}, {risk.rating}" for risk in outside])
    if report.never_rated:
        named = [
            f"{' '.join(one.record.title.split())} ({body_name(one.body, settings)})" for one in report.never_rated
        ]
        yield without_rating_text(named, report.quarter)
