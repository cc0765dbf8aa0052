"""The table of risks: a row for each risk and period with a rating, and one for the quarter that is asked for."""

from collections.abc import Iterator

from hsp_cli.analysis.filters import select
from hsp_cli.domain.address import Placed
from hsp_cli.domain.finding import Key
from hsp_cli.domain.inference import SEPARATOR
from hsp_cli.domain.partnership import Partnership
from hsp_cli.domain.period import Period
from hsp_cli.domain.risk import CurrentRating, Risk, RiskMatrix, current_rating, earlier_rating
from hsp_cli.domain.workspace import Workspace
from hsp_cli.exchange.cells import Value
from hsp_cli.exchange.columns import (
    BODY,
    INFERRED,
    OWNERS,
    PATH,
    PERIOD,
    PRIORITY,
    body_values,
    inferred_values,
    one_line,
    owner_values,
    paragraphs,
    period_values,
    priority_values,
    responsible,
)
from hsp_cli.exchange.tables import FINGERPRINT, Asked, Column, ColumnType, Row, Table, Wide

_TEXT, _DATE, _PERIOD, _FLAG, _LIST = (
    ColumnType.TEXT,
    ColumnType.DATE,
    ColumnType.PERIOD,
    ColumnType.FLAG,
    ColumnType.LIST,
)


def rating_codes(settings: Partnership) -> tuple[str, ...]:
    """Every rating of the matrix, the worst likelihood first: `C2`, or `4x5` where the codes are numbers."""
    matrix = settings.risk_matrix
    if matrix is None:
        return ()
    return tuple(
        f"{likely.code}{'x' if likely.code[-1:].isdecimal() and impact.code[:1].isdecimal() else ''}{impact.code}"
        for likely in matrix.likelihood
        for impact in matrix.impact
    )


_WHAT = (
    Column("risk_id", _TEXT, "Risk id", "The id of the risk with that of its register.", "id", on_sheet=True, width=24),
    Column("register_id", _TEXT, "Register id", "The id of the register."),
    Column("register", _TEXT, "Register", "The title of the register.", on_sheet=True, width=20),
    Column("number", _TEXT, "Number", "Its number in the register.", "number"),
    Column("title", _TEXT, "Risk", "The risk in the words of the register.", "title", on_sheet=True, width=50),
    Column("description", _TEXT, "Description", "More about the risk.", "description"),
    Column("category", _TEXT, "Category", "The category of the risk.", "category"),
    Column("theme_id", _TEXT, "Theme id", "The risk theme that it shares with other registers.", "theme"),
    Column("controls", _LIST, "Controls", "The controls in place.", "controls", on_sheet=True, width=30),
    Column("planned_controls", _LIST, "Planned controls", "The controls that are planned.", "planned_controls"),
    Column("closed_on", _PERIOD, "Closed on", "When the risk was closed. Empty if it is open.", "closed.on"),
    Column("closed_because", _TEXT, "Closed because", "Why it was closed.", "closed.reason"),
)

_RATING = (
    Column(
        "state",
        _TEXT,
        "State",
        "`rated` in the period, `carried` from an earlier rating, `never-rated`, or `closed` by the end of the period.",
        on_sheet=True,
    ),
    Column(
        "rating",
        _TEXT,
        "Rating",
        "The rating of the period. One that is carried is an older rating: nobody gave it for this period.",
        "ratings.PERIOD.rating",
        is_input=True,
        choices=rating_codes,
        on_sheet=True,
        width=9,
    ),
    Column("carried_from", _PERIOD, "Carried from", "The period of the rating, if it is carried.", on_sheet=True),
    Column("likelihood", _TEXT, "Likelihood", "The code of the likelihood."),
    Column("likelihood_name", _TEXT, "Likelihood in words", "The name of the likelihood."),
    Column("impact", _TEXT, "Impact", "The code of the impact."),
    Column("impact_name", _TEXT, "Impact in words", "The name of the impact."),
    Column("zone_id", _TEXT, "Zone id", "The zone of the matrix. Empty if the rating is not in the matrix."),
    Column("zone", _TEXT, "Zone", "The name of the zone.", on_sheet=True),
    Column("red", _FLAG, "Red", "Whether the zone is red. Empty if nobody can say.", on_sheet=True, width=7),
    Column("rating_before", _TEXT, "Rating before", "The last rating before the period.", on_sheet=True, width=9),
    Column("rated_before_in", _PERIOD, "Rated before in", "The period of the last rating before."),
    Column(
        "reason",
        _TEXT,
        "Reason",
        "Why the rating is what it is, or why it moved.",
        "ratings.PERIOD.reason",
        is_input=True,
        on_sheet=True,
        width=40,
    ),
)


def _rows(asked: Asked) -> Iterator[Row]:
    workspace = asked.workspace
    for placed in select(workspace, asked.filters, workspace.risks):
        for period in _periods(placed.record, asked):
            yield _row(placed, period, workspace)


def _periods(risk: Risk, asked: Asked) -> list[Period]:
    """The periods with a rating, and the quarter that is asked for: a risk that was not rated in it is seen there."""
    found = set(risk.ratings)
    if asked.only_quarter:
        found = {period for period in found if asked.quarter.contains(period)}
    if not any(asked.quarter.contains(period) for period in found):
        found.add(asked.quarter)
    return sorted(found)


def _row(placed: Placed[Risk], period: Period, workspace: Workspace) -> Row:
    risk, matrix = placed.record, workspace.partnership.risk_matrix
    register = workspace.file_of(placed)
    stands, before = current_rating(risk, period), earlier_rating(risk, period)
    is_carried = stands is not None and stands.given_for != period
    values = {
        "risk_id": str(placed.address),
        "register_id": register.address.id,
        "register": register.record.heading,
        "number": risk.number,
        "title": one_line(risk.title),
        "description": paragraphs(risk.description),
        "category": risk.category,
        "theme_id": risk.theme,
        "controls": tuple(" ".join(control.split()) for control in risk.controls),
        "planned_controls": tuple(" ".join(control.split()) for control in risk.planned_controls),
        "closed_on": risk.closed.on.text if risk.closed else None,
        "closed_because": paragraphs(risk.closed.reason) if risk.closed else None,
        **owner_values(placed, workspace),
        **priority_values(placed, workspace),
        **body_values(placed, workspace),
        **period_values(period),
        "state": _state(risk, period, stands, is_carried=is_carried),
        "rating": stands.rating.rating if stands else None,
        "carried_from": stands.given_for.text if stands and is_carried else None,
        **_cell_values(stands.rating.rating if stands else None, matrix),
        "rating_before": before.rating.rating if before else None,
        "rated_before_in": before.given_for.text if before else None,
        "reason": paragraphs(stands.rating.reason) if stands and not is_carried else None,
        **inferred_values(risk, _inferred(risk, period)),
        "path": placed.place.path,
    }
    return Row(placed.address, placed.place, values, _inputs(placed, period), responsible(placed.owners, workspace))


def _state(risk: Risk, period: Period, stands: CurrentRating | None, *, is_carried: bool) -> str:
    if not risk.is_open(period):
        return "closed"
    if stands is None:
        return "never-rated"
    return "carried" if is_carried else "rated"


def _cell_values(rating: str | None, matrix: RiskMatrix | None) -> dict[str, Value]:
    """Likelihood, impact and zone of a rating. All are empty for one that is not in the matrix."""
    codes = matrix.split(rating) if matrix and rating else None
    likely = next((step for step in matrix.likelihood if step.code == codes[0]), None) if matrix and codes else None
    impact = next((step for step in matrix.impact if step.code == codes[1]), None) if matrix and codes else None
    zone = matrix.zone(rating) if matrix and rating else None
    return {
        "likelihood": likely.code if likely else None,
        "likelihood_name": likely.name if likely else None,
        "impact": impact.code if impact else None,
        "impact_name": impact.name if impact else None,
        "zone_id": zone.id if zone else None,
        "zone": zone.name if zone else None,
        "red": zone.red if zone else None,
    }


def _inferred(risk: Risk, period: Period) -> dict[str, str]:
    """The inferred values of the risk, without those of other periods."""
    found = {}
    for path, reason in risk.inferred.items():
        key, *steps = path.split(SEPARATOR)
        if key != "ratings" or not steps or steps[0] == period.text:
            found[path] = reason
    return found


def _inputs(placed: Placed[Risk], period: Period) -> dict[str, tuple[Key, ...]]:
    """A risk that is closed can be rated no more. Its old ratings can still be corrected."""
    if not placed.record.is_open(period) and period not in placed.record.ratings:
        return {}
    keys = placed.place.keys
    return {column.name: (*keys, "ratings", period.text, column.name) for column in _RATING if column.is_input}


RISKS = Table(
    name="risks",
    title="Risks",
    meaning="The risks of all registers: a row for each risk and period with a rating, and one for the latest quarter.",
    key=("risk_id", "period"),
    columns=(*_WHAT, *OWNERS, *PRIORITY, *BODY, *PERIOD, *_RATING, *INFERRED, PATH, FINGERPRINT),
    find=_rows,
    is_closed=lambda row: row.values["closed_on"] is not None,
    wide=Wide(
        index=("risk_id", "register_id", "register", "title", "owner_ids", "owners", "body_id", "closed_on"),
        values=("rating", "state", "zone"),
    ),
)
