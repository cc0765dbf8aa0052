"""The register of rules: a rule is one decorated function, and its docstring is its manual page."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import TypeVar

import hsp_cli.rules
from hsp_cli.domain.file_index import Fact, WorkspaceIndex
from hsp_cli.domain.finding import Finding, Place, Rule, Severity
from hsp_cli.domain.partnership import Partnership
from hsp_cli.domain.walk import Walk
from hsp_cli.domain.workspace import Workspace

MAX_FINDINGS_PER_RULE = 1_000
"""Findings of one rule that are reported in one file; a file of a megabyte may name 100,000 unknown schemes."""

MAX_SEARCHES = 25
"""Searches for the nearest known name, for one rule in one file: each takes longer the more names there are."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What a rule found: where, in which words, and a hint where the rule's own is too general.

    A hint that takes a search is given as a function; it is called for the first MAX_SEARCHES of a file.
    """

    place: Place
    message: str
    hint: str | Callable[[], str] = ""
    on_key: bool = False


FileCheck = Callable[[Workspace, date], Iterable[Problem]]
IndexCheck = Callable[[WorkspaceIndex], Iterable[Problem]]
Collector = Callable[[Walk, Partnership], Iterable[Fact]]
F = TypeVar("F", bound=Callable[..., Iterable[Problem]])
C = TypeVar("C", bound=Collector)


@dataclass
class RegisteredRule:
    """A rule and the functions that look for it.

    `file_check` gets the settings with any number of files, and looks at each record alone; the findings are those of
    one day where `is_dated`. `index_check` compares files through their indexes.
    """

    rule: Rule
    file_check: FileCheck | None = None
    is_dated: bool = False
    index_check: IndexCheck | None = None


_RULES: dict[str, RegisteredRule] = {}
_COLLECTORS: dict[str, Collector] = {}


def _register(code: str, severity: Severity, hint: str, page: str | None) -> RegisteredRule:
    if code in _RULES:
        raise ValueError(f"two rules are called {code}")
    _RULES[code] = RegisteredRule(Rule(code, severity, page or "", hint))
    return _RULES[code]


def rule(code: str, *, severity: Severity = Severity.ERROR, hint: str) -> Callable[[F], F]:
    """Register a rule that looks at each record alone, beside the settings."""

    def register(function: F) -> F:
        _register(code, severity, hint, function.__doc__).file_check = lambda workspace, _day: function(workspace)
        return function

    return register


def dated_rule(code: str, *, severity: Severity = Severity.ERROR, hint: str) -> Callable[[F], F]:
    """Register a rule whose findings in a record depend on the day."""

    def register(function: F) -> F:
        registered = _register(code, severity, hint, function.__doc__)
        registered.file_check, registered.is_dated = function, True
        return function

    return register


def index_rule(code: str, *, severity: Severity = Severity.ERROR, hint: str) -> Callable[[F], F]:
    """Register a rule that compares the files of a workspace through their indexes."""

    def register(function: F) -> F:
        _register(code, severity, hint, function.__doc__).index_check = function
        return function

    return register


def also_index_rule(code: str) -> Callable[[F], F]:
    """Let a rule that looks at each record alone compare files too."""

    def register(function: F) -> F:
        _RULES[code].index_check = function
        return function

    return register


def collector(name: str) -> Callable[[C], C]:
    """Register a function that collects facts of one file for the rules that compare files; they ask by `name`."""

    def register(function: C) -> C:
        if name in _COLLECTORS:
            raise ValueError(f"two collectors are called {name}")
        _COLLECTORS[name] = function
        return function

    return register


@cache
def rule_modules() -> tuple[str, ...]:
    """The modules that hold rules; a rule is registered by being in one of them."""
    return tuple(module.name for module in iter_modules(hsp_cli.rules.__path__) if not module.ispkg)


@cache
def rules() -> Mapping[str, RegisteredRule]:
    """Every rule by its code, in the order of the modules."""
    for module in rule_modules():
        import_module(f"hsp_cli.rules.{module}")
    return dict(_RULES)


def collectors() -> Mapping[str, Collector]:
    """Every collector by its name."""
    rules()
    return _COLLECTORS


def check_records(workspace: Workspace, as_of: date, *, dated: bool) -> Iterator[Finding]:
    """The findings in single records, rule by rule: of the dated rules, or of the others.

    Any part of a workspace will do, file by file.
    """
    for one in rules().values():
        if one.file_check and one.is_dated is dated:
            yield from _findings(one.rule, one.file_check(workspace, as_of))


def check_index(index: WorkspaceIndex) -> Iterator[Finding]:
    """The findings between the files of a whole workspace, rule by rule."""
    for one in rules().values():
        if one.index_check:
            yield from _findings(one.rule, one.index_check(index))


def _findings(rule: Rule, problems: Iterable[Problem]) -> Iterator[Finding]:
    """The findings of one rule; beyond MAX_FINDINGS_PER_RULE in one file they are counted."""
    counts: Counter[str] = Counter()
    for problem in problems:
        counts[problem.place.path] += 1
        count = counts[problem.place.path]
        if count <= MAX_FINDINGS_PER_RULE:
            hint = problem.hint if isinstance(problem.hint, str) else problem.hint() if count <= MAX_SEARCHES else ""
            yield Finding(rule, problem.place, problem.message, hint or rule.hint, problem.on_key)
    for path, count in counts.items():
        if (more := count - MAX_FINDINGS_PER_RULE) > 0:
            yield Finding(rule, Place(path), f"{more:,} more in this file", rule.hint)
