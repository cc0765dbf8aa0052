"""The `hsp` command: runs a command and reports refused requests and bugs."""

import gc
import os
import sys

from hsp_cli.cli.exit import Exit
from hsp_cli.cli.fast_path import answer
from hsp_cli.domain.request import RequestRefused


def program() -> None:
    """Run a command and end the process without Python's clean-up."""
    try:
        main()
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
        # Nothing needs cleaning up, and Python's clean-up takes a tenth of the time of a run.
        for stream in (sys.stdout, sys.stderr):
            try:
                stream.flush()
            except OSError:  # the stream is closed, so hsp cannot report this either
                continue
        os._exit(code)


def main() -> None:
    """Run a command. Exit codes: 0 done, 1 records wrong, 2 request wrong, 3 bug in hsp, 130 interrupted."""
    # The process runs for about a second, so garbage collection is not worth its time.
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
        _show_refusal(refused)
        sys.exit(2)
    except Exception as error:
        if "--debug" in sys.argv:
            raise
        from hsp_cli.cli.bug_report import show_bug

        show_bug(error)
        sys.exit(3)


def _show_refusal(refused: RequestRefused) -> None:
    from hsp_cli.cli.screen import stderr

    stderr().error(refused.message, refused.hint)
