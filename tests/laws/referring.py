"""Every place where the models let a record refer to another, with a workspace for each: made up from the models."""

from collections.abc import Iterator
from functools import cache
from random import Random
from typing import Any, NamedTuple

from hsp_cli.domain.kind import Kind
from hsp_cli.domain.kinds import FILE_MODELS, models
from hsp_cli.domain.partnership import Partnership
from hsp_cli.domain.period import Calendar
from hsp_cli.domain.record import Entry, Record
from hsp_cli.domain.references import PARTIES
from hsp_cli.domain.walk import Field, Shape, _field, placed_file
from hsp_cli.domain.workspace import Workspace
from tests.laws.generated import Made

CANARY = "canary"
"""It is in every text and id of the records that are marked."""


class Step(NamedTuple):
    """A key of a model on the way from a file to a place inside it."""

    model: type[Record]
    field: Field


class Site(NamedTuple):
    """A place in files of a kind: the keys that lead there."""

    file: Kind
    steps: tuple[Step, ...]

    def __str__(self) -> str:
        return ".".join([self.file, *(step.field.key for step in self.steps)])


@cache
def sites() -> tuple[Site, ...]:
    """Every key of a file's model and of those inside it that leads to records or to references, each model once."""
    return tuple(site for kind, model in FILE_MODELS.items() for site in _inside(kind, model, (), {model}))


def _inside(kind: Kind, model: type[Record], way: tuple[Step, ...], seen: set[type[Record]]) -> Iterator[Site]:
    for key, info in model.model_fields.items():
        field = _field(key, info.annotation, info.metadata)
        if field is None:
            continue
        steps = (*way, Step(model, field))
        yield Site(kind, steps)
        if field.model and field.model not in seen:
            yield from _inside(kind, field.model, steps, seen | {field.model})


def references() -> list[tuple[Site, Kind]]:
    """Every place that can refer to a record, with each of the kinds that it can name. The settings name no other."""
    return [(site, kind) for site in sites() for kind in site.steps[-1].field.kinds if kind is not Kind.PARTNERSHIP]


@cache
def _home(kind: Kind) -> Site:
    """The first place where records of a kind are, other than files of their own."""
    return next(site for site in sites() if (model := site.steps[-1].field.model) and model.KIND is kind)


class _All(Random):
    """Chooses every key, and of several values the first."""

    def random(self) -> float:
        return 0.0

    def choice(self, seq: Any) -> Any:
        return seq[0]

    def randint(self, a: int, b: int) -> int:
        return max(a, 1)


@cache
def marked(kind: Kind) -> dict[str, Any]:
    """The data of a record of a kind with every key, in which every text and id has the canary. It is exempt."""
    made: dict[str, Any] = _with_canary(Made(_All(0)).record(models()[kind]))
    return made


def _with_canary(value: Any, key: str = "") -> Any:
    if isinstance(value, dict):
        found = {key: _with_canary(inner, str(key)) for key, inner in value.items() if key != "inferred"}
        return found | ({"handle": f"@{CANARY}"} if "handle" in found else {})
    if isinstance(value, list):
        return [_with_canary(one, key) for one in value]
    if key == "id":
        return f"{CANARY}-{value}"
    return f"The {CANARY}" if value == "Ask the tenants" else value


_LEVELS = [
    {"code": "G", "name": "Green", "colour": "green", "at_least": 0},
    {"code": "R", "name": "Red", "colour": "red"},
]
_SETTINGS: dict[str, Any] = {"id": "rushmere", "name": "Rushmere Together", "rag": {"levels": _LEVELS}}


def _smallest(model: type[Record]) -> dict[str, Any]:
    """A record with the keys that it needs."""
    if model is Partnership:
        return dict(_SETTINGS)
    made = Made(_All(0))
    return {key: made.value(model, key, 0) for key, field in model.model_fields.items() if field.is_required()}


def _data(site: Site, value: Any) -> dict[str, Any]:
    """A file with a value at a place, and nothing else that it does not need."""
    data: Any = value
    for step in reversed(site.steps):
        data = [data] if step.field.shape is Shape.LIST else data
        data = {**_smallest(step.model), step.field.key: data}
    found: dict[str, Any] = data
    return found


def names_of(kind: Kind, site: Site) -> list[str]:
    """The names by which a place can refer to the marked record of a kind."""
    record = marked(kind)
    if site.steps[-1].field.kinds == PARTIES:
        return [record["id"], record["name"].upper(), record["aliases"][0]]
    if kind.has_files or _home(kind).file is Kind.PARTNERSHIP or kind in _OF_THE_FILE:
        return [record["id"]]
    holder = _home(kind).file
    names = [f"{HOLDER}/{record['id']}", f"{holder.folder}/{HOLDER}/{record['id']}"]
    return [record["id"], *names] if kind is Kind.AREA else names


_OF_THE_FILE = (Kind.LAYER, Kind.DRAFT)
"""Kinds whose records only their own file can name."""

HOLDER = "holder"
"""The id of the file that has the marked record inside it."""


def workspace_of(kind: Kind, site: Site | None = None, name: str = "") -> Workspace:
    """A workspace with a marked record of a kind and, at a place of another file, a reference to it by a name."""
    settings, files = dict(_SETTINGS), {}
    secret, home = marked(kind), None if kind.has_files else _home(kind)
    if home is None:
        files[kind, secret["id"]] = secret
    elif home.file is Kind.PARTNERSHIP:
        settings = _merged(settings, _data(home, secret))
    else:
        files[home.file, HOLDER] = _data(home, secret) | {"id": HOLDER}
    if site and site.file is Kind.PARTNERSHIP:
        settings = _merged(settings, _data(site, name))
    elif site:
        data = _data(site, name) | {"id": "referring"}
        files[site.file, "referring"] = _merged(_data(home, secret), data) if kind in _OF_THE_FILE and home else data
    records: dict[Kind, dict[str, Any]] = {one: {} for one in FILE_MODELS if one is not Kind.PARTNERSHIP}
    for (file, file_id), data in files.items():
        records[file][file_id] = placed_file(
            validated(FILE_MODELS[file], data), file, f"data/{file.folder}/{file_id}.yaml"
        )
    placed = placed_file(validated(Partnership, settings), Kind.PARTNERSHIP, "data/partnership.yaml")
    return Workspace(placed, records)


def _merged(first: dict[str, Any], second: dict[str, Any]) -> dict[str, Any]:
    """Both, with the items of both in lists."""
    both = {key: [*first[key], *second[key]] for key in first.keys() & second.keys() if isinstance(first[key], list)}
    return first | second | both


def validated(model: type[Entry], data: dict[str, Any]) -> Entry:
    return model.model_validate(data, context={"calendar": Calendar(year_starts=1)})
