"""The index of the search page. The script itself is tried in a browser (tests/browser)."""

import json
from pathlib import Path

from hsp_cli.site.building import build
from hsp_cli.site.contents import links_of
from hsp_cli.site.search_index import Entry, entries, index_script
from hsp_cli.site.site import Site
from tests.site.conftest import site_at
from tests.workspaces import PARTNERSHIP, write_files

INDICATOR = """\
id: bins
code: NI 191
title: "</script><script>alert(1)</script> \\u2028 Müll"
unit: bins
better: lower
frequency: quarterly
figures: {Q1-2024: {actual: 6, target: 8}}
"""


def index_of(text: str) -> dict[str, object]:
    found: dict[str, object] = json.loads(text.removeprefix("const hspIndex = ").removesuffix(";\n"))
    return found


def test_the_index_is_ascii_and_no_text_in_it_ends_a_script(tmp_path: Path) -> None:
    write_files(tmp_path, {"data/partnership.yaml": PARTNERSHIP, "data/indicators/bins.yaml": INDICATOR})
    site = site_at(tmp_path)
    text = index_script(site, links_of(site)).decode("ascii")
    assert "<" not in text
    assert text.count("\n") == 1
    assert "Indicator" in str(index_of(text)["entries"])
    assert "</script><script>alert(1)</script>" in str(index_of(text)["entries"])


def test_an_entry_has_its_code_its_kind_and_its_address_from_the_search_page(harrow: Site) -> None:
    found = [entry for entry in entries(harrow, links_of(harrow)) if entry.path == "indicators/ni-126.html"]
    title = "Early Access for women to maternity services"
    assert found == [Entry(title, "NI 126", "Indicator", "", "indicators/ni-126.html", "ni-126")]


def test_every_page_and_every_record_that_a_page_shows_is_in_the_index(harrow: Site, public: Path) -> None:
    found = index_of((public / "search-index.js").read_text(encoding="ascii"))["entries"]
    assert isinstance(found, list)
    addresses = {entry[4] for entry in found}
    links = links_of(harrow)
    assert {path for path in links.pages if path != "search.html"} <= addresses
    assert {target.removeprefix("/") for target in links.targets.values()} <= addresses


def test_the_search_page_loads_the_index_before_the_script_and_leads_to_the_lists_without_them(public: Path) -> None:
    text = (public / "search.html").read_text(encoding="utf-8")
    assert text.index("search-index.js") < text.index("search.js")
    assert "Search needs a script, and your browser does not run it." in text
    assert 'href="indicators/index.html"' in text[text.index("<main") :]


def test_each_page_has_a_search_box_that_leads_to_the_search_page(public: Path) -> None:
    for path in sorted(public.rglob("*.html")):
        relative = "../" * (len(path.relative_to(public).parts) - 1)
        assert f'action="{relative}search.html"' in path.read_text(encoding="utf-8") or path.parent.name == "papers"


def test_an_empty_workspace_can_be_searched(tmp_path: Path) -> None:
    write_files(tmp_path, {"data/partnership.yaml": PARTNERSHIP})
    build(site_at(tmp_path), tmp_path / "public")
    assert "search-index.js" in (tmp_path / "public/search.html").read_text(encoding="utf-8")
