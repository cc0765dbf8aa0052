from pathlib import Path

import pytest
from hypothesis import settings

from hsp_cli.domain.workspace import Workspace
from hsp_cli.store.reading import Reading, read_workspace
from tests.workspaces import PARTNERSHIP, Files, ReadFiles, ReadRecords, write_files

# Tests run side by side on few cores, so a slow example says nothing about the code.
settings.register_profile("unhurried", settings.default, deadline=None)
settings.load_profile("unhurried")


@pytest.fixture
def workspace(tmp_path: Path) -> ReadFiles:
    """Reads the given files, with the smallest settings where they bring none."""

    def read(files: Files) -> Reading:
        return read_workspace(write_files(tmp_path, {"data/partnership.yaml": PARTNERSHIP, **files}))

    return read


@pytest.fixture
def records(workspace: ReadFiles) -> ReadRecords:
    """The records of the given files, in which nothing may be wrong."""

    def read(files: Files) -> Workspace:
        reading = workspace(files)
        assert reading.diagnostics == ()
        assert reading.workspace is not None
        return reading.workspace

    return read
