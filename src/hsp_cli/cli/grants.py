"""`hsp grants`: missing returns, overspends, outputs behind forecast, and spending without evidence."""

from enum import StrEnum
from typing import TYPE_CHECKING, Any

from hsp_cli.cli.quarterly import quarterly
from hsp_cli.cli.session import Session

if TYPE_CHECKING:
    from hsp_cli.analysis.filters import Filters
    from hsp_cli.analysis.grants import GrantMonitoring
    from hsp_cli.domain.address import Placed
    from hsp_cli.domain.grant import Grant
    from hsp_cli.domain.partnership import Partnership
    from hsp_cli.domain.period import Period
    from hsp_cli.domain.workspace import Workspace


class GrantFailure(StrEnum):
    """Conditions for `--fail-on`, named as in the answer."""

    MISSING = "missing"
    OVERSPENT = "overspent"
    BEHIND = "behind"
    WITHOUT_EVIDENCE = "without_evidence"
    INCOMPLETE = "incomplete"
    NOT_AGREED = "not_agreed"


def _show(session: Session, found: "GrantMonitoring", settings: "Partnership") -> None:
    from hsp_cli.wording.counts import counted_or_no
    from hsp_cli.wording.numbers import format_number, with_unit
    from hsp_cli.wording.periods import span_text

    out = session.out
    if not (found.grants or found.filters.are_none):
        out.write("No grant matches the request.")
        return
    head = out.styled(f"{counted_or_no(len(found.grants), 'grant')} in {found.quarter.label}", "bold")
    out.put(head, f" ({span_text(found.quarter)})")
    _names(session, "Return missing", found.missing)
    if found.overspent:
        out.write()
        out.put(out.styled("Overspent", "red"))
        rows = [
            (
                over.placed.record.title,
                with_unit(over.actual, over.placed.record.unit),
                with_unit(over.forecast, over.placed.record.unit),
                with_unit(over.excess, over.placed.record.unit),
            )
            for over in found.overspent
        ]
        out.table(("Grant", "Spent", "Forecast", "Over"), rows)
    if found.behind:
        out.write()
        out.put(out.styled("Outputs behind", "bold"))
        rows = [
            (
                behind.placed.record.title,
                behind.output.text,
                "not reported" if behind.output.actual is None else format_number(behind.output.actual),
                "" if behind.output.forecast is None else format_number(behind.output.forecast),
            )
            for behind in found.behind
        ]
        out.table(("Grant", "Output", "Actual", "Forecast"), rows)
    _names(session, "Spending without evidence", found.without_evidence)
    if found.incomplete:
        out.write()
        out.put(out.styled("Incomplete returns", "bold"))
        out.table(("Grant", "Lacks"), [(placed.record.title, ", ".join(lacks)) for placed, lacks in found.incomplete])
    _names(session, "No signature of the agreement recorded; a return is due once it is signed", found.not_agreed)


def _names(session: Session, heading: str, grants: "tuple[Placed[Grant], ...]") -> None:
    if grants:
        session.out.write()
        session.out.put(session.out.styled(heading, "bold"))
        for placed in grants:
            session.out.item(f"{placed.record.title} ({placed.address})")


def as_json(found: "GrantMonitoring", workspace: "Workspace") -> dict[str, Any]:
    """`hsp grants --format json`."""
    from hsp_cli.cli.json_values import number, quarter_values

    return {
        **quarter_values(found.quarter),
        "grants": [_grant(placed) for placed in found.grants],
        "missing": [_grant(placed) for placed in found.missing],
        "overspent": [
            {
                **_grant(over.placed),
                "forecast": number(over.forecast),
                "actual": number(over.actual),
                "excess": number(over.excess),
            }
            for over in found.overspent
        ],
        "behind": [
            {
                **_grant(behind.placed),
                "output": behind.output.text,
                "forecast": number(behind.output.forecast),
                "actual": number(behind.output.actual),
            }
            for behind in found.behind
        ],
        "without_evidence": [_grant(placed) for placed in found.without_evidence],
        "incomplete": [{**_grant(placed), "lacks": list(lacks)} for placed, lacks in found.incomplete],
        "not_agreed": [_grant(placed) for placed in found.not_agreed],
    }


def _grant(placed: "Placed[Grant]") -> dict[str, Any]:
    from hsp_cli.cli.json_values import inferred_values

    grant = placed.record
    return {
        "id": grant.id,
        "title": grant.title,
        "body": grant.body,
        "path": placed.place.path,
        **inferred_values(grant),
    }


@quarterly(GrantFailure, "grant", as_json, _show)
def run(workspace: "Workspace", quarter: "Period", filters: "Filters") -> "GrantMonitoring":
    """List the grants of a quarter and what their returns show.

    Grants are listed where the return is missing, spending is over the forecast, outputs are behind, or spending has
    no evidence.
    """
    from hsp_cli.analysis.grants import grant_monitoring

    return grant_monitoring(workspace, quarter, filters)
