"""The register of rules: a rule is one decorated function, and its docstring is its manual page."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from importlib import import_module

from hsp_cli.domain.finding import Fault, Finding, Place, Severity
from hsp_cli.domain.workspace import Workspace

ROOMS = (
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
)
"""The modules that hold rules; a rule written in one of them is registered by being there."""


MAX_PROBLEMS = 1_000
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


@dataclass(frozen=True, slots=True)
class Rule:
    """A fault and the function that looks for it."""

    fault: Fault
    check: Check


_RULES: dict[str, Rule] = {}


def _register(code: str, severity: Severity, hint: str, page: str | None, check: Check) -> None:
    if code in _RULES:
        raise ValueError(f"two rules are called {code}")
    _RULES[code] = Rule(Fault(code, severity, page or "", hint), check)


def rule(
    code: str, *, severity: Severity = Severity.ERROR, hint: str
) -> Callable[[Callable[[Workspace], Iterator[Problem]]], Callable[[Workspace], Iterator[Problem]]]:
    """Register a rule that looks at the records alone."""

    def register(function: Callable[[Workspace], Iterator[Problem]]) -> Callable[[Workspace], Iterator[Problem]]:
        _register(code, severity, hint, function.__doc__, lambda workspace, _day: function(workspace))
        return function

    return register


def dated_rule(
    code: str, *, severity: Severity = Severity.ERROR, hint: str
) -> Callable[[Callable[[Workspace, date], Iterator[Problem]]], Callable[[Workspace, date], Iterator[Problem]]]:
    """Register a rule whose answer depends on the day it is asked for."""

    def register(
        function: Callable[[Workspace, date], Iterator[Problem]],
    ) -> Callable[[Workspace, date], Iterator[Problem]]:
        _register(code, severity, hint, function.__doc__, function)
        return function

    return register


def rules() -> dict[str, Rule]:
    """Every rule by its code, in the order of the rooms."""
    for room in ROOMS:
        import_module(f"hsp_cli.rules.{room}")
    return dict(_RULES)


def check(workspace: Workspace, as_of: date) -> list[Finding]:
    """All that the rules find in a workspace, rule by rule; findings about unreadable files are the store's."""
    return [finding for rule in rules().values() for finding in _found(rule, workspace, as_of)]


def _found(rule: Rule, workspace: Workspace, as_of: date) -> Iterator[Finding]:
    """The findings of one rule; beyond MAX_PROBLEMS in one file they are counted."""
    counts: Counter[str] = Counter()
    for problem in rule.check(workspace, as_of):
        counts[problem.place.path] += 1
        count = counts[problem.place.path]
        if count <= MAX_PROBLEMS:
            hint = problem.hint if isinstance(problem.hint, str) else problem.hint() if count <= MAX_SEARCHES else ""
            yield Finding(rule.fault, problem.place, problem.message, hint or rule.fault.hint, problem.on_key)
    for path, count in counts.items():
        if (further := count - MAX_PROBLEMS) > 0:
            yield Finding(rule.fault, Place(path), f"{further:,} further ones in this file", rule.fault.hint)
