"""Problems as values: faults that have a name, findings that speak of keys, diagnostics that know the line."""

from enum import StrEnum
from typing import NamedTuple

Key = str | int
"""A step into a record: a mapping's key or a list's index."""


class Severity(StrEnum):
    """An error means that the records are wrong; a warning, that a person should look."""

    ERROR = "error"
    WARNING = "warning"


class Place(NamedTuple):
    """Where a record or value stands: a file of the workspace and the keys that lead there."""

    path: str
    keys: tuple[Key, ...] = ()

    def at(self, *keys: Key) -> "Place":
        return Place(self.path, self.keys + keys)


class Rule(NamedTuple):
    """A kind of problem. Its code names the fault and never changes; `docstring` is its page as the code has it."""

    code: str
    severity: Severity
    docstring: str
    hint: str = ""

    @property
    def page(self) -> str:
        """What `hsp explain` prints. There are many pages and few are read, so each is laid out when it is."""
        from inspect import cleandoc

        return cleandoc(self.docstring)

    @property
    def summary(self) -> str:
        """What is wrong, in the sentence that the page begins with."""
        return " ".join(self.page.partition("\n\n")[0].split())


class Finding(NamedTuple):
    """One problem, at the keys where it is. `on_key` points at the key itself rather than at its value."""

    rule: Rule
    place: Place
    message: str
    hint: str = ""
    on_key: bool = False


class Diagnostic(NamedTuple):
    """A finding with its line and column (from 1), as people and machines read it. Sorted by place."""

    path: str
    line: int
    column: int
    code: str
    severity: Severity
    message: str
    hint: str = ""
