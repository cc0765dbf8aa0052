"""The lines for a bug report."""

import sys

from hsp_cli import __version__
from hsp_cli.cli.screen import stderr


def show_bug(error: Exception) -> None:
    """Print the lines for a bug report: version, place and type of the error, and no content of the records."""
    trace = error.__traceback__
    place = ""
    while trace is not None:
        name = trace.tb_frame.f_globals.get("__name__", "")
        if name.startswith("hsp_cli"):
            place = f"{name}:{trace.tb_lineno}"
        trace = trace.tb_next
    screen = stderr()
    screen.write(f"hsp has failed: {type(error).__name__} at {place or 'an unknown place'}")
    screen.write(f"  version {__version__}, Python {sys.version.split()[0]}, {sys.platform}")
    screen.write("  = help: please report these lines; `--debug` shows the traceback")
