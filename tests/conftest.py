import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from hsp_cli.checking.loader import Loaded
from hsp_cli.domain.workspace import Workspace
from hsp_cli.store.files import content_hash
from tests.effort import examples
from tests.sample_workspace import FILES
from tests.workspaces import PARTNERSHIP, REPOSITORY, Files, ReadFiles, ReadRecords, read_workspace, write_files

# Tests run side by side on few cores, so a slow example says nothing about the code.
settings.register_profile("unhurried", settings.default, deadline=None, max_examples=examples(100))
settings.load_profile("unhurried")

# What a shell runs in the background ignores Ctrl-C, and so would every process that the tests start and interrupt.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--renew-golden", action="store_true", help="write the golden papers anew; read the diff then")
    parser.addoption("--renew-docs", action="store_true", help="write what hsp says into README.md and docs/")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Compares a text with a golden file as a whole, or writes that file where `--renew-golden` says so."""

    def compare(file: Path, text: str) -> None:
        if request.config.getoption("--renew-golden"):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text.encode())
        assert file.is_file(), "there is no golden file yet; --renew-golden makes it"
        assert text == file.read_bytes().decode()

    return compare


@pytest.fixture(scope="session", autouse=True)
def cache_of_its_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """What hsp keeps between runs stays apart from what the person at this machine has kept."""
    folder = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HSP_CACHE_DIR", str(folder))
        yield folder


@pytest.fixture(scope="module", autouse=True)
def results_of_tests_go(cache_of_its_own: Path) -> Iterator[None]:
    """What is cached of workspaces that tests have made goes with their file: each write looks through the folder."""
    yield
    kept = content_hash(str(REPOSITORY).encode())
    for file in cache_of_its_own.iterdir():
        if not file.name.startswith(kept):
            file.unlink(missing_ok=True)


@pytest.fixture(scope="session")
def harrow() -> Loaded:
    """The records that this repository ships, read once."""
    return read_workspace(REPOSITORY)


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """The root of a small workspace that has a record of every kind and nothing in common with Harrow."""
    return write_files(tmp_path / "rushmere", FILES)


@pytest.fixture
def workspace(tmp_path: Path) -> ReadFiles:
    """Reads the given files, with the smallest settings where they bring none."""

    def read(files: Files) -> Loaded:
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
