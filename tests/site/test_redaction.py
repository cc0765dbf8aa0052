"""No byte of an exempt record is in any file of the site."""

import gzip
import re
import zipfile
from datetime import date
from pathlib import Path

import pytest

from hsp_cli.site.building import build
from tests.exempt_records import CANARY, exempted, with_canaries
from tests.repositories import commit_on
from tests.sample_workspace import FILES
from tests.site.conftest import site_at

DAY = date(2024, 4, 15)
REGISTER = "data/risks/homes-group.yaml"
SETTINGS = 'site_url: "https://example.org/"\nrecord_url: "https://example.org/r/{commit}/{path}#L{line}"\n'


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of records some of which are exempt, after a version in which they were not."""
    root = tmp_path_factory.mktemp("exempt")
    files = with_canaries()
    files["data/partnership.yaml"] = str(files["data/partnership.yaml"]) + SETTINGS
    marks = (", exempt: Zebra rules", "exempt: Zebra rules\n    ", "exempt: Zebra rules\n")
    open_files = {}
    for path, text in files.items():
        open_files[path] = str(text)
        for mark in marks:
            open_files[path] = open_files[path].replace(mark, "")
    commit_on(root / "records", "2023-12-31", open_files)
    commit_on(root / "records", "2024-04-10", files)
    build(site_at(root / "records", DAY, "Q1-2024"), root / "public")
    return root / "public"


def test_no_byte_of_an_exempt_record_is_in_any_file_of_the_site(public: Path) -> None:
    made = [path for path in public.rglob("*") if path.is_file()]
    assert len(made) > 60
    for path in made:
        assert CANARY not in str(path.relative_to(public)).lower()
        for content in contents(path):
            assert CANARY.encode() not in content.lower(), path


def contents(path: Path) -> list[bytes]:
    """The bytes of a file and, if it is packed, of what is in it."""
    content = path.read_bytes()
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as package:
            return [content, *(package.read(name) for name in package.namelist())]
    return [content, gzip.decompress(content)] if content[:2] == b"\x1f\x8b" else [content]


def test_the_site_says_on_every_page_what_is_left_out(public: Path) -> None:
    for page in public.rglob("*.html"):
        text = " ".join(page.read_text(encoding="utf-8").split())
        assert "1 indicator, 1 risk, 1 section and 1 person" in text, page


def test_the_page_of_changes_does_not_name_what_was_once_exempt(tmp_path: Path) -> None:
    root = tmp_path / "records"
    open_text = str(FILES[REGISTER])
    commit_on(root, "2023-12-31", FILES)
    commit_on(root, "2024-02-01", exempted(FILES, REGISTER, "no-plumbers"))
    commit_on(root, "2024-03-01", {REGISTER: re.sub(r"  - id: no-plumbers\n(?:    .*\n)+", "", open_text)})
    build(site_at(root, DAY, "Q1-2024"), tmp_path / "public")
    page = (tmp_path / "public/changes.html").read_text(encoding="utf-8")
    assert "Changes since" in page
    assert "No plumbers available" not in page
