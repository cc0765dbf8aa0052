"""Grants: returns that contradict their agreement."""

from collections.abc import Iterator

from hsp_cli.domain.finding import Severity
from hsp_cli.domain.workspace import Workspace
from hsp_cli.rules.support.registry import Problem, rule


@rule(
    "spend-without-evidence", severity=Severity.WARNING, hint="name the print-out of the finance system as `evidence`"
)
def spend_without_evidence(workspace: Workspace) -> Iterator[Problem]:
    """A return reports spending without the print-out that proves it.

    Allocating grants is open to fraud, so agreements ask for evidence straight from the recipient's finance
    system. A figure without it cannot be audited, and the next instalment may depend on it.

    Example:

        returns:
          Q2-2010: {forecast_spend: 20000, actual_spend: 18250}

    Way out: ask the recipient for the print-out and name it under `evidence`.
    """
    for grant in workspace.grants.values():
        for quarter, report in grant.record.returns.items():
            if report.actual_spend is not None and not report.evidence:
                words = f"the spend of {grant.address} in {quarter.label} has no evidence"
                yield Problem(grant.place.at("returns", str(quarter), "actual_spend"), words)


@rule("return-before-agreement", hint="enter the day of the agreement under `agreed`, or take the return away")
def return_before_agreement(workspace: Workspace) -> Iterator[Problem]:
    """A grant has a return although its agreement is not signed, or was signed only afterwards.

    Money is released once the agreement is in place. A return before that reports spending that nobody agreed to.

    Example:

        agreement: developed, not yet agreed
        returns:
          Q2-2010: {forecast_spend: 20000, actual_spend: 18250, evidence: ledger extract}

    Way out: enter when the agreement was signed under `agreed`, or correct the quarter of the return.
    """
    for grant in workspace.grants.values():
        agreed = grant.record.agreed
        for quarter in grant.record.returns:
            if agreed is None or quarter.last_day < agreed.first_day:
                when = f"agreed only in {agreed.label}" if agreed else "not agreed yet"
                words = f"{grant.address} has a return for {quarter.label}, but is {when}"
                yield Problem(grant.place.at("returns", str(quarter)), words, on_key=True)
