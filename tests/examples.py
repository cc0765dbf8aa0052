"""The workspaces under `examples/`, each with the day that its page and its golden papers are about."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tests.workspaces import REPOSITORY


@dataclass(frozen=True)
class Example:
    """A workspace for people to copy. `quarter` is the one that its page is about."""

    name: str
    day: date
    quarter: str

    @property
    def root(self) -> Path:
        return REPOSITORY / "examples" / self.name


CALDERWICK = Example("calderwick", date(2026, 10, 28), "Q2-2026")
EXAMPLES = (CALDERWICK,)
