from typing import Any

import pytest

from hsp_cli.domain.indicator import Indicator
from hsp_cli.domain.period import Period
from hsp_cli.papers.of_quarter.scorecard import context
from hsp_cli.papers.tables import Table
from hsp_cli.papers.trends import trend_view
from tests.papers.requests import brief_of
from tests.statistics.indicators import ALTERNATING, quarters
from tests.workspaces import PARTNERSHIP, ReadRecords


def trend(figures: dict[str, Any], unit: str = "shops", quarter: str = "Q1-2010", **keys: Any) -> str:
    given = {period: {"actual": value} if value is not None else {} for period, value in figures.items()}
    indicator = Indicator.model_validate(
        {"id": "i", "title": "I", "unit": unit, "better": "higher", "figures": given, **keys}
    )
    return trend_view(indicator, Period.parse(quarter), "trend").text


# --- Trends


@pytest.mark.parametrize("figures", [{}, {"Q1-2010": 5}, {"Q4-2009": None, "Q1-2010": 5}, {"Q2-2010": 5, "Q1-2010": 5}])
def test_fewer_than_two_figures_are_no_trend(figures: dict[str, Any]) -> None:
    assert trend(figures) == "–"


def test_the_lowest_figure_has_the_lowest_bar_and_the_highest_the_highest() -> None:
    assert trend({"Q3-2009": 10, "Q4-2009": 45, "Q1-2010": 80}) == "▁▄█ 10 to 80"
    assert trend({"Q3-2009": 80, "Q4-2009": 10, "Q1-2010": 80}, "%") == "█▁█ 80% to 80%"
    assert trend({"Q4-2009": -5, "Q1-2010": 5}) == "▁█ -5 to 5"


def test_equal_figures_are_a_flat_line() -> None:
    assert trend({"Q3-2009": 7, "Q4-2009": 7, "Q1-2010": 7}) == "▁▁▁ 7 to 7"


def test_where_periods_between_have_no_figure_there_is_a_dot() -> None:
    assert trend({"Q1-2009": 1, "Q4-2009": 2, "Q1-2010": 3}) == "▁·▄█ 1 to 3"
    assert trend({"Q3-2009": 1, "Q4-2009": None, "Q1-2010": 3}) == "▁·█ 1 to 3"


def test_figures_as_often_as_they_should_come_have_no_dot_between_them() -> None:
    rolling = {"2018-2020": 1, "2019-2021": 2, "2021-2023": 3}
    assert trend(rolling, quarter="Q4-2023", frequency="yearly") == "▁▄·█ 1 to 3"
    assert trend({"2018": 1, "2020": 2}, quarter="Q4-2023", frequency="every-two-years") == "▁█ 1 to 2"
    assert trend({"12m-2009-12": 1, "12m-2010-03": 2}, frequency="quarterly") == "▁█ 1 to 2"


def test_figures_after_the_quarter_are_left_out() -> None:
    assert trend({"Q4-2009": 1, "Q1-2010": 2, "Q2-2010": 99}) == "▁█ 1 to 2"


def test_it_starts_anew_where_the_counting_has_changed() -> None:
    figures = {"Q2-2009": 1, "Q3-2009": 2, "Q4-2009": 30, "Q1-2010": 40}
    change = {"since": "2010-01-01", "reason": "A new law"}
    assert trend(figures, breaks=[change]) == "▁█ 30 to 40"
    assert trend(figures, breaks=[change, {"since": "2010-04-01", "reason": "Again"}]) == "–"
    assert trend(figures, breaks=[{"since": "2010-07-01", "reason": "Later"}]) == "▁▁▆█ 1 to 40"


def test_a_running_total_starts_again_each_year() -> None:
    figures = {"Q3-2008": 20, "Q4-2008": 30, "Q1-2009": 5, "Q2-2009": 12, "Q3-2009": 20, "Q4-2009": 26}
    assert trend(figures, accumulation="cumulative") == "–"
    assert trend({**figures, "Q1-2010": 7}, accumulation="cumulative") == "–"
    assert trend(figures, quarter="Q4-2009", accumulation="cumulative") == "▁▃▆█ 5 to 26"
    assert trend(figures, quarter="Q4-2009") == "▅█▁▂▅▆ 20 to 26"


def test_yearly_totals_are_a_trend_of_years() -> None:
    years = {"2007/08": 1, "2008/09": 2, "2009/10": 3}
    assert trend(years, accumulation="cumulative") == "▁▄█ 1 to 3"


def test_months_and_years_do_not_mix_with_the_quarters_of_a_series() -> None:
    figures = {"Q3-2009": 1, "Q4-2009": 2, "2010-06": 99, "2009/10": 50, "Q1-2010": 3}
    assert trend(figures) == "▁▄█ 1 to 3"


def test_a_series_of_months_is_one_of_its_own() -> None:
    assert trend({"2010-04": 24, "2010-05": 25, "2010-06": 26, "Q4-2009": 99}) == "▁▄█ 24 to 26"


def test_figures_have_the_decimals_of_their_indicator() -> None:
    assert trend({"Q4-2009": 6.8, "Q1-2010": 7.77}, "%", decimals=1) == "▁█ 6.8% to 7.8%"


# --- The groups


SETTINGS = f"""{PARTNERSHIP}priorities:
  - {{id: homes, title: Homes}}
  - {{id: empty, title: Without indicators}}
  - {{id: streets, title: Streets}}
"""


def indicator(name: str, **keys: str) -> dict[str, str]:
    more = "".join(f"{key}: {value}\n" for key, value in keys.items())
    return {f"data/indicators/{name}.yaml": f"id: {name}\ntitle: {name}\nunit: '%'\nbetter: higher\n{more}"}


@pytest.fixture
def found(records: ReadRecords) -> Any:
    files = {
        "data/partnership.yaml": SETTINGS,
        "data/papers/paper.yaml": "id: paper\ntitle: Scorecard\nreport: scorecard\nquarter: Q1-2010\n",
        **indicator("streets-one", priority="streets", figures="{Q1-2010: {actual: 5, target: 4}}"),
        **indicator("homes-one", priority="homes", assessments="{Q1-2010: {rag: R, direction: down}}"),
        **indicator("homes-two", priority="homes", figures="{Q4-2009: {actual: 5}, Q1-2010: {status: awaited}}"),
        **indicator("of-none", figures="{Q4-2009: {actual: 5}}"),
        **indicator("silent", priority="homes"),
        **indicator("target-of-later-years", figures="{2013-03: {target: 97}}"),
    }
    return context(brief_of(records, files))


def test_indicators_are_under_their_priority_in_order_and_the_rest_last(found: Any) -> None:
    assert [(group.title, [row.name for row in group.rows]) for group in found["groups"]] == [
        ("Homes", ["homes-one", "homes-two"]),
        ("Streets", ["streets-one"]),
        ("Other indicators", ["of-none"]),
    ]


def test_indicators_without_a_figure_or_assessment_so_far_are_counted_and_not_printed(found: Any) -> None:
    assert found["silent"] == 2


def test_all_indicators_are_counted_by_rating(found: Any) -> None:
    assert found["counts"] == "6 indicators: 1 G Green, 1 R Red, 2 awaited, 2 without figure or rating"


def test_a_line_has_figure_target_rating_and_direction(found: Any) -> None:
    (one,), (judged, awaited) = found["groups"][1].rows, found["groups"][0].rows
    assert (one.better, one.figure, one.target, one.rag) == (
        "higher is better",
        "5%",
        "4%",
        "G Green, computed",
    )
    assert (judged.figure, judged.rag, judged.direction) == ("–", "R Red", "↓ worsening")
    assert (awaited.figure, awaited.rag) == ("awaited", "not rated")


def test_signals_and_forecasts_are_counted_where_they_are_missing(records: ReadRecords) -> None:
    values = ", ".join(f"{period}: {one}" for period, one in quarters([*ALTERNATING, 70], target=60).items())
    files = {
        "data/partnership.yaml": SETTINGS,
        "data/papers/paper.yaml": "id: paper\ntitle: Scorecard\nreport: scorecard\nquarter: Q1-2010\n",
        **indicator("long", figures=f"{{{values}}}".replace("'", "")),
        **indicator("short", figures="{Q1-2010: {actual: 5}}"),
    }
    given: Any = context(brief_of(records, files))
    assert (given["shown"], given["not_tested"], given["not_forecast"]) == (2, 1, 1)
    long, short = given["groups"][0].rows
    assert long.signal == "signal of improvement; figures within the limits miss the target"
    assert long.forecast.startswith("forecast for Q4 2010/11 ")
    assert (short.signal, short.forecast) == ("", "")


def test_the_number_of_figures_needed_for_a_signal_is_printed(found: Any) -> None:
    assert found["enough"] == 13
    assert [level[0] for level in found["rag_key"].table.rows] == ["G", "A", "R"]


# --- Revised figures


REVISED = """\
id: i
code: NI 1
title: Early access
unit: "%"
better: higher
figures:
  Q4-2009:
    actual: 71
    revisions: [{was: 69, on: 2010-05-04, reason: Late returns}, {was: 70.5, on: 2010-08}, {was: 70}]
  Q1-2010: {text: not published, revisions: [{was: 60}]}
  Q2-2010: {actual: 72, revisions: [{was: 1}]}
"""


def revised(records: ReadRecords, indicator: str) -> object:
    paper = "id: paper\ntitle: Scorecard\nreport: scorecard\n"
    files = {
        "data/partnership.yaml": PARTNERSHIP,
        "data/papers/paper.yaml": paper,
        "data/indicators/i.yaml": indicator,
    }
    return context(brief_of(records, files, "Q1-2010"))["revised"]


def test_revisions_up_to_the_day_of_the_paper_are_a_table(records: ReadRecords) -> None:
    later = REVISED.replace("{was: 70}]", "{was: 70}, {was: 71, on: 2010-10}]")
    for text in (REVISED, later):
        table = revised(records, text)
        assert isinstance(table, Table)
        assert table.heads == ("Indicator", "Period", "Was", "Now", "Revised", "Reason")
        assert table.rows == (
            ("NI 1 Early access", "Q4 2009/10", "69%", "70.5%", "4 May 2010", "Late returns"),
            ("NI 1 Early access", "Q4 2009/10", "70.5%", "70%", "August 2010", "not recorded"),
            ("NI 1 Early access", "Q4 2009/10", "70%", "71%", "date not recorded", "not recorded"),
            ("NI 1 Early access", "Q1 2010/11", "60%", "not published", "date not recorded", "not recorded"),
        )


def test_without_revisions_there_is_no_table(records: ReadRecords) -> None:
    assert revised(records, REVISED.partition("    revisions")[0]) is None


def test_a_trend_has_a_picture_that_says_its_figures_in_words() -> None:
    figures = {"Q1-2009": {"actual": 1}, "Q4-2009": {"actual": 5}, "Q1-2010": {"actual": 3}}
    indicator = Indicator.model_validate({"id": "i", "title": "I", "unit": "%", "better": "higher", "figures": figures})
    view = trend_view(indicator, Period.parse("Q1-2010"), "trend-i")
    assert view.picture
    assert view.picture.alternative == "3 figures, lowest 1%, highest 5%, latest 3%; 1 gap"
    assert view.picture.name == "trend-i"
    assert trend_view(indicator, Period.parse("Q1-2009"), "trend-i") == ("–", None)
