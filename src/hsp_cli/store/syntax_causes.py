"""Names what causes a syntax problem, if the parser's words do not: an unusual space, a dash in place
of a value, or a conflict of git.
"""

import re
from dataclasses import replace
from unicodedata import name

from hsp_cli.store import file_rules
from hsp_cli.store.source_map import SyntaxProblem, read_source_map

# At the start of a line, or after a colon or dash, where YAML needs a plain space.
_UNUSUAL = re.compile("(?:^|[:-]) *(?P<space>[\t\u00a0\u2000-\u200a\u202f\u205f\u3000])")

# YAML takes a dash that stands alone for the start of an entry of a list.
_LONE_DASH = re.compile(r"[:,{\[] *(?P<dash>-) *(?:[,}\]]|#|$)")
# The first line of a conflict as git writes it, of seven signs or more.
_CONFLICT = re.compile("^<{7,}(?= |$)")
_NO_CHOICE = "for each conflict, keep what is right and delete the lines with `<<<<<<<`, `=======` and `>>>>>>>`"

_NO_VALUE = "leave the key out, or write `status: awaited` if a figure is still to come"


def syntax_problems(text: str, max_values: int | None = None) -> tuple[SyntaxProblem, ...]:
    """All syntax problems of a text, each with its cause if that is known."""
    return tuple(with_cause_named(problem, text) for problem in read_source_map(text, max_values).problems)


def with_cause_named(problem: SyntaxProblem, text: str) -> SyntaxProblem:
    """The cause of a problem, if it is known, else the problem. Some parsers report it one line too late.

    On a screen, a tab or no-break space looks like a plain space.
    """
    if problem.rule is not file_rules.YAML_SYNTAX:
        return problem
    lines = text.split("\n")
    if begins := [number for number, line in enumerate(lines[: problem.line], 1) if _CONFLICT.match(line)]:
        words = "a merge of git left a conflict here that nobody has resolved"
        return replace(problem, line=begins[0], column=1, message=words, hint=_NO_CHOICE)
    for number in (problem.line, problem.line - 1):
        if 1 <= number <= len(lines) and (match := _UNUSUAL.search(lines[number - 1])):
            message = f"{_named(match['space'])} is used where YAML needs a plain space"
            return SyntaxProblem(file_rules.UNUSUAL_SPACE, number, match.start("space") + 1, message)
    if 1 <= problem.line <= len(lines) and (match := _LONE_DASH.search(lines[problem.line - 1])):
        return replace(problem, column=match.start("dash") + 1, message="`-` is not a value", hint=_NO_VALUE)
    return problem


def _named(space: str) -> str:
    return "a tab" if space == "\t" else f"a {name(space).lower()} (U+{ord(space):04X})"
