"""Rules for grants: evidence of spending, and returns dated before the agreement."""

from collections.abc import Iterator

from hsp_cli.domain.finding import Severity
from hsp_cli.domain.workspace import Workspace
from hsp_cli.rules.support.registry import Problem, rule


@rule("spend-without-evidence", severity=Severity.WARNING, hint="name the finance system printout under `evidence`")
def spend_without_evidence(workspace: Workspace) -> Iterator[Problem]:
    """A grant return reports spending without the finance system printout that proves it.

    Allocating grants is open to fraud, so agreements ask for evidence straight from the recipient's finance system.
    Spending without evidence cannot be audited, and the next instalment may depend on it.

    Example:

        returns:
          Q2-2010: {forecast_spend: 20000, actual_spend: 18250}

    Way out: ask the recipient for the printout and name it under `evidence`.
    """
    for grant in workspace.grants.values():
        for quarter, report in grant.record.returns.items():
            if report.actual_spend is not None and not report.evidence:
                words = f"{grant.address} reports spending in {quarter.label} without evidence"
                yield Problem(grant.place.at("returns", str(quarter), "actual_spend"), words)


@rule(
    "return-before-agreement",
    hint="enter the date of the agreement under `agreed`, or correct the quarter of the return",
)
def return_before_agreement(workspace: Workspace) -> Iterator[Problem]:
    """A grant has a return for a quarter, but its agreement was signed later or not at all.

    Money is released once the agreement is in place. An earlier return reports spending that nobody had agreed to.

    Example:

        agreement: developed, not yet agreed
        returns:
          Q2-2010: {forecast_spend: 20000, actual_spend: 18250, evidence: ledger extract}

    Way out: enter the date of the agreement under `agreed`, or correct the quarter of the return.
    """
    for grant in workspace.grants.values():
        agreed = grant.record.agreed
        for quarter in grant.record.returns:
            if agreed is None or quarter.last_day < agreed.first_day:
                when = f"its agreement is dated {agreed.label}" if agreed else "it has no agreement date"
                words = f"{grant.address} has a return for {quarter.label}, but {when}"
                yield Problem(grant.place.at("returns", str(quarter)), words, on_key=True)
