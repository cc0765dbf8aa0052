"""JSON values that several commands share: numbers, quarters, owners, indicators, and which values are inferred."""

from typing import Any

from hsp_cli.analysis.catalogue import Item
from hsp_cli.analysis.exceptions import Line
from hsp_cli.domain.action import Action
from hsp_cli.domain.owner import Owners
from hsp_cli.domain.period import Period
from hsp_cli.domain.rag import Band
from hsp_cli.domain.record import Entry, plain_number
from hsp_cli.domain.workspace import Workspace


def number(value: Any) -> Any:
    """A number or a band. Whole numbers stay whole; None stays null."""
    if isinstance(value, Band):
        return {"low": plain_number(value.low), "high": plain_number(value.high)}
    return None if value is None else plain_number(value)


def quarter_values(quarter: Period) -> dict[str, Any]:
    """The quarter that an answer is about, with its first and last day."""
    return {
        "quarter": quarter.text,
        "label": quarter.label,
        "from": quarter.first_day.isoformat(),
        "to": quarter.last_day.isoformat(),
    }


def inferred_values(record: Entry) -> dict[str, Any]:
    """Which values of a record are inferred, and why. A value is named by the path to it (`domain.inference`)."""
    return {
        "inferred": bool(record.inferred),
        "inferred_values": {path: " ".join(reason.split()) for path, reason in record.inferred.items()},
    }


def owner_values(key: str, owners: Owners, workspace: Workspace) -> dict[str, Any]:
    """The names as written, each with its id. The id is null if the name matches no party or several."""
    parties = [workspace.party(owner) for owner in owners]
    return {
        key: [str(owner) for owner in owners],
        f"{key.removesuffix('s')}_ids": [party.id if party else None for party in parties],
    }


_OWNER_KEYS = ("owners", "leads", "sponsor", "members", "holder")
"""The keys under which records name their owners."""


def owners_of(item: Item, workspace: Workspace) -> dict[str, Any]:
    """Every key of a record that names owners. An action without owners has those who are responsible for it."""
    named = {key: owners for key in _OWNER_KEYS if (owners := getattr(item.record, key, None)) is not None}
    if isinstance(item.record, Action):
        named["owners"] = item.owners
    answer: dict[str, Any] = {}
    for key, owners in named.items():
        answer |= owner_values(key, owners, workspace)
    return answer


def indicator_values(line: Line) -> dict[str, Any]:
    """The indicator of a line of the exception report."""
    indicator = line.placed.record
    return {
        "id": indicator.id,
        "code": indicator.code,
        "title": indicator.title,
        "priority": line.priority,
        "path": line.placed.place.path,
        **inferred_values(indicator),
    }


def rated_values(line: Line) -> dict[str, Any]:
    """The same, with its rating, its figure, and the reasons why it is an exception."""
    stands = line.performance
    figure = stands.figure
    return {
        **indicator_values(line),
        "rag": stands.rag,
        "rag_basis": stands.rag_basis,
        "direction": stands.direction.value if stands.direction else None,
        "verdict": stands.verdict.value if stands.verdict else None,
        "as_at": stands.as_at.text if stands.as_at else None,
        "period": stands.period.text if stands.period else None,
        "actual": number(figure.actual) if figure else None,
        "target": number(figure.aim) if figure else None,
        "text": figure.text if figure else None,
        "status": figure.status.value if figure else None,
        "unit": stands.indicator.unit,
        "variance": number(round(stands.variance, 2)) if stands.variance is not None else None,
        "reasons": list(line.reasons),
        "comment": stands.assessment.comment if stands.assessment else None,
    }
