"""What a record says is only said in every format: nothing in a web page, a Word document or a PDF is active."""

import io
import json
import re
import socket
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from hsp_cli.domain.period import Period
from hsp_cli.papers.selection import requested
from hsp_cli.publishing.formats import FORMATS
from hsp_cli.publishing.paper import finished
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


def test_a_report_of_hostile_records_is_active_in_no_format(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "socket", lambda *_, **__: pytest.fail("a socket was opened"))
    text = "\n".join(PAYLOADS)
    files = {
        path: json.dumps(filled(parse(content), text)) if path.endswith(".yaml") else content
        for path, content in FILES.items()
    }
    reading = read_workspace(write_files(tmp_path, files))
    assert reading.workspace is not None
    quarter = Period.parse("Q1-2024", reading.workspace.partnership.calendar)
    checks = {"html": check_html, "docx": check_docx, "pdf": check_pdf}
    paper = finished(reading, requested(reading.workspace, None, quarter, date(2024, 4, 15)), [])
    for format in FORMATS:
        content = paper.made(format).page
        if format.name in checks:
            checks[format.name](content)


def check_html(content: bytes) -> None:
    page = web_page(content)
    for element in page.all():
        assert element.name not in ("script", "iframe", "object", "embed", "form", "input", "link", "base", "svg")
        assert not [name for name in element.attributes if name.startswith("on") or name == "style"]
        assert element.attributes.get("href", "#").startswith(LINKS)
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
    assert not {"/OpenAction", "/AA", "/AcroForm"} & set(root)
    assert set(root.get("/Names", {})) <= {"/Dests"}
    for page in reader.pages:
        assert "/AA" not in page
        for note in page.get("/Annots") or []:
            action = note.get_object().get("/A", {})
            assert action.get("/S", "/GoTo") in ("/GoTo", "/URI")
            assert str(action.get("/URI", "https://")).startswith(LINKS)
