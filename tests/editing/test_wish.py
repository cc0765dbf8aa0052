"""What all changes to a record share."""

from hsp_cli.domain.action import Monitored, Scheduled
from hsp_cli.domain.kind import Kind
from hsp_cli.editing.wish import behind, kinds_of


def test_a_new_key_goes_behind_the_nearest_key_of_the_usual_order() -> None:
    assert behind("due") == (
        "first_due", "start", "category", "leads", "owners", "board", "priority", "description", "title", "text",
        "number", "id",
    )  # fmt: skip
    assert behind("updates")[:5] == ("outcome", "rag", "progress", "completed", "reason")
    assert behind("b", ("a", "b", "c")) == ("a",)


def test_kinds_follow_from_what_their_records_have() -> None:
    assert set(kinds_of(Scheduled)) == {Kind.ACTION, Kind.MILESTONE, Kind.DRAFT}
    assert set(kinds_of(Monitored)) == {Kind.ACTION, Kind.MILESTONE, Kind.DRAFT, Kind.AIM}
