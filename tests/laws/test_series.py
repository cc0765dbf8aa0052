"""The law for series: no series looks better when a row or a cell of its file is taken away."""

from collections.abc import Iterator
from pathlib import Path

from hsp_cli.analysis.exceptions import Exceptions, Line, exceptions
from hsp_cli.analysis.filters import Filters
from hsp_cli.analysis.parts import divided_by
from hsp_cli.domain.period import Period
from hsp_cli.domain.series import SeriesIndicator
from tests.workspaces import PARTNERSHIP, read_workspace, write_files

QUARTER = Period.parse("Q2-2010")
INDICATOR = """\
id: waste
title: Waste
unit: kg
better: lower
dimensions: [area]
observations: waste.csv
"""
HEADER = "period,area,actual,target,status,text"
ROWS = (
    *("Q4-2009,good,5,6,,", "Q1-2010,good,4,6,,", "Q2-2010,good,3,6,,"),
    *("Q4-2009,red,5,4,,", "Q1-2010,red,6,4,,", "Q2-2010,red,7,4,,"),
    *("Q4-2009,worse,2,6,,", "Q1-2010,worse,3,6,,", "Q2-2010,worse,4,6,,"),
    *("Q4-2009,owed,5,6,,", "Q1-2010,owed,5,6,,", "Q2-2010,owed,,6,awaited,"),
    *("Q4-2009,late,5,6,,", "Q1-2010,late,5,6,,"),
    *("Q4-2009,words,5,6,,", "Q1-2010,words,5,6,,", "Q2-2010,words,,6,,much better"),
)


def flagged(found: Exceptions) -> set[str]:
    """The areas on any list but that of all series."""
    lists = (found.exceptions, found.awaited, found.unrecorded, found.not_judged, found.not_comparable)
    return {area_of(line) for lines in lists for line in lines}


def area_of(line: Line) -> str:
    record = line.placed.record
    assert isinstance(record, SeriesIndicator)
    return record.of["area"]


def answer(root: Path, rows: tuple[str, ...]) -> Exceptions:
    csv = "\n".join((HEADER, *rows, ""))
    files = {"data/partnership.yaml": PARTNERSHIP, "data/indicators/waste.yaml": INDICATOR}
    loaded = read_workspace(write_files(root, {**files, "data/indicators/waste.csv": csv}))
    assert loaded.workspace is not None
    assert loaded.diagnostics == ()
    return exceptions(divided_by(loaded.workspace, "area"), QUARTER, Filters(by="area"), everything=True)


def less() -> Iterator[tuple[str, tuple[str, ...]]]:
    """The rows without one of them, and without one cell. The first figure of a series leaves no trace."""
    for number, row in enumerate(ROWS):
        if not row.startswith("Q4-2009"):
            yield row, (*ROWS[:number], *ROWS[number + 1 :])
            cells = row.split(",")
            for at in range(2, len(cells)):
                if cells[at]:
                    without = ",".join((*cells[:at], "", *cells[at + 1 :]))
                    yield row, (*ROWS[:number], without, *ROWS[number + 1 :])


def test_no_series_looks_better_for_knowing_less(tmp_path: Path) -> None:
    before = flagged(answer(tmp_path, ROWS))
    assert before == {"red", "worse", "owed", "late", "words"}
    for row, rows in less():
        now = answer(tmp_path, rows)
        assert before <= flagged(now), row
        assert {area_of(line) for line in now.covered} == {row.split(",")[1] for row in ROWS}, row
