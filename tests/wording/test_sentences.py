import pytest

from hsp_cli.wording.sentences import capitalised, first_sentence


def test_only_the_first_letter_becomes_a_capital() -> None:
    assert (capitalised("due in May"), capitalised("NHS"), capitalised("")) == ("Due in May", "NHS", "")


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("It fell. It will rise.", "It fell."),
        ("One line\nand the next. Then more.", "One line and the next."),
        ("It is 6.5 per cent. Good.", "It is 6.5 per cent."),
        ("Ask e.g. Harrow College. Then write.", "Ask e.g. Harrow College."),
        ("No full stop", "No full stop"),
        ("Why? Because.", "Why?"),
        ("1986. A great year. Then more.", "1986. A great year."),
    ],
)
def test_the_first_sentence_ends_at_its_full_stop(text: str, first: str) -> None:
    assert first_sentence(text) == first
