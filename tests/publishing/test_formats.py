from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

import pytest

from hsp_cli.checking.loader import Loaded
from hsp_cli.domain.partnership import PaperFormat
from hsp_cli.domain.period import Period
from hsp_cli.domain.plan import Column
from hsp_cli.domain.request import RequestRefused
from hsp_cli.formats.document import Document, Heading, Paragraph, Strong, Text
from hsp_cli.papers.kinds import context_of, kinds
from hsp_cli.papers.selection import requested
from hsp_cli.publishing.formats import FORMATS, MARKDOWN, Format, format_by_ending
from hsp_cli.publishing.paper import finished, make
from hsp_cli.wording.marked import Marked
from tests.sample_workspace import FILES
from tests.workspaces import ReadFiles


@pytest.mark.parametrize("format", FORMATS, ids=lambda format: format.name)
def test_every_format_is_found_by_its_ending(format: Format) -> None:
    assert format.ending == f".{format.name}"
    assert format_by_ending()[format.ending] is format


@pytest.mark.parametrize("format", [one for one in FORMATS if one is not MARKDOWN], ids=lambda format: format.name)
def test_every_format_but_markdown_makes_its_file_from_a_document(format: Format) -> None:
    document = Document("A", (Heading(1, (Text("A"),), "a"),), date(2024, 4, 15))
    assert isinstance(format.writer.finish(document), bytes)


def test_a_paper_is_laid_out_once_for_all_formats(workspace: ReadFiles) -> None:
    reading = workspace({**FILES, "templates/morning-report.md.j2": "# {{ title }}\n\n{{ provenance }}\n"})
    assert reading.workspace is not None
    request = requested(reading.workspace, "report-2024-q1", None, date(2024, 4, 15))
    paper = finished(reading, request, [])
    assert paper.made().page == f"# Quarterly Report\n\n{paper.provenance}\n".encode()
    document = paper.document()
    assert document.title == "Quarterly Report"
    assert document.day == date(2024, 4, 15)
    assert document.ends_with_provenance
    assert make(reading, request, [], format=format_by_ending()[".txt"]).page.startswith(b"Quarterly Report\n====")


# --- What a paper hands to a format


def plain_values(value: Any) -> Iterator[type]:
    """The types of all values inside a context."""
    if is_dataclass(value):
        for field in fields(value):
            yield from plain_values(getattr(value, field.name))
    elif isinstance(value, tuple):
        for one in value:
            yield from plain_values(one)
    else:
        yield type(value)


@pytest.mark.parametrize("kind", kinds())
def test_a_paper_hands_over_plain_texts_and_numbers_and_no_signs_of_a_format(kind: str, harrow: Loaded) -> None:
    assert harrow.workspace is not None
    papers = (name for name, placed in harrow.workspace.papers.items() if placed.record.report == kind)
    request = requested(harrow.workspace, next(papers, kind), Period.parse("Q1-2010"), date(2010, 9, 27))
    context = context_of(kind)(request)
    assert "contents" not in context
    for value in context.values():
        assert set(plain_values(value)) <= {str, Marked, Column, int, bool, type(None)}


# --- A reference document of the workspace

OWN = "templates/reference.docx"


def test_a_word_document_takes_the_styles_of_the_workspaces_own_document(workspace: ReadFiles) -> None:
    reading = workspace({**FILES, OWN: "no document"})
    assert reading.workspace is not None
    paper = finished(reading, requested(reading.workspace, "report-2024-q1", None, date(2024, 4, 15)), [])
    assert paper.made().page.startswith(b"# ")
    with pytest.raises(RequestRefused, match="the reference document is no Word document"):
        paper.made(format_by_ending()[".docx"])


def test_a_reference_document_that_cannot_be_read_is_refused(
    workspace: ReadFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HSP_MAX_FILE_BYTES", "40000")
    reading = workspace({**FILES, OWN: "x" * 40_001})
    assert reading.workspace is not None
    paper = finished(reading, requested(reading.workspace, "report-2024-q1", None, date(2024, 4, 15)), [])
    with pytest.raises(RequestRefused, match=r"templates/reference\.docx: the file has 40,001 bytes; at most 40,000"):
        paper.made(format_by_ending()[".docx"])


# --- The protective marking

MARKED = {**FILES, "data/partnership.yaml": FILES["data/partnership.yaml"] + "marking: OFFICIAL *draft*\n"}


@pytest.mark.parametrize("name", ["report-2024-q1", "risk-register"])
def test_the_marking_is_below_the_title_in_every_format(name: str, workspace: ReadFiles) -> None:
    reading = workspace(MARKED)
    assert reading.workspace is not None
    quarter = Period.parse("Q1-2024", reading.workspace.partnership.calendar)
    paper = finished(reading, requested(reading.workspace, name, quarter, date(2024, 4, 15)), [])
    assert paper.document().marking == "OFFICIAL *draft*"
    assert paper.document().blocks[1] == Paragraph((Strong((Text("OFFICIAL *draft*"),)),))


def test_a_template_that_does_not_print_the_marking_is_refused(workspace: ReadFiles) -> None:
    reading = workspace({**MARKED, "templates/morning-report.md.j2": "# {{ title }}\n"})
    assert reading.workspace is not None
    with pytest.raises(RequestRefused) as told:
        finished(reading, requested(reading.workspace, "report-2024-q1", None, date(2024, 4, 15)), [])
    assert told.value.message == "the template morning-report.md.j2 does not print the marking OFFICIAL *draft*"
    assert told.value.hint == "add {{ marking }} below its title"


def test_the_settings_know_every_format() -> None:
    assert [one.value for one in PaperFormat] == [one.name for one in FORMATS]
