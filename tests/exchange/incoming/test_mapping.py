"""A mapping states everything; what it leaves open or says wrongly is refused with the key."""

import re
from decimal import Decimal
from pathlib import Path

import pytest

from hsp_cli.domain.period import COUNCIL_CALENDAR
from hsp_cli.exchange.incoming.cells import Formulas, Percent, Rules
from hsp_cli.exchange.incoming.forms import Form, Span
from hsp_cli.exchange.incoming.keys import KEYS, MappedKind
from hsp_cli.exchange.incoming.mapping import Into, MappedColumn, Mapping, WideColumns
from hsp_cli.store.model_file import read_model
from tests.workspaces import REPOSITORY

INDICATORS = "records: indicators\nid: '{Ref}'\n"


def test_the_manual_names_every_key_of_a_mapping_and_every_key_for_columns() -> None:
    page = (REPOSITORY / "docs" / "mappings.md").read_text("utf-8")
    named = set(re.findall(r"`([a-z_]+)`", page))
    models = (Mapping, MappedColumn, WideColumns, Into)
    assert {name for model in models for name in model.model_fields} <= named
    for kind, keys in KEYS.items():
        (row,) = (line for line in page.splitlines() if line.startswith(f"| `{kind.value}` | `"))
        inherited = KEYS[MappedKind.UPDATES].keys() if kind is MappedKind.ACTIONS else ()
        assert set(re.findall(r"`([a-z_]+)`", row)) - {kind.value, "updates"} == keys.keys() - inherited - {"period"}


def problems(tmp_path: Path, text: str) -> list[str]:
    file = tmp_path / "m.yaml"
    file.write_text(text)
    model, found = read_model(str(file), Mapping)
    assert (model is None) is bool(found)
    return [f"{one.line}:{one.column} {one.code}: {one.message}" for one in found]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("records: indicators\n", ["1:1 missing-key: the record needs `id`"]),
        (INDICATORS + "colums: {}\n", ["3:1 unknown-key: the record has no key `colums`"]),
        (
            "records: figures\nid: a\n",
            ["1:10 unknown-value: `records` is one of indicators, actions, risks or updates, not 'figures'"],
        ),
        (
            INDICATORS + "columns: {A: owner}\n",
            [
                "1:1 wrong-type: the file: indicators have no key `owner` here; choose from: "
                + ", ".join(KEYS[MappedKind.INDICATORS])
            ],
        ),
        (
            INDICATORS + "columns: {A: actual}\n",
            ["1:1 wrong-type: the file: `actual` needs a `period`, or a column for the key `period`"],
        ),
        (
            INDICATORS + "wide: [{to: title, headers: [YYYY/YY]}]\n",
            ["1:1 wrong-type: the file: `title` is not a value of a period, and cannot be in `wide`"],
        ),
        (
            INDICATORS + "columns: {A: title}\nleave_out: [A]\n",
            ["1:1 wrong-type: the file: the column 'A' is both in `columns` and in `leave_out`"],
        ),
        ("records: actions\nid: a\n", ["1:1 wrong-type: the file: `records: actions` needs `into` with a `plan`"]),
        ("records: risks\nid: a\n", ["1:1 wrong-type: the file: `records: risks` needs `into` with a `risk_register`"]),
        (
            "records: updates\nid: a\ninto: {plan: p}\n",
            ["1:1 wrong-type: the file: `records: updates` needs no `into`"],
        ),
        (
            "records: updates\nid: a\nbetter_from: b.csv\n",
            ["1:1 wrong-type: the file: `better_from` is for indicators"],
        ),
        (
            INDICATORS + "better_from: ../b.csv\n",
            ["1:1 wrong-type: the file: `better_from` is the name of a CSV file in the folder of the mapping"],
        ),
        (
            INDICATORS + "periods: [YYYY]\n",
            ["1:1 wrong-type: the file: the form 'YYYY' has one year, which may be of several kinds; state `years`: "],
        ),
        (
            INDICATORS + "columns: {A: {to: due, dates: [DD/MM]}}\n".replace("due", "period"),
            ["1:1 wrong-type: the file: the form 'DD/MM' has no year: YYYY or YY"],
        ),
        (INDICATORS + "thousands: '.'\n", ["1:1 wrong-type: the file: `decimal` and `thousands` are the same sign"]),
        ("- a\n", ["1:1 not-a-record: the file holds no keys"]),
        ("a: &x 1\n", ["1:4 unsupported-yaml: an anchor"]),
    ],
)
def test_a_mapping_that_cannot_be_used_says_what_is_wrong_and_where(tmp_path, text, words):
    found = problems(tmp_path, text)
    assert len(found) == len(words)
    for one, wanted in zip(found, words, strict=True):
        assert one.startswith(wanted)


def test_a_column_states_for_itself_what_the_mapping_states_for_all(tmp_path):
    text = (
        INDICATORS + "decimal: ','\nwords: {a: b}\ncolumns: {A: {to: decimals, decimal: '.', words: {c: d}}, B: unit}\n"
    )
    assert problems(tmp_path, text) == []
    model, _ = read_model(str(tmp_path / "m.yaml"), Mapping)
    assert model is not None
    every = """\
decimal: ","
thousands: "."
times: 100
signs: ["%"]
nothing: [X]
percent: as-held
date_stands_for: month
formulas: values
several_years: true
periods: [YYYY/YY]
"""
    (tmp_path / "m.yaml").write_text(INDICATORS + every + "columns: {A: period}\n")
    stated, _ = read_model(str(tmp_path / "m.yaml"), Mapping)
    assert stated is not None
    assert stated.rules(stated.columns["A"], "period", COUNCIL_CALENDAR) == Rules(
        forms=(Form("YYYY/YY", None, True),),
        nothing=frozenset({"x"}),
        signs=("%",),
        times=Decimal(100),
        decimal=",",
        thousands=".",
        formulas=Formulas.VALUES,
        percent=Percent.AS_HELD,
        span=Span.MONTH,
    )
    own = model.rules(model.columns["A"], "decimals", COUNCIL_CALENDAR)
    other = model.rules(model.columns["B"], "unit", COUNCIL_CALENDAR)
    assert (own.decimal, own.words) == (".", {"a": "b", "c": "d"})
    assert (other.decimal, other.words) == (",", {"a": "b"})
