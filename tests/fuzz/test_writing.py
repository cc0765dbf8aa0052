"""A report that is killed, or whose disk fails, at every call it makes to the system; and eight that write at once."""

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from hsp_cli.store.writing import write_atomically
from tests.fuzz.scale import SCALE, times
from tests.runs import PROGRAM, hsp, surroundings
from tests.sample_workspace import FILES
from tests.workspaces import REPOSITORY, write_files

CALLS = "%file,%desc,write,fsync,rename"
KILLED = 137
needs_strace = pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
OLD = "the old paper\n" * 100


def command(root: Path, paper: Path) -> tuple[str, ...]:
    options = ("--root", str(root), "--quarter", "Q1-2024", "--as-of", "2024-04-15", "-o", str(paper))
    return (sys.executable, "-c", PROGRAM, "report", *options)


def run(arguments: tuple[str, ...], kept: Path, earlier: Path | None = None) -> "subprocess.CompletedProcess[bytes]":
    """Run a command with what an earlier run kept, else nothing; so each makes the calls that the first one made."""
    shutil.rmtree(kept, ignore_errors=True)
    if earlier:
        shutil.copytree(earlier, kept)
    environment = {
        **surroundings(),
        "PYTHONPATH": str(REPOSITORY / "src"),
        "PYTHONDONTWRITEBYTECODE": "1",
        "HSP_CACHE_DIR": str(kept),
    }
    return subprocess.run(arguments, env=environment, capture_output=True, timeout=60, check=False)


def calls_of(log: Path, arguments: tuple[str, ...], kept: Path, earlier: Path | None = None) -> list[str]:
    """The calls that a command makes in peace, in order."""
    done = run(("strace", "-o", str(log), "-e", f"trace={CALLS}", *arguments), kept, earlier)
    assert done.returncode in (0, 1), done.stderr
    return [line for line in log.read_text(errors="replace").splitlines() if re.match(r"\w+\(", line)]


def killed_at(place: tuple[str, int], arguments: tuple[str, ...], kept: Path, earlier: Path | None = None) -> bool:
    """Run a command and kill it at a call, given by its name and its number; whether it came so far."""
    name, when = place
    kill = ("-e", f"trace={name}", "-e", f"inject={name}:signal=SIGKILL:when={when}")
    return run(("strace", "-o", os.devnull, *kill, *arguments), kept, earlier).returncode in (KILLED, -9)


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    (tmp_path / "out").mkdir()
    return tmp_path / "out/paper.md"


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """The folder in which hsp keeps what it has found."""
    return tmp_path / "kept"


@pytest.fixture
def calls(sample: Path, paper: Path, kept: Path, tmp_path: Path) -> tuple[str, list[str]]:
    """The paper that comes out of a run left in peace, and the calls that it makes, in order."""
    made = calls_of(tmp_path / "log", command(sample, paper), kept)
    return paper.read_text(), made


def chosen(made: list[str], part: str) -> list[tuple[str, int]]:
    """Where to fail: each call by its name and how often it was made before.

    At full scale all of them, else every so many; those of the writing, which lines with `part` tell, always.
    """
    counts: Counter[str] = Counter()
    places = []
    for line in made:
        name = line.partition("(")[0]
        counts[name] += 1
        places.append((name, counts[name]))
    writing = [number for number, line in enumerate(made) if part in line]
    first, after = writing[0] - 5, writing[-1] + 10
    every = max(1, round(1 / SCALE))
    return [*places[:first:every], *places[first:after], *places[after::every]]


def assert_whole(paper: Path, new: str) -> None:
    assert paper.read_text() in (OLD, new)


@needs_strace
def test_a_report_killed_at_any_call_loses_nothing_and_mixes_nothing(
    sample: Path, paper: Path, kept: Path, calls: tuple[str, list[str]]
) -> None:
    new, made = calls
    places = chosen(made, f"{paper.parent}/.paper.md.")
    killed = 0
    for place in places:
        paper.write_text(OLD)
        killed += killed_at(place, command(sample, paper), kept)
        assert_whole(paper, new)
    # How often a call is made differs a little from run to run.
    assert killed >= len(places) * 0.9
    write_atomically(paper, new)
    assert list(paper.parent.iterdir()) == [paper]
    print(f"killed {killed} times at {len(places)} of {len(made)} calls")  # noqa: T201 - for -rP


@needs_strace
def test_after_a_check_killed_at_any_call_the_next_one_gives_the_same_answer(
    sample: Path, kept: Path, tmp_path: Path
) -> None:
    asked = ("validate", "--root", str(sample), "--as-of", "2024-04-15", "--format", "json")
    earlier = tmp_path / "earlier"
    hsp(*asked, env={"HSP_CACHE_DIR": str(earlier)})
    write_files(sample, {"data/plans/broken.yaml": "id: broken\ntitle: Broken\nx: 1\n"})
    right = hsp(*asked, "--no-cache")
    arguments = (sys.executable, "-c", PROGRAM, *asked)
    made = calls_of(tmp_path / "log", arguments, kept, earlier)
    places = chosen(made, ".part")
    killed, left = 0, Counter[str]()
    for place in places:
        killed += killed_at(place, arguments, kept, earlier)
        left.update(path.suffix for path in kept.iterdir())
        for _ in range(2):
            assert hsp(*asked, env={"HSP_CACHE_DIR": str(kept)}) == right
    assert killed >= len(places) * 0.9
    assert left[".part"] > 0
    print(f"killed {killed} times at {len(places)} of {len(made)} calls; left unfinished: {left['.part']}")  # noqa: T201


@needs_strace
@pytest.mark.parametrize("error", ["ENOSPC", "EIO", "EROFS", "EACCES"])
@pytest.mark.parametrize("call", ["openat", "write", "fsync", "chmod", "rename"])
def test_a_disk_error_is_reported_and_the_old_paper_stays(
    error: str, call: str, sample: Path, paper: Path, kept: Path, calls: tuple[str, list[str]]
) -> None:
    new, made = calls
    folder = str(paper.parent)
    begun = next(number for number, line in enumerate(made) if f"{folder}/.paper.md." in line)
    of_kind = [number for number, line in enumerate(made) if line.startswith(f"{call}(")]
    when = 1 + next(index for index, number in enumerate(of_kind) if number >= begun)
    paper.write_text(OLD)
    done = run(
        (
            "strace",
            "-o",
            os.devnull,
            "-e",
            f"trace={call}",
            "-e",
            f"inject={call}:error={error}:when={when}",
            *command(sample, paper),
        ),
        kept,
    )
    assert done.returncode == 2, done.stderr
    assert b"cannot write" in done.stderr
    assert b"Traceback" not in done.stderr
    # The last call opens the folder, once the new paper stands; how many go before it differs a little.
    assert paper.read_text() in ((OLD, new) if call == "openat" else (OLD,))
    assert list(paper.parent.iterdir()) == [paper]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
def test_of_eight_writers_each_file_is_whole_at_any_moment(paper: Path) -> None:
    children = set()
    for number in range(8):
        child = os.fork()
        if child == 0:
            for _ in range(times(500)):
                write_atomically(paper, f"{number}\n" * 20_000)
            os._exit(0)
        children.add(child)
    looks = 0
    while children:
        done, status = os.waitpid(-1, os.WNOHANG)
        if done:
            assert status == 0
            children.discard(done)
        if paper.exists():
            lines = paper.read_text().splitlines()
            assert len(lines) == 20_000
            assert len(set(lines)) == 1
            looks += 1
    assert looks > 0
    assert list(paper.parent.iterdir()) == [paper]


def test_there_is_a_workspace_to_report_on(tmp_path: Path) -> None:
    assert write_files(tmp_path, FILES).is_dir()
