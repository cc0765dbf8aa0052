from datetime import date

import pytest

from hsp_cli.analysis.quarters import known_quarters, quarter_asked, quarter_to_collect
from hsp_cli.domain.period import Period
from hsp_cli.domain.request import RequestRefused
from hsp_cli.wording.periods import span_text
from tests.workspaces import PARTNERSHIP, Files, ReadRecords

INDICATOR = "id: ni-1\ntitle: T\nunit: '%'\nbetter: higher\n"
HERE = "data/indicators/ni-1.yaml"
REGISTER = "id: r\ntitle: R\nbody: b\nrisks: [{id: x, title: X, ratings: {Q3-2009: {rating: A1}}}]\n"
THREE: Files = {HERE: INDICATOR + "figures: {Q3-2009: {actual: 1}, Q4-2009: {actual: 1}, Q1-2010: {actual: 1}}\n"}


def texts(quarters: tuple[Period, ...]) -> list[str]:
    return [quarter.text for quarter in quarters]


def test_quarters_are_known_from_figures_assessments_ratings_and_papers(records: ReadRecords) -> None:
    ws = records(
        {
            HERE: INDICATOR + "figures: {Q1-2010: {actual: 1}}\nassessments: {Q4-2009: {rag: A}}\n",
            "data/risks/r.yaml": REGISTER,
            "data/papers/p.yaml": "id: p\ntitle: P\nbody: b\nreport: t\nquarter: Q2-2010\n",
        }
    )
    assert texts(known_quarters(ws)) == ["Q3-2009", "Q4-2009", "Q1-2010", "Q2-2010"]


def test_quarters_are_known_from_what_projects_and_grants_report(records: ReadRecords) -> None:
    ws = records(
        {
            "data/projects/p.yaml": "id: p\ntitle: P\nupdates: {Q3-2009: Under way.}\n",
            "data/grants/g.yaml": "id: g\ntitle: G\nreturns: {Q1-2010: {actual_spend: 5}}\n",
        }
    )
    assert texts(known_quarters(ws)) == ["Q3-2009", "Q1-2010"]


@pytest.mark.parametrize(
    ("period", "quarters"),
    [
        ("2010-06", ["Q1-2010"]),
        ("2011-01-15", ["Q4-2010"]),
        ("2010/11", ["Q4-2010"]),
        ("2010", ["Q3-2010"]),
        ("AY 2010/11", ["Q2-2011"]),
        ("12m-2010-06", ["Q1-2010"]),
    ],
)
def test_a_period_belongs_to_the_quarter_in_which_it_ends(
    records: ReadRecords, period: str, quarters: list[str]
) -> None:
    ws = records({HERE: f"{INDICATOR}figures: {{{period}: {{actual: 1}}}}\n"})
    assert texts(known_quarters(ws)) == quarters


def test_quarters_are_those_of_the_partnerships_calendar(records: ReadRecords) -> None:
    settings = PARTNERSHIP + "calendar: {year_starts: 1}\n"
    ws = records({"data/partnership.yaml": settings, HERE: INDICATOR + "figures: {2010-06: {actual: 1}}\n"})
    assert texts(known_quarters(ws)) == ["Q2-2010"]


def test_a_quarter_is_asked_for_in_the_partnerships_calendar(records: ReadRecords) -> None:
    settings = PARTNERSHIP + "calendar: {year_starts: 1}\n"
    ws = records({"data/partnership.yaml": settings, HERE: INDICATOR + "figures: {Q1-2010: {actual: 1}}\n"})
    assert span_text(quarter_asked(ws, "Q1-2010", date(2010, 9, 27))) == "2010-01-01 to 2010-03-31"


def test_of_many_quarters_the_last_eight_are_named(records: ReadRecords) -> None:
    figures = ", ".join(f"Q{n}-{year}: {{actual: 1}}" for year in (2008, 2009, 2010) for n in (1, 2, 3, 4))
    with pytest.raises(RequestRefused) as refused:
        quarter_asked(records({HERE: f"{INDICATOR}figures: {{{figures}}}\n"}), "Q1-2015", date(2010, 9, 27))
    assert refused.value.hint == (
        "there are records for Q1-2009, Q2-2009, Q3-2009, Q4-2009, Q1-2010, Q2-2010, Q3-2010, Q4-2010"
    )


@pytest.mark.parametrize("asked", ["Q1-2010", "Q1 2010/11", "2010-11 Q1", "q1-2010"])
def test_a_quarter_is_asked_for_in_any_spelling(records: ReadRecords, asked: str) -> None:
    assert quarter_asked(records(THREE), asked, date(2010, 9, 27)).text == "Q1-2010"


@pytest.mark.parametrize(
    ("as_of", "quarter"),
    [
        (date(2010, 9, 27), "Q1-2010"),
        (date(2010, 7, 1), "Q1-2010"),
        (date(2010, 6, 30), "Q4-2009"),
        (date(2030, 1, 1), "Q1-2010"),
        (date(2010, 1, 1), "Q3-2009"),
    ],
)
def test_unasked_it_is_the_latest_quarter_that_has_ended(records: ReadRecords, as_of: date, quarter: str) -> None:
    assert quarter_asked(records(THREE), None, as_of).text == quarter


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ("Q1 2010/12", "2010 is followed by 11"),
        ("Q5-2010", "quarters run from Q1 to Q4"),
        ("2010-06", "'2010-06' is not a quarter"),
        ("2010/11", "'2010/11' is not a quarter"),
        ("next", "'next' is not a quarter; write Q1-2010"),
        ("Q1-2015", r"nothing is recorded for Q1 2015/16 \(2015-04-01 to 2015-06-30\)"),
    ],
)
def test_what_is_no_quarter_with_records_is_refused_and_the_known_ones_named(
    records: ReadRecords, asked: str, message: str
) -> None:
    with pytest.raises(RequestRefused, match=message) as refused:
        quarter_asked(records(THREE), asked, date(2010, 9, 27))
    assert refused.value.hint == "there are records for Q3-2009, Q4-2009, Q1-2010"


def test_before_any_quarter_has_ended_there_is_nothing_to_show(records: ReadRecords) -> None:
    with pytest.raises(RequestRefused, match="no quarter with records has ended before 2009-12-31"):
        quarter_asked(records(THREE), None, date(2009, 12, 31))


def test_a_workspace_without_records_says_so(records: ReadRecords) -> None:
    with pytest.raises(RequestRefused) as refused:
        quarter_asked(records({}), None, date(2010, 9, 27))
    assert refused.value.hint == "the workspace has no figures, ratings or papers for any quarter"


YEARLY = INDICATOR + "frequency: yearly\nfigures: {2022/23: {actual: 1}}\n"


def test_a_quarter_in_which_a_yearly_figure_stands_can_be_asked_for(records: ReadRecords) -> None:
    ws = records({HERE: YEARLY})
    assert quarter_asked(ws, "Q2-2023", date(2023, 8, 1)).text == "Q2-2023"
    assert quarter_asked(ws, None, date(2023, 8, 1)).text == "Q4-2022"


@pytest.mark.parametrize("quarter", ["Q3-2023", "Q3-2022"])
def test_a_quarter_that_has_not_begun_or_was_before_the_first_figure_cannot(records: ReadRecords, quarter: str) -> None:
    with pytest.raises(RequestRefused, match="nothing is recorded"):
        quarter_asked(records({HERE: YEARLY}), quarter, date(2023, 8, 1))


@pytest.mark.parametrize(
    ("asked", "as_of", "quarter"),
    [
        (None, date(2010, 9, 30), "Q1-2010"),
        (None, date(2010, 10, 1), "Q2-2010"),
        (None, date(1, 1, 1), "Q4-0"),
        ("q3-2010", date(2010, 10, 1), "Q3-2010"),
        ("Q1-1999", date(2010, 10, 1), "Q1-1999"),
    ],
)
def test_records_can_be_collected_for_a_quarter_without_any(
    records: ReadRecords, asked: str | None, as_of: date, quarter: str
) -> None:
    assert quarter_to_collect(records({}), asked, as_of).text == quarter


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ("next", "'next' is not a quarter; write Q1-2010"),
        ("Q3-2010", r"Q3 2010/11 \(2010-10-01 to 2010-12-31\) has not begun on 2010-09-30"),
    ],
)
def test_nothing_can_be_collected_for_what_is_no_quarter_or_has_not_begun(
    records: ReadRecords, asked: str, message: str
) -> None:
    with pytest.raises(RequestRefused, match=message):
        quarter_to_collect(records({}), asked, date(2010, 9, 30))
