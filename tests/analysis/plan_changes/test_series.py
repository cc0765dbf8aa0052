from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from hsp_cli.domain.period import Period
from hsp_cli.domain.record import Choice
from hsp_cli.domain.series import columns_needed, figure_columns
from tests.analysis.plan_changes.versions import compared, lines

HEAD = "id: ni-1\ntitle: Waits\nunit: '%'\nbetter: higher\ndimensions: [area]\n"


def beside(*rows: str, head: str = "period,area,actual,target") -> dict[str, str]:
    return {
        "data/indicators/ni-1.yaml": f"{HEAD}observations: ni-1.csv\n",
        "data/indicators/ni-1.csv": "".join(f"{row}\n" for row in (head, *rows)),
    }


def test_figures_that_were_revised_are_one_change_with_their_series_and_periods(tmp_path: Path) -> None:
    rows = [f"{year},{area},1," for year in (2008, 2009) for area in ("east", "north", "south", "west")]
    before, now = beside(*rows), beside(*(row.replace(",1,", ",2,") for row in rows))
    (change,) = compared(tmp_path, before, now).changes
    assert (change.change_class.value, change.what) == (
        "revised-figure",
        "8 figures revised, in 4 series (east; north; south and 1 more), 2008 to 2009",
    )
    assert (change.place.path, change.place.keys) == ("data/indicators/ni-1.csv", (0,))
    assert change.facts == {"series": 4, "figures": 8, "periods": ["2008", "2009"]}


def test_one_figure_is_told_with_its_values(tmp_path: Path) -> None:
    assert lines(tmp_path, beside("2008,east,1,"), beside("2008,east,2,")) == [
        "revised-figure ni-1: 1 figure revised, in 1 series (east), 2008: 1 before, 2 now"
    ]


def test_new_and_withdrawn_figures_and_targets_are_told_apart(tmp_path: Path) -> None:
    before = beside("2008,east,1,5", "2008,west,1,5", "2009,east,,5")
    now = beside("2008,east,1,4", "2009,east,3,6")
    assert lines(tmp_path, before, now) == [
        "goalposts ni-1: 2 figures with a target that is easier or gone, in 2 series (east; west), 2008",
        "revised-figure ni-1: 1 figure withdrawn, in 1 series (west), 2008: 1 before, not recorded now",
        "figure ni-1: 1 figure recorded, in 1 series (east), 2009: not recorded before, 3 now",
        "target ni-1: 1 figure with a target that is new or harder, in 1 series (east), 2009",
    ]


def test_another_order_of_rows_and_figures_moved_to_a_file_are_administrative(tmp_path: Path) -> None:
    before, now = beside("2008,east,1,5", "2009,east,1,5"), beside("2009,east,1,5", "2008,east,1,5")
    (found,) = lines(tmp_path, before, now)
    assert found == "administrative ni-1: observations: the same figures in another order, file or layout"
    series = "series: [{of: {area: east}, figures: {2008: {actual: 1, target: 5}}}]"
    inline = {"data/indicators/ni-1.yaml": f"{HEAD}{series}\n"}
    (found,) = lines(tmp_path, inline, beside("2008,east,1,5"))
    assert found == "administrative ni-1: observations and series: the same figures in another order, file or layout"


def test_a_file_with_other_spaces_is_only_counted(tmp_path: Path) -> None:
    before, now = beside("2008,east,1,5"), beside("2008,east,1,5", head="period,area,actual,target")
    now["data/indicators/ni-1.csv"] = now["data/indicators/ni-1.csv"].replace("\n", "\r\n")
    found = compared(tmp_path, before, now)
    assert (found.changes, found.reformatted) == ((), ("data/indicators/ni-1.csv",))


def test_a_status_and_a_detail_are_told(tmp_path: Path) -> None:
    head = "period,area,actual,status,note"
    before, now = (beside(f"2008,east,1,{end}", head=head) for end in ("provisional,", "final,"))
    assert lines(tmp_path, before, now) == [
        "figure ni-1: 1 figure with another status, in 1 series (east), 2008: 1 before, 1 now"
    ]
    before, now = (beside(f"2008,east,1,final,{end}", head=head) for end in ("A", "B"))
    assert lines(tmp_path, before, now) == ["comments ni-1: 1 figure with other details, in 1 series (east), 2008"]


def test_a_figure_that_is_revised_with_another_note_is_told_twice(tmp_path: Path) -> None:
    before, now = (beside(f"2008,east,{end}", head="period,area,actual,note") for end in ("1,A", "2,B"))
    assert [one.partition(" ")[0] for one in lines(tmp_path, before, now)] == ["revised-figure", "comments"]


def values(kind: type[Any]) -> tuple[str, str]:
    """Two values of a type, as a cell has them."""
    if issubclass(kind, Choice):
        first, second, *_ = kind
        return first.value, second.value
    return {Decimal: ("1", "2"), int: ("1", "2"), str: ("A", "B"), Period: ("2010-01", "2010-02")}[kind]


@pytest.mark.parametrize("column", figure_columns())
def test_no_column_of_a_file_changes_unseen(tmp_path: Path, column: str) -> None:
    needed = [name for inside, names in columns_needed().items() if column.startswith(inside) for name in names]
    columns = dict.fromkeys((*needed, *(("actual", "denominator") if column == "numerator" else ("actual",)), column))
    cells = [dict(zip(columns, [values(figure_columns()[name])[0] for name in columns], strict=True)) for _ in range(2)]
    cells[1][column] = values(figure_columns()[column])[1]
    head = ",".join(("period", "area", *columns))
    before, now = (beside(",".join(("2008", "east", *row.values())), head=head) for row in cells)
    assert lines(tmp_path, before, now)
