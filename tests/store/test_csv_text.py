import csv
import io

import pytest
from hypothesis import given, strategies as st

from hsp_cli.store.csv_text import CsvMap, read_rows as read_rows_within
from hsp_cli.store.guard import Refused

CELLS = st.text(alphabet='ab,"\n\r é', max_size=6)
TABLES = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=1, max_size=6)
)
ENDS = st.sampled_from(["\n", "\r\n"])


def read_rows(text: str) -> list[list[str]]:
    return read_rows_within(text, 1_000)


def test_a_file_with_too_many_cells_is_refused_before_it_is_read() -> None:
    assert read_rows_within("a,b\n1,2\n", 5) == [["a", "b"], ["1", "2"]]
    for text in ("a,b\n1,2\n", "\n\n\n\n", ",,,,", "\r\r\r\r"):
        with pytest.raises(Refused, match="the file may hold more than 4 cells; at most so many are read"):
            read_rows_within(text, 4)


def written(rows: list[list[str]], end: str) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator=end, quoting=csv.QUOTE_ALL).writerows(rows)
    return text.getvalue()


@given(TABLES, ENDS)
def test_what_a_spreadsheet_writes_is_read_as_it_was(rows: list[list[str]], end: str) -> None:
    assert read_rows(written(rows, end)) == rows


@given(TABLES, ENDS)
def test_every_cell_is_found_where_it_is_written(rows: list[list[str]], end: str) -> None:
    text = written(rows, end)
    places = CsvMap(text)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            line, at = places.find((row - 1, column))
            begins = "\n".join((lines[line - 1][at - 1 :], *lines[line:]))
            quoted = cell.replace('"', '""').replace("\r\n", "\n").replace("\r", "\n")
            assert begins.startswith(f'"{quoted}"')


@given(st.text(alphabet='a,"\n\r', max_size=30))
def test_any_text_is_read_as_the_standard_says_or_refused(text: str) -> None:
    try:
        rows = read_rows(text)
    except Refused as refused:
        assert '"' in text
        (problem,) = refused.problems
        assert 1 <= problem.line <= len(text) + 1
    else:
        places = CsvMap(text)
        for row, cells in enumerate(rows):
            for column, _ in enumerate(cells):
                places.find((row - 1, column))


@pytest.mark.parametrize(("keys", "place"), [((), (1, 1)), ((0,), (2, 1)), ((9, "b"), (1, 3)), ((0, "zz"), (2, 1))])
def test_what_is_not_there_has_the_place_of_what_is_around_it(
    keys: tuple[str | int, ...], place: tuple[int, int]
) -> None:
    assert CsvMap("a,b\n1,2\n").find(keys) == place


def test_a_cell_larger_than_the_reader_takes_is_refused() -> None:
    with pytest.raises(Refused, match="field larger than field limit"):
        read_rows(f"a\n{'x' * 200_000}\n")
