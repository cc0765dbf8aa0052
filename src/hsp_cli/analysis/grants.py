"""Grant monitoring: missing returns, overspends, outputs behind forecast, and spending without evidence."""

from dataclasses import dataclass
from decimal import Decimal

from hsp_cli.analysis.filters import NO_FILTER, Filters, select
from hsp_cli.domain.address import Placed
from hsp_cli.domain.grant import Grant, GrantReturn, Output
from hsp_cli.domain.period import Period
from hsp_cli.domain.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Overspend:
    """A return that reports more spending than its forecast, in the grant's unit."""

    placed: Placed[Grant]
    forecast: Decimal
    actual: Decimal

    @property
    def excess(self) -> Decimal:
        return self.actual - self.forecast


@dataclass(frozen=True, slots=True)
class OutputBehind:
    """An output that is below its forecast or was not reported."""

    placed: Placed[Grant]
    output: Output


@dataclass(frozen=True, slots=True)
class GrantMonitoring:
    """The grants of a quarter and the problems in their returns. A grant without a signed agreement owes no return."""

    quarter: Period
    filters: Filters
    grants: tuple[Placed[Grant], ...]
    not_agreed: tuple[Placed[Grant], ...]
    missing: tuple[Placed[Grant], ...]
    overspent: tuple[Overspend, ...]
    behind: tuple[OutputBehind, ...]
    without_evidence: tuple[Placed[Grant], ...]
    incomplete: tuple[tuple[Placed[Grant], tuple[str, ...]], ...]


def grant_monitoring(workspace: Workspace, quarter: Period, filters: Filters = NO_FILTER) -> GrantMonitoring:
    """Compare the returns of a quarter with the minimum that every agreement requires."""
    asked = tuple(select(workspace, filters, workspace.grants.values()))
    returned = [(placed, report) for placed in asked if (report := placed.record.returns.get(quarter))]
    return GrantMonitoring(
        quarter,
        filters,
        asked,
        tuple(placed for placed in asked if placed.record.agreed is None),
        tuple(placed for placed in asked if owes_return(placed.record, quarter)),
        tuple(over for placed, report in returned if (over := _overspend(placed, report))),
        tuple(
            OutputBehind(placed, output)
            for placed, report in returned
            for output in report.outputs
            if _is_behind(output)
        ),
        tuple(placed for placed, report in returned if report.actual_spend is not None and not report.evidence),
        tuple((placed, lacking) for placed, report in returned if (lacking := missing_content(report))),
    )


def owes_return(grant: Grant, quarter: Period) -> bool:
    """Whether a return is due for a quarter and missing.

    Returns are due from `first_return`, or else from the date of the agreement, until `last_return` if there is one.
    """
    if grant.agreed is None or quarter in grant.returns:
        return False
    begins = grant.first_return or grant.agreed
    return begins.first_day <= quarter.last_day and (
        grant.last_return is None or quarter.first_day <= grant.last_return.last_day
    )


def missing_content(report: GrantReturn) -> tuple[str, ...]:
    """The parts of the minimum content that a return does not have, in words."""
    wanted = {
        "spend against forecast": report.actual_spend is not None and report.forecast_spend is not None,
        "description of what was bought": report.description is not None,
        "contribution to the business case": report.contribution is not None,
        "outputs against forecast": bool(report.outputs)
        and all(output.forecast is not None for output in report.outputs),
    }
    return tuple(name for name, there in wanted.items() if not there)


def _overspend(placed: Placed[Grant], report: GrantReturn) -> Overspend | None:
    forecast, actual = report.forecast_spend, report.actual_spend
    return (
        Overspend(placed, forecast, actual)
        if forecast is not None and actual is not None and actual > forecast
        else None
    )


def _is_behind(output: Output) -> bool:
    return output.forecast is not None and (output.actual is None or output.actual < output.forecast)
