"""The time of every regular expression of hsp grows with the length of the text, and not with its square.

Each pattern meets its own pieces again and again: texts that nearly match at every place are what makes one slow.
"""

import ast
import importlib
import pkgutil
import re
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

import pytest

import hsp_cli
from hsp_cli.domain import personal_data
from tests.effort import EVERYTHING

try:
    from re import _parser as sre_parse  # type: ignore[attr-defined]
except ImportError:
    sre_parse = importlib.import_module("sre_parse")

LENGTH, LONGER = 2_000, 8_000
QUICK = 0.002
"""Seconds for the longer text; what takes less needs no closer look."""
MOST_GROWTH = 2.5 * LONGER / LENGTH
"""Four times the text may take ten times as long; a square takes sixteen times."""
REPEATS = 4
"""How often a text must look slow before the pattern is."""
METHODS = ("search", "match", "fullmatch", "sub", "split", "findall", "finditer")
FRAGMENTS = (
    "a",
    "0",
    " ",
    "\n",
    "\t",
    "-",
    ".",
    "x ",
    "a.",
    "a@",
    "@a.",
    "a, ",
    "00:",
    " **x",
    "- x\n",
    "0 0",
    "A0",
    "é",
)
"""Tried with every pattern, beside its own pieces."""

MOST_PIECES, MOST_HEADS = (150, 40) if EVERYTHING else (30, 10)
"""How many of its own pieces a pattern meets: all of them by `make laws`."""

BOUNDED = {"domain.personal_data._MAILBOX": personal_data.MAX_MAILBOX}
"""Patterns whose time grows with the square, and how many characters they see at most; each has a test of that."""


class Use:
    """A pattern, and the methods by which it is asked; where nobody can tell, both of the slow ones."""

    def __init__(self, name: str, pattern: re.Pattern[Any], methods: set[str]) -> None:
        self.name = name
        self.pattern = pattern
        self.methods = sorted(methods or {"search", "fullmatch"})


def uses() -> Iterator[Use]:
    """Every pattern of the program: in modules, classes, tuples and dicts, and those that a function compiles."""
    for info in pkgutil.walk_packages(hsp_cli.__path__, "hsp_cli."):
        if info.name.endswith("__main__"):
            continue
        module = importlib.import_module(info.name)
        if module.__file__ is None:
            continue
        with open(module.__file__, encoding="utf-8") as file:  # noqa: PTH123 - a name of the import system
            source = file.read()
        patterns = [
            (name, where, pattern)
            for name, value in vars(module).items()
            for where, pattern in _patterns_in(value, module.__name__)
        ]
        if not patterns and "re." not in source:
            continue
        methods, inline = _calls(ast.parse(source), module)
        short = info.name.removeprefix("hsp_cli.")
        for name, where, pattern in patterns:
            yield Use(f"{short}.{name}{where}", pattern, methods[name] if not where else set())
        for line, method, pattern in inline:
            yield Use(f"{short}:{line}", pattern, {method} - {"compile"})


def _patterns_in(value: Any, module: str, where: str = "") -> Iterator[tuple[str, re.Pattern[Any]]]:
    if isinstance(value, re.Pattern):
        yield where, value
    elif isinstance(value, tuple | list | set | frozenset):
        for index, item in enumerate(value):
            yield from _patterns_in(item, module, f"{where}[{index}]")
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _patterns_in(item, module, f"{where}[{key!r}]")
    elif isinstance(value, type) and value.__module__ == module:
        for name, item in vars(value).items():
            if not name.startswith("__"):
                yield from _patterns_in(item, module, f"{where}.{name}")


def _calls(tree: ast.Module, module: object) -> tuple[dict[str, set[str]], list[tuple[int, str, re.Pattern[Any]]]]:
    """By name of a pattern the methods that are called, and the patterns that are written where they are used."""
    methods: dict[str, set[str]] = defaultdict(set)
    inline = []
    constants = {
        id(call) for statement in tree.body if isinstance(statement, ast.Assign) for call in ast.walk(statement)
    }
    for call in ast.walk(tree):
        if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute):
            continue
        of, method = call.func.value, call.func.attr
        if not isinstance(of, ast.Name):
            continue
        if of.id != "re":
            methods[of.id] |= {method} & set(METHODS)
        elif method in (*METHODS, "compile") and id(call) not in constants:
            source = _value(call.args[0], module)
            if source is not None:
                inline.append((call.lineno, method, re.compile(source)))
    return methods, inline


def _value(of: ast.expr, module: object) -> str | None:
    """What an expression of a module is; None where that depends on a function's arguments."""
    try:
        return str(eval(compile(ast.Expression(of), "<pattern>", "eval"), vars(module)))  # hsp's own source
    except NameError:
        return None


USES = {use.name: use for use in uses()}


# --- Texts made for a pattern


def pieces(pattern: re.Pattern[Any]) -> list[str]:
    """Texts that parts of a pattern match: every run of neighbours in it, and in each group below."""
    found: dict[str, None] = {}
    flags = pattern.flags & ~re.UNICODE if isinstance(pattern.pattern, bytes) else pattern.flags
    _collect(list(sre_parse.parse(pattern.pattern, flags)), found)
    return [piece for piece in found if piece]


def _collect(nodes: list[Any], found: dict[str, None]) -> None:
    for choose in (0, -1):
        samples = [_sample(node, choose) for node in nodes]
        for start in range(len(samples)):
            for end in range(start + 1, len(samples) + 1):
                found["".join(samples[start:end])] = None
    for node in nodes:
        for below in _below(node):
            _collect(below, found)


def _below(node: Any) -> list[list[Any]]:
    kind, value = str(node[0]), node[1]
    if kind == "BRANCH":
        return [list(branch) for branch in value[1]]
    if kind in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        return [list(value[2])]
    if kind in ("SUBPATTERN", "ATOMIC_GROUP"):
        return [list(value[-1] if kind == "SUBPATTERN" else value)]
    return [list(value[1])] if kind in ("ASSERT", "ASSERT_NOT") else []


def _sample(node: Any, choose: int) -> str:
    """A text that a node matches: of its choices the first or the last."""
    kind, value = str(node[0]), node[1]
    if kind == "LITERAL":
        return chr(value)
    if kind == "NOT_LITERAL":
        return "b" if value == ord("a") else "a"
    if kind == "ANY":
        return "a"
    if kind == "IN":
        return _member(list(value), choose)
    if kind in ("ASSERT", "ASSERT_NOT", "AT", "GROUPREF"):
        return ""
    below = _below(node)
    if kind == "BRANCH":
        below = [below[choose]]
    text = "".join(_sample(inner, choose) for inner in below[0])
    return text * max(1, value[0]) if "REPEAT" in kind else text


_OF_CATEGORY = {"DIGIT": "0", "NOT_DIGIT": "a", "SPACE": " ", "NOT_SPACE": "a", "WORD": "a", "NOT_WORD": " "}


def _member(members: list[Any], choose: int) -> str:
    if str(members[0][0]) == "NEGATE":
        accepts = re.compile("".join(("[^", *(_spelled(one) for one in members[1:]), "]")))
        return next(sign for sign in "a0 -\n~é" if accepts.match(sign))
    kind, value = str(members[choose][0]), members[choose][1]
    if kind == "LITERAL":
        return chr(value)
    return chr(value[0]) if kind == "RANGE" else _OF_CATEGORY[str(value).removeprefix("CATEGORY_")]


def _spelled(member: Any) -> str:
    kind, value = str(member[0]), member[1]
    if kind == "LITERAL":
        return re.escape(chr(value))
    if kind == "RANGE":
        return f"{re.escape(chr(value[0]))}-{re.escape(chr(value[1]))}"
    letter = str(value).removeprefix("CATEGORY_")
    return {"DIGIT": r"\d", "SPACE": r"\s", "WORD": r"\w", "NOT_DIGIT": r"\D", "NOT_SPACE": r"\S", "NOT_WORD": r"\W"}[
        letter
    ]


# --- Time


def seconds(pattern: re.Pattern[Any], method: str, text: str) -> float:
    """The shortest of three tries, for a busy machine can be slow once."""
    subject: Any = text.encode() if isinstance(pattern.pattern, bytes) else text
    ask: Callable[[], object] = {
        "sub": lambda: pattern.sub(subject[:0], subject),
        "finditer": lambda: list(pattern.finditer(subject)),
    }.get(method, lambda: getattr(pattern, method)(subject))
    tries = []
    for _ in range(3):
        begun = time.process_time()
        ask()
        tries.append(time.process_time() - begun)
        if tries[-1] < QUICK:
            break
    return min(tries)


def texts(pattern: re.Pattern[Any]) -> Iterator[Callable[[int], str]]:
    """Each piece, again and again, with an end that it does not hope for: a text of a length, for any length."""
    own = pieces(pattern)
    for piece in dict.fromkeys((*FRAGMENTS, *own[:MOST_PIECES])):
        for end in ("", "\x00", "a"):
            yield lambda length, piece=piece, end=end: piece * (length // len(piece)) + end  # type: ignore[misc]
    for head in own[:MOST_HEADS]:
        for piece in (" ", "a", "0", "-"):
            yield lambda length, head=head, piece=piece: head + piece * (length - len(head)) + "\x00"  # type: ignore[misc]


def slow_text(pattern: re.Pattern[Any], method: str, length: int = LENGTH, longer: int = LONGER) -> str | None:
    """The beginning of a text for which the time grows faster than the text; None where there is none."""
    for text in texts(pattern):
        if seconds(pattern, method, text(longer)) < QUICK:
            continue
        # On a busy machine a linear pattern can look slow once, but not again and again.
        if all(_grows_too_fast(pattern, method, text, length, longer) for _ in range(REPEATS)):
            return text(length)[:40]
    return None


def _grows_too_fast(
    pattern: re.Pattern[Any], method: str, text: Callable[[int], str], length: int, longer: int
) -> bool:
    short, long = seconds(pattern, method, text(length)), seconds(pattern, method, text(longer))
    return long > QUICK and long > MOST_GROWTH * max(short, QUICK / MOST_GROWTH)


def test_patterns_are_found_wherever_they_stand() -> None:
    assert {
        "domain.period._SPELLINGS[0][0]",
        "rules.wording._PLACEHOLDER",
        "domain.personal_data._MAILBOX",
    } <= USES.keys()
    assert any(":" in name for name in USES)
    assert len(USES) >= 50


def test_pieces_are_what_a_pattern_waits_for() -> None:
    pattern = re.compile(r"[\[<]\s*(?:[Ii]nsert|INSERT)\b[^\]>]*[\]>]")
    assert {"[ Insert", "<", "nsert", "INSERT", "[ Inserta]"} <= set(pieces(pattern))


@pytest.mark.parametrize("source", [r"[\[<]\s*(?:[Ii]nsert|INSERT)\b[^\]>]*[\]>]", r"a*b", r"x(.*)y"])
def test_a_pattern_that_looks_at_the_rest_of_the_text_at_every_place_is_slow(source: str) -> None:
    assert slow_text(re.compile(source), "search", LENGTH // 2, LONGER // 2)


@pytest.mark.parametrize("name", [name for name in USES if name not in BOUNDED])
def test_the_time_of_a_pattern_grows_with_the_text_and_no_faster(name: str) -> None:
    for method in USES[name].methods:
        assert slow_text(USES[name].pattern, method) is None


# --- What the others see


class Recorder:
    """In the place of a pattern: it keeps the lengths of what it is asked about."""

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self.pattern = pattern
        self.lengths: list[int] = []

    def fullmatch(self, text: str) -> re.Match[str] | None:
        self.lengths.append(len(text))
        return self.pattern.fullmatch(text)


@pytest.mark.parametrize("words", ["a.b " * 1_000 + "a@example.org", "x" * 5_000 + "@example.org", "a@b.cd " * 1_000])
def test_a_mailbox_is_looked_for_in_the_last_characters_before_the_sign(
    words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    recorder = Recorder(personal_data._MAILBOX)
    monkeypatch.setattr(personal_data, "_MAILBOX", recorder)
    personal_data._has_address(words)
    assert 0 < max(recorder.lengths) <= BOUNDED["domain.personal_data._MAILBOX"] == 64


def test_all_that_a_bounded_pattern_may_see_takes_it_no_time() -> None:
    for name, length in BOUNDED.items():
        for text in texts(USES[name].pattern):
            for method in USES[name].methods:
                assert seconds(USES[name].pattern, method, text(length)) < QUICK
