"""Columns that several tables have, and their values."""

import re
from collections.abc import Mapping
from typing import Any

from hsp_cli.domain.address import Placed
from hsp_cli.domain.indicator import Indicator
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.owner import Owners
from hsp_cli.domain.partnership import Partnership
from hsp_cli.domain.period import Period
from hsp_cli.domain.record import Entry
from hsp_cli.domain.series import SeriesIndicator
from hsp_cli.domain.workspace import Workspace
from hsp_cli.exchange.cells import SEPARATOR, Value
from hsp_cli.exchange.tables import Column, ColumnType

_TEXT, _LIST = ColumnType.TEXT, ColumnType.LIST


def _responsible(key: str) -> tuple[Column, Column]:
    """The columns with those responsible, whom the record names under a key."""
    ids = "The ids of those responsible, in the order of `owners`. Empty where a name matches no party or several."
    names = "Those responsible, as the record names them."
    return (
        Column("owner_ids", _LIST, "Owner ids", ids),
        Column("owners", _LIST, "Owners", names, key, on_sheet=True, width=24),
    )


OWNERS, LEADS = _responsible("owners"), _responsible("leads")
PRIORITY = (
    Column("priority_id", _TEXT, "Priority id", "The id of the priority.", "priority"),
    Column("priority", _TEXT, "Priority", "The title of the priority."),
)
BODY = (
    Column("body_id", _TEXT, "Body id", "The id of the body that oversees it.", "body"),
    Column("body", _TEXT, "Body", "The name of the body that oversees it."),
)
INFERRED = (
    Column(
        "inferred",
        _LIST,
        "Inferred values",
        "The values of the row that the keeper of the record concluded, and no document states, by their keys.",
        "inferred",
    ),
    Column("inferred_because", _LIST, "Reasons for inferred values", "The reasons, in the same order.", "inferred"),
)
PERIOD = (
    Column(
        "period", ColumnType.PERIOD, "Period", "The period, in the spelling of the records.", on_sheet=True, width=11
    ),
    Column("period_label", _TEXT, "Period in words", "The period as papers print it.", on_sheet=True, width=18),
    Column("period_from", ColumnType.DATE, "From", "The first day of the period."),
    Column("period_to", ColumnType.DATE, "To", "The last day of the period."),
)
PATH = Column("path", _TEXT, "File", "The file of the record in the workspace.")

INDICATOR = (
    Column("indicator_id", _TEXT, "Indicator id", "The id of the indicator.", "id", on_sheet=True, width=18),
    Column("code", _TEXT, "Code", "The code of the indicator, if it has one.", "code", on_sheet=True, width=10),
    Column("title", _TEXT, "Indicator", "What is measured.", "title", on_sheet=True, width=40),
    Column(
        "series",
        _TEXT,
        "Series",
        "The part of the whole that the figures are for, such as `area=north`. Empty for the whole.",
        "series, observations",
    ),
    Column("unit", _TEXT, "Unit", "The unit of the figures.", "unit", on_sheet=True, width=10),
    Column(
        "better",
        _TEXT,
        "Better",
        "Which direction is better: higher, lower, within a band, or neutral.",
        "better",
    ),
    Column("frequency", _TEXT, "Frequency", "How often there is a new figure.", "frequency"),
    Column("schemes", _LIST, "Schemes", "The ids of the schemes that include it.", "schemes"),
)
"""The columns that say which indicator a row is about; `OWNERS` and `PRIORITY` belong to them."""


def rag_codes(settings: Partnership) -> tuple[str, ...]:
    """The codes of the scale for indicators, the best first."""
    return tuple(level.code for level in settings.rag.levels)


def party_ids(owners: Owners, workspace: Workspace) -> tuple[str, ...]:
    """The id of each owner. An owner that matches no party, or several, has an empty one."""
    return tuple(party.id if (party := workspace.party(owner)) else "" for owner in owners)


def responsible(owners: Owners, workspace: Workspace) -> tuple[str, ...]:
    """The same, with the name as written where there is no id; each once."""
    ids = party_ids(owners, workspace)
    return tuple(dict.fromkeys(found or owner.who for found, owner in zip(ids, owners, strict=True)))


def period_values(period: Period) -> dict[str, Value]:
    """The values of `PERIOD`."""
    return {
        "period": period.text,
        "period_label": period.label,
        "period_from": period.first_day,
        "period_to": period.last_day,
    }


def owner_values(placed: Placed[Any], workspace: Workspace) -> dict[str, Value]:
    """The values of `OWNERS`."""
    return {
        "owner_ids": party_ids(placed.owners, workspace),
        "owners": tuple(str(owner) for owner in placed.owners),
    }


def priority_values(placed: Placed[Any], workspace: Workspace) -> dict[str, Value]:
    """The values of `PRIORITY`. A priority that the settings do not list has no title."""
    priority = workspace.partnership.priority(placed.priority) if placed.priority else None
    return {"priority_id": placed.priority, "priority": priority.title if priority else None}


def body_values(placed: Placed[Any], workspace: Workspace) -> dict[str, Value]:
    """The values of `BODY`. A body that the settings do not list has no name."""
    body = workspace.partnership.by_id(Kind.BODY).get(placed.body) if placed.body else None
    return {"body_id": placed.body, "body": body.name if body else None}


def inferred_values(record: Entry, found: Mapping[str, str] | None = None) -> dict[str, Value]:
    """The values of `INFERRED`: of the whole record, unless only some of its inferred values are given."""
    inferred = record.inferred if found is None else found
    return {
        "inferred": tuple(inferred),
        "inferred_because": tuple(" ".join(reason.split()) for reason in inferred.values()),
    }


def indicator_values(placed: Placed[Indicator], workspace: Workspace) -> dict[str, Value]:
    """The values of `INDICATOR`, `OWNERS` and `PRIORITY`, and the path."""
    indicator = placed.record
    of = indicator.of if isinstance(indicator, SeriesIndicator) else {}
    return {
        "indicator_id": indicator.id,
        "code": indicator.code,
        "title": one_line(indicator.title),
        "series": SEPARATOR.join(f"{dimension}={value}" for dimension, value in of.items()) or None,
        "unit": indicator.unit,
        "better": indicator.better.value,
        "frequency": indicator.frequency.value,
        "schemes": indicator.schemes,
        **owner_values(placed, workspace),
        **priority_values(placed, workspace),
        "path": placed.place.path,
    }


def one_line(text: str | None) -> str | None:
    """A text on one line; None for none."""
    return None if text is None else " ".join(text.split())


# A line break inside a paragraph is only where the line of the file ends; one before a list item is meant.
_WRAP = re.compile(r"(?<![ \t\n])[ \t]*+\n(?![ \t]*+(?:\n|[-*•]|[0-9]+[.)]))[ \t]*+")


def paragraphs(text: str | None) -> str | None:
    """A text with a line for each paragraph and list item, however the record wraps its lines; None for none."""
    return None if text is None else _WRAP.sub(" ", text.strip())
