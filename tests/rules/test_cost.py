"""What rules cost. Every run without a cache pays for each of them, on every file.

Costs are compared with other work on the same records, in CPU time, so that the machine and its load do not matter. A
busy machine can only make a rule look slower, so what is too slow is measured again before the test fails.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from time import process_time
from typing import Any

import pytest

from benchmarks.generate import AS_OF, write_workspace
from hsp_cli.checking.loader import Loader
from hsp_cli.domain.finding import Severity
from hsp_cli.domain.workspace import Workspace
from hsp_cli.rules.support import registry
from hsp_cli.rules.support.registry import RegisteredRule, check_records, rules
from hsp_cli.rules.support.texts import bare_words, record_texts
from hsp_cli.store.layout import PARTNERSHIP_FILE, data_files

DAY = date.fromisoformat(AS_OF)

ONE_RULE = 1.4
"""The most CPU time of one rule. One is the time to collect all texts of the records once, which the rules share. The
slowest rules compare the figures of every quarter, and take 0.7 and 1.1."""

ALL_RULES = 1.4
"""The most CPU time of all rules together. One is the time to read the records: to open, parse and validate the files.
The rules took 1.1 when this was written. If new rules exceed the limit, look for what they could share."""

_MOST_ROUNDS = 12


class Borough:
    """The files of one borough: 82,000 values."""

    def __init__(self, root: Path) -> None:
        write_workspace(root, boroughs=1)
        self.root = str(root)
        self.files = [file for file in data_files(self.root) if file.path != PARTNERSHIP_FILE]
        self.workspace = self.read()

    def read(self) -> Workspace:
        loader = Loader(self.root)
        readings = [loader.reader.read(file) for file in self.files]
        (batch,) = loader.assemble(readings)
        assert batch.workspace is not None
        return batch.workspace

    def collect_texts(self) -> list[list[str]]:
        return [bare_words(file.record) for file in self.workspace.files()]

    def too_slow(self, rules: Mapping[str, RegisteredRule], rounds: int = _MOST_ROUNDS) -> dict[str, float]:
        """The rules that take more than `ONE_RULE` in every round, with the least that they took."""
        least = dict.fromkeys(rules, float("inf"))
        one = float("inf")
        for _ in range(rounds):
            one = min(one, cpu_time(self.collect_texts))
            for code in [code for code, taken in least.items() if taken > ONE_RULE * one]:
                least[code] = min(least[code], cpu_time(partial(checked, rules[code], self.workspace)))
        return {code: taken / one for code, taken in least.items() if taken > ONE_RULE * one}


def cpu_time(work: Callable[[], Any]) -> float:
    start = process_time()
    work()
    return process_time() - start


def checked(one: RegisteredRule, workspace: Workspace) -> list[Any]:
    return list(one.file_check(workspace, DAY)) if one.file_check else []


def check_all(workspace: Workspace) -> None:
    for dated in (False, True):
        list(check_records(workspace, DAY, dated=dated))


@pytest.fixture(scope="module")
def borough(tmp_path_factory: pytest.TempPathFactory) -> Borough:
    borough = Borough(tmp_path_factory.mktemp("borough"))
    check_all(borough.workspace)  # what rules share is collected once
    return borough


def test_no_rule_takes_much_longer_than_collecting_all_texts_once(borough: Borough) -> None:
    assert borough.too_slow(rules()) == {}


def test_a_rule_that_walks_over_every_text_by_itself_is_too_slow(
    borough: Borough, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registry, "_RULES", {})

    @registry.rule("walks-by-itself", severity=Severity.WARNING, hint="share the walk")
    def walking(workspace: Workspace) -> Iterable[registry.Problem]:
        for file in workspace.files():
            for text in record_texts(file.record, file.place):
                if "sought" in text.words:
                    yield registry.Problem(text.place, "found")

    assert set(borough.too_slow(registry._RULES, rounds=3)) == {"walks-by-itself"}


def test_all_rules_take_about_as_long_as_reading_the_records(borough: Borough) -> None:
    reading = checking = float("inf")
    for _ in range(_MOST_ROUNDS):
        reading = min(reading, cpu_time(borough.read))
        checking = min(checking, cpu_time(partial(check_all, borough.read())))
        if checking <= ALL_RULES * reading:
            return
    pytest.fail(f"the rules take {checking / reading:.2f} times as long as reading the records")
