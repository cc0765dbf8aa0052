"""What the commands have in common: their options, and how they are run."""

import functools
import inspect
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from hsp_cli.cli.screen import Color
from hsp_cli.cli.session import Session, handle_closed_pipe


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
NoCache = Annotated[bool, typer.Option("--no-cache", help="FileChecker every file again, and keep nothing.")]
AllowErrors = Annotated[bool, typer.Option("--allow-errors", help="Answer although records are wrong.")]


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
        root = None if shared["root"] is None else str(shared["root"])
        session = Session(root, shared["as_of"], shared["color"], quiet=shared["quiet"], verbose=shared["verbose"])
        with handle_closed_pipe():
            function(session, **values)

    run.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
        [parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY) for parameter in own] + common
    )
    run.__annotations__ = {parameter.name: parameter.annotation for parameter in (*own, *common)}
    return run
