"""No file stops hsp: what would grow, is too deep or has too much of one thing is refused or read, at once."""

import time
from datetime import date
from pathlib import Path

import pytest

from hsp_cli.domain.finding import Diagnostic
from hsp_cli.domain.request import RequestRefused
from hsp_cli.rules.support.registry import rules
from hsp_cli.store.files import MAX_BYTES, MAX_BYTES_VARIABLE
from tests.checks import diagnostics_of
from tests.runs import hsp
from tests.security.bombs import BOMBS, HARMLESS, INDICATOR, WORKSPACES, deep
from tests.workspaces import PARTNERSHIP, write_files

DAY = date(2012, 1, 1)
PATIENCE = 6.0
"""Seconds of processor time for a file, on a slow and busy machine: a bomb takes minutes. `make fuzz` allows 0.5."""


@pytest.fixture(scope="module", autouse=True)
def everything_imported() -> None:
    rules()


def found(root: Path) -> tuple[tuple[Diagnostic, ...], float]:
    """All that is told of a workspace, and how long that takes."""
    begun = time.process_time()
    diagnostics = diagnostics_of(root, DAY)
    return diagnostics, time.process_time() - begun


def of_file(content: str | bytes, root: Path) -> tuple[tuple[Diagnostic, ...], float]:
    return found(write_files(root, {"data/partnership.yaml": PARTNERSHIP, "data/indicators/bomb.yaml": content}))


@pytest.mark.parametrize(("content", "code"), BOMBS.values(), ids=BOMBS)
def test_a_bomb_is_refused_or_harmless_and_neither_takes_long(content: str, code: str, tmp_path: Path) -> None:
    diagnostics, seconds = of_file(content, tmp_path)
    codes = {one.code for one in diagnostics}
    assert not codes & {"unsupported-yaml", "nesting-too-deep"} if code == HARMLESS else code in codes
    assert seconds < PATIENCE
    assert not list(tmp_path.rglob("CANARY"))


def test_there_are_enough_bombs() -> None:
    assert len(BOMBS) >= 90


DEPTHS = (10, 31, 32, 33, 1_000, 100_000, 1_000_000)


@pytest.mark.parametrize(
    ("style", "levels"),
    # In the block style a level costs a line of that length, so more than a thousand fit into no file.
    [
        *(("block", levels) for levels in DEPTHS if levels <= 1_000),
        *((style, levels) for style in ("flow", "flow, mixed", "dashes") for levels in DEPTHS),
    ],
)
def test_any_depth_is_one_finding_and_no_crash(style: str, levels: int, tmp_path: Path) -> None:
    diagnostics, seconds = of_file(deep(levels, style), tmp_path)
    assert len(diagnostics) == 1
    allowed = {"wrong-type"} if levels <= 32 else {"nesting-too-deep", "file-too-large"}
    # Brackets with something between them show no sign of their depth; the record cannot hold them all the same.
    assert diagnostics[0].code in allowed | ({"wrong-type", "yaml-syntax"} if style == "flow, mixed" else set())
    assert seconds < PATIENCE


@pytest.mark.parametrize("files", WORKSPACES.values(), ids=WORKSPACES)
def test_records_that_are_right_one_by_one_do_not_stop_the_rules(files: dict[str, str], tmp_path: Path) -> None:
    diagnostics, seconds = found(write_files(tmp_path, {"data/partnership.yaml": PARTNERSHIP, **files}))
    assert len(diagnostics) < 5_000
    assert seconds < PATIENCE
    for command in ("exceptions", "due", "risks"):
        assert hsp(command, "--root", str(tmp_path), "--as-of", "2012-01-01").code in (0, 1, 2)


def test_of_very_many_problems_the_first_are_reported_and_the_others_counted(tmp_path: Path) -> None:
    listed = "".join(f"- s{number}\n" for number in range(1_500))
    diagnostics, _ = of_file(f"{INDICATOR}schemes:\n{listed}", tmp_path)
    unknown = [one for one in diagnostics if one.code == "unknown-scheme"]
    assert len(unknown) == 1_001
    assert "500 more in this file" in [one.message for one in unknown]


def test_of_very_many_invalid_keys_the_first_are_reported_and_the_others_counted(tmp_path: Path) -> None:
    diagnostics, _ = of_file(INDICATOR + "".join(f"k{number}: 1\n" for number in range(250)), tmp_path)
    unknown = [one for one in diagnostics if one.code == "unknown-key"]
    assert len(unknown) == 101
    assert unknown[0].message == "150 further problems of this file are not listed"


# --- The size of a file


def test_a_byte_too_much_is_refused_unread_at_once(tmp_path: Path) -> None:
    root = write_files(
        tmp_path, {"data/partnership.yaml": PARTNERSHIP, "data/indicators/bomb.yaml": b"x" * (MAX_BYTES + 1)}
    )
    found(root)
    diagnostics, seconds = found(root)
    assert [one.code for one in diagnostics] == ["file-too-large"]
    assert seconds < 0.05


def test_the_limit_is_a_setting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(MAX_BYTES_VARIABLE, "300")
    assert [one.code for one in of_file(INDICATOR + "#" * 299, tmp_path)[0]] == ["file-too-large"]
    monkeypatch.setenv(MAX_BYTES_VARIABLE, f" {2 * MAX_BYTES} ")
    assert of_file(INDICATOR + "#" * MAX_BYTES, tmp_path)[0] == ()
    monkeypatch.setenv(MAX_BYTES_VARIABLE, "")
    assert [one.code for one in of_file(INDICATOR + "#" * MAX_BYTES, tmp_path)[0]] == ["file-too-large"]


@pytest.mark.parametrize(
    "value", ["0", "-1", "1M", "1e6", "1_000", "1.5", "all", "0x100", "٣٠٠٠", "²", "9" * 5_000, "104857601", "1\x1b[2J"]
)
def test_a_limit_that_is_none_is_refused_with_what_it_should_be(
    value: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(MAX_BYTES_VARIABLE, value)
    with pytest.raises(RequestRefused, match=f"{MAX_BYTES_VARIABLE} is .*, which is no number of bytes") as refused:
        of_file(INDICATOR, tmp_path)
    assert str(MAX_BYTES) in refused.value.hint
    run = hsp("validate", "--root", str(tmp_path), env={MAX_BYTES_VARIABLE: value})
    assert (run.code, run.out) == (2, "")
    assert "\x1b" not in run.err
