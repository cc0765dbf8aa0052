"""Need by area: how each area of a profile stands in each layer, and which actions name the neediest areas.

Less knowledge never makes an area look better. Where figures are missing, an area stands as high as it could stand with
them, and it counts as reached only by work that is recorded as open.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import groupby
from typing import Any

from hsp_cli.analysis.filters import known_id
from hsp_cli.domain.action import Action
from hsp_cli.domain.address import Address, Placed
from hsp_cli.domain.area import AREA, Area
from hsp_cli.domain.indicator import Figure, Indicator
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.profile import Layer, Need, Overlay, Profile
from hsp_cli.domain.project import Project
from hsp_cli.domain.request import RequestRefused
from hsp_cli.domain.series import figures_of
from hsp_cli.domain.workspace import Workspace
from hsp_cli.wording.need import LayerUnit


@dataclass(frozen=True, slots=True)
class Score:
    """An area in a layer: its figure, its rank (1 has most need), and how many other areas share its value.

    `rank` is None if no figure is recorded. `is_worst` says that fewer than a quarter of the areas are recorded with
    more need. `is_surely_worst` says that this holds whatever the missing figures are.
    """

    layer: Placed[Layer]
    figure: Figure | None
    rank: int | None = None
    ties: int = 0
    is_worst: bool = False
    is_surely_worst: bool = False

    @property
    def value(self) -> Decimal | None:
        return self.figure.actual if self.figure and not self.figure.is_awaited else None

    @property
    def is_missing(self) -> bool:
        return self.value is None


class Reach(StrEnum):
    """What is recorded of work that names an area."""

    OPEN = "open"
    CLOSED = "closed"
    UNCONFIRMED = "unconfirmed"


@dataclass(frozen=True, slots=True)
class Work:
    """An action, aim or project that names an area: `area` itself, or one that contains it.

    It is open if it is recorded as not yet ended, and unconfirmed if nothing is recorded of that: an action without a
    status, or an aim, whose actions may be in other areas.
    """

    placed: Placed[Any]
    area: Placed[Area]
    reach: Reach


@dataclass(frozen=True, slots=True)
class AreaNeed:
    """An area of a profile, with its score in each layer and the work that names it.

    `rank` counts the areas that surely are in the worst quarter in more layers. With one layer, it counts those that
    are recorded with more need; an area without a figure then has no rank, and is listed first. `ties` is the number of
    other areas with the same rank.
    """

    placed: Placed[Area]
    scores: tuple[Score, ...]
    rank: int | None
    ties: int
    is_neediest: bool
    work: tuple[Work, ...]

    @property
    def worst(self) -> tuple[Score, ...]:
        """The layers in which the area is in the worst quarter."""
        return tuple(score for score in self.scores if score.is_worst)

    @property
    def missing(self) -> tuple[Score, ...]:
        """The layers in which the area has no figure."""
        return tuple(score for score in self.scores if score.is_missing)

    def is_reached_by(self, *reach: Reach) -> bool:
        return any(one.reach in reach for one in self.work)


@dataclass(frozen=True, slots=True)
class ProfileNeed:
    """The areas of a profile, neediest first, by some or all of its layers.

    `subject` is the layer or overlay that was asked for. `wider` is the work that names an area which contains areas of
    the profile. `without_area` are the actions and projects that name no area, of `every_work` that are recorded.
    """

    profile: Placed[Profile]
    subject: Placed[Layer] | Placed[Overlay] | None
    layers: tuple[Placed[Layer], ...]
    areas: tuple[AreaNeed, ...]
    wider: tuple[Work, ...]
    without_area: tuple[Placed[Any], ...]
    every_work: int

    @property
    def neediest(self) -> tuple[AreaNeed, ...]:
        """The areas above which fewer than a quarter of the areas rank, if they have need in a layer or no figure."""
        return tuple(area for area in self.areas if area.is_neediest)

    @property
    def unreached(self) -> tuple[AreaNeed, ...]:
        """The neediest areas that no recorded work names, or only work that has ended."""
        return tuple(area for area in self.neediest if not area.is_reached_by(Reach.OPEN, Reach.UNCONFIRMED))

    @property
    def unconfirmed(self) -> tuple[AreaNeed, ...]:
        """The neediest areas that are named by work of which nobody recorded that it is open."""
        return tuple(
            area
            for area in self.neediest
            if area.is_reached_by(Reach.UNCONFIRMED) and not area.is_reached_by(Reach.OPEN)
        )

    @property
    def reached(self) -> tuple[AreaNeed, ...]:
        """The neediest areas that open work names."""
        return tuple(area for area in self.neediest if area.is_reached_by(Reach.OPEN))

    @property
    def missing(self) -> tuple[AreaNeed, ...]:
        """The areas that have no figure in a layer."""
        return tuple(area for area in self.areas if area.missing)


def profile_called(workspace: Workspace, name: str | None) -> Placed[Profile]:
    """The profile with an id, or the only one. RequestRefused if there is none, or if several could be meant."""
    profiles = workspace.profiles
    if name is None and len(profiles) == 1:
        return next(iter(profiles.values()))
    if name is None and not profiles:
        raise RequestRefused("no profile is recorded", "add one under data/profiles/")
    if name is None:
        raise RequestRefused("there are several profiles", f"name one of them: {', '.join(profiles)}")
    return profiles[known_id("profile", name, profiles)]


def subject_called(
    workspace: Workspace, profile: Placed[Profile], layer: str | None = None, overlay: str | None = None
) -> Placed[Layer] | Placed[Overlay] | None:
    """The layer or overlay of a profile with an id. None if none is asked for; RequestRefused if there is none."""
    if layer and overlay:
        raise RequestRefused("a layer and an overlay cannot be asked for together", "leave one of them out")
    for kind, name in ((Kind.LAYER, layer), (Kind.OVERLAY, overlay)):
        if name is not None:
            found = {one.record.id: one for one in workspace.of_file(kind, profile)}
            return found[known_id(kind.label, name, found)]
    return None


def need_by_area(
    workspace: Workspace,
    profile: Placed[Profile],
    as_of: date,
    subject: Placed[Layer] | Placed[Overlay] | None = None,
) -> ProfileNeed:
    """The areas of a profile, neediest first. With a layer or overlay as `subject`, only its layers count."""
    layers = _layers(workspace, profile, subject)
    areas = areas_of(workspace, profile.record)
    scored = [scores_of(workspace, areas, layer) for layer in layers]
    by_area = [tuple(scores[index] for scores in scored) for index in range(len(areas))]
    ranks = [_rank(scores, by_area) for scores in by_area]
    work = _work(workspace, as_of)
    found = [
        AreaNeed(
            area,
            scores,
            rank,
            ranks.count(rank) - 1,
            _is_in_worst_quarter(rank or 1, len(areas)) and any(one.is_worst or one.is_missing for one in scores),
            tuple(work.get(area.address, ())),
        )
        for area, scores, rank in zip(areas, by_area, ranks, strict=True)
    ]
    found.sort(key=lambda area: (area.rank or 0, -len(area.worst), area.placed.record.name))
    above = {above.address for area in areas for above in _areas_above(workspace, area)}
    every_work: tuple[Placed[Any], ...] = (*workspace.actions, *workspace.projects.values())
    return ProfileNeed(
        profile,
        subject,
        layers,
        tuple(found),
        tuple(one for address, each in work.items() if address in above for one in each),
        tuple(one for one in every_work if not one.record.areas),
        len(every_work),
    )


def areas_of(workspace: Workspace, profile: Profile) -> tuple[Placed[Area], ...]:
    """The areas of a profile: those of its set's own tier that were in force in the period of some layer."""
    areas = workspace.area_sets.get(profile.areas)
    if areas is None:
        return ()
    return tuple(
        placed
        for placed in workspace.of_file(Kind.AREA, areas)
        if areas.record.is_of_tier(placed.record)
        and (not profile.layers or any(placed.record.is_in_force(layer.period) for layer in profile.layers))
    )


def unit_of(workspace: Workspace, layer: Placed[Layer]) -> LayerUnit:
    """The unit and the decimal places of the figures of a layer."""
    placed = workspace.indicators.get(layer.record.indicator)
    return LayerUnit(placed.record.unit, placed.record.decimals) if placed else LayerUnit("", None)


def figure_text(workspace: Workspace, layer: Layer) -> str:
    """What the figures of a layer are: the indicator, its unit unless a sign says it, and the period."""
    placed = workspace.indicators.get(layer.indicator)
    if placed is None:
        return layer.period.label
    unit = placed.record.unit
    is_said = unit in ("%", "£") or unit.casefold() in placed.record.title.casefold()
    return f"{placed.record.title}{'' if is_said else f' ({unit})'}, {layer.period.label}"


def scores_of(workspace: Workspace, areas: Sequence[Placed[Area]], layer: Placed[Layer]) -> list[Score]:
    """The score of each area in a layer."""
    indicator = workspace.indicators.get(layer.record.indicator)
    scores = [Score(layer, _figure(indicator, area.record, layer.record)) for area in areas]
    missing = sum(score.is_missing for score in scores)
    sign = 1 if layer.record.need is Need.HIGH else -1
    ranks: dict[Decimal, tuple[int, int]] = {}
    recorded = sorted((score.value * sign for score in scores if score.value is not None), reverse=True)
    for value, same in groupby(enumerate(recorded, start=1), key=lambda one: one[1]):
        places = [place for place, _ in same]
        ranks[value * sign] = places[0], len(places) - 1
    return [
        score
        if score.value is None
        else Score(
            layer,
            score.figure,
            *ranks[score.value],
            is_worst=_is_in_worst_quarter(ranks[score.value][0], len(areas)),
            is_surely_worst=_is_in_worst_quarter(ranks[score.value][0] + missing, len(areas)),
        )
        for score in scores
    ]


def _figure(indicator: Placed[Indicator] | None, area: Area, layer: Layer) -> Figure | None:
    if indicator is None or set(indicator.record.dimensions) != {AREA, *layer.of}:
        return None
    for name in (area.id, area.code):
        if name and (figure := figures_of(indicator.record, {AREA: name, **layer.of}).get(layer.period)):
            return figure
    return None


def _is_in_worst_quarter(rank: int, areas: int) -> bool:
    """Whether fewer than a quarter of all areas rank above. Areas without a figure count among all."""
    return (rank - 1) * 4 < areas


def _rank(scores: Sequence[Score], every: Iterable[Sequence[Score]]) -> int | None:
    """The highest rank that an area can have, whatever the missing figures are. None for one layer without a figure."""
    if len(scores) == 1:
        return scores[0].rank
    possible = sum(score.is_worst or score.is_missing for score in scores)
    return 1 + sum(sum(score.is_surely_worst for score in others) > possible for others in every)


def _layers(
    workspace: Workspace, profile: Placed[Profile], subject: Placed[Layer] | Placed[Overlay] | None
) -> tuple[Placed[Layer], ...]:
    layers = workspace.of_file(Kind.LAYER, profile)
    if subject is None:
        return layers
    asked = subject.record.layers if isinstance(subject.record, Overlay) else (subject.record.id,)
    return tuple(layer for layer in layers if layer.record.id in asked)


def _areas_above(workspace: Workspace, area: Placed[Area]) -> Iterator[Placed[Area]]:
    """The areas that contain an area. A circle of parents ends where it closes."""
    seen = {area.address}
    while area.record.parent and (found := workspace.areas_called(area.record.parent, area.address.file)):
        area = found[0]
        if area.address in seen:
            return
        seen.add(area.address)
        yield area


def _work(workspace: Workspace, as_of: date) -> Mapping[Address, list[Work]]:
    """The actions, aims and projects that name each area."""
    found: dict[Address, list[Work]] = {}
    for reference in workspace.references(Kind.AREA):
        holder = reference.holder
        if holder.address.kind is not Kind.AREA:
            for area in workspace.areas_called(reference.name, holder.address.file):
                found.setdefault(area.address, []).append(Work(holder, area, _reach(workspace, holder, as_of)))
    return found


def _reach(workspace: Workspace, placed: Placed[Any], as_of: date) -> Reach:
    record, ending = placed.record, workspace.ending_of(placed)
    if (ending and ending.is_past(as_of)) or (isinstance(record, Action) and not record.is_live):
        return Reach.CLOSED
    is_recorded = isinstance(record, Project) or (isinstance(record, Action) and record.is_status_recorded)
    return Reach.OPEN if is_recorded else Reach.UNCONFIRMED
