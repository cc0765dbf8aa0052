"""Values that the records of a workspace have, for completion: periods, codes of ratings, dimensions.

As `known_ids`, it loads no model and checks nothing. Texts are searched rather than parsed, which is much faster.
"""

import re
from collections.abc import Iterator
from typing import Any

from hsp_cli.domain.kind import Kind
from hsp_cli.store.known_ids import files_of, parsed, text_of
from hsp_cli.store.layout import PARTNERSHIP_FILE

MOST_TEXTS = 1000
"""The most files that are searched for one word."""

# A target alone is no record of its period.
_PERIOD = re.compile(
    rb"(?:^ *|[{,] ?)[\"']?(?:Q([1-4])-([0-9]{4})|([0-9]{4})-([0-9]{2}))[\"']?:(?! *\{target: *[^,}]*\})", re.MULTILINE
)
_DIMENSIONS = re.compile(rb"^dimensions:(?: *\[([^\]]*)\]|((?:\n *- .*)+))", re.MULTILINE)
_SLUG = re.compile(rb"[a-z0-9]+(?:-[a-z0-9]+)*")


def quarters_of(root: str) -> list[str]:
    """The quarters that indicators and registers have figures, assessments or ratings for, the latest first."""
    starts = _year_starts(root)
    texts = (text_of(root, file.path) for file in files_of(root, (Kind.INDICATOR, Kind.REGISTER))[:MOST_TEXTS])
    found = {quarter for text in texts for quarter in _quarters_in(text, starts)}
    return [f"Q{quarter}-{year}" for year, quarter in sorted(found, reverse=True)]


def coming_quarters(root: str) -> list[str]:
    """The same quarters, and before them the one that follows the latest: it is the next to be recorded."""
    known = quarters_of(root)
    if not known:
        return []
    quarter, year = int(known[0][1]), int(known[0][3:])
    return [f"Q{quarter % 4 + 1}-{year + quarter // 4}", *known]


def periods_of(root: str, indicator: str) -> list[str]:
    """The months and quarters under which an indicator has figures, the latest first, and before them the next one."""
    for file in files_of(root, [Kind.INDICATOR]):
        if file.stem == indicator:
            record = parsed(root, file.path)
            figures = record.get("figures") if isinstance(record, dict) else None
            return _with_next(figures) if isinstance(figures, dict) else []
    return []


def rating_codes(root: str) -> list[str]:
    """The ratings that the risk matrix has cells for, the worst first: `A1` or, of two numbers, `5x5`."""
    matrix = _setting(root, "risk_matrix")
    likelihood, impact = ([*_codes(matrix.get(key))] for key in ("likelihood", "impact"))
    return [
        f"{likely}{'x' if likely[-1:].isdigit() and severe[:1].isdigit() else ''}{severe}"
        for likely in likelihood
        for severe in impact
    ]


def level_codes(root: str) -> list[str]:
    """The codes of the scale of actions and aims, from best to worst."""
    scale = _setting(root, "action_rag") or _setting(root, "rag")
    return [*_codes(scale.get("levels"))]


def dimensions_of(root: str) -> list[str]:
    """The dimensions by which some indicator is divided, sorted."""
    found: set[str] = set()
    for file in files_of(root, [Kind.INDICATOR])[:MOST_TEXTS]:
        for flow, block in _DIMENSIONS.findall(text_of(root, file.path)):
            found |= {name.decode() for name in _SLUG.findall(flow or block)}
    return sorted(found)


def _quarters_in(text: bytes, starts: int) -> Iterator[tuple[int, int]]:
    """The year and the number of each quarter that a text has a key for, or a key for one of its months."""
    for quarter, year, month_year, month in _PERIOD.findall(text):
        if quarter:
            yield int(year), int(quarter)
        elif 1 <= int(month) <= 12:
            months_on = int(month_year) * 12 + int(month) - starts
            yield months_on // 12, months_on % 12 // 3 + 1


def _with_next(figures: dict[Any, Any]) -> list[str]:
    """The months or quarters of some figures, whichever are more, the latest first, and before them the next one."""
    keys = [str(key) for key in figures]
    quarters = sorted((key[3:], key[1]) for key in keys if re.fullmatch("Q[1-4]-[0-9]{4}", key))
    months = sorted(key for key in keys if re.fullmatch("[0-9]{4}-(?:0[1-9]|1[0-2])", key))
    if not quarters and not months:
        return []
    if len(quarters) >= len(months):
        year, quarter = int(quarters[-1][0]), int(quarters[-1][1])
        return [f"Q{quarter % 4 + 1}-{year + quarter // 4}", *(f"Q{number}-{of}" for of, number in reversed(quarters))]
    year, month = int(months[-1][:4]), int(months[-1][5:])
    return [f"{year + month // 12}-{month % 12 + 1:02}", *reversed(months)]


def _year_starts(root: str) -> int:
    """The month in which the council year starts."""
    month = _setting(root, "calendar").get("year_starts")
    return month if isinstance(month, int) else 4


def _setting(root: str, key: str) -> dict[str, Any]:
    settings = parsed(root, PARTNERSHIP_FILE)
    value = settings.get(key) if isinstance(settings, dict) else None
    return value if isinstance(value, dict) else {}


def _codes(steps: Any) -> Iterator[str]:
    for step in steps if isinstance(steps, list) else ():
        if isinstance(step, dict) and isinstance(step.get("code"), str):
            yield step["code"]
