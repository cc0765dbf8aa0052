from datetime import date, timedelta
from pathlib import Path

import pytest

from hsp_cli.analysis.due import DueStatus, due_items
from hsp_cli.analysis.exceptions import exceptions
from hsp_cli.analysis.owed import owed_for
from hsp_cli.analysis.quarters import quarter_asked
from hsp_cli.domain.request import RequestRefused
from hsp_cli.store.starter import Matrix, starter_files, starter_folder
from tests.checks import diagnostics_of
from tests.workspaces import REPOSITORY, read_workspace, write_files

DAY = date(2026, 11, 30)


@pytest.mark.parametrize("number", range(12))
def test_on_any_day_it_is_right_has_one_exception_and_owes_nothing(number: int, tmp_path: Path) -> None:
    day = date(2026, 1, 1) + timedelta(days=61 * number + number % 3)
    matrix = list(Matrix)[number % 3]
    root = write_files(tmp_path, starter_files("Anyborough Partnership", "anyborough", matrix, day))
    assert diagnostics_of(root, day) == ()
    workspace = read_workspace(root).workspace
    assert workspace is not None
    quarter = quarter_asked(workspace, None, day)
    found = exceptions(workspace, quarter)
    assert [len(listed) for listed in (found.exceptions, found.awaited, found.not_judged)] == [1, 0, 0]
    assert owed_for(workspace, quarter, day).owings.count == 0
    due = due_items(workspace, day)
    assert (due[DueStatus.OVERDUE], len(due[DueStatus.DUE])) == ((), 2)


@pytest.mark.parametrize("day", ["2026-03-31", "2026-04-01", "2028-02-29", "2026-12-31", "2027-01-01"])
def test_on_the_first_and_last_days_of_quarters_its_figures_end_with_the_last_finished_one(
    day: str, tmp_path: Path
) -> None:
    root = write_files(tmp_path, starter_files("A", "a", Matrix.FIVE, date.fromisoformat(day)))
    assert diagnostics_of(root, date.fromisoformat(day)) == ()


@pytest.mark.parametrize("matrix", Matrix)
def test_a_matrix_has_its_size_and_its_ratings_are_medium_red_and_low(matrix: Matrix, tmp_path: Path) -> None:
    workspace = read_workspace(write_files(tmp_path, starter_files("A", "a", matrix, DAY))).workspace
    assert workspace is not None
    found = workspace.partnership.risk_matrix
    assert found is not None
    assert f"{len(found.likelihood)}x{len(found.impact)}" == matrix
    zones = [
        zone.id
        for risk in workspace.risks
        for rating in risk.record.ratings.values()
        if (zone := found.zone(rating.rating))
    ]
    medium = "yellow" if matrix is Matrix.FIVE else "amber"
    assert zones == [medium, medium, medium, "red", medium, "green"]


def test_periods_and_days_are_those_around_the_day() -> None:
    files = starter_files("A", "a", Matrix.FIVE, DAY)
    assert "data/meetings/board-2026-09-29.yaml" in files  # the Tuesday eight weeks before the last one
    assert "data/papers/board-report-q2-2026.yaml" in files
    assert "\nperiod: 2026/27-2028/29\n" in files["data/plans/safer-streets.yaml"]
    assert "  Q2-2026: {actual: 3.1, target: 3.4}\n  Q3-2026: {" in files["data/indicators/burglaries.yaml"]
    on_a_tuesday = starter_files("A", "a", Matrix.FIVE, date(2026, 12, 1))
    assert "data/meetings/board-2026-10-06.yaml" in on_a_tuesday
    assert "title: Partnership Board, 6 October 2026\n" in on_a_tuesday["data/meetings/board-2026-10-06.yaml"]
    assert "\non: 2026-12-15\n" in on_a_tuesday["data/papers/board-report-q2-2026.yaml"]


def test_no_place_is_left_to_fill_in_and_names_with_a_full_stop_have_theirs() -> None:
    files = starter_files("A", "a", Matrix.FIVE, DAY)
    assert [path for path, text in files.items() if "{{" in path + text] == []
    assert {path for path in files if path.startswith(".")} == {
        ".editorconfig",
        ".gitattributes",
        ".gitignore",
        ".pre-commit-config.yaml",
    }
    assert [path for path in files if "matrices" in path or "dot-" in path] == []


def test_a_name_is_a_value_in_records_and_plain_in_the_readme() -> None:
    files = starter_files(" Us: # 1 ", "us", Matrix.FIVE, DAY)
    assert '\nname: "Us: # 1"\n' in files["data/partnership.yaml"]
    assert files["README.md"].startswith("#  Us: # 1 \n")
    with pytest.raises(RequestRefused, match="a name is words on one line"):
        starter_files("a\tb", "us", Matrix.FIVE, DAY)


def test_the_files_are_those_of_the_package_or_else_of_the_checkout(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert starter_folder() == REPOSITORY / "starter"
    (tmp_path / "starter").mkdir()
    monkeypatch.setattr("hsp_cli.store.starter._PACKAGE", tmp_path)
    assert starter_folder() == tmp_path / "starter"
