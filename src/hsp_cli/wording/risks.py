"""Ratings of risks as people read them."""

from hsp_cli.domain.risk import RiskMatrix


def rating_text(rating: str, matrix: RiskMatrix | None) -> str:
    """A rating and its zone: `C2 Red`. The rating alone where the matrix gives it no zone."""
    zone = matrix.zone(rating) if matrix else None
    return f"{rating} {zone.name}" if zone else rating
