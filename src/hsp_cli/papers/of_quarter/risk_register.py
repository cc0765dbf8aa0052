"""The risk register paper: the matrix, and the risks of each group with ratings, controls and changes."""

from dataclasses import dataclass

from hsp_cli.analysis.risks import Movement, RatedRisk, RiskReport, risk_report
from hsp_cli.domain.address import Placed
from hsp_cli.domain.owner import names
from hsp_cli.domain.partnership import RiskTheme
from hsp_cli.domain.risk import Risk, RiskRegister
from hsp_cli.drawing.picture import Picture
from hsp_cli.drawing.risk_matrix_chart import risk_matrix_chart
from hsp_cli.papers.body_views import body_named
from hsp_cli.papers.request import PaperRequest
from hsp_cli.papers.risk_views import rated_text_marked
from hsp_cli.wording.marked import followed, joined, rated
from hsp_cli.wording.redaction import RISKS
from hsp_cli.wording.risks import (
    NOT_RECORDED,
    colour_of_zone,
    moved_from_text,
    rated_text,
    red_text,
)


@dataclass(frozen=True, slots=True)
class MatrixView:
    """The matrix as a table: a row for each likelihood, the worst first. A cell has its zone and number of risks."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class RegisterRisk:
    """A risk with all its details in the register. What no record gives is marked as not recorded."""

    title: str
    rating: str
    moved: str
    owners: str
    controls: str
    planned: str
    shared_with: str
    theme: str
    closed: str


@dataclass(frozen=True, slots=True)
class RegisterView:
    """The register of one group: its body, and the risks that are open, or were closed in the quarter."""

    title: str
    body: str
    risks: tuple[RegisterRisk, ...]


def context(request: PaperRequest) -> dict[str, object]:
    """The context for the template. If the paper has `about`, it covers only that register."""
    quarter, workspace = request.the_quarter(), request.workspace
    about = request.paper.about if request.paper else None
    report = risk_report(workspace, quarter, register=about)
    return {
        **request.heading(),
        "red": request.counting(red_text(report.counts, quarter), RISKS),
        "risks_not_counted": request.not_counted(RISKS),
        "rated": rated_text(report.counts, quarter) if report.risks else "",
        "matrix": _matrix(report, request),
        "positions": _positions(report, request),
        "registers": tuple(_register(register, report, request) for register in _registers(request, about)),
        "themes": tuple((_theme(common.theme, request), len(common.risks)) for common in report.themes),
    }


def _registers(request: PaperRequest, about: str | None) -> list[Placed[RiskRegister]]:
    """The registers of the paper, in the order of their bodies in the settings."""
    workspace = request.workspace
    order = {body.id: place for place, body in enumerate(workspace.partnership.bodies)}
    asked = [register for register in workspace.registers.values() if about in (None, register.record.id)]
    return sorted(asked, key=lambda register: order.get(register.record.body, len(order)))


def _matrix(report: RiskReport, request: PaperRequest) -> MatrixView | None:
    settings, mark = request.workspace.partnership, request.notes.mark
    matrix = settings.risk_matrix
    if matrix is None:
        return None
    ratings = [codes for risk in report.rated if (codes := matrix.split(risk.rating))]

    def cell(likelihood: str, impact: str) -> str:
        zone = matrix.zone_of(matrix.cell(likelihood, impact))
        count = ratings.count((likelihood, impact))
        text = rated(zone.name, colour_of_zone(zone)) if zone else "not set"
        return mark(
            followed(text, f" ({count})" if count else ""), settings, "risk_matrix", "cells", likelihood, impact
        )

    def step(scale: str, code: str, name: str) -> str:
        return mark(f"{code} {name}", settings, "risk_matrix", scale, "name")

    return MatrixView(
        ("Likelihood", *(step("impact", impact.code, impact.name) for impact in matrix.impact)),
        tuple(
            (
                step("likelihood", likely.code, likely.name),
                *(cell(likely.code, impact.code) for impact in matrix.impact),
            )
            for likely in matrix.likelihood
        ),
    )


def _positions(report: RiskReport, request: PaperRequest) -> Picture | None:
    """The matrix as a picture, if there is a matrix and a risk."""
    settings = request.workspace.partnership
    if settings.risk_matrix is None or not report.risks:
        return None
    return risk_matrix_chart(report, settings, request.picture_name("matrix"))


def _register(register: Placed[RiskRegister], report: RiskReport, request: PaperRequest) -> RegisterView:
    rated = {risk.placed.address: risk for risk in report.rated}
    moved = {move.placed.address: move for move in report.movements}
    return RegisterView(
        request.named(register.record.title, register.record),
        body_named(register.record.body, request),
        tuple(
            _risk(placed.record, rated.get(placed.address), moved.get(placed.address), request)
            for placed in (*report.risks, *report.closed)
            if placed.address.file == register.address.file
        ),
    )


def _risk(risk: Risk, rated: RatedRisk | None, move: Movement | None, request: PaperRequest) -> RegisterRisk:
    settings, mark = request.workspace.partnership, request.notes.mark
    shared = joined((body_named(body, request) for body in risk.shared_with), ", ")
    theme = next((theme for theme in settings.risk_themes if theme.id == risk.theme), None)
    return RegisterRisk(
        mark(request.named(risk.title, risk), risk, "title"),
        _rating(rated, request),
        _moved(move, request) if move else "",
        mark(names(risk.owners), risk, "owners") or NOT_RECORDED,
        mark("; ".join(risk.controls), risk, "controls") or NOT_RECORDED,
        mark("; ".join(risk.planned_controls), risk, "planned_controls") or NOT_RECORDED,
        mark(shared, risk, "shared_with"),
        mark(_theme(theme, request), risk, "theme") if theme else "",
        f"{risk.closed.on.label}: {risk.closed.reason.strip()}" if risk.closed and rated is None else "",
    )


def _rating(rated: RatedRisk | None, request: PaperRequest) -> str:
    if rated is None:
        return f"not rated up to the end of {request.the_quarter().label}"
    return rated_text_marked(rated, request)


def _moved(move: Movement, request: PaperRequest) -> str:
    before = moved_from_text(move.before, move.since, request.the_quarter())
    before = request.notes.mark(before, move.placed.record, "ratings", move.since.text)
    return f"from {before}: {(move.reason or 'no reason is recorded').strip()}"


def _theme(theme: RiskTheme, request: PaperRequest) -> str:
    return request.notes.mark(theme.title, theme, "title")
