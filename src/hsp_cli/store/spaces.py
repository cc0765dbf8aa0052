"""Names the tab or no-break space that causes a syntax problem; on a screen it looks like a plain space."""

import re
from unicodedata import name

from hsp_cli.store import file_rules
from hsp_cli.store.source_map import SyntaxProblem, read_source_map

# At the start of a line, or after a colon or dash, where YAML needs a plain space.
_UNUSUAL = re.compile("(?:^|[:-]) *(?P<space>[\t\u00a0\u2000-\u200a\u202f\u205f\u3000])")


def syntax_problems(text: str, max_values: int | None = None) -> tuple[SyntaxProblem, ...]:
    """All syntax problems of a text. A tab or no-break space is named if it is the cause."""
    return tuple(with_space_named(problem, text) for problem in read_source_map(text, max_values).problems)


def with_space_named(problem: SyntaxProblem, text: str) -> SyntaxProblem:
    """The unusual space that causes a problem, else the problem. Some parsers report it one line too late."""
    if problem.rule is not file_rules.YAML_SYNTAX:
        return problem
    lines = text.split("\n")
    for number in (problem.line, problem.line - 1):
        if 1 <= number <= len(lines) and (match := _UNUSUAL.search(lines[number - 1])):
            message = f"{_named(match['space'])} is used where YAML needs a plain space"
            return SyntaxProblem(file_rules.UNUSUAL_SPACE, number, match.start("space") + 1, message)
    return problem


def _named(space: str) -> str:
    return "a tab" if space == "\t" else f"a {name(space).lower()} (U+{ord(space):04X})"
