"""The registry of rules. A rule is a decorated function, and its docstring is its page in `hsp explain`."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import TypeVar

import hsp_cli.rules
from hsp_cli.domain.comparison import Comparison
from hsp_cli.domain.file_index import Fact, WorkspaceIndex
from hsp_cli.domain.finding import Finding, Place, Rule, Severity
from hsp_cli.domain.partnership import Partnership
from hsp_cli.domain.walk import Walk
from hsp_cli.domain.workspace import Workspace

MAX_FINDINGS_PER_RULE = 1_000
"""The most findings of a rule that are reported in one file. A megabyte can contain 100,000 unknown schemes."""

MAX_SEARCHES = 25
"""The most searches for a similar name, for one rule in one file. A search takes longer if there are more names."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem that a rule found: its place, its message, and a hint if the rule's own is too general.

    A hint that needs a search is a function, which is called only for the first MAX_SEARCHES problems in a file.
    """

    place: Place
    message: str
    hint: str | Callable[[], str] = ""
    on_key: bool = False


FileCheck = Callable[[Workspace, date], Iterable[Problem]]
IndexCheck = Callable[[WorkspaceIndex], Iterable[Problem]]
ChangeCheck = Callable[[Comparison], Iterable[Problem]]
Collector = Callable[[Walk, Partnership], Iterable[Fact]]
F = TypeVar("F", bound=Callable[..., Iterable[Problem]])
C = TypeVar("C", bound=Collector)


@dataclass
class RegisteredRule:
    """A rule and its check functions.

    `file_check` gets the settings and any number of files, and checks each record separately. If `is_dated`, its
    findings depend on the date. `index_check` compares files by their indexes. `change_check` compares records with an
    earlier version of them.
    """

    rule: Rule
    file_check: FileCheck | None = None
    is_dated: bool = False
    index_check: IndexCheck | None = None
    change_check: ChangeCheck | None = None


_RULES: dict[str, RegisteredRule] = {}
_COLLECTORS: dict[str, Collector] = {}


def _register(code: str, severity: Severity, hint: str, page: str | None) -> RegisteredRule:
    if code in _RULES:
        raise ValueError(f"two rules are called {code}")
    _RULES[code] = RegisteredRule(Rule(code, severity, page or "", hint))
    return _RULES[code]


def rule(code: str, *, severity: Severity = Severity.ERROR, hint: str) -> Callable[[F], F]:
    """Register a rule that checks each record separately, together with the settings."""

    def register(function: F) -> F:
        _register(code, severity, hint, function.__doc__).file_check = lambda workspace, _day: function(workspace)
        return function

    return register


def dated_rule(code: str, *, severity: Severity = Severity.ERROR, hint: str) -> Callable[[F], F]:
    """Register a rule that checks each record separately, and depends on the date."""

    def register(function: F) -> F:
        registered = _register(code, severity, hint, function.__doc__)
        registered.file_check, registered.is_dated = function, True
        return function

    return register


def index_rule(code: str, *, severity: Severity = Severity.ERROR, hint: str) -> Callable[[F], F]:
    """Register a rule that compares the files of a workspace by their indexes."""

    def register(function: F) -> F:
        _register(code, severity, hint, function.__doc__).index_check = function
        return function

    return register


def change_rule(code: str, *, severity: Severity = Severity.ERROR, hint: str) -> Callable[[F], F]:
    """Register a rule that compares records with an earlier version of them, as `hsp validate --base` does."""

    def register(function: F) -> F:
        _register(code, severity, hint, function.__doc__).change_check = function
        return function

    return register


def also_index_rule(code: str) -> Callable[[F], F]:
    """Add a check that compares files to a rule that checks each record separately."""

    def register(function: F) -> F:
        _RULES[code].index_check = function
        return function

    return register


def collector(name: str) -> Callable[[C], C]:
    """Register a function that collects the facts of a file for rules that compare files. They use its `name`."""

    def register(function: C) -> C:
        if name in _COLLECTORS:
            raise ValueError(f"two collectors are called {name}")
        _COLLECTORS[name] = function
        return function

    return register


@cache
def rule_modules() -> tuple[str, ...]:
    """Import the modules that contain rules, which registers the rules."""
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
    """The findings in single records, rule by rule, either of the dated rules or of the others.

    The workspace may contain only some of the files.
    """
    for one in rules().values():
        if one.file_check and one.is_dated is dated:
            yield from _findings(one.rule, one.file_check(workspace, as_of))


def check_index(index: WorkspaceIndex) -> Iterator[Finding]:
    """The findings of rules that compare files, for the whole workspace, rule by rule."""
    for one in rules().values():
        if one.index_check:
            yield from _findings(one.rule, one.index_check(index))


def check_changes(comparison: Comparison) -> Iterator[Finding]:
    """The findings of rules that compare records with an earlier version, rule by rule."""
    for one in rules().values():
        if one.change_check:
            yield from _findings(one.rule, one.change_check(comparison))


def change_codes() -> frozenset[str]:
    """The codes of the rules that run only with an earlier version."""
    return frozenset(code for code, one in rules().items() if one.change_check)


def _findings(rule: Rule, problems: Iterable[Problem]) -> Iterator[Finding]:
    """The findings of one rule. Those beyond MAX_FINDINGS_PER_RULE in one file are only counted."""
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
