"""Settings that contradict themselves: the calendar, the RAG scale, the risk matrix, the line of bodies."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from hsp_cli.domain.finding import Key
from hsp_cli.domain.rag import Level
from hsp_cli.domain.risk import RiskMatrix
from hsp_cli.domain.workspace import Workspace
from hsp_cli.rules.support.cycles import in_words, rings
from hsp_cli.rules.support.references import suggestion
from hsp_cli.rules.support.registry import Problem, rule


@rule("calendar-month-impossible", hint="give the month's number, 1 to 12; 4 for a year that starts in April")
def calendar_month_impossible(workspace: Workspace) -> Iterator[Problem]:
    """The partnership's year is said to start in a month that does not exist.

    Every quarter and year in the workspace is counted from this month. With an impossible one, Q1 would mean some
    other three months than everybody thinks, and all figures would be shown against the wrong dates.

    Example:

        calendar:
          year_starts: 14

    Way out: write the number of the month in which the council year starts, 1 to 12. UK councils use 4, April.
    """
    starts = workspace.partnership.calendar.year_starts
    if not 1 <= starts <= 12:
        yield Problem(workspace.settings.place.at("calendar", "year_starts"), f"there is no month {starts}")


@rule("rag-thresholds-out-of-order", hint="list levels from best to worst, each `at_least` lower than the one before")
def rag_thresholds_out_of_order(workspace: Workspace) -> Iterator[Problem]:
    """The thresholds of the RAG scale, or of one indicator, do not fall from the best level to the worst.

    A figure earns the first level whose `at_least` its variance reaches. If a later threshold is not lower than the
    one before, its level can never be reached; if one is missing, the level is passed over. Either way indicators
    get colours nobody intended. The last level takes whatever is left, so it has no threshold.

    Example:

        rag:
          levels:
            - {code: G, name: Green, colour: green, at_least: -10}
            - {code: A, name: Amber, colour: amber, at_least: 0}
            - {code: R, name: Red, colour: red}

    Way out: list the levels from best to worst and give each but the last an `at_least` lower than the one before.
    An indicator's own `thresholds` need one number for each level but the last, in the same falling order.
    """
    levels = workspace.partnership.rag.levels
    place = workspace.settings.place.at("rag", "levels")
    if not levels:
        yield Problem(place, "the RAG scale has no levels")
    for keys, message in _faults_of_scale(levels):
        yield Problem(place.at(*keys), message)
    for indicator in workspace.indicators.values():
        if thresholds := indicator.record.thresholds:
            at = indicator.place.at("thresholds", "at_least")
            for message in _faults_of_thresholds(thresholds.at_least, levels):
                yield Problem(at, message)


def _faults_of_scale(levels: Sequence[Level]) -> Iterator[tuple[tuple[Key, ...], str]]:
    for index, level in enumerate(levels[:-1]):
        if level.at_least is None:
            yield (index,), f"level {level.code} has no `at_least`, so no figure can earn it"
    for index, (better, worse) in enumerate(pairwise(levels), start=1):
        if better.at_least is not None and worse.at_least is not None and worse.at_least >= better.at_least:
            words = f"level {worse.code} starts at {worse.at_least}, not below {better.code} at {better.at_least}"
            yield (index, "at_least"), words
    if levels and levels[-1].at_least is not None:
        words = f"level {levels[-1].code} is the last, so it takes all the rest and has no `at_least`"
        yield (len(levels) - 1, "at_least"), words


def _faults_of_thresholds(limits: Sequence[Decimal], levels: Sequence[Level]) -> Iterator[str]:
    if levels and len(limits) != len(levels) - 1:
        yield f"{len(limits)} thresholds for a scale of {len(levels)} levels, which needs {len(levels) - 1}"
    for better, worse in pairwise(limits):
        if worse >= better:
            yield f"threshold {worse} is not below the one before it, {better}"


@rule("matrix-cell-missing", hint="give every likelihood a row under `cells`, and every row every impact")
def matrix_cell_missing(workspace: Workspace) -> Iterator[Problem]:
    """The risk matrix does not say which zone one of its cells is in.

    A risk rated in that cell has no colour: it is neither red nor anything else, and so appears on no list of red
    risks. Such a gap is found out on the day somebody first uses the cell.

    Example:

        risk_matrix:
          likelihood: [{code: A, name: High}, {code: B, name: Low}]
          impact: [{code: "1", name: Severe}, {code: "2", name: Slight}]
          zones: [{id: red, name: Red, red: true}, {id: green, name: Green}]
          cells:
            A: {1: red}              # A2 is missing, and the row of B
            ...

    Way out: under `cells`, give each likelihood a row, and in each row a zone for every impact.
    """
    matrix = workspace.partnership.risk_matrix
    if matrix is None:
        return
    cells = workspace.settings.place.at("risk_matrix", "cells")
    for likely in matrix.likelihood:
        missing = [step.code for step in matrix.impact if matrix.cell(likely.code, step.code) is None]
        if missing:
            names = ", ".join(f"{likely.code}{impact}" for impact in missing)
            row = cells.at(likely.code) if likely.code in map(str, matrix.cells) else cells
            yield Problem(row, f"the risk matrix has no zone for {names}", on_key=True)


@rule("unknown-zone", hint="use the id of one of the `zones` of the risk matrix")
def unknown_zone(workspace: Workspace) -> Iterator[Problem]:
    """A cell of the risk matrix is in a zone that the matrix does not list.

    The zone says how a cell is called and whether its risks are red. A misspelt zone leaves the cell without
    either, so a red risk in it goes unlisted.

    Example:

        risk_matrix:
          zones: [{id: red, name: Red, red: true}, {id: green, name: Green}]
          cells:
            A: {1: rde, 2: green}

    Way out: use an id of `zones`, or add the zone there, in its place from worst to mildest.
    """
    matrix = workspace.partnership.risk_matrix
    if matrix is None:
        return
    known = {zone.id for zone in matrix.zones}
    for likely, row in matrix.cells.items():
        for impact, zone in row.items():
            if zone not in known:
                place = workspace.settings.place.at("risk_matrix", "cells", likely, impact)
                yield Problem(
                    place,
                    f"cell {likely}{impact} is in zone {zone}, which is not listed",
                    suggestion(zone, lambda: known),
                )


@rule("matrix-not-monotone", hint="a cell must be at least as severe as its neighbours of less likelihood or impact")
def matrix_not_monotone(workspace: Workspace) -> Iterator[Problem]:
    """A cell of the risk matrix is milder than a neighbour that is less likely or less severe.

    The scales run from worst to mildest, and so do the zones. If B2 is amber while C2, with the same impact and
    less likelihood, is red, a risk could turn red by becoming less likely. Nobody means that; it is a slip in the
    table, or a scale listed the wrong way round.

    Example:

        cells:
          B: {1: red, 2: amber}
          C: {1: red, 2: red}        # milder than B2 in likelihood, yet redder

    Way out: correct the cell that is out of line. If many are reported, look at the order of `likelihood`, `impact`
    and `zones`: each is listed from worst to mildest.
    """
    matrix = workspace.partnership.risk_matrix
    if matrix is None:
        return
    for row, likely in enumerate(matrix.likelihood):
        for column, impact in enumerate(matrix.impact):
            worse_neighbours = [
                f"{down}{index_check}"
                for down, index_check in _milder_neighbours(matrix, row, column)
                if _is_milder(matrix, (likely.code, impact.code), (down, index_check))
            ]
            if worse_neighbours:
                place = workspace.settings.place.at(
                    "risk_matrix", "cells", likely.code, _key(matrix, likely.code, impact.code)
                )
                yield Problem(place, f"cell {likely.code}{impact.code} is milder than {' and '.join(worse_neighbours)}")


def _milder_neighbours(matrix: RiskMatrix, row: int, column: int) -> Iterator[tuple[str, str]]:
    """The cells one step less likely and one step less severe."""
    if row + 1 < len(matrix.likelihood):
        yield matrix.likelihood[row + 1].code, matrix.impact[column].code
    if column + 1 < len(matrix.impact):
        yield matrix.likelihood[row].code, matrix.impact[column + 1].code


def _is_milder(matrix: RiskMatrix, cell: tuple[str, str], other: tuple[str, str]) -> bool:
    order = [zone.id for zone in matrix.zones]
    zone, other_zone = matrix.cell(*cell), matrix.cell(*other)
    return zone in order and other_zone in order and order.index(zone) > order.index(other_zone)


def _key(matrix: RiskMatrix, likelihood: str, impact: str) -> Key:
    """The impact as its row spells it: YAML reads an unquoted 2 as a number."""
    return next((key for key in matrix.cells[likelihood] if str(key) == impact), impact)


@rule("circular-hierarchy", hint="take away the `parent` that closes the ring")
def body_in_its_own_line(workspace: Workspace) -> Iterator[Problem]:
    """A body reports, directly or through others, to itself.

    Reports and risks travel up the line from a group to its parent. In a ring they would travel for ever, and no
    body in it would be at the top.

    Example:

        bodies:
          - {id: executive, name: Executive, parent: board}
          - {id: board, name: Board, parent: executive}

    Way out: decide which of them is at the top and take its `parent` away.
    """
    bodies = workspace.partnership.bodies
    index = {body.id: position for position, body in enumerate(bodies)}
    parents = {body.id: frozenset({body.parent} if body.parent in index else ()) for body in bodies}
    for ring in rings(parents):
        place = workspace.settings.place.at("bodies", index[ring[0]], "parent")
        yield Problem(place, f"body {ring[0]} reports to itself: {in_words(ring)}")
