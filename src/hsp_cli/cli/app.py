"""The `hsp` command: its commands in the order of the help, and what happens when one cannot go on."""

import gc
import sys
from importlib import import_module
from typing import Annotated

import typer

from hsp_cli import __version__
from hsp_cli.cli.quick import answer
from hsp_cli.cli.screen import stderr
from hsp_cli.cli.session import Ended
from hsp_cli.domain.request import RequestRefused

COMMANDS = ("validate", "exceptions", "due", "risks", "grants", "report", "list", "show", "explain")
"""One module each; the order is that of the help."""

_MODULES = {"list": "listing"}
"""Where a command's name is taken by the language."""

app = typer.Typer(
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


for _name in COMMANDS:
    _module = import_module(f"hsp_cli.cli.{_MODULES.get(_name, _name)}")
    app.command(_name)(_module.run)


def main() -> None:
    """Run a command. Exit 0: done; 1: the records are wrong; 2: the request is; 3: hsp is; 130: interrupted."""
    # A command lives for a second and makes no garbage worth the time of looking for it.
    collects = gc.isenabled()
    gc.disable()
    try:
        code = answer(sys.argv[1:])
        if code is None:
            app(prog_name="hsp")
        sys.exit(code)
    except KeyboardInterrupt:
        sys.exit(130)
    except Ended as ended:
        sys.exit(ended.code)
    except RequestRefused as refused:
        _refuse(refused)
        sys.exit(2)
    except Exception as error:
        if "--debug" in sys.argv:
            raise
        _confess(error)
        sys.exit(3)
    finally:
        if collects:
            gc.enable()


def _refuse(refused: RequestRefused) -> None:
    screen = stderr()
    screen.put(screen.styled("error", "red"), ": ", _one_line(refused.message))
    if refused.hint:
        screen.put("  = help: ", _one_line(refused.hint))


def _one_line(text: str) -> str:
    from hsp_cli.cli.screen import plain

    return " ".join(plain(text).split())


def _confess(error: Exception) -> None:
    """What to paste into a bug report: version, place and kind of the failure, and no content of the records."""
    trace = error.__traceback__
    place = ""
    while trace is not None:
        name = trace.tb_frame.f_globals.get("__name__", "")
        if name.startswith("hsp_cli"):
            place = f"{name}:{trace.tb_lineno}"
        trace = trace.tb_next
    screen = stderr()
    screen.write(f"hsp has a fault of its own: {type(error).__name__} at {place or 'an unknown place'}")
    screen.write(f"  version {__version__}, Python {sys.version.split()[0]}, {sys.platform}")
    screen.write("  = help: please report these lines; `--debug` shows the whole trace")
