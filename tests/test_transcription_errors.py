"""No error of a source is corrected in silence: each row of docs/transcription-errors.md points at what it says."""

import re
from dataclasses import replace

import pytest

from hsp_cli.checking.loader import Loaded
from hsp_cli.domain.record import Source
from tests.pointers import Pointer, Records, Row, rows
from tests.test_checklist import CHECKLIST

DAMAGES = [row for row in rows("transcription-errors.md") if row.pointers]
DOCUMENTS = {
    "Performance Morning Report Q1 2010/11 of the Harrow Chief Executives": range(1, 32),
    "Cohesion Scrutiny Challenge Session Action Plan": range(32, 37),
    "Harrow corporate equality objectives": range(37, 47),
    "Community Cohesion Management Group Delivery Plan": range(47, 51),
    "Draft Harrow Community Strategy, chapter 2": range(51, 53),
}
NOTES = re.compile(r"(?:^|\.)(?:source\.)?note$|(?:^|\.)open_questions$|(?:^|\.)inferred\.|^about$")

every_damage = pytest.mark.parametrize("row", DAMAGES, ids=lambda row: f"damage {row.number}")


@pytest.fixture(scope="module")
def records(harrow: Loaded) -> Records:
    assert harrow.diagnostics == ()
    assert harrow.workspace is not None
    return Records(harrow.workspace)


def words_of(row: Row) -> str:
    """How the row says that the document's own words are kept."""
    return row.cells[3]


def test_every_transcription_error_has_exactly_one_row_under_its_document() -> None:
    assert [row.number for row in DAMAGES] == list(range(1, 53))
    found: dict[str, list[int]] = {}
    for row in DAMAGES:
        found.setdefault(row.heading, []).append(row.number)
    assert found == {document: list(numbers) for document, numbers in DOCUMENTS.items()}


@every_damage
def test_every_place_of_a_transcription_error_has_the_value_of_the_row(row: Row, records: Records) -> None:
    assert [lacking for place in row.pointers for lacking in records.lacks(place)] == []


@every_damage
def test_a_transcription_error_says_how_the_words_of_the_document_are_recorded(row: Row) -> None:
    keys = [place.keys for place in row.pointers]
    quoted = any(key.endswith("source.verbatim") for key in keys)
    assert words_of(row) in ("verbatim", "printed", "described")
    assert quoted == (words_of(row) == "verbatim")
    assert any(NOTES.search(key) for key in keys), "no note, no question and no inference says what was done"


def test_only_these_transcription_errors_have_no_words_to_quote() -> None:
    """A row that is joined, a head that is left out, a document that is another's: each has a note in place of them."""
    without = {kind: [row.number for row in DAMAGES if words_of(row) == kind] for kind in ("printed", "described")}
    assert without == {"printed": [16, 29, 35, 44, 50], "described": [17, 21, 22, 33, 36, 38, 52]}


@every_damage
def test_what_is_corrected_says_in_which_line_and_how_it_was_read(row: Row, records: Records) -> None:
    for place in row.pointers:
        if place.keys.endswith("source.verbatim"):
            source, _ = records.follow(_up(place))
            assert isinstance(source, Source)
            assert source.line is not None, place
            assert source.note or _entry_note(records, place), f"{place}: no note on the reading"


@every_damage
def test_the_records_of_a_transcription_error_come_from_its_document(row: Row, records: Records) -> None:
    documents = {
        source.document
        for place in row.pointers
        if ".source." in f".{place.keys}"
        for source in [records.follow(_up(place))[0]]
    }
    begin = row.heading.partition(" Q1 2010/11")[0]
    assert not documents or any(begin in document for document in documents)


def test_the_documents_of_the_transcription_errors_are_those_of_the_records(records: Records) -> None:
    plans = {placed.record.source.document for placed in records.workspace.plans.values() if placed.record.source}
    assert plans == {
        "Harrow Chief Executives, Performance Morning Report Q1 2010/11",
        *list(DOCUMENTS)[1:],
    }


def test_points_and_transcription_errors_refer_to_all_kinds_of_files() -> None:
    folders = {place.path.split("/")[1] for row in (*CHECKLIST, *DAMAGES) for place in row.pointers}
    of_kinds = {"consultations", "grants", "indicators", "meetings", "papers", "plans", "projects", "risks"}
    assert folders == {"partnership.yaml", *of_kinds}


def _up(place: Pointer) -> Pointer:
    """The source that a place in it belongs to."""
    return replace(place, keys=place.keys.rpartition(".")[0])


def _entry_note(records: Records, place: Pointer) -> str | None:
    entry = _up(_up(place))
    record = records.follow(entry)[0] if entry.keys else records.by_path[place.path]
    return getattr(record, "note", None)
