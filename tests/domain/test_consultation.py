from typing import Any

import pytest
from pydantic import ValidationError

from hsp_cli.domain.consultation import Comment, Consultation


def comment(**answer: Any) -> Comment:
    return Comment.model_validate({"id": "c", "text": "More benches.", **({"answer": answer} if answer else {})})


CHANGE = {"record": "parks/seats", "text": "There are two."}


@pytest.mark.parametrize(
    ("answer", "is_decided", "lacks_change", "lacks_reason"),
    [
        ({}, False, False, False),
        ({"outcome": "open"}, False, False, False),
        ({"outcome": "accepted"}, True, True, False),
        ({"outcome": "accepted", "changes": [CHANGE]}, True, False, False),
        ({"outcome": "in-part"}, True, True, True),
        ({"outcome": "in-part", "changes": [CHANGE], "reason": "There is no room."}, True, False, False),
        ({"outcome": "declined"}, True, False, True),
        ({"outcome": "declined", "reason": "There is no room."}, True, False, False),
    ],
)
def test_an_answer_decides_and_needs_a_change_or_a_reason(
    answer: dict[str, Any], is_decided: bool, lacks_change: bool, lacks_reason: bool
) -> None:
    found = comment(**answer)
    assert (found.decided is not None, found.lacks_change, found.lacks_reason) == (
        is_decided,
        lacks_change,
        lacks_reason,
    )


def test_a_change_says_what_was_changed_and_where() -> None:
    for key in CHANGE:
        with pytest.raises(ValidationError):
            comment(outcome="accepted", changes=[{name: value for name, value in CHANGE.items() if name != key}])


def test_a_comment_has_no_key_for_a_person() -> None:
    with pytest.raises(ValidationError):
        Comment.model_validate({"id": "c", "text": "More benches.", "name": "Ann Reed"})


def test_only_a_title_is_needed() -> None:
    found = Consultation.model_validate({"id": "benches", "title": "More benches?", "closes": "in the spring"})
    assert (found.comments, found.opens, str(found.closes)) == ((), None, "in the spring")
