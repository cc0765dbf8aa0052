"""The exact reader: where every key and value of a file stands, and what YAML itself has against it.

It walks libyaml's events, one file at a time, and only when a file has something to say or to hide; the fast
reader gives the values. A file is walked only as far as somebody asks, since every event costs.
"""

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from hsp_cli.domain.finding import Key, Rule
from hsp_cli.store import file_rules

MAX_DEPTH = 32
"""Levels of nesting; a plan with six levels of aims and dated revisions has 18."""

MAX_FINDINGS = 100
"""What is told of one file; nobody reads more, and a file may be made to have a hundred thousand."""


# One character written as two escapes, as JSON does, which libyaml does not know: two others of the same length do
# for the places. A half of such a pair stays the mistake that it is.
_PAIR = re.compile(r"\\u[dD]([89abAB][0-9a-fA-F]{2})\\u[dD]([c-fC-F][0-9a-fA-F]{2})")


@dataclass(frozen=True, slots=True)
class SyntaxProblem:
    """What YAML has against a file."""

    rule: Rule
    line: int
    column: int
    message: str


class Scalar(NamedTuple):
    """A single value, and where it starts and ends (lines and columns from 1)."""

    line: int
    column: int
    end_line: int
    end_column: int
    value: str
    plain: bool


class _Branch:
    """A mapping or list, as far as it has been read; like the event of a single value it has two marks."""

    __slots__ = ("children", "end_mark", "is_mapping", "key", "periods", "start_mark")

    def __init__(self, start_mark: Any, is_mapping: bool) -> None:
        self.start_mark = start_mark
        self.end_mark: Any = None  # until it is read
        self.is_mapping = is_mapping
        self.key: tuple[str, Any] | None = None  # the name and mark of a key that waits for its value
        self.children: dict[str, _Child] = {}
        self.periods: dict[str, _Child] | None = None  # by canonical spelling, once somebody asks


# The mark of the key (of the value itself in a list), then a branch or the event of a single value. Plain tuples and
# the parser's own objects: a file has thousands, and few are ever asked for.
_Child = tuple[Any, Any]


class SourceMap:
    """The places of one file, which is read as far as the questions need."""

    def __init__(self, events: Iterator[Any], max_values: int | None = None) -> None:
        self._walk = _Walk(events, max_values)

    @property
    def problems(self) -> tuple[SyntaxProblem, ...]:
        """All that YAML has against the file."""
        while self._walk.read_on():
            pass
        return tuple(self._walk.problems)

    @property
    def is_yaml(self) -> bool:
        return all(problem.rule is not file_rules.YAML_SYNTAX for problem in self.problems)

    def find(self, keys: tuple[Key, ...], *, on_key: bool = False) -> tuple[int, int]:
        """Line and column of a value, or of its key; of the nearest thing around it where it does not exist.

        A value that stands on a later line than its key is found at the key.
        """
        if (child := self._nearest(keys)) is None:
            return 1, 1
        mark, value = child
        if not on_key and value.start_mark.line == mark.line and not self._has_children(value):
            mark = value.start_mark
        return mark.line + 1, mark.column + 1

    def last_line(self, keys: tuple[Key, ...]) -> int:
        """The last line with anything of a value, or of the nearest thing around it."""
        child = self._nearest(keys)
        return 1 if child is None else self._last_line(child[1])

    def scalars(self) -> Iterator[Scalar]:
        """Every single value, in the order of the file."""
        root = self._root()
        waiting = [] if root is None else [root]
        while waiting:
            value = waiting.pop()
            if isinstance(value, _Branch):
                self._read_to_end_of(value)
                waiting.extend(child for _, child in reversed(value.children.values()))
            elif hasattr(value, "value"):  # an alias has none
                start, end = value.start_mark, value.end_mark
                yield Scalar(
                    start.line + 1, start.column + 1, end.line + 1, end.column + 1, value.value, not value.style
                )

    def _root(self) -> Any:
        while self._walk.root is None and self._walk.read_on():
            pass
        return self._walk.root

    def _nearest(self, keys: tuple[Key, ...]) -> _Child | None:
        root = self._root()
        if root is None:
            return None
        nearest = root.start_mark, root
        for key in keys:
            # A shorthand has a step that the model sees and the file does not spell.
            if isinstance(nearest[1], _Branch) and (child := self._child(nearest[1], str(key))):
                nearest = child
        return nearest

    def _child(self, branch: _Branch, name: str) -> _Child | None:
        while (child := branch.children.get(name)) is None and branch.end_mark is None and self._walk.read_on():
            pass
        if child:
            return child
        # A rule names a period by its canonical spelling; the file may spell it `Q1 2010/11`.
        if branch.periods is None:
            branch.periods = {text: child for key, child in branch.children.items() if (text := _canonical(key))}
        return branch.periods.get(name)

    def _has_children(self, value: Any) -> bool:
        if not isinstance(value, _Branch):
            return False
        while not value.children and value.end_mark is None and self._walk.read_on():
            pass
        return bool(value.children)

    def _last_line(self, value: Any) -> int:
        if isinstance(value, _Branch):
            self._read_to_end_of(value)
            if value.children:
                return max(self._last_line(child) for _, child in value.children.values())
        start, end = value.start_mark, value.end_mark or value.start_mark
        # libyaml ends a block only where the next thing starts.
        return int(end.line + 1 if end.column else max(end.line, start.line + 1))

    def _read_to_end_of(self, branch: _Branch) -> None:
        while branch.end_mark is None and self._walk.read_on():
            pass


def _canonical(spelling: str) -> str | None:
    from hsp_cli.domain.period import Period  # with pydantic, which completion has no time to load

    try:
        return Period.parse(spelling).text
    except ValueError:
        return None


_MOST_READ_SLOWLY = 256 * 1024
"""Characters that the slow parser of YAML 1.2 takes a second for."""


def read_source_map(text: str, max_values: int | None = None) -> SourceMap:
    """The places of a file and its syntax problems. Never raises for anything a file can hold.

    More values than `max_values` are a problem too, and end the reading.
    """
    source_map = SourceMap(_events(text), max_values)
    # libyaml follows YAML 1.1, where a question mark ends a text between brackets: `[Is it?]`.
    if "?" in text and len(text) <= _MOST_READ_SLOWLY and not source_map.is_yaml:
        newer = SourceMap(_events_of_yaml_1_2(text), max_values)
        if newer.is_yaml:
            return newer
    return source_map


def _events(text: str) -> Iterator[Any]:
    import _ruamel_yaml  # the error path alone pays for it

    parser = _ruamel_yaml.CParser(_PAIR.sub(r"\\uE\1\\uE\2", text) if "\\u" in text else text)
    yield from iter(parser.get_event, None)


def _events_of_yaml_1_2(text: str) -> Iterator[Any]:
    from ruamel.yaml import YAML

    yield from YAML(typ="safe", pure=True).parse(text)


def _in_words(error: Any) -> str:
    problem = re.sub(r"\s+", " ", str(error.problem or error.context or "this is not YAML"))
    context = f" {error.context}" if error.context and error.problem else ""
    return f"{problem}{context}"


_STRETCH = 100
"""Events that are read in one go, in some tenth of a millisecond."""


class _Walk:
    """Builds branches from events without recursion, so that no depth of a file is a depth of ours."""

    def __init__(self, events: Iterator[Any], max_values: int | None) -> None:
        self.root: Any = None
        self.problems: list[SyntaxProblem] = []
        self._open: list[_Branch] = []
        self._documents = 0
        self._values = 0
        self._max_values = sys.maxsize if max_values is None else max_values
        self._done = False
        self._stretches = self._read(events)

    def read_on(self) -> bool:
        """Whether there was more to read, a stretch of which now is."""
        from ruamel.yaml.error import MarkedYAMLError, YAMLError

        if self._done:
            return False
        try:
            next(self._stretches, None)
        except MarkedYAMLError as error:
            self._end_with(file_rules.YAML_SYNTAX, error.problem_mark or error.context_mark, _in_words(error))
        except YAMLError as error:
            self._end_with(file_rules.YAML_SYNTAX, None, str(error).splitlines()[0])
        except (AssertionError, NotImplementedError, TypeError, ValueError) as error:
            # The slow parser fails in ways of its own, of a version of YAML that it does not know for one.
            self._end_with(file_rules.YAML_SYNTAX, None, str(error) or "this is not YAML")
        except RecursionError:
            self._end_with(file_rules.TOO_DEEP, None, "lists or mappings are nested too deep")
        return True

    def _read(self, source: Iterator[Any]) -> Iterator[None]:
        from ruamel.yaml import events

        scalar, mapping, sequence = events.ScalarEvent, events.MappingStartEvent, events.SequenceStartEvent
        mapping_end, sequence_end = events.MappingEndEvent, events.SequenceEndEvent
        for number, event in enumerate(source, start=1):
            kind = type(event)
            if kind is scalar:
                self._place(event, event)
            elif kind is mapping_end or kind is sequence_end:
                self._open.pop().end_mark = event.end_mark
            elif kind is mapping or kind is sequence:
                self._start(event, _Branch(event.start_mark, kind is mapping))
            elif kind is events.AliasEvent:
                self._place(event, event)
            elif kind is events.DocumentStartEvent:
                self._start_document(event)
            if self._done:
                return
            if number % _STRETCH == 0:
                yield
        self._done = True

    def _place(self, event: Any, value: Any) -> None:
        if event.anchor or event.ctag is not None:
            self._refuse_extras(event)
        self._values += 1
        if self._values > self._max_values:
            message = f"more than {self._max_values:,} keys and values in one file"
            self._end_with(file_rules.TOO_MANY_VALUES, event.start_mark, message)
        if not self._open:
            self.root = self.root or value
            return
        around = self._open[-1]
        if not around.is_mapping:
            around.children[str(len(around.children))] = event.start_mark, value
        elif around.key:
            name, mark = around.key
            around.children[name] = mark, value
            around.key = None
        else:
            around.key = self._key(around, value), event.start_mark

    def _start(self, event: Any, branch: _Branch) -> None:
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
            self._done = True

    def _refuse_extras(self, event: Any) -> None:
        from ruamel.yaml.events import AliasEvent

        if isinstance(event, AliasEvent):
            self._refuse(event, f"an alias (*{event.anchor})")
            return
        if event.anchor:
            self._refuse(event, f"an anchor (&{event.anchor})")
        if event.tag is not None:
            self._refuse(event, f"a tag ({event.tag})")

    def _key(self, mapping: _Branch, key: Any) -> str:
        """The name of a key; one that has none, or the same as another, is told apart by its place."""
        mark = key.start_mark
        if type(key) is _Branch:
            return f"({mark.line + 1}:{mark.column + 1})"
        name: str = getattr(key, "value", "")  # an alias has none
        if name == "<<" and not key.style:
            self._refuse(key, "a merge key (<<)")
        if first := mapping.children.get(name):
            message = f"`{name}` stands twice; the first is on line {first[0].line + 1}"
            self._problem(file_rules.DUPLICATE_KEY, mark, message)
            return f"{name} ({mark.line + 1}:{mark.column + 1})"
        return name

    def _refuse(self, event: Any, what: str) -> None:
        self._problem(file_rules.YAML_EXTRA, event.start_mark, f"{what} is not allowed here")

    def _end_with(self, rule: Rule, mark: Any, message: str) -> None:
        """The last problem that is told; at the beginning of the file where the parser has no mark for it."""
        self._problem(rule, mark, message)
        self._done = True

    def _problem(self, rule: Rule, mark: Any, message: str) -> None:
        if len(self.problems) == MAX_FINDINGS - 1:
            message += f"; it is the {MAX_FINDINGS}th problem, and the rest of the file was not read"
            self._done = True
        if len(self.problems) < MAX_FINDINGS:
            line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
            self.problems.append(SyntaxProblem(rule, line, column, message))
