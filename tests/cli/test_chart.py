import sys
from pathlib import Path

import pytest

from tests.runs import Run, hsp
from tests.workspaces import write_files


def chart(root: Path, *arguments: str) -> Run:
    return hsp("chart", "--root", str(root), "--as-of", "2024-04-15", *arguments)


@pytest.mark.parametrize("name", ["repairs-in-time", "H1", "h1", "indicators/repairs-in-time"])
def test_a_chart_goes_to_the_screen(name: str, sample: Path) -> None:
    run = chart(sample, name)
    assert (run.code, run.err) == (0, "")
    assert run.out.startswith("<svg ")
    assert run.out.endswith("</svg>\n")
    assert "2 figures, from 88% (Q4 2023) to 88.5% (Q1 2024)." in run.out


def test_a_file_has_the_picture_of_the_screen_and_its_path_is_printed(sample: Path, tmp_path: Path) -> None:
    target = tmp_path / "h1.svg"
    run = chart(sample, "h1", "-o", str(target))
    assert (run.code, run.out, run.err) == (0, "", f"repairs-in-time: {target}\n")
    assert target.read_bytes().decode() == chart(sample, "h1", "-o", "-").out
    assert chart(sample, "h1", "-o", str(target), "-q").both == ""


def test_a_chart_ends_with_the_quarter(sample: Path) -> None:
    assert "One figure: 88% (Q4 2023)." in chart(sample, "h1", "--quarter", "Q4-2023").out


@pytest.mark.parametrize(
    ("target", "message"),
    [
        ("h1.jpg", "no picture can be written as h1.jpg"),
        ("h1", "no picture can be written as h1"),
        ("no/such/h1.svg", "there is no folder"),
        ("con.svg", "on Windows con.svg is a device"),
    ],
)
def test_a_file_that_cannot_be_written_is_refused(target: str, message: str, sample: Path, tmp_path: Path) -> None:
    run = chart(sample, "h1", "-o", str(tmp_path / target))
    assert (run.code, run.out) == (2, "")
    assert message in run.err
    assert not (tmp_path / target).exists()


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("homes/second-van", "homes/second-van is an action; only indicators and profiles are drawn"),
        ("homes/repairs", "homes/repairs is an aim; only indicators and profiles are drawn"),
        ("repair-in-time", "did you mean repairs-in-time?"),
    ],
)
def test_a_record_that_cannot_be_drawn_is_refused(name: str, message: str, sample: Path) -> None:
    run = chart(sample, name)
    assert (run.code, run.out) == (2, "")
    assert message in run.err


def test_a_series_of_an_indicator_can_be_drawn(sample: Path) -> None:
    write_files(
        sample,
        {
            "data/indicators/repairs-by-area.yaml": "id: repairs-by-area\ntitle: Repairs\nunit: '%'\nbetter: higher\n"
            "dimensions: [area]\nfigures: {Q1-2024: {actual: 80}}\n"
            "series: [{of: {area: north}, figures: {Q1-2024: {actual: 70}}}]\n"
        },
    )
    run = chart(sample, "repairs-by-area", "--of", "area=north")
    assert run.code == 0
    assert "One figure: 70% (Q1 2024)." in run.out
    assert "One figure: 80% (Q1 2024)." in chart(sample, "repairs-by-area").out
    refused = chart(sample, "repairs-by-area", "--of", "area=south")
    assert (refused.code, refused.out) == (2, "")
    assert "no series of repairs-by-area has the area 'south'" in refused.err


def test_the_risk_matrix_is_drawn_for_a_quarter(sample: Path, tmp_path: Path) -> None:
    target = tmp_path / "matrix.svg"
    run = chart(sample, "matrix", "--quarter", "Q1-2024", "-o", str(target))
    assert (run.code, run.out, run.err) == (0, "", f"risk-matrix: {target}\n")
    assert "Risk matrix, Q1 2024. " in target.read_text()


def test_a_chart_of_the_whole_takes_no_option_of_a_record(sample: Path) -> None:
    run = chart(sample, "matrix", "--layer", "damp")
    assert (run.code, run.out) == (2, "")
    assert "hsp chart matrix does not take --layer" in run.err


def test_the_ratings_are_drawn_for_a_quarter(sample: Path) -> None:
    run = chart(sample, "ratings", "--quarter", "Q1-2024")
    assert (run.code, run.err) == (0, "")
    assert "Indicators by rating, Q1 2024" in run.out


def test_the_timeline_is_drawn_as_of_a_day_and_can_be_limited(sample: Path) -> None:
    run = chart(sample, "timeline")
    assert (run.code, run.err) == (0, "")
    assert "Deadlines as of 15 April 2024" in run.out
    narrowed = chart(sample, "timeline", "--plan", "homes")
    assert narrowed.code == 0
    assert len(narrowed.out) < len(run.out)
    assert "hsp chart timeline does not take --quarter" in chart(sample, "timeline", "--quarter", "Q1-2024").err
    assert "hsp chart h1 does not take --plan" in chart(sample, "h1", "--plan", "homes").err


def test_the_trends_of_exceptions_are_drawn_for_a_quarter(sample: Path) -> None:
    run = chart(sample, "trends", "--quarter", "Q1-2024")
    assert (run.code, run.err) == (0, "")
    assert "Exceptions, Q1 2024" in run.out
    refused = chart(sample, "trends", "--quarter", "Q1-2024", "--body", "board", "--priority", "nowhere")
    assert (refused.code, refused.out) == (2, "")


def test_a_picture_as_png_has_twice_the_size_of_the_svg_and_is_the_same_each_time(sample: Path, tmp_path: Path) -> None:
    one, two = tmp_path / "one.png", tmp_path / "two.PNG"
    run = chart(sample, "h1", "-o", str(one))
    assert (run.code, run.out, run.err) == (0, "", f"repairs-in-time: {one}\n")
    assert chart(sample, "h1", "-o", str(two)).code == 0
    content = one.read_bytes()
    assert content.startswith(b"\x89PNG\r\n")
    assert content == two.read_bytes()
    assert int.from_bytes(content[16:20], "big") == 2 * 760


@pytest.mark.parametrize("library", ["typst", "manimgx_fonts"])
def test_without_a_library_a_png_is_refused_with_the_command_that_installs_it(
    sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, library: str
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    run = chart(sample, "h1", "-o", str(tmp_path / "h1.png"))
    assert (run.code, run.out) == (2, "")
    assert f"a picture as PNG needs the library {library}" in run.err
    assert 'pip install "hsp-cli[png]"' in run.err
    assert list(tmp_path.glob("*.png")) == []


def text(sample: Path, *arguments: str) -> list[str]:
    run = chart(sample, *arguments, "--format", "text")
    assert (run.code, run.err) == (0, "")
    return run.out.splitlines()


def test_the_matrix_as_text_has_numbers_in_its_cells_and_a_line_for_each(sample: Path) -> None:
    said = text(sample, "matrix", "--quarter", "Q1-2024")
    assert said[0] == "Risk matrix, Q1 2024"
    assert said[1].startswith("Likelihood")
    numbers = [line.split()[0] for line in said if line.startswith("  ") and line.split()[0].isdigit()]
    assert numbers == [str(at + 1) for at in range(len(numbers))]
    assert numbers


def test_the_ratings_as_text_have_a_code_for_each_indicator(sample: Path) -> None:
    said = text(sample, "ratings", "--quarter", "Q1-2024")
    assert said[0] == "Indicators by rating, Q1 2024"
    assert [line.split() for line in said[1:4]] == [
        ["Priority", "Ratings", "Number"],
        ["Decent", "homes", "A", "1", "indicator:", "1", "A", "Amber"],
        ["Clean", "streets", "G", "–", "2", "indicators:", "1", "G", "Green,", "1", "awaited"],
    ]


def test_the_trends_as_text_have_bars(sample: Path) -> None:
    said = text(sample, "trends", "--quarter", "Q1-2024")
    assert said[0] == "Exceptions, Q1 2024"
    assert "▁█ 88% (Q4 2023) to 88.5% (Q1 2024)" in "\n".join(said)


def test_the_timeline_as_text_has_every_deadline_and_explains_its_signs(sample: Path) -> None:
    said = text(sample, "timeline")
    assert said[0] == "Deadlines as of 15 April 2024"
    assert "  ○ first deadline, ■ present deadline, ◆ deadline that has passed, │ this day." in said
    rows = [line for line in said if "·" in line]
    assert rows
    assert all("■" in row or "◆" in row or "○" in row for row in rows)


def test_an_indicator_as_text_has_a_sparkline_and_its_description(sample: Path) -> None:
    said = text(sample, "h1")
    assert said[2].endswith("▁█")
    assert said[-1].startswith("  Chart of ")


def test_a_map_has_no_text_and_text_has_no_file(sample: Path, tmp_path: Path) -> None:
    run = chart(sample, "estate-profile", "--format", "text")
    assert (run.code, run.out) == (2, "")
    assert "estate-profile is drawn as a map, which cannot be text" in run.err
    run = chart(sample, "h1", "--format", "text", "-o", str(tmp_path / "h1.svg"))
    assert (run.code, run.out) == (2, "")
    assert "a chart as text goes to the screen" in run.err
