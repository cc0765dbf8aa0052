"""Check results for other programs: one module for each format, with the name that `--format` takes."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from pathlib import Path

from hsp_cli.checking.result import CheckResult
from hsp_cli.domain.finding import Severity


@dataclass(frozen=True, slots=True)
class Report:
    """The input of a format: the check result, its date, and whether warnings fail the check.

    `folder` is the path from the top of the git repository to the workspace. It is empty, or ends in a slash.
    """

    result: CheckResult
    as_of: date
    folder: str = ""
    strict: bool = False

    def path(self, path: str) -> str:
        """The path from the top of the repository, as code hosts need it."""
        return self.folder + path

    def fails(self, severity: Severity) -> bool:
        """Whether a finding of this severity makes `hsp validate` exit with 1."""
        return self.strict or severity is Severity.ERROR


def renderer(format: str) -> Callable[[Report], str]:
    """The function that renders a report in this format. ModuleNotFoundError if there is no such format."""
    render: Callable[[Report], str] = import_module(f"{__name__}.{format}").render
    return render


def folder_in_repository(root: str) -> str:
    """The path from the top of the git repository to a workspace, such as `perf/`; empty at the top and outside git.

    The top is the nearest folder upwards with `.git`, which is a file in a work tree. Git itself is not run.
    """
    workspace = Path(root).resolve()
    for top in (workspace, *workspace.parents):
        if (top / ".git").exists():
            folder = workspace.relative_to(top).as_posix()
            return "" if folder == "." else f"{folder}/"
    return ""
