from hsp_cli.domain.period import Period
from hsp_cli.wording.periods import span_text


def test_the_days_of_a_quarter_are_spelt_out() -> None:
    assert span_text(Period.parse("Q4-2010")) == "2011-01-01 to 2011-03-31"
