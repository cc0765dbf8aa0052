"""The texts of records: every text with its place, and the record that contains it."""

import weakref
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, NamedTuple, TypeVar, get_args

from hsp_cli.domain.address import Placed
from hsp_cli.domain.beside import FileBeside
from hsp_cli.domain.finding import Place
from hsp_cli.domain.record import Record
from hsp_cli.domain.workspace import Workspace

T = TypeVar("T")


class RecordText(NamedTuple):
    """A text that somebody wrote, its place, and the record that contains it."""

    place: Place
    words: str
    holder: Record


def record_texts(record: Record, place: Place) -> Iterator[RecordText]:
    """Every text of a record and of the records inside it, in the order of the model's fields."""
    for key, value in record:
        yield from _inside(value, place.at(key), record)


def _inside(value: Any, place: Place, holder: Record) -> Iterator[RecordText]:
    # A Choice is also a string, but its words are defined by hsp, not by the author.
    if type(value) is str:
        yield RecordText(place, value, holder)
    elif isinstance(value, Record):
        yield from record_texts(value, place)
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _inside(item, place.at(index), holder)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _inside(item, place.at(str(key)), holder)
    elif isinstance(value, FileBeside):
        for keys, text in value.texts():
            yield RecordText(Place(value.path, keys), text, holder)


def bare_words(record: Record) -> list[str]:
    """All texts of a record, in no order and without places, which are slow to find. They show whether a walk is
    needed.
    """
    words: list[str] = []
    waiting: list[Any] = [record]
    while waiting:
        value = waiting.pop()
        kind: type = type(value)
        if kind is tuple:
            waiting.extend(value)
        elif kind is dict:
            waiting.extend(value.values())
        elif kind is str:
            words.append(value)
        elif keys := _keys_of_words(kind):
            values = value.__dict__
            for key in keys:
                below = values[key]
                if type(below) is str:
                    words.append(below)
                elif below:
                    waiting.append(below)
        elif isinstance(value, FileBeside):
            words.extend(text for _, text in value.texts())
    return words


@cache
def _keys_of_words(kind: type) -> tuple[str, ...]:
    """The keys of a record that can contain texts. Empty for other values. Half of all values are not texts."""
    fields = kind.model_fields.items() if issubclass(kind, Record) else ()
    return tuple(key for key, field in fields if _may_hold_words(field.annotation))


def _may_hold_words(annotation: Any) -> bool:
    if parts := get_args(annotation):
        return any(_may_hold_words(part) for part in parts)
    return annotation is str or (isinstance(annotation, type) and issubclass(annotation, Record | FileBeside))


def once_per_workspace(ask: Callable[[Workspace], T]) -> Callable[[Workspace], T]:
    """Cache the result for the last workspace, so that rules can share it. It is freed with the workspace."""
    answers: list[tuple[weakref.ref[Workspace], T]] = []

    def asked(workspace: Workspace) -> T:
        if not answers or answers[0][0]() is not workspace:
            answers[:] = [(weakref.ref(workspace, lambda _gone: answers.clear()), ask(workspace))]
        return answers[0][1]

    return asked


@once_per_workspace
def words_of_files(workspace: Workspace) -> list[tuple[Placed[Any], str]]:
    """Every file's record with all its texts joined, so that a rule can quickly find the files to walk."""
    return [(file, "\n".join(bare_words(file.record))) for file in workspace.files()]
