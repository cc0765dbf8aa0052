from decimal import Decimal

import pytest

from hsp_cli.wording.numbers import format_number, signed, with_full_unit, with_unit


@pytest.mark.parametrize(
    ("number", "decimals", "text"),
    [
        ("69", None, "69"),
        ("6.80", None, "6.80"),
        ("1E+3", None, "1,000"),
        ("412000", None, "412,000"),
        ("-1204.50", None, "-1,204.50"),
        ("999", None, "999"),
        ("1234567.891", 1, "1,234,567.9"),
        ("0.125", 2, "0.13"),
        ("-0.4", 0, "0"),
        ("0.00001", None, "0.00001"),
        ("7", 2, "7.00"),
        ("5.95", 1, "6.0"),
        ("-0.5", 0, "-1"),
    ],
)
def test_a_number_is_written_as_recorded_or_to_its_decimals(number: str, decimals: int | None, text: str) -> None:
    assert format_number(Decimal(number), decimals) == text


@pytest.mark.parametrize(
    ("number", "unit", "text"),
    [
        ("69", "%", "69%"),
        ("6.80", "%", "6.80%"),
        ("23", "% of cases", "23%"),
        ("12.50", "£", "£12.50"),
        ("412000", "£", "£412,000"),
        ("-5", "£", "-£5"),
        ("1.2", "£m", "£1.2m"),
        ("12", "£ per head", "£12"),
        ("412", "£000", "412"),
        ("4149", "claimants", "4,149"),
        ("3", "%age", "3"),
    ],
)
def test_a_percentage_or_an_amount_of_money_shows_its_sign_and_a_count_does_not(
    number: str, unit: str, text: str
) -> None:
    assert with_unit(Decimal(number), unit) == text


@pytest.mark.parametrize(
    ("number", "text"),
    [("5", "+5"), ("-10.3896", "-10.39"), ("0", "0"), ("-0.004", "0"), ("-84.00", "-84"), ("1000", "+1,000")],
)
def test_a_distance_is_signed_and_to_two_decimals_at_most(number: str, text: str) -> None:
    assert signed(Decimal(number)) == text


@pytest.mark.parametrize(
    ("unit", "text"),
    [
        ("%", "12%"),
        ("% increase", "12%"),
        ("£", "£12"),
        ("£m", "£12m"),
        ("£ a week", "£12 a week"),
        ("£000", "12 £000"),
        ("visits", "12 visits"),
        ("", "12"),
    ],
)
def test_where_there_is_room_a_count_names_what_it_counts(unit: str, text: str) -> None:
    assert with_full_unit(Decimal(12), unit) == text
