"""Check results for other programs: a module a format, named as `--format` names it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from pathlib import Path

from hsp_cli.checking.result import CheckResult
from hsp_cli.domain.finding import Severity


@dataclass(frozen=True, slots=True)
class Report:
    """What a format shows: what was found, by which day it was judged, and whether warnings fail.

    `folder` leads from the top of the git repository to the workspace; it is empty, or ends in a slash.
    """

    result: CheckResult
    as_of: date
    folder: str = ""
    strict: bool = False

    def path(self, path: str) -> str:
        """A path of the workspace as a code host knows it: from the top of the repository."""
        return self.folder + path

    def fails(self, severity: Severity) -> bool:
        """Whether a finding of this severity makes `hsp validate` exit with 1."""
        return self.strict or severity is Severity.ERROR


def renderer(format: str) -> Callable[[Report], str]:
    """What writes a report in a format of that name. ModuleNotFoundError where there is no such format."""
    render: Callable[[Report], str] = import_module(f"{__name__}.{format}").render
    return render


def folder_in_repository(root: str) -> str:
    """The way from the top of the git repository to a workspace, as `perf/`; empty at the top and outside git.

    Git is not run: the top is the nearest folder upwards that holds `.git`, which in a work tree is a file.
    """
    workspace = Path(root).resolve()
    for top in (workspace, *workspace.parents):
        if (top / ".git").exists():
            folder = workspace.relative_to(top).as_posix()
            return "" if folder == "." else f"{folder}/"
    return ""
