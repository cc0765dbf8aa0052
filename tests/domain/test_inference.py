"""Which values of a record are inferred, and which paths lead to a value."""

import pytest

from hsp_cli.domain.action import Action
from hsp_cli.domain.inference import has_value, why_inferred

ACTION = Action.model_validate(
    {
        "id": "a1",
        "text": "Map the providers",
        "owners": [{"who": "Ann"}, {"who": "Bob", "role": "Librarian"}],
        "due": {"period": "2010-06", "as_written": "in June"},
        "inferred": {"due": "The year is\nthat of the meeting.", "owners.role": "From another document."},
    },
    context=None,
)


def test_a_reason_holds_for_the_parts_of_a_value_and_is_one_line() -> None:
    assert why_inferred(ACTION, "due") == "The year is that of the meeting."
    assert why_inferred(ACTION, "due", "period") == "The year is that of the meeting."


def test_a_reason_does_not_hold_for_the_value_that_contains_the_inferred_one() -> None:
    assert why_inferred(ACTION, "owners", "role") == "From another document."
    assert why_inferred(ACTION, "owners") is None
    assert why_inferred(ACTION, "status") is None


@pytest.mark.parametrize("path", ["due", "due.period", "owners.who", "owners.role", "status", "owners.lead"])
def test_a_path_leads_to_a_value_through_lists(path: str) -> None:
    assert has_value(ACTION, path)


@pytest.mark.parametrize("path", ["state", "completed", "due.year", "owners.0", "revisions.reason", "text.words", ""])
def test_a_path_without_a_value_leads_nowhere(path: str) -> None:
    assert not has_value(ACTION, path)
