"""From the rows of a sheet to risks of a register: new ones, changed values, and ratings by quarter."""

from collections.abc import Iterable, Iterator
from typing import Any

from hsp_cli.domain.address import Placed
from hsp_cli.domain.edit import Append, Edit, Set
from hsp_cli.domain.finding import Key
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.period import Period
from hsp_cli.domain.risk import Rating, Risk, RiskRegister, cell_of
from hsp_cli.editing.wish import ORDER, behind
from hsp_cli.exchange.incoming.cells import CellRefused
from hsp_cli.exchange.incoming.changes import Plan, RecordInSheet, in_order, is_same_text
from hsp_cli.exchange.incoming.mapped_records import Given, MappedRecord
from hsp_cli.exchange.incoming.mapping import Into, Mapping, NewRecords
from hsp_cli.exchange.incoming.names import Names


def plan_risks(records: tuple[MappedRecord, ...], mapping: Mapping, names: Names, plan: Plan) -> None:
    """Add to a plan what a sheet says of the risks of one register."""
    into = mapping.into or Into()
    assert into.risk_register is not None
    register = names.workspace.registers.get(into.risk_register)
    path = register.place.path if register else f"data/{Kind.REGISTER.folder}/{into.risk_register}.yaml"
    own = names.workspace.of_file(Kind.RISK, register) if register else ()
    recorded = {one.address.id: one for one in own}
    new: list[dict[str, Any]] = []
    for record in records:
        one = _RiskInSheet(record, names, plan, f"{into.risk_register}/{record.id}")
        if placed := recorded.get(record.id):
            one.change(placed)
        elif mapping.new_records is NewRecords.REFUSE:
            one.refuse(f"the register {into.risk_register} has no risk {record.id}")
        elif data := one.make(path):
            new.append(data)
        one.end()
    known = {record.id for record in records}
    plan.not_in_sheet += [f"{into.risk_register}/{one}" for one in recorded if one not in known]
    if new and register:
        plan.edit(path, [Append(("risks",), data) for data in new])
    elif new:
        about = {"id": into.risk_register, "title": into.title, "body": into.body}
        plan.new_files[path] = in_order(RiskRegister, {**about, "risks": new})


def plan_ratings(records: Iterable[MappedRecord], names: Names, plan: Plan) -> None:
    """Add to a plan what a sheet says of risks that are recorded, in any register."""
    recorded = {str(one.address): one for one in names.workspace.risks}
    for record in records:
        one = _RiskInSheet(record, names, plan, record.id)
        if placed := recorded.get(record.id):
            one.change(placed)
        else:
            one.refuse(f"no risk is called {record.id}")
        one.end()


_KEYS = tuple(Risk.model_fields)


class _RiskInSheet(RecordInSheet):
    """One risk of a sheet."""

    def __init__(self, record: MappedRecord, names: Names, to: Plan, address: str) -> None:
        super().__init__(record, names, to, address)
        self._ratings = {
            period: rating
            for period, values in sorted(record.by_period.items())
            if (rating := self._rating(period, values))
        }

    def known(self, key: str, value: Any) -> Any:
        """A value as the records write it."""
        return self.names.entry(Kind.THEME, value) if key == "theme" else super().known(key, value)

    def _rating(self, period: Period, values: dict[str, Given]) -> dict[str, Any]:
        """The rating of a period: as it is given, or made from likelihood and impact. It may have only its reason."""
        given = values.get("rating") or values.get("likelihood") or values.get("impact") or values["reason"]
        reason = {"reason": values["reason"].value} if "reason" in values else {}
        self.given["ratings", str(period), "rating"] = given
        try:
            if given is values.get("reason"):
                return reason
            if "rating" in values:
                rating = self.names.rating(values["rating"].value)
            elif "likelihood" in values and "impact" in values:
                rating = self.names.rating_of(values["likelihood"].value, values["impact"].value)
            else:
                raise CellRefused("a rating needs both likelihood and impact")
        except CellRefused as refused:
            self.refuse_cell(given, str(refused))
            return {}
        return {"rating": rating, **reason}

    def _data(self) -> dict[str, Any]:
        """What the sheet says, as the data of a record."""
        data: dict[str, Any] = {"id": self.record.id, **self.values}
        if self._ratings:
            data["ratings"] = {str(period): rating for period, rating in self._ratings.items()}
        return in_order(Risk, data, ORDER)

    def make(self, path: str) -> dict[str, Any] | None:
        """The data of a new risk. None if it is refused."""
        if "title" not in self.values:
            self.refuse("a new risk needs a `title`")
        data = self._data()
        if not self.check(Risk, data):
            return None
        self.made(path)
        return data

    def change(self, placed: Placed[Risk]) -> None:
        """Change what is recorded of it."""
        edits = list(self._edits(placed))
        data = {"title": placed.record.title, **self._data(), "id": placed.record.id}
        for period, rating in self._ratings.items():
            if before := placed.record.ratings.get(period):
                data["ratings"][str(period)] = {"rating": before.rating, **rating}
        if self.check(Risk, data):
            self.changed(placed, edits)

    def _edits(self, placed: Placed[Risk]) -> Iterator[Edit]:
        risk, keys = placed.record, placed.place.keys
        for key, value in self.values.items():
            before = getattr(risk, key)
            if not self.is_same(key, value, before):
                self.note((key,), before, value)
                yield Set((*keys, key), value, behind(key, _KEYS))
        for period, rating in self._ratings.items():
            yield from self._rating_edits(risk.ratings.get(period), keys, ("ratings", str(period)), rating)

    def _rating_edits(
        self, before: Rating | None, keys: tuple[Key, ...], place: tuple[Key, ...], rating: dict[str, Any]
    ) -> Iterator[Edit]:
        matrix = self.names.workspace.partnership.risk_matrix
        if before is None:
            self.note((*place, "rating"), None, rating.get("rating"))
            yield Set((*keys, *place), rating, behind("ratings", _KEYS))
            return
        if "rating" in rating and cell_of(before.rating, matrix) != cell_of(rating["rating"], matrix):
            self.note((*place, "rating"), before.rating, rating["rating"])
            yield Set((*keys, *place, "rating"), rating["rating"])
        if "reason" in rating and not is_same_text(rating["reason"], before.reason):
            self.note((*place, "reason"), before.reason, rating["reason"])
            yield Set((*keys, *place, "reason"), rating["reason"])
