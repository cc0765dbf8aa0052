"""Mutation tests: change the code in one place and see whether a test of its room fails.

    python -m tests.fuzz.mutants [--count 300] [--seed 1] [--jobs 2] [ROOM ...]

Takes a random sample of all mutants of the rooms (packages of `hsp_cli`; all of them unless named), the same one for
the same seed and code. Each is tried in a copy under `build/mutants`, against the tests of its own room that it may
affect, until one fails. Prints a table, and every mutant that survives. `--count 0` tries all.

Left out, since no test of a room could tell: docstrings, the page of a rule given to `_file_rule`, annotations, type
aliases and type variables, the type given to `cast`, `if TYPE_CHECKING` and `__slots__`. The metadata of `Annotated`
are mutated: pydantic and typer act on them.
"""

import argparse
import ast
import copy
import importlib.util
import os
import queue
import random
import re
import shutil
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from tests.fuzz.impact import PACKAGE, Calls, passes, record

REPOSITORY = Path(__file__).parents[2]
EQUIVALENTS = Path(__file__).with_name("equivalents.toml")
MORE_TESTS = {
    "domain": ("tests/security/test_arithmetic.py",),
    "formats": ("tests/publishing",),
    "papers": ("tests/publishing",),
    "publishing": ("tests/security/test_templates.py",),
    "store": ("tests/security/test_reading.py", "tests/security/test_writing.py"),
}
"""Tests of a room that stand elsewhere."""

_OPPOSITES: dict[type[ast.AST], Any] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Add,
}


_GENERICS = ("Callable", "Iterable", "dict", "list", "tuple", "type")
"""What a type alias begins with. `Annotated` is none of them."""


class Fate(StrEnum):
    """What became of a mutant."""

    KILLED = "killed"
    EQUIVALENT = "equivalent"
    SURVIVED = "survived"


class Mutant(NamedTuple):
    """One change: characters of a file (by its path under `hsp_cli`), what stands there instead, and the line after."""

    path: str
    function: str
    line: int
    start: int
    end: int
    text: str
    change: str

    @property
    def room(self) -> str:
        return self.path.partition("/")[0]

    @property
    def own_tests(self) -> str:
        """The file of tests of its module, if there is one."""
        inside, _, module = self.path.rpartition("/")
        return f"tests/{inside}/test_{module}"

    def __str__(self) -> str:
        return f"{self.path}:{self.line} {self.function}: {self.change}"

    def applied(self, source: str) -> str:
        return source[: self.start] + self.text + source[self.end :]


# --- Which mutants there are


def mutants_of(path: str, source: str) -> list[Mutant]:
    """All mutants of a module, in the order of its text."""
    starts = [0]
    for line in source.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    lines = source.splitlines()

    def offset(line: int, column: int) -> int:
        return starts[line - 1] + len(lines[line - 1].encode()[:column].decode())

    found = []
    for node, function in _nodes(ast.parse(source), module_of(path)):
        for text in _replacements(node):
            start, end = offset(node.lineno, node.col_offset), offset(node.end_lineno or 0, node.end_col_offset or 0)
            if text != source[start:end]:
                change = _line_after(source, start, end, text)
                found.append(Mutant(path, function, node.lineno, start, end, text, change))
    return sorted(found, key=lambda mutant: (mutant.start, mutant.end, mutant.text))


def module_of(path: str) -> str:
    """The name of the module of a file of the package, as the names of functions begin."""
    return path.removesuffix(".py").replace("/", ".").removesuffix(".__init__")


def _line_after(source: str, start: int, end: int, text: str) -> str:
    """The lines that a change leaves, as one."""
    changed = source[:start] + text + source[end:]
    return " ".join(changed[source.rfind("\n", 0, start) + 1 : changed.find("\n", start + len(text))].split())


_Located = ast.expr | ast.stmt


def _nodes(node: ast.AST, name: str) -> Iterator[tuple[_Located, str]]:
    """Every statement and expression that a mutant may change, with the function around it."""
    for field, value in ast.iter_fields(node):
        if field in ("annotation", "returns", "decorator_list", "type_comment"):
            continue
        for child in value if isinstance(value, list) else [value]:
            if not isinstance(child, ast.AST) or _is_documentation(child) or isinstance(child, ast.JoinedStr):
                continue
            if isinstance(child, ast.Import | ast.ImportFrom) or _is_for_types(child) or _is_unseen(node, child):
                continue
            is_named = isinstance(child, ast.FunctionDef | ast.ClassDef)
            inner = f"{name}.{child.name}" if isinstance(child, ast.FunctionDef | ast.ClassDef) else name
            if isinstance(child, _Located) and not is_named:
                yield child, name
            yield from _nodes(child, inner)


def _is_documentation(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _is_for_types(node: ast.AST) -> bool:
    """Whether only the type checker reads a statement: imports for types, type variables and aliases, slots."""
    match node:
        case ast.If(test=ast.Name(id="TYPE_CHECKING")):
            return True
        case ast.Assign(targets=[ast.Name(id="__slots__")]):
            return True
        case ast.Assign(value=ast.Call(func=ast.Name(id="TypeVar"))):
            return True
        case ast.Assign(targets=[ast.Name(id=name)], value=ast.Subscript(value=ast.Name(id=generic))):
            return generic in _GENERICS and name.lstrip("_")[0].isupper() and not name.isupper()
    return False


def _is_unseen(call: ast.AST, argument: ast.AST) -> bool:
    """Whether an argument changes nothing that a test of the room sees: the page of a rule, or the type of a cast."""
    match call:
        case ast.Call(func=ast.Name(id="_file_rule"), args=[_, _, page, *_]):
            return argument is page
        case ast.Call(func=ast.Name(id="cast"), args=[type_, _]):
            return argument is type_
    return False


def _replacements(node: _Located) -> Iterator[str]:
    """What may stand in the place of a node."""
    for changed in _changed_expressions(node):
        yield f"({ast.unparse(changed)})"
    match node:
        case ast.Constant(value=bool() as value):
            yield str(not value)
        case ast.Constant(value=int() as value):
            yield str(value + 1)
        case ast.Constant(value=str() as value):
            yield repr(f"XX{value}XX")
        case ast.Expr(value=ast.Call()):
            yield "pass"
        case ast.Return(value=ast.expr() as value) if ast.unparse(value) != "None":
            yield "return None"
        case ast.Break() | ast.Continue():
            yield "break" if isinstance(node, ast.Continue) else "continue"


def _changed_expressions(node: _Located) -> Iterator[ast.expr]:
    """An expression with another operator, with its condition the other way round, or with an argument less."""
    match node:
        case ast.Compare():
            for index, operator in enumerate(node.ops):
                changed = copy.deepcopy(node)
                changed.ops[index] = _OPPOSITES[type(operator)]()
                yield changed
        case ast.BoolOp() | ast.BinOp() if type(node.op) in _OPPOSITES:
            other = copy.deepcopy(node)
            other.op = _OPPOSITES[type(node.op)]()
            yield other
        case ast.UnaryOp(op=ast.Not()):
            yield node.operand
        case ast.IfExp():
            yield ast.IfExp(ast.UnaryOp(ast.Not(), node.test), node.body, node.orelse)
        case ast.Call():
            for keyword in node.keywords:
                if keyword.arg:
                    yield ast.Call(node.func, node.args, [one for one in node.keywords if one is not keyword])


# --- Trying them


@cache
@cache
def equivalents() -> frozenset[tuple[str, str]]:
    """The changes that change nothing, each with the function it is made in."""
    reasons = tomllib.loads(EQUIVALENTS.read_text(encoding="utf-8"))["equivalent"]
    return frozenset(
        (function, bare(change))
        for reason in reasons
        for function, changes in reason["mutants"].items()
        for change in changes
    )


def bare(change: str) -> str:
    """A line without what may be written in several ways: blanks, brackets, a last comma, the kind of quotes."""
    return re.sub(r",(?=\))|[()]", "", re.sub(r"\s", "", change)).replace("'", '"')


class Copy:
    """A copy of the repository in which one mutant at a time is tried."""

    def __init__(self, root: Path) -> None:
        self.root = root
        shutil.rmtree(root, ignore_errors=True)
        for name in _files():
            if (REPOSITORY / name).is_file():
                (root / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(REPOSITORY / name, root / name)

    def calls(self, room: str) -> Calls:
        """What the tests of a room call. SystemExit where one fails without any mutant."""
        if calls := record(self.root, room_tests(room)):
            return calls
        raise SystemExit(f"the tests of {room} fail without any mutant")

    def try_out(self, mutant: Mutant, calls: Calls) -> Fate:
        file = self.root / PACKAGE / mutant.path
        source = file.read_text(encoding="utf-8")
        # Python would take the bytecode of the last mutant for this one: it looks at the second and the size alone.
        bytecode = Path(importlib.util.cache_from_source(str(file)))
        try:
            bytecode.unlink(missing_ok=True)
            file.write_text(mutant.applied(source), encoding="utf-8")
            passed = passes(self.root, calls.affected(mutant.function, mutant.own_tests), calls.seconds)
        finally:
            file.write_text(source, encoding="utf-8")
            bytecode.unlink(missing_ok=True)
        return Fate.SURVIVED if passed else Fate.KILLED


def _files() -> list[str]:
    """The files of the repository as they are on disk, without what git ignores."""
    command = ("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    listed = subprocess.run(command, cwd=REPOSITORY, check=True, capture_output=True).stdout
    return [os.fsdecode(name) for name in listed.split(b"\0") if name]


def room_tests(room: str) -> list[str]:
    """The tests of a room, as paths."""
    return [tests for tests in (f"tests/{room}", *MORE_TESTS.get(room, ())) if (REPOSITORY / tests).exists()]


def all_rooms() -> list[str]:
    """Every package of `hsp_cli`, by name."""
    return sorted(path.name for path in (REPOSITORY / PACKAGE).iterdir() if (path / "__init__.py").is_file())


def sample(rooms: Iterable[str], count: int, seed: int) -> list[Mutant]:
    """That many mutants of the rooms, or all for 0. Modules at the top of the package belong to no room."""
    every = [
        mutant
        for room in sorted(rooms)
        for file in sorted((REPOSITORY / PACKAGE / room).rglob("*.py"))
        for mutant in mutants_of(file.relative_to(REPOSITORY / PACKAGE).as_posix(), file.read_text(encoding="utf-8"))
    ]
    return random.Random(seed).sample(every, count) if 0 < count < len(every) else every


def try_all(chosen: list[Mutant], jobs: int) -> Iterator[tuple[Mutant, Fate]]:
    """Each mutant with its fate. SystemExit where tests fail without any mutant."""
    copies: queue.Queue[Copy] = queue.Queue()
    for number in range(jobs):
        copies.put(Copy(REPOSITORY / "build" / "mutants" / str(number)))
    rooms = sorted({mutant.room for mutant in chosen})

    def recorded(room: str) -> Calls:
        mine = copies.get()
        try:
            return mine.calls(room)
        finally:
            copies.put(mine)

    def tried(mutant: Mutant) -> tuple[Mutant, Fate]:
        if (mutant.function, bare(mutant.change)) in equivalents():
            return mutant, Fate.EQUIVALENT
        mine = copies.get()
        try:
            return mutant, mine.try_out(mutant, calls[mutant.room])
        finally:
            copies.put(mine)

    with ThreadPoolExecutor(jobs) as pool:
        calls = dict(zip(rooms, pool.map(recorded, rooms), strict=True))
        yield from pool.map(tried, chosen)


def report(results: Iterable[tuple[Mutant, Fate]]) -> str:
    """A table for docs/security.md, and below it every mutant that survived."""
    counts: Counter[tuple[str, Fate]] = Counter()
    survivors = []
    for mutant, fate in results:
        counts[mutant.room, fate] += 1
        if fate is Fate.SURVIVED:
            survivors.append(str(mutant))
    rows = ["| room | mutants | killed | equivalent | survived |", "| --- | --: | --: | --: | --: |"]
    for room in sorted({room for room, _ in counts}):
        of_room = [counts[room, fate] for fate in Fate]
        rows.append(f"| `{room}` | {sum(of_room)} | " + " | ".join(map(str, of_room)) + " |")
    return "\n".join((*rows, "", *sorted(survivors)))


def main(arguments: list[str]) -> None:
    rooms = all_rooms()
    parser = argparse.ArgumentParser(description="Try a sample of mutants against the tests of their rooms.")
    parser.add_argument("rooms", nargs="*", metavar="ROOM", help=f"any of {', '.join(rooms)}; default: all")
    parser.add_argument("--count", type=int, default=300, help="mutants to try (default: 300; 0: all)")
    parser.add_argument("--seed", type=int, default=1, help="another seed gives another sample")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="mutants tried at a time")
    asked = parser.parse_args(arguments)
    if unknown := set(asked.rooms) - set(rooms):
        parser.error(f"no such room: {', '.join(sorted(unknown))}")
    chosen = sample(asked.rooms or rooms, asked.count, asked.seed)
    results = []
    for number, result in enumerate(try_all(chosen, asked.jobs), start=1):
        results.append(result)
        if result[1] is Fate.SURVIVED:
            sys.stderr.write(f"{number} of {len(chosen)}, survived: {result[0]}\n")
        elif number % 20 == 0:
            sys.stderr.write(f"{number} of {len(chosen)}\n")
    sys.stdout.write(report(results) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
