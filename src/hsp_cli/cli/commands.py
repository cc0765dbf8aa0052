"""The commands in the order of the help. A command is loaded when it is called: loading all takes a fifth of the
start-up.
"""

from functools import cache
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from hsp_cli import __version__
from hsp_cli.domain.request import RequestRefused

COMMANDS = {
    "validate": "Check every record and report all problems in one run.",
    "exceptions": "List the indicators that are off target or getting worse.",
    "due": "List actions and milestones by when they are due.",
    "risks": "List a quarter's red risks, rating changes and common risks.",
    "grants": "List the grants of a quarter and what their returns show.",
    "reward": "Show what agreements have earned and what is at risk.",
    "consultation": "List comments on consultations, and which are answered.",
    "need": "List the neediest areas, and the actions that name them.",
    "report": "Make a paper from the records.",
    "site": "Build the partnership as a site of static pages.",
    "serve": "Show the site on this machine, with its findings.",
    "chart": "Draw an indicator, a map, risks, ratings or deadlines.",
    "list": "List every record of a kind.",
    "show": "Show a record, its place, and the places that refer to it.",
    "explain": "Explain a code, or how an indicator was rated.",
    "diff": "Say what a change of the records means, by importance.",
    "history": "Show what a record has said, who changed it and when.",
    "slippage": "Show how often and how far deadlines were moved.",
    "changes": "Say what has changed since a paper, a quarter or a commit.",
    "record": "Record the figure of a period.",
    "close": "Close an action or milestone, delivered or not.",
    "move": "Move the deadline of an action or milestone, or withdraw it.",
    "rate": "Rate a risk in a quarter.",
    "update": "Record the progress of an action, milestone or aim.",
    "new": "Make a new record.",
    "quarter": "List what each owner owes for a quarter.",
    "export": "Export records as a sheet.",
    "import": "Take a sheet into the records.",
    "chase": "Write what to ask each owner for a quarter, as a mail.",
    "schema": "Make JSON Schemas of the records for editors.",
    "codeowners": "Make CODEOWNERS: who reviews which file.",
    "init": "Make a small working partnership in a new folder.",
    "merge-driver": "Merge two changes of a record, when git calls it.",
}
"""The commands in the order of the help, with the first sentence of their help. Each is a module."""

_MODULES = {"list": "listing", "import": "importing", "merge-driver": "merge_driver"}
"""The modules that cannot have the name of their command, because Python uses the name or cannot have it."""


class _Command(TyperCommand):
    """A command whose usage line leaves out hidden arguments."""

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        shown = (parameter for parameter in self.get_params(ctx) if not getattr(parameter, "hidden", False))
        return [str(self.options_metavar), *(piece for parameter in shown for piece in parameter.get_usage_pieces(ctx))]


@cache
def load(name: str) -> TyperCommand:
    """Load a command with its options from its module."""
    module = import_module(f"hsp_cli.cli.{_MODULES.get(name, name)}")
    alone = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)
    alone.command(name, cls=_Command, context_settings=getattr(module, "CONTEXT", None))(module.run)
    command = typer.main.get_command(alone)
    assert isinstance(command, TyperCommand)
    return command


class _Commands(TyperGroup):
    """All commands with only a name and a sentence, which is enough for the help and for completion."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        for name, sentence in COMMANDS.items():
            self.add_command(TyperCommand(name, help=sentence))

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse the words of a call. RequestRefused with a hint if an option of a command comes before the command."""
        word = args[0].partition("=")[0] if args else ""
        own = {spelling for parameter in self.get_params(ctx) for spelling in parameter.opts}
        is_mistake = word.startswith("-") and word not in own and not ctx.resilient_parsing
        if is_mistake and _is_option_of_a_command(word):
            raise RequestRefused(f"{word} goes after the command", f"write hsp COMMAND {word} …")
        return super().parse_args(ctx, args)

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:
        """Resolve the name of a command and load the command."""
        name, known, rest = super().resolve_command(ctx, args)
        return name, known and load(str(known.name)), rest


def _is_option_of_a_command(word: str) -> bool:
    return any(word in parameter.opts for name in COMMANDS for parameter in load(name).params)


app = typer.Typer(
    cls=_Commands,
    name="hsp",
    help="Check the records of a partnership, see what needs attention, and make the papers.",
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"hsp {__version__}")
        raise typer.Exit


@app.callback()
def _hsp(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    pass
