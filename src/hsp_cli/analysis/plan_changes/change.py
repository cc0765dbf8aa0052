"""A change: its class, the record that it is of, and what was changed in it."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple, Self

from hsp_cli.domain.address import Placed
from hsp_cli.domain.comparison import Change
from hsp_cli.domain.differences import Difference
from hsp_cli.domain.finding import Key, Place
from hsp_cli.domain.period import Period
from hsp_cli.domain.workspace import Workspace


class ChangeClass(StrEnum):
    """The classes of change, in order of importance. The value is the name that `--fail-on` takes and never changes.

    `importance` counts from 1, the most important; some classes share one.
    """

    importance: int
    heading: str

    def __new__(cls, name: str, importance: int, heading: str) -> Self:
        found = str.__new__(cls, name)
        found._value_ = name
        found.importance = importance
        found.heading = heading
        return found

    NEW_EXCEPTION = "new-exception", 1, "New exceptions"
    RESOLVED_EXCEPTION = "resolved-exception", 1, "Resolved exceptions"
    RATING = "rating", 1, "Ratings of indicators"
    EXEMPT = "exempt", 2, "Exempt and public records"
    GOALPOSTS = "goalposts", 2, "Moved goalposts"
    REVISED_FIGURE = "revised-figure", 3, "Revised figures"
    DEADLINE = "deadline", 4, "Deadlines"
    RISK_MOVED = "risk-moved", 5, "Risks"
    REMOVED = "removed", 6, "Removed rather than closed"
    OWNERS = "owners", 7, "Owners and responsible bodies"
    STATUS = "status", 8, "Status and progress"
    FIGURE = "figure", 8, "Figures recorded"
    TARGET = "target", 8, "Targets and amounts"
    DEFINITION = "definition", 8, "Definitions and scope"
    COMMENTS = "comments", 9, "Comments, notes and updates"
    NEW = "new", 10, "New records"
    RENAMED = "renamed", 10, "Renamed and moved records"
    ADMINISTRATIVE = "administrative", 11, "Administrative changes"


@dataclass(frozen=True, slots=True)
class PlanChange:
    """One change.

    `placed` is the record as it is now, or as it was if `is_gone`. `keys` lead from the record to the value. `before`
    and `after` are values of records, or plain data. `notes` are further facts, each a phrase. `rank` orders the
    changes of one class: the lowest comes first.
    """

    change_class: ChangeClass
    placed: Placed[Any]
    what: str
    before: Any = None
    after: Any = None
    keys: tuple[Key, ...] = ()
    notes: tuple[str, ...] = ()
    is_gone: bool = False
    rank: int = 0
    facts: Mapping[str, Any] = field(default_factory=dict)
    file: str = ""
    """The file beside the record that the keys lead into; empty for the record's own file."""

    @property
    def place(self) -> Place:
        return Place(self.file, self.keys) if self.file else self.placed.place.at(*self.keys)


@dataclass(frozen=True, slots=True)
class Versions:
    """The two versions that are compared, the date of the comparison, and the quarter for which ratings are compared.

    Without a quarter, neither version has a record for any.
    """

    before: Workspace
    now: Workspace
    as_of: date
    quarter: Period | None

    def file_now(self, placed: Placed[Any]) -> Any:
        """The record of the file that holds a record now. The files are not walked for it."""
        return self.now.files_of(placed.address.file_kind)[placed.address.file_id].record


class Told(NamedTuple):
    """What one subject has to say of a record: its changes, and the differences that these explain."""

    changes: Sequence[PlanChange]
    explained: Collection[Difference] = ()


class RecordChange(NamedTuple):
    """A record in both versions, with its differences."""

    change: Change[Any]
    differences: Sequence[Difference]

    @property
    def before(self) -> Any:
        return self.change.before.record

    @property
    def now(self) -> Any:
        return self.change.now.record

    @property
    def placed(self) -> Placed[Any]:
        return self.change.now

    def under(self, *keys: Key) -> Iterator[Difference]:
        """The differences at these keys or below."""
        return (one for one in self.differences if one.keys[: len(keys)] == keys)
