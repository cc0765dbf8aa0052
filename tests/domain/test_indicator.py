from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from hsp_cli.domain.direction import DirectionBasis
from hsp_cli.domain.indicator import Figure, FigureStatus, Indicator
from hsp_cli.domain.rag import Band


def indicator(**keys: Any) -> Indicator:
    return Indicator.model_validate(
        {"id": "ni-192", "title": "Waste recycled", "unit": "%", "better": "higher", **keys}
    )


@pytest.mark.parametrize(
    ("keys", "basis"),
    [
        ({}, DirectionBasis.PREVIOUS_PERIOD),
        ({"seasonal": True}, DirectionBasis.SAME_PERIOD_LAST_YEAR),
        ({"seasonal": True, "direction_basis": "previous-period"}, DirectionBasis.PREVIOUS_PERIOD),
        ({"direction_basis": "same-period-last-year"}, DirectionBasis.SAME_PERIOD_LAST_YEAR),
    ],
)
def test_a_seasonal_indicator_looks_back_a_year_unless_it_says_otherwise(
    keys: dict[str, Any], basis: DirectionBasis
) -> None:
    assert indicator(**keys).compares_with is basis


def test_an_indicator_is_called_by_its_code_and_title() -> None:
    assert indicator().name == "Waste recycled"
    assert indicator(code="NI 192").name == "NI 192 Waste recycled"


def test_a_band_overrides_a_single_target() -> None:
    band = Band(low=Decimal("0.9"), high=Decimal("1.1"))
    assert Figure(target=Decimal(1)).aim == Decimal(1)
    assert Figure(target=Decimal(1), target_band=band).aim == band
    assert Figure().aim is None


def test_a_target_of_zero_is_a_target() -> None:
    assert Figure(target=Decimal(0)).aim == 0


@pytest.mark.parametrize("status", FigureStatus)
def test_only_a_figure_marked_awaited_is_awaited(status: FigureStatus) -> None:
    assert Figure(status=status).is_awaited is (status is FigureStatus.AWAITED)


@pytest.mark.parametrize("key", ["figures", "assessments"])
def test_one_period_in_two_spellings_is_refused_so_that_no_value_is_lost(key: str) -> None:
    with pytest.raises(ValidationError, match="Q1-2010"):
        indicator(**{key: {"Q1-2010": {"note": "one"}, "Q1 2010/11": {"note": "other"}}})


@pytest.mark.parametrize("decimals", [-1, 11, 1.5, "2", True])
def test_decimals_are_a_count_that_a_figure_can_be_written_with(decimals: Any) -> None:
    with pytest.raises(ValidationError):
        indicator(decimals=decimals)


def test_a_figure_with_only_its_cases_has_a_number_that_the_record_does_not_state() -> None:
    figures = {"Q1-2010": {"numerator": 86, "denominator": 100}, "Q2-2010": {"numerator": 0, "denominator": 0}}
    record = Indicator.model_validate({"id": "x", "title": "X", "unit": "%", "better": "higher", "figures": figures})
    worked_out, without = record.figures.values()
    assert worked_out.actual == 86
    assert (worked_out.is_stated, without.actual) == (False, None)
    assert "actual" not in worked_out.model_dump(exclude_unset=True)
