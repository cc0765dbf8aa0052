"""The register of rules: a rule is one decorated function, and its docstring is its manual page."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from typing import TypeVar

from hsp_cli.domain.file_index import WorkspaceIndex
from hsp_cli.domain.finding import Finding, Place, Rule, Severity
from hsp_cli.domain.workspace import Workspace

RULE_MODULES = (
    "references",
    "parties",
    "identities",
    "settings",
    "periods",
    "figures",
    "assessments",
    "indicators",
    "actions",
    "risks",
    "plans",
    "papers",
    "grants",
    "wording",
    "privacy",
    "typography",
)
"""The modules that hold rules; a rule written in one of them is registered by being there."""


MAX_FINDINGS_PER_RULE = 1_000
"""What is told of one rule in one file; a file of a megabyte may name a hundred thousand schemes that nobody knows."""

MAX_SEARCHES = 25
"""Searches for the nearest known name, of one rule in one file: each takes as long as there are names."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What a rule found: where, in which words, and the way out where the rule's own hint is too general.

    A way out that takes a search is given as the search; it is made for the first MAX_SEARCHES of a file.
    """

    place: Place
    message: str
    hint: str | Callable[[], str] = ""
    on_key: bool = False


Check = Callable[[Workspace, date], Iterable[Problem]]
IndexCheck = Callable[[WorkspaceIndex], Iterable[Problem]]
F = TypeVar("F", bound=Callable[..., Iterator[Problem]])


@dataclass
class RegisteredRule:
    """A fault and the functions that look for it: in each file beside the settings, and across files.

    `check` gets the settings with any number of files, and may look at each file's record alone; what lies between
    files is for `across`, which sees their ties.
    """

    rule: Rule
    check: Check | None = None
    index_check: IndexCheck | None = None


_RULES: dict[str, RegisteredRule] = {}


def _register(code: str, severity: Severity, hint: str, page: str | None) -> RegisteredRule:
    if code in _RULES:
        raise ValueError(f"two rules are called {code}")
    _RULES[code] = RegisteredRule(Rule(code, severity, page or "", hint))
    return _RULES[code]


def rule(code: str, *, severity: Severity = Severity.ERROR, hint: str) -> Callable[[F], F]:
    """Register a rule that looks at each record alone, beside the settings."""

    def register(function: F) -> F:
        _register(code, severity, hint, function.__doc__).check = lambda workspace, _day: function(workspace)
        return function

    return register


def dated_rule(code: str, *, severity: Severity = Severity.ERROR, hint: str) -> Callable[[F], F]:
    """Register a rule whose answer on a record depends on the day it is asked for."""

    def register(function: F) -> F:
        _register(code, severity, hint, function.__doc__).check = function
        return function

    return register


def index_rule(code: str, *, severity: Severity = Severity.ERROR, hint: str) -> Callable[[F], F]:
    """Register a rule that holds the files of a workspace against each other."""

    def register(function: F) -> F:
        _register(code, severity, hint, function.__doc__).index_check = function
        return function

    return register


def also_index_rule(code: str) -> Callable[[F], F]:
    """Let a rule that looks at each record alone look across files too."""

    def register(function: F) -> F:
        _RULES[code].index_check = function
        return function

    return register


def rules() -> dict[str, RegisteredRule]:
    """Every rule by its code, in the order of the rooms."""
    for room in RULE_MODULES:
        import_module(f"hsp_cli.rules.{room}")
    return dict(_RULES)


def check_records(workspace: Workspace, as_of: date) -> Iterator[Finding]:
    """What the rules find in single records, rule by rule. Any part of a workspace will do, file by file."""
    for one in rules().values():
        if one.check:
            yield from _found(one.rule, one.check(workspace, as_of))


def check_index(directory: WorkspaceIndex) -> Iterator[Finding]:
    """What the rules find between the files of a whole workspace, rule by rule."""
    for one in rules().values():
        if one.index_check:
            yield from _found(one.rule, one.index_check(directory))


def _found(rule: Rule, problems: Iterable[Problem]) -> Iterator[Finding]:
    """The findings of one rule; beyond MAX_PROBLEMS in one file they are counted."""
    counts: Counter[str] = Counter()
    for problem in problems:
        counts[problem.place.path] += 1
        count = counts[problem.place.path]
        if count <= MAX_FINDINGS_PER_RULE:
            hint = problem.hint if isinstance(problem.hint, str) else problem.hint() if count <= MAX_SEARCHES else ""
            yield Finding(rule, problem.place, problem.message, hint or rule.hint, problem.on_key)
    for path, count in counts.items():
        if (further := count - MAX_FINDINGS_PER_RULE) > 0:
            yield Finding(rule, Place(path), f"{further:,} further ones in this file", rule.hint)
