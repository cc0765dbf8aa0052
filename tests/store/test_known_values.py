"""What completion knows of the values in the records, from their texts."""

from pathlib import Path

import pytest

from hsp_cli.store.known_values import (
    coming_quarters,
    dimensions_of,
    level_codes,
    periods_of,
    quarters_of,
    rating_codes,
)
from tests.workspaces import PARTNERSHIP, write_files

MATRIX = "risk_matrix: {{likelihood: [{{code: {0}}}, {{code: {1}}}], impact: [{{code: '1'}}, {{code: '2'}}]}}\n"


def test_quarters_are_found_in_figures_and_ratings_the_latest_first(tmp_path: Path) -> None:
    figures = "  Q4-2025: {actual: 1}\n  2026-04: {target: 3, actual: 2}\n  Q1-2027: {target: 4}\n  2026-13: {}\n"
    indicator = f"id: a\nfigures:\n{figures}assessments: {{Q1-2025: {{}}}}\n"
    register = "risks:\n  - id: r\n    ratings: {'Q2-2026': {rating: C2}}\n    reason: See Q3-2030 or 2031-02.\n"
    write_files(tmp_path, {"data/indicators/a.yaml": indicator, "data/risks/r.yaml": register})
    write_files(tmp_path, {"data/plans/p.yaml": "period: Q1-2040\nx: {Q1-2041: y}\n"})
    assert quarters_of(str(tmp_path)) == ["Q2-2026", "Q1-2026", "Q4-2025", "Q1-2025"]


@pytest.mark.parametrize(("starts", "quarter"), [(1, "Q1-2026"), (4, "Q4-2025"), (9, "Q2-2025")])
def test_a_month_lies_in_the_quarter_of_the_partnerships_calendar(starts: int, quarter: str, tmp_path: Path) -> None:
    write_files(tmp_path, {"data/partnership.yaml": f"{PARTNERSHIP}calendar: {{year_starts: {starts}}}\n"})
    write_files(tmp_path, {"data/indicators/a.yaml": "figures:\n  2026-02: {actual: 2}\n"})
    assert quarters_of(str(tmp_path)) == [quarter]


@pytest.mark.parametrize(
    ("key", "quarters"), [("Q3-2026", ["Q4-2026", "Q3-2026"]), ("Q4-2026", ["Q1-2027", "Q4-2026"])]
)
def test_the_quarter_after_the_latest_is_the_next_to_record(key: str, quarters: list[str], tmp_path: Path) -> None:
    write_files(tmp_path, {"data/indicators/a.yaml": f"figures:\n  {key}: {{actual: 2}}\n"})
    assert coming_quarters(str(tmp_path)) == quarters


def test_without_records_there_is_no_next_quarter(tmp_path: Path) -> None:
    write_files(tmp_path, {"data/partnership.yaml": PARTNERSHIP})
    assert coming_quarters(str(tmp_path)) == quarters_of(str(tmp_path)) == []


@pytest.mark.parametrize(
    ("figures", "periods"),
    [
        ("{Q4-2025: {actual: 1}, Q3-2025: {actual: 1}}", ["Q1-2026", "Q4-2025", "Q3-2025"]),
        ("{2025-12: {actual: 1}, 2025-11: {actual: 1}, Q3-2025: {}}", ["2026-01", "2025-12", "2025-11"]),
        ("{2025-09: {actual: 1}}", ["2025-10", "2025-09"]),
        ("{2025/26: {actual: 1}, 2025: {}, 2025-13: {}}", []),
        ("[1]", []),
    ],
)
def test_the_periods_of_an_indicator_begin_with_the_next(figures: str, periods: list[str], tmp_path: Path) -> None:
    write_files(tmp_path, {"data/indicators/a.yaml": f"figures: {figures}\n", "data/indicators/b.yaml": "a: ["})
    assert periods_of(str(tmp_path), "a") == periods
    assert periods_of(str(tmp_path), "b") == periods_of(str(tmp_path), "c") == []


@pytest.mark.parametrize(
    ("codes", "ratings"), [(("A", "B"), ["A1", "A2", "B1", "B2"]), (("'5'", "'4'"), ["5x1", "5x2", "4x1", "4x2"])]
)
def test_ratings_are_written_with_the_codes_of_the_matrix(
    codes: tuple[str, str], ratings: list[str], tmp_path: Path
) -> None:
    write_files(tmp_path, {"data/partnership.yaml": PARTNERSHIP + MATRIX.format(*codes)})
    assert rating_codes(str(tmp_path)) == ratings


def test_levels_are_those_of_the_scale_for_actions_or_else_of_the_one_for_indicators(tmp_path: Path) -> None:
    write_files(tmp_path, {"data/partnership.yaml": PARTNERSHIP})
    assert level_codes(str(tmp_path)) == ["G", "A", "R"]
    write_files(
        tmp_path, {"data/partnership.yaml": f"{PARTNERSHIP}action_rag: {{levels: [{{code: ON}}, {{code: 5}}]}}\n"}
    )
    assert level_codes(str(tmp_path)) == ["ON"]


def test_dimensions_are_found_in_either_form(tmp_path: Path) -> None:
    indicators = {"a": "dimensions: [area, age-group]\n", "b": "id: b\ndimensions:\n  - sex\n  - area\nseries: [x]\n"}
    write_files(tmp_path, {f"data/indicators/{name}.yaml": text for name, text in indicators.items()})
    assert dimensions_of(str(tmp_path)) == ["age-group", "area", "sex"]


@pytest.mark.parametrize("content", [b"", b"[]", b"a: [", b"\xff", b"risk_matrix: [x]\nrag: {levels: {}}"])
def test_settings_that_cannot_be_read_have_no_values(content: bytes, tmp_path: Path) -> None:
    write_files(tmp_path, {"data/partnership.yaml": content})
    assert rating_codes(str(tmp_path)) == level_codes(str(tmp_path)) == []
