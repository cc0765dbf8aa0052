"""Rules for the settings: the calendar, the RAG scale and the risk matrix."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from hsp_cli.domain.finding import Key
from hsp_cli.domain.partnership import Worsening
from hsp_cli.domain.rag import Level
from hsp_cli.domain.risk import RiskMatrix
from hsp_cli.domain.workspace import Workspace
from hsp_cli.rules.support.references import suggestion
from hsp_cli.rules.support.registry import Problem, rule


@rule("calendar-month-impossible", hint="write the number of the month, 1 to 12: 4 for a year that starts in April")
def calendar_month_impossible(workspace: Workspace) -> Iterator[Problem]:
    """The partnership's year starts in a month that does not exist.

    hsp counts every quarter and year from this month. If it is wrong, Q1 covers the wrong three months, and all
    figures appear against the wrong dates.

    Example:

        calendar:
          year_starts: 14

    Way out: write the number of the month in which the council year starts, 1 to 12. UK councils use 4, for April.
    """
    starts = workspace.partnership.calendar.year_starts
    if not 1 <= starts <= 12:
        yield Problem(workspace.settings.place.at("calendar", "year_starts"), f"there is no month {starts}")


@rule("rag-thresholds-out-of-order", hint="list levels from best to worst, each `at_least` lower than the one before")
def rag_thresholds_out_of_order(workspace: Workspace) -> Iterator[Problem]:
    """The thresholds of the RAG scale, or of one indicator, do not fall from the best level to the worst.

    A figure gets the first level whose `at_least` its variance reaches. If a threshold is not lower than the one
    before, no figure can reach its level. If a threshold is missing, hsp skips the level. Either way, indicators
    get the wrong colours. The last level takes all other figures, so it has no threshold.

    Example:

        rag:
          levels:
            - {code: G, name: Green, colour: green, at_least: -10}
            - {code: A, name: Amber, colour: amber, at_least: 0}
            - {code: R, name: Red, colour: red}

    Way out: list the levels from best to worst. Give each level but the last an `at_least` lower than the one
    before. An indicator's own `thresholds` need one number for each level but the last, in the same falling order.
    If nobody computes ratings, write `stated: true` beside the levels and remove every `at_least`.
    """
    scale, action_scale = workspace.partnership.rag, workspace.partnership.action_rag
    levels = scale.levels
    place = workspace.settings.place.at("rag", "levels")
    if not levels:
        yield Problem(place, "the RAG scale has no levels")
    if action_scale and not action_scale.levels:
        at = workspace.settings.place.at("action_rag", "levels")
        yield Problem(at, "the scale for actions and aims has no levels", "list its levels from best to worst")
    hint = "remove `at_least`, or `stated` if hsp should compute ratings" if scale.stated else ""
    for keys, message in _limits_of_stated(levels) if scale.stated else _scale_problems(levels):
        yield Problem(place.at(*keys), message, hint)
    for indicator in workspace.indicators.values():
        if thresholds := indicator.record.thresholds:
            at = indicator.place.at("thresholds", "at_least")
            for message in _threshold_problems(thresholds.at_least, levels):
                yield Problem(at, message)


def _scale_problems(levels: Sequence[Level]) -> Iterator[tuple[tuple[Key, ...], str]]:
    for index, level in enumerate(levels[:-1]):
        if level.at_least is None:
            yield (index,), f"level {level.code} has no `at_least`, so no figure can reach it"
    for index, (better, worse) in enumerate(pairwise(levels), start=1):
        if better.at_least is not None and worse.at_least is not None and worse.at_least >= better.at_least:
            words = (
                f"level {worse.code} starts at {worse.at_least}, which is not below {better.code} at {better.at_least}"
            )
            yield (index, "at_least"), words
    if levels and levels[-1].at_least is not None:
        words = f"level {levels[-1].code} is the last: it takes all other figures, so remove its `at_least`"
        yield (len(levels) - 1, "at_least"), words


def _limits_of_stated(levels: Sequence[Level]) -> Iterator[tuple[tuple[Key, ...], str]]:
    for index, level in enumerate(levels):
        if level.at_least is not None:
            yield (index, "at_least"), f"level {level.code} has a limit, but the ratings of this scale are stated"


def _threshold_problems(limits: Sequence[Decimal], levels: Sequence[Level]) -> Iterator[str]:
    if levels and len(limits) != len(levels) - 1:
        yield f"{len(limits)} thresholds: a scale of {len(levels)} levels needs {len(levels) - 1}"
    for better, worse in pairwise(limits):
        if worse >= better:
            yield f"threshold {worse} is not below the one before it, {better}"


@rule("worsening-level-unknown", hint="write `worsening: below` and a level of the scale under `worsening_below`")
def worsening_level_unknown(workspace: Workspace) -> Iterator[Problem]:
    """The settings do not say below which level of the scale an indicator that is getting worse is an exception.

    Without a level that the scale has, hsp counts every indicator that is getting worse. A level without `worsening:
    below` has no effect.

    Example:

        exceptions:
          worsening: below
          worsening_below: GREEN      # the scale has HG, LG, A, LR and HR

    Way out: give a code of the scale under `worsening_below`, or leave it out and write `worsening: always` or `never`.
    """
    settings = workspace.partnership.exceptions
    place = workspace.settings.place.at("exceptions")
    level = settings.worsening_below
    if settings.worsening is Worsening.BELOW and level is None:
        yield Problem(place.at("worsening"), "`worsening` is below, but `worsening_below` names no level")
    elif settings.worsening is not Worsening.BELOW and level is not None:
        words = f"`worsening_below` has no effect: `worsening` is {settings.worsening}"
        yield Problem(place.at("worsening_below"), words)
    elif level is not None and workspace.partnership.rag.level(level) is None:
        yield Problem(place.at("worsening_below"), f"{level} is no level of the scale")


@rule("matrix-cell-missing", hint="under `cells`, give each likelihood a row with a zone for every impact")
def matrix_cell_missing(workspace: Workspace) -> Iterator[Problem]:
    """The risk matrix does not give a zone for one of its cells.

    A risk rated in that cell has no colour, so it is never listed as a red risk. Nobody notices the gap until
    somebody uses the cell.

    Example:

        risk_matrix:
          likelihood: [{code: A, name: High}, {code: B, name: Low}]
          impact: [{code: "1", name: Severe}, {code: "2", name: Slight}]
          zones: [{id: red, name: Red, red: true}, {id: green, name: Green}]
          cells:
            A: {1: red}              # A2 is missing, and the row of B
            ...

    Way out: under `cells`, give each likelihood a row, and in each row give every impact a zone.
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


@rule("unknown-zone", hint="use the id of one of the matrix's `zones`")
def unknown_zone(workspace: Workspace) -> Iterator[Problem]:
    """A cell of the risk matrix has a zone that the matrix does not list.

    The zone gives the cell its name and says whether its risks are red. If the zone is misspelt, the cell has
    neither, and hsp does not list its risks as red.

    Example:

        risk_matrix:
          zones: [{id: red, name: Red, red: true}, {id: green, name: Green}]
          cells:
            A: {1: rde, 2: green}

    Way out: use an id from `zones`, or add the zone there. The zones run from worst to mildest.
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
                    f"cell {likely}{impact} has zone {zone}, which `zones` does not list",
                    suggestion(zone, lambda: known),
                )


@rule("matrix-not-monotone", hint="make the cell at least as severe as its neighbours of lower likelihood or impact")
def matrix_not_monotone(workspace: Workspace) -> Iterator[Problem]:
    """A cell of the risk matrix is milder than a neighbour that is less likely or less severe.

    The scales and the zones run from worst to mildest. If B2 is amber and C2, with the same impact and a lower
    likelihood, is red, a risk could turn red by becoming less likely. Either the cell is wrong, or a scale is
    listed the wrong way round.

    Example:

        cells:
          B: {1: red, 2: amber}
          C: {1: red, 2: red}        # less likely than B2, but red

    Way out: correct the cell that is out of order. If hsp reports many cells, check that `likelihood`, `impact` and
    `zones` are each listed from worst to mildest.
    """
    matrix = workspace.partnership.risk_matrix
    if matrix is None:
        return
    for row, likely in enumerate(matrix.likelihood):
        for column, impact in enumerate(matrix.impact):
            worse_neighbours = [
                "".join(neighbour)
                for neighbour in _lower_neighbours(matrix, row, column)
                if _is_milder(matrix, (likely.code, impact.code), neighbour)
            ]
            if worse_neighbours:
                place = workspace.settings.place.at(
                    "risk_matrix", "cells", likely.code, _key(matrix, likely.code, impact.code)
                )
                yield Problem(place, f"cell {likely.code}{impact.code} is milder than {' and '.join(worse_neighbours)}")


def _lower_neighbours(matrix: RiskMatrix, row: int, column: int) -> Iterator[tuple[str, str]]:
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
    """The impact code as its row has it: YAML reads an unquoted 2 as a number."""
    return next((key for key in matrix.cells[likelihood] if str(key) == impact), impact)
