import pytest

from hsp_cli.wording.sentences import capitalised, first_sentence


def test_only_the_first_letter_becomes_a_capital() -> None:
    assert (capitalised("due in May"), capitalised("NHS"), capitalised("")) == ("Due in May", "NHS", "")


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("The van broke on its first day out. It is mended.", "The van broke on its first day out."),
        ("The van broke\non its first day out. Then more.", "The van broke on its first day out."),
        ("It rose to 6.5 per cent of all the homes. Good.", "It rose to 6.5 per cent of all the homes."),
        ("We asked others, e.g. Harrow College did. Then more.", "We asked others, e.g. Harrow College did."),
        ("No full stop", "No full stop"),
        ("Why did it fall in the second quarter? Because.", "Why did it fall in the second quarter?"),
        ("June figure. It is just under double the target. More.", "June figure. It is just under double the target."),
        ("It fell. It will rise.", "It fell. It will rise."),
    ],
)
def test_the_first_sentence_ends_at_its_full_stop_unless_it_says_too_little(text: str, first: str) -> None:
    assert first_sentence(text) == first
