"""The profile paper: where needs meet, which recorded work names these areas, and a map and a table of each layer."""

from collections.abc import Sequence
from dataclasses import dataclass

from hsp_cli.analysis.need import AreaNeed, ProfileNeed, figure_text, need_by_area, unit_of
from hsp_cli.domain.address import Placed
from hsp_cli.domain.area import Area
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.owner import names
from hsp_cli.domain.profile import Layer, Overlay, Profile
from hsp_cli.domain.request import RequestRefused
from hsp_cli.drawing.need_map import need_map
from hsp_cli.drawing.picture import Picture
from hsp_cli.papers.request import PaperRequest
from hsp_cli.papers.tables import Table
from hsp_cli.wording.counts import counted
from hsp_cli.wording.marked import joined, named
from hsp_cli.wording.need import (
    direction_text,
    gaps_text,
    names_text,
    neediest_text,
    rank_text,
    share_text,
    value_text,
    without_area_text,
    work_text,
)
from hsp_cli.wording.redaction import AREAS


@dataclass(frozen=True, slots=True)
class NeediestView:
    """One of the neediest areas: in how many layers it is in the worst quarter and in which, and the work there."""

    name: str
    share: str
    layers: str
    work: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MapView:
    """A map and its table. `about` says what is shown, and `gaps` for which areas a figure is missing.

    There is no picture if the areas have neither shapes nor tiles.
    """

    title: str
    about: str
    gaps: str
    picture: Picture | None
    table: Table


def context(request: PaperRequest) -> dict[str, object]:
    """The context for the template, the neediest areas first."""
    profile, mark, heading = request.the_profile(), request.notes.mark, request.heading()
    found = need_by_area(request.workspace, profile, request.as_of)
    areas = request.workspace.area_sets.get(profile.record.areas)
    attribution = (*profile.record.attribution, *(areas.record.attribution if areas else ()))
    without_area = without_area_text(len(found.without_area), found.every_work)
    layers = mark(counted(len(found.layers), "layer"), profile.record, "layers")
    return {
        **heading,
        "caveat": profile.record.caveat or "",
        "summary": neediest_text(_names(found.neediest), len(found.areas), layers),
        "everything": _map("All layers", f"All {layers}, laid over one another.", found, request),
        "neediest": tuple(map(_neediest, found.neediest)),
        "unreached": names_text(_names(found.unreached)),
        "unconfirmed": names_text(_names(found.unconfirmed)),
        "wider": tuple(joined((_name(one.area), ": ", work_text(one.placed, one.reach))) for one in found.wider),
        "without_area": request.counting(without_area, AREAS) if found.without_area else "",
        "overlays": tuple(_overlay(one, profile, request) for one in request.workspace.of_file(Kind.OVERLAY, profile)),
        "layers": tuple(_layer(layer, profile, request) for layer in found.layers),
        "attribution": tuple(dict.fromkeys(attribution)),
    }


def _name(area: Placed[Area]) -> str:
    return named(area.record.name, area.address.unique)


def _names(areas: Sequence[AreaNeed]) -> list[str]:
    return [area.placed.record.name for area in areas]


def _neediest(area: AreaNeed) -> NeediestView:
    return NeediestView(
        _name(area.placed),
        share_text(len(area.worst), len(area.missing), len(area.scores)),
        names_text([score.layer.record.title for score in area.worst]),
        tuple(work_text(one.placed, one.reach) for one in area.work),
    )


def _overlay(overlay: Placed[Overlay], profile: Placed[Profile], request: PaperRequest) -> MapView:
    found = need_by_area(request.workspace, profile, request.as_of, overlay)
    layers = names_text([layer.record.title for layer in found.layers])
    title = named(overlay.record.title, overlay.address.unique)
    return _map(request.notes.mark(title, profile.record, "overlays"), f"{layers}.", found, request)


def _layer(layer: Placed[Layer], profile: Placed[Profile], request: PaperRequest) -> MapView:
    found = need_by_area(request.workspace, profile, request.as_of, layer)
    record, indicator = layer.record, request.workspace.indicators.get(layer.record.indicator)
    figures = figure_text(request.workspace, record)
    if indicator:
        figures = request.notes.mark(figures, indicator.record, "unit")
    holder = f" Held by {names(record.holder)}." if record.holder else ""
    about = f"{figures}. {direction_text(record.need)}.{holder}"
    return _map(request.notes.mark(request.named(record.title, record), record), about, found, request)


def _map(title: str, about: str, found: ProfileNeed, request: PaperRequest) -> MapView:
    name = request.picture_name(found.subject.record.id if found.subject else "all-layers")
    try:
        picture = need_map(request.workspace, found, name)
    except RequestRefused:
        picture = None
    return MapView(title, about, gaps_text(_names(found.missing)), picture, _table(found, request))


def _table(found: ProfileNeed, request: PaperRequest) -> Table:
    if len(found.layers) == 1:
        heads, unit = ("Rank", "Area", "Value"), unit_of(request.workspace, found.layers[0])
        facts = [value_text(area.scores[0].value, unit) for area in found.areas]
    else:
        heads = ("Rank", "Area", "In the worst quarter in")
        facts = [share_text(len(area.worst), len(area.missing), len(area.scores)) for area in found.areas]
    rows = zip(found.areas, facts, strict=True)
    return Table(heads, tuple((rank_text(area.rank, area.ties), _name(area.placed), fact) for area, fact in rows))
