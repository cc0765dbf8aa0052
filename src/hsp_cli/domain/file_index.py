"""Ties between files: what a record is called by others, and what it names that only another file can answer.

A workspace is checked file by file, and of each file only its ties are kept. So the records of a whole nation need
never be in memory at once, and a file that has not changed need not be read again for the sake of another.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from enum import StrEnum
from functools import cached_property, lru_cache
from sys import intern
from typing import Any, NamedTuple

from hsp_cli.domain.finding import Key, Place
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.partnership import Partnership


class Relation(StrEnum):
    """How a record leans on one of another file."""

    INDICATOR = "indicator"
    GOOD_RATING = "good-rating"
    """An aim that is behind leans on an indicator that should show it."""
    MEETING = "meeting"
    PLAN = "plan"
    SUBJECT = "subject"
    PLAN_SUBJECT = "plan-subject"
    PROJECT = "project"
    GRANT = "grant"
    BODY = "body"
    BODY_OR_REGISTER = "body-or-register"
    ACTION = "action"
    ACTION_OF_COMPLETE = "action-of-complete"
    """An action that is complete leans on another."""


class Mention(NamedTuple):
    """A name in a record that another file has to answer: where it stands, and who says it, in words."""

    tie: Relation
    keys: tuple[Key, ...]
    name: str
    by: str


class IndexedRating(NamedTuple):
    """A risk's rating in a quarter: as it is written, and its cell of the matrix."""

    quarter: str
    label: str
    rating: str
    cell: str


class IndexedRisk(NamedTuple):
    """A risk as other registers may hold it too. `words` is its title folded to one spelling."""

    keys: tuple[Key, ...]
    address: str
    body: str | None
    words: str
    shared_with: tuple[str, ...]
    ratings: tuple[IndexedRating, ...]


class FileIndex(NamedTuple):
    """The ties of one file's record. `actions` gives the status of each of its actions by id.

    `good_rag` is an indicator's latest rating, where that is not one to worry about.
    """

    kind: Kind
    id: str
    path: str
    code: str = ""
    title: str = ""
    good_rag: str = ""
    actions: Mapping[str, str] = {}
    mentions: tuple[Mention, ...] = ()
    risks: tuple[IndexedRisk, ...] = ()


def from_plain(plain: list[Any]) -> FileIndex:
    """Ties that were kept as JSON, which knows lists only, and writes out what records share."""
    kind, record_id, path, code, title, good_rag, actions, mentions, risks = plain
    return FileIndex(
        Kind(kind),
        record_id,
        path,
        code,
        title,
        good_rag,
        actions,
        tuple(Mention(Relation(tie), _keys(keys), name, by) for tie, keys, name, by in mentions),
        tuple(
            IndexedRisk(_keys(keys), address, body, words, tuple(shared), tuple(_rating(*rating) for rating in ratings))
            for keys, address, body, words, shared, ratings in risks
        ),
    )


def _keys(plain: list[Key]) -> tuple[Key, ...]:
    return tuple(intern(key) if isinstance(key, str) else key for key in plain)


@lru_cache(maxsize=4096)
def _rating(quarter: str, label: str, rating: str, cell: str) -> IndexedRating:
    """The quarters and cells of a partnership are few, and its ratings many."""
    return IndexedRating(quarter, label, rating, cell)


class WorkspaceIndex:
    """What all files of a workspace are called, and what they name of each other.

    Of two files of one kind with the same id the first counts, in the order they are given. `unreadable` holds
    the (kind, id) of files that are there but could not be read.
    """

    def __init__(
        self,
        settings: Partnership,
        indexes: Iterable[FileIndex],
        unreadable: Collection[tuple[Kind, str]] = frozenset(),
    ) -> None:
        self.settings = settings
        self.unreadable = unreadable
        found: dict[Kind, dict[str, FileIndex]] = {kind: {} for kind in Kind}
        for file in indexes:
            found[file.kind].setdefault(file.id, file)
        self._files = {kind: dict(sorted(files.items())) for kind, files in found.items()}

    def of(self, kind: Kind) -> Mapping[str, FileIndex]:
        """The files of a kind by id."""
        return self._files[kind]

    def files(self) -> Iterator[FileIndex]:
        """Every file, kind by kind in order of id."""
        for files in self._files.values():
            yield from files.values()

    def mentions(self, *indexes: Relation) -> Iterator[tuple[Place, Mention]]:
        """Every mention of some ties, placed."""
        for file, mention in self._mentions:
            if mention.tie in indexes:
                yield Place(file.path, mention.keys), mention

    def action(self, address: str) -> str | None:
        """The status of an action; None where no plan, meeting or paper has it."""
        file_id, _, action_id = address.partition("/")
        for kind in (Kind.PAPER, Kind.MEETING, Kind.PLAN):
            file = self._files[kind].get(file_id)
            if file and action_id in file.actions:
                return file.actions[action_id]
        return None

    def addresses(self) -> Iterator[str]:
        """The address of every action."""
        for file in self.files():
            for action in file.actions:
                yield f"{file.id}/{action}"

    @cached_property
    def _mentions(self) -> list[tuple[FileIndex, Mention]]:
        return [(file, mention) for file in self.files() for mention in file.mentions]
