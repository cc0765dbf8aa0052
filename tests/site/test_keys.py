"""The keys of pages: a page whose key stays the same has the same bytes, whatever file of the records changed."""

import re
from datetime import date
from pathlib import Path

import pytest

from hsp_cli.site.contents import files_of, links_of
from hsp_cli.site.site import Site
from tests.sample_workspace import FILES
from tests.site.conftest import site_at
from tests.workspaces import write_files

DAY = date(2026, 3, 1)
CHANGED = ("data/plans/", "data/indicators/")
"""A file of each of these folders is changed: most pages name one of them."""


def pages_of(site: Site) -> dict[str, tuple[str, bytes]]:
    """The key and the bytes of each page of records."""
    links = links_of(site)
    found = (file for file in files_of(site, links) if file.path in links.pages)
    return {one.path: (one.key, one.make()) for one in found if not one.path.startswith(("papers/", "data/"))}


def _changed(text: str) -> str:
    """Every title, name and text of the records in a file is another."""
    return re.sub(r"(\b(?:title|text): \"?)(?=[A-Za-z])", r"\1Changed ", text)


@pytest.mark.parametrize("folder", CHANGED)
def test_a_page_with_the_same_key_has_the_same_bytes_after_a_file_has_changed(tmp_path: Path, folder: str) -> None:
    path = next(path for path in FILES if path.startswith(folder))
    before = pages_of(site_at(write_files(tmp_path, FILES), DAY))
    changed = _changed(FILES[path] if isinstance(FILES[path], str) else "")
    assert changed != FILES[path]
    after = pages_of(site_at(write_files(tmp_path, {path: changed}), DAY))
    assert [one for one in before.keys() & after.keys() if before[one][0] == after[one][0]]
    stale = [
        one for one in before.keys() & after.keys() if before[one][0] == after[one][0] and before[one] != after[one]
    ]
    assert stale == []
