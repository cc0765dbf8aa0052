"""Every bomb in a process of its own: in half a second, in 200 MB, without a crash."""

import json
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fuzz.scale import SCALE
from tests.runs import surroundings
from tests.security.bombs import BOMBS, HARMLESS, WORKSPACES, deep
from tests.security.test_patterns import BOUNDED, USES, slow_text
from tests.workspaces import PARTNERSHIP, REPOSITORY, write_files

SECONDS, MEGABYTES = 0.5, 200
LIMIT = 1024 * 1024 * 1024

# Everything is imported and tried once before the clock starts; a start takes its time whatever the file.
PROGRAM = """
import json, resource, sys, time
from datetime import date
from pathlib import Path
from tests.checks import diagnostics_of

def found(root):
    return diagnostics_of(root, date(2012, 1, 1))

found(Path(sys.argv[1]))
begun = time.process_time()
codes = sorted({one.code for one in found(Path(sys.argv[2]))})
seconds = time.process_time() - begun
print(json.dumps([codes, seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))
"""


def with_unit(files: dict[str, str | bytes], root: Path) -> tuple[list[str], float, float]:
    """The codes of all findings, the seconds, and the most megabytes in use."""
    quiet = write_files(
        root / "quiet", {"data/partnership.yaml": PARTNERSHIP, "data/plans/p.yaml": "id: p\ntitle: P\nx: 1\n"}
    )
    loud = write_files(root / "loud", {"data/partnership.yaml": PARTNERSHIP, **files})
    done = subprocess.run(
        (sys.executable, "-c", PROGRAM, str(quiet), str(loud)),
        env={**surroundings(), "PYTHONPATH": str(REPOSITORY / "src")},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (LIMIT, LIMIT)),
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-500:]
    codes, seconds, megabytes = json.loads(done.stdout)
    return codes, seconds, megabytes


@pytest.mark.parametrize("name", list(BOMBS)[:: max(1, round(0.1 / SCALE))])
def test_a_bomb_takes_half_a_second_and_200_megabytes_at_most(name: str, tmp_path: Path) -> None:
    text, code = BOMBS[name]
    files: dict[str, str | bytes] = {"data/indicators/bomb.yaml": text}
    codes, seconds, megabytes = min((with_unit(files, tmp_path) for _ in range(2)), key=lambda run: run[1])
    # Allowances are settled by the command; here the file has only to be read.
    assert code in (HARMLESS, "unknown-suppression") or code in codes
    assert seconds < SECONDS
    assert megabytes < MEGABYTES


@pytest.mark.parametrize("style", ["block", "flow", "flow, mixed", "dashes"])
@pytest.mark.parametrize("levels", [10, 31, 32, 33, 1_000, 100_000, 1_000_000])
def test_no_depth_crashes(style: str, levels: int, tmp_path: Path) -> None:
    if style == "block" and levels > 1_000:
        pytest.skip("so many steps do not fit into a file")
    codes, seconds, _ = with_unit({"data/indicators/bomb.yaml": deep(levels, style)}, tmp_path)
    assert len(codes) == 1
    assert seconds < SECONDS


@pytest.mark.parametrize("name", WORKSPACES)
def test_a_workspace_of_thousands_of_likenesses_takes_two_seconds_at_most(name: str, tmp_path: Path) -> None:
    _, seconds, megabytes = with_unit(dict(WORKSPACES[name]), tmp_path)
    assert seconds < 4 * SECONDS
    assert megabytes < MEGABYTES


@pytest.mark.parametrize("name", [name for name in USES if name not in BOUNDED])
def test_the_time_of_a_pattern_grows_with_the_text_and_no_faster_up_to_a_megabyte(name: str) -> None:
    longer = max(40_000, round(1_000_000 * SCALE))
    for method in USES[name].methods:
        assert slow_text(USES[name].pattern, method, longer // 4, longer) is None
