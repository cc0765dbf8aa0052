"""`hsp chart`: an indicator, a profile, or the whole partnership as a picture."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

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
    from hsp_cli.drawing.text_chart import TextChart

WHOLE = ("matrix", "ratings", "timeline", "trends")
"""The charts of the whole partnership. A record of the same name is drawn by its full address."""

_SVG, _PNG = ".svg", ".png"


class ChartFormat(StrEnum):
    """The formats of a chart on the screen."""

    SVG = "svg"
    TEXT = "text"


@command
def run(
    session: Session,
    name: Annotated[
        str,
        typer.Argument(
            metavar="ID|CHART",
            help="An indicator, a profile for a map, `matrix`, `ratings`, `timeline` or `trends`.",
            autocompletion=ids(files=(Kind.INDICATOR, Kind.PROFILE), words=WHOLE),
        ),
    ],
    quarter: Quarter = None,
    of: Of = None,
    layer: LayerId = None,
    overlay: OverlayId = None,
    body: Body = None,
    priority: PriorityId = None,
    plan: PlanId = None,
    format: Annotated[
        ChartFormat | None,
        typer.Option("--format", help="svg or text (default: text on a terminal, else svg, or the ending of FILE)."),
    ] = None,
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

    is_file = output is not None and str(output) != "-"
    if output and is_file:
        _refuse_bad_file(output, format)
    as_text = format is ChartFormat.TEXT or (format is None and output is None and session.out.is_terminal)
    session.is_for_scripts = not (is_file or as_text)
    workspace = session.workspace(allow_errors=allow_errors)
    if name in _CHARTS:
        _refuse_other_options(name, of=of, layer=layer, overlay=overlay)
        filters = session.filters(workspace, plan=plan, body=body, priority=priority)
        chart = _CHARTS[name](session, workspace, quarter, filters)
    else:
        _refuse_other_options(name, plan=plan, body=body, priority=priority)
        chart = _map(session, workspace, name, layer, overlay) or _chart(session, workspace, name, quarter, of or [])
    if as_text and (chart.text or format):
        _show(session, name, chart)
        return
    drawn = chart.draw()
    if output is None or not is_file:
        session.out.write_raw(drawn.svg)
        return
    write_atomically(output, _as_png(drawn) if output.suffix.lower() == _PNG else drawn.svg)
    if not session.quiet:
        session.err.write(f"{drawn.name}: {output}")


class _Chart(NamedTuple):
    """A chart: how it is drawn, and how it is made as text. A map has no text of its own."""

    draw: "Callable[[], Picture]"
    text: "Callable[[], TextChart] | None"


def _show(session: Session, name: str, chart: _Chart) -> None:
    if chart.text is None:
        raise RequestRefused(f"{name} is drawn as a map, which cannot be text", "`hsp need` has its figures as a table")
    out, said = session.out, chart.text()
    out.put(out.styled(said.title, "bold"))
    out.table(said.heads, said.rows)
    if said.notes:
        out.write()
    for note in said.notes:
        out.item(note)


def _refuse_bad_file(output: Path, format: ChartFormat | None) -> None:
    if format is ChartFormat.TEXT:
        raise RequestRefused("a chart as text goes to the screen", f"leave out -o, or write a {_SVG} or {_PNG}")
    if output.suffix.lower() not in (_SVG, _PNG):
        raise RequestRefused(f"no picture can be written as {output.name}", f"its name must end in {_SVG} or {_PNG}")
    if not output.parent.is_dir():
        raise RequestRefused(
            f"cannot write {output}: there is no folder {output.parent}", "make it first, or choose another: -o FILE"
        )


def _as_png(drawn: "Picture") -> bytes:
    from hsp_cli.formats.png import png_of

    return png_of(drawn.svg.encode(), "png", "a picture as PNG").content


def _chart(session: Session, workspace: "Workspace", name: str, quarter: str | None, of: "Sequence[str]") -> _Chart:
    """The chart of an indicator. RequestRefused if the record is of a kind that hsp does not draw."""
    from hsp_cli.analysis.catalogue import find
    from hsp_cli.analysis.parts import only, series_asked
    from hsp_cli.domain.indicator import Indicator
    from hsp_cli.domain.performance import performance_of
    from hsp_cli.drawing.indicator_chart import indicator_chart, indicator_text

    item = find(workspace, name)
    if not isinstance(item.record, Indicator):
        kinds = "`hsp list indicators` and `hsp list profiles` list them"
        raise RequestRefused(f"{item.described}; only indicators and profiles are drawn", kinds)
    indicator = series_asked(item.record, of) if of else item.record
    about = only(workspace, item.placed, indicator) if of else workspace
    until = session.quarter(about, quarter)
    performance = performance_of(indicator, until, workspace.partnership.rag)
    return _Chart(lambda: indicator_chart(performance), lambda: indicator_text(performance))


def _map(session: Session, workspace: "Workspace", name: str, layer: str | None, overlay: str | None) -> _Chart | None:
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
    need = need_by_area(workspace, profile, session.as_of, subject)
    return _Chart(lambda: need_map(workspace, need, named), None)


def _refuse_other_options(name: str, **given: object) -> None:
    """A chart of the whole partnership has no use for the options of a record, nor a record for those of the whole."""
    for option, value in given.items():
        if value:
            raise RequestRefused(f"hsp chart {name} does not take --{option}", "`hsp chart --help` says what does")


def _matrix(session: Session, workspace: "Workspace", quarter: str | None, filters: "Filters") -> _Chart:
    from hsp_cli.analysis.risks import risk_report
    from hsp_cli.drawing.risk_matrix_chart import risk_matrix_chart, risk_matrix_text

    report = risk_report(workspace, session.quarter(workspace, quarter), filters)
    settings = workspace.partnership
    return _Chart(
        lambda: risk_matrix_chart(report, settings, "risk-matrix"), lambda: risk_matrix_text(report, settings)
    )


def _ratings(session: Session, workspace: "Workspace", quarter: str | None, filters: "Filters") -> _Chart:
    from hsp_cli.analysis.exceptions import exceptions
    from hsp_cli.drawing.ratings_chart import ratings_chart, ratings_text

    found = exceptions(workspace, session.quarter(workspace, quarter), filters)
    settings = workspace.partnership
    return _Chart(lambda: ratings_chart(found, settings, "ratings"), lambda: ratings_text(found, settings))


def _timeline(session: Session, workspace: "Workspace", quarter: str | None, filters: "Filters") -> _Chart:
    from hsp_cli.analysis.due import due_items
    from hsp_cli.drawing.timeline_chart import timeline_chart, timeline_text

    _refuse_other_options("timeline", quarter=quarter)
    found = due_items(workspace, session.as_of, filters)
    items = [item for items in found.by_status.values() for item in items]
    day, others = found.as_of, sum(found.left_out.values())
    return _Chart(
        lambda: timeline_chart(items, day, "timeline", left_out=others),
        lambda: timeline_text(items, day, left_out=others),
    )


def _trends(session: Session, workspace: "Workspace", quarter: str | None, filters: "Filters") -> _Chart:
    from hsp_cli.analysis.exceptions import exceptions
    from hsp_cli.drawing.small_multiples import small_multiples, trends_text
    from hsp_cli.wording.indicators import exceptions_text

    found = exceptions(workspace, session.quarter(workspace, quarter), filters)
    if not found.exceptions:
        words = exceptions_text(len(found.exceptions), found.judged, found.quarter)
        raise RequestRefused(words, "a chart needs one; `hsp exceptions` says which indicators can be judged")
    title = f"Exceptions, {found.quarter.label}"
    performances = [line.performance for line in found.exceptions]
    scale = workspace.partnership.rag
    return _Chart(
        lambda: small_multiples(performances, scale, title, "trends"), lambda: trends_text(performances, scale, title)
    )


_CHARTS = dict(zip(WHOLE, (_matrix, _ratings, _timeline, _trends), strict=True))
