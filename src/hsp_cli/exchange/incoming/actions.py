"""From the rows of a sheet to actions: new ones, moved deadlines as revisions, news as dated updates."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from hsp_cli.domain.action import Action, Scheduled
from hsp_cli.domain.address import Placed
from hsp_cli.domain.deadline import Deadline
from hsp_cli.domain.edit import Append, Edit, Set
from hsp_cli.domain.finding import Place
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.period import Period
from hsp_cli.domain.plan import Aim, Plan as DeliveryPlan
from hsp_cli.domain.workspace import Workspace
from hsp_cli.editing.deadlines import deadline_data
from hsp_cli.editing.wish import ORDER, behind, set_at
from hsp_cli.exchange.incoming.cells import CellRefused, folded
from hsp_cli.exchange.incoming.changes import Plan, RecordInSheet, in_order, is_same_text
from hsp_cli.exchange.incoming.mapped_records import MappedRecord
from hsp_cli.exchange.incoming.mapping import Into, Mapping, NewRecords
from hsp_cli.exchange.incoming.names import Names
from hsp_cli.exchange.incoming.rows import slug

_OF_THE_UPDATE = ("update", "update_on", "update_by")
_NOT_KEYS = ("aim", "move_reason", *_OF_THE_UPDATE)


def plan_actions(records: tuple[MappedRecord, ...], mapping: Mapping, names: Names, as_of: date, plan: Plan) -> None:
    """Add to a plan what a sheet says of the actions of one delivery plan."""
    tree = _Tree(mapping.into or Into(), names.workspace)
    for record in records:
        one = _ActionInSheet(record, names, plan, f"{tree.plan_id}/{record.id}", as_of)
        if placed := tree.actions.get(record.id):
            one.change(placed, tree.aim_of(placed))
        elif mapping.new_records is NewRecords.REFUSE:
            one.refuse(f"the plan {tree.plan_id} has no action {record.id}")
        else:
            one.make(tree)
        one.end()
    tree.add_to(plan)
    known = {record.id for record in records}
    plan.not_in_sheet += [f"{tree.plan_id}/{one}" for one in tree.actions if one not in known]


def plan_updates(records: Iterable[MappedRecord], names: Names, as_of: date, plan: Plan) -> None:
    """Add to a plan what a sheet says of actions and milestones that are recorded, in any file."""
    for record in records:
        found = _called(record.id, names.workspace)
        one = _ActionInSheet(record, names, plan, str(found[0].address) if len(found) == 1 else record.id, as_of)
        if len(found) == 1:
            one.change(found[0])
        elif found:
            one.refuse(f"several actions are called {record.id}: {', '.join(str(one.address) for one in found)}")
        else:
            one.refuse(f"no action is called {record.id}")
        one.end()


def _called(name: str, workspace: Workspace) -> list[Placed[Scheduled]]:
    """The actions and milestones that have an address or an id."""
    return [one for one in workspace.scheduled if name in (str(one.address), one.address.full, one.address.id)]


class _Tree:
    """The aims of one plan, those that exist and those that an import makes."""

    def __init__(self, into: Into, workspace: Workspace) -> None:
        self._into, self._workspace = into, workspace
        assert into.plan is not None
        self.plan_id: str = into.plan
        self.placed = workspace.plans.get(self.plan_id)
        self.default_aim = into.aim or ""
        own = workspace.of_file(Kind.ACTION, self.placed) if self.placed else ()
        self.actions = {one.address.id: one for one in own}
        self._aims = workspace.of_file(Kind.AIM, self.placed) if self.placed else ()
        self._ids = {one.address.id for one in self._aims} | set(self.actions)
        self._new: dict[str, dict[str, Any]] = {}
        self._added: dict[str, list[dict[str, Any]]] = {}

    @property
    def path(self) -> str:
        """The file of the plan."""
        return self.placed.place.path if self.placed else f"data/{Kind.PLAN.folder}/{self.plan_id}.yaml"

    def aim_of(self, action: Placed[Action]) -> Placed[Aim] | None:
        """The aim that holds an action."""
        holder = self._workspace.holder_of(action)
        return holder if holder.address.kind is Kind.AIM else None

    def find(self, name: str) -> Placed[Aim] | None:
        """The recorded aim with an id, number or title. CellRefused if several have it."""
        found = [one for one in self._aims if name == one.record.id]
        found = found or [one for one in self._aims if folded(name) == folded(one.record.title)]
        found = found or [one for one in self._aims if name == one.record.number]
        if len(found) > 1:
            raise CellRefused(f"the plan has {len(found)} aims {name!r}; write the id of the one that is meant")
        return found[0] if found else None

    def add(self, name: str, action: dict[str, Any]) -> None:
        """Add an action under an aim, which is made if there is none."""
        if aim := self.find(name):
            self._added.setdefault(aim.record.id, []).append(action)
        else:
            aim_data = self._new.setdefault(folded(name), {"id": self._aim_id(name), "title": name, "actions": []})
            aim_data["actions"].append(action)

    def _aim_id(self, name: str) -> str:
        taken = self._ids | {aim["id"] for aim in self._new.values()}
        made, number = slug(name) or "aim", 2
        candidate = made
        while candidate in taken:
            candidate, number = f"{made[:76]}-{number}", number + 1
        return candidate

    def add_to(self, plan: Plan) -> None:
        """Add the new actions and aims to the plan of an import."""
        if self.placed is None:
            if self._new:
                about = {key: getattr(self._into, key) for key in ("title", "body", "organisation")}
                data = {"id": self.plan_id, **{key: value for key, value in about.items() if value}}
                plan.new_files[self.path] = in_order(DeliveryPlan, {**data, "aims": list(self._new.values())})
            return
        edits: list[Edit] = []
        for aim in self._aims:
            keys = (*aim.place.keys, "actions")
            edits += (Append(keys, action) for action in self._added.get(aim.record.id, ()))
        edits += (Append(("aims",), aim) for aim in self._new.values())
        if edits:
            plan.edit(self.path, edits)


class _ActionInSheet(RecordInSheet):
    """One action of a sheet."""

    def __init__(self, record: MappedRecord, names: Names, to: Plan, address: str, as_of: date) -> None:
        super().__init__(record, names, to, address)
        self._as_of = as_of

    def known(self, key: str, value: Any) -> Any:
        """A value as the records write it."""
        if key == "rag":
            return self.names.rag(value, self.names.workspace.partnership.action_scale)
        return super().known(key, value)

    @property
    def _own(self) -> dict[str, Any]:
        """The values of the action itself."""
        return {key: value for key, value in self.values.items() if key not in _NOT_KEYS}

    def make(self, tree: "_Tree") -> None:
        """Make a new action under its aim."""
        update = self._update()
        data = in_order(Action, {"id": self.record.id, **self._own, **({"updates": [update]} if update else {})}, ORDER)
        aim = self.values.get("aim") or tree.default_aim
        if not aim:
            self.refuse("it says no aim, and `into` has none")
        if "text" not in data:
            self.refuse("a new action needs a `text`")
        if not self.check(Action, data):
            return
        try:
            tree.add(aim, data)
        except CellRefused as refused:
            self.refuse(str(refused))
            return
        self.made(tree.path)

    def change(self, placed: Placed[Scheduled], aim: Placed[Aim] | None = None) -> None:
        """Change what is recorded of it. `aim` is the one that holds it."""
        name = self.values.get("aim")
        if aim and name and name not in (aim.record.id, aim.record.number) and folded(name) != folded(aim.record.title):
            reason = f"it is recorded under the aim {aim.record.title!r}; an import moves no action to another aim"
            self.refuse_cell(self.record.values["aim"], reason)
        edits = list(self._edits(placed))
        if self.check(type(placed.record), {"id": placed.record.id, "text": placed.record.text, **self._own}):
            self.changed(placed, edits)

    def _update(self) -> dict[str, Any] | None:
        """The update that the row gives; dated as the sheet says, else on the day of the import."""
        text = self.values.get("update")
        if not text:
            return None
        update = {"on": self.values.get("update_on") or self._as_of.isoformat(), "text": text}
        return update | ({"by": self.values["update_by"]} if "update_by" in self.values else {})

    def _edits(self, placed: Placed[Scheduled]) -> Iterator[Edit]:
        action, place = placed.record, placed.place
        for key, value in self._own.items():
            before = getattr(action, key, None)
            if key != "due" and not self.is_same(key, value, before):
                self.note((key,), before, value)
                yield Set((*place.keys, key), value, behind(key) if key in ORDER else ())
        if "due" in self.values:
            yield from self._move(action, place)
        update = self._update()
        if update and not any(is_same_text(update["text"], one.text) for one in action.updates):
            self.note(("update",), None, update["text"])
            yield Append((*place.keys, "updates"), update, behind("updates"))

    def _move(self, action: Scheduled, place: Place) -> Iterator[Edit]:
        """The new deadline. That of an action that had one is a revision, and its first deadline is kept."""
        value = self.values["due"]
        if action.due is not None and _deadline(self.record.values["due"].value).is_same_as(action.due):
            return
        if not action.is_live:
            self.refuse_cell(self.record.values["due"], f"it is {action.status.value}, so its deadline does not move")
        self.note(("due",), action.due, value)
        if action.due is not None or action.revisions:
            if action.first_due is None and action.due is not None:
                yield set_at(place, "first_due", deadline_data(action.due))
            reason = self.values.get("move_reason")
            if reason:
                self.note(("move_reason",), None, reason)
            revision = {"due": value, "on": self._as_of.isoformat(), **({"reason": reason} if reason else {})}
            yield Append((*place.keys, "revisions"), revision, behind("revisions"))
        yield set_at(place, "due", value)


def _deadline(value: Period | str) -> Deadline:
    return Deadline(period=value) if isinstance(value, Period) else Deadline(as_written=value)
