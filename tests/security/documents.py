"""Documents made by chance: data, written in all the ways in which people write YAML; and ways to damage a text."""

import json
import random
from typing import Any

from hsp_cli.domain.kinds import FILE_MODELS

WORDS = (
    "no", "yes", "on", "off", "~", "null", "true", "1", "-1", "1.0", "1e3", "0x1F", "2010-04-01", "22:30", "Q1-2010", "a: b",
    "a #b", "#a", "- a", "? a", "[a]", "{a: b}", "&a", "*a", "!a", "%a", "@a", "`a`", "'a'", '"a"', "|", ">", "a\\b", "a\nb",
    "a\n\nb\n", " a ", "", "é★世界😀", "a\u00a0b", "=", "<<", "---", "...", "a,b", "a:b", "it's", "x" * 90, "a\tb", "one two three",
)  # fmt: skip
NUMBERS = (0, 1, -1, 69, 2010, 10**18, 10**25, 0.1, -2.5, 6.8, 1e-7, 123456.789, 1e20)
KEYS = sorted({name for model in FILE_MODELS.values() for name in model.model_fields})
"""The keys of records: with them a structure comes nearer to one."""


def document(chance: random.Random, *, named: bool = False) -> tuple[str, Any]:
    """A document and what it means. `named` takes the keys of records instead of any words."""
    data = {_key(chance, named): _value(chance, 4, named) for _ in range(chance.randrange(1, 7))}
    comment = "# made by chance\n" if chance.random() < 0.3 else ""
    start = "---\n" if chance.random() < 0.1 else ""
    return comment + start + _block(data, 0, chance), data


def _key(chance: random.Random, named: bool) -> str:
    if named and chance.random() < 0.9:
        return chance.choice(KEYS)
    return chance.choice(("a", "b", "c-d", "Q1 2010/11", "2010-06", "no", "1", "a b", "é", "x" * 30, "")) + str(
        chance.randrange(99)
    )


def _value(chance: random.Random, depth: int, named: bool) -> Any:
    kind = chance.random() * (1 if depth else 0.75)
    if kind < 0.45:
        return chance.choice(WORDS)
    if kind < 0.6:
        return chance.choice(NUMBERS)
    if kind < 0.7:
        return chance.choice((True, False, None))
    if kind < 0.75:
        return "".join(chance.choice("ab c:#-,\"'\\é\n") for _ in range(chance.randrange(12)))
    if kind < 0.87:
        return [_value(chance, depth - 1, named) for _ in range(chance.randrange(4))]
    return {_key(chance, named): _value(chance, depth - 1, named) for _ in range(chance.randrange(4))}


def _block(value: Any, indent: int, chance: random.Random) -> str:
    """A value in block style, its first line at the margin; the lines end with a line break."""
    margin = " " * indent
    if isinstance(value, dict) and value:
        return "".join(f"{margin}{_quoted(key, chance)}:{_after(item, indent, chance)}" for key, item in value.items())
    if isinstance(value, list) and value:
        return "".join(f"{margin}-{_after(item, indent, chance)}" for item in value)
    return margin + _flow(value, chance) + "\n"


def _after(value: Any, indent: int, chance: random.Random) -> str:
    """What follows a key or a dash."""
    step = chance.choice((1, 2, 2, 2, 4))
    if isinstance(value, dict | list) and value and chance.random() < 0.7:
        return "\n" + _block(value, indent + step, chance)
    if isinstance(value, str) and chance.random() < 0.2 and _can_stand_in_a_block(value):
        return (
            " |"
            + ("" if value.endswith("\n") else "-")
            + "\n"
            + "".join(
                f"{' ' * (indent + step)}{line}\n" if line else "\n" for line in value.removesuffix("\n").split("\n")
            )
        )
    comment = " # and so on" if chance.random() < 0.1 else ""
    return " " * chance.choice((1, 1, 1, 3)) + _flow(value, chance) + comment + "\n"


def _can_stand_in_a_block(text: str) -> bool:
    lines = text.split("\n")
    return (
        bool(lines[0].strip())
        and not text.startswith((" ", "\t"))
        and not text.endswith("\n\n")
        and "\r" not in text
        and all(line == line.rstrip() for line in lines)
    )


def _flow(value: Any, chance: random.Random) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_quoted(key, chance)}: {_flow(item, chance)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_flow(item, chance) for item in value) + "]"
    if isinstance(value, str):
        return _quoted(value, chance)
    if value is None:
        return chance.choice(("null", "~", "Null"))
    if isinstance(value, bool):
        return chance.choice((str(value).lower(), str(value), str(value).upper()))
    return repr(value) if "e" not in repr(value) or "." in repr(value) else repr(value).replace("e", ".0e")


def _quoted(text: str, chance: random.Random) -> str:
    """A text as it may be written: without quotes where it can stand so, in single or in double ones."""
    is_plain = text.replace(" ", "").replace("-", "").isalpha() and text.isascii() and text == text.strip()
    if (
        is_plain
        and text.lower() not in ("true", "false", "null")
        and text[0] != "-"
        and "- " not in text
        and chance.random() < 0.6
    ):
        return text
    if "\n" not in text and "\t" not in text and chance.random() < 0.4:
        return "'" + text.replace("'", "''") + "'"
    return json.dumps(text, ensure_ascii=chance.random() < 0.5)


PIECES = (
    ":", ": ", "-", "- ", "#", " #", "&a ", "*a", "!!str ", "<<: ", "---\n", "...\n", "%YAML 1.1\n", "[", "]", "{", "}", ",", "'", '"',
    "|", ">", "\n", "\t", " ", "  ", "? ", "\\", "\x00", "\x1b", "\ufeff", "\u0085", "\u2028", "é", "0", "1e400", ".nan", "9" * 400,
    "2010-02-30", "Q9-2010", "~", "null", "true", "[" * 40, "\r", "\r\n", "x" * 2_000, "=", "@", "`", "%", "\u202e", "НСЕ", "$",
)  # fmt: skip


def damaged(text: str, chance: random.Random) -> str:
    """A text after one to four accidents."""
    for _ in range(chance.randrange(1, 5)):
        at, length = chance.randrange(len(text) + 1), chance.randrange(1, 30)
        lines = text.splitlines(keepends=True) or [""]
        line = chance.randrange(len(lines))
        match chance.randrange(9):
            case 0:
                text = text[:at] + chance.choice(PIECES) + text[at:]
            case 1:
                text = text[:at] + text[at + length :]
            case 2:
                text = text[:at] + text[at : at + length] * 3 + text[at + length :]
            case 3:
                lines.insert(line, chance.choice(lines))
                text = "".join(lines)
            case 4:
                lines[line] = "  " + lines[line]
                text = "".join(lines)
            case 5:
                lines[line] = lines[line].removeprefix("  ")
                text = "".join(lines)
            case 6:
                lines[line] = (
                    lines[line].partition(":")[0] + ": " + json.dumps(chance.choice((*WORDS, *NUMBERS))) + "\n"
                )
                text = "".join(lines)
            case 7:
                other = chance.randrange(len(lines))
                lines[line], lines[other] = lines[other], lines[line]
                text = "".join(lines)
            case _:
                text = (
                    text[:at]
                    + chr(chance.choice((chance.randrange(0x80), chance.randrange(0xD800), 0x1F600)))
                    + text[at + 1 :]
                )
    return text
