"""Dependencies: the actions at risk, because one that comes first is late, on hold, undated or will not be done."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from hsp_cli.domain.action import Action, ActionStatus
from hsp_cli.domain.address import Address, Placed
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Wait:
    """What an action waits for: the action that it depends on, and the nearest cause of the delay.

    `cause` is overdue, on hold, without a date, not delivered, cancelled, or was left open when its plan ended. It is
    `on` itself, or the action that `on` waits for, directly or through others.
    """

    on: Placed[Action]
    cause: Placed[Action]

    @property
    def is_direct(self) -> bool:
        return self.on.address == self.cause.address


def waits(workspace: Workspace, as_of: date) -> Mapping[Address, tuple[Wait, ...]]:
    """What each live action waits for on a date. Actions that wait for nothing are left out.

    A dependency that is complete holds nothing up. Neither does one that is open, is not on hold, and has a date that
    has not passed.
    """
    named = _by_name(workspace)
    needs = {
        placed.address: [needed for name in placed.record.depends_on for needed in _resolve(name, placed, named)]
        for placed in workspace.actions
        if placed.record.is_live and placed.record.depends_on
    }
    dependants: dict[Address, list[Address]] = {}
    for address, needed in needs.items():
        for one in needed:
            dependants.setdefault(one.address, []).append(address)
    causes = {
        one.address: one for needed in needs.values() for one in needed if _holds_others_up(one, workspace, as_of)
    }
    waiting = list(causes)
    for address in waiting:  # grows while it is read: breadth first, so that each action has its nearest cause
        for dependant in dependants.get(address, ()):
            if dependant not in causes:
                causes[dependant] = causes[address]
                waiting.append(dependant)
    found = {
        address: tuple(Wait(one, causes[one.address]) for one in needed if one.address in causes)
        for address, needed in needs.items()
    }
    return {address: each for address, each in found.items() if each}


def _holds_others_up(placed: Placed[Action], workspace: Workspace, as_of: date) -> bool:
    """Whether an action is late, on hold or will not be done. One without a date may be late, and nobody could see.

    One on hold counts before its deadline has passed, because nobody works on it.
    """
    action = placed.record
    if not action.is_live:
        return action.status is not ActionStatus.COMPLETE
    if action.status is ActionStatus.ON_HOLD or action.deadline is None or action.deadline.falls_on is None:
        return True
    ending = workspace.ending_of(placed)
    return action.days_late(as_of) > 0 or (ending is not None and ending.is_past(as_of))


def _by_name(workspace: Workspace) -> Mapping[str, list[Placed[Action]]]:
    """The actions by the names that other files may use: the address, with the folder or without it."""
    named: dict[str, list[Placed[Action]]] = {}
    for placed in workspace.actions:
        for name in (str(placed.address), placed.address.full):
            named.setdefault(name, []).append(placed)
    return named


def _resolve(
    name: str, holder: Placed[Action], named: Mapping[str, list[Placed[Action]]]
) -> tuple[Placed[Action], ...]:
    """The actions that a dependency names: its id in the same file, or its address."""
    full = name if "/" in name else Address(Kind.ACTION, holder.address.file, name).full
    return tuple(named.get(full, ()))
