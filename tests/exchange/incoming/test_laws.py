"""Laws of importing: random sheets over random cells. What is refused changes nothing, and nothing changes twice."""

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from tests.exchange.incoming.sheets import planned, write
from tests.exchange.incoming.test_importing import (
    ACTION_HEAD,
    ACTIONS,
    HEAD,
    INDICATORS,
    PLAN,
    REGISTER,
    RISK_HEAD,
    RISKS,
    SETTINGS,
    VISITS,
    records,
)
from tests.workspaces import write_files

_FILES = {
    "data/partnership.yaml": SETTINGS,
    "data/indicators/visits.yaml": VISITS,
    "data/plans/parks.yaml": PLAN,
    "data/risks/board.yaml": REGISTER,
}
_GOOD = (
    "",
    "",
    "71",
    "77.50",
    "Ann Reed",
    "Q1 2024/25",
    "31/12/2026",
    "Dec-26",
    "G",
    "higher",
    "2",
    "1",
    "Done",
    "homes",
)
_BAD = ("1,204", "=1+1", "soon", "tbc", "a\nb", "é – ü", "#x: y", "no", "1e3", "007", "'", '"', "{a}", "- b", "Nobody")
_IDS = ("visits", "a1", "a2", "r1", "New one", "New two", "", "?")
_CELLS = st.one_of(st.sampled_from(_GOOD), st.sampled_from(_BAD), st.text(max_size=8))


def sheets(head: str) -> st.SearchStrategy[str]:
    """Random sheets below a header. The first column has ids."""
    width = head.count(",")
    row = st.tuples(st.sampled_from(_IDS), *[_CELLS] * width)

    def written(rows: list[Any]) -> str:
        page = io.StringIO(newline="")
        csv.writer(page).writerows(rows)
        return head + page.getvalue()

    return st.lists(row, min_size=1, max_size=6).map(written)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("laws")


@pytest.mark.parametrize(
    ("how", "head"), [(INDICATORS, HEAD), (ACTIONS + "new_owners: roles\n", ACTION_HEAD), (RISKS, RISK_HEAD)]
)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_every_sheet_is_counted_in_full_keeps_the_records_sound_and_changes_nothing_twice(
    folder: Path, how: str, head: str, data: st.DataObject
) -> None:
    for path in folder.rglob("*.yaml"):
        path.unlink()
    root = write_files(folder, _FILES)
    rows = data.draw(sheets(head))
    found = planned(rows, how, records(root))
    assert found.held + len(found.refused_rows) + len(found.read.skipped) == found.read.read
    refused = {one.id for one in found.plan.refused}
    assert not refused & {one.id.rpartition("/")[2] for one in found.plan.touched if one.rows == ()}
    write(found, root)
    again = planned(rows, how, records(root))  # the records are sound, or this fails
    assert (again.plan.edits, again.plan.new_files) == ({}, {})
    assert again.refused_rows == found.refused_rows
