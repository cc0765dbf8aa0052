"""A hundred thousand files that nobody would write, and ten thousand that anybody could."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.fuzz.scale import SCALE, times
from tests.runs import surroundings
from tests.security.documents import damaged, document
from tests.security.test_reading import CONTENTS, KINDS, alike, ends_well, unblanked, with_both
from tests.workspaces import PARTNERSHIP, REPOSITORY, write_files

HERE = Path(__file__).parent
PARTS = 20
HANG = 5


def has_an_empty_key(data: Any) -> bool:
    if isinstance(data, dict):
        return None in data or any(map(has_an_empty_key, data.values()))
    return isinstance(data, list) and any(map(has_an_empty_key, data))


@pytest.mark.parametrize("part", range(PARTS))
def test_both_loaders_read_ten_thousand_documents_alike(part: int) -> None:
    count = times(10_000 // PARTS)
    for seed in range(10_000 + part * count, 10_000 + (part + 1) * count):
        text, data = document(random.Random(seed))
        fast, slow = with_both(text)
        assert alike(fast, data), text
        assert alike(slow, data), text
        text = damaged(text, random.Random(seed))
        fast, slow = with_both(text)
        # A colon that begins a text between brackets is an empty key to the slower one; no record has such a key.
        assert fast is ... or slow is ... or has_an_empty_key(slow) or alike(unblanked(fast), unblanked(slow)), text


def any_file(chance: random.Random) -> bytes:
    match chance.randrange(4):
        case 0:
            return chance.randbytes(chance.randrange(400))
        case 1:
            return document(chance, named=True)[0].encode()
        case 2:
            return damaged(document(chance, named=True)[0], chance).encode("utf-8", "replace")
        case _:
            return damaged(chance.choice(list(CONTENTS.values())).decode(), chance).encode("utf-8", "replace")


@pytest.mark.parametrize("part", range(PARTS))
def test_a_hundred_thousand_files_end_as_records_or_as_findings(part: int, tmp_path: Path) -> None:
    root = write_files(tmp_path, {"data/partnership.yaml": PARTNERSHIP})
    slowest = 0.0
    for seed in range(times(100_000 // PARTS)):
        chance = random.Random(part * 1_000_000 + seed)
        path = f"data/{chance.choice(KINDS)}/x.yaml"
        begun = time.monotonic()
        if hasattr(signal, "alarm"):
            signal.alarm(HANG)
        try:
            ends_well(root, {path: any_file(chance)})
        finally:
            if hasattr(signal, "alarm"):
                signal.alarm(0)
        slowest = max(slowest, time.monotonic() - begun)
        (root / path).unlink()
    assert slowest < HANG


def test_ten_minutes_of_fuzzing_find_nothing(tmp_path: Path) -> None:
    pytest.importorskip("atheris", reason="there is no atheris for this system")
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for path in (HERE / "corpus").iterdir():
        (corpus / path.name).write_bytes(path.read_bytes())
    seconds = max(5, round(600 * SCALE))
    done = subprocess.run(
        (
            sys.executable,
            str(HERE / "fuzz.py"),
            str(corpus),
            f"-max_total_time={seconds}",
            "-max_len=2000",
            "-timeout=5",
        ),
        env={**surroundings(), "PYTHONPATH": os.pathsep.join((str(REPOSITORY / "src"), str(REPOSITORY)))},
        cwd=tmp_path,
        capture_output=True,
        timeout=seconds * 2 + 60,
        check=False,
    )
    told = done.stderr.decode(errors="replace")
    assert done.returncode == 0, told[-3_000:]
    print(next((line for line in reversed(told.splitlines()) if "runs in" in line), ""))  # noqa: T201 - for -rP
