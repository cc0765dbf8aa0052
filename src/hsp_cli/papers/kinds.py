"""The kinds of paper, found by name: a module here and the template of its name."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hsp_cli.papers.request import PaperRequest


class Subject(StrEnum):
    """What a kind of paper is about, and so what its record has to name: the package in which its module stands."""

    QUARTER = "quarter"
    PLAN = "plan"
    WORKSPACE = "workspace"

    @property
    def package(self) -> str:
        return f"of_{self.value}"


@cache
def kinds() -> Mapping[str, Subject]:
    """The subject of every kind of paper, in the order of their names.

    A module's name is the kind's, with `-` for `_`. The modules are not imported: `validate` asks for names alone.
    """
    here = Path(__file__).parent
    found = {
        path.stem.replace("_", "-"): subject
        for subject in Subject
        for path in (here / subject.package).iterdir()
        if path.suffix == ".py" and path.stem != "__init__"
    }
    return dict(sorted(found.items()))


def context_of(kind: str) -> "Callable[[PaperRequest], dict[str, object]]":
    """The function that gathers what a paper of a kind prints; KeyError where there is no such kind."""
    module = import_module(f"hsp_cli.papers.{kinds()[kind].package}.{kind.replace('-', '_')}")
    gather: Callable[[PaperRequest], dict[str, object]] = module.context
    return gather
