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
    "laughs, 9 levels": (_laughs(9), "yaml-extra-refused"),
    "laughs, 30 levels": (_laughs(30), "yaml-extra-refused"),
    "laughs, 5,000 levels": (_laughs(5_000), "yaml-extra-refused"),
    "laughs in blocks": ("a: &a\n- x\nb: &b\n- *a\n- *a\nc:\n- *b\n- *b\n" * 100, "yaml-extra-refused"),
    "laughs as keys": ("a: &a {k: v}\n? *a\n: *a\n", "yaml-extra-refused"),
    "merge keys, 20 lines": (_merges(20), "yaml-extra-refused"),
    "merge keys, 28 lines": (_merges(28), "yaml-extra-refused"),
    "merge keys, 3,000 lines": (_merges(3_000), "yaml-extra-refused"),
    "merge of itself": ("a: &a\n  <<: *a\n", "yaml-extra-refused"),
    "list in itself": ("a: &a [*a]\n", "yaml-extra-refused"),
    "mapping in itself": ("a: &a {b: *a}\n", "yaml-extra-refused"),
    "anchor on everything": (_filled(lambda n: f"- &a{n} x\n", ""), "yaml-extra-refused"),
    "alias everywhere": (_filled(lambda n: "- *a\n", "- &a [x, x]\n"), "yaml-extra-refused"),
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
    "comments that allow": (_filled(lambda n: f"# hsp: allow code-{n} — because\n"), "unknown-allowance"),
    "comments that almost allow": (INDICATOR + "note: x # hsp: allow " + "-" * (LIMIT - 100) + "\n", HARMLESS),
    "texts before comments": (_filled(lambda n: "- a b # c\n", INDICATOR + "leads:\n", 200_000), "text-cut-at-hash"),
    "blank lines": (INDICATOR + "\n" * (LIMIT - 100), HARMLESS),
    "blanks": (INDICATOR + "note: x" + " " * (LIMIT - 100) + "\n", HARMLESS),
    "blanks before a key": (INDICATOR + " " * (LIMIT - 100) + "a: 1\n", "yaml-syntax"),
    "tabs": (INDICATOR + "note: x" + "\t" * (LIMIT - 100) + "\n", HARMLESS),
    "tabs before a key": (INDICATOR + "\t" * (LIMIT - 100) + "a: 1\n", "yaml-syntax"),
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
    "wrong values": (_filled(lambda n: "- [1]\n", INDICATOR + "schemes:\n", 200_000), "wrong-type"),
    "unknown names": (_filled(lambda n: f"- somebody {n}\n", INDICATOR + "leads:\n", 400_000), "unknown-owner"),
    "unknown ids": (_filled(lambda n: f"- s{n}\n", INDICATOR + "schemes:\n", 350_000), "unknown-scheme"),
    "empty lists": ("a: [" + "[]," * 300_000 + "]\n", "too-many-values"),
    "empty mappings": ("a: [" + "{}," * 300_000 + "]\n", "too-many-values"),
    "commas": ("a: [" + "," * 500_000 + "]\n", "yaml-syntax"),
    "colons": ("a" + ": " * 500_000 + "\n", "yaml-syntax"),
    "question marks": ("?" * 500_000 + "\n", "not-a-record"),
    "quotes": ("a: " + '"" ' * 300_000 + "\n", "yaml-syntax"),
    "exclamation marks": ("a: " + "!" * 500_000 + "\n", "yaml-extra-refused"),
    "ampersands": ("a: " + "&" * 500_000 + "\n", "yaml-syntax"),
    "asterisks": ("a: " + "*" * 500_000 + "\n", "yaml-syntax"),
    "percent signs": ("%" * 500_000 + "\n", "yaml-syntax"),
    # --- What no plan needs
    "tags": (_filled(lambda n: "- !!str x\n", ""), "yaml-extra-refused"),
    "one long tag": ("a: !<" + "x" * (LIMIT - 100) + "> 1\n", "yaml-extra-refused"),
    "one long anchor": ("a: &" + "x" * (LIMIT - 100) + " 1\n", "yaml-extra-refused"),
    "a tag that runs a command": ('a: !!python/object/apply:os.system ["touch CANARY"]\n', "yaml-extra-refused"),
    "a tag that makes bytes": ("a: !!binary " + "QUFB" * 200_000 + "\n", "yaml-extra-refused"),
    "a tag that makes a set": ("a: !!set {" + "x, " * 200_000 + "}\n", "yaml-extra-refused"),
    "a directive": ("%YAML 1.1\n---\nid: no\n", "yaml-extra-refused"),
    "directives": (_filled(lambda n: f"%TAG !t{n}! tag:x,2000:\n", "", 100_000) + "---\nid: a\n", "yaml-extra-refused"),
    "documents": ("---\n" * 250_000, "yaml-extra-refused"),
    "documents that end": ("--- a\n...\n" * 90_000, "yaml-extra-refused"),
    "documents behind a record": (INDICATOR + "---\n" * 250_000, "yaml-extra-refused"),
    # --- Characters
    "marks of byte order": ("\ufeff" * 300_000, "unprintable-character"),
    "a mark of byte order in front of a bomb": ("\ufeff" + _laughs(9), "yaml-extra-refused"),
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
    """A record with a note so many levels deep, in blocks or in flow; None where that would not fit into a file."""
    if style == "flow":
        return "id: deep\nnote: " + "[" * (levels - 1) + "]" * (levels - 1) + "\n"
    if style == "dashes":
        return "id: deep\nnote:\n" + "- " * (levels - 1) + "x\n"
    return "id: deep\nnote:\n" + "".join(" " * (level + 1) + "a:\n" for level in range(levels - 1))
