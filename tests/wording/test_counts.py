import pytest

from hsp_cli.wording.counts import counted, counted_or_no, one, plural


@pytest.mark.parametrize(
    ("count", "of_action", "of_risk"),
    [
        (0, "0 actions", "No risks are"),
        (1, "1 action", "1 risk is"),
        (2, "2 actions", "2 risks are"),
        (1204, "1,204 actions", "1,204 risks are"),
    ],
)
def test_one_thing_is_counted_in_the_singular_and_any_other_number_in_the_plural(
    count: int, of_action: str, of_risk: str
) -> None:
    assert counted(count, "action") == of_action
    assert counted_or_no(count, "risk is", "risks are") == of_risk


def test_a_word_alone_takes_the_form_of_its_count() -> None:
    assert [plural(count, "it", "them") for count in (0, 1, 2)] == ["them", "it", "them"]


def test_a_noun_has_its_article() -> None:
    assert [one(noun) for noun in ("action", "plan", "area set", "risk register")] == [
        "an action",
        "a plan",
        "an area set",
        "a risk register",
    ]
