"""`hsp chart`: an indicator as a picture."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hsp_cli.cli.completion import ids
from hsp_cli.cli.options import AllowErrors, Of, Quarter, command
from hsp_cli.cli.session import Session
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.request import RequestRefused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hsp_cli.domain.workspace import Workspace
    from hsp_cli.drawing.picture import Picture

_ENDING = ".svg"


@command
def run(
    session: Session,
    name: Annotated[
        str, typer.Argument(metavar="INDICATOR", help="An indicator.", autocompletion=ids(files=(Kind.INDICATOR,)))
    ],
    quarter: Quarter = None,
    of: Of = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write here; else to the screen.")
    ] = None,
    allow_errors: AllowErrors = False,
) -> None:
    """Draw an indicator's figures over time as an SVG picture.

    The chart shows the figures up to the quarter with their targets, the limits of ordinary variation, signals that
    something has changed, and a forecast, as far as there are enough figures.
    """
    from hsp_cli.store.writing import write_atomically

    to_screen = output is None or str(output) == "-"
    if output and not to_screen:
        _refuse_bad_file(output)
    workspace = session.workspace(allow_errors=allow_errors)
    drawn = _picture(session, workspace, name, quarter, of or [])
    if output is None or to_screen:
        session.out.write_raw(drawn.svg)
        return
    write_atomically(output, drawn.svg)
    if not session.quiet:
        session.err.write(f"{drawn.name}: {output}")


def _refuse_bad_file(output: Path) -> None:
    if output.suffix.lower() != _ENDING:
        raise RequestRefused(f"no picture can be written as {output.name}", f"its name must end in {_ENDING}")
    if not output.parent.is_dir():
        raise RequestRefused(
            f"cannot write {output}: there is no folder {output.parent}", "make it first, or choose another: -o FILE"
        )


def _picture(
    session: Session, workspace: "Workspace", name: str, quarter: str | None, of: "Sequence[str]"
) -> "Picture":
    """The picture of a record. RequestRefused if it is of a kind that hsp does not draw."""
    from hsp_cli.analysis.catalogue import find
    from hsp_cli.analysis.parts import only, series_asked
    from hsp_cli.domain.indicator import Indicator
    from hsp_cli.domain.performance import performance_of
    from hsp_cli.drawing.indicator_chart import indicator_chart

    item = find(workspace, name)
    if not isinstance(item.record, Indicator):
        raise RequestRefused(f"{item.described}; only indicators are drawn", "`hsp list indicators` lists them")
    indicator = series_asked(item.record, of) if of else item.record
    about = only(workspace, item.placed, indicator) if of else workspace
    until = session.quarter(about, quarter)
    return indicator_chart(performance_of(indicator, until, workspace.partnership.rag))
