"""Owners that were added, removed or named otherwise."""

from collections.abc import Iterator
from typing import Any

from hsp_cli.analysis.plan_changes.change import ChangeClass, PlanChange, RecordChange, Told, Versions
from hsp_cli.domain.owner import Owner
from hsp_cli.domain.partnership import normalised_name
from hsp_cli.domain.workspace import Workspace
from hsp_cli.wording.record_values import key_text
from hsp_cli.wording.sentences import joined


def owner_changes(versions: Versions, change: RecordChange) -> Told:
    """The owners of a record that differ, under each key that names some. Two names of one party are one owner."""
    explained = [one for one in change.differences if _names_owners(one.before) or _names_owners(one.now)]
    found = []
    for one in explained:
        sides = _by_party(versions.before, one.before), _by_party(versions.now, one.now)
        words = "; ".join(_differences(*sides))
        kind = ChangeClass.OWNERS if words else ChangeClass.ADMINISTRATIVE
        name = key_text(one.path[-1])
        found.append(
            PlanChange(
                kind,
                change.placed,
                f"{name}: {words or 'written otherwise, or in another order'}",
                one.before or (),
                one.now or (),
                one.keys if one.now else (),
                (f"nobody is named under `{name}` any more",) if not one.now else (),
                rank=0 if not one.now else 1,
                facts={"before_ids": list(sides[0]), "after_ids": list(sides[1])},
            )
        )
    return Told(found, explained)


def _names_owners(value: Any) -> bool:
    return isinstance(value, tuple) and bool(value) and isinstance(value[0], Owner)


def _by_party(workspace: Workspace, owners: Any) -> dict[str, Owner]:
    """The owners by the id of their party or, if the settings do not know the name, by the name."""
    found: dict[str, Owner] = {}
    for owner in owners or ():
        party = workspace.party(owner)
        found.setdefault(party.id if party else normalised_name(owner.who), owner)
    return found


def _differences(before: dict[str, Owner], now: dict[str, Owner]) -> Iterator[str]:
    removed = [str(owner) for key, owner in before.items() if key not in now]
    added = [str(owner) for key, owner in now.items() if key not in before]
    if removed:
        yield f"{joined(removed)} removed"
    if added:
        yield f"{joined(added)} added"
    for key in before.keys() & now.keys():
        if before[key].lead is not now[key].lead:
            yield f"{now[key]} {'is now the lead' if now[key].lead else 'is no longer the lead'}"
        if before[key].role != now[key].role:
            yield f"role of {now[key].who}: {before[key].role or 'none'} before, {now[key].role or 'none'} now"
