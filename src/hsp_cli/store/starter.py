"""The files of a new workspace: read from the package, with the days and quarters of the day on which it is made."""

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path

from hsp_cli.domain.period import Calendar, Period, quarter_of, year_of
from hsp_cli.domain.request import RequestRefused
from hsp_cli.store.scalars import scalar_text

_PACKAGE = Path(__file__).parent.parent
_STARTER = "starter"
_MATRICES = "matrices"
_DOT = "dot-"
"""The start of packaged names that begin with a full stop in the workspace: git would follow some of them here."""

CALENDAR = Calendar()
"""The calendar of a new workspace: the council year starts in April."""


class Matrix(StrEnum):
    """The sizes of the risk matrix that a new workspace can have."""

    THREE = "3x3"
    FOUR = "4x4"
    FIVE = "5x5"


_RATINGS: Mapping[Matrix, Mapping[str, str]] = {
    Matrix.THREE: {"low": "1x2", "medium": "2x2", "red": "3x2"},
    Matrix.FOUR: {"low": "2x1", "medium": "2x3", "red": "3x4"},
    Matrix.FIVE: {"low": "2x2", "medium": "3x3", "red": "4x4"},
}
"""Ratings of the risks of a new workspace, by matrix."""


def starter_files(name: str, record_id: str, matrix: Matrix, day: date) -> dict[str, str]:
    """The files of a new workspace by their paths, for a partnership with a name and an id, as they are on a day.

    The quarter that its figures end with is the latest that has ended. Its days are around the day.
    """
    folder = starter_folder()
    fill = _filler(_as_yaml(name), record_id, matrix, day, (folder / _MATRICES / f"{matrix}.yaml").read_text("utf-8"))
    files = {}
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        if path.is_file() and inside.parts[0] != _MATRICES:
            parts = [part.replace(_DOT, ".", 1) if part.startswith(_DOT) else part for part in inside.parts]
            text = path.read_text("utf-8")
            files[fill("/".join(parts))] = fill(text) if path.suffix == ".yaml" else fill(text, name)
    return files


def starter_folder() -> Path:
    """The folder of the packaged files: inside the installed package, or beside `src/` in a checkout."""
    installed = _PACKAGE / _STARTER
    return installed if installed.is_dir() else _PACKAGE.parent.parent / _STARTER


_PLACE = re.compile(r"\{\{ (?P<what>[a-z]+)(?P<steps>[-+][0-9]+)?(?:-(?P<rating>[a-z]+))?(?:\.(?P<form>[a-z]+))? \}\}")
"""A place to fill in: `{{ quarter-1 }}`, `{{ tuesday-8.label }}`, `{{ rating-red }}`."""


def _filler(name: str, record_id: str, matrix: Matrix, day: date, cells: str) -> Callable[..., str]:
    quarter = quarter_of(day, CALENDAR).previous()
    tuesday = day - timedelta(days=(day.weekday() - 1) % 7)

    def period(what: str, steps: int) -> Period:
        if what == "quarter":
            return quarter.moved(3 * steps) or quarter
        return Period.day(tuesday + timedelta(weeks=steps) if what == "tuesday" else day + timedelta(days=steps))

    def filled(found: "re.Match[str]", shown: str) -> str:
        what, form = found["what"], found["form"]
        words = {"name": shown, "slug": record_id, "matrix": cells, "years": _years(day)}
        if what in words:
            return words[what]
        if what == "rating":
            return _RATINGS[matrix][found["rating"]]
        at = period(what, int(found["steps"] or 0))
        return at.label if form == "label" else at.text.lower() if form == "slug" else at.text

    return lambda text, shown=name: _PLACE.sub(lambda found: filled(found, shown), text)


def _years(day: date) -> str:
    """The council years that the plan is for: that of the day, and the two after it."""
    first = year_of(day, CALENDAR)
    return f"{first.text}-{(first.moved(24) or first).text}"


def _as_yaml(name: str) -> str:
    """A name as a single value of YAML. RequestRefused if it has characters that no name has."""
    if not name.strip() or not name.isprintable():
        raise RequestRefused("a name is words on one line", "give one with --name")
    return scalar_text(name.strip(), in_flow=False)
