from hsp_cli.domain.request import RequestRefused


def test_a_refused_request_has_a_message_and_a_hint() -> None:
    refused = RequestRefused("no quarter Q5", "there is Q1-2010")
    assert (str(refused), refused.message, refused.hint) == ("no quarter Q5", "no quarter Q5", "there is Q1-2010")
    assert RequestRefused("no quarter Q5").hint == ""
