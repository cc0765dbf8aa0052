from hsp_cli.wording.rated import Rated, followed, joined, preceded, rated

RED = rated("R Red", "red")


def test_a_rated_text_is_its_words_for_everybody_who_does_not_ask() -> None:
    assert RED == "R Red"
    assert RED.parts == (("R Red", "red"),)
    assert f"{RED}!" == "R Red!"
    assert not isinstance(RED + "!", Rated)
    assert rated("X", None).parts == (("X", ""),)


def test_words_before_and_after_a_rating_are_no_part_of_it() -> None:
    text = preceded("New: ", followed(RED, " †1"))
    assert text == "New: R Red †1"
    assert isinstance(text, Rated)
    assert text.parts == (("New: ", None), ("R Red", "red"), (" †1", None))
    assert followed(RED, "") is RED


def test_plain_texts_stay_plain() -> None:
    for text in (followed("a", "b"), preceded("a", "b"), joined(["a", "b"]), joined([], "; ")):
        assert type(text) is str
    assert joined(["a", 1], "; ") == "a; 1"


def test_joined_texts_keep_the_colours_of_their_ratings() -> None:
    text = joined([RED, "↓ worsening", RED], "; ")
    assert text == "R Red; ↓ worsening; R Red"
    assert isinstance(text, Rated)
    assert text.parts == (("R Red", "red"), ("; ", None), ("↓ worsening", None), ("; ", None), ("R Red", "red"))
    assert joined([RED, RED]) == "R RedR Red"
