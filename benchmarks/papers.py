"""Compares hsp with pandoc: the same finished page, as Markdown, becomes a web page, a Word document and a PDF.

    python -m benchmarks.papers [PAGE] [--runs 5]

Whole processes that take turns. pandoc makes no PDF by itself: like hsp, it has it set by typst.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from itertools import chain, repeat
from pathlib import Path
from statistics import median

PAGE = Path(__file__).parents[1] / "tests/publishing/golden/harrow-q1-2010.md"

_HSP = """\
import sys
from datetime import date
from pathlib import Path
from hsp_cli.formats.document import Document
from hsp_cli.formats.reading import blocks_of
from hsp_cli.publishing.formats import format_of
page, target = map(Path, sys.argv[1:])
document = Document("Paper", blocks_of(page.read_text(encoding="utf-8")), date(2010, 9, 27))
target.write_bytes(format_of(target.name).writer.finish(document))
"""
_TYPST = "import sys, typst; typst.compile(sys.argv[1], output=sys.argv[2])"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("page", nargs="?", type=Path, default=PAGE)
    parser.add_argument("--runs", type=int, default=5)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        jobs = _jobs(given.page, Path(folder))
        for command in chain.from_iterable(jobs.values()):
            subprocess.run(command, check=True)  # once unmeasured, so that files are in memory
        times: dict[tuple[str, str], list[tuple[float, float]]] = {job: [] for job in jobs}
        for job in chain.from_iterable(repeat(tuple(jobs), given.runs)):
            times[job].append(_seconds(jobs[job]))
    print(f"{given.page.name}, {given.page.stat().st_size:,} bytes; median of {given.runs} runs\n")
    print("| format | program | seconds | seconds of processor time |\n| --- | --- | ---: | ---: |")
    for (ending, program), runs in times.items():
        wall, processor = (median(each) for each in zip(*runs, strict=True))
        print(f"| {ending} | {program} | {wall:.2f} | {processor:.2f} |")


def _jobs(page: Path, folder: Path) -> dict[tuple[str, str], list[list[str]]]:
    """The commands that make each format, by format and program."""
    from pypandoc import get_pandoc_path

    pandoc = [get_pandoc_path(), "--from=gfm", "--standalone", "--metadata=title:Paper", str(page), "-o"]
    jobs = {}
    for ending in ("html", "docx", "pdf"):
        ours, theirs = str(folder / f"hsp.{ending}"), str(folder / f"pandoc.{ending}")
        jobs[ending, "hsp"] = [[sys.executable, "-c", _HSP, str(page), ours]]
        jobs[ending, "pandoc"] = [[*pandoc, theirs]]
    markup = str(folder / "pandoc.typ")
    jobs["pdf", "pandoc"] = [[*pandoc, markup], [sys.executable, "-c", _TYPST, markup, theirs]]
    return jobs


def _seconds(commands: list[list[str]]) -> tuple[float, float]:
    """How long commands take one after the other, and how much processor time they need."""
    before, start = os.times(), time.perf_counter()
    for command in commands:
        subprocess.run(command, check=True)
    after, wall = os.times(), time.perf_counter() - start
    used = after.children_user - before.children_user + after.children_system - before.children_system
    return wall, used


if __name__ == "__main__":
    main()
