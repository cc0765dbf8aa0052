"""Measures `hsp validate` on one indicator whose figures are in a CSV file, by the number of its rows.

    python -m benchmarks.observations --runs 9

Each round checks every size once, with an empty cache, so that other load on the machine slows all of them alike.
"""

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path
from random import Random
from statistics import median

ROWS = (1_000, 50_000, 150_000)
AS_OF = "2026-01-01"

_YEARS = [f"{year}/{(year + 1) % 100:02}" for year in range(2000, 2025)]
_FILES = {
    "partnership": "id: borough\nname: Borough\nrag:\n  levels:\n"
    "    - {code: G, name: Green, colour: green, at_least: 0}\n"
    "    - {code: R, name: Red, colour: red, exception: true}\n",
    "indicators/claims": "id: claims\ntitle: People who claim\nunit: people\nbetter: lower\nfrequency: yearly\n"
    "dimensions: [area, sex]\nobservations: claims.csv\n",
}
_HSP = (sys.executable, "-c", "from hsp_cli.cli.app import program; program()")


def write_workspace(root: Path, rows: int) -> None:
    """Write an indicator with that many figures: 25 years, two sexes, and as many areas as it takes."""
    for name, text in _FILES.items():
        file = root / "data" / f"{name}.yaml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    random = Random(rows)
    lines = ["period,area,sex,actual,target"]
    for series in range(-(-rows // len(_YEARS))):
        area, sex, usual = f"area-{series // 2:05}", ("female", "male")[series % 2], random.uniform(50, 90)
        lines += (f"{year},{area},{sex},{usual + random.uniform(-20, 20):.2f},{usual:.1f}" for year in _YEARS)
    text = "".join(f"{line}\n" for line in lines[: rows + 1])
    (root / "data/indicators/claims.csv").write_text(text, encoding="utf-8")


def measure(root: Path, cache: Path) -> tuple[float, float, float]:
    """CPU seconds, wall seconds and peak MiB of one run with an empty cache."""
    for file in cache.glob("*"):
        file.unlink()
    start = time.perf_counter()
    process = os.posix_spawn(
        _HSP[0],
        [*_HSP, "validate", "--quiet", "--root", str(root), "--as-of", AS_OF],
        {**os.environ, "HSP_CACHE_DIR": str(cache)},
    )
    _, status, used = os.wait4(process, 0)
    if status:
        raise SystemExit("hsp validate has failed")
    return used.ru_utime + used.ru_stime, time.perf_counter() - start, used.ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=9)
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as folder:
        cache = Path(folder, "cache")
        for rows in ROWS:
            write_workspace(Path(folder, str(rows)), rows)
        taken = [[measure(Path(folder, str(rows)), cache) for rows in ROWS] for _ in range(runs)]
    print("| rows | CPU s, median | CPU s, fastest | wall s, fastest | peak MiB |")
    print("| --: | --: | --: | --: | --: |")
    for position, rows in enumerate(ROWS):
        cpu, wall, peak = zip(*(one[position] for one in taken), strict=True)
        print(f"| {rows:,} | {median(cpu):.2f} | {min(cpu):.2f} | {min(wall):.2f} | {max(peak):.0f} |")


if __name__ == "__main__":
    main()
