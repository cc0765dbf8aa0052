"""Series as indicators: the one that a request names, and all that are divided by a dimension."""

import pytest

from hsp_cli.analysis.exceptions import exceptions
from hsp_cli.analysis.explanation import explanation
from hsp_cli.analysis.filters import Filters, resolved
from hsp_cli.analysis.parts import divided_by, only, series_asked
from hsp_cli.analysis.quarters import known_quarters
from hsp_cli.domain.period import Period
from hsp_cli.domain.request import RequestRefused
from hsp_cli.domain.workspace import Workspace
from tests.workspaces import PARTNERSHIP, ReadRecords

INDICATOR = """\
id: waste
title: Waste
code: W 1
unit: kg
better: lower
inferred: {figures.Q1-2010.actual: As printed, unit: As printed}
figures: {Q1-2010: {actual: 9}}
dimensions: [area, kind]
series:
  - of: {kind: food, area: canons}
    figures: {Q1-2010: {actual: 3, target: 4}}
observations: waste.csv
"""
CSV = "period,area,kind,actual,target\nQ4-2009,pinner,food,3,4\nQ1-2010,pinner,food,5,4\nQ4-2009,pinner,paper,1,4\n"
QUARTER = Period.parse("Q1-2010")


@pytest.fixture
def waste(records: ReadRecords) -> Workspace:
    return records(
        {
            "data/partnership.yaml": PARTNERSHIP,
            "data/indicators/waste.yaml": INDICATOR,
            "data/indicators/waste.csv": CSV,
            "data/indicators/whole.yaml": "id: whole\ntitle: Whole\nunit: kg\nbetter: lower\n",
        }
    )


def test_a_series_is_explained_like_an_indicator(waste: Workspace) -> None:
    placed = waste.indicators["waste"]
    record = series_asked(placed.record, ["kind=food", "area = pinner"])
    sentences = explanation(record, QUARTER, waste.partnership)
    assert sentences[0].startswith("W 1 Waste (pinner, food), Q1 2010/11")
    assert "Figure of Q1 2010/11: 5; target: 4." in sentences
    assert "Rating from the figures: R (Red)." in sentences
    assert "Inferred, not stated by a document: unit. As printed" in sentences
    assert known_quarters(only(waste, placed, record)) == (Period.parse("Q4-2009"), QUARTER)


@pytest.mark.parametrize(
    ("asked", "message", "hint"),
    [
        (["area"], "'area' does not name a series", "write --of area=VALUE"),
        (["ward=x"], "waste has no dimension 'ward'", "choose from: area, kind"),
        (["area=piner"], "no series of waste has the area 'piner'", "did you mean pinner?"),
        (["area=pinner"], "2 series of waste fit", "add --of kind=…; choose from: food, paper"),
        (["area=canons", "kind=paper"], "no series of waste has the kind 'paper'", "choose from: food"),
    ],
)
def test_a_request_that_names_no_single_series_is_refused_with_a_way_out(
    waste: Workspace, asked: list[str], message: str, hint: str
) -> None:
    with pytest.raises(RequestRefused) as refused:
        series_asked(waste.indicators["waste"].record, asked)
    assert (refused.value.message, refused.value.hint) == (message, hint)


def test_an_indicator_without_series_is_refused(waste: Workspace) -> None:
    with pytest.raises(RequestRefused, match="whole has no series"):
        series_asked(waste.indicators["whole"].record, ["area=x"])


def test_each_series_of_a_divided_indicator_is_rated_and_a_gap_is_awaited(waste: Workspace) -> None:
    filters = resolved(waste, Filters(by="area"))
    found = exceptions(divided_by(waste, "area"), QUARTER, filters, everything=True)
    names = [line.placed.record.title for line in found.covered]
    assert names == ["Waste (canons, food)", "Waste (pinner, food)", "Waste (pinner, paper)"]
    assert [line.placed.record.title for line in found.exceptions] == ["Waste (pinner, food)"]
    assert [line.placed.record.title for line in found.awaited] == ["Waste (pinner, paper)"]
    assert found.is_narrowed
    assert found.none_in == ()


def test_a_dimension_is_asked_of_indicators_outside_the_report_too(records: ReadRecords) -> None:
    settings = f"{PARTNERSHIP}schemes: [{{id: laa, title: LAA}}]\nexceptions: {{schemes: [laa]}}\n"
    files = {"data/partnership.yaml": settings, "data/indicators/waste.yaml": INDICATOR}
    workspace = records({**files, "data/indicators/waste.csv": CSV})
    assert exceptions(workspace, QUARTER).covered == ()
    assert len(exceptions(divided_by(workspace, "area"), QUARTER, Filters(by="area")).covered) == 3


def test_a_dimension_that_no_indicator_has_is_refused(waste: Workspace) -> None:
    with pytest.raises(RequestRefused) as refused:
        resolved(waste, Filters(by="aera"))
    assert (refused.value.message, refused.value.hint) == (
        "no indicator has the dimension 'aera'",
        "did you mean area?",
    )
