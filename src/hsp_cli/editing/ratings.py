"""Rates a risk in a quarter."""

from datetime import date

from hsp_cli.domain.edit import Set
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.period import PeriodKind
from hsp_cli.domain.request import RequestRefused
from hsp_cli.domain.risk import Risk, RiskMatrix, cell_of, earlier_rating
from hsp_cli.domain.workspace import Workspace
from hsp_cli.editing.wish import Wished, named, period_given, text_given, with_inferences_removed

_BEFORE_RATINGS = ("category", "owners", "description", "title", "number", "id")


def rated(
    workspace: Workspace, name: str, quarter_text: str, rating: str, as_of: date, *, reason: str | None = None
) -> Wished:
    """Give a risk its rating in a quarter, in place of any that it has there.

    RequestRefused if the quarter has not begun, the matrix does not have the rating, or the risk was closed before.
    """
    item = named(workspace, name, (Kind.RISK,), "only risks are rated: hsp list risks")
    risk = item.record
    assert isinstance(risk, Risk)
    quarter = period_given(workspace, quarter_text)
    if quarter.kind is not PeriodKind.QUARTER:
        raise RequestRefused(f"{quarter} is not a quarter", "a risk is rated by quarter, such as Q1-2010")
    if quarter.first_day > as_of:
        raise RequestRefused(f"{quarter.label} has not begun on {as_of}", "give the day of the rating with --as-of")
    if risk.closed and risk.closed.on.last_day < quarter.first_day:
        raise RequestRefused(f"{item.address} was closed on {risk.closed.on}", "remove `closed` if it is a risk again")
    matrix = workspace.partnership.risk_matrix
    given = text_given(rating, "RATING")
    if matrix and matrix.zone(given) is None:
        raise RequestRefused(f"the risk matrix has no rating {given}", _codes(matrix))
    value = {"rating": given, **({"reason": text_given(reason, "--reason")} if reason is not None else {})}
    before = risk.ratings.get(quarter)
    place = (*item.place.keys, "ratings", quarter.text)
    if before is None:
        edits = [Set(place, value, _BEFORE_RATINGS)]
    else:
        edits = [Set((*place, key), one, ("rating",)) for key, one in value.items()]
    earlier = earlier_rating(risk, quarter)
    moved = earlier and cell_of(earlier.rating.rating, matrix) != cell_of(given, matrix)
    words = f", moved from {earlier.rating.rating} ({earlier.given_for.label})" if earlier and moved else ""
    was = f" (was {before.rating})" if before and before.rating != given else ""
    return Wished(
        item.place.path,
        tuple(with_inferences_removed(risk, item.place, edits)),
        f"{item.address} {quarter.label}: {given}{was}{words}",
    )


def _codes(matrix: RiskMatrix) -> str:
    likelihood = ", ".join(step.code for step in matrix.likelihood)
    impact = ", ".join(step.code for step in matrix.impact)
    return f"likelihood is one of {likelihood}; impact is one of {impact}"
