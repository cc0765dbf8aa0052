"""The risk register paper: the matrix, and every group's risks with rating, controls and movement."""

from dataclasses import dataclass

from hsp_cli.analysis.risks import risk_report
from hsp_cli.domain.owner import names
from hsp_cli.domain.risk import Risk, RiskMatrix
from hsp_cli.domain.workspace import Placed
from hsp_cli.papers.request import PaperRequest


@dataclass(frozen=True, slots=True)
class MatrixView:
    """The matrix as a table: a row a likelihood, the worst first; each cell names its zone and how many risks."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class RegisterRisk:
    """A risk with everything its register says of it."""

    title: str
    rating: str
    moved: str
    owners: str
    controls: tuple[str, ...]
    planned: tuple[str, ...]
    shared_with: str
    theme: str


@dataclass(frozen=True, slots=True)
class RegisterView:
    """The register of one group."""

    title: str
    risks: tuple[RegisterRisk, ...]


def context(request: PaperRequest) -> dict[str, object]:
    """Everything the template lays out. The paper's `about` limits it to one register."""
    quarter, workspace = request.the_quarter(), request.workspace
    about = request.paper.about if request.paper else None
    report = risk_report(workspace, quarter)
    matrix = workspace.partnership.risk_matrix
    order = {body.id: place for place, body in enumerate(workspace.partnership.bodies)}
    registers = sorted(workspace.registers.values(), key=lambda placed: order.get(placed.record.body, len(order)))
    return {
        **request.heading(),
        "matrix": _matrix(matrix, request, about) if matrix else None,
        "zones": tuple(zone.name for zone in matrix.zones) if matrix else (),
        "red": sum(about in (None, risk.register) for risk in report.red),
        "registers": tuple(
            RegisterView(
                register.record.title,
                tuple(_risk(p, request) for p in workspace.risks if p.address.startswith(f"{register.address}/")),
            )
            for register in registers
            if about in (None, register.record.id)
        ),
        "themes": tuple((common.theme.title, len(common.risks)) for common in report.themes),
    }


def _matrix(matrix: RiskMatrix, request: PaperRequest, about: str | None) -> MatrixView:
    quarter = request.the_quarter()
    asked = [placed for placed in request.workspace.risks if about in (None, placed.address.partition("/")[0])]
    ratings = [rating.rating for placed in asked if (rating := placed.record.ratings.get(quarter))]
    cells = [codes for rating in ratings if (codes := matrix.split(rating))]

    def cell(likelihood: str, impact: str) -> str:
        zone = matrix.zone_of(matrix.cell(likelihood, impact))
        count = cells.count((likelihood, impact))
        return f"{zone.name if zone else 'not set'}{f' ({count})' if count else ''}"

    heads = ("Likelihood", *(f"{impact.code} {impact.name}" for impact in matrix.impact))
    rows = tuple(
        (f"{likely.code} {likely.name}", *(cell(likely.code, impact.code) for impact in matrix.impact))
        for likely in matrix.likelihood
    )
    return MatrixView(heads, rows)


def _risk(placed: Placed[Risk], request: PaperRequest) -> RegisterRisk:
    risk, settings, quarter = placed.record, request.workspace.partnership, request.the_quarter()
    rating, before = risk.ratings.get(quarter), risk.ratings.get(quarter.previous())
    zone = settings.risk_matrix.zone(rating.rating) if rating and settings.risk_matrix else None
    moved = (
        f"from {before.rating}: {(rating.reason or 'no reason given').strip()}"
        if rating and before and before.rating != rating.rating
        else ""
    )
    bodies = {body.id: body.name for body in settings.bodies}
    themes = {theme.id: theme.title for theme in settings.risk_themes}
    return RegisterRisk(
        risk.title,
        f"{rating.rating} {zone.name if zone else ''}".strip() if rating else "not rated this quarter",
        moved,
        names(risk.owners),
        risk.controls,
        risk.planned_controls,
        ", ".join(bodies.get(body, body) for body in risk.shared_with),
        themes.get(risk.theme or "", ""),
    )
