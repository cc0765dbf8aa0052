from typing import Any

import pytest

from hsp_cli.domain.consultation import Consultation, Draft
from hsp_cli.domain.plan import Milestone
from hsp_cli.wording.consultations import dates_text, step_status_text


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ({}, ""),
        ({"opens": "2010-06-01", "closes": "2010-07"}, "1 June 2010 to July 2010"),
        ({"opens": "2010-06-01"}, "opens 1 June 2010"),
        ({"closes": "in the spring"}, "closes “in the spring”"),
        ({"opens": "soon", "closes": "2010-07"}, "opens “soon”, closes July 2010"),
        ({"opens": {"period": "2010-10", "as_written": "in October"}}, "opens October 2010"),
    ],
)
def test_the_dates_are_a_span_or_each_by_itself(keys: dict[str, Any], words: str) -> None:
    assert dates_text(Consultation.model_validate({"id": "c", "title": "C", **keys})) == words


@pytest.mark.parametrize(
    ("keys", "due_status", "of_draft", "of_step"),
    [
        ({}, "undated", "Planned", "Without a deadline"),
        ({"due": "2010-06"}, "later", "Planned", "Not due yet"),
        ({"due": "2010-06"}, "overdue", "Not marked as published", "Overdue"),
        ({"due": "2010-06"}, "left_open", "Not marked as published", "Left open when the plan ended"),
        ({"status": "complete"}, "complete", "Published", "Complete"),
        ({"status": "complete", "completed": "2010-06"}, "complete", "Published, June 2010", "Complete, June 2010"),
        ({"status": "cancelled"}, "closed", "Cancelled", "Cancelled"),
    ],
)
def test_a_draft_is_planned_until_it_is_published(
    keys: dict[str, Any], due_status: str, of_draft: str, of_step: str
) -> None:
    found = {"id": "d", "text": "The draft", **keys}
    assert step_status_text(Draft.model_validate(found), due_status) == of_draft
    assert step_status_text(Milestone.model_validate(found), due_status) == of_step
