"""The kinds of paper. Each is a module of `papers` and the template of the same name."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hsp_cli.papers.request import PaperRequest


class Subject(StrEnum):
    """The subject of a kind of paper, which its record must name. It follows from the package of the module."""

    QUARTER = "quarter"
    PLAN = "plan"
    CONSULTATION = "consultation"
    PROFILE = "profile"
    WORKSPACE = "workspace"

    @property
    def package(self) -> str:
        return f"of_{self.value}"


@cache
def kinds() -> Mapping[str, Subject]:
    """The subject of every kind of paper, sorted by name.

    The kind has the name of the module, with `-` for `_`. The modules are not imported: `validate` needs only names.
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
    """The function that gathers the context of a kind of paper. KeyError if there is no such kind."""
    module = import_module(f"hsp_cli.papers.{kinds()[kind].package}.{kind.replace('-', '_')}")
    gather: Callable[[PaperRequest], dict[str, object]] = module.context
    return gather
