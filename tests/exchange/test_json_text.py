import json
import re
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, strategies as st

from hsp_cli.exchange.json_text import json_text


@given(
    st.recursive(
        st.text() | st.none() | st.integers(), lambda below: st.lists(below) | st.dictionaries(st.text(), below)
    )
)
def test_whatever_is_written_as_json_is_read_back_and_nothing_in_it_steers_a_terminal(value: Any) -> None:
    text = json_text(value)
    assert json.loads(text.encode("utf-8")) == value
    assert re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]", text) is None


def test_letters_of_every_script_stay_letters() -> None:
    assert json_text("£ – ★ 世界") == '"£ – ★ 世界"\n'


@given(st.lists(st.decimals(allow_nan=False, allow_infinity=False) | st.text(alphabet='number-"\\', max_size=12)))
def test_decimals_are_written_with_their_own_digits_whatever_texts_are_beside_them(values: list[Any]) -> None:
    read = json.loads(json_text({"values": values}), parse_float=Decimal, parse_int=Decimal)
    assert read == {"values": values}


def test_a_decimal_keeps_its_last_zero_and_has_no_exponent() -> None:
    assert json_text([Decimal("6.80"), Decimal("1E+3"), "number"]) == '[\n  6.80,\n  1000,\n  "number"\n]\n'


def test_a_value_that_json_does_not_know_is_refused() -> None:
    with pytest.raises(TypeError, match="set cannot be written as JSON"):
        json_text({1})
