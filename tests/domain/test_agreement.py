from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, strategies as st
from pydantic import ValidationError

from hsp_cli.domain.agreement import Agreement, Instalment, Pot, Target, adds_up, parts_of, year_after
from hsp_cli.domain.period import COUNCIL_CALENDAR, Calendar, Period

ONE = Decimal(1)


def agreement(**keys: Any) -> Agreement:
    return Agreement.model_validate({"id": "a", "title": "A", **keys})


def whole(*amounts: int) -> tuple[Decimal, ...]:
    return tuple(map(Decimal, amounts))


def targets(*keys: dict[str, Any]) -> tuple[Target, ...]:
    return tuple(Target.model_validate({"id": f"t{at}", "title": "T", **one}) for at, one in enumerate(keys))


def test_the_pot_is_two_and_a_half_per_cent_of_the_net_budget() -> None:
    assert Pot(net_budget=Decimal(132_993_000), rounded_to=Decimal(1000)).total == 3_325_000
    assert Pot(net_budget=Decimal(237_627_655)).total == 5_940_691


def test_an_amount_counts_before_a_budget_and_is_not_rounded() -> None:
    assert Pot(amount=Decimal("99.50"), net_budget=Decimal(1000)).total == Decimal("99.50")


def test_a_share_without_a_budget_is_no_pot() -> None:
    assert Pot(share=Decimal(2)).total is None


@pytest.mark.parametrize(
    ("ends", "years"),
    [("2004/05", ["2005/06", "2006/07"]), ("2005-03-31", ["2005/06", "2006/07"]), ("2005-04", ["2006/07", "2007/08"])],
)
def test_two_instalments_are_paid_in_the_two_financial_years_after_the_end(ends: str, years: list[str]) -> None:
    paid = agreement(ends=ends).payments(COUNCIL_CALENDAR)
    assert [one.year.text for one in paid] == years
    assert agreement(ends=ends).year_on_account(COUNCIL_CALENDAR) == paid[0].year.previous()


def test_a_year_may_be_a_calendar_year() -> None:
    paid = agreement(ends="2005-11").payments(Calendar(year_starts=1))
    assert [one.year.text for one in paid] == ["2006", "2007"]


def test_the_years_of_payment_can_be_recorded() -> None:
    recorded = agreement(ends="2004/05", instalments=[{"year": "2007/08"}], on_account_year="2003/04")
    assert recorded.payments(COUNCIL_CALENDAR) == (Instalment(year=Period.parse("2007/08")),)
    assert recorded.year_on_account(COUNCIL_CALENDAR) == Period.parse("2003/04")


def test_without_an_end_the_years_are_not_known() -> None:
    assert agreement().payments(COUNCIL_CALENDAR) == ()
    assert agreement().year_on_account(COUNCIL_CALENDAR) is None


def test_the_year_after_1999_is_2000() -> None:
    assert year_after(Period.parse("1999/00")).text == "2000/01"


@pytest.mark.parametrize(
    "keys", [{"floor": 101}, {"cap": -1}, {"rounded_to": 0}, {"pot": {"amount": -1}}, {"pot": {"amount": 10**16}}]
)
def test_a_percentage_is_between_0_and_100_and_an_amount_is_neither_negative_nor_absurd(keys: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        agreement(**keys)


# --- The parts of targets


def test_targets_without_shares_have_equal_parts() -> None:
    assert parts_of(Decimal(100), targets({}, {}, {}), ONE) == whole(34, 33, 33)


def test_shares_divide_the_whole() -> None:
    assert parts_of(Decimal(200), targets({"share": 75}, {"share": 25}), ONE) == whole(150, 50)


def test_shares_that_a_document_rounded_still_divide_the_whole() -> None:
    assert parts_of(Decimal(100), targets(*[{"share": 33.3}] * 3), ONE) == whole(34, 33, 33)


def test_amounts_stand_without_a_pot() -> None:
    assert parts_of(None, targets({"amount": 70}, {"amount": 40}), ONE) == whole(70, 40)


@pytest.mark.parametrize(
    ("pot", "keys"),
    [
        (None, [{}, {}]),
        (None, [{"share": 50}, {"share": 50}]),
        (100, [{"share": 50}, {}]),
        (100, [{"share": 50}, {"share": 49}]),
        (100, [{"share": 0}, {"share": 0}]),
        (100, [{"amount": 50}, {}]),
        (100, [{"amount": 50}, {"share": 50}]),
        (100, [{"amount": 50}, {"amount": 49}]),
        (100, [{"amount": 50}, {"amount": 51}]),
    ],
)
def test_parts_that_the_records_do_not_settle_are_not_known(pot: int | None, keys: list[dict[str, Any]]) -> None:
    assert parts_of(None if pot is None else Decimal(pot), targets(*keys), ONE) == (None, None)


@given(st.integers(0, 10**9), st.lists(st.integers(1, 1000), min_size=1, max_size=13))
def test_the_parts_add_up_to_the_pot(pot: int, weights: list[int]) -> None:
    shares = [Decimal(weight * 100) / sum(weights) for weight in weights]
    assert adds_up(shares)
    parts = parts_of(Decimal(pot), targets(*({"share": float(share)} for share in shares)), ONE)
    assert sum(filter(None, parts)) == pot
