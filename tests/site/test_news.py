"""The calendar and the feed of the site."""

import re
import xml.etree.ElementTree as ET
from datetime import date
from pathlib import Path

import icalendar
import pytest

from hsp_cli.domain.request import RequestRefused
from hsp_cli.exchange.feed import Feed, Item, as_atom
from hsp_cli.formats import extras
from hsp_cli.site.building import build
from tests.site.conftest import site_at
from tests.workspaces import PARTNERSHIP, Files, write_files

ATOM = "{http://www.w3.org/2005/Atom}"
DAY = date(2024, 8, 1)
BODIES = "bodies: [{id: b, name: Board}]\n"


def meeting(name: str, on: str, *, title: str = "The Board", actions: str = "[]") -> Files:
    text = f"id: {name}\ntitle: {title}\nbody: b\non: {on}\nplace: Town Hall\nactions: {actions}\n"
    return {f"data/meetings/{name}.yaml": text}


def built(root: Path, files: Files, settings: str = "") -> Path:
    write_files(root, {"data/partnership.yaml": PARTNERSHIP + BODIES + settings, **files})
    build(site_at(root, DAY), root / "public")
    return root / "public"


def entries(folder: Path) -> list[dict[str, str]]:
    found = []
    for entry in ET.fromstring((folder / "feed.xml").read_bytes()).iter(f"{ATOM}entry"):
        told = {part.tag.removeprefix(ATOM): part.text or "" for part in entry}
        link = entry.find(f"{ATOM}link")
        assert link is not None
        found.append({**told, "link": link.get("href", "")})
    return found


def events(folder: Path) -> list[tuple[str, str]]:
    calendar = icalendar.Calendar.from_ical((folder / "calendar.ics").read_bytes())
    return [(str(event["SUMMARY"]), str(event.decoded("DTSTART"))) for event in calendar.walk("VEVENT")]


def test_the_calendar_has_open_actions_and_meetings_to_come(tmp_path: Path) -> None:
    actions = (
        "[{id: a1, text: Do it, owners: [Me], due: 2024-09-01}, "
        "{id: a2, text: Done, owners: [Me], due: 2024-07-30, status: complete, completed: 2024-07-30}]"
    )
    files = {**meeting("m1", "2024-07-01", actions=actions), **meeting("m2", "2024-08-20"), **meeting("m3", "2024-10")}
    assert events(built(tmp_path, files)) == [("The Board", "2024-08-20"), ("Due: Do it", "2024-09-01")]


def test_an_action_that_a_meeting_to_come_proposes_is_not_in_the_calendar(tmp_path: Path) -> None:
    proposed = meeting("m1", "2024-08-20", actions="[{id: a1, text: Do it, owners: [Me], due: 2024-09-01}]")
    assert events(built(tmp_path, proposed)) == [("The Board", "2024-08-20")]


def test_without_the_library_for_calendars_the_site_is_refused_with_the_way_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(extras, "import_module", missing)
    with pytest.raises(RequestRefused) as told:
        built(tmp_path, {})
    assert told.value.hint == 'pip install "hsp-cli[calendar]"'


def test_the_feed_has_meetings_that_were_held_the_latest_first(tmp_path: Path) -> None:
    files = {**meeting("m1", "2024-06-01"), **meeting("m2", "2024-07-01"), **meeting("m3", "2024-09-01")}
    found = [one for one in entries(built(tmp_path, files)) if one["link"].startswith("meetings/")]
    assert [(one["title"], one["link"], one["updated"]) for one in found] == [
        ("The Board", "meetings/m2.html", "2024-07-01T00:00:00Z"),
        ("The Board", "meetings/m1.html", "2024-06-01T00:00:00Z"),
    ]
    assert found[0]["summary"] == "Board, 1 July 2024."


def test_an_entry_keeps_its_id_when_the_site_moves_and_its_address_follows(tmp_path: Path) -> None:
    files = meeting("m1", "2024-06-01")
    before = entries(built(tmp_path / "a", files))
    folder = built(tmp_path / "b", files, "site_url: https://example.org/partners\n")
    after = entries(folder)
    assert [one["id"] for one in before] == [one["id"] for one in after]
    assert after[-1]["link"] == "https://example.org/partners/meetings/m1.html"
    assert 'rel="self" type="application/atom+xml" href="https://example.org/partners/feed.xml"' in (
        folder / "feed.xml"
    ).read_text(encoding="utf-8")
    page = (folder / "meetings/m1.html").read_text(encoding="utf-8")
    assert '<link rel="canonical" href="https://example.org/partners/meetings/m1.html">' in page


def test_whatever_a_text_says_the_feed_stays_well_formed_and_plain() -> None:
    nasty = ']]> <script>&amp; \x00\x0b\ufffe "quoted" é\u202e 😀'
    item = Item("a", nasty, 'p/a.html?x="<&', date(2024, 1, 2), nasty)
    found = ET.fromstring(as_atom(Feed("b", nasty, nasty, "index.html", (item,), rights=nasty), DAY))
    title = found.find(f"{ATOM}entry/{ATOM}title")
    assert title is not None
    assert title.text == ']]> <script>&amp; "quoted" é\u202e 😀'
    assert title.get("type") is None


def test_the_feed_has_what_atom_requires(public: Path) -> None:
    found = ET.fromstring((public / "feed.xml").read_bytes())
    for part in (found, *found.iter(f"{ATOM}entry")):
        tags = [child.tag for child in part]
        for required in ("id", "title", "updated"):
            assert tags.count(ATOM + required) == 1
        assert re.fullmatch("urn:uuid:[0-9a-f-]{36}", part.findtext(f"{ATOM}id", ""))
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", part.findtext(f"{ATOM}updated", ""))
    ids = [one.text for one in found.iter(f"{ATOM}id")]
    assert len(ids) == len(set(ids)) > 5
    assert found.findtext(f"{ATOM}updated") == max(one.text or "" for one in found.iter(f"{ATOM}updated"))
    for link in found.iter(f"{ATOM}link"):
        assert (public / link.get("href", "").partition("#")[0]).is_file()


def test_a_feed_without_news_has_the_day_of_the_site() -> None:
    found = ET.fromstring(as_atom(Feed("b", "B", "B", "index.html", ()), DAY))
    assert found.findtext(f"{ATOM}updated") == "2024-08-01T00:00:00Z"
