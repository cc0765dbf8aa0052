"""What `hsp update` makes of progress."""

import pytest

from hsp_cli.domain.action import ActionStatus
from hsp_cli.domain.workspace import Workspace
from hsp_cli.editing.updates import Progress, updated
from tests.editing.wishes import TODAY, lines_of, refusal


def test_a_note_is_the_last_of_the_updates(known: Workspace) -> None:
    wished = updated(known, "van", Progress(60, "A third quote.", "Ann", "A"), TODAY)
    assert lines_of(wished) == [
        "-        progress: 40",
        "+        progress: 60",
        "+        rag: A",
        "+          - {on: 2024-04-10, text: A third quote., by: Ann}",
    ]
    assert wished.said == "homes/van: progress 60%, rating A, update of 2024-04-10"


def test_a_note_can_have_an_earlier_date(known: Workspace) -> None:
    assert lines_of(updated(known, "repairs", Progress(note="Half."), TODAY, on="2024-03")) == [
        "+      - {on: 2024-03, text: Half.}"
    ]


def test_the_reason_for_an_old_status_goes_with_it(known: Workspace) -> None:
    assert lines_of(updated(known, "tyres", Progress(status=ActionStatus.IN_PROGRESS), TODAY)) == [
        "-        status: on-hold",
        "-        reason: No stock.",
        "+        status: in-progress",
    ]


def test_what_is_opened_again_has_no_date_of_completion(known: Workspace) -> None:
    assert lines_of(updated(known, "old", Progress(status=ActionStatus.IN_PROGRESS), TODAY)) == [
        "-        status: complete",
        "-        completed: 2024-03",
        "+        status: in-progress",
    ]


def test_an_aim_can_be_complete(known: Workspace) -> None:
    wished = updated(known, "repairs", Progress(status=ActionStatus.COMPLETE), TODAY)
    assert [edit.keys[-1] for edit in wished.edits] == ["status"]
    assert wished.said == "homes/repairs: complete"


@pytest.mark.parametrize(
    ("name", "given", "message"),
    [
        ("van", Progress(), "nothing is given to record | add --progress, --note, --rag or --status"),
        ("van", Progress(101), "--progress 101 is not a percentage from 0 to 100"),
        ("van", Progress(rag="X"), "the scale has no rating X | choose from: G, A, R"),
        ("van", Progress(5, by="Ann"), "--by says who wrote a note | add --note TEXT"),
        ("van", Progress(5, reason="x"), "--reason is the reason for a status | add --status"),
        ("van", Progress(status=ActionStatus.ON_HOLD, reason=" "), "--reason is empty"),
        ("van", Progress(status=ActionStatus.ON_HOLD), "why is it on-hold? | add --reason TEXT"),
        (
            "van",
            Progress(status=ActionStatus.COMPLETE),
            "homes/van is an action, which is closed with its date | hsp close homes/van",
        ),
        (
            "half",
            Progress(status=ActionStatus.CANCELLED, reason="x"),
            "warmth/half is a milestone, which is closed with its date | hsp close warmth/half --cancelled",
        ),
        ("half", Progress(5), "warmth/half is a milestone, which has no progress or rating | use --note or --status"),
        ("van", Progress(note=" "), "--note is empty"),
        ("bins", Progress(5), "bins is an indicator | progress is that of an action, a milestone or an aim"),
    ],
)
def test_what_cannot_be_recorded_is_refused(known: Workspace, name: str, given: Progress, message: str) -> None:
    assert refusal(lambda: updated(known, name, given, TODAY)) == message


def test_a_date_without_a_note_is_refused(known: Workspace) -> None:
    assert refusal(lambda: updated(known, "van", Progress(5), TODAY, on="2024-03")) == (
        "--on is the date of a note | add --note TEXT"
    )
