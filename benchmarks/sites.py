"""Measures `hsp site` on a generated partnership: the first build, one with nothing changed, and one after an indicator
has changed.

    python -m benchmarks.sites [--boroughs 10] [--formats html] [--runs 3]

Each build is a process of its own, with its peak memory that of the largest process. The first one has no cache.
"""

import argparse
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.generate import AS_OF, write_workspace
from benchmarks.run import Case, change, measure

_HSP = (sys.executable, "-c", "from hsp_cli.cli.app import program; program()")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--boroughs", type=int, default=10)
    parser.add_argument("--formats", nargs="+", default=["html"], help="the formats of papers")
    parser.add_argument("--runs", type=int, default=3)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder, "workspace")
        write_workspace(root, given.boroughs)
        with (root / "data/partnership.yaml").open("a", encoding="utf-8") as settings:
            settings.write(f"paper_formats: [{', '.join(given.formats)}]\n")
        found = measure(_cases(root, given.boroughs), lambda _: given.runs)
        files = sum(path.is_file() for path in _public(root).rglob("*"))
    print(f"{given.boroughs} boroughs, papers as {', '.join(given.formats)}: {files:,} files; median of {given.runs}\n")
    print("| build | seconds | CPU s | peak MiB |\n| --- | --: | --: | --: |")
    for (name, _), sample in found.items():
        print(f"| {name} | {sample.wall:.1f} | {sample.work:.1f} | {sample.peak:.0f} |")


def _public(root: Path) -> Path:
    return root.with_name("public")


def _cases(root: Path, boroughs: int) -> Iterator[Case]:
    """The builds in their order. Each needs the one before it."""
    cache = root.with_name("cache")
    command = (*_HSP, "site", "--root", str(root), "--as-of", AS_OF, "-o", str(_public(root)))
    indicator = min((root / "data/indicators").iterdir())

    def forget() -> None:
        for folder in (cache, _public(root)):
            shutil.rmtree(folder, ignore_errors=True)

    for name, before in (
        ("first", forget),
        ("nothing changed", lambda: None),
        ("an indicator changed", lambda: change(indicator)),
    ):
        yield Case(name, str(boroughs), command, env={"HSP_CACHE_DIR": str(cache)}, before=before)


if __name__ == "__main__":
    main()
