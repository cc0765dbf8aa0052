"""Which values of a record are inferred, and which paths lead to a value."""

import pytest

from hsp_cli.domain.action import Action
from hsp_cli.domain.inference import has_value, inferred_at

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


YEAR = "The year is that of the meeting."


def test_a_reason_holds_for_the_value_and_for_its_parts() -> None:
    assert inferred_at(ACTION, "due") == {"due": YEAR}
    assert inferred_at(ACTION, "due", "period") == {"due": YEAR}


def test_a_value_is_inferred_in_part_if_one_of_its_parts_is() -> None:
    assert inferred_at(ACTION, "owners") == {"owners.role": "From another document."}
    assert inferred_at(ACTION, "owners", "who") == {}
    assert inferred_at(ACTION, "status") == {}


def test_without_keys_every_inferred_value_of_the_record_counts() -> None:
    assert inferred_at(ACTION) == {"due": YEAR, "owners.role": "From another document."}


@pytest.mark.parametrize("path", ["due", "due.period", "owners.who", "owners.role", "status", "owners.lead"])
def test_a_path_leads_to_a_value_through_lists(path: str) -> None:
    assert has_value(ACTION, path)


@pytest.mark.parametrize("path", ["state", "completed", "due.year", "owners.0", "revisions.reason", "text.words", ""])
def test_a_path_without_a_value_leads_nowhere(path: str) -> None:
    assert not has_value(ACTION, path)
