"""What a call loads. Starting takes as long as importing does, and what is imported grows unseen."""

import subprocess
import sys
from dataclasses import dataclass, field

import pytest

from tests.runs import DAY, HARROW, PROGRAM, hsp, surroundings
from tests.workspaces import REPOSITORY

_TELLING_WHAT_IS_LOADED = f"""
import os, sys
before, leave = set(sys.modules), os._exit
def tell(code):
    print(*set(sys.modules) - before, file=sys.stderr, flush=True)
    leave(code)
os._exit = tell
{PROGRAM}
"""

HEAVY = {"jinja2", "pydantic", "pydantic_core", "rich", "ruamel", "yaml_rs"}
"""What only reading records and making papers needs."""

ENTRY = frozenset(
    f"hsp_cli{part}" for part in ("", ".cli", ".cli.app", ".cli.exit", ".cli.fast_path", ".domain", ".domain.request")
)
"""What hsp needs of its own before it looks at what is asked."""

FULL = ENTRY | {"hsp_cli.cli.commands"}
"""What it needs to read a call in full."""

OPTIONS = {
    f"hsp_cli.{name}" for name in ("cli.options", "cli.screen", "cli.session", "cli.validate", "cli.check_result")
}
CHECKS = {f"hsp_cli.{name}" for name in ("checking", "checking.result", "domain.finding")}
STORE = {
    f"hsp_cli.{name}"
    for name in (
        "checking.cache",
        "checking.checker",
        "cli.progress",
        "domain.kind",
        "store",
        "store.files",
        "store.layout",
    )
}

TYPER = 120
"""Modules that typer loads, those of the standard library included; 116 with typer 0.28 and Python 3.13."""


@dataclass(frozen=True)
class Call:
    """A call, what of hsp it may load, and how many modules beyond those of bare Python."""

    arguments: tuple[str, ...] = ()
    env: dict[str, str] = field(default_factory=dict)
    own: frozenset[str] = FULL
    at_most: int = TYPER


def completing(words: str, nth: int) -> dict[str, str]:
    return {"_HSP_COMPLETE": "complete_bash", "COMP_WORDS": words, "COMP_CWORD": str(nth)}


CALLS = {
    "the version": Call(("--version",), own=ENTRY, at_most=25),
    "the help": Call(("--help",)),
    "a name completed": Call(env=completing("hsp va", 1)),
    "an option completed": Call(
        env=completing("hsp validate --fo", 2),
        own=FULL | OPTIONS | CHECKS,
        at_most=TYPER + 10,
    ),
    "records that have not changed": Call(
        ("validate", *HARROW, *DAY),
        own=ENTRY | {"hsp_cli.cli.screen", "hsp_cli.cli.session", "hsp_cli.cli.check_result"} | CHECKS | STORE,
        at_most=75,
    ),
}


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
def test_a_call_loads_only_what_it_needs(call: Call) -> None:
    hsp("validate", *HARROW, *DAY)  # so that what it finds is kept
    done = subprocess.run(
        (sys.executable, "-c", _TELLING_WHAT_IS_LOADED, *call.arguments),
        env={**surroundings(), "PYTHONPATH": str(REPOSITORY / "src"), **call.env},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    loaded = set(done.stderr.split())
    assert {name for name in loaded if name.startswith("hsp_cli")} <= call.own
    assert loaded.isdisjoint(HEAVY)
    assert len(loaded) <= call.at_most
