from decimal import Decimal

import pytest

from hsp_cli.domain.indicator import Figure, Indicator
from hsp_cli.domain.observations import Observations
from hsp_cli.domain.performance import figure_of
from hsp_cli.domain.period import Period
from hsp_cli.domain.rag import Better
from hsp_cli.domain.series import as_indicator, figure_columns, figures_of, key_of, series_keys

YEAR, NEXT_YEAR = Period.parse("2011/12"), Period.parse("2012/13")
OBSERVED = Observations(
    "x.csv",
    "data/indicators/x.csv",
    (YEAR, NEXT_YEAR, YEAR),
    {"area": ("pinner", "pinner", "pinner"), "sex": ("all", "all", "female")},
    {"actual": (Decimal(1), None, Decimal(2)), "source.document": ("Census", None, None)},
)


def indicator(**more: object) -> Indicator:
    return Indicator.model_validate(
        {"id": "x", "title": "X", "unit": "%", "better": Better.LOWER, "dimensions": ["area", "sex"], **more}
    )


def test_the_figures_of_a_series_come_from_the_record_and_from_its_file() -> None:
    series = [{"of": {"area": "pinner", "sex": "all"}, "figures": {"2010/11": {"actual": 5}}}]
    record = indicator(series=series, observations=OBSERVED)
    assert series_keys(record) == (("pinner", "all"), ("pinner", "female"))
    found = figures_of(record, {"sex": "all", "area": "pinner"})
    assert found == {
        Period.parse("2010/11"): Figure(actual=Decimal(5)),
        YEAR: Figure.model_validate({"actual": 1, "source": {"document": "Census"}}),
        NEXT_YEAR: Figure(),
    }
    assert figures_of(record, {"area": "pinner", "sex": "female"}) == {YEAR: Figure(actual=Decimal(2))}


def test_an_indicator_without_series_has_none() -> None:
    assert series_keys(indicator()) == ()
    assert figures_of(indicator(), {"area": "pinner", "sex": "all"}) == {}


@pytest.mark.parametrize("of", [{}, {"area": "pinner"}, {"area": "pinner", "sex": "all", "age": "all"}])
def test_a_series_is_named_by_a_value_for_exactly_the_dimensions(of: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="a value for each of: area, sex"):
        key_of(indicator(), of)
    with pytest.raises(ValueError, match="a value for each of: area, sex"):
        figures_of(indicator(observations=OBSERVED), of)


def test_every_key_of_a_figure_with_a_single_value_is_a_column() -> None:
    columns = figure_columns()
    assert {"actual", "target", "target_band.low", "status", "text", "source.line"} <= columns.keys()
    nested = {column.partition(".")[0] for column in columns}
    assert nested == Figure.model_fields.keys() - {"revisions"}  # a list has no column


def test_a_rate_of_a_series_is_worked_out_from_its_cases() -> None:
    cases = Observations(
        "x.csv",
        "data/indicators/x.csv",
        (NEXT_YEAR,),
        {"area": ("pinner",), "sex": ("all",)},
        {"numerator": (Decimal(1),), "denominator": (Decimal(4),)},
    )
    inside = [{"of": {"area": "pinner", "sex": "all"}, "figures": {"2011/12": {"numerator": 1, "denominator": 2}}}]
    found = figures_of(indicator(series=inside, observations=cases), {"area": "pinner", "sex": "all"})
    assert [figure.actual for figure in found.values()] == [50, 25]


def test_a_quarter_of_a_series_is_worked_out_by_its_own_months() -> None:
    months = {month: {"numerator": 1, "denominator": 4} for month in ("2010-04", "2010-05", "2010-06")}
    inside = [{"of": {"area": "pinner", "sex": "all"}, "figures": months}]
    record = indicator(series=inside, figures={"2010-06": {"actual": 9}})
    assert not record.has_monthly_rates
    part = as_indicator(record, {"area": "pinner", "sex": "all"})
    found = figure_of(part, Period.parse("Q1-2010"))
    assert found is not None
    assert (found[0].text, found[1].actual) == ("Q1-2010", Decimal(25))
