"""Files made to stop a computer: small ones that grow, deep ones, and ones that have far too much of one thing."""

from collections.abc import Callable, Iterator

KIBI = 1024
LIMIT = 1024 * KIBI
"""What a file may have; most of the bombs fill it."""

INDICATOR = "id: bomb\ntitle: Bomb\nunit: people\nbetter: higher\n"
"""The beginning of a record in which nothing is wrong yet."""

HARMLESS = ""
"""Instead of a code: the file may be read, as long as that is quick and small."""


def _laughs(levels: int, width: int = 9) -> str:
    lines = ["a0: &a0 [" + "lol, " * width + "lol]"]
    for level in range(1, levels):
        aliases = ", ".join([f"*a{level - 1}"] * width)
        lines.append(f"a{level}: &a{level} [{aliases}]")
    return "\n".join(lines) + "\n"


def _merges(levels: int) -> str:
    lines = ["m0: &m0 {k0: 0, j0: 0}"]
    lines += [f"m{n}: &m{n} {{<<: [*m{n - 1}, *m{n - 1}], k{n}: {n}}}" for n in range(1, levels)]
    return "\n".join(lines) + "\n"


def _filled(line: Callable[[int], str], start: str = INDICATOR, size: int = LIMIT) -> str:
    """As many lines as the limit allows, each made from its number."""

    def lines() -> Iterator[str]:
        room, number = size - len(start.encode()), 0
        while (room := room - len((made := line(number)).encode())) >= 0:
            yield made
            number += 1

    return start + "".join(lines())


def _staircase(step: str, levels: int, tread: str) -> str:
    return "".join(step * level + tread for level in range(levels))


BOMBS: dict[str, tuple[str, str]] = {
    # --- Small files that grow
    "laughs, 9 levels": (_laughs(9), "unsupported-yaml"),
    "laughs, 30 levels": (_laughs(30), "unsupported-yaml"),
    "laughs, 5,000 levels": (_laughs(5_000), "unsupported-yaml"),
    "laughs in blocks": ("a: &a\n- x\nb: &b\n- *a\n- *a\nc:\n- *b\n- *b\n" * 100, "unsupported-yaml"),
    "laughs as keys": ("a: &a {k: v}\n? *a\n: *a\n", "unsupported-yaml"),
    "merge keys, 20 lines": (_merges(20), "unsupported-yaml"),
    "merge keys, 28 lines": (_merges(28), "unsupported-yaml"),
    "merge keys, 3,000 lines": (_merges(3_000), "unsupported-yaml"),
    "merge of itself": ("a: &a\n  <<: *a\n", "unsupported-yaml"),
    "list in itself": ("a: &a [*a]\n", "unsupported-yaml"),
    "mapping in itself": ("a: &a {b: *a}\n", "unsupported-yaml"),
    "anchor on everything": (_filled(lambda n: f"- &a{n} x\n", ""), "unsupported-yaml"),
    "alias everywhere": (_filled(lambda n: "- *a\n", "- &a [x, x]\n"), "unsupported-yaml"),
    # --- Depth
    "brackets": ("a: " + "[" * 500_000 + "]" * 500_000, "nesting-too-deep"),
    "brackets left open": ("[" * (LIMIT - 1), "nesting-too-deep"),
    "brackets apart": ("a: " + "[ " * 500_000, "nesting-too-deep"),
    "brackets a line each": ("a:\n" + " [\n" * 300_000, "nesting-too-deep"),
    "braces": ("{a: " * 200_000 + "}" * 200_000, "nesting-too-deep"),
    "brackets in braces": ("[{a: " * 150_000, "nesting-too-deep"),
    "dashes on a line": ("- " * 500_000 + "x\n", "nesting-too-deep"),
    "dashes and keys on a line": ("- a:\n" + _staircase("  ", 700, "- a:\n"), "nesting-too-deep"),
    "steps of one blank": (_staircase(" ", 1_400, "a:\n"), "nesting-too-deep"),
    "steps of lists": (_staircase(" ", 1_400, "-\n"), "nesting-too-deep"),
    "block, then flow": (_staircase(" ", 25, "a:\n") + " " * 26 + "[" * 100_000, "nesting-too-deep"),
    "complex keys": ("? " * 500_000 + "x\n", "nesting-too-deep"),
    "complex keys in brackets": ("a: [" + "? [" * 300_000, "nesting-too-deep"),
    "keys without an end": ("{" * 1_000_000, "nesting-too-deep"),
    # --- Much of one thing
    "one long plain text": (INDICATOR + "note: " + "x" * (LIMIT - 100) + "\n", HARMLESS),
    "one long quoted text": (INDICATOR + 'note: "' + "x " * (LIMIT // 2 - 100) + '"\n', HARMLESS),
    "one long escaped text": (INDICATOR + 'note: "' + "\\u00e9" * (LIMIT // 6 - 100) + '"\n', HARMLESS),
    "one long block": (INDICATOR + "note: |\n" + "  x\n" * (LIMIT // 4 - 100), HARMLESS),
    "one long folded text": (INDICATOR + "note: >\n" + "  x\n\n" * (LIMIT // 5 - 100), HARMLESS),
    "a text over many lines": (INDICATOR + "note: x\n" + "  x\n" * (LIMIT // 4 - 100), HARMLESS),
    "one long key": (INDICATOR + "x" * (LIMIT - 100) + ": 1\n", "yaml-syntax"),
    "one long quoted key": (INDICATOR + '"' + "x" * (LIMIT - 100) + '": 1\n', "yaml-syntax"),
    "one long number": (INDICATOR + "decimals: " + "9" * (LIMIT - 100) + "\n", "wrong-type"),
    "one long fraction": (INDICATOR + "decimals: 0." + "9" * (LIMIT - 100) + "\n", "wrong-type"),
    "one long comment": (INDICATOR + "#" * (LIMIT - 100) + "\n", HARMLESS),
    "comments": (_filled(lambda n: "#\n"), HARMLESS),
    "comments that allow": (_filled(lambda n: f"# hsp: allow code-{n} — because\n"), "unknown-suppression"),
    "comments that almost allow": (INDICATOR + "note: x # hsp: allow " + "-" * (LIMIT - 100) + "\n", HARMLESS),
    "texts before comments": (_filled(lambda n: "- a b # c\n", INDICATOR + "leads:\n", 200_000), "value-cut-at-hash"),
    "blank lines": (INDICATOR + "\n" * (LIMIT - 100), HARMLESS),
    "blanks": (INDICATOR + "note: x" + " " * (LIMIT - 100) + "\n", HARMLESS),
    "blanks before a key": (INDICATOR + " " * (LIMIT - 100) + "a: 1\n", "yaml-syntax"),
    "tabs": (INDICATOR + "note: x" + "\t" * (LIMIT - 100) + "\n", HARMLESS),
    "tabs before a key": (INDICATOR + "\t" * (LIMIT - 100) + "a: 1\n", "unusual-space"),
    "carriage returns": (INDICATOR + "\r" * (LIMIT - 100), HARMLESS),
    "one key again and again": (_filled(lambda n: "title: x\n"), "duplicate-key"),
    "unknown keys": (_filled(lambda n: f"k{n}: 1\n", INDICATOR, 240_000), "unknown-key"),
    "unknown keys below": (_filled(lambda n: f"  - {{a{n}: 1}}\n", INDICATOR + "breaks:\n", 240_000), "unknown-key"),
    "keys that are nearly right": (_filled(lambda n: f"titl{n}: 1\n", INDICATOR, 270_000), "unknown-key"),
    "keys of no name": (_filled(lambda n: "? \n"), "duplicate-key"),
    "figures": (_filled(lambda n: f"  {1000 + n}-01: {{actual: 1}}\n", INDICATOR + "figures:\n", 200_000), HARMLESS),
    "figures without a period": (_filled(lambda n: f"  x{n}: {{actual: 1}}\n", INDICATOR + "figures:\n", 260_000), "bad-period"),
    "figures of many spellings": (
        _filled(
            lambda n: f"  Q{n % 4 + 1} {1900 + n // 4}/{(n // 4 + 1) % 100:02}: {{actual: 1, target: 0}}\n",
            INDICATOR + "figures:\n",
            30_000,
        ),
        "target-zero",
    ),
    "unknown keys, a megabyte": (_filled(lambda n: f"k{n}: 1\n"), "too-many-values"),
    "unknown names, a megabyte": (_filled(lambda n: f"- who {n}\n", INDICATOR + "leads:\n"), "too-many-values"),
    "letters, a megabyte": (_filled(lambda n: "- a\n", INDICATOR + "schemes:\n"), "too-many-values"),
    "wrong values": (_filled(lambda n: "- [1]\n", INDICATOR + "schemes:\n", 90_000), "wrong-type"),
    "unknown names": (_filled(lambda n: f"- somebody {n}\n", INDICATOR + "leads:\n", 400_000), "unknown-owner"),
    "unknown ids": (_filled(lambda n: f"- s{n}\n", INDICATOR + "schemes:\n", 350_000), "unknown-scheme"),
    "empty lists": ("a: [" + "[]," * 300_000 + "]\n", "too-many-values"),
    "empty mappings": ("a: [" + "{}," * 300_000 + "]\n", "too-many-values"),
    "commas": ("a: [" + "," * 500_000 + "]\n", "yaml-syntax"),
    "colons": ("a" + ": " * 500_000 + "\n", "yaml-syntax"),
    "question marks": ("?" * 500_000 + "\n", "not-a-record"),
    "questions and a mistake": (_filled(lambda n: "- is it?\n", "", LIMIT - 9) + "- [x\n", "too-many-values"),
    "questions in brackets": (INDICATOR + "schemes: [" + "is it?, " * 40_000 + "]\n- x\n", "yaml-syntax"),
    "questions in a long text and a mistake": (INDICATOR + "note: " + "is it? " * 140_000 + "\n- x\n", "yaml-syntax"),
    "questions between brackets": (INDICATOR + "schemes: [" + "is it?, " * 25_000 + "x]\n", "unknown-scheme"),
    "questions between brackets, nested": (INDICATOR + "schemes: [" + "[a?, [b ?, [?c, x?]]], " * 4_000 + "]\n", "wrong-type"),
    "questions before brackets in quotes": (INDICATOR + "schemes: [" + '"is it? {a: [b, {c?", ' * 10_000 + "is it?]\n", "unknown-scheme"),
    "keys of a question between brackets": (INDICATOR + "schemes: [" + "? a?, " * 50_000 + "]\n", "too-many-values"),
    "blanks before questions between brackets": (INDICATOR + "schemes: [x" + (" " * 1_000 + "?") * 1_000 + "]\n", "unknown-scheme"),
    "quotes": ("a: " + '"" ' * 300_000 + "\n", "yaml-syntax"),
    "exclamation marks": ("a: " + "!" * 500_000 + "\n", "unsupported-yaml"),
    "ampersands": ("a: " + "&" * 500_000 + "\n", "yaml-syntax"),
    "asterisks": ("a: " + "*" * 500_000 + "\n", "yaml-syntax"),
    "percent signs": ("%" * 500_000 + "\n", "yaml-syntax"),
    # --- What no plan needs
    "tags": (_filled(lambda n: "- !!str x\n", ""), "unsupported-yaml"),
    "one long tag": ("a: !<" + "x" * (LIMIT - 100) + "> 1\n", "unsupported-yaml"),
    "one long anchor": ("a: &" + "x" * (LIMIT - 100) + " 1\n", "unsupported-yaml"),
    "a tag that runs a command": ('a: !!python/object/apply:os.system ["touch CANARY"]\n', "unsupported-yaml"),
    "a tag that makes bytes": ("a: !!binary " + "QUFB" * 200_000 + "\n", "unsupported-yaml"),
    "a tag that makes a set": ("a: !!set {" + "x, " * 200_000 + "}\n", "unsupported-yaml"),
    "a directive": ("%YAML 1.1\n---\nid: no\n", "unsupported-yaml"),
    "directives": (_filled(lambda n: f"%TAG !t{n}! tag:x,2000:\n", "", 100_000) + "---\nid: a\n", "unsupported-yaml"),
    "documents": ("---\n" * 250_000, "unsupported-yaml"),
    "documents that end": ("--- a\n...\n" * 90_000, "unsupported-yaml"),
    "documents behind a record": (INDICATOR + "---\n" * 250_000, "unsupported-yaml"),
    # --- Characters
    "marks of byte order": ("\ufeff" * 300_000, "unprintable-character"),
    "a mark of byte order in front of a bomb": ("\ufeff" + _laughs(9), "unsupported-yaml"),
    "a mark of byte order in the middle": (INDICATOR + "note: a\ufeffb\n", "unprintable-character"),
    "control characters": ("\x01" * LIMIT, "unprintable-character"),
    "line separators": ("id: a" + "\u2028" * 300_000, "unprintable-character"),
    "pictures": (INDICATOR + "note: " + "😀" * (LIMIT // 4 - 100) + "\n", HARMLESS),
    "letters of marks": (INDICATOR + "note: e" + "\u0301" * (LIMIT // 2 - 100) + "\n", HARMLESS),
    "letters of another script": (INDICATOR + "note: " + "НСЕ " * (LIMIT // 7 - 100) + "\n", "look-alike-letter"),
    "blanks that were never filled in": (INDICATOR + "note: " + "x" * 500_000 + "\n", "placeholder-left"),
    "bold signs that never end": (INDICATOR + "note: " + " **x" * (LIMIT // 4 - 100) + "\n", HARMLESS),
    "bullets": (INDICATOR + "note: |\n" + "  - x\n" * (LIMIT // 6 - 100), HARMLESS),
}  # fmt: skip
"""Each with the code of the finding that refuses it, or HARMLESS."""


def deep(levels: int, style: str) -> str:
    """A record with so many levels; the record itself is the first."""
    inner = levels - 1
    if style == "flow":
        return INDICATOR + "note: " + "[" * inner + "]" * inner + "\n"
    if style == "flow, mixed":
        return (
            INDICATOR
            + "note: "
            + "[x, {a: " * (inner // 2)
            + "[" * (inner % 2)
            + "]" * (inner % 2)
            + "}]" * (inner // 2)
        )
    if style == "dashes":
        return INDICATOR + "note:\n" + "- " * inner + "x\n"
    assert levels <= 1_400, "more do not fit into a file"
    return INDICATOR + "note:\n" + "".join(" " * (level + 1) + "a:\n" for level in range(inner))


_SETTINGS = """\
id: b
name: B
rag:
  levels:
    - {code: G, name: Good, colour: green, at_least: 0}
    - {code: R, name: Bad, colour: red, exception: true}
"""
_MATRIX = """\
risk_matrix:
  likelihood: [{code: A, name: High}, {code: B, name: Low}]
  impact: [{code: "1", name: High}, {code: "2", name: Low}]
  zones: [{id: red, name: Red, red: true}, {id: ok, name: Fine}]
  cells: {A: {1: red, 2: red}, B: {1: red, 2: ok}}
"""
_MANY = 1_200


def _lines(line: Callable[[int], str], count: int = _MANY) -> str:
    return "".join(f"  - {line(number)}\n" for number in range(count))


def _plan(actions: str) -> str:
    return f"id: p\ntitle: P\naims:\n - id: a\n   title: A\n   actions:\n{actions}"


def _steps(letter: str, count: int) -> str:
    return "".join(f"    - {{code: {letter}{number}, name: x}}\n" for number in range(count))


def _matrix(count: int) -> str:
    scales = f"  likelihood:\n{_steps('L', count)}  impact:\n{_steps('I', count)}"
    return f"{_SETTINGS}risk_matrix:\n{scales}  zones: [{{id: red, name: Red}}]\n  cells: {{}}\n"


def _risk(title: Callable[[int, int], str], register: int) -> Callable[[int], str]:
    return lambda n: (
        f"{{id: x{n}, title: {title(n, register)}, controls: [C], ratings: {{Q1-2010: {{rating: A{register}}}}}}}"
    )


def _registers(title: Callable[[int, int], str]) -> dict[str, str]:
    return {
        f"data/risks/r{number}.yaml": f"id: r{number}\ntitle: R\nbody: b\nrisks:\n" + _lines(_risk(title, number))
        for number in (1, 2)
    }


_PARTNERSHIP = "data/partnership.yaml"
_PLAN = "data/plans/p.yaml"
_INDICATOR = "data/indicators/i.yaml"
_RISKS = "data/risks/r.yaml"
_ONE_RISK = "id: r\ntitle: R\nbody: b\nrisks: [{id: x, title: x, ratings: {Q1-2010: {rating: %s}}}]\n"

WORKSPACES: dict[str, dict[str, str]] = {
    "a chain of actions": {_PLAN: _plan(_lines(lambda n: f"{{id: x{n}, text: t, depends_on: [x{n + 1}]}}"))},
    "a ring of actions": {_PLAN: _plan(_lines(lambda n: f"{{id: x{n}, text: t, depends_on: [x{(n + 1) % _MANY}]}}"))},
    "every action waits for every other": {
        _PLAN: _plan(
            _lines(lambda n: f"{{id: x{n}, text: t, depends_on: [{', '.join(f'x{m}' for m in range(120))}]}}", 120)
        )
    },
    "a chain of bodies": {
        _PARTNERSHIP: _SETTINGS + "bodies:\n" + _lines(lambda n: f"{{id: x{n}, name: N{n}, parent: x{n + 1}}}")
    },
    "a ring of bodies": {
        _PARTNERSHIP: _SETTINGS + "bodies:\n" + _lines(lambda n: f"{{id: x{n}, name: N{n}, parent: x{(n + 1) % _MANY}}}")
    },
    "bodies of one name": {_PARTNERSHIP: _SETTINGS + "bodies:\n" + _lines(lambda n: f"{{id: x{n}, name: N}}")},
    "a matrix of millions of cells": {_PARTNERSHIP: _matrix(_MANY), _RISKS: _ONE_RISK % "Z9"},
    "a large matrix": {_PARTNERSHIP: _matrix(50), _RISKS: _ONE_RISK % "L49I49"},
    "settings with brackets in quoted texts": {
        _PARTNERSHIP: _SETTINGS + "schemes: [" + '{id: "{a: [b, {c?", name: [is it?, "[{[?"]}, ' * 5_000 + "]\n"
    },
    "settings with question marks between brackets": {_PARTNERSHIP: _SETTINGS + "schemes: [" + "[?a, b?, {c?: d}], " * 9_000 + "]\n"},
    "a long rating": {_PARTNERSHIP: _SETTINGS + _MATRIX, _RISKS: _ONE_RISK % ('"' + "A" * 500_000 + '"')},
    "the same risk again and again": {_PARTNERSHIP: _SETTINGS + _MATRIX, **_registers(lambda n, k: "same")},
    "risks of like words": {_PARTNERSHIP: _SETTINGS + _MATRIX, **_registers(lambda n, k: f"the same words {n} {k}")},
    "names that are nearly known": {
        _PARTNERSHIP: _SETTINGS + "people:\n" + _lines(lambda n: f"{{id: x{n}, name: Ann Reed {n}}}"),
        _PLAN: "id: p\ntitle: P\naims:\n" + _lines(lambda n: f"{{id: x{n}, title: A, leads: [Anne Read {n}]}}"),
    },
    "names that are nearly known, not quite so many": {
        _PARTNERSHIP: _SETTINGS + "people:\n" + _lines(lambda n: f"{{id: x{n}, name: Ann Reed {n}}}", 600),
        _PLAN: "id: p\ntitle: P\naims:\n" + _lines(lambda n: f"{{id: x{n}, title: A, leads: [Anne Read {n}]}}"),
    },
    "ids that are nearly known": {
        _PARTNERSHIP: _SETTINGS + "priorities:\n" + _lines(lambda n: f"{{id: x{n}, title: n}}"),
        _PLAN: "id: p\ntitle: P\naims:\n" + _lines(lambda n: f"{{id: x{n}, title: A, priority: y{n}}}"),
    },
    "a name as long as a book": {
        _PARTNERSHIP: _SETTINGS + "people:\n" + _lines(lambda n: f"{{id: x{n}, name: Ann Reed {n}}}"),
        _PLAN: "id: p\ntitle: P\nleads: [" + "Ann " * 100_000 + "]\n",
    },
    "a scale of thousands of levels": {
        _PARTNERSHIP: "id: b\nname: B\nrag:\n  levels:\n"
        + _lines(lambda n: f"{{code: G{n}, name: G, colour: green, at_least: {_MANY - n}}}"),
        _INDICATOR: INDICATOR.replace("bomb", "i") + "figures: {Q1-2010: {actual: 1, target: 1}}\n",
    },
    "a day's figure for years": {
        _INDICATOR: INDICATOR.replace("bomb", "i")
        + "figures:\n"
        + "".join(
            f"  {1990 + n // 336}-{n % 12 + 1:02}-{n // 12 % 28 + 1:02}: {{actual: {n}, target: 0.1}}\n"
            for n in range(6_000)
        )
    },
    "two centuries of one comment": {
        _INDICATOR: INDICATOR.replace("bomb", "i")
        + "assessments:\n"
        + "".join(f"  Q{n % 4 + 1}-{1900 + n // 4}: {{comment: same words}}\n" for n in range(796))
    },
    "numbers of great length in words": {
        _INDICATOR: INDICATOR.replace("bomb", "i") + f"code: NI {'1' * 6_000}\nfigures: {{Q1-2010: {{actual: 1}}}}\n"
    },
    "a code of the matrix that is a long number": {
        _PARTNERSHIP: _SETTINGS + _MATRIX.replace("code: A", f"code: '{'1' * 6_000}'"),
        _RISKS: _ONE_RISK % ("'" + "1" * 6_001 + "'"),
    },
    "a year that starts in a month of great length": {_PARTNERSHIP: f"{_SETTINGS}calendar: {{year_starts: {'1' * 6_000}}}\n"},
    "extreme figures": {
        _INDICATOR: INDICATOR.replace("bomb", "i")
        + "figures:\n  Q1-2010: {actual: 1e29, target: 1e-29}\n  Q2-2010: {actual: 0, target: -0.0}\n"
        + "  Q3-2010: {actual: '99999999999999999999999999999', target: 0.00000000000000000000000000001}\n"
    },
    "many revisions": {
        _PLAN: _plan("    - id: x\n      text: t\n      due: 2010-01\n      revisions:\n")
        + "".join(f"       - {{due: 2010-0{n % 9 + 1}, on: 2010-01-01, reason: x}}\n" for n in range(_MANY))
    },
}  # fmt: skip
"""Workspaces in which each record may be right, and it is their number, length or kinship that is the attack."""
