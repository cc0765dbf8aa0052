"""Papers on the disk: whole or not at all, whatever happens on the way, and nowhere but where they were asked for."""

import errno
import os
import stat
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from hsp_cli.domain.request import RequestRefused
from hsp_cli.store import writing
from hsp_cli.store.writing import write_atomically
from tests.runs import hsp
from tests.workspaces import REPOSITORY as ROOT

OLD, NEW = "the old paper\n" * 1_000, "the new paper, which is longer\n" * 1_000
STEPS = ("mkstemp", "open", "fsync", "chmod", "replace")
needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")


def put(monkeypatch: pytest.MonkeyPatch, step: str, happens: Callable[..., object]) -> None:
    match step:
        case "mkstemp":
            monkeypatch.setattr(tempfile, "mkstemp", happens)
        case "open":
            monkeypatch.setattr(writing, "open", happens, raising=False)
        case _:
            monkeypatch.setattr(os, step, happens)


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EROFS, errno.EACCES], ids=errno.errorcode.get)
def test_a_disk_that_fails_leaves_the_old_paper_and_nothing_else(
    step: str, number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper = tmp_path / "paper.md"
    paper.write_text(OLD)

    def fail(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patch:
        put(patch, step, fail)
        with pytest.raises(RequestRefused, match=f"cannot write .*: {os.strerror(number).lower()}"):
            write_atomically(paper, NEW)
    assert paper.read_text() == OLD
    assert list(tmp_path.iterdir()) == [paper]


@needs_fork
@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("when", ["before", "after"])
def test_a_run_that_is_killed_leaves_a_whole_paper_and_the_next_one_clears_away(
    step: str, when: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper = tmp_path / "paper.md"
    paper.write_text(OLD)
    child = os.fork()
    if child == 0:
        original: Any = {"mkstemp": tempfile.mkstemp, "open": open}.get(step) or getattr(os, step)

        def die(*arguments: object, **named: object) -> None:
            if when == "after":
                original(*arguments, **named)
            os._exit(9)

        put(monkeypatch, step, die)
        write_atomically(paper, NEW)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 9
    assert paper.read_text() == (NEW if (step, when) == ("replace", "after") else OLD)
    write_atomically(paper, NEW)
    assert paper.read_text() == NEW
    assert list(tmp_path.iterdir()) == [paper]


@needs_fork
def test_what_another_run_is_writing_is_left_to_it(tmp_path: Path) -> None:
    paper = tmp_path / "paper.md"
    with writing._temporary(paper) as (_, temporary):
        child = os.fork()
        if child == 0:
            write_atomically(paper, NEW)
            os._exit(0)
        os.waitpid(child, 0)
        assert Path(temporary).exists()
    assert list(tmp_path.iterdir()) == [paper]


def test_what_only_looks_like_a_temporary_file_stays(tmp_path: Path) -> None:
    mine = [tmp_path / name for name in (".paper.md.notes.part", ".other.md.abcdefgh.part", "paper.md.abcdefgh.part")]
    for path in mine:
        path.write_text("mine")
    (tmp_path / ".paper.md.abcdefgh.part").symlink_to(mine[0])
    write_atomically(tmp_path / "paper.md", NEW)
    assert [path.read_text() for path in mine] == ["mine"] * 3


@needs_fork
def test_of_several_writers_one_wins_whole(tmp_path: Path) -> None:
    paper = tmp_path / "paper.md"
    children = []
    for number in range(4):
        child = os.fork()
        if child == 0:
            for _ in range(25):
                write_atomically(paper, f"{number}\n" * 5_000)
            os._exit(0)
        children.append(child)
    while children:
        done, status = os.waitpid(-1, os.WNOHANG)
        if done:
            assert status == 0
            children.remove(done)
        if paper.exists():
            lines = paper.read_text().splitlines()
            assert len(lines) == 5_000
            assert len(set(lines)) == 1
    assert list(tmp_path.iterdir()) == [paper]


# --- Names


DEVICES = (
    "CON.md", "con", "prn.md", "AUX.md", "nul.md", "NUL", "nul .md", "com1.md", "COM9.txt.md", "com¹.md", "lpt1.md",
    "LPT³.md", "conin$.md", "ConOut$.md", "nul/paper.md", "aux.d/below/paper.md",
)  # fmt: skip
NO_NAMES = (
    "paper.md ", "paper.md.", "a:b.md", "a?.md", "a*.md", 'a".md', "a|b.md", "a<b>.md", "a\\b.md", "a\nb.md", "a\tb.md",
    "a\x1b[31m.md", "a\x9b2J.md", "a\x7f.md", "a\u202edm.exe", "a\u200b.md", "\ufeffa.md", "a\x00.md", "x:/paper.md",
)  # fmt: skip
NAMES = (
    "-paper.md", "--help.md", "~.md", "~root.md", "$HOME.md", "%TEMP%.md", "`id`.md", "$(id).md", "a;b.md", "a&b.md",
    "...md", ".md", "console.md", "com10.md", "lpt.md", "null.md", "aux-1.md", "日本.md", "é.md", "e\u0301.md", "a'b.md",
    "sub/./paper.md", "sub/../paper.md", "#a.md", "[a].md",
)  # fmt: skip


@pytest.mark.parametrize("name", DEVICES + NO_NAMES)
def test_a_name_that_not_every_system_takes_is_refused_on_every_system(name: str, tmp_path: Path) -> None:
    with pytest.raises(RequestRefused, match="cannot write"):
        write_atomically(tmp_path / "out" / name, NEW)
    assert list(tmp_path.rglob("*.md")) == []


@pytest.mark.parametrize("name", NAMES)
def test_any_other_name_is_that_of_the_file_and_nothing_is_written_outside_its_folder(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "out/sub").mkdir(parents=True)
    write_atomically(Path("out") / name, NEW)
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(files) == 1
    assert files[0].is_relative_to(tmp_path / "out")
    assert files[0].read_text() == NEW


@pytest.mark.parametrize("name", ["CON.md", "nul.md", "a:b.md", "a\x1b[31m.md", "x" * 300 + ".md"])
def test_the_command_refuses_such_names_with_one_clear_line(name: str, tmp_path: Path) -> None:
    run = hsp(
        "report", "--root", str(ROOT), "--as-of", "2010-09-27", "--quarter", "Q1-2010", "-o", str(tmp_path / name)
    )
    assert run.code == 2
    assert "cannot write" in run.err
    assert not set("\x1b\x9b") & set(run.both)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with a name")
def test_what_is_no_plain_file_is_not_replaced(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(RequestRefused, match="no plain file"):
        write_atomically(tmp_path / "pipe", NEW)
    assert stat.S_ISFIFO((tmp_path / "pipe").lstat().st_mode)


@pytest.mark.skipif(sys.platform == "win32", reason="names are shorter there")
def test_a_name_may_be_as_long_as_the_system_takes(tmp_path: Path) -> None:
    write_atomically(tmp_path / ("x" * 252 + ".md"), NEW)
    assert [path.read_text() for path in tmp_path.iterdir()] == [NEW]
