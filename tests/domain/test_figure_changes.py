from collections.abc import Mapping

import pytest

from hsp_cli.domain.figure_changes import figures_changed, figures_commented
from hsp_cli.domain.indicator import Indicator
from hsp_cli.domain.period import Period

QUARTER = Period.parse("Q1-2010")


def indicator(figures: Mapping[str, object], **assessment: str) -> Indicator:
    return Indicator.model_validate(
        {
            "id": "i",
            "title": "I",
            "unit": "%",
            "better": "higher",
            "figures": figures,
            "assessments": {"Q1-2010": {"comment": "Late.", **assessment}},
        }
    )


def commented(record: Indicator) -> list[str]:
    return [period.text for period in figures_commented(record, QUARTER, record.assessments[QUARTER])]


def test_a_comment_is_about_the_figure_of_its_quarter_or_of_the_period_that_its_rating_is_of() -> None:
    figures: dict[str, object] = {"Q4-2009": {"actual": 68}, "Q1-2010": {"actual": 69}}
    assert commented(indicator(figures)) == ["Q1-2010"]
    assert commented(indicator(figures, as_at="Q4-2009")) == ["Q4-2009"]
    assert commented(indicator({})) == []
    assert commented(indicator({"2010-04": {"actual": 1}, "2010-06": {"actual": 2}})) == ["2010-06"]


def test_a_comment_on_a_figure_that_is_worked_out_is_about_its_months() -> None:
    months = {f"2010-0{month}": {"numerator": month, "denominator": 10} for month in (4, 5, 6)}
    assert commented(indicator(months)) == ["2010-04", "2010-05", "2010-06"]


@pytest.mark.parametrize(
    ("before", "now", "changed"),
    [
        ({"actual": 69}, {"actual": 71}, True),
        ({"actual": 69}, {}, True),
        ({"actual": 69}, None, True),
        ({"text": "about a third"}, {"text": "about a half"}, True),
        ({"numerator": 1, "denominator": 2}, {"numerator": 1, "denominator": 4}, True),
        ({"actual": 69, "status": "provisional"}, {"actual": 69}, False),
        ({"actual": 69}, {"actual": 69.0, "target": 77}, False),
        ({"text": "about  a third"}, {"text": "about a third"}, False),
        ({"status": "awaited"}, {"actual": 69}, False),
        ({"target": 77}, {"actual": 69}, False),
    ],
)
def test_a_figure_has_changed_if_it_said_something_else_before(
    before: dict[str, object], now: dict[str, object] | None, changed: bool
) -> None:
    earlier, later = indicator({"Q1-2010": before}), indicator({} if now is None else {"Q1-2010": now})
    found = figures_changed(earlier, later, QUARTER, earlier.assessments[QUARTER])
    assert [one.period for one in found] == ([QUARTER] if changed else [])


def test_a_new_month_is_no_change_of_the_others() -> None:
    months: dict[str, object] = {f"2010-0{month}": {"numerator": month, "denominator": 10} for month in (4, 5)}
    earlier, later = indicator(months), indicator({**months, "2010-06": {"numerator": 6, "denominator": 10}})
    assert figures_changed(earlier, later, QUARTER, earlier.assessments[QUARTER]) == []
