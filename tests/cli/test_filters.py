"""The options that limit an answer: each command has its own, and none is without effect."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.test_golden_answers import DAY, MORE
from tests.runs import hsp
from tests.workspaces import write_files

HOMES = {"homes/second-van", "homes/ask-tenants", "homes/repairs"}
STEPS = {f"which-homes-first/{step}" for step in ("first-list", "second-list", "evening")}
CONSULTATION = {
    "which-homes-first",
    *STEPS,
    *(f"which-homes-first/{comment}" for comment in ("oldest-first", "far-side", "warm-schools")),
    "homes/repairs",
    "warm-homes",
}


def ids_in(value: Any) -> set[str]:
    """The ids of all records in an answer."""
    if isinstance(value, dict):
        own = {value["id"]} if isinstance(value.get("id"), str) else set()
        return own.union(*(ids_in(inner) for inner in value.values()))
    return set().union(*(ids_in(inner) for inner in value)) if isinstance(value, list) else set()


@pytest.mark.parametrize(
    ("call", "kept"),
    [
        ("due --plan homes", HOMES),
        ("due --body homes-group", {*HOMES, "warm-homes/last-boiler", *STEPS}),
        ("due --plan streets --owner ann-reed", {"streets/crew", "streets/bins"}),
        ("due --priority homes", {*HOMES, "warm-homes/last-boiler", "report-2024-q1/new-boiler"}),
        ("exceptions --scheme charter", {"repairs-in-time"}),
        ("exceptions --priority homes", {"repairs-in-time"}),
        ("exceptions --owner ann-reed", {"repairs-in-time"}),
        ("exceptions --plan streets", {"complaints"}),
        ("exceptions --body homes-group", {"repairs-in-time"}),
        ("risks --body homes-group", {"homes-group/no-plumbers"}),
        ("risks --owner street-manager", set()),
        ("grants --quarter Q4-2023 --body board", {"brooms"}),
        ("grants --quarter Q4-2023 --owner ann-reed", {"warm-homes-grant"}),
        ("consultation --owner ann-reed", CONSULTATION),
        ("consultation --body homes-group", CONSULTATION),
    ],
)
def test_an_option_limits_the_answer(call: str, kept: set[str], sample: Path) -> None:
    root = str(write_files(sample, MORE))
    command, *options = call.split()
    limited, whole = (
        ids_in(json.loads(hsp(*words, "--root", root, *DAY, "--format", "json").out))
        for words in ((command, *options), (command, *options[:-2]))
    )
    assert limited - {"homes", "streets", "money"} == kept  # priorities and themes
    assert limited < whole
