"""Papers know which of their words name a record, from the records to the files."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from hsp_cli.checking.loader import Loaded
from hsp_cli.domain.period import Period
from hsp_cli.formats import docx, html
from hsp_cli.formats.document import Document, Heading, RecordName, plain
from hsp_cli.papers.selection import requested
from hsp_cli.publishing.paper import finished
from tests.examples import CALDERWICK
from tests.formats.readings import W, part_of_docx, web_page
from tests.workspaces import read_workspace


class Papers:
    """The papers of the example, each made once."""

    def __init__(self, loaded: Loaded) -> None:
        assert loaded.workspace is not None
        self._loaded, self.workspace = loaded, loaded.workspace
        self._made: dict[str, Document] = {}

    def __getitem__(self, name: str) -> Document:
        if name not in self._made:
            quarter = Period.parse(CALDERWICK.quarter, self.workspace.partnership.calendar)
            request = requested(self.workspace, name, quarter, CALDERWICK.day)
            self._made[name] = finished(self._loaded, request, []).document()
        return self._made[name]


@pytest.fixture(scope="module")
def papers() -> Papers:
    return Papers(read_workspace(CALDERWICK.root))


def names_in(value: Any) -> Iterator[RecordName]:
    """Every name of a record inside a document, in reading order."""
    if isinstance(value, RecordName):
        yield value
    for one in value if isinstance(value, tuple) else (getattr(value, key) for key in getattr(value, "__slots__", ())):
        yield from names_in(one)


PAPERS = {
    "morning-report": {"indicator", "action", "risk", "plan", "meeting", "project", "body", "priority"},
    "scorecard": {"indicator", "priority"},
    "risk-register": {"register", "risk"},
    "action-log": {"action", "milestone", "aim", "meeting", "paper"},
    "places-plan": {"plan", "aim", "action", "indicator"},
    "reward": {"agreement", "target"},
    "high-street-design": {"consultation", "aim", "body"},
    "ward-profile": {"profile", "area", "action"},
}
"""The kinds of record that a paper must name, as far as the example has them."""


@pytest.mark.parametrize("name", PAPERS)
def test_every_paper_names_records_of_the_workspace_and_gives_each_one_place(name: str, papers: Papers) -> None:
    known = {one.address.unique: one.record for walk in papers.workspace.walks for one in walk.records}
    names = list(names_in(papers[name].blocks))
    assert {one.address for one in names} <= set(known)
    assert Counter(one.address for one in names if one.is_place) == dict.fromkeys({one.address for one in names}, 1)
    assert PAPERS[name] <= {one.address.partition(":")[0] for one in names}
    assert all(plain((one,)).strip() for one in names)


@pytest.mark.parametrize("name", ["morning-report", "places-plan"])
def test_the_place_of_a_record_is_its_heading_if_it_has_one(name: str, papers: Papers) -> None:
    blocks = papers[name].blocks
    in_headings = [one for block in blocks if isinstance(block, Heading) for one in names_in(block)]
    assert {one.address for one in in_headings} == {one.address for one in in_headings if one.is_place}


@pytest.mark.parametrize("name", ["morning-report", "places-plan"])
def test_word_and_web_pages_have_the_same_places_and_no_name_twice(name: str, papers: Papers) -> None:
    document = papers[name]
    places = [one.address for one in names_in(document.blocks) if one.is_place]
    ids = [one.attributes["id"] for one in web_page(html.finish(document)).all() if "id" in one.attributes]
    assert [one for one in ids if ":" in one] == places
    assert len(set(ids)) == len(ids)
    starts = list(part_of_docx(docx.finish(document)).iter(f"{W}bookmarkStart"))
    bookmarks = [one.attrib[f"{W}name"] for one in starts]
    assert len([one for one in bookmarks if one.startswith("r_")]) == len(places)
    assert len({one.lower() for one in bookmarks}) == len(bookmarks)
    assert all(re.fullmatch("[A-Za-z][A-Za-z0-9_]{0,39}", one) for one in bookmarks)
    assert len({one.attrib[f"{W}id"] for one in starts}) == len(starts)
