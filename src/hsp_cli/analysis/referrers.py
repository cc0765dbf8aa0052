"""Who refers to a record: every key, in any file, that names it."""

from collections.abc import Iterator

from pydantic import BaseModel

from hsp_cli.analysis.catalogue import Item
from hsp_cli.domain.finding import Key, Place
from hsp_cli.domain.owner import Owner
from hsp_cli.domain.partnership import Party
from hsp_cli.domain.workspace import Workspace

_NAMED_BY = {
    "indicator": {"indicator", "indicators"},
    "priority": {"priority", "priorities"},
    "scheme": {"schemes"},
    "theme": {"theme"},
    "plan": {"plan", "about", "appendices"},
    "project": {"project"},
    "grant": {"grant"},
    "meeting": {"previous_meetings"},
    "action": {"depends_on"},
    "body": {"body", "board", "parent", "shared_with"},
    "organisation": {"organisation"},
}
"""For each kind the keys whose values are ids of that kind. Owners are named by any name, so they are not here."""


def referrers(workspace: Workspace, item: Item) -> list[Place]:
    """Every place that names a record, in the order of the files; the record itself is none of them."""
    inside = item.place.keys
    return [
        place
        for file in workspace.files()
        for place in _naming(file.record, file.place, item, workspace)
        if not (place.path == item.place.path and place.keys[: len(inside)] == inside)
    ]


def _naming(value: object, place: Place, item: Item, workspace: Workspace) -> Iterator[Place]:
    if isinstance(value, Owner):
        party = workspace.party(value)
        if isinstance(item.record, Party) and party is not None and party.id == item.record.id:
            yield place
    elif isinstance(value, str):
        keys = [key for key in place.keys if isinstance(key, str)]
        # Ids of actions are unique in their file only, so from elsewhere it takes the whole address.
        bare_id = item.record.id if item.kind != "action" or place.path == item.place.path else item.address
        if value in (bare_id, item.address) and keys and keys[-1] in _NAMED_BY.get(item.kind, ()):
            yield place
    else:
        for key, inner in _parts(value):
            yield from _naming(inner, place.at(key), item, workspace)


def _parts(value: object) -> Iterator[tuple[Key, object]]:
    """What is inside a record, a list or a mapping, each under its key."""
    if isinstance(value, BaseModel):
        yield from ((key, getattr(value, key)) for key in type(value).model_fields)
    elif isinstance(value, tuple):
        yield from enumerate(value)
    elif isinstance(value, dict):
        yield from ((str(key), inner) for key, inner in value.items())
