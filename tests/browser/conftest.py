import os
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from hsp_cli.analysis.quarters import quarter_asked
from hsp_cli.checking.loader import Loaded
from hsp_cli.domain.workspace import Workspace
from hsp_cli.papers.selection import requested
from hsp_cli.publishing.formats import FORMATS, format_of
from hsp_cli.publishing.paper import make
from hsp_cli.site.building import build
from hsp_cli.site.site import site_of
from tests.browser import chromium
from tests.browser.chromium import AXE, Visits
from tests.publishing.test_paper import HARROW_PAPERS, MEETING_DAY, made_from


@pytest.fixture(scope="session")
def visits() -> Iterator[Visits]:
    """The browser. Without one, the tests are left out, unless CI runs them and could have installed it."""
    path = chromium.found()
    missing = [name for name, there in (("browser", path), ("axe-core", AXE.is_file())) if not there]
    if missing:
        what = f"make browser found no {' and no '.join(missing)}: it needs npm, or name a browser in HSP_BROWSER"
        must_run = os.environ.get("CI") and chromium.can_be_installed()
        (pytest.fail if must_run else pytest.skip)(what)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=path, args=chromium.flags(), env=chromium.environment())
        yield Visits(browser)
        browser.close()


@pytest.fixture(scope="session")
def papers(harrow: Loaded, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every paper of the repository as a web page."""
    folder = tmp_path_factory.mktemp("papers")
    assert harrow.workspace is not None
    days = {**HARROW_PAPERS, "morning-report-2010-q1": MEETING_DAY}
    for name, day in days.items():
        request = requested(harrow.workspace, name, None, day)
        made = make(harrow, request, [], made_from(request), format_of("paper.html"))
        (folder / f"{name}.html").write_bytes(made.page)
    return folder


@pytest.fixture(scope="session")
def served(papers: Path) -> Iterator[str]:
    """The address of a server on this machine that serves the papers."""
    yield from _serving(papers)


@pytest.fixture(scope="session")
def site(harrow: Loaded, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of this repository, with its papers in the formats that are quickly made."""
    folder = tmp_path_factory.mktemp("site") / "public"
    assert isinstance(harrow.workspace, Workspace)
    quarter = quarter_asked(harrow.workspace, "Q1-2010", MEETING_DAY)
    quick = tuple(one for one in FORMATS if one.is_text)
    build(site_of(harrow, harrow.workspace, quarter, MEETING_DAY, formats=quick), folder)
    return folder


@pytest.fixture(scope="session")
def site_address(site: Path) -> Iterator[str]:
    """The address of a server on this machine that serves the site."""
    yield from _serving(site)


def _serving(folder: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing on the screen."""
