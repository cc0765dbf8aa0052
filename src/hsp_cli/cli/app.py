"""The `hsp` command: it runs what is asked for, and says what is wrong when that cannot go on."""

import gc
import os
import sys

from hsp_cli import __version__
from hsp_cli.cli.exit import Exit
from hsp_cli.cli.fast_path import answer
from hsp_cli.domain.request import RequestRefused


def program() -> None:
    """Run a command as a process of its own, and end it at once."""
    try:
        main()
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
        # Nothing is left to be tidied up, and Python would take a tenth of the time of a run to look.
        for stream in (sys.stdout, sys.stderr):
            try:
                stream.flush()
            except OSError:  # nobody takes it, and nobody is left who could be told
                continue
        os._exit(code)


def main() -> None:
    """Run a command. Exit 0: done; 1: the records are wrong; 2: the request is; 3: hsp is; 130: interrupted."""
    # The process lives for a second and makes no garbage worth the time of looking for it.
    gc.disable()
    try:
        code = answer(sys.argv[1:])
        if code is None:
            from hsp_cli.cli.commands import app

            app(prog_name="hsp")
        sys.exit(code)
    except KeyboardInterrupt:
        sys.exit(130)
    except Exit as ended:
        sys.exit(ended.code)
    except RequestRefused as refused:
        _refuse(refused)
        sys.exit(2)
    except Exception as error:
        if "--debug" in sys.argv:
            raise
        _confess(error)
        sys.exit(3)


def _refuse(refused: RequestRefused) -> None:
    from hsp_cli.cli.screen import stderr

    screen = stderr()
    screen.put(screen.styled("error", "red"), ": ", _one_line(refused.message))
    if refused.hint:
        screen.put("  = help: ", _one_line(refused.hint))


def _one_line(text: str) -> str:
    from hsp_cli.cli.screen import plain

    return " ".join(plain(text).split())


def _confess(error: Exception) -> None:
    """What to paste into a bug report: version, place and kind of the failure, and no content of the records."""
    from hsp_cli.cli.screen import stderr

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
