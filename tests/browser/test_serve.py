"""`hsp serve` in a browser: pages load themselves again, and keep what a person was doing."""

import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from hsp_cli.analysis.quarters import quarter_or_none
from hsp_cli.site.serving.live_site import LiveSite
from hsp_cli.site.serving.one_thread import OneThread
from hsp_cli.site.serving.server import Server
from tests.browser.axe import faults_of
from tests.browser.chromium import Visits
from tests.browser.keyboard import check_keyboard
from tests.browser.layout import words_on
from tests.workspaces import PARTNERSHIP, write_files

ODD = """\
id: odd
title: Waste sent for recycling
unit: '%'
better: higher
figures:
  Q1-2010: {actual: 50, target: 48}
assessments:
  Q1-2010: {rag: R}
"""
FILES = {"data/partnership.yaml": PARTNERSHIP, "data/indicators/odd.yaml": ODD}
PAGE = "indicators/odd.html"


class Serving:
    """A running server and its records."""

    def __init__(self, root: Path) -> None:
        self.root = write_files(root, FILES)
        self.site = LiveSite(
            str(root),
            lambda: date(2010, 9, 27),
            lambda workspace, as_of: quarter_or_none(workspace, None, as_of),
            lambda _line: None,
            by_meeting=True,
        )
        self.bugs: list[Exception] = []
        self.shown = OneThread(self.site)
        self.server = Server(0, self.shown, lambda _line: None, self.bugs.append)

    def make_answers(self) -> None:
        """What `OneThread.run` does, which only the main thread can call: that of the tests has the browser."""
        while True:
            self.shown.run_once()

    def address(self, path: str) -> str:
        return f"http://{self.server.name}/{path}"

    def save(self, text: str) -> None:
        write_files(self.root, {"data/indicators/odd.yaml": text})


@pytest.fixture
def serving(tmp_path: Path) -> Iterator[Serving]:
    found = Serving(tmp_path)
    # The libraries are loaded in a thread that stays, as `hsp serve` does.
    found.site.start()
    threading.Thread(target=found.make_answers, daemon=True).start()
    threading.Thread(target=found.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    yield found
    found.server.shutdown()
    found.server.server_close()
    assert found.bugs == []


def wait_for(page: Any, words: str) -> None:
    page.wait_for_function("words => document.body.innerText.includes(words)", arg=words, timeout=15_000)


def test_a_page_shows_what_was_saved_and_keeps_place_and_focus(serving: Serving, visits: Visits) -> None:
    with visits.page(serving.address(PAGE), viewport={"width": 400, "height": 300}) as page:
        link = page.locator("main a", has_text="stated-rag-contradicts-figures").first
        link.focus()
        page.evaluate("scrollTo(0, 120)")
        serving.save(ODD.replace("Waste", "Paper"))
        wait_for(page, "Paper sent for recycling")
        page.wait_for_function("() => document.activeElement.innerText === 'stated-rag-contradicts-figures'")
        assert page.evaluate("scrollY") == 120


def test_a_person_can_stop_it_and_load_the_page_when_it_suits(serving: Serving, visits: Visits) -> None:
    with visits.page(serving.address(PAGE)) as page:
        page.get_by_role("button", name="Stop reloading when a record is saved").press("Enter")
        serving.save(ODD.replace("Waste", "Paper"))
        wait_for(page, "A record was saved after this page was made.")
        assert "Waste sent" in " ".join(words_on(page))
        page.get_by_role("button", name="Reload now").press("Enter")
        wait_for(page, "Paper sent")
        assert page.get_by_role("button", name="Reload when a record is saved").is_visible()


def test_marked_text_is_not_lost(serving: Serving, visits: Visits) -> None:
    with visits.page(serving.address(PAGE)) as page:
        page.evaluate("getSelection().selectAllChildren(document.querySelector('h1'))")
        serving.save(ODD.replace("Waste", "Paper"))
        wait_for(page, "A record was saved after this page was made.")


def test_a_page_comes_back_after_its_file_was_broken(serving: Serving, visits: Visits) -> None:
    with visits.page(serving.address("index.html")) as page:
        serving.save("id: [\n")
        wait_for(page, "1 file cannot be read, so its records are missing from every page: data/indicators/odd.yaml.")
        serving.save(ODD)
        page.wait_for_function("() => !document.body.innerText.includes('cannot be read')", timeout=15_000)


@pytest.mark.parametrize("path", [PAGE, "findings/index.html", "findings/stated-rag-contradicts-figures.html"])
def test_pages_with_findings_are_accessible(serving: Serving, visits: Visits, path: str) -> None:
    with visits.page(serving.address(path)) as page:
        page.get_by_role("button", name="Stop reloading when a record is saved").wait_for()
        assert faults_of(page) == []
        check_keyboard(page)


def test_a_page_of_another_site_can_lead_here_but_take_nothing_from_here(serving: Serving, visits: Visits) -> None:
    script = serving.address(f"live/{serving.site.state}/reload.js")
    with visits.browser.new_context() as context:
        page = context.new_page()
        page.set_content(f'<script src="{script}"></script><a href="{serving.address(PAGE)}">the page</a>')
        answer = context.request.get(script, headers={"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"})
        assert answer.status == 403
        assert page.evaluate("address => fetch(address).then(() => 'read', () => 'refused')", script) == "refused"
        assert page.locator("aside").count() == 0
        page.get_by_text("the page").click()
        page.wait_for_url("**/odd.html")
        assert "Waste sent" in " ".join(words_on(page))
