from hsp_cli.domain.request import RequestRefused


def test_a_refusal_carries_its_words_and_the_way_out() -> None:
    refused = RequestRefused("no quarter Q5", "there is Q1-2010")
    assert (str(refused), refused.message, refused.hint) == ("no quarter Q5", "no quarter Q5", "there is Q1-2010")
    assert RequestRefused("no quarter Q5").hint == ""
