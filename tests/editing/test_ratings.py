"""What `hsp rate` makes of a rating."""

import pytest

from hsp_cli.domain.workspace import Workspace
from hsp_cli.editing.ratings import rated
from tests.editing.wishes import TODAY, lines_of, refusal


def test_a_rating_goes_to_its_quarter_with_its_reason(known: Workspace) -> None:
    wished = rated(known, "flood", "Q1 2024/25", "B1", TODAY, reason="A dry spring.")
    assert lines_of(wished) == ["+      Q1-2024: {rating: B1, reason: A dry spring.}"]
    assert wished.said == "board/flood Q1 2024/25: B1, moved from A1 (Q4 2023/24)"


def test_a_rating_of_the_same_quarter_is_replaced(known: Workspace) -> None:
    wished = rated(known, "flood", "Q4-2023", "B2", TODAY)
    assert lines_of(wished) == [
        "-      Q4-2023: {rating: A1, reason: Rain.}",
        "+      Q4-2023: {rating: B2, reason: Rain.}",
    ]
    assert wished.said == "board/flood Q4 2023/24: B2 (was A1)"


def test_another_spelling_of_the_same_cell_is_no_move(known: Workspace) -> None:
    assert rated(known, "flood", "Q1-2024", "A-1", TODAY).said == "board/flood Q1 2024/25: A-1"


@pytest.mark.parametrize(
    ("name", "quarter", "rating", "message"),
    [
        (
            "flood",
            "Q1-2024",
            "C3",
            "the risk matrix has no rating C3 | likelihood is one of A, B; impact is one of 1, 2",
        ),
        ("flood", "2024-04", "A1", "2024-04 is not a quarter | a risk is rated by quarter, such as Q1-2010"),
        ("flood", "Q5-2024", "A1", "'Q5-2024' is not a quarter: quarters run from Q1 to Q4"),
        ("flood", "Q2-2024", "A1", "Q2 2024/25 has not begun on 2024-04-10 | give the day of the rating with --as-of"),
        ("flood", "Q1-2024", " ", "RATING is empty"),
        ("fire", "Q3-2023", "A1", "board/fire was closed on 2023-09-30 | remove `closed` if it is a risk again"),
        ("van", "Q1-2024", "A1", "homes/van is an action | only risks are rated: hsp list risks"),
    ],
)
def test_what_cannot_be_rated_is_refused(known: Workspace, name: str, quarter: str, rating: str, message: str) -> None:
    assert refusal(lambda: rated(known, name, quarter, rating, TODAY)) == message
