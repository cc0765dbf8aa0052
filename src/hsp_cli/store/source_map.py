"""Source maps: the places of the keys, values and syntax errors of a file.

The fast parser gives values without places. A source map is made only for files with findings or comments. It reads the
events of libyaml, which are slow. It therefore reads only as many as needed, and only a slice of the file if possible.
"""

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, NamedTuple

from hsp_cli.domain.finding import Key, Rule
from hsp_cli.store import file_rules
from hsp_cli.store.slices import Slice, Slicer, canonical_period
from hsp_cli.store.unsupported import may_use_unsupported_yaml
from hsp_cli.store.yaml_libraries import load_fast

MAX_DEPTH = 32
"""Levels of nesting; a plan with six levels of aims and dated revisions has 18."""

MAX_FINDINGS = 100
"""The most problems that are reported for one file. A malicious file can have a hundred thousand."""

_EVENTS_PER_STEP = 100
"""The number of events read at once. This takes about a tenth of a millisecond."""

_MIN_SLICED = 8_000
"""The smallest file that is sliced, in characters. A smaller one is read in under a millisecond."""

_MAX_SLICE = 50_000
"""The longest slice that is searched for keys, in characters. A longer one, such as a long list, saves little time."""

_COST_OF_SLICE = 4_000
"""The number of characters that can be read in the time of cutting a slice."""

# JSON writes an emoji as two escapes, which libyaml does not support. Two escapes of the same length for other
# characters give the same places. Half of such a pair stays an error.
_SURROGATE_PAIR = re.compile(r"\\u[dD]([89abAB][0-9a-fA-F]{2})\\u[dD]([c-fC-F][0-9a-fA-F]{2})")

# libyaml follows YAML 1.1, where any question mark ends a text between brackets: `[Is it?]`. In YAML 1.2 it is a sign
# only before a blank and at the start of a key; all others are parsed as another character of the same width.
_QUESTION_MARK_IN_TEXT = re.compile(r"((?<=[^\s,\[\]{}:?-])[ \t]+|(?<=[^\s,\[\]{}]))\?|\?(?=\S)")
_STAND_IN = "\ue03f"


@dataclass(frozen=True, slots=True)
class SyntaxProblem:
    """An error of YAML in a file, or a feature of YAML that records may not use. `hint` replaces that of the rule."""

    rule: Rule
    line: int
    column: int
    message: str
    hint: str = ""


class Scalar(NamedTuple):
    """A single value, with its start and end (lines and columns from 1)."""

    line: int
    column: int
    end_line: int
    end_column: int
    value: str
    plain: bool


class Branch:
    """A mapping or list, as far as it was read. It has two marks, like the event of a single value."""

    __slots__ = ("children", "end_mark", "is_flow", "is_mapping", "key", "periods", "start_mark")

    def __init__(self, event: Any, is_mapping: bool) -> None:
        self.start_mark = event.start_mark
        self.end_mark: Any = None  # until it is read
        self.is_mapping = is_mapping
        self.is_flow = bool(event.flow_style)
        self.key: tuple[str, Any] | None = None  # name and event of the key whose value comes next
        self.children: dict[str, Child] = {}
        self.periods: dict[str, Child] | None = None  # by canonical spelling, built when first needed


# The event of the key (of the value itself in a list), then a branch or the event of a single value. These are plain
# tuples and the parser's own objects, because a file has thousands and few are needed.
Child = tuple[Any, Any]


class SourceMap:
    """The places in one file, which is parsed only as far as needed."""

    def __init__(self, text: str, max_values: int | None = None) -> None:
        self._text = text
        self._whole = _Walk(text, max_values)
        self._slicer: Slicer | None = None
        # All slices together may cost as much as one walk through the whole file.
        self._budget = len(text) if len(text) >= _MIN_SLICED else 0

    @property
    def problems(self) -> tuple[SyntaxProblem, ...]:
        """All syntax problems of the file, in order."""
        return self._whole.all_problems()

    def close(self) -> None:
        """Free the memory. The garbage collector is off in a command, and an unfinished walk is a reference cycle."""
        self._whole.close()

    def find(self, keys: tuple[Key, ...], *, on_key: bool = False) -> tuple[int, int]:
        """The line and column of a value or of its key. If it does not exist, those of the nearest value around it.

        If a value starts on a later line than its key, its place is that of the key.
        """
        with self._walk_of(keys) as (walk, lines_above, keys):
            line, column = walk.find(keys, on_key=on_key)
            return line + lines_above, column

    def line(self, keys: tuple[Key, ...]) -> int:
        """The line of a value: the first part of what `find` returns, in a fraction of the time for many values."""
        if self._slicer is None and not self._whole.is_read:
            self._slicer = _slicer(self._text)
        return (self._slicer and self._slicer.line_of(keys)) or self.find(keys)[0]

    def last_line(self, keys: tuple[Key, ...]) -> int:
        """The last line of a value or, if it does not exist, of the nearest value around it."""
        with self._walk_of(keys) as (walk, lines_above, keys):
            return walk.last_line(keys) + lines_above

    def scalars(self) -> Iterator[Scalar]:
        """Every single value, in the order of the file."""
        return self._whole.scalars()

    def root(self) -> Any:
        """All of the file: a branch, or the event of a single value. None if the file has no value."""
        return self._whole.root()

    @contextmanager
    def _walk_of(self, keys: tuple[Key, ...]) -> "Iterator[tuple[_Walk, int, tuple[Key, ...]]]":
        """The walk that contains a place (a slice or the whole file), the lines above it, and the keys from there."""
        if self._whole.is_read or (part := self._slice_at(keys)) is None:
            yield self._whole, 0, keys
            return
        walk = _Walk(part.text, None)
        yield walk, part.lines_above, part.keys
        walk.close()

    def _slice_at(self, keys: tuple[Key, ...]) -> Slice | None:
        if self._budget <= 0:
            return None
        if self._slicer is None:
            self._slicer = _slicer(self._text)
        part = self._slicer.slice_at(keys) if self._slicer else None
        if part and len(part.text) > _MAX_SLICE and len(part.keys) > 1:
            part = None  # one walk through the whole file also serves later searches
        self._budget -= self._budget if part is None else _COST_OF_SLICE + len(part.text)
        return part


def _slicer(text: str) -> Slicer | None:
    """A slicer, if the fast parser accepts the text and the text uses no feature that could mislead the slicer."""
    try:
        if may_use_unsupported_yaml(text, text.encode()):
            return None
        return Slicer(text, load_fast(text))
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException:  # not installed, not YAML, or a failure of a parser written in another language
        return None


def read_source_map(text: str, max_values: int | None = None) -> SourceMap:
    """The source map and the syntax problems of a file. Never raises, whatever the file contains.

    More values than `max_values` are also a problem, and end the reading.
    """
    return SourceMap(text, max_values)


def _events(text: str) -> Iterator[Any]:
    import _ruamel_yaml  # only files with findings need it

    if "\\u" in text:
        text = _SURROGATE_PAIR.sub(r"\\uE\1\\uE\2", text)
    if "?" in text and _STAND_IN not in text:
        text = _QUESTION_MARK_IN_TEXT.sub(rf"\1{_STAND_IN}", text)
    return iter(_ruamel_yaml.CParser(text).get_event, None)


def _in_words(error: Any) -> str:
    problem = re.sub(r"\s+", " ", str(error.problem or error.context or "this is not YAML"))
    context = f" {error.context}" if error.context and error.problem else ""
    return f"{problem}{context}"


class _Walk:
    """Builds branches from events without recursion, because a deep file must not exhaust the stack."""

    def __init__(self, text: str, max_values: int | None) -> None:
        self.is_read = False
        self._root: Any = None
        self._problems: list[SyntaxProblem] = []
        self._open: list[Branch] = []
        self._documents = 0
        self._values = 0
        self._max_values = sys.maxsize if max_values is None else max_values
        self._steps: Iterator[None] = self._read(text)

    def close(self) -> None:
        self._steps, self._done = iter(()), True

    def find(self, keys: tuple[Key, ...], *, on_key: bool) -> tuple[int, int]:
        if (child := self._nearest(keys)) is None:
            return 1, 1
        mark, value = child[0].start_mark, child[1]
        if not on_key and value.start_mark.line == mark.line and not self._has_children(value):
            mark = value.start_mark
        return mark.line + 1, mark.column + 1

    def last_line(self, keys: tuple[Key, ...]) -> int:
        child = self._nearest(keys)
        return 1 if child is None else self._last_line(child[1])

    def scalars(self) -> Iterator[Scalar]:
        root = self._first_value()
        waiting = [] if root is None else [root]
        while waiting:
            value = waiting.pop()
            if isinstance(value, Branch):
                self._read_to_end_of(value)
                waiting.extend(child for _, child in reversed(value.children.values()))
            elif hasattr(value, "value"):  # an alias has none
                start, end = value.start_mark, value.end_mark
                text = value.value.replace(_STAND_IN, "?")
                yield Scalar(start.line + 1, start.column + 1, end.line + 1, end.column + 1, text, not value.style)

    def all_problems(self) -> tuple[SyntaxProblem, ...]:
        while self._read_more():
            pass
        return tuple(self._problems)

    def root(self) -> Any:
        self.all_problems()
        return self._root

    def _first_value(self) -> Any:
        while self._root is None and self._read_more():
            pass
        return self._root

    def _nearest(self, keys: tuple[Key, ...]) -> Child | None:
        root = self._first_value()
        if root is None:
            return None
        nearest = root, root
        for key in keys:
            # A shorthand has a key in the model that the file does not contain.
            if isinstance(nearest[1], Branch) and (child := self._child(nearest[1], str(key))):
                nearest = child
        return nearest

    def _child(self, branch: Branch, name: str) -> Child | None:
        while (child := branch.children.get(name)) is None and branch.end_mark is None and self._read_more():
            pass
        if child:
            return child
        # Rules use the canonical spelling of a period; the file may have `Q1 2010/11`.
        if branch.periods is None:
            named = ((canonical_period(key), child) for key, child in branch.children.items())
            branch.periods = {text: child for text, child in named if text}
        return branch.periods.get(name)

    def _has_children(self, value: Any) -> bool:
        if not isinstance(value, Branch):
            return False
        while not value.children and value.end_mark is None and self._read_more():
            pass
        return bool(value.children)

    def _last_line(self, value: Any) -> int:
        if isinstance(value, Branch):
            self._read_to_end_of(value)
            if value.children:
                return max(self._last_line(child) for _, child in value.children.values())
        start, end = value.start_mark, value.end_mark or value.start_mark
        # libyaml ends a block only where the next content starts.
        return int(end.line + 1 if end.column else max(end.line, start.line + 1))

    def _read_to_end_of(self, branch: Branch) -> None:
        while branch.end_mark is None and self._read_more():
            pass

    def _read_more(self) -> bool:
        """Read some events. False if the text is already read."""
        from ruamel.yaml.error import MarkedYAMLError, YAMLError

        if self.is_read:
            return False
        try:
            next(self._steps, None)
        except MarkedYAMLError as error:
            self._end_with(file_rules.YAML_SYNTAX, error.problem_mark or error.context_mark, _in_words(error))
        except YAMLError as error:
            self._end_with(file_rules.YAML_SYNTAX, None, str(error).splitlines()[0])
        return True

    def _read(self, text: str) -> Iterator[None]:
        from ruamel.yaml import events

        scalar, mapping, sequence = events.ScalarEvent, events.MappingStartEvent, events.SequenceStartEvent
        mapping_end, sequence_end = events.MappingEndEvent, events.SequenceEndEvent
        for number, event in enumerate(_events(text), start=1):
            kind = type(event)
            if kind is scalar:
                self._place(event, event)
            elif kind is mapping_end or kind is sequence_end:
                self._open.pop().end_mark = event.end_mark
            elif kind is mapping or kind is sequence:
                self._start(event, Branch(event, kind is mapping))
            elif kind is events.AliasEvent:
                self._place(event, event)
            elif kind is events.DocumentStartEvent:
                self._start_document(event)
            if self.is_read:
                return
            if number % _EVENTS_PER_STEP == 0:
                yield
        self.is_read = True

    def _place(self, event: Any, value: Any) -> None:
        if event.anchor or event.ctag is not None:
            self._refuse_extras(event)
        self._values += 1
        if self._values > self._max_values:
            message = f"more than {self._max_values:,} keys and values in one file"
            self._end_with(file_rules.TOO_MANY_VALUES, event.start_mark, message)
        if not self._open:
            self._root = self._root or value
            return
        around = self._open[-1]
        if not around.is_mapping:
            around.children[str(len(around.children))] = event, value
        elif around.key:
            name, key = around.key
            around.children[name] = key, value
            around.key = None
        else:
            around.key = self._key(around, value), event

    def _start(self, event: Any, branch: Branch) -> None:
        self._place(event, branch)
        self._open.append(branch)
        if len(self._open) > MAX_DEPTH:
            self._end_with(file_rules.TOO_DEEP, event.start_mark, f"nested deeper than {MAX_DEPTH} levels")

    def _start_document(self, event: Any) -> None:
        self._documents += 1
        if event.version or event.tags:
            self._refuse(event, "a directive (%)")
        if self._documents > 1:
            self._refuse(event, "a second document (---) in one file")
            self.is_read = True

    def _refuse_extras(self, event: Any) -> None:
        from ruamel.yaml.events import AliasEvent

        if isinstance(event, AliasEvent):
            self._refuse(event, f"an alias (*{event.anchor})")
            return
        if event.anchor:
            self._refuse(event, f"an anchor (&{event.anchor})")
        if event.tag is not None:
            self._refuse(event, f"a tag ({event.tag.replace(_STAND_IN, '?')})")

    def _key(self, mapping: Branch, key: Any) -> str:
        """The name of a key. A key without a name, or with a duplicate name, gets its place as its name."""
        mark = key.start_mark
        if type(key) is Branch:
            return f"({mark.line + 1}:{mark.column + 1})"
        name: str = getattr(key, "value", "").replace(_STAND_IN, "?")  # an alias has no value
        if name == "<<" and not key.style:
            self._refuse(key, "a merge key (<<)")
        if first := mapping.children.get(name):
            message = f"`{name}` stands twice; the first is on line {first[0].start_mark.line + 1}"
            self._problem(file_rules.DUPLICATE_KEY, mark, message)
            return f"{name} ({mark.line + 1}:{mark.column + 1})"
        return name

    def _refuse(self, event: Any, what: str) -> None:
        self._problem(file_rules.YAML_EXTRA, event.start_mark, f"{what} is not allowed here")

    def _end_with(self, rule: Rule, mark: Any, message: str) -> None:
        """Add the last problem, and stop. Without a mark, its place is the start of the file."""
        self._problem(rule, mark, message)
        self.is_read = True

    def _problem(self, rule: Rule, mark: Any, message: str) -> None:
        if len(self._problems) == MAX_FINDINGS - 1:
            message += f"; it is the {MAX_FINDINGS}th problem, and the rest of the file was not read"
            self.is_read = True
        if len(self._problems) < MAX_FINDINGS:
            line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
            self._problems.append(SyntaxProblem(rule, line, column, message))
