"""Tables of docs/ that say where a record holds something: what a row points to, and what has to be found there.

A cell of such a table holds places, one a line:

    `data/plans/cohesion.yaml:aims.r1.actions.r1-a1.due`: `2017-12`, `December 2017`

Behind the colon stands what the place holds: words or figures in backquotes, `3 entries`, *nothing*, or *found by* and
the code of a rule.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from hsp_cli.domain.deadline import Deadline
from hsp_cli.domain.finding import Finding, Key, Place
from hsp_cli.domain.paper import Block
from hsp_cli.domain.period import Period
from hsp_cli.domain.record import Record
from hsp_cli.domain.workspace import Workspace
from tests.checks import findings_in
from tests.workspaces import REPOSITORY

MEETING_DAY = date(2010, 9, 27)

_PLACE = re.compile(r"`(?P<path>data/[\w/-]+\.yaml):(?P<keys>[^`]+)`: (?P<held>.+)")
_HELD = re.compile(r"`(?P<words>[^`]+)`|(?P<nothing>nothing)|(?P<entries>\d+) entr(?:y|ies)|found by `(?P<code>[^`]+)`")
_STEP = re.compile(r"(?P<key>[^\[\]]+)(?P<indices>(?:\[\d+\])*)")


@dataclass(frozen=True)
class Pointer:
    """A place in a record, and everything that has to be found there."""

    path: str
    keys: str
    words: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    entries: int | None = None
    is_empty: bool = False

    def __str__(self) -> str:
        return f"{self.path}:{self.keys}"


@dataclass(frozen=True)
class Row:
    """A row of a table: its number, its cells, the heading it stands under, and the places in one of the cells."""

    number: int
    cells: tuple[str, ...]
    heading: str
    pointers: tuple[Pointer, ...]


def rows(document: str) -> list[Row]:
    """Every numbered row of every table of a document of docs/."""
    found, heading = [], ""
    for line in (REPOSITORY / "docs" / document).read_text("utf-8").splitlines():
        heading = line.lstrip("# ") if line.startswith("## ") else heading
        cells = tuple(cell.strip() for cell in line.split("|")[1:-1])
        if cells and cells[0].isdecimal():
            cell = next((cell for cell in cells if _PLACE.match(cell)), None)
            places = cell.split("<br>") if cell else ()
            found.append(Row(int(cells[0]), cells, heading, tuple(map(pointer, places))))
    return [row for row in found if row.pointers or len(row.cells) > 3]


def pointer(line: str) -> Pointer:
    """A place as a table writes it; ValueError where it says nothing that can be looked for."""
    match = _PLACE.fullmatch(line)
    if not match:
        raise ValueError(f"not a place and what it holds: {line}")
    held = list(_HELD.finditer(match["held"]))
    if ", ".join(part[0] for part in held) != match["held"]:
        raise ValueError(f"not something that can be looked for: {match['held']}")
    return Pointer(
        match["path"],
        match["keys"],
        tuple(part["words"] for part in held if part["words"]),
        tuple(part["code"] for part in held if part["code"]),
        next((int(part["entries"]) for part in held if part["entries"]), None),
        any(part["nothing"] for part in held),
    )


@dataclass(frozen=True)
class Records:
    """The records as the store read them, with what the rules find in them before anything is allowed."""

    workspace: Workspace

    @cached_property
    def by_path(self) -> dict[str, Record]:
        return {placed.place.path: placed.record for placed in self.workspace.files()}

    @cached_property
    def findings(self) -> list[Finding]:
        return findings_in(self.workspace, MEETING_DAY)

    def follow(self, pointer: Pointer) -> tuple[Any, Place]:
        """What stands at a place, and the place in positions; KeyError where a key does not exist."""
        value: Any = self.by_path[pointer.path]
        keys: list[Key] = []
        for step in pointer.keys.split("."):
            match = _STEP.fullmatch(step)
            if not match:
                raise KeyError(f"{pointer}: {step}")
            for name in (match["key"], *map(int, re.findall(r"\d+", match["indices"]))):
                value, below = _below(value, name, pointer)
                keys += below
        return value, Place(pointer.path, tuple(keys))

    def lacks(self, pointer: Pointer) -> list[str]:
        """What a place ought to hold and does not, in words; nothing where all is as the table says."""
        value, place = self.follow(pointer)
        if pointer.is_empty:
            return [] if is_empty(value) else [f"{pointer} holds {text_of(value)[:80]!r} in place of nothing"]
        return [f"{pointer}: {lacking}" for lacking in self._lacking(pointer, value, place)]

    def _lacking(self, pointer: Pointer, value: Any, place: Place) -> Iterator[str]:
        if is_empty(value) and not pointer.codes:
            yield "is empty"
        if pointer.entries is not None and len(value) != pointer.entries:
            yield f"{len(value)} entries, not {pointer.entries}"
        text = text_of(value)
        for words in pointer.words:
            if not holds(text, words):
                yield f"no {words!r} in {text[:200]!r}"
        for code in pointer.codes:
            if not any(found.rule.code == code and _within(found.place, place) for found in self.findings):
                yield f"not found by {code}"


def _below(value: Any, name: str | int, pointer: Pointer) -> tuple[Any, tuple[Key, ...]]:
    if isinstance(name, int):
        return value[name], (name,)
    if isinstance(value, Record):
        if name not in type(value).model_fields:
            raise KeyError(f"{pointer}: {type(value).__name__} has no {name}")
        return getattr(value, name), (name,)
    if isinstance(value, dict):
        # A mapping by period may hold nothing for one: that is what a blank cell is.
        return next((below for key, below in value.items() if str(key) == name), None), (name,)
    if isinstance(value, tuple):
        for index, entry in enumerate(value):
            if name in (getattr(entry, "id", None), getattr(entry, "code", None)):
                return entry, (index,)
            if isinstance(entry, Block) and entry.action and entry.action.id == name:
                return entry.action, (index, "action")
    raise KeyError(f"{pointer}: nothing is called {name}")


def _within(place: Place, outer: Place) -> bool:
    return place.path == outer.path and place.keys[: len(outer.keys)] == outer.keys


def is_empty(value: Any) -> bool:
    """Nothing is there; false and nought are something."""
    return value is None or (isinstance(value, str | tuple | dict) and not value)


def text_of(value: Any) -> str:
    """All words and figures of a value in one line, with the keys of records before them."""
    if isinstance(value, Deadline):
        words = [value.as_written or "", text_of(value.period), str(value.falls_on or "")]
        return " ".join(filter(None, words))
    if isinstance(value, Period):
        return f"{value.text} {value.label}"
    if isinstance(value, Record):
        pairs = ((name, getattr(value, name)) for name in type(value).model_fields)
        return "; ".join(f"{name}: {text_of(below)}" for name, below in pairs if not is_empty(below))
    if isinstance(value, dict):
        return "; ".join(f"{key}: {text_of(below)}" for key, below in value.items())
    if isinstance(value, tuple):
        return "; ".join(map(text_of, value))
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else " ".join(str(value).split())


def holds(text: str, words: str) -> bool:
    """Whether a text has these words as words: 6 is neither in 16 nor in 6.8."""
    return re.search(rf"(?<!\w)(?<!\d[.,]){re.escape(words)}(?!\w)(?![.,]\d)", text) is not None
