"""The register of rules: a rule is one decorated function, and its docstring is its manual page."""

import inspect
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
)
"""The modules that hold rules; a rule written in one of them is registered by being there."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What a rule found: where, in which words, and the way out where the rule's own hint is too general."""

    place: Place
    message: str
    hint: str = ""
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
    _RULES[code] = Rule(Fault(code, severity, inspect.cleandoc(page or ""), hint), check)


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
    return [
        Finding(rule.fault, problem.place, problem.message, problem.hint or rule.fault.hint, problem.on_key)
        for rule in rules().values()
        for problem in rule.check(workspace, as_of)
    ]
