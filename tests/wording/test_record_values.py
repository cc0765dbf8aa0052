from decimal import Decimal
from typing import Any

import pytest

from hsp_cli.domain.action import Action, ActionStatus
from hsp_cli.domain.indicator import Assessment
from hsp_cli.domain.kinds import FILE_MODELS
from hsp_cli.domain.owner import Owner
from hsp_cli.domain.period import Period
from hsp_cli.domain.rag import Band
from hsp_cli.domain.release import Lag
from hsp_cli.wording.record_values import has_other_numbers, key_text, plain_value, shortened, value_text

assert FILE_MODELS  # builds the models
JUNE = Period.month(2010, 6)
ACTION = Action.model_validate({"id": "a", "text": "Open  the van", "due": "2010-06"})


@pytest.mark.parametrize(
    ("value", "text", "plain"),
    [
        (True, "yes", True),
        (Decimal("1234.50"), "1,234.50", 1234.5),
        (Decimal(5), "5", 5),
        (JUNE, "June 2010", "2010-06"),
        (ACTION.due, "June 2010", {"period": "2010-06"}),
        (ACTION, "Open the van", {"id": "a", "text": "Open  the van", "due": {"period": "2010-06"}}),
        (ActionStatus.OPEN, "open", "open"),
        (Owner(who="council", lead=True), "council (lead)", {"who": "council", "lead": True}),
        (Band(low=Decimal(1), high=Decimal(2)), "1 to 2", {"low": 1, "high": 2}),
        (Assessment(rag="R", comment="Late."), "rag R; comment Late.", {"rag": "R", "comment": "Late."}),
        (Lag("6 weeks", days=42), "6 weeks", "6 weeks"),
        ({"rag": "R", "note": "N"}, "rag: R; note: N", {"rag": "R", "note": "N"}),
        (("a", "b"), "a; b", ["a", "b"]),
        (None, "None", None),
    ],
)
def test_a_value_is_text_for_people_and_data_for_scripts(value: Any, text: str, plain: Any) -> None:
    assert (value_text(value), plain_value(value)) == (text, plain)


def test_a_long_text_ends_after_a_word() -> None:
    assert shortened("x" * 200) == "x" * 200
    assert shortened(f"{'word ' * 60}") == f"{'word ' * 40}".rstrip() + "…"


def test_a_key_is_words() -> None:
    assert key_text("first_due") == "first due"


@pytest.mark.parametrize(
    ("before", "now", "other"),
    [("by 50%", "by 5%", True), ("by 50%", "at 50%", False), (None, "50", False), (("a 1",), ("a 2",), True)],
)
def test_numbers_in_texts_are_compared(before: Any, now: Any, other: bool) -> None:
    assert has_other_numbers(before, now) is other
