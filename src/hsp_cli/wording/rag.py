"""The limits of a RAG scale as text."""

from decimal import Decimal

from hsp_cli.domain.indicator import Indicator
from hsp_cli.domain.rag import Basis, RagScale, StatedScale, limits_of
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
    """One row for each level, the best first: code, name, limits, and whether it is an exception.

    The levels of a stated scale have no limits.
    """
    rows = []
    above: str | None = None
    for level in scale.levels:
        if scale.stated:
            limits = ""
        elif level.at_least is None:
            limits = f"worse than {above}" if above else "any result"
        else:
            limit = distance_text(level.at_least, scale.basis)
            limits = f"{limit} or better" if above is None else f"{limit} to below {above}"
            above = limit
        rows.append((level.code, level.name, limits, "yes" if level.exception else "no"))
    return tuple(rows)


STATED = "Each rating is stated by the lead of the indicator, not computed."
STATED_OR_COMPUTED = "A published rating is shown as it was published; any other is computed from figure and target."


def action_key(scale: StatedScale) -> str:
    """The levels of ratings of actions and aims on one line, and where these come from."""
    ordered = [f"{level.code} {level.name}" for level in scale.levels if level.is_good or level.exception]
    neutral = [f"{level.code} {level.name}" for level in scale.levels if not (level.is_good or level.exception)]
    neither = f"; neither good nor bad: {', '.join(neutral)}" if neutral else ""
    return f"{STATED_OF_ACTIONS} From best to worst: {', '.join(ordered)}{neither}."


STATED_OF_ACTIONS = "Ratings of actions and aims are stated by their leads, not computed."
