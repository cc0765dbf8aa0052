import gc
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor

import pytest

from hsp_cli.site.serving import one_thread
from hsp_cli.site.serving.answers import Answer, text_answer
from hsp_cli.site.serving.one_thread import OneThread


class Site:
    """Notes the thread in which each answer is made."""

    def __init__(self) -> None:
        self.made_in: list[str] = []

    def answer_at_once(self, path: str) -> Answer | None:
        return text_answer(200, "at once") if path == "state" else None

    def answer(self, path: str) -> Answer:
        self.made_in.append(threading.current_thread().name)
        if path == "broken":
            raise ZeroDivisionError
        return text_answer(200, path)


@pytest.fixture
def site() -> Site:
    return Site()


@pytest.fixture
def shown(site: Site) -> Iterator[OneThread]:
    shown, is_over = OneThread(site), threading.Event()  # type: ignore[arg-type]

    def run() -> None:
        while not is_over.is_set():
            shown.run_once()

    thread = threading.Thread(target=run, name="the one")
    thread.start()
    yield shown
    is_over.set()
    shown._asked.put(("last", Future()))
    thread.join()


def test_every_answer_is_made_in_the_one_thread_whoever_asks(shown: OneThread, site: Site) -> None:
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(shown.answer, map(str, range(20))))
    assert [one.content for one in answers] == [f"{number}\n".encode() for number in range(20)]
    assert site.made_in == ["the one"] * 20


def test_what_needs_no_page_does_not_wait(site: Site) -> None:
    assert OneThread(site).answer("state").content == b"at once\n"  # type: ignore[arg-type]


def test_a_bug_reaches_the_one_who_asks_and_the_next_answer_is_made(shown: OneThread) -> None:
    with pytest.raises(ZeroDivisionError):
        shown.answer("broken")
    assert shown.answer("other").content == b"other\n"


def test_garbage_is_collected_once_when_nobody_asks(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    collected: list[str] = []
    monkeypatch.setattr(one_thread, "_SECONDS", 0.01)
    monkeypatch.setattr(gc, "collect", lambda: collected.append("collected"))
    shown = OneThread(site)  # type: ignore[arg-type]
    shown.run_once()
    shown.run_once()
    assert collected == ["collected"]
    with ThreadPoolExecutor(1) as pool:
        asking = pool.submit(shown.answer, "page")
        while not asking.done():
            shown.run_once()
    shown.run_once()
    assert len(collected) == 2


class Freed:
    """An object that is interrupted while Python frees it, which ignores exceptions."""

    def __del__(self) -> None:
        signal.raise_signal(signal.SIGINT)


@pytest.mark.filterwarnings("default::pytest.PytestUnraisableExceptionWarning")
def test_ctrl_c_ends_it_even_while_an_object_is_freed(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(one_thread, "_SECONDS", 0.01)
    monkeypatch.setattr(gc, "collect", Freed)
    before = signal.getsignal(signal.SIGINT)
    with pytest.raises(KeyboardInterrupt):
        OneThread(site).run()  # type: ignore[arg-type]
    assert signal.getsignal(signal.SIGINT) is before


class Slow(Site):
    """A page during which Ctrl-C comes so many times."""

    def __init__(self, times: int) -> None:
        super().__init__()
        self.times = times

    def answer(self, path: str) -> Answer:
        for _ in range(self.times):
            signal.raise_signal(signal.SIGINT)
        return super().answer(path)


@pytest.mark.parametrize(("times", "is_made"), [(1, True), (2, False)])
def test_ctrl_c_lets_a_page_be_finished_and_a_second_one_does_not(times: int, is_made: bool) -> None:
    shown, answer = OneThread(Slow(times)), Future[Answer]()  # type: ignore[arg-type]
    shown._asked.put(("page", answer))
    with pytest.raises(KeyboardInterrupt):
        shown.run()
    assert answer.done() is is_made
