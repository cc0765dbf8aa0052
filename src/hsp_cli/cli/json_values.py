"""JSON values that several commands share: numbers, quarters, owners, indicators, and which values are inferred."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from hsp_cli.analysis.catalogue import Item
from hsp_cli.analysis.exceptions import Line
from hsp_cli.checking.revisions import AtRevision
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.owner import Owners
from hsp_cli.domain.period import Period
from hsp_cli.domain.quarter_figure import WorkedOut
from hsp_cli.domain.rag import Band
from hsp_cli.domain.record import Entry, Record, plain_number
from hsp_cli.domain.series import SeriesIndicator
from hsp_cli.domain.workspace import Workspace


def number(value: Any) -> Any:
    """A number or a band. Whole numbers stay whole; None stays null."""
    if isinstance(value, Band):
        return {"low": plain_number(value.low), "high": plain_number(value.high)}
    return None if value is None else plain_number(value)


def _plain(record: Record | None) -> dict[str, Any] | None:
    """The keys of a part of a record; null if there is none."""
    return record.model_dump(mode="json", exclude_none=True) if record else None


def quarter_values(quarter: Period) -> dict[str, Any]:
    """The quarter that an answer is about, with its first and last day."""
    return {
        "quarter": quarter.text,
        "label": quarter.label,
        "from": quarter.first_day.isoformat(),
        "to": quarter.last_day.isoformat(),
    }


def revision_values(at: AtRevision, as_of: date) -> dict[str, Any]:
    """The earlier revision that an answer is about, the date of the answer, and the files that it leaves out."""
    return {
        "commit": at.commit,
        "date": at.committed_on.isoformat(),
        "as_of": as_of.isoformat(),
        "not_read": list(at.not_read),
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


_OWNER_KEYS = ("leads", "accountable", "partners", "delivery_group", "sponsor", "members", "holder", "recipients")
"""The keys under which records name owners in a special capacity."""


def owners_of(item: Item, workspace: Workspace) -> dict[str, Any]:
    """The owners of a record, as `--owner` finds them, then every other key that names owners."""
    named = {key: owners for key in _OWNER_KEYS if (owners := getattr(item.record, key, None)) is not None}
    if item.kind is not Kind.BODY and (named or item.owners or hasattr(item.record, "owners")):
        named = {"owners": item.owners} | named
    answer: dict[str, Any] = {}
    for key, owners in named.items():
        answer |= owner_values(key, owners, workspace)
    return answer


def left_out_values(counts: Mapping[str, int], workspace: Workspace) -> dict[str, dict[str, Any]]:
    """How many records of other organisations' plans an answer leaves out, by the id of the organisation."""
    names = {one.id: one.name for one in workspace.partnership.organisations}
    return {name: {"name": names.get(name, name), "count": count} for name, count in counts.items()}


def indicator_values(line: Line) -> dict[str, Any]:
    """The indicator of a line of the exception report."""
    indicator = line.placed.record
    return {
        "id": indicator.id,
        "code": indicator.code,
        "title": indicator.title,
        "priority": line.priority,
        "path": line.placed.place.path,
        **({"of": indicator.of} if isinstance(indicator, SeriesIndicator) else {}),
        **inferred_values(indicator),
    }


def worked_out_values(worked: WorkedOut | None) -> dict[str, Any] | None:
    """How the figure of a quarter was worked out, from which months; null if it was not."""
    if worked is None:
        return None
    return {
        "how": "sums" if worked.of_sums else "average",
        "months": [month.text for month, _ in worked.months],
        "missing": [month.text for month in worked.missing],
    }


def awaited_values(line: Line) -> dict[str, Any]:
    """The same, with the figure that is awaited, the day by which it was due, and the last that is recorded."""
    stands = line.performance
    owed, figure = stands.owed, stands.figure
    is_recorded = figure is not None and figure.says_something
    return {
        **indicator_values(line),
        "awaited": {"period": owed.period.text, "due": owed.due.isoformat()} if owed else None,
        "last": {"period": stands.period.text, "actual": number(figure.actual), "text": figure.text}
        if stands.period and figure and is_recorded
        else None,
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
        "numerator": number(figure.numerator) if figure else None,
        "denominator": number(figure.denominator) if figure else None,
        "worked_out": worked_out_values(stands.worked_out),
        "text": figure.text if figure else None,
        "status": figure.status.value if figure else None,
        "benchmark": _plain(figure and figure.benchmark),
        "interval": _plain(figure and figure.interval),
        "rank": _plain(figure and figure.rank),
        "unit": stands.indicator.unit,
        "variance": number(round(stands.variance, 2)) if stands.variance is not None else None,
        "reasons": list(line.reasons),
        "comment": stands.assessment.comment if stands.assessment else None,
    }
