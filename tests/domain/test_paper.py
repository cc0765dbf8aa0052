from typing import Any

import pytest
from pydantic import ValidationError

from hsp_cli.domain.paper import Block, Paper, Part, Section

ACTION = {"id": "a", "text": "Do it"}
SERIES = {"indicators": ["ni-1"], "periods": ["Q4-2009", "Q1-2010"]}


@pytest.mark.parametrize(
    "piece",
    [{"text": "Words"}, {"action": ACTION}, {"series": SERIES}, {"indicators": ["ni-1"]}, {"project": "reablement"}],
)
def test_a_piece_of_content_holds_one_thing(piece: dict[str, Any]) -> None:
    assert Block.model_validate(piece).model_fields_set == set(piece)


@pytest.mark.parametrize(
    "piece",
    [
        {},
        {"text": "Words", "action": ACTION},
        {"text": "Words", "series": SERIES},
        {"action": ACTION, "series": SERIES, "text": "Words"},
        {"indicators": ["ni-1"], "text": "Words"},
        {"indicators": []},
        {"project": "reablement", "text": "Words"},
        {"project": "reablement", "action": ACTION},
        {"text": ""},
    ],
)
def test_a_piece_of_content_holds_neither_nothing_nor_two_things(piece: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Block.model_validate(piece)


def test_a_table_keeps_the_order_it_was_given() -> None:
    block = Block.model_validate({"series": SERIES})
    assert block.series is not None
    assert [str(period) for period in block.series.periods] == ["Q4-2009", "Q1-2010"]


def test_sections_hold_sections_and_know_their_part() -> None:
    inner = {"id": "inner", "title": "Inner", "part": "risks"}
    section = Section.model_validate({"id": "outer", "title": "Outer", "sections": [inner]})
    assert section.sections[0].part is Part.RISKS


def test_a_paper_is_about_a_quarter_a_plan_or_both() -> None:
    keys = {"id": "p", "title": "P", "report": "morning-report"}
    assert str(Paper.model_validate({**keys, "body": "hce", "quarter": "Q1-2010"}).quarter) == "Q1-2010"
    about = Paper.model_validate({**keys, "about": "cohesion", "appendices": ["health", "cohesion"]})
    assert (about.about, about.quarter, about.body) == ("cohesion", None, None)
    assert about.appendices == ("health", "cohesion")


@pytest.mark.parametrize("missing", ["id", "title", "report"])
def test_a_paper_says_what_it_is_called_and_how_it_is_laid_out(missing: str) -> None:
    keys = {"id": "p", "title": "P", "report": "morning-report"}
    with pytest.raises(ValidationError, match=missing):
        Paper.model_validate({key: value for key, value in keys.items() if key != missing})


def test_wrong_content_gets_a_message_with_the_possible_content() -> None:
    with pytest.raises(ValidationError) as refused:
        Block.model_validate({})
    assert [(error["type"], error["msg"]) for error in refused.value.errors()] == [
        ("wrong_type", "a piece of content holds exactly one of text, action, series, indicators, project")
    ]


@pytest.mark.parametrize("key", ["exempt", "marking"])
@pytest.mark.parametrize("value", [None, True, ""])
def test_what_protects_a_paper_is_not_left_empty(key: str, value: object) -> None:
    with pytest.raises(ValidationError):
        Paper.model_validate({"id": "p", "title": "P", "report": "morning-report", key: value})
