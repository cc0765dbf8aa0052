"""The commands in the order of the help. Each is loaded only when called: loading all takes a fifth of the start-up."""

from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from hsp_cli import __version__

COMMANDS = {
    "validate": "Check every record and report everything that is wrong, in one run.",
    "exceptions": "List the indicators that miss their target or go against the ideal direction, by priority.",
    "due": "List the actions of plans, meetings and papers by when they are due.",
    "risks": "List the red risks of a quarter, the ratings that moved since the quarter before, and the common risks.",
    "grants": "List the grants whose returns are missing, overspent, behind on outputs, or without evidence.",
    "report": "Make a paper as Markdown: the one named, or the partnership's quarterly report for a quarter.",
    "list": "List every record of a kind: its id, its title, where it stands, and the main facts of its kind.",
    "show": "Show a whole record as its file has it, where it stands, and every place that refers to it.",
    "explain": "Explain a finding's code, or how an indicator was judged in a quarter.",
}
"""The commands in the order of the help, each with the first sentence of its help. Each has its own module."""

_MODULES = {"list": "listing"}
"""The modules that cannot have the name of their command, because Python uses the name."""


def load(name: str) -> TyperCommand:
    """Load a command with its options from its module."""
    module = import_module(f"hsp_cli.cli.{_MODULES.get(name, name)}")
    alone = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)
    alone.command(name)(module.run)
    command = typer.main.get_command(alone)
    assert isinstance(command, TyperCommand)
    return command


class _Commands(TyperGroup):
    """All commands with only a name and a sentence, which is enough for the help and for completion."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        for name, sentence in COMMANDS.items():
            self.add_command(TyperCommand(name, help=sentence))

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:
        """Resolve the name of a command and load the command."""
        name, known, rest = super().resolve_command(ctx, args)
        return name, known and load(str(known.name)), rest


app = typer.Typer(
    cls=_Commands,
    name="hsp",
    help="Plans as code: check the records of a partnership, see what needs attention, make the papers.",
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
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    pass
