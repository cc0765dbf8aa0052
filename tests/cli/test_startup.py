"""What a call loads. Starting takes as long as importing does, and what is imported grows unseen."""

import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field

import pytest

from tests.runs import DAY, HARROW, PROGRAM, hsp, surroundings
from tests.workspaces import REPOSITORY

_TOLD = "loaded:"
_TELLING_WHAT_IS_LOADED = """
import os, sys
before, leave = set(sys.modules), os._exit
def tell(code):
    print({told!r}, *sorted(set(sys.modules) - before), file=sys.stderr, flush=True)
    leave(code)
os._exit = tell
{first}
{program}
"""

HEAVY = {"jinja2", "pydantic", "pydantic_core", "rich", "ruamel", "_ruamel_yaml"}
"""What only reading records and making papers needs."""

PARSER = {"yaml_rs"}
"""What only reading YAML needs."""


@dataclass(frozen=True)
class Call:
    """A call, and how many modules beyond those of bare Python it may load: what it loads today, and some ten more.

    110 of them are typer's, modules of the standard library included, in each call that is read in full.
    """

    arguments: tuple[str, ...] = ()
    env: Mapping[str, str] = field(default_factory=dict)
    at_most: int = 0
    without: frozenset[str] = frozenset(HEAVY | PARSER)


def completing(words: str) -> dict[str, str]:
    return {"_HSP_COMPLETE": "complete_bash", "COMP_WORDS": words, "COMP_CWORD": str(len(words.split(" ")) - 1)}


CALLS = {
    "the version": Call(("--version",), at_most=25),
    "the help": Call(("--help",), at_most=128),
    "a name completed": Call(env=completing("hsp va"), at_most=128),
    "an option completed": Call(env=completing("hsp validate --fo"), at_most=140),
    "an id of a file completed": Call(env=completing("hsp explain --root . ni-12"), at_most=152),
    "an id of the settings completed": Call(
        env=completing("hsp due --owner dal"), at_most=152, without=frozenset(HEAVY)
    ),
    "records that have not changed": Call(("validate", *HARROW, *DAY), at_most=75),
}


def loaded_by(call: Call, first: str = "") -> set[str]:
    """The modules that a call loads. `first` is done before it. AssertionError where the call did not tell."""
    done = subprocess.run(
        (
            sys.executable,
            "-c",
            _TELLING_WHAT_IS_LOADED.format(told=_TOLD, first=first, program=PROGRAM),
            *call.arguments,
        ),
        env={**surroundings(), "PYTHONPATH": str(REPOSITORY / "src"), **call.env},
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    told = [line for line in done.stderr.splitlines() if line.startswith(_TOLD)]
    assert len(told) == 1, "the process ended in a way that this test does not see"
    return set(told[0].removeprefix(_TOLD).split())


def heavy_in(loaded: set[str]) -> set[str]:
    return {name.partition(".")[0] for name in loaded} & (HEAVY | PARSER)


@pytest.fixture(scope="module", autouse=True)
def checked_before() -> None:
    """What a check finds is kept, so that the next one has only to see that nothing has changed."""
    hsp("validate", *HARROW, *DAY)


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
def test_a_call_loads_little_and_nothing_heavy(call: Call) -> None:
    loaded = loaded_by(call)
    assert "hsp_cli.cli.app" in loaded
    assert heavy_in(loaded) & call.without == set()
    assert len(loaded) <= call.at_most


@pytest.mark.parametrize("library", ["pydantic", "jinja2", "rich.table"])
@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
def test_a_heavy_library_would_be_seen(call: Call, library: str) -> None:
    assert library.partition(".")[0] in heavy_in(loaded_by(call, f"import {library}")) & call.without


def test_a_module_too_many_would_be_seen() -> None:
    call = CALLS["records that have not changed"]
    extra = loaded_by(call, "import email.mime.text, http.client, csv, sqlite3, unittest")
    assert len(extra) > call.at_most


def test_a_process_that_ends_unseen_fails_the_test() -> None:
    with pytest.raises(AssertionError, match="does not see"):
        loaded_by(CALLS["the version"], "os._exit = leave")
