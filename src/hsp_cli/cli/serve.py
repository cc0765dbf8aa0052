"""`hsp serve`: the site on this machine."""

import sys
from threading import Thread
from typing import Annotated

import typer

from hsp_cli.cli.options import Quarter, command
from hsp_cli.cli.session import Session


@command
def run(
    session: Session,
    port: Annotated[
        int, typer.Option("--port", metavar="N", help="Port on this machine; 0 takes any free one.")
    ] = 8000,
    quarter: Quarter = None,
) -> None:
    """Show the site on this machine, with its findings.

    A page is made when it is opened, from the records as they are on disk, and loads itself again when one is saved.
    What `hsp validate` finds is at the top of the pages of these records. Only this machine can open them: to publish
    the site, use `hsp site`. Exempt records are left out, as there. Ctrl-C ends it.
    """
    from hsp_cli.analysis.quarters import quarter_or_none
    from hsp_cli.site.serving.live_site import LiveSite
    from hsp_cli.site.serving.one_thread import OneThread
    from hsp_cli.site.serving.reloading import STATE
    from hsp_cli.site.serving.server import Server

    def say(line: str) -> None:
        if not session.quiet:
            session.err.write(line)

    def log(line: str) -> None:
        if session.verbose and STATE not in line:  # each open page asks for it every second
            session.err.write(line)

    site = LiveSite(
        session.root,
        lambda: session.today,
        lambda workspace, as_of: quarter_or_none(workspace, quarter, as_of),
        say,
        by_meeting=session.is_dated_today,
    )
    shown = OneThread(site)
    with Server(port, shown, log, _report) as server:
        site.start()
        session.out.write(f"http://{server.name}/")
        session.out.stream.flush()
        say("Ctrl-C ends it.")
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            shown.run()
        except KeyboardInterrupt:
            say("")


def _report(error: Exception) -> None:
    """Say on the terminal that a page has failed. The other pages still work."""
    if "--debug" in sys.argv:
        from traceback import print_exception

        print_exception(error)
        return
    from hsp_cli.cli.bug_report import show_bug

    show_bug(error)
