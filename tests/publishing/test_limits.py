"""What comes of work whose time and memory are limited. How far the limits hold: tests/security/test_templates.py."""

import os
import time
from collections.abc import Callable

import pytest

from hsp_cli.domain.request import RequestRefused
from hsp_cli.publishing import limits
from hsp_cli.publishing.limits import Exceeded, bounded
from tests.processes import no_child_left


@pytest.fixture(params=["a copy of the process", "a thread"])
def work_in(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], str]], str]:
    if request.param == "a thread":
        monkeypatch.delattr(os, "fork", raising=False)
    elif not hasattr(os, "fork"):
        pytest.skip("this system has no copies of a process")
    return bounded


def test_the_text_comes_back_whole(work_in: Callable[[Callable[[], str]], str]) -> None:
    assert work_in(lambda: "Café\n" * 100_000) == "Café\n" * 100_000


def test_a_refusal_comes_back_with_its_hint(work_in: Callable[[Callable[[], str]], str]) -> None:
    def refuse() -> str:
        raise RequestRefused("no such plan", "add it")

    with pytest.raises(RequestRefused, match="no such plan") as refused:
        work_in(refuse)
    assert refused.value.hint == "add it"


def test_work_without_enough_memory_exceeds_the_limits(work_in: Callable[[Callable[[], str]], str]) -> None:
    def fill_memory() -> str:
        raise MemoryError

    with pytest.raises(Exceeded):
        work_in(fill_memory)
    assert limits._outcome(fill_memory) == b""  # nothing, which the pipe takes too


def test_work_that_waits_is_given_up_and_nobody_waits_for_it(
    work_in: Callable[[Callable[[], str]], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "SECONDS", 0.2)
    begun = time.monotonic()

    def wait() -> str:
        time.sleep(30)
        return "late"

    with pytest.raises(Exceeded):
        work_in(wait)
    assert time.monotonic() - begun < 20


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no copies of a process")
def test_no_process_is_left_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    with no_child_left(monkeypatch) as children:
        assert bounded(lambda: "page") == "page"
    assert len(children) == 1
