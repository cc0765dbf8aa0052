"""Numbers, dates and words of cells, as they are stated; what is not is refused with the reason."""

import contextlib
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, strategies as st

from hsp_cli.domain.period import Period
from hsp_cli.domain.sheet import Cell, CellProblem, ShownAs
from hsp_cli.exchange.incoming.cells import (
    CellRefused,
    Formulas,
    Percent,
    Rules,
    read_number,
    read_period,
    read_text,
    read_whole,
)
from hsp_cli.exchange.incoming.forms import Form, Span

BRITISH = Rules(thousands=",", signs=("%", "£"), nothing=frozenset({"-", "n/a"}))


@pytest.mark.parametrize(
    ("text", "rules", "number"),
    [
        ("71", Rules(), "71"),
        ("77.0", Rules(), "77.0"),
        ("-3.5", Rules(), "-3.5"),
        ("1,204", BRITISH, "1204"),
        ("£1,204.50", BRITISH, "1204.50"),
        ("77 %", BRITISH, "77"),
        ("1.204,5", Rules(decimal=",", thousands="."), "1204.5"),
        ("1 204,5", Rules(decimal=",", thousands=" "), "1204.5"),
    ],
)
def test_a_number_in_the_stated_form_keeps_its_digits(text, rules, number):
    assert str(read_number(Cell(text), rules)) == number


@pytest.mark.parametrize(
    ("text", "rules", "words"),
    [
        ("1.204,5", Rules(), "'1.204,5' is not a number; write 1204.5"),
        ("1,204.5", Rules(), "'1,204.5' is not a number; write 1204.5"),
        (
            "1,204",
            Rules(),
            "'1,204' is not a number; write it without signs between thousands, and with '.' before decimals",
        ),
        ("77%", Rules(), "'77%' is not a number"),
        ("about 70", Rules(), "'about 70' is not a number"),
        ("1e5", Rules(), "'1e5' is not a number"),
        ("٣", Rules(), "'٣' is not a number"),
        (
            "12,04",
            BRITISH,
            "'12,04' is not a number; write it without signs between thousands, and with '.' before decimals",
        ),
        ("9" * 100, Rules(), f"'{'9' * 59}…' is not a number"),
    ],
)
def test_a_number_in_another_form_is_refused_with_what_to_write(text, rules, words):
    with pytest.raises(CellRefused) as refused:
        read_number(Cell(text), rules)
    assert str(refused.value) == words


@pytest.mark.parametrize("text", ["", "  ", "-", "N/A", "n/a "])
def test_a_text_that_means_nothing_is_an_empty_cell(text):
    assert read_number(Cell(text), BRITISH) is None
    assert read_text(Cell(text), BRITISH) is None
    assert read_period(Cell(text), BRITISH) is None


def test_nought_is_a_number_unless_it_is_stated_to_mean_nothing():
    assert read_number(Cell(Decimal(0)), BRITISH) == 0
    assert read_number(Cell(Decimal(0)), Rules(nothing=frozenset({"0"}))) is None


def test_a_percentage_of_a_spreadsheet_is_refused_until_it_is_stated_which_number_is_meant():
    cell = Cell(Decimal("0.775"), None, ShownAs.PERCENT)
    with pytest.raises(CellRefused) as refused:
        read_number(cell, Rules())
    assert str(refused.value) == "it shows 77.5% and holds 0.775; write the number without a percent format"
    assert read_number(cell, Rules(percent=Percent.AS_SHOWN)) == Decimal("77.5")
    assert read_number(cell, Rules(percent=Percent.AS_HELD)) == Decimal("0.775")


def test_a_whole_number_has_no_decimals():
    assert read_whole(Cell(Decimal(60)), Rules()) == 60
    assert read_whole(Cell(), Rules()) is None
    with pytest.raises(CellRefused, match=r"^60\.5 is not a whole number$"):
        read_whole(Cell(Decimal("60.5")), Rules())


@pytest.mark.parametrize("value", [date(2024, 6, 1), True])
def test_a_date_or_a_yes_is_not_a_number(value: Any):
    with pytest.raises(CellRefused, match=r"not a number$"):
        read_number(Cell(value), Rules())


def test_a_formula_is_refused_or_its_value_taken():
    cell = Cell(Decimal(5), CellProblem.FORMULA)
    with pytest.raises(CellRefused, match=r"^it has a formula; type the value instead$"):
        read_number(cell, Rules())
    assert read_number(cell, Rules(formulas=Formulas.VALUES)) == 5


def test_an_error_of_the_spreadsheet_and_a_merged_cell_are_always_refused():
    rules = Rules(formulas=Formulas.VALUES)
    with pytest.raises(CellRefused, match=r"^the spreadsheet shows an error: #REF!$"):
        read_number(Cell("#REF!", CellProblem.ERROR), rules)
    with pytest.raises(CellRefused, match=r"^it is merged with other cells; unmerge them, and fill in each$"):
        read_text(Cell(None, CellProblem.MERGED), rules)


def test_a_character_that_no_text_has_is_refused():
    with pytest.raises(CellRefused, match=r"^it has U\+0008, which is not a character of a text; delete it$"):
        read_text(Cell("a\x08b"), Rules())
    assert read_text(Cell("a\tb\r\nc"), Rules()) == "a\tb\nc"


def test_words_mean_what_is_stated_whatever_their_capitals_and_spaces():
    rules = Rules(words={"on  track".replace("  ", " "): "in-progress", "<5": "3"})
    assert read_text(Cell(" On\nTrack "), rules) == "in-progress"
    assert read_number(Cell("<5"), rules) == 3
    assert read_text(Cell("Late"), rules) == "Late"


FORMS = (Form("DD/MM/YYYY"), Form("MMM-YY"))


def test_a_period_is_read_in_one_of_the_forms():
    assert read_period(Cell("31/12/2017"), Rules(forms=FORMS)) == Period.parse("2017-12-31")
    assert read_period(Cell("Dec-17"), Rules(forms=FORMS)) == Period.parse("2017-12")


def test_a_date_of_the_spreadsheet_needs_no_form_and_is_what_it_shows():
    day = date(2024, 6, 1)
    assert read_period(Cell(day), Rules()) == Period.day(day)
    assert read_period(Cell(day, None, ShownAs.MONTH), Rules()) == Period.month(2024, 6)
    assert read_period(Cell(day), Rules(span=Span.QUARTER)) == Period.parse("Q1-2024")
    with pytest.raises(CellRefused, match=r"^it shows the year 2024 and holds 2024-06-01; write the year as text$"):
        read_period(Cell(day, None, ShownAs.YEAR), Rules())


def test_a_day_in_words_can_stand_for_the_quarter_in_which_it_lies():
    assert read_period(Cell("30/06/2024"), Rules(forms=FORMS, span=Span.QUARTER)) == Period.parse("Q1-2024")
    assert read_period(Cell("Jun-24"), Rules(forms=FORMS, span=Span.QUARTER)) == Period.parse("2024-06")


@pytest.mark.parametrize(
    ("text", "forms", "words"),
    [
        ("2017-12-31", FORMS, "'2017-12-31' is not in the form DD/MM/YYYY or MMM-YY"),
        ("31/02/2017", FORMS, "'31/02/2017' is not a date or period: February 2017 has no day 31"),
        (
            "01/02/2017",
            (Form("DD/MM/YYYY"), Form("MM/DD/YYYY")),
            "'01/02/2017' may mean 2017-01-02 and 2017-02-01, by the forms that are stated",
        ),
        ("soon", (), "'soon' is text, and the mapping states no form of dates for it"),
    ],
)
def test_a_period_in_another_form_is_refused(text, forms, words):
    with pytest.raises(CellRefused) as refused:
        read_period(Cell(text), Rules(forms=forms))
    assert str(refused.value) == words


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=2))
def test_a_number_is_the_same_in_every_form_that_is_stated_for_it(number: Decimal):
    plain = f"{number:f}"
    assert read_number(Cell(plain), Rules()) == number
    assert read_number(Cell(f"{number:,f}"), BRITISH) == number
    german = f"{number:,f}".replace(",", " ").replace(".", ",").replace(" ", ".")
    assert read_number(Cell(german), Rules(decimal=",", thousands=".")) == number


@given(st.text(max_size=30))
def test_no_text_is_more_than_a_number_or_a_refusal(text: str):
    for rules in (Rules(), BRITISH):
        with contextlib.suppress(CellRefused):
            number = read_number(Cell(text), rules)
            assert number is None or number.is_finite()
