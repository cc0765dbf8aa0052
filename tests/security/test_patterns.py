"""No regular expression of hsp can be made to take long: each meets lines of a megabyte, made for it and used as it is used."""

import ast
import importlib
import re
import time
from collections.abc import Iterator

import pytest

from tests.workspaces import REPOSITORY

SOURCE = REPOSITORY / "src"
MEGABYTE = 1_000_000
PATIENCE = 0.2


def uses() -> Iterator[tuple[str, str, re.Pattern]]:
    """Every regular expression in the source, with the method by which it is asked."""
    for path in sorted(SOURCE.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        if "import re" not in text:
            continue
        module = importlib.import_module(".".join(path.relative_to(SOURCE).with_suffix("").parts))
        for call in ast.walk(ast.parse(text)):
            if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute):
                continue
            of, method = call.func.value, call.func.attr
            if not isinstance(of, ast.Name) or method == "compile":
                continue
            if of.id == "re" and method in METHODS:
                if (source := _value(call.args[0], module)) is not None:
                    yield f"{path.stem}:{call.lineno}", method, re.compile(source)
            elif isinstance(pattern := getattr(module, of.id, None), re.Pattern):
                yield f"{path.stem}.{of.id}", method, pattern


def _value(of: ast.expr, module: object) -> str | None:
    """What an expression of a module is; None where that depends on a function's arguments."""
    try:
        return str(eval(compile(ast.Expression(of), "<pattern>", "eval"), vars(module)))  # hsp's own source
    except NameError:
        return None


METHODS = ("search", "match", "fullmatch", "sub", "subn", "split", "findall", "finditer")
USES = sorted({f"{name}.{method}": (method, pattern) for name, method, pattern in uses()}.items())


def hostile_lines(pattern: str, size: int) -> Iterator[str]:
    """Lines of everything that a pattern may wait for, again and again, and never the end that it hopes for."""
    plain = re.sub(r"\\x([0-9a-f]{2})|\\u([0-9a-f]{4})", lambda m: chr(int(m[1] or m[2], 16)), pattern)
    signs = sorted({*re.findall(r"[^\w\s^.()+{}?]", plain), *"a0 xA-Q/", "\n", "."})
    words = sorted(
        {*re.findall(r"[A-Za-z]{2,}", plain), *(f"{sign}a" for sign in signs), *(f" {sign}" for sign in signs)}
    )
    words += [f" {a}{b}x" for a in signs for b in signs if a == b or a in " a0"]
    words += ["a, ", "1,", "00:", "x**y", " **x", "- x\n", "Q1 ", "2010-", "£1,", "a@", "a.", "@a.", "a@a.", "0 0"]
    for word in dict.fromkeys((*signs, *words)):
        for end in ("", "\x00", "a", "\n!"):
            yield word * (size // len(word)) + end


def asked(pattern: re.Pattern, method: str, line: str | bytes) -> float:
    begun = time.process_time()
    match method:
        case "sub" | "subn":
            pattern.sub("" if isinstance(line, str) else b"", line)
        case "finditer":
            list(pattern.finditer(line))
        case _:
            getattr(pattern, method)(line)
    return time.process_time() - begun


def slowest(pattern: re.Pattern, method: str, size: int) -> tuple[float, str]:
    """The longest time over all hostile lines, and what the line is made of."""
    source = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    worst = (0.0, "")
    for line in hostile_lines(source, size):
        worst = max(
            worst, (asked(pattern, method, line if isinstance(pattern.pattern, str) else line.encode()), line[:8])
        )
    return worst


def test_every_pattern_of_the_source_is_found() -> None:
    assert len(USES) >= 35


@pytest.mark.parametrize(("method", "pattern"), [use for _, use in USES], ids=[name for name, _ in USES])
def test_no_pattern_takes_longer_than_the_line_is_long(method: str, pattern: re.Pattern) -> None:
    # What grows with the square of a line takes ten times as long as this for so short a one, and hours for a megabyte.
    size = MEGABYTE // 200
    seconds, line = slowest(pattern, method, size)
    if seconds > PATIENCE / 20:  # a busy machine can be slow once
        seconds, line = slowest(pattern, method, size)
    assert seconds <= PATIENCE / 20, line
