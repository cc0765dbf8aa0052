"""Example values of keys, for the commented keys of a skeleton: valid, and plainly no facts."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

from hsp_cli.domain.action import Action, Revision
from hsp_cli.domain.area import AreaSet
from hsp_cli.domain.grant import Grant, GrantReturn
from hsp_cli.domain.indicator import Assessment, Figure, Indicator
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.owner import Owner
from hsp_cli.domain.paper import Block, Paper, Section
from hsp_cli.domain.partnership import ExceptionReport, Partnership
from hsp_cli.domain.period import Calendar, quarter_of, year_of
from hsp_cli.domain.plan import Aim, Milestone
from hsp_cli.domain.profile import Profile
from hsp_cli.domain.rag import RagScale, Thresholds
from hsp_cli.domain.record import Record
from hsp_cli.domain.risk import Rating, Risk
from hsp_cli.domain.walk import Shape
from hsp_cli.domain.workspace import Workspace
from hsp_cli.editing.keys import Form, RecordKey, keys_of

WORDS = "…"
"""In place of words that a person has to write."""

_NUMBER = 50
_AHEAD = timedelta(days=90)
"""How far ahead of the day the deadline of an example is."""


class Surroundings(NamedTuple):
    """What an example may refer to: the day, the partnership's calendar, and the ids of records by kind.

    `values` are those of keys that depend on the settings, by model and key.
    """

    day: date
    calendar: Calendar
    ids: Mapping[Kind, tuple[str, ...]]
    values: Mapping[tuple[type[Record], str], Any]


def example_of(model: type[Record], key: RecordKey, around: Surroundings) -> Any:
    """An example value of a key, as plain data. None if it would have to name a record or file and there is none."""
    if key.name in NEEDS_OTHERS.get(model, ()):
        return None
    if (model, key.name) in around.values:
        return around.values[model, key.name]
    one = _single(key, around)
    if one is None or key.shape is Shape.ONE:
        return one
    if key.shape is Shape.LIST:
        return [one]
    name = quarter_of(around.day, around.calendar).previous().text if key.by_period else (*key.names, "name")[0]
    return {name: one}


def _single(key: RecordKey, around: Surroundings) -> Any:
    simple = {
        Form.NUMBER: _NUMBERS.get(key.name, _NUMBER),
        Form.FLAG: True,
        Form.SLUG: "short-name",
        Form.LAG: "6 weeks",
        Form.DEADLINE: (around.day + _AHEAD).isoformat(),
        Form.FILE: None,
    }
    if key.form in simple:
        return simple[key.form]
    if key.form is Form.WHOLE:
        low, high = key.limits
        return max(low or 0, min(high or 1, 1))
    if key.form is Form.CHOICE:
        return key.choices[0]
    if key.form is Form.PERIOD:
        return _period(key.name, around)
    if key.form is Form.REFERENCE:
        kinds = reversed(key.kinds) if key.part is Owner else key.kinds  # a person rather than a board
        return next((name for kind in kinds for name in around.ids.get(kind, ())), None)
    return _part(key.part, around) if key.part else _TEXTS.get(key.name, WORDS)


NEEDS_OTHERS: Mapping[type[Record], tuple[str, ...]] = {
    AreaSet: ("shapes", "shapes_code"),
    Grant: ("returns",),
    Indicator: ("series", "observations"),
    Partnership: ("exempt", "includes_plans_of", "risk_matrix"),
    Profile: ("layers", "overlays"),
}
"""Keys that mean something only beside other keys, a file, or certain figures. They have no example of their own. The
settings cannot be exempt at all.
"""

_TEXTS = {
    "handle": "@name",
    "record_url": "https://host/team/plans/blob/{commit}/{path}#L{line}",
    "site_url": "https://host/plans/",
}
"""Texts of which not every word is one."""

_NUMBERS = {"cap": 100}
"""Numbers that fit the defaults of the other keys of their record."""


def _period(name: str, around: Surroundings) -> str | int:
    if name in _QUARTERS:
        return quarter_of(around.day, around.calendar).previous().text
    year = year_of(around.day, around.calendar).text
    return (int(year) if year.isdecimal() else year) if name in _YEARS else around.day.isoformat()


_QUARTERS = ("quarter", "first_return", "last_return", "measured", "periods")
_YEARS = ("period", "year", "budget_year", "on_account_year")


def _part(model: type[Record], around: Surroundings) -> dict[str, Any] | None:
    """The required keys of a part; some of the others if none is required."""
    shown = _SHOWN.get(model, ())
    keys = [key for key in keys_of(model) if key.is_required or key.name in shown]
    keys = keys or [key for key in keys_of(model) if key.form is not Form.PART][:1]
    found = {key.name: example_of(model, key, around) for key in keys}
    if any(found[key.name] is None for key in keys if key.is_required):
        return None
    return {name: value for name, value in found.items() if value is not None}


_SHOWN: Mapping[type[Record], tuple[str, ...]] = {
    Indicator: ("leads",),
    Figure: ("actual", "target"),
    Assessment: ("comment",),
    Block: ("text",),
    Section: ("part",),
    GrantReturn: ("received", "actual_spend", "evidence"),
    Revision: ("due", "on", "reason"),
    Action: ("owners", "due"),
    Aim: ("actions",),
    Milestone: ("due",),
    Risk: ("owners", "ratings"),
    ExceptionReport: ("worsening",),
}
"""The keys that examples show of parts without a required key, or beside those that are."""


def usual_keys(model: type[Record], given: Iterable[str]) -> tuple[RecordKey, ...]:
    """The keys that most records of a model have although they need not, such as owners, if they are not given."""
    keys = {key.name: key for key in keys_of(model) if key.form in (Form.REFERENCE, Form.DEADLINE)}
    return tuple(keys[name] for name in _SHOWN.get(model, ()) if name in keys and name not in set(given))


def surroundings_of(workspace: Workspace, day: date) -> Surroundings:
    """What examples may refer to in a workspace. Records of what has ended are left out."""
    settings = workspace.partnership
    ids = {
        kind: tuple(str(placed.address) for placed in workspace.of(kind) if not workspace.ending_of(placed))
        for kind in Kind
    }
    values: dict[tuple[type[Record], str], Any] = {
        (Paper, "report"): settings.quarterly_report,
        (Partnership, "quarterly_report"): settings.quarterly_report,
        (Calendar, "year_starts"): settings.calendar.year_starts,
        (RagScale, "levels"): [level.model_dump(mode="json", exclude_defaults=True) for level in settings.rag.levels],
        (Thresholds, "at_least"): [level.at_least for level in settings.rag.levels[:-1]],
        (Assessment, "rag"): settings.rag.levels[0].code,
        (Action, "rag"): settings.action_scale.levels[0].code,
        (Aim, "rag"): settings.action_scale.levels[0].code,
    }
    if matrix := settings.risk_matrix:
        codes = matrix.likelihood[-1].code, matrix.impact[-1].code
        values[Rating, "rating"] = ("x" if all(map(str.isdecimal, codes)) else "").join(codes)
    return Surroundings(day, settings.calendar, ids, values)
