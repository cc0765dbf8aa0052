import json
import re
from typing import Any

from hypothesis import given, strategies as st

from hsp_cli.cli.json_text import json_text


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
