"""`hsp chart`: an indicator, a profile, or the whole partnership as a picture."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hsp_cli.cli.completion import ids
from hsp_cli.cli.options import AllowErrors, Body, LayerId, Of, OverlayId, PlanId, PriorityId, Quarter, command
from hsp_cli.cli.session import Session
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.request import RequestRefused

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from hsp_cli.analysis.filters import Filters
    from hsp_cli.domain.workspace import Workspace
    from hsp_cli.drawing.picture import Picture

_SVG, _PNG = ".svg", ".png"


@command
def run(
    session: Session,
    name: Annotated[
        str,
        typer.Argument(
            metavar="ID|CHART",
            help="An indicator, a profile for a map, `matrix`, `ratings`, `timeline` or `trends`.",
            autocompletion=ids(files=(Kind.INDICATOR, Kind.PROFILE)),
        ),
    ],
    quarter: Quarter = None,
    of: Of = None,
    layer: LayerId = None,
    overlay: OverlayId = None,
    body: Body = None,
    priority: PriorityId = None,
    plan: PlanId = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write here; else to the screen.")
    ] = None,
    allow_errors: AllowErrors = False,
) -> None:
    """Draw an indicator, a map, risks, ratings or deadlines.

    The chart of an indicator shows the figures up to the quarter with their targets, the limits of ordinary variation,
    signals that something has changed, and a forecast, as far as there are enough figures. The map of a profile shows
    a layer, or several layers laid over one another, by area. `matrix` shows the risks of the quarter in the risk
    matrix, and from where they moved, `ratings` how many indicators of each priority have which rating, `timeline`
    the first and present deadlines of open actions, and `trends` a small chart of each exception.
    """
    from hsp_cli.store.writing import write_atomically

    to_screen = output is None or str(output) == "-"
    if output and not to_screen:
        _refuse_bad_file(output)
    session.is_for_scripts = to_screen
    workspace = session.workspace(allow_errors=allow_errors)
    if name in _WHOLE:
        _refuse_other_options(name, of=of, layer=layer, overlay=overlay)
        filters = session.filters(workspace, plan=plan, body=body, priority=priority)
        drawn = _WHOLE[name](session, workspace, quarter, filters)
    else:
        _refuse_other_options(name, plan=plan, body=body, priority=priority)
        drawn = _map(session, workspace, name, layer, overlay) or _chart(session, workspace, name, quarter, of or [])
    if output is None or to_screen:
        session.out.write_raw(drawn.svg)
        return
    write_atomically(output, _as_png(drawn) if output.suffix.lower() == _PNG else drawn.svg)
    if not session.quiet:
        session.err.write(f"{drawn.name}: {output}")


def _refuse_bad_file(output: Path) -> None:
    if output.suffix.lower() not in (_SVG, _PNG):
        words = f"no picture can be written as {output.name}"
        raise RequestRefused(words, f"its name must end in {_SVG} or {_PNG}")
    if not output.parent.is_dir():
        raise RequestRefused(
            f"cannot write {output}: there is no folder {output.parent}", "make it first, or choose another: -o FILE"
        )


def _as_png(drawn: "Picture") -> bytes:
    from hsp_cli.formats.png import png_of

    return png_of(drawn.svg.encode(), "png", "a picture as PNG").content


def _chart(session: Session, workspace: "Workspace", name: str, quarter: str | None, of: "Sequence[str]") -> "Picture":
    """The chart of an indicator. RequestRefused if the record is of a kind that hsp does not draw."""
    from hsp_cli.analysis.catalogue import find
    from hsp_cli.analysis.parts import only, series_asked
    from hsp_cli.domain.indicator import Indicator
    from hsp_cli.domain.performance import performance_of
    from hsp_cli.drawing.indicator_chart import indicator_chart

    item = find(workspace, name)
    if not isinstance(item.record, Indicator):
        kinds = "`hsp list indicators` and `hsp list profiles` list them"
        raise RequestRefused(f"{item.described}; only indicators and profiles are drawn", kinds)
    indicator = series_asked(item.record, of) if of else item.record
    about = only(workspace, item.placed, indicator) if of else workspace
    until = session.quarter(about, quarter)
    return indicator_chart(performance_of(indicator, until, workspace.partnership.rag))


def _map(
    session: Session, workspace: "Workspace", name: str, layer: str | None, overlay: str | None
) -> "Picture | None":
    """The map of a profile, or of one of its layers or overlays. None if the record is of another kind."""
    from hsp_cli.analysis.catalogue import find
    from hsp_cli.analysis.need import need_by_area, subject_called
    from hsp_cli.domain.profile import Layer, Overlay, Profile
    from hsp_cli.drawing.need_map import need_map

    item = find(workspace, name)
    if not isinstance(item.record, Profile | Layer | Overlay):
        if layer or overlay:
            raise RequestRefused(f"{item.described}; only profiles have layers", "`hsp list profiles` lists them")
        return None
    profile = workspace.file_of(item.placed)
    subject = subject_called(workspace, profile, layer, overlay)
    if subject is None and not isinstance(item.record, Profile):
        subject = item.placed
    named = f"{profile.record.id}-{subject.record.id}" if subject else profile.record.id
    return need_map(workspace, need_by_area(workspace, profile, session.as_of, subject), named)


def _refuse_other_options(name: str, **given: object) -> None:
    """A chart of the whole partnership has no use for the options of a record, nor a record for those of the whole."""
    for option, value in given.items():
        if value:
            raise RequestRefused(f"hsp chart {name} does not take --{option}", "`hsp chart --help` says what does")


def _matrix(session: Session, workspace: "Workspace", quarter: str | None, filters: "Filters") -> "Picture":
    from hsp_cli.analysis.risks import risk_report
    from hsp_cli.drawing.risk_matrix_chart import risk_matrix_chart

    report = risk_report(workspace, session.quarter(workspace, quarter), filters)
    return risk_matrix_chart(report, workspace.partnership, "risk-matrix")


def _ratings(session: Session, workspace: "Workspace", quarter: str | None, filters: "Filters") -> "Picture":
    from hsp_cli.analysis.exceptions import exceptions
    from hsp_cli.drawing.ratings_chart import ratings_chart

    found = exceptions(workspace, session.quarter(workspace, quarter), filters)
    return ratings_chart(found, workspace.partnership, "ratings")


def _timeline(session: Session, workspace: "Workspace", quarter: str | None, filters: "Filters") -> "Picture":
    from hsp_cli.analysis.due import due_items
    from hsp_cli.drawing.timeline_chart import timeline_chart

    _refuse_other_options("timeline", quarter=quarter)
    found = due_items(workspace, session.as_of, filters)
    items = [item for items in found.by_status.values() for item in items]
    return timeline_chart(items, found.as_of, "timeline", left_out=sum(found.left_out.values()))


def _trends(session: Session, workspace: "Workspace", quarter: str | None, filters: "Filters") -> "Picture":
    from hsp_cli.analysis.exceptions import exceptions
    from hsp_cli.drawing.small_multiples import small_multiples
    from hsp_cli.wording.indicators import exceptions_text

    found = exceptions(workspace, session.quarter(workspace, quarter), filters)
    if not found.exceptions:
        words = exceptions_text(len(found.exceptions), found.judged, found.quarter)
        raise RequestRefused(words, "a chart needs one; `hsp exceptions` says which indicators can be judged")
    title = f"Exceptions, {found.quarter.label}"
    performances = [line.performance for line in found.exceptions]
    return small_multiples(performances, workspace.partnership.rag, title, "trends")


_WHOLE: "dict[str, Callable[[Session, Workspace, str | None, Filters], Picture]]" = {
    "matrix": _matrix,
    "ratings": _ratings,
    "timeline": _timeline,
    "trends": _trends,
}
"""The charts of the whole partnership. A record of the same name is drawn by its full address."""
