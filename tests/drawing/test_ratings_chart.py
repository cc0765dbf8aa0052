"""Bars of indicators by rating: every indicator is in one of them, whether it has a rating or not."""

import re

import pytest

from hsp_cli.analysis.exceptions import exceptions
from hsp_cli.analysis.filters import Filters
from hsp_cli.domain.period import Period
from hsp_cli.domain.request import RequestRefused
from hsp_cli.drawing.picture import Picture
from hsp_cli.drawing.ratings_chart import ratings_chart
from tests.drawing.pictures import texts_outside, words
from tests.workspaces import PARTNERSHIP, ReadRecords

SETTINGS = f"""{PARTNERSHIP}exceptions: {{priorities: [safe, clean]}}
priorities: [{{id: safe, title: Safe streets, number: 1}}, {{id: clean, title: Clean streets}}]
"""


def indicator(name: str, priority: str | None, figures: str, more: str = "") -> tuple[str, str]:
    stated = f"priority: {priority}\n" if priority else ""
    text = f"id: {name}\ntitle: {name}\nunit: '%'\nbetter: higher\nfrequency: quarterly\n{stated}figures: {figures}\n"
    return f"data/indicators/{name}.yaml", text + more


def chart(records: ReadRecords, *indicators: tuple[str, str], settings: str = SETTINGS) -> Picture:
    workspace = records({"data/partnership.yaml": settings, **dict(indicators)})
    return ratings_chart(exceptions(workspace, Period.parse("Q1-2010")), workspace.partnership, "ratings")


GOOD = "{Q1-2010: {actual: 9, target: 8}}"
BAD = "{Q1-2010: {actual: 7, target: 8}}"
AWAITED = "{Q1-2010: {status: awaited, target: 8}}"


def test_each_priority_has_its_numbers_in_words_and_every_indicator_is_counted(records: ReadRecords) -> None:
    drawn = chart(
        records,
        indicator("a", "safe", GOOD),
        indicator("b", "safe", BAD),
        indicator("c", "safe", AWAITED),
        indicator("d", None, "{}"),
    )
    assert drawn.alternative == (
        "Indicators by rating, Q1 2010/11. 4 indicators: 1 G Green, 1 R Red, 1 awaited, 1 without figure or rating. "
        "Priority 1 - Safe streets: 3 indicators: 1 G Green, 1 R Red, 1 awaited. Clean streets: 0 indicators. "
        "Other indicators: 1 indicator: 1 without figure or rating."
    )
    assert words(drawn)[:6] == [
        "Indicators by rating, Q1 2010/11",
        "4 indicators: 1 G Green, 1 R Red, 1 awaited, 1 without figure or rating.",
        "Priority 1 - Safe streets",
        "1 G",
        "1 R",
        "1",
    ]
    assert words(drawn)[-3:] == ["G Green", "R Red", "without a rating"]


def test_a_bar_is_as_long_as_its_number_and_what_has_no_rating_is_hatched(records: ReadRecords) -> None:
    drawn = chart(records, *(indicator(f"a{at}", "safe", BAD) for at in range(3)), indicator("b", "clean", AWAITED))
    bars = re.findall(r'<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)" height="26" fill="([^"]+)"', drawn.svg)
    assert bars == [("20", "180", "#d4351c"), ("20", "60", "url(#ratings-no-data)")]


def test_a_rating_that_was_carried_forward_is_said_to_be_old(records: ReadRecords) -> None:
    old = "assessments: {Q1-2010: {rag: G, as_at: Q4-2009}}\n"
    drawn = chart(records, indicator("a", "safe", "{Q4-2009: {actual: 9, target: 8}}", old))
    assert "1 rating was given for an earlier quarter and carried forward." in words(drawn)
    assert drawn.alternative.endswith("1 rating was given for an earlier quarter and carried forward.")


def test_without_an_indicator_there_is_no_picture(records: ReadRecords) -> None:
    with pytest.raises(RequestRefused, match="no indicator is covered"):
        chart(records)


def test_a_report_that_was_narrowed_has_only_the_priorities_asked_for(records: ReadRecords) -> None:
    files = dict([indicator("a", "safe", GOOD), indicator("b", "clean", BAD)])
    workspace = records({"data/partnership.yaml": SETTINGS, **files})
    found = exceptions(workspace, Period.parse("Q1-2010"), Filters(priority="clean"))
    assert "Safe streets" not in " ".join(words(ratings_chart(found, workspace.partnership, "ratings")))


@pytest.mark.parametrize("title", ["x" * 300, "A long title of a priority " * 20, "<b>&amp;</b>", "表" * 100])
def test_every_text_stays_inside_the_picture(records: ReadRecords, title: str) -> None:
    many = [indicator(f"a{at}", "safe", BAD) for at in range(40)]
    settings = SETTINGS.replace("Safe streets", f"'{title}'").replace("name: Red", f"name: {title[:60]}")
    assert texts_outside(chart(records, *many, settings=settings)) == []


def test_a_level_has_the_colour_of_its_scale_and_one_of_an_unknown_name_is_grey(records: ReadRecords) -> None:
    settings = SETTINGS.replace("colour: red", "colour: puce")
    drawn = chart(records, indicator("a", "safe", BAD), indicator("b", "safe", GOOD), settings=settings)
    assert re.findall(r'height="26" fill="([^"]+)"', drawn.svg) == ["#00703c", "#d8dde0"]
