"""Sites of the example partnerships, built once."""

from datetime import date
from pathlib import Path

import pytest

from hsp_cli.analysis.quarters import known_quarters, quarter_asked
from hsp_cli.checking.loader import load
from hsp_cli.domain.workspace import Workspace
from hsp_cli.publishing.formats import FORMATS
from hsp_cli.site.building import build
from hsp_cli.site.site import Site, site_of
from hsp_cli.store.starter import Matrix, starter_files
from tests.workspaces import REPOSITORY, write_files

DAY = date(2010, 9, 27)

QUICK = tuple(one for one in FORMATS if one.name in ("md", "html"))
"""The formats of papers that are quickly made; the tests of formats are for the others."""


def site_at(root: Path, as_of: date = DAY, quarter: str | None = None) -> Site:
    """The site of a workspace; without a quarter, of the latest that has ended, if there is one."""
    loaded = load(str(root), keep_texts=True)
    assert isinstance(loaded.workspace, Workspace)
    known = any(one.last_day < as_of for one in known_quarters(loaded.workspace))
    asked = quarter_asked(loaded.workspace, quarter, as_of) if quarter or known else None
    return site_of(loaded, loaded.workspace, asked, as_of, formats=QUICK)


@pytest.fixture(scope="session")
def harrow() -> Site:
    """The site of Harrow."""
    return site_at(REPOSITORY)


@pytest.fixture(scope="session")
def public(harrow: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the site of Harrow."""
    folder = tmp_path_factory.mktemp("site") / "public"
    build(harrow, folder)
    return folder


@pytest.fixture(scope="session")
def folders(public: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The folders of the sites of Harrow, of the worked example, and of a new partnership."""
    scratch = tmp_path_factory.mktemp("sites")
    write_files(scratch / "new", starter_files("Newborough Together", "newborough", Matrix.THREE, DAY))
    build(site_at(scratch / "new"), scratch / "new-site")
    build(site_at(REPOSITORY / "examples/calderwick", date(2026, 10, 28)), scratch / "calderwick-site")
    return {"harrow": public, "new": scratch / "new-site", "calderwick": scratch / "calderwick-site"}
