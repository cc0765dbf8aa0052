from datetime import date
from typing import Any

import pytest

from hsp_cli.analysis.catalogue import items
from hsp_cli.analysis.need import AreaNeed, ProfileNeed, Reach, need_by_area, profile_called, subject_called
from hsp_cli.domain.request import RequestRefused
from hsp_cli.domain.workspace import Workspace
from tests.workspaces import PARTNERSHIP, ReadRecords

DAY = date(2015, 6, 1)
NAMES = ("ash", "birch", "cedar", "dale", "elm", "fern", "glen", "hill")
AREAS = "id: wards\ntitle: Wards\ntier: ward\nareas:\n  - {id: town, name: Town, tier: town}\n" + "".join(
    f"  - {{id: {name}, name: {name.title()}, code: W{number}, parent: town}}\n" for number, name in enumerate(NAMES)
)
CRIME = [90, 80, 70, 60, 50, 40, 30, 20]
INCOME = [20, 30, 40, 50, 60, 70, 80, 90]


def indicator(name: str, values: list[Any], areas: tuple[str, ...] = NAMES) -> dict[str, str]:
    """An indicator with a figure of 2014 for each area; None is no row."""
    head = f"id: {name}\ntitle: {name.title()}\nunit: per 1,000\nbetter: lower\ndimensions: [area]\n"
    rows = "".join(f"2014,{area},{value}\n" for area, value in zip(areas, values, strict=True) if value is not None)
    return {
        f"data/indicators/{name}.yaml": f"{head}observations: {name}.csv\n",
        f"data/indicators/{name}.csv": f"period,area,actual\n{rows}",
    }


def profile(*layers: tuple[str, str]) -> str:
    lines = "".join(
        f"  - {{id: {name}, title: {name.title()}, indicator: {name}, need: {need}, period: 2014}}\n"
        for name, need in layers
    )
    return f"id: p\ntitle: Profile\nareas: wards\nlayers:\n{lines}overlays:\n  - {{id: o, title: O, layers: [crime]}}\n"


def workspace(records: ReadRecords, *layers: tuple[str, str, list[Any]], **more: str) -> Workspace:
    files = {
        "data/partnership.yaml": PARTNERSHIP,
        "data/areas/wards.yaml": AREAS,
        "data/profiles/p.yaml": profile(*((name, need) for name, need, _ in layers)),
    }
    for name, _, values in layers:
        files |= indicator(name, values)
    return records({**files, **{f"data/{path.replace('__', '/')}.yaml": text for path, text in more.items()}})


def need_in(ws: Workspace, **subject: str) -> ProfileNeed:
    placed = profile_called(ws, None)
    return need_by_area(ws, placed, DAY, subject_called(ws, placed, **subject))


def named(areas: tuple[AreaNeed, ...]) -> list[str]:
    return [area.placed.record.id for area in areas]


def test_the_area_with_the_highest_value_has_most_need_if_high_values_show_need(records: ReadRecords) -> None:
    found = need_in(workspace(records, ("crime", "high", CRIME)))
    assert [(area.placed.record.id, area.rank) for area in found.areas] == [*zip(NAMES, range(1, 9), strict=True)]
    assert named(found.neediest) == ["ash", "birch"]


def test_the_area_with_the_lowest_value_has_most_need_if_low_values_show_need(records: ReadRecords) -> None:
    found = need_in(workspace(records, ("income", "low", INCOME[::-1])))
    assert named(found.areas) == [*reversed(NAMES)]


def test_equal_values_share_a_rank_and_all_of_them_are_in_the_worst_quarter(records: ReadRecords) -> None:
    found = need_in(workspace(records, ("crime", "high", [90, 80, 80, 80, 50, 40, 30, 20])))
    assert [(area.rank, area.ties) for area in found.areas] == [
        *((1, 0), (2, 2), (2, 2), (2, 2), (5, 0), (6, 0), (7, 0), (8, 0))
    ]
    assert named(found.neediest) == ["ash", "birch", "cedar", "dale"]


def test_several_layers_rank_areas_by_the_number_of_layers_in_which_they_are_worst(records: ReadRecords) -> None:
    other = [90, 10, 80, 20, 30, 40, 50, 60]
    found = need_in(workspace(records, ("crime", "high", CRIME), ("fires", "high", other)))
    assert [(area.placed.record.id, len(area.worst), area.rank) for area in found.areas][:4] == [
        ("ash", 2, 1),
        ("birch", 1, 2),
        ("cedar", 1, 2),
        ("dale", 0, 4),
    ]
    assert named(
        need_in(workspace(records, ("crime", "high", CRIME), ("fires", "high", other)), overlay="o").areas
    ) == [*NAMES]


def test_an_area_without_a_figure_in_the_only_layer_is_listed_first_without_a_rank(records: ReadRecords) -> None:
    found = need_in(workspace(records, ("crime", "high", [*CRIME[:7], None])))
    assert [(area.placed.record.id, area.rank) for area in found.areas][:2] == [("hill", None), ("ash", 1)]
    assert named(found.missing) == ["hill"]
    assert "hill" in named(found.neediest)


def test_an_area_is_no_less_needy_because_a_figure_of_another_one_is_missing(records: ReadRecords) -> None:
    whole = need_in(workspace(records, ("crime", "high", CRIME), ("fires", "high", CRIME)))
    for missing in range(len(NAMES)):
        values: list[Any] = [None if number == missing else value for number, value in enumerate(CRIME)]
        found = need_in(workspace(records, ("crime", "high", values), ("fires", "high", CRIME)))
        assert set(named(whole.neediest)) <= set(named(found.neediest))


def test_figures_can_have_the_code_of_an_area_instead_of_its_id(records: ReadRecords) -> None:
    files = indicator("crime", CRIME, tuple(f"W{number}" for number in range(8)))
    text = files["data/indicators/crime.yaml"].replace("observations: crime.csv\n", "series:\n")
    rows = "".join(f"  - {{of: {{area: W{n}}}, figures: {{2014: {{actual: {v}}}}}}}\n" for n, v in enumerate(CRIME))
    ws = records(
        {
            "data/partnership.yaml": PARTNERSHIP,
            "data/areas/wards.yaml": AREAS,
            "data/profiles/p.yaml": profile(("crime", "high")),
            "data/indicators/crime.yaml": text + rows,
        }
    )
    assert need_in(ws).missing == ()


PLAN = """\
id: plan
title: Plan
aims:
  - id: aim
    title: Aim
    areas: [fern]
    actions:
      - {id: a1, text: Open, status: open, areas: [ash]}
      - {id: a2, text: Done, status: complete, areas: [birch]}
      - {id: a3, text: Nobody knows, areas: [cedar]}
      - {id: a4, text: Everywhere, status: open, areas: [town]}
      - {id: a5, text: Nowhere, status: open}
"""


def test_work_that_names_an_area_is_open_ended_or_not_known_to_be_open(records: ReadRecords) -> None:
    found = need_in(workspace(records, ("crime", "high", CRIME), plans__plan=PLAN))
    reach = {area.placed.record.id: [one.reach for one in area.work] for area in found.areas if area.work}
    assert reach == {
        "ash": [Reach.OPEN],
        "birch": [Reach.CLOSED],
        "cedar": [Reach.UNCONFIRMED],
        "fern": [Reach.UNCONFIRMED],
    }
    assert named(found.unreached) == ["birch"]
    assert named(found.reached) == ["ash"]
    assert [str(one.placed.address) for one in found.wider] == ["plan/a4"]
    assert (len(found.without_area), found.every_work) == (1, 5)


def test_open_work_of_a_plan_that_has_ended_does_not_reach_an_area(records: ReadRecords) -> None:
    ended = PLAN.replace("aims:", "ended: {on: 2015-05-31, reason: Done}\naims:", 1)
    found = need_in(workspace(records, ("crime", "high", CRIME), plans__plan=ended))
    assert named(found.unreached) == ["ash", "birch"]


def test_an_open_action_without_a_recorded_status_is_not_known_to_be_open(records: ReadRecords) -> None:
    text = PLAN.replace("text: Open, status: open", "text: Open")
    found = need_in(workspace(records, ("crime", "high", CRIME), plans__plan=text))
    assert (named(found.reached), named(found.unconfirmed)) == ([], ["ash"])


def test_a_profile_shows_the_areas_that_were_in_force_in_its_period(records: ReadRecords) -> None:
    ws = workspace(
        records,
        ("crime", "high", CRIME),
        areas__wards=AREAS.replace("id: ash, name: Ash,", "id: ash, name: Ash, until: 2013-12-31,").replace(
            "id: birch, name: Birch,", "id: birch, name: Birch, until: 2014-01-01,"
        ),
    )
    assert named(need_in(ws).areas) == [*NAMES[1:]]


def test_a_list_of_areas_says_the_tier_of_each(records: ReadRecords) -> None:
    found = items(workspace(records, ("crime", "high", CRIME)), "areas")
    assert [item.facts["tier"] for item in found] == ["town", *["ward"] * 8]


def test_a_circle_of_parents_ends(records: ReadRecords) -> None:
    circle = AREAS.replace("name: Town, tier: town", "name: Town, tier: town, parent: ash")
    assert len(need_in(workspace(records, ("crime", "high", CRIME), areas__wards=circle)).areas) == 8


@pytest.mark.parametrize(
    ("name", "subject", "words"),
    [
        ("q", {}, "no profile has the id 'q'"),
        (None, {"layer": "cr"}, "no layer has the id 'cr'"),
        (None, {"overlay": "x"}, "no overlay has the id 'x'"),
        (None, {"layer": "crime", "overlay": "o"}, "cannot be asked for together"),
    ],
)
def test_a_profile_layer_or_overlay_that_does_not_exist_is_refused(
    name: str | None, subject: dict[str, str], words: str, records: ReadRecords
) -> None:
    ws = workspace(records, ("crime", "high", CRIME))
    with pytest.raises(RequestRefused, match=words):
        subject_called(ws, profile_called(ws, name), **subject)


def test_without_a_name_there_must_be_exactly_one_profile(records: ReadRecords) -> None:
    with pytest.raises(RequestRefused, match="no profile is recorded"):
        profile_called(records({"data/partnership.yaml": PARTNERSHIP}), None)
    second = profile(("crime", "high")).replace("id: p\n", "id: q\n")
    with pytest.raises(RequestRefused, match="there are several profiles"):
        profile_called(workspace(records, ("crime", "high", CRIME), profiles__q=second), None)
