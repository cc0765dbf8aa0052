"""Mutants: what the tool that makes them cannot reach is laid open to it, and its results become a table.

    python tests/fuzz/mutants.py prepare src/hsp_cli/rules …   in the copy, before `mutmut run`
    python tests/fuzz/mutants.py again                         in the copy, after it
    python tests/fuzz/mutants.py score                         in the copy, last

Mutmut leaves every decorated function alone, and so every rule, every property and every function with a memory. A
function with a memory would also keep what the unchanged code had answered before the mutant's turn came. So in the
copy, and only there, memories are taken out, and what is decorated hands over to a function of its own that is not.
"""

import ast
import difflib
import json
import os
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

BARE = "_laid_bare"
MEMORIES = {"lru_cache", "cache"}
ARITHMETIC = (
    "domain.rag",
    "domain.direction",
    "domain.period",
    "domain.performance",
    "domain.deadline",
    "domain.action",
)
EQUIVALENTS = Path(__file__).with_name("equivalents.toml")
SURVIVED, NO_TEST, TIMEOUT = 0, 33, 36
"""How mutmut keeps the fate of a mutant, where it is not that a test failed; None is one whose turn never came."""

PATIENCE = 300
"""Seconds for all tests; they take a few."""

Function = ast.FunctionDef | ast.AsyncFunctionDef


# --- Before


def laid_bare(source: str) -> str:
    """The same module, in which mutmut reaches what stands in decorated functions."""
    lines = source.splitlines(keepends=True)
    for function, in_class in reversed(list(_decorated(ast.parse(source)))):
        names = {_name(decorator) for decorator in function.decorator_list}
        if names <= {"classmethod", "staticmethod"}:
            continue
        above = min(decorator.lineno for decorator in function.decorator_list) - 1
        start, end = function.lineno - 1, function.end_lineno or function.lineno
        if names <= MEMORIES:
            lines[above:start] = []
        elif function.body[0].lineno > function.lineno:
            lines[above:end] = _handing_over(function, lines[above:start], lines[start:end], in_class, names)
    return "".join(lines)


def _decorated(module: ast.Module) -> Iterator[tuple[Function, bool]]:
    """Decorated functions and methods in the order of the file, and whether each stands in a class."""
    for statement in module.body:
        in_class = isinstance(statement, ast.ClassDef)
        for member in statement.body if isinstance(statement, ast.ClassDef) else [statement]:
            if isinstance(member, Function) and member.decorator_list:
                yield member, in_class


def _name(decorator: ast.expr) -> str:
    called = decorator.func if isinstance(decorator, ast.Call) else decorator
    return called.attr if isinstance(called, ast.Attribute) else ast.unparse(called)


def _handing_over(
    function: Function, decorators: list[str], text: list[str], in_class: bool, names: set[str]
) -> list[str]:
    """An undecorated function with the whole body, and the decorated one, which asks it."""
    first = function.body[0]
    has_page = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    head = text[
        : (first.end_lineno or first.lineno) - function.lineno + 1 if has_page else first.lineno - function.lineno
    ]
    given = [argument.arg for argument in (*function.args.posonlyargs, *function.args.args)]
    named = [f"{argument.arg}={argument.arg}" for argument in function.args.kwonlyargs]
    bare, indent = function.name + BARE, " " * (function.col_offset + 4)
    asked = f"{given.pop(0)}.{bare}" if in_class else bare
    class_method = [" " * function.col_offset + "@classmethod\n"] if "classmethod" in names else []
    return [
        *class_method,
        text[0].replace(f"def {function.name}(", f"def {bare}(", 1),
        *text[1:],
        "\n",
        *decorators,
        *head,
        f"{indent}return {asked}({', '.join(given + named)})\n",
    ]


# --- After


class Mutant(NamedTuple):
    """One change, by the function it is made in (`domain.rag.rate`) and the line that it leaves there."""

    function: str
    change: str
    fate: int | None

    @property
    def room(self) -> str:
        return self.function.split(".")[0]

    @property
    def is_killed(self) -> bool:
        return self.fate not in (SURVIVED, NO_TEST, None)


def mutants(root: Path) -> Iterator[Mutant]:
    """All mutants of a run whose turn came, from what mutmut keeps beside each mutated file."""
    for meta in sorted(root.rglob("*.py.meta")):
        fates = json.loads(meta.read_text(encoding="utf-8"))["exit_code_by_key"]
        if fates:
            bodies = _bodies(meta.with_suffix(""))
            for key, fate in fates.items():
                if fate is not None:
                    yield Mutant(_spoken(key), _changed(bodies, key), fate)


@cache
def _bodies(file: Path) -> dict[str, list[str]]:
    """The lines of every function of a mutated file, as if all had one name."""
    source = file.read_text(encoding="utf-8")
    lines = source.splitlines()
    return {
        member.name: [line.replace(member.name, "_") for line in lines[member.lineno - 1 : member.end_lineno]]
        for statement in ast.parse(source).body
        for member in (statement.body if isinstance(statement, ast.ClassDef) else [statement])
        if isinstance(member, Function)
    }


def _spoken(key: str) -> str:
    """The function behind a key such as `hsp_cli.domain.rag.xǁRagScaleǁlevel__mutmut_1`."""
    module, _, name = key.removeprefix("hsp_cli.").rpartition(".")
    name = name.rpartition("__mutmut_")[0].removesuffix(BARE)
    return f"{module}.{name[1:].strip('ǁ').replace('ǁ', '.') if 'ǁ' in name else name.removeprefix('x_')}"


def _changed(bodies: dict[str, list[str]], key: str) -> str:
    name = key.rpartition(".")[2]
    before, after = bodies[name.rpartition("_")[0] + "_orig"], bodies[name]
    lines = list(difflib.unified_diff(before, after, n=0, lineterm=""))[2:]
    old, new = (" ".join(line[1:].strip() for line in lines if line[0] == sign) for sign in "-+")
    return new or f"without {old}"


@cache
def equivalents() -> frozenset[tuple[str, str]]:
    """The changes that change nothing, each with the function it is made in."""
    reasons = tomllib.loads(EQUIVALENTS.read_text(encoding="utf-8"))["equivalent"]
    return frozenset(
        (function, change)
        for reason in reasons
        for function, changes in reason["mutants"].items()
        for change in changes
    )


def look_again(root: Path) -> None:
    """Give each survivor a process of its own, in which it is there from the first import on.

    Mutmut forks from a process that has imported everything, so it never sees a change in what runs at import.
    """
    settings = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))["tool"]["mutmut"]
    selection: list[str] = settings["pytest_add_cli_args_test_selection"]
    if _ended_with(root, selection, "") != 0:
        raise SystemExit("the tests fail without any mutant")
    for meta in sorted(root.rglob("*.py.meta")):
        kept = json.loads(meta.read_text(encoding="utf-8"))
        fates = kept["exit_code_by_key"]
        for key in [key for key, fate in fates.items() if fate in (SURVIVED, NO_TEST)]:
            if (_spoken(key), _changed(_bodies(meta.with_suffix("")), key)) not in equivalents():
                # The tests of its own room are the likeliest to see it.
                of_room = sorted(selection, key=lambda tests: not tests.endswith(meta.parent.name))
                fates[key] = _ended_with(root, of_room, key)
                meta.write_text(json.dumps(kept, indent=4), encoding="utf-8")


def _ended_with(root: Path, tests: Iterable[str], key: str) -> int:
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *tests]
    environment = os.environ | {"PYTHONPATH": "src", "MUTANT_UNDER_TEST": key}
    try:
        ended = subprocess.run(command, check=False, cwd=root, env=environment, capture_output=True, timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        return TIMEOUT
    return int(ended.returncode != 0)


def score(found: Iterable[Mutant]) -> str:
    """A table for docs/security.md, and below it every survivor that nobody has given a reason for."""
    total: Counter[str] = Counter()
    killed: Counter[str] = Counter()
    the_same: Counter[str] = Counter()
    survivors = []
    for mutant in found:
        for row in (mutant.room, *(module for module in ARITHMETIC if mutant.function.startswith(f"{module}."))):
            total[row] += 1
            killed[row] += mutant.is_killed
            the_same[row] += (alike := not mutant.is_killed and (mutant.function, mutant.change) in equivalents())
        if not mutant.is_killed and not alike:
            survivors.append(f"{mutant.function}: {mutant.change}")
    rows = ["| where | mutants | killed | that change nothing | survived | killed of those that change something |"]
    rows.append("| --- | --: | --: | --: | --: | --: |")
    for row in sorted(total):
        left = total[row] - killed[row] - the_same[row]
        share = f"{killed[row] / (killed[row] + left):.1%}" if killed[row] + left else "–"
        rows.append(f"| `{row}` | {total[row]:,} | {killed[row]:,} | {the_same[row]} | {left} | {share} |")
    return "\n".join((*rows, "", *sorted(survivors)))


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["prepare", *rooms]:
            for room in rooms:
                for file in sorted(Path(room).glob("*.py")):
                    file.write_text(laid_bare(file.read_text(encoding="utf-8")), encoding="utf-8")
        case ["again"]:
            look_again(Path("mutants"))
        case ["score"]:
            sys.stdout.write(score(mutants(Path("mutants/src"))) + "\n")
        case _:
            sys.exit(__doc__)
