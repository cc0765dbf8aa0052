"""Problems as values: rules with codes, findings with keys, diagnostics with lines."""

from enum import StrEnum
from typing import NamedTuple

Key = str | int
"""A step in the path to a value: a mapping's key or a list's index."""


class Severity(StrEnum):
    """An error means that the records are wrong. A warning means that a person should check."""

    ERROR = "error"
    WARNING = "warning"


class Place(NamedTuple):
    """The place of a record or value: a file of the workspace, and the keys from its root."""

    path: str
    keys: tuple[Key, ...] = ()

    def at(self, *keys: Key) -> "Place":
        return Place(self.path, self.keys + keys)


class Rule(NamedTuple):
    """A kind of problem. Its code names the problem and never changes. `docstring` is its unformatted page."""

    code: str
    severity: Severity
    docstring: str
    hint: str = ""

    @property
    def page(self) -> str:
        """The page that `hsp explain` prints. It is formatted when needed, because few of the many pages are."""
        from inspect import cleandoc

        return cleandoc(self.docstring)

    @property
    def summary(self) -> str:
        """The first sentence of the page, which says what is wrong."""
        return " ".join(self.page.partition("\n\n")[0].split())


class Finding(NamedTuple):
    """One problem, at the keys of its place. With `on_key` the place is the key itself, not its value."""

    rule: Rule
    place: Place
    message: str
    hint: str = ""
    on_key: bool = False


class Diagnostic(NamedTuple):
    """A finding with its line and column (from 1). Diagnostics sort by place."""

    path: str
    line: int
    column: int
    code: str
    severity: Severity
    message: str
    hint: str = ""
