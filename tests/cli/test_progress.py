"""Long work is seen on a terminal, past a second, and leaves no trace."""

import io
import time

import pytest

from hsp_cli.cli.progress import PATIENCE, Progress
from hsp_cli.cli.screen import Screen


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The time, in a list so that a test can set it."""
    now = [100.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    return now


def worked(stream: io.StringIO, clock: list[float], seconds: float, *, quiet: bool = False) -> str:
    """What is shown of a thousand files that take so many seconds together."""
    with Progress(Screen(stream), "checked", quiet=quiet) as progress:
        for done in range(1, 1001):
            clock[0] += seconds / 1000
            progress.seen(done, 1000)
    return stream.getvalue()


def test_short_work_is_not_seen(clock: list[float]) -> None:
    assert worked(Terminal(), clock, PATIENCE - 0.01) == ""


def test_long_work_is_seen_five_times_a_second_and_gone_at_the_end(clock: list[float]) -> None:
    shown = worked(Terminal(), clock, 3)
    lines = shown.split("\r\x1b[K")
    assert lines[0] == lines[-1] == ""
    assert 8 <= len(lines) - 2 <= 12
    assert lines[1].startswith("checked 33")
    assert lines[1].endswith(" of 1,000 files")


def test_elsewhere_nothing_is_seen(clock: list[float]) -> None:
    assert worked(io.StringIO(), clock, 60) == ""


def test_who_asks_for_quiet_sees_nothing(clock: list[float]) -> None:
    assert worked(Terminal(), clock, 60, quiet=True) == ""


def test_an_interrupt_takes_the_line_away(clock: list[float]) -> None:
    stream = Terminal()

    def interrupted() -> None:
        with Progress(Screen(stream), "read") as progress:
            clock[0] += 2
            progress.seen(5, 10)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert stream.getvalue() == "\r\x1b[Kread 5 of 10 files\r\x1b[K"
