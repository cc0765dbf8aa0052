"""The marks at inferred values of a paper, and the reasons listed for them."""

import pytest

from hsp_cli.papers.notes import Notes, NoteView
from tests.workspaces import PARTNERSHIP, ReadRecords

MEETING = """
id: board
title: Board
body: hsp
on: 2010-05-24
actions:
  - {id: a1, text: Map, status: complete, inferred: {status: No status column.}}
  - {id: a2, text: Ask, status: complete, due: 2010-06, inferred: {status: No status column., due: The year is ours.}}
  - {id: a3, text: Tell, status: complete, inferred: {status: An officer said so.}}
"""
FILES = {
    "data/partnership.yaml": f"{PARTNERSHIP}bodies: [{{id: hsp, name: HSP}}]\n",
    "data/meetings/board.yaml": MEETING.removeprefix("\n"),
    "data/meetings/forum.yaml": MEETING.removeprefix("\n").replace("id: board", "id: forum"),
}


@pytest.fixture
def notes(records: ReadRecords) -> Notes:
    return Notes(records(FILES))


def test_values_with_one_reason_have_one_mark_and_the_list_names_their_records(notes: Notes) -> None:
    first, second, third = notes.workspace.meetings["board"].record.actions
    assert notes.mark("Complete", first, "status") == "Complete †1"
    assert notes.mark("Complete", third, "status") == "Complete †2"
    assert notes.mark("Complete", second, "status") == "Complete †1"
    assert notes.listed() == (
        NoteView("†1", "No status column.", "2 records in board"),
        NoteView("†2", "An officer said so.", "board/a3"),
    )


def test_a_value_that_the_document_states_has_no_mark(notes: Notes) -> None:
    first = notes.workspace.meetings["board"].record.actions[0]
    assert notes.mark("Map", first, "text") == "Map"
    assert notes.listed() == ()


def test_nothing_is_marked_where_nothing_is_printed(notes: Notes) -> None:
    first = notes.workspace.meetings["board"].record.actions[0]
    assert notes.mark("", first, "status") == ""
    assert notes.listed() == ()


def test_a_text_about_a_whole_record_carries_every_reason(notes: Notes) -> None:
    second = notes.workspace.meetings["board"].record.actions[1]
    assert notes.mark("Ask by June 2010: complete", second) == "Ask by June 2010: complete †1 †2"


def test_records_of_two_files_are_named_by_file(notes: Notes) -> None:
    for meeting in ("board", "forum"):
        notes.mark("Complete", notes.workspace.meetings[meeting].record.actions[0], "status")
    assert notes.listed()[0].records == "board/a1, forum/a1"
