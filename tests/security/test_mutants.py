"""The sample of mutants that `make mutants` tries: each changes one thing, and nothing is counted twice."""

import ast
from pathlib import Path

from tests.fuzz.impact import PACKAGE, Calls, passes, record
from tests.fuzz.mutants import (
    REPOSITORY,
    Fate,
    Mutant,
    bare,
    equivalents,
    module_of,
    mutants_of,
    report,
    room_tests,
    sample,
)
from tests.workspaces import write_files

SOURCE = """\
def rate(levels, of: "int" = 3):
    \"\"\"A rating.\"\"\"
    for level in levels:
        if level < of and not level.é:
            continue
        print(f"{level} is {of + 1}", end="")
        return "é" if level else max(levels, key=len)
"""


def test_a_mutant_changes_one_thing_and_is_still_python() -> None:
    assert {mutant.change for mutant in mutants_of("domain/rag.py", SOURCE)} == {
        'def rate(levels, of: "int" = 4):',
        "if (level < of or not level.é):",
        "if (level <= of) and not level.é:",
        "if level < of and (level.é):",
        "break",
        "(print(f'{level} is {of + 1}'))",
        "pass",
        """print(f"{level} is {of + 1}", end='XXXX')""",
        "return None",
        "return ('é' if not level else max(levels, key=len))",
        "return 'XXéXX' if level else max(levels, key=len)",
        'return "é" if level else (max(levels))',
    }


UNSEEN = """\
if TYPE_CHECKING:
    LIMIT = 3
T = TypeVar("T", bound="Record")
_Rows = dict[str, "Row"]
RULE = _file_rule("not-utf8", "save it", "The page", Severity(1))
class Row:
    \"\"\"A row.\"\"\"
    __slots__ = ("a", "b")
    a: Literal["x"]
def row(cells: "int") -> "Row":
    return cast("Row", cells)
"""


def test_what_no_test_of_a_room_could_tell_is_left_out() -> None:
    assert [mutant.change for mutant in mutants_of("store/rows.py", UNSEEN)] == [
        """RULE = _file_rule('XXnot-utf8XX', "save it", "The page", Severity(1))""",
        """RULE = _file_rule("not-utf8", 'XXsave itXX', "The page", Severity(1))""",
        """RULE = _file_rule("not-utf8", "save it", "The page", Severity(2))""",
        "return None",
    ]


def test_the_metadata_of_annotated_is_mutated() -> None:
    assert [
        mutant.change for mutant in mutants_of("domain/text.py", "Text = Annotated[str, Field(min_length=1)]\n")
    ] == [
        "Text = Annotated[str, (Field())]",
        "Text = Annotated[str, Field(min_length=2)]",
    ]


def test_every_mutant_of_the_program_can_be_compiled() -> None:
    for mutant in sample(("statistics", "wording"), 60, seed=1):
        source = (REPOSITORY / PACKAGE / mutant.path).read_text(encoding="utf-8")
        changed = ast.parse(mutant.applied(source))
        assert ast.dump(changed) != ast.dump(ast.parse(source)), mutant


def test_the_same_seed_takes_the_same_sample() -> None:
    assert sample(("wording",), 10, seed=1) == sample(("wording",), 10, seed=1) != sample(("wording",), 10, seed=2)
    assert {mutant.room for mutant in sample(("wording", "formats"), 0, seed=1)} == {"wording", "formats"}


def test_a_mutant_is_tried_on_the_tests_of_its_room_and_those_that_stand_elsewhere() -> None:
    assert room_tests("cli") == ["tests/cli"]
    assert room_tests("papers") == ["tests/papers", "tests/publishing"]


CALLS = Calls(
    functions={
        "tests/cli/test_due.py::slow": frozenset({"cli.screen.width"}),
        "tests/cli/test_due.py::quick": frozenset({"cli.screen.width", "cli.screen.Screen.write"}),
        "tests/cli/test_screen.py::own": frozenset({"cli.screen.width"}),
        "tests/cli/test_app.py::process": frozenset({"*"}),
    },
    seconds={
        "tests/cli/test_due.py::slow": 2,
        "tests/cli/test_due.py::quick": 1,
        "tests/cli/test_screen.py::own": 5,
        "tests/cli/test_app.py::process": 3,
    },
    at_import=frozenset({"cli.screen"}),
)


def tried(function: str) -> list[str]:
    (mutant,) = [Mutant("cli/screen.py", function, 1, 0, 1, "", "")]
    return [test.partition("::")[2] for test in CALLS.affected(mutant.function, mutant.own_tests)]


def test_only_tests_that_call_the_function_or_another_process_are_tried_its_own_first_then_the_quickest() -> None:
    assert tried("cli.screen.width") == ["own", "quick", "slow", "process"]
    assert tried("cli.screen.Screen.write") == ["quick", "process"]


def test_what_runs_at_import_may_affect_any_test() -> None:
    assert tried("cli.screen") == ["own", "quick", "slow", "process"]


def test_what_each_test_calls_is_noted_with_its_fixtures_in_spite_of_caches(tmp_path: Path) -> None:
    """A room of two tests that share a fixture and a cached function, of which one starts a process."""
    package = write_files(
        tmp_path,
        {
            "src/hsp_cli/__init__.py": "",
            "src/hsp_cli/store.py": """\
from functools import cache
def started(): return 1
LIMIT = started()
@cache
def cached(): return inner()
def inner(): return 1
def shared(): return 1
def mine(): return [number for number in (1,)]
""",
            "tests/store/conftest.py": "from hsp_cli import store\n",
            "tests/store/test_store.py": """\
import os, pytest
from hsp_cli import store
@pytest.fixture(scope="module")
def taken():
    return store.shared()
def test_first(taken):
    store.cached()
def test_second(taken):
    store.cached(), store.mine()
    if (child := os.fork()) == 0:
        os._exit(0)
    os.waitpid(child, 0)
""",
        },
    )
    calls = record(package, ["tests/store"])
    assert calls is not None
    first, second = (calls.functions[f"tests/store/test_store.py::test_{name}"] for name in ("first", "second"))
    assert first == {"store.cached", "store.inner", "store.shared"}
    assert second == {*first, "store.mine", "*"}
    assert {"store", "store.started"} <= calls.at_import
    assert not {"store.cached", "store.mine"} & calls.at_import
    assert passes(package, list(calls.functions), calls.seconds)
    write_files(package, {"tests/store/test_store.py": "def test_first(): assert False\ndef test_second(): pass\n"})
    assert not passes(package, ["tests/store/test_store.py::test_first"], calls.seconds)
    assert passes(package, ["tests/store/test_store.py::test_second"], calls.seconds)
    assert record(package, ["tests/store"]) is None


def test_mutants_are_counted_by_room_and_the_survivors_listed() -> None:
    changes = (("cli", "a"), ("cli", "return b"), ("store", "c"))
    mutants = [Mutant(f"{room}/x.py", f"{room}.x.f", 2, 0, 1, "", change) for room, change in changes]
    fates = (Fate.KILLED, Fate.SURVIVED, Fate.EQUIVALENT)
    assert report(zip(mutants, fates, strict=True)).splitlines()[2:] == [
        "| `cli` | 2 | 1 | 0 | 1 |",
        "| `store` | 1 | 0 | 1 | 0 |",
        "",
        "cli/x.py:2 cli.x.f: return b",
    ]


def test_every_equivalent_mutant_is_still_one_that_the_code_has() -> None:
    modules = {
        file.relative_to(REPOSITORY / PACKAGE).as_posix(): file.read_text(encoding="utf-8")
        for file in (REPOSITORY / PACKAGE).rglob("*.py")
    }
    made = {
        (mutant.function, bare(mutant.change))
        for path, source in modules.items()
        if any(f"{function}.".startswith(f"{module_of(path)}.") for function, _ in equivalents())
        for mutant in mutants_of(path, source)
    }
    assert equivalents() - made == set()
