import pytest

from hsp_cli.domain.workspace import Workspace
from tests.editing.wishes import records_of
from tests.workspaces import ReadFiles


@pytest.fixture
def known(workspace: ReadFiles) -> Workspace:
    """The records of `wishes.FILES`."""
    return records_of(workspace)
