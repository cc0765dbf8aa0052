import pytest

from hsp_cli.domain.action import Action
from hsp_cli.domain.deadline_history import is_kept, lost_revisions, new_revisions
from hsp_cli.domain.kinds import FILE_MODELS

assert FILE_MODELS  # builds the models


def action(*revisions: dict[str, str], due: str = "2010-06") -> Action:
    return Action.model_validate({"id": "a", "text": "A", "due": due, "revisions": list(revisions)})


@pytest.mark.parametrize(
    ("before", "now", "kept"),
    [
        ("2010-06", "2010-06-30", True),
        ("2010-06", "2010-07", False),
        ("soon", "2010-07", True),
        ("soon", "later", False),
    ],
)
def test_a_deadline_is_kept_if_it_falls_on_the_same_day_or_a_date_is_agreed(before: str, now: str, kept: bool) -> None:
    first, second = action(due=before).due, action(due=now).due
    assert first is not None
    assert is_kept(first, second) is kept
    assert not is_kept(first, None)


def test_a_revision_that_was_completed_is_neither_new_nor_lost() -> None:
    before, now = action({"due": "2010-06"}), action({"due": "2010-06", "reason": "Snow", "on": "2010-03"})
    assert (new_revisions(before, now), list(lost_revisions(before, now))) == ((), [])
    assert list(lost_revisions(now, before)) == list(now.revisions)


def test_a_revision_at_the_end_is_new() -> None:
    before, now = action({"due": "2010-06"}), action({"due": "2010-06"}, {"due": "2010-09"})
    assert new_revisions(before, now) == now.revisions[1:]
