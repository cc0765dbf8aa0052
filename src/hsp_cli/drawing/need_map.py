"""The map of a profile: one layer, or several layers laid over one another.

A shade never stands alone: the key gives the limits of each class, an area without a figure is hatched, and the
description gives the name and value of each area.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise, product

from hsp_cli.analysis.classes import ValueClass, classes_of
from hsp_cli.analysis.need import AreaNeed, ProfileNeed, figure_text, unit_of
from hsp_cli.domain.profile import Need, Profile
from hsp_cli.domain.request import RequestRefused
from hsp_cli.domain.workspace import Workspace
from hsp_cli.drawing import svg
from hsp_cli.drawing.colours import INK, MUTED, PAPER, STEPS, ink_on
from hsp_cli.drawing.outlines import Outline, Rings, outlines_of
from hsp_cli.drawing.picture import Picture
from hsp_cli.wording.counts import counted
from hsp_cli.wording.need import NO_FIGURE, LayerUnit, limits_text, value_text

_MARGIN = 24.0
_MAP_WIDTH, _MAP_HEIGHT = 520.0, 540.0
_KEY_WIDTH, _SWATCH, _KEY_STEP = 190.0, 24.0, 36.0
_WIDTH = _MARGIN + _MAP_WIDTH + _MARGIN + _KEY_WIDTH + _MARGIN
_MORE_DECIMALS, _PADDING = 4, 4
_TITLE, _TEXT, _SMALL = 20, 14, 12
_LABELS = (10.5, 9)
_MOST_WORDS = 8
"""A name of more words is not divided: it would take long to try every way, and two lines of it fit no area."""


@dataclass(frozen=True, slots=True)
class _Shown:
    """An area on the map: its outline, its number (None without a figure), the words for it, and its fill."""

    area: AreaNeed
    outline: Outline
    number: Decimal | None
    words: str
    fill: str

    @property
    def label(self) -> str:
        return self.area.placed.record.name


def need_map(workspace: Workspace, found: ProfileNeed, name: str) -> Picture:
    """A picture of that name. Several layers show in how many of them an area is in the worst quarter.

    Darker areas have more need. RequestRefused if the areas have neither shapes nor tiles.
    """
    profile = found.profile.record
    outlines = _outlines(workspace, found)
    numbers = [_number(area) for area in found.areas]
    is_high_need = len(found.layers) != 1 or found.layers[0].record.need is Need.HIGH
    classes = classes_of((number for number in numbers if number is not None), is_high_need=is_high_need)
    shades = _shades(classes)
    units = [_distinct(unit_of(workspace, layer), classes) for layer in found.layers]
    shown = [
        _Shown(area, outlines[area.placed.record.id], number, _words(area, units), _fill(number, shades))
        for area, number in zip(found.areas, numbers, strict=True)
        if area.placed.record.id in outlines
    ]
    title = f"{profile.title}: {found.subject.record.title}" if found.subject else profile.title
    subtitle = _subtitle(workspace, found, is_high_need=is_high_need)
    head, y = _lines(((title, _TITLE, {"font_weight": "bold"}), (subtitle, _TEXT, {})), _MARGIN + _TITLE)
    key = [(fill, limits_text(one.low, one.high, units), one.areas) for one, fill in shades.items()]
    beside = _key(key, numbers.count(None), y)
    at = f"translate({svg.number(_MARGIN)} {svg.number(y)})"
    areas = svg.group(*map(_drawn, shown), *filter(None, map(_label, shown)), transform=at)
    y += max([_KEY_STEP * (len(shades) + 1), *(one.outline.bottom for one in shown)]) + 2 * _MARGIN
    notices = (*_gaps(found), *_notices(workspace, profile))
    foot, y = _lines([(notice, _SMALL, {"fill": MUTED}) for notice in notices], y)
    description = f"{subtitle} {'; '.join(f'{one.label}: {one.words}' for one in shown)}."
    return svg.picture(name, _WIDTH, y, title, description, *head, areas, *beside, *foot)


def _outlines(workspace: Workspace, found: ProfileNeed) -> Mapping[str, Outline]:
    name = found.profile.record.areas
    areas = workspace.area_sets.get(name)
    records = [area.placed.record for area in found.areas]
    outlines = outlines_of(areas.record, records, _MAP_WIDTH, _MAP_HEIGHT) if areas else {}
    if not outlines:
        words = f"no map of {found.profile.record.id} can be drawn: its areas have neither shapes nor tiles"
        raise RequestRefused(words, f"add `shapes` to the set of areas {name}, or a `tile` to each area")
    return outlines


def _number(area: AreaNeed) -> Decimal | None:
    """The value of an area in the only layer, or in how many layers it is in the worst quarter."""
    if len(area.scores) == 1:
        return area.scores[0].value
    return None if len(area.missing) == len(area.scores) else Decimal(len(area.worst))


def _words(area: AreaNeed, units: Sequence[LayerUnit]) -> str:
    if len(units) == 1:
        return value_text(area.scores[0].value, units[0])
    gaps = f", {len(area.missing)} without a figure" if area.missing else ""
    return f"{len(area.worst)} of {counted(len(units), 'layer')}{gaps}"


def _shades(classes: Sequence[ValueClass]) -> dict[ValueClass, str]:
    """A shade for each class, from the lightest for the least need to the darkest for the most."""
    steps = {0: (), 1: (3,), 2: (1, 4), 3: (0, 2, 4), 4: (0, 1, 3, 4)}.get(len(classes), range(len(STEPS)))
    return dict(zip(classes, (STEPS[step] for step in steps), strict=True))


def _fill(number: Decimal | None, shades: Mapping[ValueClass, str]) -> str:
    if number is None:
        return svg.NO_DATA
    return next(shade for one, shade in shades.items() if one.has(number))


def _distinct(unit: LayerUnit, classes: Sequence[ValueClass]) -> LayerUnit:
    """The unit with as many decimal places as it takes to tell the limits of two classes apart."""
    limits = [(one.high, two.low) for one, two in pairwise(sorted(classes))]
    for decimals in range(unit.decimals, unit.decimals + _MORE_DECIMALS) if unit.decimals is not None else ():
        finer = unit._replace(decimals=decimals)
        if all(value_text(high, finer) != value_text(low, finer) for high, low in limits):
            return finer
    return unit._replace(decimals=None)


def _subtitle(workspace: Workspace, found: ProfileNeed, *, is_high_need: bool) -> str:
    if len(found.layers) == 1:
        layer = found.layers[0].record
        values = f"{'higher' if is_high_need else 'lower'} values, which show more need"
        return f"{figure_text(workspace, layer)}. Darker: {values}."
    periods = sorted({layer.record.period for layer in found.layers})
    span = " to ".join(dict.fromkeys(period.label for period in (periods[0], periods[-1]))) if periods else ""
    layers = counted(len(found.layers), "layer")
    return f"Figures of {span}. Darker: in the worst quarter of the areas in more of the {layers}."


def _lines(texts: Sequence[tuple[str, float, Mapping[str, str]]], y: float) -> tuple[list[str], float]:
    """Paragraphs below one another, and the place of the next."""
    drawn = []
    for words, size, look in texts:
        lines, y = svg.paragraph(_MARGIN, y, words, size, _WIDTH - 2 * _MARGIN, **look)
        drawn.append(lines)
        y += size / 3
    return drawn, y


def _gaps(found: ProfileNeed) -> Iterator[str]:
    """What two numbers in an area mean, if the figures of some layers are missing there."""
    if len(found.layers) > 1 and any(area.missing for area in found.areas):
        yield (
            "Figures are missing of areas with two numbers: these are in the worst quarter in at least the first "
            "number of layers, and at most in the second."
        )


def _notices(workspace: Workspace, profile: Profile) -> Iterator[str]:
    """What must stand on every picture: what to know of the figures, and the notices of those who own the data."""
    if profile.caveat:
        yield profile.caveat
    areas = workspace.area_sets.get(profile.areas)
    yield from dict.fromkeys((*profile.attribution, *(areas.record.attribution if areas else ())))


def _drawn(shown: _Shown) -> str:
    tooltip = svg.element("title", svg.escaped(f"{shown.label}: {shown.words}"))
    line = {"stroke": INK, "stroke_width": "0.75", "stroke_linejoin": "round"}
    return svg.element("path", tooltip, d=_path(shown.outline.rings), fill=shown.fill, fill_rule="evenodd", **line)


def _path(rings: Rings) -> str:
    return "".join(f"M{' L'.join(f'{svg.number(x)} {svg.number(y)}' for x, y in ring[:-1])}Z" for ring in rings)


def _label(shown: _Shown) -> str:
    """The name and the value inside the area, smaller if need be; only the name, or nothing, if there is no room."""
    short = _count(shown.area) if len(shown.area.scores) > 1 and shown.number is not None else shown.words
    name = shown.label.split()
    cuts = range(1, len(name)) if len(name) <= _MOST_WORDS else ()
    splits = [[" ".join(name)], *([" ".join(name[:cut]), " ".join(name[cut:])] for cut in cuts)]
    for lines, size in product((*([*split, short] for split in splits), *splits), _LABELS):
        step, width = svg.line_height(size), max(svg.text_width(line, size) for line in lines)
        middle = shown.outline.room_for(width + _PADDING, step * (len(lines) - 1) + size)
        if middle is not None:
            x, top = middle[0], middle[1] - step * (len(lines) - 1) / 2 + size / 3
            drawn = enumerate(lines)
            return "".join(_label_line(x, top + step * number, line, size, shown.fill) for number, line in drawn)
    return ""


def _count(area: AreaNeed) -> str:
    """In how many layers an area is in the worst quarter, and in how many it could be if no figure were missing."""
    worst, missing = len(area.worst), len(area.missing)
    return f"{worst} to {worst + missing}" if missing else str(worst)


def _label_line(x: float, y: float, words: str, size: float, fill: str) -> str:
    if fill == svg.NO_DATA:
        halo: dict[str, svg.Attribute] = {"stroke": PAPER, "stroke_width": 3, "paint_order": "stroke"}
        return svg.text(x, y, words, size, text_anchor="middle", **halo)
    return svg.text(x, y, words, size, text_anchor="middle", fill=ink_on(fill))


def _key(classes: Sequence[tuple[str, str, int]], gaps: int, y: float) -> list[str]:
    """The key at the right of the map, the most need at the top: the limits of each class, and its number of areas."""
    x = _WIDTH - _MARGIN - _KEY_WIDTH
    entries = [*reversed(classes), *([(svg.NO_DATA, NO_FIGURE, gaps)] if gaps else [])]
    drawn = []
    for number, (fill, words, areas) in enumerate(entries):
        top, left, width = y + _KEY_STEP * number, x + _SWATCH + 8, _KEY_WIDTH - _SWATCH - 8
        drawn.append(svg.rectangle(x, top, _SWATCH, _SWATCH, fill=fill, stroke=INK, stroke_width=0.75))
        drawn.append(svg.text(left, top + 10, svg.fitted(words, _SMALL, width), _SMALL))
        drawn.append(svg.text(left, top + 24, counted(areas, "area"), _SMALL - 1, fill=MUTED))
    return drawn
