"""No difference of two versions is silent: whatever is taken away, added or altered, `hsp diff` has a change for it."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest

from hsp_cli.analysis.plan_changes.change import Versions
from hsp_cli.analysis.plan_changes.plan_changes import plan_changes
from hsp_cli.domain.partnership import Partnership
from hsp_cli.domain.period import Calendar, Period
from hsp_cli.domain.record import Choice, Entry
from hsp_cli.domain.workspace import Workspace
from tests.laws.generated import DAY, generated
from tests.laws.knowledge import Known, Piece
from tests.laws.test_generated import keys_of
from tests.sample_workspace import FILES
from tests.workspaces import Files, write_files

QUARTER = Period.quarter(2024, 1, Calendar(year_starts=1))
SEEDS = range(int(os.environ.get("HSP_CHANGE_SEEDS", "1")))
"""More workspaces take seconds each; two of them have every key of every record."""


def made_up(seed: int) -> Files:
    made = generated(seed)
    return {path: data if isinstance(data, str) else json.dumps(data) for path, data in made.items()}


SETTINGS = """\
id: full
name: Full
note: Why
source: {document: D, place: P, line: 1, verbatim: V, note: N}
open_questions: [Why?]
inferred: {name: Read}
handle: "@full"
licence: {name: Open, url: "https://example.org/open", attribution: By us}
calendar: {year_starts: 1}
rag:
  basis: points
  stated: false
  levels:
    - {code: G, name: Green, colour: green, at_least: 0, exception: false}
    - {code: R, name: Red, colour: red, exception: true}
action_rag:
  levels:
    - {code: ON, name: On track, colour: green}
    - {code: PA, name: Paused, colour: grey, neutral: true}
    - {code: OFF, name: Off track, colour: red, exception: true}
risk_matrix:
  likelihood: [{code: "1", name: Rare}]
  impact: [{code: "1", name: Slight}]
  zones: [{id: high, name: High, red: true, colour: purple}]
  cells: {"1": {"1": high}}
risk_rating_grace: 2
quarterly_report: scorecard
quarterly_title: Scorecard
marking: OFFICIAL
redacted_marking: OFFICIAL
paper_formats: [docx, pdf]
record_url: "https://example.org/{commit}/{path}"
site_url: https://example.org/partnership/
data_formats: [csv, parquet]
exceptions: {schemes: [s], priorities: [p], other_title: Others, worsening: below, worsening_below: G}
includes_plans_of: [o]
priorities: [{id: p, title: Homes, number: 1}]
schemes: [{id: s, title: Charter}]
organisations: [{id: o, name: Council, aliases: [The Council], handle: "@council"}]
people: [{id: a, name: Ann, aliases: [Annie], handle: "@ann", role: Head, organisation: o}]
roles: [{id: r, name: Manager, aliases: [The Manager], handle: "@manager", body: b, organisation: o}]
risk_themes: [{id: m, title: Money}]
bodies:
  - id: b
    name: Board
    aliases: [The Board]
    handle: "@board"
    kind: board
    parent: c
    status: closed
    since: 2020
    until: 2023
    as_of: 2023-05
    purpose: To meet
    accountable_for: [Homes]
    meets: monthly
    members: [{who: Ann, role: Chair, lead: true}]
    incomplete: true
    seats: [{id: t, sector: Trade, count: 2, holder: [Ann], vacant: true, since: 2020, until: 2023}]
  - {id: c, name: Cabinet}
"""
"""Settings with every key of their own."""

WORKSPACES = {
    "sample": FILES,
    "settings": {"data/partnership.yaml": SETTINGS},
    **{f"generated {seed}": made_up(seed) for seed in SEEDS},
}


@pytest.fixture(params=WORKSPACES, scope="module")
def known(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Known:
    folder = tmp_path_factory.mktemp("known")
    return Known.at(write_files(folder / "records", WORKSPACES[request.param]), folder / "scratch")


def test_the_settings_have_every_key_of_theirs(tmp_path: Path) -> None:
    known = Known.at(write_files(tmp_path / "records", WORKSPACES["settings"]), tmp_path / "scratch")
    found = {step for piece in known.pieces for step in piece.path}
    entry = {(model, key) for model, key in keys_of(Partnership, set()) if key in Entry.model_fields}
    assert {(model.__name__, key) for model, key in {*keys_of(Partnership, set())} - entry - found} == set()


def pieces(known: Known) -> list[Piece]:
    """A piece under each key of each model, at its first place in each kind of file."""
    found: dict[tuple[str, str], Piece] = {}
    for piece in known.pieces:
        found.setdefault((piece.of, type(known.record(piece)).__name__), piece)
    return list(found.values())


def is_told(before: Workspace, now: Workspace) -> bool:
    return bool(plan_changes(Versions(before, now, DAY, QUARTER)).changes)


def says_nothing(piece: Piece, value: Any) -> bool:
    """Whether a record with the value is the same as without it. Such files differ only in layout."""
    return value in ([], {}) or (piece.of, value) in (("Owner.lead", False), ("Thresholds.basis", "relative"))


def test_whatever_is_taken_away_or_added_is_a_change(known: Known) -> None:
    silent = []
    for piece in pieces(known):
        less = known.without(piece)
        if less is None or says_nothing(piece, value_at(known, piece)):
            continue
        if not is_told(known.workspace, less):
            silent.append(f"{piece.of} taken away: {piece}")
        if not is_told(less, known.workspace):
            silent.append(f"{piece.of} added: {piece}")
    assert silent == []


def test_whatever_is_altered_is_a_change(known: Known) -> None:
    silent = []
    for piece in pieces(known):
        for other in others(piece, value_at(known, piece)) if piece.keys else ():
            altered = known.with_value(piece, other)
            if altered is None:
                continue
            if not is_told(known.workspace, altered):
                silent.append(f"{piece.of} is {other!r}: {piece}")
            break
    assert silent == []


def value_at(known: Known, piece: Piece) -> Any:
    data = known.plain[piece.file]
    for key in piece.keys:
        data = data[key]
    return data


_WORDS = ("Something else altogether, at 99", "Q4-2023", "2024-02", "2 months", "G", "1x1")
_PERIODS = ("2024-02", "Q4-2023")


def others(piece: Piece, value: Any) -> Iterator[Any]:
    """Other values of the same sort, the likeliest first: a record that is refused takes long to read."""
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, int | float):
        yield int(value) + 1
    elif isinstance(value, str):
        model, key = piece.path[-1]
        likely = tuple(_likely(model.model_fields[key].annotation))
        yield from (word for word in dict.fromkeys((*likely, *_WORDS)) if word != value)


def _likely(annotation: Any) -> Iterator[str]:
    """The words of a choice, or some periods, if a field takes those."""
    if annotation is Period:
        yield from _PERIODS
    elif isinstance(annotation, type) and issubclass(annotation, Choice):
        yield from (choice.value for choice in annotation)
    for inner in get_args(annotation):
        yield from _likely(inner)
