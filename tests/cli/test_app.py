import io
import os
import re
import subprocess
import sys
from contextlib import redirect_stderr
from pathlib import Path

import pytest

from hsp_cli import __version__
from hsp_cli.cli import app, session
from hsp_cli.cli.bug_report import show_bug
from hsp_cli.cli.commands import COMMANDS
from tests.runs import DAY, HARROW, PROGRAM, hsp, process, surroundings
from tests.workspaces import REPOSITORY

every_command = pytest.mark.parametrize("command", COMMANDS)


def test_the_version_is_printed() -> None:
    assert hsp("--version").out == f"hsp {__version__}\n"


def test_without_a_command_the_help_is_shown() -> None:
    run = hsp()
    assert "Usage: hsp" in run.both
    assert "\nCommands:\n" in run.both
    assert run.code in (0, 2)


def test_the_help_lists_every_command_in_its_order() -> None:
    _, _, listed = hsp("--help").out.partition("Commands:\n")
    names = [line.split()[0] for line in listed.splitlines() if line.startswith("  ") and line[2] != " "]
    assert names == list(COMMANDS)


@every_command
@pytest.mark.parametrize("option", ["--help", "-h"])
def test_every_command_has_a_help_that_fits_the_screen(command: str, option: str) -> None:
    run = hsp(command, option, env={"COLUMNS": "80"})
    assert (run.code, run.err) == (0, "")
    assert run.out.startswith(f"Usage: hsp {command} ")
    assert max(map(len, run.out.splitlines())) <= 80
    for common in ("--root", "--as-of", "--color", "--quiet", "--verbose", "--debug"):
        assert common in run.out


@every_command
def test_every_option_and_argument_is_explained(command: str) -> None:
    _, _, options = hsp(command, "--help", env={"COLUMNS": "200"}).out.partition("Options:\n")
    told = options.replace(">\n    ", ">  ").splitlines()  # a long option has its help on the line below
    assert [line for line in told if line.startswith("  -") and len(line.split("  ")) < 3] == []


def test_completion_works_for_every_command() -> None:
    environment = {"_HSP_COMPLETE": "complete_bash", "COMP_WORDS": "hsp ", "COMP_CWORD": "1"}
    done = process(env=environment)
    assert done.returncode == 0
    assert set(done.stdout.decode().split()) >= set(COMMANDS)


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "cp437"])
@pytest.mark.parametrize(
    "arguments",
    [
        ("validate",),
        ("exceptions", "--all"),
        ("due",),
        ("risks",),
        ("report",),
        ("list", "actions"),
        ("show", "hce-2010-05-24"),
        ("explain", "ni-192"),
        ("explain",),
        ("explain", "look-alike-letter"),
        ("show", "★"),
        ("--help",),
    ],
    ids=" ".join,
)
def test_no_command_fails_on_a_screen_without_its_characters(arguments: tuple[str, ...], encoding: str) -> None:
    common = () if "--help" in arguments else (*HARROW, *DAY)
    run = hsp(*arguments, *common, encoding=encoding)
    assert run.code in (0, 2)
    assert "hsp has failed" not in run.err


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_a_real_process_with_an_old_encoding_shows_replacement_characters(encoding: str) -> None:
    done = process("exceptions", "--quarter", "Q1-2010", *HARROW, *DAY, env={"PYTHONIOENCODING": encoding})
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"v worsening" in done.stdout


def test_a_paper_and_json_are_utf8_whatever_the_screen_has() -> None:
    for arguments in (("report",), ("due", "--format", "json")):
        run = hsp(*arguments, *HARROW, *DAY, encoding="ascii")
        assert run.out == hsp(*arguments, *HARROW, *DAY).out
        assert run.code == 0


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such pipe there")
@pytest.mark.parametrize("arguments", ["list actions", "explain", "report --quarter Q1-2010", "due --format json"])
def test_a_reader_that_has_had_enough_is_no_failure(arguments: str) -> None:
    read_end, write_end = os.pipe()
    os.close(read_end)
    done = subprocess.run(
        (sys.executable, "-c", PROGRAM, *arguments.split(), *HARROW, *DAY),
        env={**surroundings(), "PYTHONPATH": str(REPOSITORY / "src")},
        stdout=write_end,
        stderr=subprocess.PIPE,
        timeout=60,
        check=False,
    )
    os.close(write_end)
    counted = b"" if arguments != "list actions" else done.stderr
    assert (done.returncode, done.stderr) == (0, counted)
    assert b"Traceback" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no such device here")
@pytest.mark.parametrize("arguments", ["explain", "report --quarter Q1-2010", "due --format json"])
def test_a_full_disk_is_reported_on_one_line(arguments: str) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            (sys.executable, "-c", PROGRAM, *arguments.split(), *HARROW, *DAY),
            env={**surroundings(), "PYTHONPATH": str(REPOSITORY / "src")},
            stdout=full,
            stderr=subprocess.PIPE,
            timeout=60,
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr.startswith(b"error: the answer cannot be written: no space left on device\n")


@pytest.mark.parametrize("arguments", [("validate",), ("validate", "--ignore", "wrong-type"), ("due",)])
def test_an_interrupted_command_ends_with_130(arguments: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_self: session.Session) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(session.Session, "root", property(interrupted))
    assert hsp(*arguments, *HARROW).code == 130


def test_a_bug_is_reported_with_its_place_and_nothing_of_the_records(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_self: session.Session) -> None:
        raise ZeroDivisionError("a secret of the records")

    monkeypatch.setattr(session.Session, "loaded", property(fail))
    run = hsp("due", *HARROW)
    assert (run.code, run.out) == (3, "")
    assert re.fullmatch(
        r"hsp has failed: ZeroDivisionError at hsp_cli\.cli\.session:[0-9]+\n"
        rf"  version {re.escape(__version__)}, Python 3\.[0-9.]+\S*, {sys.platform}\n"
        r"  = help: please report these lines; `--debug` shows the traceback\n",
        run.err,
    )
    with pytest.raises(ZeroDivisionError):
        hsp("due", *HARROW, "--debug")


def test_a_failure_outside_hsp_has_no_place(monkeypatch: pytest.MonkeyPatch) -> None:
    error = OverflowError()
    stream = io.StringIO()
    with redirect_stderr(stream):
        show_bug(error)
    assert stream.getvalue().startswith("hsp has failed: OverflowError at an unknown place\n")


class Ended(BaseException):
    """In the place of the end of the process."""


class Output:
    """A stream that keeps whether it was flushed; a broken one says that nobody takes it."""

    def __init__(self, *, is_broken: bool) -> None:
        self.is_broken = is_broken
        self.flushed = 0

    def flush(self) -> None:
        self.flushed += 1
        if self.is_broken:
            raise OSError(32, "Broken pipe")


@pytest.mark.parametrize("is_broken", [True, False])
def test_both_streams_are_flushed_before_the_process_ends(is_broken: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    def end(code: int) -> None:
        raise Ended(code)

    def exit_with_one() -> None:
        raise SystemExit(1)

    out, err = Output(is_broken=is_broken), Output(is_broken=is_broken)
    monkeypatch.setattr(app, "main", exit_with_one)
    with monkeypatch.context() as patched:
        patched.setattr(os, "_exit", end)
        patched.setattr(sys, "stdout", out)
        patched.setattr(sys, "stderr", err)
        with pytest.raises(Ended) as ended:
            app.program()
    assert (ended.value.args, out.flushed, err.flushed) == ((1,), 1, 1)
