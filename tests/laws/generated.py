"""Small workspaces made up from the models, so that a key that nobody has used yet is in them too.

The models say what each key takes. Most periods are near the day that the laws ask about, and most ids are known ones,
so that records meet: late actions, ratings of two quarters, actions that depend on each other. Files beside a record
are left out; their figures are made as series in the record.
"""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from enum import StrEnum
from random import Random
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from hsp_cli.domain.action import Revision
from hsp_cli.domain.area import Tile
from hsp_cli.domain.beside import keys_beside
from hsp_cli.domain.deadline import Deadline
from hsp_cli.domain.indicator import Figure, Indicator
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.kinds import FILE_MODELS
from hsp_cli.domain.paper import Block
from hsp_cli.domain.period import Period
from hsp_cli.domain.record import ID_PATTERN, Record
from hsp_cli.domain.references import Refers
from hsp_cli.domain.release import Lag
from hsp_cli.papers.kinds import kinds
from tests.sample_workspace import PARTNERSHIP

DAY = date(2024, 4, 15)
QUARTERS = ("Q4-2023", "Q1-2024")

_PERIODS = ("2023-11", "2023-12", "2024-02", "2024-03", "2024-04", "2024-05", "2024-09", "2024-03-31", "2024")
_DEADLINES: tuple[Any, ...] = (
    *_PERIODS,
    "once agreed",
    {"period": "2024-01", "as_written": "in January"},
    {"as_written": "at the next meeting"},
)
_RATINGS = ("1x1", "3x3", "4x4", "5x5")
_FILES = {Kind.INDICATOR: 3, Kind.PLAN: 1, Kind.REGISTER: 1, Kind.MEETING: 1, Kind.PROJECT: 1, Kind.GRANT: 1}
"""How many files of each kind; a kind that hsp gets tomorrow has one."""

_IDS = {
    Kind.PRIORITY: ("homes", "streets"),
    Kind.SCHEME: ("charter",),
    Kind.ORGANISATION: ("rushmere-council",),
    Kind.PERSON: ("ann-reed",),
    Kind.ROLE: ("street-manager",),
    Kind.BODY: ("board", "homes-group"),
    Kind.THEME: ("money",),
}


_LATE = {
    "termly": ("2023-04", "2023-08"),
    "half-yearly": ("2022-12", "2023-06"),
    "yearly": ("2021", "2022"),
    "every-two-years": ("2020", "2022"),
    "every-three-years": ("2017-2019", "2020-2022"),
}
"""Periods whose figures are due before the quarters that are asked about, for each frequency below quarterly."""


def _periods_of(indicator: dict[str, Any]) -> tuple[str, ...]:
    """The periods of an indicator's figures, none of which comes before it is due."""
    usual = ("Q2-2023", "Q3-2023") if "release" in indicator else QUARTERS
    return _LATE.get(indicator.get("frequency", ""), usual)


_DEEPEST = 4
"""How many records inside each other a made-up record has at most; aims and sections could go on for ever."""


def _is_record(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, Record)


def generated(seed: int) -> dict[str, Any]:
    """The files of a workspace as plain data, by path; the settings are text."""
    made = Made(Random(seed))
    files: dict[str, Any] = {"data/partnership.yaml": PARTNERSHIP}
    for kind, model in FILE_MODELS.items():
        for number in range(_FILES.get(kind, 1) if kind.folder else 0):
            name = f"{kind.folder}-{number}"
            files[f"data/{kind.folder}/{name}.yaml"] = {**made.record(model), "id": name}
    return files


class Made:
    """Makes up values. `_names` counts the ids, so that no two are the same."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._names = 0

    def record(self, model: type[Record], depth: int = 0) -> dict[str, Any]:
        if model is Block:
            keys = [self._random.choice(list(model.model_fields))]
        else:
            keys = [
                key
                for key, field in model.model_fields.items()
                if key not in keys_beside(model) and (field.is_required() or self._random.random() < 0.6)
            ]
        made = {key: self.value(model, key, depth) for key in keys}
        if model is Indicator and "figures" in made:
            made["figures"] = dict(zip(_periods_of(made), made["figures"].values(), strict=True))
        if model is Figure and made.keys() & {"actual", "text", "numerator"}:
            made.pop("release", None)  # nobody can see that a figure is missing that came before it was due
        if model is Revision:  # a new deadline or a withdrawal, never both
            made = {**made, "withdrawn": "due" not in made}
        for assessment in made.get("assessments", {}).values():
            if "figures" in made or "rag" not in assessment:
                # A rating of another period, or a direction, beside figures that may say otherwise.
                assessment.pop("as_at", None)
                assessment.pop("direction", None)
        return made

    def value(self, model: type[Record], key: str, depth: int) -> Any:
        if key == "id":
            self._names += 1
            return f"{(model.KIND or Kind.ACTION).value}-{self._names}"
        if key == "rating":
            return self._random.choice(_RATINGS)
        if key == "rag":
            return self._random.choice(("G", "A", "R"))
        if model is Tile:
            return self._random.randint(1, 5)
        if key == "inferred":
            return {"title": "Concluded."}
        if key == "report":
            return self._random.choice(list(kinds()))
        if key == "depends_on":
            return [f"action-{self._random.randint(1, max(self._names, 1))}"]
        field = model.model_fields[key]
        return self._of(field.annotation, list(field.metadata), depth)

    def _of(self, annotation: Any, metadata: list[Any], depth: int) -> Any:
        origin, inner = get_origin(annotation), get_args(annotation)
        refers = next((mark for mark in metadata if isinstance(mark, Refers)), None)
        if origin is Annotated:
            return self._of(inner[0], [*metadata, *inner[1:]], depth)
        if origin in (Union, UnionType):
            return self._of(next(part for part in inner if part is not type(None)), metadata, depth)
        if origin is tuple:
            is_too_deep = depth > _DEEPEST and _is_record(inner[0])
            count = 0 if is_too_deep else self._random.randint(1, 2)
            return [self._of(inner[0], [], depth + 1) for _ in range(count)]
        if origin is dict:
            keys = QUARTERS if inner[0] is Period else (self._of(inner[0], [], depth),)
            return {key: self._of(inner[1], [], depth + 1) for key in keys}
        if refers:
            return self._random.choice([name for kind in refers.kinds for name in self._ids_of(kind)])
        if any(getattr(mark, "pattern", None) == ID_PATTERN for mark in metadata):
            return self._random.choice(_DIMENSIONS)
        return self._plain(annotation, depth)

    def _ids_of(self, kind: Kind) -> tuple[str, ...]:
        return _IDS.get(kind) or tuple(f"{kind.folder or kind.value}-{number}" for number in range(_FILES.get(kind, 1)))

    def _plain(self, kind: type[Any], depth: int) -> Any:
        if kind is Period:
            return self._random.choice(_PERIODS)
        if kind is Deadline:
            return self._random.choice(_DEADLINES)
        if issubclass(kind, Record):
            return self.record(kind, depth + 1)
        if issubclass(kind, StrEnum):
            return self._random.choice([choice.value for choice in kind])
        return _SIMPLE[kind](self._random)


_DIMENSIONS = ("area", "sex")

_SIMPLE: dict[type[Any], Callable[[Random], Any]] = {
    bool: lambda random: random.random() < 0.5,
    int: lambda random: random.randint(0, 10),
    Decimal: lambda random: random.randint(1, 100),
    Lag: lambda random: random.choice(("1 month", "6 weeks", "10 days")),
    str: lambda random: random.choice(("Ask the tenants", "Mend the roof", "Count the trees")),
}
"""Values of the plain types. A key of another type is made here first, so that the laws can see it."""
