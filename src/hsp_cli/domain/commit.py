"""Commits: who changed the records, when, and what they say about it."""

from datetime import date
from typing import NamedTuple

_SHORT = 12


def short_id(commit: str) -> str:
    """The beginning of the id of a commit, which is enough to find it."""
    return commit[:_SHORT]


class Commit(NamedTuple):
    """A commit of the workspace's repository.

    `on` is the day on which the author made the change, where it was made. `subject` is the first line of the message;
    it and `author` are as written, so they may hold anything.
    """

    id: str
    author: str
    on: date
    subject: str

    @property
    def short_id(self) -> str:
        return short_id(self.id)
