import io
import re
from pathlib import Path

import pytest

from hsp_cli.cli.diagnostics import as_lines, as_text, severity_counts
from hsp_cli.cli.screen import Color, Screen
from hsp_cli.domain.finding import Diagnostic, Severity
from hsp_cli.store.file_tree import Disk
from tests import injection_texts
from tests.cli.test_screen import OBEYED
from tests.workspaces import write_files

FILE = "data/a.yaml"


def found(
    line: int = 1, column: int = 1, message: str = "it is wrong", hint: str = "right it", path: str = FILE
) -> Diagnostic:
    return Diagnostic(path, line, column, "wrong-type", Severity.ERROR, message, hint)


def shown(root: Path, text: str, *diagnostics: Diagnostic, columns: int = 80) -> str:
    write_files(root, {FILE: text})
    stream = io.StringIO()
    screen = Screen(stream, Color.NEVER)
    screen.width = columns
    as_text(diagnostics, Disk(str(root)), screen)
    return stream.getvalue()


def test_a_diagnostic_has_its_place_its_line_a_caret_and_help(tmp_path: Path) -> None:
    assert shown(tmp_path, "id: a\nunit: 5\n", found(2, 7, "`unit` should be text")) == (
        "error[wrong-type]: `unit` should be text\n"
        " --> data/a.yaml:2:7\n"
        "  |\n"
        "2 | unit: 5\n"
        "  |       ^\n"
        "  = help: right it\n"
        "\n"
    )


def test_without_a_hint_there_is_no_line_of_help(tmp_path: Path) -> None:
    assert "help" not in shown(tmp_path, "id: a\n", found(hint=""))


@pytest.mark.parametrize("line", [3, 99])
def test_where_there_is_no_line_none_is_shown(line: int, tmp_path: Path) -> None:
    assert shown(tmp_path, "id: a\n\n", found(line)).splitlines()[1:] == [
        f" --> data/a.yaml:{line}:1",
        "  = help: right it",
        "",
    ]


@pytest.mark.parametrize("columns", [40, 80])
@pytest.mark.parametrize("column", [1, 50, 400, 1000])
def test_of_a_long_line_the_part_around_the_caret_is_shown(column: int, columns: int, tmp_path: Path) -> None:
    text = "".join(f"{n:>9}." for n in range(100))
    lines = shown(tmp_path, text, found(1, column), columns=columns).splitlines()
    excerpt, caret = lines[3].removeprefix("1 | "), lines[4].removeprefix("  | ")
    assert max(len(line) for line in lines) <= columns
    at = len(caret) - 1
    start = text.find(excerpt)
    assert start + at == column - 1


@pytest.mark.parametrize(("columns", "room"), [(80, 75), (41, 36), (10, 20)])
def test_the_caret_is_in_the_middle_of_a_long_line(columns: int, room: int, tmp_path: Path) -> None:
    lines = shown(tmp_path, "a" * 1000, found(1, 500), columns=columns).splitlines()
    assert lines[3] == f"1 | {'a' * room}"
    assert lines[4] == f"  | {' ' * (room // 2)}^"


def test_a_wide_screen_shows_less_than_200_columns_of_a_line(tmp_path: Path) -> None:
    lines = shown(tmp_path, "a" * 1000, found(1, 500), columns=300).splitlines()
    assert len(lines[3]) == 199


def test_the_caret_is_below_its_column_on_a_line_with_invisible_characters(tmp_path: Path) -> None:
    lines = shown(tmp_path, "a: \u200b\u202e\x1b[31mX\n", found(1, 11)).splitlines()
    assert lines[3] == "1 | a: X"
    assert lines[4].index("^") == lines[3].index("X")


def test_a_tab_before_the_caret_is_one_blank(tmp_path: Path) -> None:
    lines = shown(tmp_path, "a:\tX\n", found(1, 4)).splitlines()
    assert lines[4].index("^") == lines[3].index("X")


@pytest.mark.parametrize("text", injection_texts.SCREEN)
def test_nothing_of_a_record_steers_the_terminal(text: str, tmp_path: Path) -> None:
    odd = found(1, 4, f"`{text}` is wrong", f"did you mean {text}?")
    page = shown(tmp_path, f"a: {text}\n", odd)
    assert OBEYED.search(page) is None
    stream = io.StringIO()
    as_lines([odd], Screen(stream, Color.NEVER))
    assert OBEYED.search(stream.getvalue()) is None


@pytest.mark.parametrize("text", ["a\nb", "a\r\nb", "a\n\nerror[x]: y\n", "a\u2028b"])
def test_a_finding_takes_one_line_whatever_its_words_and_its_path(text: str, tmp_path: Path) -> None:
    odd = found(9, 1, text, text, f"data/{text}.yaml")
    stream = io.StringIO()
    as_lines([odd, odd], Screen(stream, Color.NEVER))
    assert len(stream.getvalue().splitlines()) == 2
    assert len(shown(tmp_path, "", odd).splitlines()) == 4


def test_a_line_each_as_editors_read_them() -> None:
    stream = io.StringIO()
    as_lines([found(2, 7)], Screen(stream, Color.NEVER))
    assert re.fullmatch(r"data/a\.yaml:2:7: error\[wrong-type\] it is wrong\n", stream.getvalue())


def test_findings_are_counted_by_severity() -> None:
    warning = Diagnostic(FILE, 1, 1, "x", Severity.WARNING, "x")
    assert severity_counts([]) == ""
    assert severity_counts([found()]) == "1 error"
    assert severity_counts([warning, found(), found()]) == "2 errors, 1 warning"
