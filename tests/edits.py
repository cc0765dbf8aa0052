"""Random edits of records, and the laws that every one of them keeps."""

import random
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from hsp_cli.domain.edit import Append, Edit, Remove, Set, applied, as_read, is_same, value_at
from hsp_cli.domain.finding import Key
from hsp_cli.domain.period import canonical_spelling
from hsp_cli.domain.request import RequestRefused
from hsp_cli.store.parsing import parse
from hsp_cli.store.source_map import read_source_map
from hsp_cli.store.splices import spliced

SENTENCE = (
    "The contractor has asked for six more weeks because the scaffolding at the second site was not approved in time, "
    "and the board has agreed."
)
WORDS = (
    "late", "no", "on", "1e3", "0x1F", "007", "2010", "2010-06-30", "12:30", "~", "null", "true", "a # b", "a: b", "#1",
    "- x", "it's", 'say "so"', "back\\slash", "[x]", "{y}", "a, b", "50%", "%", "é – ü", "£5m", "x:y", "?", "why?",
    "@home", "`t`", "*a", "&b", "!c", "|", ">", "trailing ", " leading", "two  spaces", "tab\there", "q'", "---", "...",
    "=", "<<", "-", "a:", ":a", "line one\nline two", "kept\n", "\nblank first", "blank\n\nbetween\n", "ends\n\n",
    "  indented\nfirst", "\u00a0hard space", SENTENCE, "word " * 60 + "end", "#" * 130, "x" * 200,
)  # fmt: skip
NUMBERS = (0, 7, -3, 10**12, Decimal("77.0"), Decimal("6.80"), Decimal("-0.5"), Decimal("0.00001"), True, False, None)
PERIODS = ("2010-07", "2009-12", "Q1-2010", "Q3 2010/11", "2011-12 Q2", "2010/11", "2031-01", 2012)


def random_value(chance: random.Random, depth: int = 0) -> Any:
    """A single value, or a mapping or list of a few."""
    kind = chance.random()
    if depth < 3 and kind < 0.12:
        return {f"k{number}": random_value(chance, depth + 1) for number in range(chance.randint(0, 3))}
    if depth < 3 and kind < 0.24:
        return [random_value(chance, depth + 1) for _ in range(chance.randint(0, 3))]
    return chance.choice(WORDS) if kind < 0.75 else chance.choice(NUMBERS)


def places(data: Any, keys: tuple[Key, ...] = ()) -> Iterator[tuple[Key, ...]]:
    """Every place in plain data below the root."""
    inside = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in inside:
        yield (*keys, key)
        yield from places(value, (*keys, key))


def random_edit(chance: random.Random, data: Any) -> Edit:
    """An edit that is possible in some plain data."""
    every = list(places(data))
    kind = chance.random()
    if kind < 0.4 and every:
        return Set(chance.choice(every), random_value(chance))
    if kind < 0.55 and every:
        return Remove(chance.choice(every))
    if kind < 0.75:
        lists = [keys for keys in every if isinstance(value_at(data, keys), list)]
        if lists and chance.random() < 0.8:
            return Append(chance.choice(lists), random_value(chance))
        return Append((f"new_list_{chance.randint(0, 10**6)}",), random_value(chance))
    mappings = [(), *(keys for keys in every if isinstance(value_at(data, keys), dict))]
    around = chance.choice(mappings)
    has_periods = any(canonical_spelling(str(key)) for key in value_at(data, around))
    key = chance.choice(PERIODS) if has_periods else chance.choice(("status", "new", "reason", "note"))
    return Set((*around, key), random_value(chance))


def generated_text(chance: random.Random) -> str:
    """A file in a random style: indentation, flush lists, brackets, quotes, comments, blocks of text, line ends."""
    style = _Emitter(chance)
    lines = ["# The first comment", "id: generated", *style.mapping(0, 0), "# The last comment"]
    text = "\n".join(lines) + "\n" * chance.choice((0, 1, 1, 3))
    return text.replace("\n", "\r\n") if chance.random() < 0.3 else text


class _Emitter:
    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.step = chance.choice((2, 2, 4, 3))
        self.dash = chance.choice((0, 2))
        self.gap = chance.choice((1, 1, 3))

    def mapping(self, column: int, depth: int) -> list[str]:
        lines: list[str] = []
        keys = self.chance.choice(
            (("a", "b", "c", "text"), ("2010-06", "Q2-2010", "2010/11", "2011"), ("'q'", '"d e"'))
        )
        for key in keys[: self.chance.randint(1, len(keys))]:
            lines += self._entry(f"{' ' * column}{key}:", column, depth)
            lines += self._noise(column)
        return lines

    def _list(self, column: int, depth: int) -> list[str]:
        lines: list[str] = []
        for _ in range(self.chance.randint(1, 4)):
            head = f"{' ' * column}-{' ' * self.gap}"
            if self.chance.random() < 0.4:
                inside = self.mapping(len(head), depth + 1)
                lines += (head + inside[0].lstrip(" "), *inside[1:])
            else:
                lines += self._scalar(head.rstrip(" "), column, self.gap)
            lines += self._noise(column)
        return lines

    def _entry(self, head: str, column: int, depth: int) -> list[str]:
        kind = self.chance.random()
        if depth < 3 and kind < 0.2:
            return [head + self._comment(), *self.mapping(column + self.step, depth + 1)]
        if depth < 3 and kind < 0.4:
            return [head + self._comment(), *self._list(column + self.dash, depth + 1)]
        if kind < 0.6:
            return [f"{head} {self._flow(0)}{self._comment()}"]
        return self._scalar(head, column, 1)

    def _scalar(self, head: str, column: int, gap: int) -> list[str]:
        space, margin = " " * gap, " " * (column + self.step)
        kind = self.chance.randint(0, 9)
        if kind == 0:
            sign = self.chance.choice(("|", "|-", ">", ">-"))
            return [f"{head}{space}{sign}{self._comment()}", f"{margin}one # no comment", "", f"{margin}two", ""]
        if kind == 1:
            return [f"{head}{space}plain words", f"{margin}that go on{self._comment()}"]
        if kind == 2:
            return [f'{head}{space}"in quotes', f'{margin}that go on"{self._comment()}']
        if kind == 3:
            return [head + self._comment(), f"{margin}below{self._comment()}"]
        if kind == 4:
            return [head + self._comment()]
        one = self.chance.choice(
            ("71", "77.0", "word", "'it''s'", '"say \\"so\\""', "2010-06-30", "true", "is it? yes")
        )
        return [f"{head}{space}{one}{self._comment()}"]

    def _flow(self, depth: int) -> str:
        kind = self.chance.randint(0, 3 if depth < 2 else 1)
        inside = [self._flow(depth + 1) for _ in range(self.chance.randint(0, 3))] if kind > 1 else []
        gap, end = self.chance.choice(((", ", ""), (",", ""), (" ,  ", " ")))
        if kind == 2:
            return f"[{gap.join(inside)}{end}]"
        if kind == 3:
            return f"{{{gap.join(f'k{number}: {one}' for number, one in enumerate(inside))}{end}}}"
        return self.chance.choice(("7", "x", "two words", "'#'", '"a, b"'))

    def _comment(self) -> str:
        return self.chance.choice(("", "", "", "  # why", " #why: so"))

    def _noise(self, column: int) -> list[str]:
        return self.chance.choice(([], [], [], [f"{' ' * column}# a comment"], [""], ["", "# far left"]))


def broken_law(text: str, edit: Edit) -> str:
    """What an edit of a text does that it should not. Empty if it keeps all laws."""
    data = parse(text)
    after = spliced(text, [edit])
    if not is_same(parse(after), as_read(applied(data, [edit]))):
        return "the data are not those with the edit applied"
    old = value_at(data, edit.keys)
    is_new = isinstance(edit, Append) or not _has(data, edit.keys)
    if is_new or isinstance(edit, Remove):
        longer, shorter = (after, text) if is_new else (text, after)
        is_pure = _common(longer, shorter) >= len(shorter)
        container = value_at(data, edit.keys if isinstance(edit, Append) else edit.keys[:-1])
        if not is_pure and _entries(container) > int(isinstance(edit, Remove)):
            return "more than one piece of the text differs"
    is_emptied = isinstance(edit, Remove) and _entries(value_at(data, edit.keys[:-1])) == 1
    if not is_new and (wrong := _outside(text, after, edit.keys[:-1] if is_emptied else edit.keys)):
        return wrong
    return _undo(text, after, edit, old, is_new=is_new)


def _undo(text: str, after: str, edit: Edit, old: Any, *, is_new: bool) -> str:
    """Whether the opposite edit gives back the data and, where the edit has added something, every byte."""
    if isinstance(edit, Remove):
        return ""
    if is_new:
        keys = (*edit.keys, len(old or ())) if isinstance(edit, Append) and old is not None else edit.keys
        inverse: Edit = Remove(keys)
    else:
        inverse = Set(edit.keys, old)
    back = spliced(after, [inverse])
    if is_new and back != text and _entries(value_at(parse(text), edit.keys[:-1] or edit.keys)):
        return "" if isinstance(edit, Append) and not old else "undo does not give the first bytes"
    return "" if is_same(parse(back), parse(text)) else "undo does not give the first data"


def _outside(text: str, after: str, keys: tuple[Key, ...]) -> str:
    """Whether anything differs on a line outside the value, by the places that diagnostics use."""
    source_map = read_source_map(text)
    first, last = source_map.find(keys, on_key=True)[0], source_map.last_line(keys)
    lines = text.splitlines(keepends=True)
    while isinstance(keys[-1], int) and not lines[first - 1].lstrip(" ").startswith("-") and first > 1:
        first -= 1  # the dash of the value may stand on a line above it
    # The line break before a value that is removed goes with it, and a line below may move up behind a dash.
    if not after.startswith("".join(lines[: first - 1]).rstrip("\r\n")):
        return "a line above the value differs"
    below = "".join(lines[last:])
    if not after.endswith(below) and not after.endswith(below.lstrip()):
        return "a line below the value differs"
    return ""


def _has(data: Any, keys: tuple[Key, ...]) -> bool:
    try:
        applied(data, [Remove(keys)])
    except RequestRefused:
        return False
    return True


def _entries(value: Any) -> int:
    return len(value) if isinstance(value, dict | list) else 0


def _common(longer: str, shorter: str) -> int:
    """The length of the common beginning and the common end of two texts, together."""
    start = 0
    while start < len(shorter) and longer[start] == shorter[start]:
        start += 1
    end = 0
    while end < len(shorter) and longer[-1 - end] == shorter[-1 - end]:
        end += 1
    return start + end
