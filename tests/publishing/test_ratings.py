"""Ratings keep the colours of their scale from the records to the document, wherever a paper prints them."""

from collections import Counter
from collections.abc import Iterator

import pytest

from hsp_cli.checking.loader import Loaded
from hsp_cli.domain.period import Period
from hsp_cli.formats.document import (
    Block,
    Emphasis,
    Inline,
    Link,
    Paragraph,
    Rating,
    Strong,
    Table,
    blocks_within,
    ground_of,
    plain,
)
from hsp_cli.papers.selection import requested
from hsp_cli.publishing.paper import finished
from tests.examples import CALDERWICK
from tests.workspaces import read_workspace


@pytest.fixture(scope="module")
def calderwick() -> Loaded:
    return read_workspace(CALDERWICK.root)


def blocks_of_paper(name: str, loaded: Loaded) -> tuple[Block, ...]:
    assert loaded.workspace is not None
    quarter = Period.parse(CALDERWICK.quarter, loaded.workspace.partnership.calendar)
    return finished(loaded, requested(loaded.workspace, name, quarter, CALDERWICK.day), []).document().blocks


def ratings_in(blocks: tuple[Block, ...]) -> Counter[tuple[str, str | None]]:
    return Counter((one.text, one.colour) for block in blocks_within(blocks) for one in _ratings(_inlines(block)))


def _inlines(block: Block) -> tuple[Inline, ...]:
    if isinstance(block, Paragraph):
        return block.inlines
    return tuple(one for row in block.rows for cell in row for one in cell) if isinstance(block, Table) else ()


def _ratings(inlines: tuple[Inline, ...]) -> Iterator[Rating]:
    for inline in inlines:
        if isinstance(inline, Rating):
            yield inline
        elif isinstance(inline, Strong | Emphasis | Link):
            yield from _ratings(inline.inlines)


BLUE, GREEN, AMBER, RED, YELLOW = "#1d70b8", "#00703c", "#ffb81c", "#d4351c", "#ffdd00"


def test_the_key_and_every_indicator_of_the_scorecard_have_the_colours_of_the_levels(calderwick: Loaded) -> None:
    blocks = blocks_of_paper("scorecard", calderwick)
    key, *tables = [block for block in blocks if isinstance(block, Table)]
    assert [[ground_of(cell) for cell in row] for row in key.rows] == [
        [colour, colour, None, None] for colour in (BLUE, GREEN, AMBER, RED)
    ]
    assert ratings_in(tuple(tables)) == {
        ("B Ahead", BLUE): 1,
        ("G On target", GREEN): 1,
        ("A Slightly off target", AMBER): 2,
        ("R Off target", RED): 4,
    }
    for table in tables:
        for row in table.rows:
            assert [ground_of(cell) is not None for cell in row] == [
                False,
                not plain(row[1]).startswith("not rated") and plain(row[1]) != "",
                False,
                False,
            ]


def test_the_matrix_and_every_risk_of_the_register_have_the_colours_of_the_zones(calderwick: Loaded) -> None:
    blocks = blocks_of_paper("risk-register", calderwick)
    matrix = next(block for block in blocks if isinstance(block, Table))
    letters = {None: "-", RED: "r", AMBER: "a", YELLOW: "y", GREEN: "g"}
    assert ["".join(letters[ground_of(cell)] for cell in row) for row in matrix.rows] == [
        "-rraay",
        "-rrayg",
        "-raayg",
        "-aaygg",
        "-ayggg",
    ]
    assert ratings_in(tuple(block for block in blocks if isinstance(block, Paragraph))) == {
        ("2x2 Green", GREEN): 1,
        ("2x5 Amber", AMBER): 1,
        ("3x3 Amber", AMBER): 1,
        ("3x4 Amber", AMBER): 1,
        ("4x4 Red", RED): 1,
        ("4x5 Red", RED): 1,
        ("5x2 Amber", AMBER): 1,
        ("5x4 Red", RED): 1,
    }


def test_the_morning_report_colours_the_rating_of_the_quarter_and_that_of_the_last(calderwick: Loaded) -> None:
    blocks = blocks_of_paper("board-2026-q2", calderwick)
    off_track = next(
        block for block in blocks if isinstance(block, Table) and plain(block.head[1]) == "RAG and direction"
    )
    assert [[ground_of(cell) for cell in row] for row in off_track.rows] == [
        [None, RED, RED, None],
        [None, RED, RED, None],
        [None, RED, AMBER, None],
        [None, RED, GREEN, None],
        [None, AMBER, GREEN, None],
    ]
    assert plain(off_track.rows[2][2]) == "New: A Slightly off target, computed"
    movements = next(
        block for block in blocks if isinstance(block, Table) and plain(block.head[-1]) == "Planned controls"
    )
    assert [[ground_of(cell) for cell in row[2:4]] for row in movements.rows] == [
        [RED, AMBER],
        [RED, RED],
        [YELLOW, AMBER],
    ]
