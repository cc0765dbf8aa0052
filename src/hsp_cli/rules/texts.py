"""The words of the records: every text with its place, and the record that holds it."""

import weakref
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple, TypeVar

from hsp_cli.domain.finding import Place
from hsp_cli.domain.record import Record
from hsp_cli.domain.workspace import Placed, Workspace

T = TypeVar("T")


class Wording(NamedTuple):
    """A text that somebody wrote, where it stands, and the record whose value it is."""

    place: Place
    words: str
    holder: Record


def wordings(record: Record, place: Place) -> Iterator[Wording]:
    """Every text of a record and of the records below it, in the order of the model's fields."""
    for key, value in record:
        yield from _inside(value, place.at(key), record)


def _inside(value: Any, place: Place, holder: Record) -> Iterator[Wording]:
    # A Choice is a string too, but its few words are ours, not the author's.
    if type(value) is str:
        yield Wording(place, value, holder)
    elif isinstance(value, Record):
        yield from wordings(value, place)
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _inside(item, place.at(index), holder)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _inside(item, place.at(str(key)), holder)


def bare_words(record: Record) -> list[str]:
    """All texts of a record without their places, which cost most of the walk: enough to see if a walk is due."""
    words: list[str] = []
    _gather(record, words)
    return words


def _gather(record: Record, words: list[str]) -> None:
    values = record.__dict__
    # What nobody set is a default, and no default is an author's text.
    for key in record.model_fields_set:
        _gather_from(values[key], words)


def _gather_from(value: Any, words: list[str]) -> None:
    kind = type(value)
    if kind is str:
        words.append(value)
    elif kind is tuple:
        for item in value:
            _gather_from(item, words)
    elif kind is dict:
        for item in value.values():
            _gather_from(item, words)
    elif Record in kind.__mro__:  # a model answers isinstance slowly, and the walk asks it of every value
        _gather(value, words)


def once_per_workspace(ask: Callable[[Workspace], T]) -> Callable[[Workspace], T]:
    """Keep the last workspace's answer, so that rules can share it; it is dropped together with the workspace."""
    answers: list[tuple[weakref.ref[Workspace], T]] = []

    def asked(workspace: Workspace) -> T:
        if not answers or answers[0][0]() is not workspace:
            answers[:] = [(weakref.ref(workspace, lambda _gone: answers.clear()), ask(workspace))]
        return answers[0][1]

    return asked


@once_per_workspace
def words_of_files(workspace: Workspace) -> list[tuple[Placed[Any], str]]:
    """Every file's record with all its texts in one, so that a rule sees at a glance which files to walk."""
    return [(file, "\n".join(bare_words(file.record))) for file in workspace.files()]
