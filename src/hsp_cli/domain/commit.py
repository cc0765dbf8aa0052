"""Commits: who changed the records, when, and what they say about it."""

from datetime import date
from typing import NamedTuple


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
        return self.id[:10]
