"""The pages of the site: what every one of them has, and that every link leads somewhere."""

import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from hsp_cli.formats.document import plain
from hsp_cli.site.blocks import one_cell
from hsp_cli.site.links import relative


class _Read(HTMLParser):
    """The ids, links, headings and fetched addresses of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.fetched: list[str] = []
        self.headings: list[int] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if "id" in given:
            self.ids.append(given["id"])
        if tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            self.headings.append(int(tag[1]))
        if tag == "a":
            self.links.append(given["href"])
        elif address := given.get("src") or given.get("href") or given.get("action"):
            self.fetched.append(address)


@pytest.fixture(scope="session", params=("harrow", "calderwick", "new"))
def built(request: pytest.FixtureRequest, folders: dict[str, Path]) -> Path:
    return folders[request.param]


@pytest.fixture(scope="session")
def read(built: Path) -> dict[str, _Read]:
    return {
        path.relative_to(built).as_posix(): _Read(path.read_text(encoding="utf-8"))
        for path in sorted(built.rglob("*.html"))
    }


def _target(page: str, link: str) -> tuple[str, str]:
    """The path and the anchor that a link of a page leads to, as a browser finds them."""
    parts = urlsplit(link)
    path = Path("/site", page).parent.joinpath(unquote(parts.path)) if parts.path else Path("/site", page)
    steps: list[str] = []
    for step in path.parts[1:]:
        if step == "..":
            steps.pop()
        else:
            steps.append(step)
    assert steps[0] == "site", f"{page} leads out of the site: {link}"
    return "/".join(steps[1:]), unquote(parts.fragment)


def test_every_link_leads_to_a_page_and_an_anchor_of_the_site(built: Path, read: dict[str, _Read]) -> None:
    for page, found in read.items():
        for link in found.links:
            if urlsplit(link).scheme in ("https", "http", "mailto"):
                continue
            path, anchor = _target(page, link)
            assert (built / path).is_file(), f"{page} links {link}"
            assert not anchor or not path.endswith(".html") or anchor in read[path].ids, f"{page} links {link}"


def test_a_page_fetches_only_files_of_the_site(built: Path, read: dict[str, _Read]) -> None:
    for page, found in read.items():
        for address in found.fetched:
            if not address.startswith("data:image/svg+xml;base64,"):
                assert not urlsplit(address).scheme, f"{page} fetches {address}"
                assert (built / _target(page, address)[0]).is_file(), f"{page} fetches {address}"


def test_every_page_tells_search_engines_what_it_is(public: Path) -> None:
    pages = [path.read_text(encoding="utf-8") for path in public.rglob("*.html")]
    assert [page[:200] for page in pages if not re.search('<meta name="description" content="[^"]+">', page)] == []


def test_every_page_has_one_title_no_skipped_level_of_headings_and_no_id_twice(read: dict[str, _Read]) -> None:
    for page, found in read.items():
        assert found.headings.count(1) == 1, page
        assert found.headings[0] == 1, page
        for above, below in zip(found.headings, found.headings[1:], strict=False):
            assert below <= above + 1, f"{page}: a heading of level {below} follows one of level {above}"
        assert len(found.ids) == len(set(found.ids)), page


def test_every_page_can_be_reached_from_the_home_page(read: dict[str, _Read]) -> None:
    reached, waiting = {"index.html"}, ["index.html"]
    while waiting:
        page = waiting.pop()
        for link in read[page].links:
            path = "" if urlsplit(link).scheme else _target(page, link)[0]
            if path in read and path not in reached:
                reached.add(path)
                waiting.append(path)
    assert reached == set(read)


@pytest.mark.parametrize(
    ("target", "page", "written"),
    [
        ("/index.html", "index.html", "index.html"),
        ("/index.html", "plans/cohesion.html", "../index.html"),
        ("/plans/cohesion.html#a1", "plans/cohesion.html", "#a1"),
        ("/plans/cohesion.html#a1", "risks/lsp/r1.html", "../../plans/cohesion.html#a1"),
        ("https://example.org/x", "plans/cohesion.html", "https://example.org/x"),
        ("#a1", "plans/cohesion.html", "#a1"),
    ],
)
def test_a_path_of_the_site_becomes_relative_to_its_page(target: str, page: str, written: str) -> None:
    assert relative(target, page) == written


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("One line\nand its second.", "One line and its second."),
        ("A **bold** word", "A bold word"),
        ("Two:\n- one\n- two", "Two: one; two"),
        ("First.\n\nSecond.", "First. Second."),
        (None, ""),
    ],
)
def test_a_text_is_one_run_of_words_in_a_cell(text: str | None, shown: str) -> None:
    assert plain(one_cell(text)) == shown
