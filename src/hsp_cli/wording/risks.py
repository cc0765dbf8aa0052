"""Risk ratings as text."""

from hsp_cli.domain.risk import RiskMatrix


def rating_text(rating: str, matrix: RiskMatrix | None) -> str:
    """A rating and its zone: `C2 Red`. Only the rating if the matrix has no zone for it."""
    zone = matrix.zone(rating) if matrix else None
    return f"{rating} {zone.name}" if zone else rating
