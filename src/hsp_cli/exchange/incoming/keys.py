"""The keys to which the columns of a spreadsheet can go, by the kind of its records."""

from typing import NamedTuple

from hsp_cli.domain.record import Choice


class MappedKind(Choice):
    """What the rows of a sheet are. Those of `updates` are of actions that are recorded already."""

    INDICATORS = "indicators"
    ACTIONS = "actions"
    RISKS = "risks"
    UPDATES = "updates"


class KeyType(Choice):
    """What a key holds. A date is read by the forms in `dates`, a period by those in `periods`."""

    TEXT = "text"
    NUMBER = "number"
    WHOLE = "whole"
    DATE = "date"
    PERIOD = "period"
    LIST = "list"
    OWNERS = "owners"
    RAG = "rag"


class MappedKey(NamedTuple):
    """A key: what it holds, and whether it is a value of a period."""

    type: KeyType
    by_period: bool = False


_TEXT, _NUMBER, _WHOLE, _DATE, _PERIOD, _LIST, _OWNERS, _RAG = KeyType

_OF_A_PERIOD = {
    "actual": MappedKey(_NUMBER, True),
    "target": MappedKey(_NUMBER, True),
    "numerator": MappedKey(_NUMBER, True),
    "denominator": MappedKey(_NUMBER, True),
    "status": MappedKey(_TEXT, True),
    "text": MappedKey(_TEXT, True),
    "target_text": MappedKey(_TEXT, True),
    "figure_note": MappedKey(_TEXT, True),
    "rag": MappedKey(_RAG, True),
    "direction": MappedKey(_TEXT, True),
    "comment": MappedKey(_TEXT, True),
}

_OF_A_REPORT = {
    "due": MappedKey(_DATE),
    "move_reason": MappedKey(_TEXT),
    "status": MappedKey(_TEXT),
    "reason": MappedKey(_TEXT),
    "completed": MappedKey(_DATE),
    "progress": MappedKey(_WHOLE),
    "rag": MappedKey(_RAG),
    "update": MappedKey(_TEXT),
    "update_on": MappedKey(_DATE),
    "update_by": MappedKey(_TEXT),
}

KEYS: dict[MappedKind, dict[str, MappedKey]] = {
    MappedKind.INDICATORS: {
        "title": MappedKey(_TEXT),
        "code": MappedKey(_TEXT),
        "unit": MappedKey(_TEXT),
        "decimals": MappedKey(_WHOLE),
        "better": MappedKey(_TEXT),
        "accumulation": MappedKey(_TEXT),
        "frequency": MappedKey(_TEXT),
        "priority": MappedKey(_TEXT),
        "schemes": MappedKey(_LIST),
        "leads": MappedKey(_OWNERS),
        "coverage": MappedKey(_TEXT),
        "method": MappedKey(_TEXT),
        "note": MappedKey(_TEXT),
        "period": MappedKey(_PERIOD),
        **_OF_A_PERIOD,
    },
    MappedKind.ACTIONS: {
        "aim": MappedKey(_TEXT),
        "text": MappedKey(_TEXT),
        "number": MappedKey(_TEXT),
        "owners": MappedKey(_OWNERS),
        "start": MappedKey(_DATE),
        "conditional": MappedKey(_TEXT),
        "note": MappedKey(_TEXT),
        **_OF_A_REPORT,
    },
    MappedKind.RISKS: {
        "title": MappedKey(_TEXT),
        "number": MappedKey(_TEXT),
        "description": MappedKey(_TEXT),
        "owners": MappedKey(_OWNERS),
        "category": MappedKey(_TEXT),
        "controls": MappedKey(_LIST),
        "planned_controls": MappedKey(_LIST),
        "theme": MappedKey(_TEXT),
        "note": MappedKey(_TEXT),
        "period": MappedKey(_PERIOD),
        "rating": MappedKey(_TEXT, True),
        "likelihood": MappedKey(_TEXT, True),
        "impact": MappedKey(_TEXT, True),
        "reason": MappedKey(_TEXT, True),
    },
    MappedKind.UPDATES: _OF_A_REPORT,
}
"""The keys of each kind, in the order of its records. A risk's `likelihood` and `impact` become its rating."""
