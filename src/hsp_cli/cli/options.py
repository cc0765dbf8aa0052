"""The options that commands share, and how a command is run."""

import functools
import inspect
import sys
from collections.abc import Callable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from hsp_cli.cli.cached_answers import record, store
from hsp_cli.cli.completion import LAYERS, OVERLAYS, PARTIES, ids, own_ids, quarters, revisions, series
from hsp_cli.cli.exit import Exit
from hsp_cli.cli.screen import Color
from hsp_cli.cli.session import Session, handle_closed_pipe
from hsp_cli.domain.kind import Kind


class AnswerFormat(StrEnum):
    """The formats of an answer."""

    TEXT = "text"
    JSON = "json"


Format = Annotated[AnswerFormat, typer.Option("--format", help="Format of the answer.")]
Root = Annotated[
    Path | None,
    typer.Option(
        "--root", envvar="HSP_ROOT", help="Folder of the workspace (default: found from the current folder upwards)."
    ),
]
AsOf = Annotated[str | None, typer.Option("--as-of", metavar="DATE", help="Evaluate as of this date (default: today).")]
At = Annotated[
    str | None,
    typer.Option(
        "--at",
        metavar="REV|DATE",
        help="Use the records as they were at this commit, or on this date.",
        autocompletion=revisions,
    ),
]
Colour = Annotated[Color, typer.Option("--color", help="When to use colour.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print results and errors only.")]
Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="Also print the workspace and the date used.")]
Debug = Annotated[bool, typer.Option("--debug", help="Print the traceback if hsp itself fails.")]

_COMMON: dict[str, tuple[Any, Any]] = {
    "root": (Root, None),
    "as_of": (AsOf, None),
    "at": (At, None),
    "color": (Colour, Color.AUTO),
    "quiet": (Quiet, False),
    "verbose": (Verbose, False),
    "debug": (Debug, False),
}

Quarter = Annotated[
    str | None,
    typer.Option(
        "--quarter",
        metavar="Q",
        help="Q1-2010, 'Q1 2010/11' or '2010-11 Q1' (default: latest finished quarter with records).",
        autocompletion=quarters,
    ),
]


def _limit(spelling: str, metavar: str, what: str, **ids_of: Any) -> Any:
    """An option that limits an answer, with completion of ids. `ids_of` are the arguments of `ids`."""
    return typer.Option(spelling, metavar=metavar, help=f"Only {what}.", autocompletion=ids(**ids_of))


Body = Annotated[
    str | None, _limit("--body", "NAME", "records that this body is accountable for", settings=("bodies",))
]
OwnerName = Annotated[str | None, _limit("--owner", "NAME", "records that this owner owns or leads", settings=PARTIES)]
PlanId = Annotated[str | None, _limit("--plan", "ID", "records of this plan", files=(Kind.PLAN,))]
PriorityId = Annotated[str | None, _limit("--priority", "ID", "records of this priority", settings=("priorities",))]
OrganisationId = Annotated[
    str | None,
    typer.Option(
        "--organisation",
        metavar="NAME",
        help="Only records of this organisation; `all` adds other organisations' plans.",
        autocompletion=ids(settings=("organisations",)),
    ),
]
LayerId = Annotated[
    str | None,
    typer.Option("--layer", metavar="ID", help="Only this layer of the profile.", autocompletion=own_ids(LAYERS)),
]
OverlayId = Annotated[
    str | None,
    typer.Option("--overlay", metavar="ID", help="Only the layers of this overlay.", autocompletion=own_ids(OVERLAYS)),
]
SchemeId = Annotated[str | None, _limit("--scheme", "ID", "records of this scheme", settings=("schemes",))]
Of = Annotated[
    list[str] | None,
    typer.Option(
        "--of",
        metavar="DIMENSION=VALUE",
        help="Only this series of the indicator, such as area=north.",
        autocompletion=series,
    ),
]
NoCache = Annotated[bool, typer.Option("--no-cache", help="Ignore the cache; do not write it.")]
AllowErrors = Annotated[bool, typer.Option("--allow-errors", help="Answer even if records cannot be read.")]


def command(function: Callable[..., None]) -> Callable[..., None]:
    """Add the common options to a command. Their values reach it as its first argument, a `Session`."""
    return _with_options(function, {name: option for name, option in _COMMON.items() if name != "at"})


def question(function: Callable[..., None]) -> Callable[..., None]:
    """The same for a question about the records, which can also be asked of an earlier revision."""
    return _with_options(function, _COMMON)


def _with_options(function: Callable[..., None], options: Mapping[str, tuple[Any, Any]]) -> Callable[..., None]:
    own = list(inspect.signature(function, eval_str=True).parameters.values())[1:]
    common = [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, annotation=annotation, default=default)
        for name, (annotation, default) in options.items()
    ]

    @functools.wraps(function)
    def run(**values: Any) -> None:
        shared = {name: values.pop(name) for name in options}
        root = None if shared["root"] is None else str(shared["root"])
        session = Session(
            root,
            shared["as_of"],
            shared["color"],
            at=shared.get("at"),
            quiet=shared["quiet"],
            verbose=shared["verbose"],
        )
        session.is_for_scripts = values.get("format") is AnswerFormat.JSON
        arguments = sys.argv[1:]
        record(arguments, session)
        with handle_closed_pipe():
            try:
                function(session, **values)
            except Exit as ended:
                store(arguments, session, ended.code)
                raise
            store(arguments, session, 0)

    run.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
        [parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY) for parameter in own] + common
    )
    run.__annotations__ = {parameter.name: parameter.annotation for parameter in (*own, *common)}
    return run
