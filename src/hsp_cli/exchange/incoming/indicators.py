"""From the rows of a sheet to indicators: new files, changed values, and figures that were revised."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from hsp_cli.domain.address import Placed
from hsp_cli.domain.edit import Append, Edit, Remove, Set
from hsp_cli.domain.finding import Key
from hsp_cli.domain.indicator import Assessment, Figure, FigureStatus, Indicator
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.period import Period
from hsp_cli.editing.figures import why_no_figure_yet
from hsp_cli.editing.wish import behind
from hsp_cli.exchange.incoming.cells import CellRefused
from hsp_cli.exchange.incoming.changes import Plan, RecordInSheet, as_words, in_order, plain
from hsp_cli.exchange.incoming.mapped_records import Given, MappedRecord
from hsp_cli.exchange.incoming.mapping import NewRecords
from hsp_cli.exchange.incoming.names import Names

_IN_FIGURE = {
    "actual": "actual",
    "target": "target",
    "numerator": "numerator",
    "denominator": "denominator",
    "status": "status",
    "text": "text",
    "target_text": "target_text",
    "figure_note": "note",
}
_SAYS_SOMETHING = ("actual", "numerator", "text")
_IN_ASSESSMENT = ("rag", "direction", "comment")
_NEEDED = ("title", "unit")
_KEYS = tuple(Indicator.model_fields)


def plan_indicators(
    records: Iterable[MappedRecord],
    names: Names,
    as_of: date,
    plan: Plan,
    new_records: NewRecords,
    better: Mapping[str, str] | None = None,
) -> None:
    """Add to a plan what a sheet says of indicators. `better` is what people filled in about which way is better."""
    workspace = names.workspace
    for record in records:
        one = _IndicatorInSheet(record, names, plan, as_of, (better or {}).get(record.id))
        if placed := workspace.indicators.get(record.id):
            one.change(placed)
        else:
            one.make(new_records)
        one.end()


class _IndicatorInSheet(RecordInSheet):
    """One indicator of a sheet."""

    def __init__(self, record: MappedRecord, names: Names, to: Plan, as_of: date, better: str | None) -> None:
        super().__init__(record, names, to, record.id)
        self._as_of = as_of
        if better:
            self.values.setdefault("better", better)
        self._figures: dict[Period, dict[str, Any]] = {}
        self._assessments: dict[Period, dict[str, Any]] = {}
        for period, values in sorted(record.by_period.items()):
            for key, given in values.items():
                self._add(period, key, given)

    def known(self, key: str, value: Any) -> Any:
        """A value as the records write it."""
        match key:
            case "priority":
                return self.names.entry(Kind.PRIORITY, value)
            case "schemes":
                return [self.names.entry(Kind.SCHEME, one) for one in value]
        return super().known(key, value)

    def _add(self, period: Period, key: str, given: Given) -> None:
        """Add a value of a period."""
        if key not in _IN_ASSESSMENT:
            if _IN_FIGURE[key] in _SAYS_SOMETHING and (reason := why_no_figure_yet(period, self._as_of)):
                self.refuse_cell(given, reason)
                return
            self._figures.setdefault(period, {})[_IN_FIGURE[key]] = plain(given.value)
            self.given["figures", str(period), _IN_FIGURE[key]] = given
            return
        try:
            value = self.names.rag(given.value, self.names.workspace.partnership.rag) if key == "rag" else given.value
        except CellRefused as refused:
            self.refuse_cell(given, str(refused))
            return
        self._assessments.setdefault(period, {})[key] = value
        self.given["assessments", str(period), key] = given

    def _data(self) -> dict[str, Any]:
        """What the sheet says, as the data of a record."""
        data: dict[str, Any] = {"id": self.record.id, **self.values}
        if self._figures:
            data["figures"] = {str(one): in_order(Figure, values) for one, values in self._figures.items()}
        if self._assessments:
            data["assessments"] = {str(one): in_order(Assessment, values) for one, values in self._assessments.items()}
        return in_order(Indicator, data)

    def make(self, new_records: NewRecords) -> None:
        """Make a new file for it."""
        if new_records is NewRecords.REFUSE:
            self.refuse(f"no indicator is called {self.record.id}")
        for key in _NEEDED:
            if key not in self.values:
                self.refuse(f"a new indicator needs a `{key}`")
        if "better" not in self.values and not self.is_refused:
            about = {key: as_words(self.values[key]) for key in _NEEDED}
            self.to.better_unknown.append({"id": self.record.id, **about, "better": ""})
            self.refuse("which way is better is not known: map `better`, or use `better_from`")
        data = self._data()
        if self.check(Indicator, data):
            path = f"data/{Kind.INDICATOR.folder}/{self.record.id}.yaml"
            self.to.new_files[path] = data
            self.made(path)

    def change(self, placed: Placed[Indicator]) -> None:
        """Change what is recorded of it."""
        indicator = placed.record
        edits = [*self._own_edits(indicator), *self._figure_edits(indicator), *self._assessment_edits(indicator)]
        needed = {"title": indicator.title, "unit": indicator.unit, "better": indicator.better.value}
        if self.check(Indicator, {**needed, **self._data()}):
            self.changed(placed, edits)

    def _own_edits(self, indicator: Indicator) -> Iterator[Edit]:
        for key, value in self.values.items():
            before = getattr(indicator, key)
            if not self.is_same(key, value, before):
                self.note((key,), before, value)
                yield Set((key,), value, behind(key, _KEYS))

    def _figure_edits(self, indicator: Indicator) -> Iterator[Edit]:
        for period, values in self._figures.items():
            figure = indicator.figures.get(period)
            keys: tuple[Key, ...] = ("figures", str(period))
            changed = self._changed(keys, values, figure)
            self._refuse_contradictions(keys, values, changed, figure)
            if figure is None:
                if changed:
                    yield Set(keys, in_order(Figure, changed), behind("figures", _KEYS))
                continue
            if figure.is_awaited and "status" not in values and ("actual" in changed or "text" in changed):
                self.note((*keys, "status"), FigureStatus.AWAITED.value, FigureStatus.FINAL.value)
                yield Remove((*keys, "status"))
            for key, value in changed.items():
                yield Set((*keys, key), value, behind(key, tuple(Figure.model_fields)))
            if "actual" in changed and figure.is_stated and figure.actual is not None:
                revision = {"was": figure.actual, "on": self._as_of.isoformat()}
                yield Append((*keys, "revisions"), revision, behind("revisions", tuple(Figure.model_fields)))

    def _refuse_contradictions(
        self, keys: tuple[Key, ...], values: Mapping[str, Any], changed: Mapping[str, Any], figure: Figure | None
    ) -> None:
        """Refuse a status that is not that of the figure: awaited beside a figure, or final without one."""
        if "status" not in changed or (*keys, "status") not in self.given:
            return
        given, has_new = self.given[*keys, "status"], any(key in values for key in _SAYS_SOMETHING)
        is_recorded = figure is not None and figure.says_something
        if changed["status"] != FigureStatus.AWAITED:
            if not has_new and not is_recorded:
                self.refuse_cell(given, f"there is no figure for {keys[-1]} that could be {changed['status']}")
        elif has_new:
            self.refuse_cell(given, "a figure that is awaited has no number")
        elif is_recorded:
            self.refuse_cell(given, f"the record has a figure for {keys[-1]} already")

    def _assessment_edits(self, indicator: Indicator) -> Iterator[Edit]:
        for period, values in self._assessments.items():
            assessment = indicator.assessments.get(period)
            keys: tuple[Key, ...] = ("assessments", str(period))
            changed = self._changed(keys, values, assessment)
            if "comment" in changed:
                changed["commented"] = self._as_of.isoformat()
            if assessment is None and changed:
                yield Set(keys, in_order(Assessment, changed), behind("assessments", _KEYS))
            else:
                for key, value in changed.items():
                    yield Set((*keys, key), value, behind(key, tuple(Assessment.model_fields)))

    def _changed(
        self, keys: tuple[Key, ...], values: Mapping[str, Any], record: Figure | Assessment | None
    ) -> dict[str, Any]:
        """The values of a period that the record does not have yet."""
        changed = {
            key: value for key, value in values.items() if not self.is_same(key, value, getattr(record, key, None))
        }
        for key, value in changed.items():
            self.note((*keys, key), getattr(record, key, None), value)
        return changed
