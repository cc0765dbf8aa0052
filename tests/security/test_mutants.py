"""The makers of mutants: what they change has to mean the same as what is shipped, and their sums have to be right."""

import ast

import pytest

from tests.fuzz.mutants import ARITHMETIC, Mutant, equivalents, laid_bare, score
from tests.workspaces import REPOSITORY

SOURCE = REPOSITORY / "src" / "hsp_cli"
RULE_MODULES = [
    file
    for room in ("domain", "rules", "rules/support", "analysis", "checking")
    for file in sorted((SOURCE / room).glob("*.py"))
]

DECORATED = """\
from functools import lru_cache


class Score:
    @property
    def total(self) -> int:
        \"\"\"All of it.\"\"\"
        return self.played * 3

    @classmethod
    def nought(cls) -> "Score":
        return cls()

    @lru_cache(maxsize=1)
    def slowly(self) -> int:
        return 1


@register("fault", hint="mend it")
def fault(records, *, at):
    yield records, at
"""
BARE = """\
from functools import lru_cache


class Score:
    def total_laid_bare(self) -> int:
        \"\"\"All of it.\"\"\"
        return self.played * 3

    @property
    def total(self) -> int:
        \"\"\"All of it.\"\"\"
        return self.total_laid_bare()

    @classmethod
    def nought(cls) -> "Score":
        return cls()

    def slowly(self) -> int:
        return 1


def fault_laid_bare(records, *, at):
    yield records, at

@register("fault", hint="mend it")
def fault(records, *, at):
    return fault_laid_bare(records, at=at)
"""


def test_what_is_decorated_hands_over_to_what_is_not_and_memories_go() -> None:
    assert laid_bare(DECORATED) == BARE


@pytest.mark.parametrize("file", RULE_MODULES, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_nothing_of_the_three_rooms_stays_hidden_behind_a_decorator(file) -> None:
    for node in ast.walk(ast.parse(laid_bare(file.read_text(encoding="utf-8")))):
        if isinstance(node, ast.FunctionDef) and node.decorator_list:
            names = {ast.unparse(decorator) for decorator in node.decorator_list}
            statements = [one for one in node.body if not (isinstance(one, ast.Expr) and ast.get_docstring(node))]
            assert names == {"classmethod"} or [type(one) for one in statements] == [ast.Return]


def test_mutants_are_counted_by_room_and_arithmetic_and_the_survivors_told() -> None:
    (function, line), *_ = sorted(one for one in equivalents() if one[0].startswith("domain.rag."))
    found = [
        Mutant("domain.rag.rate", "return None", 1),
        Mutant("domain.rag.rate", "return level + 1", 0),
        Mutant(function, line, 0),
        Mutant("rules.risks.order", "continue", 36),
        Mutant("rules.risks.order", "pass", 33),
    ]
    assert score(found).splitlines()[2:] == [
        "| `domain` | 3 | 1 | 1 | 1 | 50.0% |",
        "| `domain.rag` | 3 | 1 | 1 | 1 | 50.0% |",
        "| `rules` | 2 | 1 | 0 | 1 | 50.0% |",
        "",
        "domain.rag.rate: return level + 1",
        "rules.risks.order: pass",
    ]


def test_every_mutant_that_is_said_to_change_nothing_is_of_a_function_that_is_there() -> None:
    there = set()
    for file in RULE_MODULES:
        for statement in ast.parse(file.read_text(encoding="utf-8")).body:
            if isinstance(statement, ast.FunctionDef):
                there.add(f"{file.parent.name}.{file.stem}.{statement.name}")
            if isinstance(statement, ast.ClassDef):
                for member in statement.body:
                    if isinstance(member, ast.FunctionDef):
                        there.add(f"{file.parent.name}.{file.stem}.{statement.name}.{member.name}")
    assert {function for function, _ in equivalents()} <= there
    assert set(ARITHMETIC) <= {name.rsplit(".", 1)[0] for name in there} | {name.rsplit(".", 2)[0] for name in there}
