"""What every command begins with: the common options, the workspace they lead to, and the day."""

import functools
import inspect
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from hsp_cli.cli.screen import Color, Screen, stderr, stdout
from hsp_cli.domain.request import RequestRefused

if TYPE_CHECKING:
    from hsp_cli.analysis.narrowing import Narrowing
    from hsp_cli.domain.finding import Diagnostic
    from hsp_cli.domain.period import Period
    from hsp_cli.domain.workspace import Workspace
    from hsp_cli.store.reading import Reading


class AnswerFormat(StrEnum):
    """How to show an answer."""

    TEXT = "text"
    JSON = "json"


Format = Annotated[AnswerFormat, typer.Option("--format", help="How to show the answer.")]
Root = Annotated[
    Path | None, typer.Option("--root", envvar="HSP_ROOT", help="The workspace; else the one around this folder.")
]
AsOf = Annotated[str | None, typer.Option("--as-of", metavar="DATE", help="The day to judge by; else today.")]
Colour = Annotated[Color, typer.Option("--color", help="When to colour.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Only results and errors.")]
Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="Also say which workspace and day are used.")]
Debug = Annotated[bool, typer.Option("--debug", help="Show where hsp itself went wrong.")]

_COMMON: dict[str, tuple[Any, Any]] = {
    "root": (Root, None),
    "as_of": (AsOf, None),
    "color": (Colour, Color.AUTO),
    "quiet": (Quiet, False),
    "verbose": (Verbose, False),
    "debug": (Debug, False),
}

Quarter = Annotated[
    str | None,
    typer.Option(
        "--quarter", metavar="Q", help="Q1-2010, 'Q1 2010/11' or '2010-11 Q1'; else the last one over with records."
    ),
]
Body = Annotated[str | None, typer.Option("--body", metavar="NAME", help="Only what this body answers for.")]
OwnerName = Annotated[str | None, typer.Option("--owner", metavar="NAME", help="Only what this owner answers for.")]
PlanId = Annotated[str | None, typer.Option("--plan", metavar="ID", help="Only this plan.")]
PriorityId = Annotated[str | None, typer.Option("--priority", metavar="ID", help="Only this priority.")]
SchemeId = Annotated[str | None, typer.Option("--scheme", metavar="ID", help="Only this scheme.")]
AllowErrors = Annotated[bool, typer.Option("--allow-errors", help="Answer although records are wrong.")]


@dataclass
class Session:
    """One run of a command: where, when, and for whom."""

    root: Path | None
    as_of_asked: str | None
    color: Color
    quiet: bool
    verbose: bool

    @cached_property
    def out(self) -> Screen:
        return stdout(self.color)

    @cached_property
    def err(self) -> Screen:
        return stderr(self.color)

    @cached_property
    def as_of(self) -> date:
        """The day to judge by. The clock is read here and nowhere else."""
        if self.as_of_asked is None:
            return date.today()  # noqa: DTZ011 - the day where the person is
        try:
            return date.fromisoformat(self.as_of_asked)
        except ValueError:
            raise RequestRefused(f"{self.as_of_asked!r} is not a day", "write it as 2010-09-27") from None

    @cached_property
    def reading(self) -> "Reading":
        from hsp_cli.store.layout import find_root
        from hsp_cli.store.reading import read_workspace

        root = find_root(Path.cwd(), self.root)
        if self.verbose:
            self.err.write(f"workspace {root}, as of {self.as_of}")
        return read_workspace(root)

    def diagnostics(self) -> "list[Diagnostic]":
        """Everything that is wrong with the records, allowances taken off."""
        from hsp_cli.rules.registry import check, rules
        from hsp_cli.store.faults import FAULTS
        from hsp_cli.store.remarks import settle

        reading = self.reading
        found = check(reading.workspace, self.as_of) if reading.workspace else []
        all_found = [*reading.diagnostics, *reading.locate(found)]
        return settle(all_found, reading.allowances, frozenset((*FAULTS, *rules())))

    def workspace(self, *, allow_errors: bool = False) -> "Workspace":
        """The records, for a question about them. Where some could not be read, the answer is not given.

        Ends the command with 1 and the diagnostics then; `allow_errors` answers from what could be read.
        """
        from hsp_cli.domain.finding import Severity

        reading = self.reading
        errors = [found for found in reading.diagnostics if found.severity is Severity.ERROR]
        if reading.workspace is None or (errors and not allow_errors):
            self.show_broken(errors, "no answer is given while records cannot be read")
            raise typer.Exit(1)
        return reading.workspace

    def show_broken(self, errors: "list[Diagnostic]", consequence: str) -> None:
        """The errors that stand in the way, on the error stream, and what follows from them."""
        from hsp_cli.cli.diagnostics import as_text

        as_text(errors, self.reading, self.err)
        self.err.write(f"hsp: {consequence}")

    def quarter(self, workspace: "Workspace", asked: str | None) -> "Period":
        from hsp_cli.analysis.quarters import quarter_asked

        return quarter_asked(workspace, asked, self.as_of)

    def narrowing(self, workspace: "Workspace", **asked: str | None) -> "Narrowing":
        from hsp_cli.analysis.narrowing import Narrowing, resolved

        return resolved(workspace, Narrowing(**asked))

    def answer_json(self, answer: Any) -> None:
        """An answer for scripts, in UTF-8 whatever the screen has."""
        from hsp_cli.reports.answers import json_text

        self.out.write_raw(json_text(answer))


def command(function: Callable[..., None]) -> Callable[..., None]:
    """Give a command the common options; it gets them as its first argument, a `Session`."""
    own = list(inspect.signature(function, eval_str=True).parameters.values())[1:]
    common = [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, annotation=annotation, default=default)
        for name, (annotation, default) in _COMMON.items()
    ]

    @functools.wraps(function)
    def run(**values: Any) -> None:
        shared = {name: values.pop(name) for name in _COMMON}
        session = Session(shared["root"], shared["as_of"], shared["color"], shared["quiet"], shared["verbose"])
        try:
            try:
                function(session, **values)
            finally:
                sys.stdout.flush()
        except OSError as error:
            if error.filename is not None:
                raise
            # It is the stream that fails. Python would complain once more when it closes it.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            if isinstance(error, BrokenPipeError):
                raise typer.Exit from None  # whoever read on has enough
            reason = (error.strerror or "nobody takes it").lower()
            raise RequestRefused(f"the answer cannot be written: {reason}", "send it somewhere else") from None

    run.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
        [parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY) for parameter in own] + common
    )
    run.__annotations__ = {parameter.name: parameter.annotation for parameter in (*own, *common)}
    return run
