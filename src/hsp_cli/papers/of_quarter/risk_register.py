"""The risk register paper: the matrix, and the risks of each group with ratings, controls and changes."""

from dataclasses import dataclass

from hsp_cli.analysis.risks import RiskReport, risk_report
from hsp_cli.domain.address import Placed
from hsp_cli.domain.owner import names
from hsp_cli.domain.partnership import Partnership
from hsp_cli.domain.risk import Risk, RiskMatrix
from hsp_cli.papers.request import PaperRequest
from hsp_cli.wording.bodies import body_name
from hsp_cli.wording.risks import rating_text


@dataclass(frozen=True, slots=True)
class MatrixView:
    """The matrix as a table: a row for each likelihood, the worst first. A cell has its zone and number of risks."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class RegisterRisk:
    """A risk with all its details in the register."""

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
    """The context for the template. If the paper has `about`, it covers only that register."""
    quarter, workspace = request.the_quarter(), request.workspace
    about = request.paper.about if request.paper else None
    report = risk_report(workspace, quarter, register=about)
    matrix = workspace.partnership.risk_matrix
    order = {body.id: place for place, body in enumerate(workspace.partnership.bodies)}
    registers = sorted(workspace.registers.values(), key=lambda placed: order.get(placed.record.body, len(order)))
    return {
        **request.heading(),
        "matrix": _matrix(matrix, report) if matrix else None,
        "zones": tuple(zone.name for zone in matrix.zones) if matrix else (),
        "red": len(report.red),
        "registers": tuple(
            RegisterView(
                register.record.title,
                tuple(
                    _risk(placed, report, workspace.partnership)
                    for placed in workspace.risks
                    if placed.address.file == register.address.file
                ),
            )
            for register in registers
            if about in (None, register.record.id)
        ),
        "themes": tuple((common.theme.title, len(common.risks)) for common in report.themes),
    }


def _matrix(matrix: RiskMatrix, report: RiskReport) -> MatrixView:
    cells = [codes for risk in report.rated if (codes := matrix.split(risk.rating))]

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


def _risk(placed: Placed[Risk], report: RiskReport, settings: Partnership) -> RegisterRisk:
    risk = placed.record
    rating = risk.ratings.get(report.quarter)
    move = next((move for move in report.movements if move.placed is placed), None)
    themes = {theme.id: theme.title for theme in settings.risk_themes}
    return RegisterRisk(
        risk.title,
        rating_text(rating.rating, settings.risk_matrix) if rating else "not rated this quarter",
        f"from {move.before}: {(move.reason or 'no reason given').strip()}" if move else "",
        names(risk.owners),
        risk.controls,
        risk.planned_controls,
        ", ".join(body_name(body, settings) for body in risk.shared_with),
        themes.get(risk.theme or "", ""),
    )
