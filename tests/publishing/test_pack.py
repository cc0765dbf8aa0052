"""The pack of a quarter: the page that lists it, and what it has in one PDF."""

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from hsp_cli.domain.period import Calendar, Period
from hsp_cli.domain.request import FormatRefused, RequestRefused
from hsp_cli.papers.request import PaperRequest
from hsp_cli.papers.selection import pack
from hsp_cli.publishing.formats import FORMATS, Format
from hsp_cli.publishing.pack import MadePaper, pack_files
from hsp_cli.publishing.paper import Finished, finished
from tests.formats.pdf_readings import Pdf
from tests.sample_workspace import FILES
from tests.workspaces import Files, read_workspace, write_files

DAY = date(2024, 4, 15)
QUARTER = Period.parse("Q1-2024", Calendar(year_starts=1))
MD, HTML, _, _, PDF = FORMATS
LOG = "id: log\ntitle: Log | <b>\nreport: action-log\nbody: homes-group\non: 2024-05-01\nmarking: SECRET\n"


def papers_of(root: Path, files: Files, *formats: Format, only: Sequence[str] = ()) -> list[tuple[MadePaper, Finished]]:
    """The papers of the pack in some formats; only those with these names, if there are any."""
    loaded = read_workspace(write_files(root, files))
    assert loaded.workspace is not None

    def made(request: PaperRequest) -> tuple[MadePaper, Finished]:
        paper = finished(loaded, request, [])
        return MadePaper(request, {format: paper.made(format) for format in formats}), paper

    wanted = pack(loaded.workspace, QUARTER, DAY)
    return [made(one) for one in wanted if one.name in only or not only]


def words_of(page: bytes) -> str:
    return " ".join(re.sub("<[^>]+>", " ", page.decode().partition("<main")[2]).split())


def test_the_page_lists_every_paper_by_meeting_with_its_files_and_their_sizes(sample: Path) -> None:
    papers = papers_of(sample, {"data/papers/log.yaml": LOG}, MD, HTML)
    page = pack_files(papers)["index.html"]
    links = re.findall(r'<a href="([^"#]+)">([^<]+)</a>', page.decode())
    assert [target for target, _ in links] == [
        f"{one.request.name}{ending}" for one, _ in papers for ending in (".md", ".html")
    ]
    assert all(re.fullmatch(r"(Markdown|Web page), \d+\N{NO-BREAK SPACE}(kB|bytes)", words) for _, words in links)
    headings = re.findall(r"<h2[^>]*>([^<]+)</h2>", page.decode())
    assert headings == [
        "All meetings",
        "Rushmere Board, 15 April 2024",
        "Homes Group, 1 May 2024",
        "Homes Group",
        "Papers without a recorded meeting",
    ]
    assert "Rushmere Together: papers for Q1 2024 SECRET As of 15 April 2024." in words_of(page)
    assert "<strong>Log | &lt;b&gt;</strong><br>Action log" in page.decode()
    assert "†" not in page.decode()


def test_the_page_says_that_records_are_wrong(sample: Path) -> None:
    papers = papers_of(sample, {}, MD, only=("agenda-q1-2024",))
    told = "Not for circulation: these papers were made from records with 2 errors."
    assert told in words_of(pack_files(papers, errors=2)["index.html"])
    assert "Not for circulation" not in words_of(pack_files(papers)["index.html"])


def test_papers_that_are_made_as_pdf_are_in_one_too_and_its_first_page_has_all_markings(sample: Path) -> None:
    files = {
        "data/papers/log.yaml": LOG,
        "data/partnership.yaml": FILES["data/partnership.yaml"] + "marking: OFFICIAL\n",
    }
    papers = papers_of(sample, files, PDF, only=("agenda-q1-2024", "log", "homes"))
    found = pack_files(papers)
    assert list(found) == ["pack-q1-2024.pdf", "index.html"]
    assert '<a href="pack-q1-2024.pdf">All 3 papers in one PDF, ' in found["index.html"].decode()
    combined = Pdf(found["pack-q1-2024.pdf"])
    assert [title for depth, title in combined.bookmarks() if depth == 1] == [
        "Rushmere Together: Agenda, Q1 2024",
        "Homes Group: Log | <b>",
        "Homes Group: Homes for Rushmere",
    ]
    assert combined.page_words(0).startswith("SECRET; OFFICIAL")
    assert [one.text() for one in combined.tags.all("Link")][:2] == ["log", "homes"]


def test_a_paper_that_a_pdf_cannot_show_has_a_page_in_its_place_and_the_page_says_why(sample: Path) -> None:
    log = LOG.replace("Log | <b>", "The ꔀ log")
    loaded = read_workspace(write_files(sample, {"data/papers/log.yaml": log}))
    assert loaded.workspace is not None
    papers = []
    for request in pack(loaded.workspace, QUARTER, DAY):
        if request.name in ("log", "homes"):
            paper = finished(loaded, request, [])
            made = {MD: paper.made(MD)}
            refused = {}
            try:
                made[PDF] = paper.made(PDF)
            except FormatRefused as reason:
                refused[PDF] = reason
            papers.append((MadePaper(request, made, refused), paper))
    found = pack_files(papers)
    combined = Pdf(found["pack.pdf"])
    assert [title for depth, title in combined.bookmarks() if depth == 1] == [
        "Paper log",
        "Homes Group: Homes for Rushmere",
    ]
    told = "Paper log This paper could not be made as a PDF. The pack has it as Markdown."
    first = " ".join(combined.page_words(0).split())
    assert told in first
    assert first.startswith("SECRET")
    words = words_of(found["index.html"])
    assert "1 of 2 papers in one PDF" in words
    assert "PDF: not made. A PDF cannot show ꔀ in &quot;" in words


def test_two_files_with_one_name_are_refused(sample: Path) -> None:
    papers = papers_of(sample, {}, HTML, only=("reward",))
    with pytest.raises(RequestRefused, match=r"two files of the pack would be called reward\.html"):
        pack_files([*papers, *papers])


def test_an_id_that_no_file_can_have_as_its_name_gets_another_in_the_page_and_in_the_pdf(sample: Path) -> None:
    record = "title: Log\nreport: action-log\nbody: homes-group\non: 2024-05-01\n"
    files = {f"data/papers/{name}.yaml": f"id: {name}\n{record}" for name in ("index", "prn")}
    made = pack_files(papers_of(sample, files, PDF, only=("agenda-q1-2024", *("index", "prn"))))
    assert re.findall(r'<a href="([^"#]+)">PDF', made["index.html"].decode())[-2:] == ["index-.pdf", "prn-.pdf"]
    links = {one.text() for one in Pdf(made["pack-q1-2024.pdf"]).tags.all("Link")}
    assert {"index-", "prn-"} <= links
