"""What a record says is only said in every format: nothing in a web page, a Word document or a PDF is active."""

import io
import json
import re
import socket
import sys
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from hsp_cli.checking.loader import Loaded
from hsp_cli.checking.processes import Process
from hsp_cli.domain.period import Period
from hsp_cli.papers.selection import pack, requested
from hsp_cli.publishing.formats import FORMATS, Format
from hsp_cli.publishing.pack import MadePaper, pack_files
from hsp_cli.publishing.paper import finished
from hsp_cli.site.building import build
from hsp_cli.site.site import site_of
from hsp_cli.store.parsing import parse
from tests.formats.readings import web_page
from tests.sample_workspace import FILES
from tests.security.test_output import filled
from tests.workspaces import read_workspace, write_files

PAYLOADS = (
    "<script>alert(1)</script> <img src=x onerror=alert(1)>",
    "[click](javascript:alert(1)) ![](https://evil.example/p.png) https://evil.example",
    "</w:t><w:instrText>DDEAUTO c:\\\\cmd.exe</w:instrText> { INCLUDEPICTURE http://evil.example }",
    '#read("/etc/passwd") #link("file:///x") $x$ {{ 7 * 7 }} {% include "x" %}',
    "/JavaScript (app.alert) /Launch =cmd|' /C calc'!A0",
)
LINKS = ("https://", "http://", "mailto:", "#")
LINKS_OF_PACK = ("#", "agenda-q1-2024.", "report-2024-q1.", "risk-register-q1-2024.", "pack-q1-2024.pdf")


@pytest.fixture
def no_socket() -> Iterator[None]:
    """Fails a test in which this process, or one that it forks, opens a socket."""

    def refuse(event: str, _: object) -> None:
        if is_on and event.startswith("socket."):
            raise AssertionError(f"{event} while rendering")

    is_on = True
    sys.addaudithook(refuse)  # a hook cannot be removed
    yield
    is_on = False


@pytest.fixture
def hostile(tmp_path: Path) -> Loaded:
    """The sample with all payloads in each of its texts."""
    text = "\n".join(PAYLOADS)
    files = {
        path: json.dumps(filled(parse(content), lambda _: text)) if path.endswith(".yaml") else content
        for path, content in FILES.items()
    }
    return read_workspace(write_files(tmp_path / "hostile", files))


CHECKS = ("html", "docx", "pdf")


@pytest.mark.usefixtures("no_socket")
def test_a_report_of_hostile_records_is_active_in_no_format(hostile: Loaded) -> None:
    assert hostile.workspace is not None
    quarter = Period.parse("Q1-2024", hostile.workspace.partnership.calendar)
    paper = finished(hostile, requested(hostile.workspace, None, quarter, date(2024, 4, 15)), [])
    for format in FORMATS:
        check(paper.made(format).page, format)


@pytest.mark.usefixtures("no_socket")
def test_a_pack_of_hostile_records_is_active_nowhere(hostile: Loaded) -> None:
    assert hostile.workspace is not None
    quarter = Period.parse("Q1-2024", hostile.workspace.partnership.calendar)
    wanted = [
        one
        for one in pack(hostile.workspace, quarter, date(2024, 4, 15))
        if one.name in ("agenda-q1-2024", "report-2024-q1", "risk-register-q1-2024")
    ]
    papers = []
    for request in wanted:
        paper = finished(hostile, request, [])
        made = {format: paper.made(format) for format in FORMATS if format.name in CHECKS}
        for format, file in made.items():
            check(file.page, format)
        papers.append((MadePaper(request, made), paper))
    assert len(papers) == 3
    files = pack_files(papers)
    check_pdf(files["pack-q1-2024.pdf"])
    check_html(files["index.html"], LINKS_OF_PACK)


@pytest.mark.usefixtures("no_socket")
def test_a_site_opens_no_socket_in_either_of_its_processes(hostile: Loaded, tmp_path: Path) -> None:
    assert hostile.workspace is not None
    quarter = Period.parse("Q1-2024", hostile.workspace.partnership.calendar)
    formats = [one for one in FORMATS if one.name in ("md", "html", "txt")]
    site = site_of(hostile, hostile.workspace, quarter, date(2024, 4, 15), formats=formats)
    assert build(site, tmp_path / "public", processes=2).written > 60


def test_the_guard_against_sockets_sees_them_in_a_fork_too(no_socket: None) -> None:
    with pytest.raises(AssertionError, match=r"socket\.\w+ while rendering"):
        socket.create_connection(("127.0.0.1", 9), timeout=0.1)
    worker = Process(lambda: socket.socket().close())
    try:
        assert not worker.is_done()
    finally:
        worker.end()


def check(content: bytes, format: Format) -> None:
    """Nothing in a file acts, if its format could."""
    if format.name in CHECKS:
        {"html": check_html, "docx": check_docx, "pdf": check_pdf}[format.name](content)


def check_html(content: bytes, links: tuple[str, ...] = LINKS) -> None:
    page = web_page(content)
    for element in page.all():
        assert element.name not in ("script", "iframe", "object", "embed", "form", "input", "link", "base", "svg")
        assert not [name for name in element.attributes if name.startswith("on") or name == "style"]
        assert element.attributes.get("href", "#").startswith(links)
        assert element.attributes.get("src", "data:").startswith("data:image/svg+xml;base64,") or element.name != "img"
    assert "DDEAUTO" in "".join(one.text() for one in page.all("main"))


def check_docx(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = {name: package.read(name).decode() for name in package.namelist() if not name.endswith(".png")}
    assert not [name for name in parts if re.search("vba|ole|activeX|embeddings", name, re.IGNORECASE)]
    for name, xml in parts.items():
        addresses = re.findall(r'Target="([^"]*)" TargetMode="External"', xml)
        assert all(address.startswith(LINKS) for address in addresses), name
        fields = re.findall(r'w:instr="([^"]*)"|<w:instrText[^>]*>([^<]*)', xml)
        words = {word for pair in fields for word in "".join(pair).split()[:1]}
        assert words <= {"PAGE", "NUMPAGES", "TOC"}, name
        assert not re.search("<w:(object|altChunk|control)[ />]", xml), name
    assert "DDEAUTO" in parts["word/document.xml"]


def check_pdf(content: bytes) -> None:
    reader = PdfReader(io.BytesIO(content))
    root: Any = reader.trailer["/Root"]
    assert not {"/OpenAction", "/AA", "/AcroForm", "/AF"} & set(root)
    assert not reader.attachments
    size: Any = reader.trailer["/Size"]
    for number in range(1, size):
        found = reader.get_object(number)
        if isinstance(found, dict):
            assert not {"/JS", "/JavaScript", "/Launch", "/EF", "/AA"} & set(found)
            assert found.get("/S") not in ("/Launch", "/JavaScript", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE")
            assert found.get("/Type") != "/EmbeddedFile"
    assert set(root.get("/Names", {})) <= {"/Dests"}
    for page in reader.pages:
        assert "/AA" not in page
        for note in page.get("/Annots") or []:
            action = note.get_object().get("/A", {})
            assert action.get("/S", "/GoTo") in ("/GoTo", "/URI")
            assert str(action.get("/URI", "https://")).startswith(LINKS)
