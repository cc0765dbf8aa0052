"""Maps: shapes and tiles, classes and gaps, and what must stand on every picture."""

import re
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from hsp_cli.analysis.need import need_by_area, profile_called, subject_called
from hsp_cli.checking.loader import Loaded
from hsp_cli.domain.area import AreaSet
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.request import RequestRefused
from hsp_cli.domain.shapes import Shape, Shapes
from hsp_cli.domain.workspace import Workspace
from hsp_cli.drawing import svg
from hsp_cli.drawing.colours import INK, PAPER, STEPS, contrast, ink_on, luminance
from hsp_cli.drawing.need_map import need_map
from hsp_cli.drawing.outlines import outlines_of
from hsp_cli.drawing.picture import Picture
from tests.examples import CALDERWICK
from tests.workspaces import read_workspace

GOLDEN = Path(__file__).parent / "golden"
DAY = date(2026, 10, 28)
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def calderwick() -> Workspace:
    workspace = read_workspace(CALDERWICK.root).workspace
    assert workspace is not None
    return workspace


def picture(workspace: Workspace, **subject: str) -> Picture:
    profile = profile_called(workspace, None)
    found = need_by_area(workspace, profile, DAY, subject_called(workspace, profile, **subject))
    return need_map(workspace, found, "a-map")


def texts(drawn: Picture) -> list[str]:
    return [one.text or "" for one in ElementTree.fromstring(drawn.svg).iter(f"{SVG}text")]


def fills(drawn: Picture) -> dict[str, str]:
    """The fill of each area by its name."""
    paths = ElementTree.fromstring(drawn.svg).iter(f"{SVG}path")
    named = ((path.find(f"{SVG}title"), path.attrib["fill"]) for path in paths)
    return {(title.text or "").partition(":")[0]: fill for title, fill in named if title is not None}


def test_the_map_of_harrow_is_the_golden_one(harrow: Loaded, golden: Any) -> None:
    assert harrow.workspace is not None
    golden(GOLDEN / "harrow-deliberate-fires.svg", picture(harrow.workspace, layer="deliberate-fires").svg)


def test_several_layers_show_how_high_an_area_could_stand_whose_figures_are_missing(calderwick: Workspace) -> None:
    said = texts(picture(calderwick))
    assert said[said.index("Quay") + 1] == "1 to 2"
    assert said[said.index("Market") + 1] == "2"
    assert any("areas with two numbers" in one for one in said)
    assert not any("areas with two numbers" in one for one in texts(picture(calderwick, layer="damp")))


def test_a_name_of_very_many_words_is_not_tried_in_every_way(
    calderwick: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = need_by_area(calderwick, profile_called(calderwick, None), DAY)
    first, *others = found.areas
    named = first.placed.record.model_copy(update={"name": "Ward " * 3_000})
    areas = (replace(first, placed=first.placed._replace(record=named)), *others)
    measured: list[str] = []
    width = svg.text_width

    def counted(text: str, size: float) -> float:
        measured.append(text)
        return width(text, size)

    monkeypatch.setattr(svg, "text_width", counted)
    need_map(calderwick, replace(found, areas=areas), "a-map")
    assert sum(text.count("Ward ") > 1_000 for text in measured) < 10


def test_every_ward_of_harrow_is_drawn_and_named_with_its_value(harrow: Loaded) -> None:
    assert harrow.workspace is not None
    drawn = picture(harrow.workspace, layer="crime-rate")
    wards = [area.name for area in harrow.workspace.area_sets["harrow-wards"].record.areas if not area.tier]
    assert sorted(fills(drawn)) == sorted(wards)
    assert all(f"{ward}: " in drawn.alternative for ward in wards)


def test_every_picture_has_the_caveat_and_the_notices_of_the_owners(harrow: Loaded) -> None:
    assert harrow.workspace is not None
    for subject in ({}, {"layer": "crime-rate"}, {"overlay": "education"}):
        words = " ".join(texts(picture(harrow.workspace, **subject)))
        for notice in (
            "not those of the Harrow Vitality Profile of 2003",
            "Greater London Authority",
            "Martin Chorley",
        ):
            assert notice in words


def test_the_same_records_give_the_same_bytes(calderwick: Workspace) -> None:
    assert picture(calderwick).svg == picture(calderwick).svg


def test_an_area_without_a_figure_is_hatched_and_counted_in_the_key(calderwick: Workspace) -> None:
    drawn = picture(calderwick, layer="damp")
    assert fills(drawn)["Quay"] == "url(#a-map-no-data)"
    assert "Quay: no figure" in drawn.alternative
    assert texts(drawn).count("no figure") == 2


def test_a_layer_without_any_figure_is_hatched_throughout(calderwick: Workspace) -> None:
    kinds = {**calderwick.files_by_kind, Kind.INDICATOR: {}}
    assert set(fills(picture(Workspace(calderwick.settings, kinds), layer="damp")).values()) == {"url(#a-map-no-data)"}


def test_darker_areas_have_more_need_and_equal_values_the_same_shade(calderwick: Workspace) -> None:
    shades = fills(picture(calderwick, layer="low-income"))
    assert shades["Market"] == shades["Quay"]
    assert luminance(shades["Mill"]) < luminance(shades["Market"]) < luminance(shades["Orchard Park"])


def test_low_values_are_darker_if_they_show_need(harrow: Loaded) -> None:
    assert harrow.workspace is not None
    shades = fills(picture(harrow.workspace, layer="household-income"))
    assert luminance(shades["Wealdstone"]) < luminance(shades["Pinner South"])


def test_the_classes_of_a_key_do_not_touch_even_if_values_are_rounded(harrow: Loaded) -> None:
    assert harrow.workspace is not None
    for layer in harrow.workspace.profiles["vitality-profile"].record.layers:
        words = texts(picture(harrow.workspace, layer=layer.id))
        limits = [re.findall(r"[\d.,]+", one) for one in words if re.fullmatch(r"£?[\d.,]+%? to £?[\d.,]+%?", one)]
        numbers = sorted(float(number.replace(",", "")) for pair in limits for number in pair)
        assert len(limits) == 5
        assert len(set(numbers[1:-1])) == len(numbers) - 2


def test_a_map_needs_shapes_or_tiles(calderwick: Workspace) -> None:
    bare = read_workspace(CALDERWICK.root).workspace
    assert bare is not None
    areas = bare.area_sets["calderwick-wards"]
    without = [area.model_copy(update={"tile": None}) for area in areas.record.areas]
    record = areas.record.model_copy(update={"areas": tuple(without)})
    kinds = {**bare.files_by_kind, areas.address.kind: {"calderwick-wards": areas._replace(record=record)}}
    with pytest.raises(RequestRefused, match="neither shapes nor tiles"):
        picture(Workspace(bare.settings, kinds))


# --- Outlines


def square(x: float, y: float, side: float) -> tuple[tuple[float, float], ...]:
    return ((x, y), (x + side, y), (x + side, y + side), (x, y + side), (x, y))


def test_a_degree_of_longitude_is_as_wide_as_the_latitude_makes_it() -> None:
    record = AreaSet.model_validate(
        {"id": "s", "title": "S", "tier": "t", "areas": [{"id": "a", "name": "A", "code": "A"}]}
    )
    shapes = Shapes("s.geojson", "s.geojson", (Shape("A", 0, ((square(0, 59.5, 1),),)),))
    outlined = outlines_of(record.model_copy(update={"shapes": shapes}), record.areas, 1000, 100)
    (ring,) = outlined["a"].rings
    assert max(y for _, y in ring) == pytest.approx(100)
    assert max(x for x, _ in ring) == pytest.approx(50)  # the cosine of 60 degrees


def test_a_label_is_placed_where_it_fits_and_nowhere_else() -> None:
    tiles = [{"id": "a", "name": "A", "tile": {"column": 3, "row": 2}}]
    record = AreaSet.model_validate({"id": "s", "title": "S", "tier": "t", "areas": tiles})
    outline = outlines_of(record, record.areas, 100, 100)["a"]
    middle = outline.room_for(50, 20)
    assert middle is not None
    assert middle == pytest.approx((46, 46), abs=4)
    assert outline.room_for(200, 20) is None
    assert outline.room_for(50, 200) is None


# --- Contrast


def test_neighbouring_shades_differ_in_grey_and_words_on_them_can_be_read() -> None:
    grey = [luminance(shade) for shade in STEPS]
    assert grey == sorted(grey, reverse=True)
    assert all(contrast(one, two) >= 1.3 for one, two in pairwise(STEPS))
    assert all(contrast(ink_on(shade), shade) >= 4.5 for shade in STEPS)
    assert all(contrast(INK, shade) >= 3 or contrast(PAPER, shade) >= 3 for shade in STEPS)
