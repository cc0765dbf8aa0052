"""Builds a repository with a long history, and measures the questions that read it.

The same seed gives the same commits:

    python -m benchmarks.histories FOLDER --boroughs 2 --commits 10000

Each commit changes one file, as people do: a figure or a comment, the progress, an update or the deadline of an action,
a rating, an outcome. One in ten commits of a plan moves a deadline. The last commit is what the workspace on disk has.
"""

import argparse
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random
from resource import RUSAGE_CHILDREN, getrusage
from statistics import median
from time import perf_counter

from benchmarks.generate import SEED, workspace

_HSP = (sys.executable, "-c", "from hsp_cli.cli.app import program; program()")
_QUESTIONS = (
    ("slippage",),
    ("slippage", "--no-history"),
    ("history", "ashford-plan-1/w1-1-a3"),
    ("list", "revised-figures"),
)
_FIRST = 1_200_000_000  # January 2008
_APART = 7_200
"""The seconds between two commits."""

_AUTHORS = ("Ann Reed", "Bo Field", "Cy Marsh", "Di Poole")
_CHANGES = {
    "indicators": ((r"actual: ([0-9]+)", 3), (r"comment: (?:\|\n +)?(\w+)", 1)),
    "plans": ((r"progress: ([0-9]+)", 5), (r"due: ([0-9]{4}-[0-9]{2})", 1), (r"text: (?:\|\n +)?(\w+)", 4)),
    "risks": ((r"reason: (?:\|\n +)?(\w+)", 1),),
    "meetings": ((r"text: (?:\|\n +)?(\w+)", 1),),
}
"""What is changed in a file of each folder, and how often beside the other changes there."""

_SHARES = {"indicators": 5, "plans": 3, "risks": 1, "meetings": 1}


def write_history(root: Path, boroughs: int, commits: int, seed: int = SEED) -> None:
    """A workspace with this many commits, in a new repository. Its files are on disk as in the last commit."""
    subprocess.run(("git", "init", "-q", "-b", "main", str(root)), check=True)
    importer = subprocess.Popen(
        ("git", "fast-import", "--quiet", "--force"), cwd=root, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL
    )
    assert importer.stdin is not None
    for piece in _stream(boroughs, commits, Random(f"history/{seed}"), seed):
        importer.stdin.write(piece)
    importer.stdin.close()
    if importer.wait():
        raise SystemExit("git fast-import failed")
    subprocess.run(("git", "repack", "-a", "-d", "-q"), cwd=root, check=True)
    subprocess.run(("git", "reset", "-q", "--hard", "main"), cwd=root, check=True)


def _stream(boroughs: int, commits: int, random: Random, seed: int) -> Iterator[bytes]:
    files = dict(workspace(boroughs, seed))
    yield _commit(0, "All records", random, files)
    folders = {folder: [path for path in files if path.startswith(f"data/{folder}/")] for folder in _SHARES}
    for number in range(1, commits):
        folder = random.choices(list(_SHARES), list(_SHARES.values()))[0]
        path = random.choice(folders[folder])
        pattern = random.choices(*zip(*_CHANGES[folder], strict=True))[0]
        places = list(re.finditer(pattern, files[path]))
        if not places:
            continue
        place = random.choice(places)
        value = _changed(place[1], random)
        files[path] = files[path][: place.start(1)] + value + files[path][place.end(1) :]
        yield _commit(number, f"Change {path}", random, {path: files[path]})


def _changed(value: str, random: Random) -> str:
    if "-" in value:
        return f"20{random.randint(10, 12)}-{random.randint(1, 12):02}"
    return str(random.randint(1, 99)) if value.isdecimal() else f"{value[:8]}{random.randint(0, 9)}"


def _commit(number: int, subject: str, random: Random, files: dict[str, str]) -> bytes:
    when = _FIRST + number * _APART
    author = random.choice(_AUTHORS)
    pieces = [f"commit refs/heads/main\ncommitter {author} <a@example.org> {when} +0000\n", _data(subject)]
    pieces += (f"M 100644 inline {path}\n{_data(text)}" for path, text in files.items())
    return "".join(pieces).encode()


def _data(text: str) -> str:
    return f"data {len(text.encode())}\n{text}\n"


def _measure(root: Path, runs: int) -> None:
    """Print the times of the questions that read the whole history, each in a process of its own.

    CPU time counts hsp and the git that it calls. It is steadier if other work runs on the same cores.
    """
    for question in _QUESTIONS:
        times, cpu = [], []
        for _ in range(runs):
            start, used = perf_counter(), _cpu_of_children()
            done = subprocess.run((*_HSP, *question, "--root", str(root)), stdout=subprocess.DEVNULL, check=False)
            times.append(perf_counter() - start)
            cpu.append(_cpu_of_children() - used)
            if done.returncode:
                raise SystemExit(f"hsp {' '.join(question)} ended with {done.returncode}")
        print(f"hsp {' '.join(question)}: {median(times):.2f} s, CPU {median(cpu):.2f} s (median of {runs})")


def _cpu_of_children() -> float:
    used = getrusage(RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--boroughs", type=int, default=2)
    parser.add_argument("--commits", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=3)
    asked = parser.parse_args()
    if not asked.folder.exists():
        write_history(asked.folder, asked.boroughs, asked.commits)
    _measure(asked.folder, asked.runs)


if __name__ == "__main__":
    main()
