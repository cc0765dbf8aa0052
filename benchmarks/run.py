"""Compares the speed of hsp with other tools: whole processes, taking turns in one run.

    python -m benchmarks.run --sizes S,M --runs 5

Absolute times differ between machines, so the ratios count. Every round runs each command once, so that other load on
the machine slows all of them alike. Only the command is measured: separate processes write its input beforehand.
"""

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from resource import struct_rusage
from statistics import median
from typing import NamedTuple

from benchmarks import BEANCOUNT, HLEDGER, JSON_SCHEMA, YAMALE_SCHEMA
from benchmarks.generate import AS_OF, QUARTER, SIZES

REPOSITORY = Path(__file__).parents[1]
RUNS = {"S": 7, "M": 3, "L": 1}
START = "start"
"""In place of a size: commands that read no workspace."""

_HSP = (sys.executable, "-c", "from hsp_cli.cli.app import program; program()")
_PARSE = """\
import gc, sys, yaml_rs
gc.disable()
for line in sys.stdin:
    with open(line.rstrip(), encoding="utf-8") as file:
        yaml_rs.loads(file.read(), parse_datetime=False)
"""
_QUESTIONS = {
    "hsp exceptions": ("exceptions", "--quarter", QUARTER, "--all"),
    "hsp due": ("due",),
    "hsp risks": ("risks", "--quarter", QUARTER),
    "hsp list": ("list", "indicators"),
    "hsp explain": ("explain", "ashford-ni-1", "--quarter", QUARTER),
}
_REPORT = ("report", f"ashford-report-{QUARTER.lower()}")
_IDS = "hsp completion of ids"
_LATE = "hsp validate, everything late"
_ALL_LATE = "2025-07-01"
"""A date on which every open action is overdue: L has about 30,000 warnings then."""
_FAILING = {1: "hsp validate, 1 file fails", 10: "hsp validate, 10 files fail"}
_WITH_C_PARSER = "check-jsonschema with the C parser"
_SLOW = frozenset({"check-jsonschema", _WITH_C_PARSER, "yamale"})
"""Tools that take minutes on L; they run there only with `--all-peers`."""


@dataclass(frozen=True)
class Case:
    """A command to measure, and what to do before each run."""

    name: str
    size: str
    command: tuple[str, ...]
    stdin: bytes = b""
    env: Mapping[str, str] = field(default_factory=dict)
    before: Callable[[], None] = lambda: None
    exits: int = 0


@dataclass
class Sample:
    """Wall seconds, CPU seconds and peak MiB of each run of a case."""

    seconds: list[float] = field(default_factory=list)
    worked: list[float] = field(default_factory=list)
    mebibytes: list[float] = field(default_factory=list)

    @property
    def wall(self) -> float:
        return median(self.seconds)

    @property
    def work(self) -> float:
        return median(self.worked)

    @property
    def peak(self) -> float:
        return median(self.mebibytes)


Samples = dict[tuple[str, str], Sample]


@dataclass(frozen=True)
class Corpus:
    """A workspace of one size, and the folder with the same content for other tools."""

    size: str
    root: Path
    peers: Path
    cache: Path

    @property
    def files(self) -> list[Path]:
        return sorted((self.root / "data").rglob("*.yaml"))


def make_corpus(size: str, folder: Path) -> Corpus:
    corpus = Corpus(size, folder / size, folder / f"{size}-peers", folder / f"{size}-cache")
    _python("-m", "benchmarks.generate", str(corpus.root), "--boroughs", str(SIZES[size]))
    _python("-m", "benchmarks.peers", str(corpus.root), str(corpus.peers))
    return corpus


def _python(*arguments: str) -> None:
    subprocess.run((sys.executable, *arguments), cwd=REPOSITORY, env=_environment({}), check=True)


def _environment(more: Mapping[str, str]) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("HSP_", "PYTHON"))}
    return {**kept, "PYTHONPATH": str(REPOSITORY / "src"), "BEANCOUNT_DISABLE_LOAD_CACHE": "1", **more}


# Cases


def start_cases() -> Iterator[Case]:
    yield Case("python", START, (sys.executable, "-c", "pass"))
    yield Case("hsp --version", START, (*_HSP, "--version"))
    words = {"_HSP_COMPLETE": "complete_bash", "COMP_WORDS": "hsp va", "COMP_CWORD": "1"}
    yield Case("hsp completion", START, _HSP, env=words)


def hsp_cases(corpus: Corpus) -> Iterator[Case]:
    listed = "".join(f"{file}\n" for file in corpus.files).encode()
    yield Case("floor", corpus.size, (sys.executable, "-c", _PARSE), stdin=listed)
    env = {"HSP_CACHE_DIR": str(corpus.cache)}
    changing = next(file for file in corpus.files if file.parent.name == "indicators")

    def hsp(name: str, *words: str, before: Callable[[], None] = lambda: _forget(corpus)) -> Case:
        return Case(name, corpus.size, _hsp(corpus, *words), env=env, before=before)

    yield hsp("hsp validate", "validate")
    yield hsp("hsp validate, warm", "validate", before=lambda: None)
    yield hsp("hsp validate, one file changed", "validate", before=lambda: change(changing))
    if corpus.size == "S":
        for count, name in _FAILING.items():
            yield Case(name, "S", _hsp(_with_failing_plans(corpus, count), "validate", "--no-cache"), exits=1)
    if corpus.size == "M":
        for name, words in (*_QUESTIONS.items(), ("hsp report", _REPORT)):
            yield hsp(name, *words)
        yield hsp("hsp report after hsp validate", *_REPORT, before=lambda: _validate(corpus))
    else:
        # The cold run fills the cache for the warm one.
        for name, words in _QUESTIONS.items():
            yield hsp(name, *words)
            yield hsp(f"{name}, warm", *words, before=lambda: None)
    if corpus.size == "S":
        typed = {"_HSP_COMPLETE": "complete_bash", "COMP_WORDS": "hsp show ", "COMP_CWORD": "2"}
        yield Case(_IDS, "S", _HSP, env={**env, **typed, "HSP_ROOT": str(corpus.root)})
    if corpus.size == "L":
        late = (*_HSP, "validate", "--no-cache", "--root", str(corpus.root), "--as-of", _ALL_LATE)
        yield Case(_LATE, "L", late)


def _hsp(corpus: Corpus, *words: str) -> tuple[str, ...]:
    return (*_HSP, *words, "--root", str(corpus.root), "--as-of", AS_OF)


def peer_cases(corpus: Corpus) -> Iterator[Case]:
    def tool(name: str) -> str:
        beside = Path(sys.executable).with_name(name)
        return str(beside) if beside.exists() else shutil.which(name) or ""

    def alone(name: str) -> str:
        """A tool installed by itself, without the C parser that hsp installs."""
        apart = REPOSITORY / "build" / "peers" / "bin" / name
        return str(apart) if apart.exists() else ""

    files = tuple(map(str, corpus.files))
    peers = corpus.peers
    commands = {
        "check-jsonschema": (alone("check-jsonschema"), "--schemafile", str(peers / JSON_SCHEMA), *files),
        _WITH_C_PARSER: (tool("check-jsonschema"), "--schemafile", str(peers / JSON_SCHEMA), *files),
        "yamale": (tool("yamale"), "-s", YAMALE_SCHEMA, str(corpus.root / "data")),
        "bean-check": (tool("bean-check"), str(peers / BEANCOUNT)),
        "hledger check": (tool("hledger"), "-f", str(peers / HLEDGER), "check"),
    }
    for name, command in commands.items():
        if command[0]:
            yield Case(name, corpus.size, command)
        else:
            print(f"{name} is not installed; it is left out", file=sys.stderr)


def _forget(corpus: Corpus) -> None:
    shutil.rmtree(corpus.cache, ignore_errors=True)


def _validate(corpus: Corpus) -> None:
    """Fills the cache, as a check before the paper does."""
    env = {**os.environ, "PYTHONPATH": str(REPOSITORY / "src"), "HSP_CACHE_DIR": str(corpus.cache)}
    subprocess.run(_hsp(corpus, "validate"), env=env, check=True, stdout=subprocess.DEVNULL)


def change(file: Path) -> None:
    """Changes the content with an empty line, so that the cache misses and the record stays the same."""
    with file.open("a", encoding="utf-8") as record:
        record.write("\n")


def _with_failing_plans(corpus: Corpus, count: int) -> Corpus:
    """A copy of the workspace where `count` plans have an action that starts after it is due, in mid-file."""
    root = corpus.root.with_name(f"{corpus.size}-{count}-failing")
    shutil.copytree(corpus.root, root)
    for plan in sorted((root / "data" / "plans").glob("*.yaml"))[:count]:
        text = plan.read_text(encoding="utf-8")
        middle = text.index("start: 2010-04", len(text) // 2)
        plan.write_text(f"{text[:middle]}start: 2012-04{text[middle + len('start: 2012-04') :]}", encoding="utf-8")
    return Corpus(corpus.size, root, corpus.peers, corpus.cache)


# Measuring


def measure(cases: Iterable[Case], runs: Callable[[Case], int]) -> Samples:
    """Runs each case the given number of times, round by round."""
    cases = list(cases)
    samples: Samples = {(case.name, case.size): Sample() for case in cases}
    for turn in range(max(map(runs, cases))):
        for case in cases:
            if turn < runs(case):
                sample = samples[case.name, case.size]
                seconds, used = _run(case)
                sample.seconds.append(seconds)
                sample.worked.append(used.ru_utime + used.ru_stime)
                sample.mebibytes.append(used.ru_maxrss / (1024 if sys.platform == "linux" else 1024 * 1024))
        print(f"round {turn + 1} finished", file=sys.stderr)
    return samples


def _run(case: Case) -> tuple[float, struct_rusage]:
    """Wall seconds, and the resources used by the process and its children."""
    case.before()
    with tempfile.TemporaryFile() as stdin, tempfile.TemporaryFile() as out:
        stdin.write(case.stdin)
        stdin.seek(0)
        began = time.perf_counter()
        process = subprocess.Popen(case.command, stdin=stdin, stdout=out, stderr=out, env=_environment(case.env))
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != case.exits:
            out.seek(0)
            said = out.read()[-2000:].decode(errors="replace")
            sys.exit(f"{case.name} on {case.size} exited with {process.returncode}:\n{said}")
    return seconds, used


# Targets


class Outcome(NamedTuple):
    """A target, its limit, the measured wall and CPU times or ratios, and whether the wall time meets it."""

    what: str
    limit: str
    clock: float | None
    work: float | None
    met: bool


@dataclass(frozen=True)
class Target:
    """A ratio of the times of two commands, with a lower or upper limit for each size."""

    of: str
    to: str
    limits: Mapping[str, float]
    at_least: bool = False
    to_size: str = ""

    def outcomes(self, samples: Samples) -> Iterator[Outcome]:
        """The outcome for each size that was measured."""
        for size, limit in self.limits.items():
            of, to = samples.get((self.of, size)), samples.get((self.to, self.to_size or size))
            if of and to:
                clock, work = of.wall / to.wall, of.work / to.work
                met = clock >= limit if self.at_least else clock <= limit
                where = "" if size == START else f", {size}"
                sign = "≥" if self.at_least else "≤"
                yield Outcome(f"{self.of} : {self.to}{where}", f"{sign} {limit:g}", clock, work, met)


TARGETS = (
    Target("check-jsonschema", "hsp validate", {"S": 15, "M": 50, "L": 80}, at_least=True),
    Target(_WITH_C_PARSER, "hsp validate", {"S": 15, "M": 50, "L": 80}, at_least=True),
    Target("yamale", "hsp validate", {"S": 3, "M": 4, "L": 6}, at_least=True),
    Target("bean-check", "hsp validate", {"M": 3}, at_least=True),
    Target("hledger check", "hsp validate", {"M": 1.5, "L": 3}, at_least=True),
    Target("hsp validate", "floor", {"M": 2.5, "L": 2}),
    Target("hsp validate, warm", "python", {"S": 4, "M": 6}, to_size=START),
    Target("hsp validate, one file changed", "hsp validate", {"S": 1.2, "M": 1.2}, to_size="S"),
    *(Target(name, "hsp validate", {"M": 2}) for name in _QUESTIONS),
    *(Target(f"{name}, warm", "python", {"S": 10}, to_size=START) for name in _QUESTIONS),
    Target("hsp report", "hsp validate", {"M": 1.5}),
    Target("hsp report after hsp validate", "hsp validate", {"M": 1.5}),
    Target(_LATE, "hsp validate", {"L": 3}),
    Target("hsp --version", "python", {START: 6}),
    Target("hsp completion", "python", {START: 6}),
)
MEBIBYTES_ON_L = {"hsp validate": 150, _LATE: 300, **dict.fromkeys((f"{name}, warm" for name in _QUESTIONS), 300)}
MS_OF_COMPLETION = 100
MS_PER_FAILING_FILE = 5
BYTES_OF_FAILING_FILE = 117_000


def outcomes(samples: Samples, corpora: Iterable[Corpus]) -> Iterator[Outcome]:
    for target in TARGETS:
        yield from target.outcomes(samples)
    for corpus in corpora:
        if corpus.size == "S":
            yield _for_each_failing_file(samples, corpus)
    validated = {size: sample for (name, size), sample in samples.items() if name == "hsp validate"}
    for name, most in MEBIBYTES_ON_L.items():
        if sample := samples.get((name, "L")):
            yield Outcome(f"peak MiB of {name}, L", f"≤ {most}", sample.peak, None, sample.peak <= most)
    if sample := samples.get((_IDS, "S")):
        clock, work = sample.wall * 1000, sample.work * 1000
        yield Outcome(f"ms of {_IDS}", f"≤ {MS_OF_COMPLETION}", clock, work, clock <= MS_OF_COMPLETION)
    for small, large in (("S", "M"), ("M", "L")):
        if small in validated and large in validated:
            more = SIZES[large] / SIZES[small]
            clock = validated[large].wall / validated[small].wall / more
            work = validated[large].work / validated[small].work / more
            yield Outcome(f"hsp validate for each record, {large} : {small}", "≤ 1", clock, work, clock <= 1)


def _for_each_failing_file(samples: Samples, corpus: Corpus) -> Outcome:
    """CPU milliseconds, because the difference is small; the fixed cost of a failing run is left out."""
    few, many = sorted(_FAILING)
    more = samples[_FAILING[many], "S"].work - samples[_FAILING[few], "S"].work
    plans = sorted((corpus.root / "data" / "plans").glob("*.yaml"))[few:many]
    each = more * 1000 * BYTES_OF_FAILING_FILE / sum(plan.stat().st_size for plan in plans)
    what = f"ms for each failing file of {BYTES_OF_FAILING_FILE // 1000} kB"
    return Outcome(what, f"≤ {MS_PER_FAILING_FILE}", None, each, each <= MS_PER_FAILING_FILE)


# Output


def tables(samples: Samples, corpora: list[Corpus]) -> str:
    """The results in Markdown: the machine, the workspaces, the times and the targets."""
    return "\n\n".join(
        (
            f"{os.cpu_count()} cores, {platform.python_implementation()} {platform.python_version()}.",
            _table(
                "| workspace | boroughs | files | MB | YAML nodes |\n| --- | --: | --: | --: | --: |",
                _sizes(corpora),
            ),
            _table(
                "| command | on | median s | fastest | slowest | CPU s | runs | peak MiB | ratio to hsp validate |\n"
                "| --- | --- | --: | --: | --: | --: | --: | --: | --: |",
                _times(samples),
            ),
            *_country(samples),
            _table(
                "| target | limit | wall time | CPU time | met |\n| --- | --- | --: | --: | --- |",
                map(_outcome, outcomes(samples, corpora)),
            ),
        )
    )


def _table(head: str, lines: Iterable[str]) -> str:
    return "\n".join((head, *lines))


def _sizes(corpora: list[Corpus]) -> Iterator[str]:
    for corpus in corpora:
        texts = [file.read_bytes() for file in corpus.files]
        nodes, size = sum(map(count_nodes, texts)), sum(map(len, texts)) / 1e6
        yield f"| {corpus.size} | {SIZES[corpus.size]} | {len(texts):,} | {size:.1f} | {nodes:,} |"


def count_nodes(text: bytes) -> int:
    """The number of mappings, lists, keys and values in a file."""
    import yaml_rs

    def inside(value: object) -> int:
        if isinstance(value, dict):
            return 1 + sum(1 + inside(item) for item in value.values())
        return 1 + sum(map(inside, value)) if isinstance(value, list) else 1

    return inside(yaml_rs.loads(text.decode(), parse_datetime=False))


def _times(samples: Samples) -> Iterator[str]:
    for (name, size), sample in samples.items():
        validate = samples.get(("hsp validate", size))
        ratio = f"{sample.wall / validate.wall:.2f}" if validate else ""
        low, high = min(sample.seconds), max(sample.seconds)
        where = "" if size == START else size
        times = f"{sample.wall:.3f} | {low:.3f} | {high:.3f} | {sample.work:.3f} | {len(sample.seconds)}"
        yield f"| {name} | {where} | {times} | {sample.peak:.0f} | {ratio} |"


COUNTRY = 333
"""Boroughs in a country."""


def _country(samples: Samples) -> Iterator[str]:
    """The estimated time for a country, from the measured time of ten boroughs."""
    shard = samples.get(("hsp validate", "M"))
    if shard:
        seconds = shard.wall * COUNTRY / SIZES["M"]
        yield (
            f"{COUNTRY} boroughs as {-(-COUNTRY // SIZES['M'])} workspaces of ten, one after another on this machine: "
            f"{seconds:.0f} s (estimated from M, not measured)."
        )


def _outcome(outcome: Outcome) -> str:
    clock, work = ("" if value is None else f"{value:.2f}" for value in (outcome.clock, outcome.work))
    return f"| {outcome.what} | {outcome.limit} | {clock} | {work} | {'yes' if outcome.met else 'no'} |"


def as_json(samples: Samples) -> str:
    with_unit = [
        {
            "command": name,
            "on": size,
            "seconds": sample.seconds,
            "processor": sample.worked,
            "mebibytes": sample.mebibytes,
        }
        for (name, size), sample in samples.items()
    ]
    machine = {"cores": os.cpu_count(), "python": platform.python_version()}
    return json.dumps({"machine": machine, "measured": with_unit}, indent=1) + "\n"


BEGIN, END = "<!-- begin: measured -->", "<!-- end: measured -->"


def put_into(page: Path, text: str) -> None:
    """Replaces the text between the two markers of a page; a page without markers is overwritten."""
    before, begins, rest = (page.read_text(encoding="utf-8") if page.exists() else "").partition(BEGIN)
    _, ends, after = rest.partition(END)
    whole = f"{before}{BEGIN}\n\n{text}\n\n{END}{after}" if begins and ends else text + "\n"
    page.write_text(whole, encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--sizes", default="S,M", help="S, M and L, separated by commas (default: %(default)s)")
    parser.add_argument("--runs", type=int, help=f"runs of each command (default: {RUNS})")
    parser.add_argument("--all-peers", action="store_true", help="run the slow tools on L too")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the time of every run")
    parser.add_argument("--markdown", type=Path, metavar="FILE", help="write the tables between the markers of a page")
    given = parser.parse_args()
    sizes = given.sizes.split(",")
    if not set(sizes) <= set(SIZES):
        parser.error(f"choose sizes from {', '.join(SIZES)}")
    if find_spec("yamale") is None:
        parser.error("the other tools are not installed: pip install -e '.[bench]'")
    with tempfile.TemporaryDirectory(prefix="hsp-bench-") as folder:
        corpora = [make_corpus(size, Path(folder)) for size in sizes]
        cases = [*start_cases()]
        for corpus in corpora:
            cases += hsp_cases(corpus)
            cases += (
                case for case in peer_cases(corpus) if corpus.size != "L" or given.all_peers or case.name not in _SLOW
            )
        for case in cases:
            if case.size in (START, sizes[0]):
                _run(case)  # not counted: the first run compiles modules
        samples = measure(cases, lambda case: given.runs or RUNS.get(case.size, max(RUNS.values())))
        text = tables(samples, corpora)
    print(text)
    if given.json:
        given.json.write_text(as_json(samples), encoding="utf-8")
    if given.markdown:
        put_into(given.markdown, text)


if __name__ == "__main__":
    main()
