"""Syntax problems that a tab or a no-break space causes: the eye takes both for a plain space, and YAML does not."""

import re
from unicodedata import name

from hsp_cli.store import file_rules
from hsp_cli.store.source_map import SyntaxProblem, read_source_map

# At the start of a line, or behind the colon or dash that a plain space has to follow.
_UNUSUAL = re.compile("(?:^|[:-]) *(?P<space>[\t\u00a0\u2000-\u200a\u202f\u205f\u3000])")


def syntax_problems(text: str, max_values: int | None = None) -> tuple[SyntaxProblem, ...]:
    """All that YAML has against a text, with a tab or no-break space named where one is the cause."""
    return tuple(with_space_named(problem, text) for problem in read_source_map(text, max_values).problems)


def with_space_named(problem: SyntaxProblem, text: str) -> SyntaxProblem:
    """The same problem, or the unusual space on its line or on the line above, where parsers notice one too late."""
    if problem.rule is not file_rules.YAML_SYNTAX:
        return problem
    lines = text.split("\n")
    for number in (problem.line, problem.line - 1):
        if 1 <= number <= len(lines) and (match := _UNUSUAL.search(lines[number - 1])):
            message = f"{_named(match['space'])} stands where YAML needs a plain space"
            return SyntaxProblem(file_rules.UNUSUAL_SPACE, number, match.start("space") + 1, message)
    return problem


def _named(space: str) -> str:
    return "a tab" if space == "\t" else f"a {name(space).lower()} (U+{ord(space):04X})"
