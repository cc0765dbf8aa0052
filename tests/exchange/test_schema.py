"""The schemas, read by jsonschema: what hsp reads they take, and what they take is nearly always what hsp reads."""

import json
from collections.abc import Iterator
from copy import deepcopy
from functools import cache, reduce
from random import Random
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from pydantic import ValidationError

from hsp_cli import __version__
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.kinds import FILE_MODELS
from hsp_cli.domain.period import COUNCIL_CALENDAR
from hsp_cli.domain.request import RequestRefused
from hsp_cli.exchange.schema import file_name, files_of, kind_called, schema_of
from hsp_cli.store.layout import claimed_by
from hsp_cli.store.parsing import parse
from tests.examples import CALDERWICK
from tests.rules.test_cases import CASES, files_of as files_of_case
from tests.workspaces import REPOSITORY

every_kind = pytest.mark.parametrize("kind", FILE_MODELS)


@cache
def validator(kind: Kind) -> Draft202012Validator:
    return Draft202012Validator(schema_of(kind))


def as_json(value: Any) -> Any:
    """What YAML gives, with the keys as texts: JSON has no others."""
    if isinstance(value, dict):
        return {str(key): as_json(inner) for key, inner in value.items()}
    return [as_json(inner) for inner in value] if isinstance(value, list) else value


def complaints(kind: Kind, record: Any) -> list[str]:
    """What the schema of a kind says against a record: the keys and the words."""
    return [
        f"{'.'.join(map(str, error.absolute_path))}: {error.message}"
        for error in validator(kind).iter_errors(as_json(record))
    ]


def indicator(text: str) -> list[str]:
    return complaints(Kind.INDICATOR, parse(f"id: waste\ntitle: Waste\nunit: tonnes\nbetter: lower\n{text}"))


def plan(aim: str) -> list[str]:
    return complaints(Kind.PLAN, parse(f"id: p\ntitle: P\naims: [{{id: a, title: A, {aim}}}]\n"))


@every_kind
def test_a_schema_is_one_of_its_draft_has_a_version_and_refers_to_nothing_outside(kind: Kind) -> None:
    schema = schema_of(kind)
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"] == f"urn:hsp-cli:{__version__}:{kind.value}"
    assert all(reference.startswith("#/$defs/") for reference in references(schema))


def references(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        if "$ref" in schema:
            yield schema["$ref"]
        schema = list(schema.values())
    for inner in schema if isinstance(schema, list) else ():
        yield from references(inner)


@every_kind
def test_every_key_is_explained_by_a_sentence(kind: Kind) -> None:
    schema = schema_of(kind)
    assert all("title" not in model for model in schema.get("$defs", {}).values())
    for model in (schema, *schema.get("$defs", {}).values()):
        for key, inside in model.get("properties", {}).items():
            words = inside["description"]
            assert words.endswith("."), key
            assert not words[0].islower(), key
            assert "title" not in inside, key
            assert "default" not in inside, key


def test_a_schema_says_what_a_key_may_hold() -> None:
    schema = schema_of(Kind.INDICATOR)
    assert (schema["title"], schema["required"]) == ("Indicator", ["id", "title", "unit", "better"])
    words = "Which way is good; `neutral` indicators give context and are never rated."
    assert schema["properties"]["better"] == {
        "description": words,
        "markdownDescription": words,
        "type": "string",
        "enum": ["higher", "lower", "within", "neutral"],
    }
    target = schema["$defs"]["Figure"]["properties"]["target"]
    assert target["description"] == "The target."
    assert [way["type"] for way in target["anyOf"]] == ["number", "string", "null"]
    assert schema_of(Kind.REGISTER)["title"] == "Risk register"


def shipped() -> Iterator[tuple[str, Kind, Any]]:
    """Every record of this repository and of its example."""
    for root in (REPOSITORY, CALDERWICK.root):
        for path in sorted((root / "data").rglob("*.yaml")):
            kind = claimed_by(path.relative_to(root).as_posix())
            assert kind is not None
            yield str(path), kind, parse(path.read_text("utf-8"))


def test_every_shipped_record_is_as_its_schema_says() -> None:
    for name, kind, record in shipped():
        assert complaints(kind, record) == [], name


def records_of_the_cases() -> Iterator[tuple[str, Kind, Any]]:
    """Every file of the cases of the rules that is YAML and a kind of record."""
    for case in CASES:
        for path, text in files_of_case(case).items():
            kind = claimed_by(path.removeprefix("before "))
            try:
                record = parse(text)
            except Exception:  # such a case is about YAML that nobody can read
                continue
            if kind and isinstance(record, dict):
                yield f"{case.stem}: {path}", kind, record


def is_read(kind: Kind, record: Any) -> bool:
    try:
        FILE_MODELS[kind].model_validate(record, context={"calendar": COUNCIL_CALENDAR})
    except ValidationError:
        return False
    return True


def test_what_hsp_reads_in_the_cases_of_its_rules_the_schemas_take() -> None:
    read = [(name, complaints(kind, record)) for name, kind, record in records_of_the_cases() if is_read(kind, record)]
    assert len(read) > 300
    assert [(name, found) for name, found in read if found] == []


def places_in(value: Any, keys: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The keys of every place inside a record."""
    if keys:
        yield keys
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield from places_in(inner, (*keys, key))


def damaged(record: Any, random: Random) -> Any:
    """A copy with one key misspelt or gone, or one value in place of another."""
    copy = deepcopy(record)
    *above, last = random.choice(list(places_in(copy)))
    holder = reduce(lambda value, key: value[key], above, copy)
    way = random.randrange(4)
    if way == 0 and isinstance(holder, dict):
        holder[f"{last}s"] = holder.pop(last)
    elif way == 1:
        del holder[last]
    else:
        holder[last] = random.choice(["", "TBC", 7, -2.5, True, [], ["x"], {}, {"x": 1}, "2010-06", "Q7-2010"])
    return copy


def test_damaged_records_are_refused_by_the_schemas_where_hsp_refuses_them() -> None:
    random = Random(11)
    records = [one for one in shipped() if len(str(one[2])) < 4000 and "observations" not in one[2]]
    refused = missed = 0
    for _ in range(1500):
        name, kind, record = random.choice(records)
        record = damaged(record, random)
        found = complaints(kind, record)
        if is_read(kind, record):
            assert found == [], (name, record)
        else:
            refused += bool(found)
            missed += not found
    assert refused > 600
    assert missed <= refused / 50


@pytest.mark.parametrize(
    "text",
    [
        "figures: {Q1-2010: {actual: 71, target: '6.80'}, 2010-05: {actual: -0.5}, 2010: {text: lower}}",
        "leads: [Riverton Council, {who: Ann Example, role: Waste manager, lead: true}]",
        "release: 6 weeks\nbreaks: [{since: 2010/11, reason: New scales.}]",
        "note:\ndecimals: 2\nobservations: waste.csv",
    ],
)
def test_shorthands_and_spellings_are_taken(text: str) -> None:
    assert indicator(text) == []


@pytest.mark.parametrize(
    "aim",
    [
        "actions: [{id: x, text: X, due: 2017-12}]",
        "actions: [{id: x, text: X, due: 2017}]",
        "actions: [{id: x, text: X, due: at the next meeting}]",
        "actions: [{id: x, text: X, due: {period: 2010-06-11, as_written: by 11 June}}]",
        "indicators: [waste, {indicator: glass, as_written: Glass}]",
    ],
)
def test_deadlines_and_indicators_have_their_short_forms(aim: str) -> None:
    assert plan(aim) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("owner: Ann Example", "'owner' was unexpected"),
        ("figures: {Q1-2010: {actual: 1,204}}", "'204' was unexpected"),
        ("figures: {q1-2010: {actual: 1}}", "'q1-2010' does not match"),
        ("figures: {Q1-2010: {actual: 12%}}", "is not valid under any of the given schemas"),
        ("figures: {Q1-2010: {status: TBC}}", "'TBC' is not one of ['final', 'provisional', 'awaited']"),
        ("seasonal: 'true'", "'true' is not of type 'boolean'"),
        ("schemes: laa", "'laa' is not of type 'array'"),
        ("decimals: 11", "11 is not valid under any of the given schemas"),
        ("release: soon", "is not valid under any of the given schemas"),
        ("observations: ../waste.csv", "is not valid under any of the given schemas"),
        ("priority: Safer streets", "is not valid under any of the given schemas"),
    ],
)
def test_a_wrong_key_or_value_is_refused(text: str, said: str) -> None:
    (complaint,) = indicator(text)
    assert said in complaint


@pytest.mark.parametrize("due", ["31/12/2017", "2017-13-01-01", "''", "[2017-12]", "{on: 2017-12}"])
def test_a_deadline_that_is_neither_words_nor_a_period_is_refused(due: str) -> None:
    assert len(plan(f"actions: [{{id: x, text: X, due: {due}}}]")) == 1


@every_kind
def test_a_record_without_its_keys_is_refused(kind: Kind) -> None:
    assert any("is a required property" in complaint for complaint in complaints(kind, {}))


def test_the_files_of_a_kind_are_those_that_hsp_reads_as_it() -> None:
    assert files_of(Kind.PARTNERSHIP) == "data/partnership.yaml"
    assert files_of(Kind.REGISTER) == "data/risks/**/*.yaml"
    for kind in FILE_MODELS:
        assert claimed_by(files_of(kind).replace("**/*", "a/b")) is kind
        assert file_name(kind) == f"{kind.value}.schema.json"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("indicator", Kind.INDICATOR),
        ("Indicators", Kind.INDICATOR),
        ("risks", Kind.REGISTER),
        ("register", Kind.REGISTER),
        ("risk register", Kind.REGISTER),
        ("areas", Kind.AREA_SET),
        ("area-set", Kind.AREA_SET),
        ("partnership", Kind.PARTNERSHIP),
    ],
)
def test_a_kind_is_called_by_its_noun_its_plural_or_its_folder(name: str, kind: Kind) -> None:
    assert kind_called(name) is kind


@pytest.mark.parametrize("name", ["action", "", "indicato", "data"])
def test_another_word_is_refused_with_the_kinds_that_have_files(name: str) -> None:
    with pytest.raises(RequestRefused) as refused:
        kind_called(name)
    assert refused.value.message == f"no file holds {name!r}"
    assert refused.value.hint == f"choose from: {', '.join(FILE_MODELS)}"


def test_a_schema_is_the_same_each_time() -> None:
    assert json.dumps(schema_of(Kind.PLAN)) == json.dumps(schema_of(Kind.PLAN))
