"""The exact reader: where every key and value of a file stands, and what YAML itself has against it.

It walks libyaml's events, one file at a time, and only when a file has something to say or to hide; the fast
reader gives the values.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from hsp_cli.domain.finding import Fault, Key
from hsp_cli.domain.period import Period
from hsp_cli.store import faults

MAX_DEPTH = 32
"""Levels of nesting; a plan with six levels of aims and dated revisions has 18."""

MAX_PROBLEMS = 100
"""What is told of one file; nobody reads more, and a file may be made to have a hundred thousand."""


# One character written as two escapes, as JSON does, which libyaml does not know: two others of the same length do
# for the places. A half of such a pair stays the mistake that it is.
_PAIR = re.compile(r"\\u[dD]([89abAB][0-9a-fA-F]{2})\\u[dD]([c-fC-F][0-9a-fA-F]{2})")


@dataclass(slots=True)
class Node:
    """A value: where it starts and ends (lines and columns from 1), and what is inside."""

    line: int
    column: int
    end_line: int = 0
    end_column: int = 0
    value: str | None = None
    plain: bool = False
    children: dict[str, "Child"] = field(default_factory=dict)
    periods: dict[str, "Child"] | None = None
    """The children that are periods by their canonical spelling, once somebody asks."""

    @property
    def last_line(self) -> int:
        """The last line with anything of it; libyaml ends a block only where the next thing starts."""
        if self.children:
            return max(child.node.last_line for child in self.children.values())
        return self.end_line if self.end_column > 1 else max(self.end_line - 1, self.line)


@dataclass(slots=True)
class Child:
    """A value under its key or index, with the place of that key (of the value itself in a list)."""

    line: int
    column: int
    node: Node


@dataclass(frozen=True, slots=True)
class SyntaxProblem:
    """What YAML has against a file."""

    fault: Fault
    line: int
    column: int
    message: str


@dataclass(frozen=True, slots=True)
class Outline:
    """The places of one file; `root` is None where nothing could be read."""

    root: Node | None
    problems: tuple[SyntaxProblem, ...]

    def find(self, keys: tuple[Key, ...], *, on_key: bool = False) -> tuple[int, int]:
        """Line and column of a value, or of its key; of the nearest thing around it where it does not exist.

        A value that stands on a later line than its key is found at the key.
        """
        if self.root is None:
            return 1, 1
        steps = self._steps(keys)
        if not steps:
            return self.root.line, self.root.column
        last = steps[-1]
        node = last.node
        if on_key or node.line != last.line or node.children:
            return last.line, last.column
        return node.line, node.column

    def node(self, keys: tuple[Key, ...]) -> Node | None:
        """The value at some keys, or the nearest one around it."""
        steps = self._steps(keys)
        return steps[-1].node if steps else self.root

    def _steps(self, keys: tuple[Key, ...]) -> list["Child"]:
        steps: list[Child] = []
        node = self.root
        for key in keys:
            # A shorthand has a step that the model sees and the file does not spell.
            if node is not None and (child := _child(node, key)):
                steps.append(child)
                node = child.node
        return steps

    def scalars(self) -> Iterator[Node]:
        """Every single value, in the order of the file."""
        waiting = [self.root] if self.root else []
        while waiting:
            node = waiting.pop()
            if node.value is not None:
                yield node
            waiting.extend(child.node for child in reversed(node.children.values()))


def _child(node: Node, key: Key) -> Child | None:
    if found := node.children.get(str(key)):
        return found
    # A rule names a period by its canonical spelling; the file may spell it `Q1 2010/11`.
    if node.periods is None:
        node.periods = {text: child for spelling, child in node.children.items() if (text := _canonical(spelling))}
    return node.periods.get(str(key))


def _canonical(spelling: str) -> str | None:
    try:
        return Period.parse(spelling).text
    except ValueError:
        return None


_MOST_READ_SLOWLY = 256 * 1024
"""Characters that the slow parser of YAML 1.2 takes a second for."""


def read_outline(text: str, max_values: int | None = None) -> Outline:
    """The places of a file and its syntax problems. Never raises for anything a file can hold.

    More values than `max_values` are a problem too, and end the reading.
    """
    outline = _read(text, _events, max_values)
    failed = any(problem.fault is faults.YAML_SYNTAX for problem in outline.problems)
    if failed and "?" in text and len(text) <= _MOST_READ_SLOWLY:
        # libyaml follows YAML 1.1, where a question mark ends a text between brackets: `[Is it?]`.
        newer = _read(text, _events_of_yaml_1_2, max_values)
        if not any(problem.fault is faults.YAML_SYNTAX for problem in newer.problems):
            return newer
    return outline


def _events(text: str) -> Iterator[Any]:
    import _ruamel_yaml  # the error path alone pays for it

    parser = _ruamel_yaml.CParser(_PAIR.sub(r"\\uE\1\\uE\2", text) if "\\u" in text else text)
    while (event := parser.get_event()) is not None:
        yield event


def _events_of_yaml_1_2(text: str) -> Iterator[Any]:
    from ruamel.yaml import YAML

    yield from YAML(typ="safe", pure=True).parse(text)


def _read(text: str, events: Callable[[str], Iterator[Any]], max_values: int | None) -> Outline:
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    composer = _Composer(max_values)
    try:
        for event in events(text):
            composer.take(event)
            if composer.done:
                break
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        composer.problem(faults.YAML_SYNTAX, line, column, _in_words(error))
    except YAMLError as error:
        composer.problem(faults.YAML_SYNTAX, 1, 1, str(error).splitlines()[0])
    except (AssertionError, NotImplementedError, TypeError, ValueError) as error:
        # The slow parser fails in ways of its own, of a version of YAML that it does not know for one.
        composer.problem(faults.YAML_SYNTAX, 1, 1, str(error) or "this is not YAML")
    except RecursionError:
        composer.problem(faults.TOO_DEEP, 1, 1, "lists or mappings are nested too deep")
    return Outline(composer.root, tuple(composer.problems))


def _in_words(error: Any) -> str:
    problem = re.sub(r"\s+", " ", str(error.problem or error.context or "this is not YAML"))
    context = f" {error.context}" if error.context and error.problem else ""
    return f"{problem}{context}"


class _Composer:
    """Builds nodes from events without recursion, so that no depth of a file is a depth of ours."""

    def __init__(self, max_values: int | None = None) -> None:
        self.root: Node | None = None
        self.problems: list[SyntaxProblem] = []
        self.done = False
        self._open: list[tuple[Node, bool]] = []  # the node, and whether it is a mapping
        self._keys: list[tuple[str, int, int] | None] = []  # per open mapping, the key that waits for its value
        self._documents = 0
        self._values = 0
        self._max_values = max_values

    def problem(self, fault: Fault, line: int, column: int, message: str) -> None:
        if len(self.problems) == MAX_PROBLEMS - 1:
            message += f"; it is the {MAX_PROBLEMS}th problem, and the rest of the file was not read"
            self.done = True
        if len(self.problems) < MAX_PROBLEMS:
            self.problems.append(SyntaxProblem(fault, line, column, message))

    def take(self, event: Any) -> None:
        name = type(event).__name__
        line, column = event.start_mark.line + 1, event.start_mark.column + 1
        match name:
            case "ScalarEvent":
                self._refuse_extras(event, line, column)
                node = Node(line, column, event.end_mark.line + 1, event.end_mark.column + 1, event.value)
                node.plain = not event.style
                self._place(node)
            case "MappingStartEvent" | "SequenceStartEvent":
                self._refuse_extras(event, line, column)
                self._start(Node(line, column), mapping=name == "MappingStartEvent")
            case "MappingEndEvent" | "SequenceEndEvent":
                node, mapping = self._open.pop()
                if mapping:
                    self._keys.pop()
                node.end_line, node.end_column = event.end_mark.line + 1, event.end_mark.column + 1
            case "AliasEvent":
                self.problem(faults.YAML_EXTRA, line, column, f"an alias (*{event.anchor}) is not allowed here")
                self._place(Node(line, column, line, column, ""))
            case "DocumentStartEvent":
                self._start_document(event, line, column)
            case "StreamEndEvent":
                self.done = True
            case _:
                pass

    def _start_document(self, event: Any, line: int, column: int) -> None:
        self._documents += 1
        if event.version or event.tags:
            self.problem(faults.YAML_EXTRA, line, column, "a directive (%) is not allowed here")
        if self._documents > 1:
            self.problem(faults.YAML_EXTRA, line, column, "a second document (---) in one file is not allowed here")
            self.done = True

    def _start(self, node: Node, *, mapping: bool) -> None:
        self._place(node)
        self._open.append((node, mapping))
        if mapping:
            self._keys.append(None)
        if len(self._open) > MAX_DEPTH:
            self.problem(faults.TOO_DEEP, node.line, node.column, f"nested deeper than {MAX_DEPTH} levels")
            self.done = True

    def _refuse_extras(self, event: Any, line: int, column: int) -> None:
        if event.anchor:
            self.problem(faults.YAML_EXTRA, line, column, f"an anchor (&{event.anchor}) is not allowed here")
        if event.tag is not None:
            self.problem(faults.YAML_EXTRA, line, column, f"a tag ({event.tag}) is not allowed here")

    def _place(self, node: Node) -> None:
        self._values += 1
        if self._max_values is not None and self._values > self._max_values:
            message = f"more than {self._max_values:,} keys and values in one file"
            self.problem(faults.TOO_MANY_VALUES, node.line, node.column, message)
            self.done = True
        if not self._open:
            self.root = self.root or node
            return
        parent, mapping = self._open[-1]
        if not mapping:
            parent.children[str(len(parent.children))] = Child(node.line, node.column, node)
        elif (key := self._keys[-1]) is None:
            self._keys[-1] = self._key(parent, node)
        else:
            parent.children[key[0]] = Child(key[1], key[2], node)
            self._keys[-1] = None

    def _key(self, parent: Node, node: Node) -> tuple[str, int, int]:
        name = node.value if node.value is not None else f"({node.line}:{node.column})"
        if name == "<<" and node.plain:
            self.problem(faults.YAML_EXTRA, node.line, node.column, "a merge key (<<) is not allowed here")
        if first := parent.children.get(name):
            message = f"`{name}` stands twice; the first is on line {first.line}"
            self.problem(faults.DUPLICATE_KEY, node.line, node.column, message)
            name = f"{name} ({node.line}:{node.column})"
        return name, node.line, node.column
