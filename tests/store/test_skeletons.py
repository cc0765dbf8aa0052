from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from hsp_cli.domain.edit import as_read
from hsp_cli.domain.request import RequestRefused
from hsp_cli.store.parsing import parse
from hsp_cli.store.skeletons import CommentedKey, record_text

KEYS = st.sampled_from(["id", "title", "note", "on", "no", "sections", "Q1-2010", "2010"])
TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")) | st.sampled_from("\n: #-'\"{}[],&*!|>%@`")
)
VALUES = st.recursive(
    TEXTS | st.integers(-(10**9), 10**9) | st.booleans() | st.decimals(allow_nan=False, allow_infinity=False, places=2),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=60)
@given(st.dictionaries(KEYS, VALUES, min_size=1, max_size=4), TEXTS)
def test_a_new_record_reads_back_as_it_was_given_or_is_refused(data: dict[str, Any], meaning: str) -> None:
    try:
        text = record_text(data, [CommentedKey("note", "…", " ".join(meaning.split()))], "Further keys.")
    except RequestRefused:
        assert any(not sign.isprintable() or sign in "\u2028\u2029\x85\ufeff" for sign in str(data))
        return
    assert parse(text) == as_read(data)


def test_values_cannot_become_keys_or_comments() -> None:
    text = record_text({"id": "a", "title": "x\nevil: true # no", "note": "2010", "share": Decimal("6.80")})
    assert parse(text) == {"id": "a", "title": "x\nevil: true # no", "note": "2010", "share": "6.80"}


def test_a_value_that_cannot_be_written_exactly_is_refused() -> None:
    with pytest.raises(RequestRefused, match="a value has signs that cannot be written exactly"):
        record_text({"id": "a", "title": "bell \x07"})


def test_a_meaning_loses_its_last_clauses_if_the_line_would_be_too_long() -> None:
    long = f"the first clause; {'more ' * 30}"
    assert record_text({"id": "a"}, [CommentedKey("note", "x", long)]) == "id: a\n\n# note: x  # the first clause\n"
