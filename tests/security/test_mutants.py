"""The sample of mutants that `make mutants` tries: each changes one thing, and nothing is counted twice."""

import ast

from tests.fuzz.mutants import (
    PACKAGE,
    REPOSITORY,
    Fate,
    Mutant,
    all_rooms,
    bare,
    equivalents,
    mutants_of,
    report,
    room_tests,
    sample,
)

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
    for mutant in sample(("domain", "wording", "store"), 200, seed=1):
        source = (REPOSITORY / PACKAGE / mutant.path).read_text(encoding="utf-8")
        changed = ast.parse(mutant.applied(source))
        assert ast.dump(changed) != ast.dump(ast.parse(source)), mutant


def test_the_same_seed_takes_the_same_sample() -> None:
    assert sample(("wording",), 10, seed=1) == sample(("wording",), 10, seed=1) != sample(("wording",), 10, seed=2)
    assert {mutant.room for mutant in sample(("wording", "formats"), 0, seed=1)} == {"wording", "formats"}


def test_the_tests_of_the_module_come_first() -> None:
    assert room_tests("cli", "cli/screen.py") == ["tests/cli/test_screen.py", "tests/cli"]
    assert room_tests("papers", "papers/of_quarter/scorecard.py") == ["tests/papers", "tests/publishing"]


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
    made = {(mutant.function, bare(mutant.change)) for mutant in sample(all_rooms(), 0, seed=1)}
    assert equivalents() - made == set()
