from decimal import Decimal
from typing import Any

import pytest

from hsp_cli.domain.action import Action
from hsp_cli.domain.indicator import Indicator
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.paper import Paper
from hsp_cli.domain.partnership import Body, Seat
from hsp_cli.domain.period import COUNCIL_CALENDAR
from hsp_cli.domain.plan import Measure
from hsp_cli.domain.request import RequestRefused
from hsp_cli.domain.risk import Risk
from hsp_cli.editing.given_values import given_words, key_called, missing_keys, missing_text, takes_text, values_of


def test_words_are_an_id_then_values_for_keys() -> None:
    words = ["missed-bins", "--unit", "bins", "--better=lower", "--schemes", "a", "--schemes=b", "--seasonal"]
    assert given_words(words) == (
        "missed-bins",
        {"unit": ["bins"], "better": ["lower"], "schemes": ["a", "b"], "seasonal": []},
    )
    assert given_words(["--title", "A title"]) == (None, {"title": ["A title"]})
    assert given_words(["--x", "1"]) == (None, {"x": ["1"]})
    assert given_words(["--target", "-3", "--note=--"]) == (None, {"target": ["-3"], "note": ["--"]})


@pytest.mark.parametrize("words", [["a", "b"], ["--title", "Missed", "bins"], ["--title=x", "y"]])
def test_a_word_that_belongs_to_no_key_is_refused(words: list[str]) -> None:
    with pytest.raises(RequestRefused, match=f"'{words[-1]}' belongs to no key"):
        given_words(words)


@pytest.mark.parametrize(
    ("model", "name", "words", "value"),
    [
        (Indicator, "title", ["2010"], "2010"),
        (Indicator, "schemes", ["laa", "core"], ["laa", "core"]),
        (Indicator, "schemes", ["[laa, core]"], ["laa", "core"]),
        (Indicator, "decimals", ["1"], 1),
        (Indicator, "seasonal", [], True),
        (Indicator, "seasonal", ["no"], False),
        (Indicator, "better", ["lower"], "lower"),
        (Indicator, "figures", ["{Q1-2010: {actual: 69}}"], {"Q1-2010": {"actual": 69}}),
        (Action, "owners", ["Ann Reed", "{who: Bo, lead: true}"], ["Ann Reed", {"who": "Bo", "lead": True}]),
        (Action, "due", ["at the next meeting"], "at the next meeting"),
        (Measure, "target", ["6.80"], Decimal("6.80")),
        (Measure, "target", ["-3"], -3),
        (Body, "as_of", ["2026-06"], "2026-06"),
        (Body, "as_of", ["2026"], 2026),
        (Action, "due", ["2026"], 2026),
        (Risk, "closed", ["{on: 2010-06, reason: Over.}"], {"on": "2010-06", "reason": "Over."}),
    ],
)  # fmt: skip
def test_the_words_for_a_key_become_data_of_its_type(model: type, name: str, words: list[str], value: Any) -> None:
    found = values_of(model, {name.replace("_", "-"): words}, COUNCIL_CALENDAR)
    assert found == {name: value}
    assert type(found[name]) is type(value)


@pytest.mark.parametrize(
    ("model", "name", "words", "message", "hint"),
    [
        (Indicator, "titel", ["x"], "a record of the kind indicator has no key 'titel'", "did you mean --title?"),
        (
            Indicator,
            "colour",
            ["x"],
            "a record of the kind indicator has no key 'colour'",
            "its keys are id, title, code",
        ),
        (Indicator, "id", ["x"], "the id is not an option", "give it after the kind"),
        (Indicator, "unit", [], "--unit has no value", "it takes text"),
        (Indicator, "unit", [" "], "unit is empty", "it takes text"),
        (Indicator, "unit", ["a", "b"], "unit takes one value, and 2 were given", ""),
        (Indicator, "better", ["up"], "'up' is not a value of better", "choose from higher, lower, within, neutral"),
        (Indicator, "decimals", ["few"], "decimals is a number, not 'few'", "write it without commas, units or £"),
        (Measure, "target", ["1,204"], "target is a number, not '1,204'", "write it without commas"),
        (Measure, "target", ["NaN"], "target is a number, not 'NaN'", "write it"),
        (Indicator, "seasonal", ["maybe"], "seasonal is true or false, not 'maybe'", ""),
        (Action, "start", ["30/06/2010"], "start: ", "it takes a period, such as"),
        (Indicator, "figures", ["{Q1-2010"], "figures cannot be read: {Q1-2010", "it takes YAML, with periods as keys"),
    ],
)
def test_words_that_a_key_cannot_take_are_refused_with_what_it_takes(
    model: type, name: str, words: list[str], message: str, hint: str
) -> None:
    with pytest.raises(RequestRefused) as refused:
        values_of(model, {name: words}, COUNCIL_CALENDAR)
    assert refused.value.message.startswith(message)
    assert refused.value.hint.startswith(hint)


@pytest.mark.parametrize(
    ("model", "name", "words"),
    [
        (Indicator, "better", "higher, lower, within or neutral"),
        (Indicator, "schemes", "the id of a scheme; may be repeated"),
        (Action, "owners", "the name of a body, organisation, role or person; may be repeated"),
        (Risk, "closed", "YAML, such as {on: …, reason: …}"),
        (Risk, "ratings", "YAML, with periods as keys"),
        (Indicator, "release", "a time, such as 6 weeks or 3 months"),
        (Seat, "count", "a whole number"),
        (Measure, "target", "a number"),
        (Paper, "report", "lower-case letters, digits and hyphens"),
        (Action, "start", "a period, such as 2026-06-30, 2026-06, Q1-2026 or 2026/27"),
        (Seat, "vacant", "true or false"),
        (Action, "due", "a date or period, such as 2026-06-30 or 2026-06, or words"),
    ],
)
def test_what_a_key_takes_is_said_in_words(model: type, name: str, words: str) -> None:
    assert takes_text(key_called(model, name)) == words


def test_what_a_new_record_still_needs_is_said_in_one_line() -> None:
    assert missing_text(Kind.INDICATOR, missing_keys(Indicator, {"title"})) == (
        "a new indicator needs --unit and --better (higher, lower, within or neutral)"
    )
    assert missing_keys(Action, {"text", "due"}) == ()
