"""The limits of a RAG scale as text."""

from decimal import Decimal

from hsp_cli.domain.indicator import Indicator
from hsp_cli.domain.rag import Basis, RagScale, limits_of
from hsp_cli.wording.numbers import signed


def distance_text(distance: Decimal, basis: Basis) -> str:
    """A distance from the target: `-10.39%`, `+3 points`."""
    return f"{signed(distance)}%" if basis is Basis.RELATIVE else f"{signed(distance)} points"


def scale_text(indicator: Indicator, scale: RagScale) -> str:
    """The levels and limits for an indicator, from best to worst, on one line."""
    own = indicator.thresholds
    basis = own.basis if own else scale.basis
    steps = [
        f"{level.code} from {distance_text(limit, basis)}"
        for level, limit in zip(scale.levels, limits_of(own, scale), strict=True)
        if limit is not None
    ]
    return "; ".join((*steps, f"{scale.levels[-1].code} below"))


def rag_key(scale: RagScale) -> tuple[tuple[str, str, str, str], ...]:
    """One row for each level, the best first: code, name, limits, and whether it is an exception."""
    rows = []
    above: str | None = None
    for level in scale.levels:
        if level.at_least is None:
            limits = f"worse than {above}" if above else "any result"
        else:
            limit = distance_text(level.at_least, scale.basis)
            limits = f"{limit} or better" if above is None else f"{limit} to below {above}"
            above = limit
        rows.append((level.code, level.name, limits, "yes" if level.exception else "no"))
    return tuple(rows)
