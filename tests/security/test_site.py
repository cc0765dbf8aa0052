"""What a record says is only said on the site, as it is published and as `hsp serve` shows it: nothing of it acts."""

import csv
import io
import json
import re
import xml.etree.ElementTree as ET
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest

from hsp_cli.analysis.quarters import quarter_or_none
from hsp_cli.site.contents import files_of
from hsp_cli.site.serving.live_site import LiveSite
from hsp_cli.store.parsing import parse
from tests import injection_texts
from tests.sample_workspace import FILES
from tests.security.test_output import filled
from tests.workspaces import write_files

PAYLOADS = (
    *injection_texts.MARKDOWN[::2],
    *injection_texts.TEMPLATES[::8],
    '"><script>alert(1)</script>',
    "' onmouseover='alert(1)",
    "javascript:alert(1)",
    "</title><script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "--><script>alert(1)</script>",
    "]]><script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "<!--",
    "<svg onload=alert(1)>",
    "</content><entry>",
    "%3Cscript%3E",
    "//evil.example/x",
    "file:///etc/passwd",
    "=cmd|' /C calc'!A0",
    "@SUM(1)",
    "+1+1",
    "-1+1",
    "END:VEVENT",
    "BEGIN:VALARM",
)
TAGS = {
    *("html", "head", "meta", "title", "link", "script", "body", "header", "nav", "main", "section", "footer", "div"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "p", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "pre", "hr", "br"),
    *("a", "strong", "em", "code", "span", "img", "figure", "table", "caption", "thead", "tbody", "tr", "th", "td"),
    *("style", "form", "label", "input", "button", "details", "summary"),
}
LEADS = ("href", "src", "action")


class Acting(HTMLParser):
    """What a page does beside saying words: tags, attributes and addresses that hsp does not write."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self._is_in_data = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._is_in_data = tag == "script" and dict(attrs).get("type") == "application/ld+json"
        if tag not in TAGS or (tag == "script" and "src" not in dict(attrs) and not self._is_in_data):
            self.found.append(tag)
        for name, value in attrs:
            is_inside = re.fullmatch(r"(?!//)[\w./%-]*(#[\w./:%-]*)?", value or "") or str(value).startswith(
                "data:image/svg+xml;"
            )
            if name.startswith("on") or name in ("style", "srcdoc", "formaction") or (name in LEADS and not is_inside):
                self.found.append(f"{tag} {name}={value}")

    def handle_endtag(self, tag: str) -> None:
        self._is_in_data = False

    def handle_data(self, data: str) -> None:
        # What describes a table for search engines is data: no browser runs it, and nothing in it can end it.
        if self._is_in_data and ("<" in data or not json.loads(data)):
            self.found.append(f"data {data}")

    def handle_comment(self, data: str) -> None:
        self.found.append(f"comment {data}")


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Every page and file that is not a paper, of a partnership that has the payloads around each of its texts.

    The papers have tests of their own, in each format.
    """
    text = "\n".join(PAYLOADS)
    files = {
        path: json.dumps(filled(parse(content), lambda _: text)) if path.endswith(".yaml") else content
        for path, content in FILES.items()
    }
    root: Path = write_files(tmp_path_factory.mktemp("hostile"), files)
    site = LiveSite(
        str(root),
        lambda: date(2010, 9, 27),
        lambda workspace, as_of: quarter_or_none(workspace, None, as_of),
        lambda _line: None,
        by_meeting=True,
    )
    site.start()
    assert site._site
    paths = [file.path for file in files_of(site._site.site, site._site._links)]
    paths += ["findings/wrong-type.html", "nowhere/<script>.html"]
    return {path: site.answer(path).content for path in paths if not path.startswith("papers/")}


def of(shown: dict[str, bytes], ending: str) -> dict[str, str]:
    found = {path: content.decode() for path, content in shown.items() if path.endswith(ending)}
    assert found
    return found


def test_no_page_has_anything_that_acts(shown: dict[str, bytes]) -> None:
    pages = of(shown, ".html")
    assert len(pages) > 20
    assert {path: found for path, page in pages.items() if (found := Acting(page).found)} == {}
    assert "alert(1)" in " ".join(pages.values())


def test_the_search_has_only_texts(shown: dict[str, bytes]) -> None:
    index = of(shown, "search-index.js")["search-index.js"]
    assert "<" not in index
    assert json.loads(index.removeprefix("const hspIndex = ").rstrip().removesuffix(";"))["entries"]


def test_the_calendar_has_no_lines_that_a_record_brought(shown: dict[str, bytes]) -> None:
    lines = of(shown, ".ics")["calendar.ics"].split("\r\n")
    assert {line for line in lines if line.startswith(("BEGIN", "END"))} <= {
        *("BEGIN:VCALENDAR", "END:VCALENDAR", "BEGIN:VEVENT", "END:VEVENT")
    }
    assert all(re.match(r"[A-Z-]+[:;]| ", line) for line in lines if line)
    assert "\n" not in "".join(lines)


def test_the_feed_has_only_elements_of_a_feed(shown: dict[str, bytes]) -> None:
    feed = ET.fromstring(shown["feed.xml"])
    names = {element.tag for element in feed.iter()}
    assert all(name.startswith("{http://www.w3.org/2005/Atom}") for name in names)
    links = {str(element.get("href")) for element in feed.iter() if element.tag.endswith("}link")}
    assert all(re.fullmatch(r"(?!//)[\w./#%-]+", link) for link in links)
    assert b"<script" not in shown["feed.xml"]


def test_no_cell_of_open_data_begins_like_a_formula(shown: dict[str, bytes]) -> None:
    for path, text in of(shown, ".csv").items():
        for row in csv.reader(io.StringIO(text, newline="")):
            for cell in row:
                assert not cell.startswith(("=", "+", "@", "\t", "\r")), path
                assert not cell.startswith("-") or re.fullmatch(r"-[\d.]+", cell), path
