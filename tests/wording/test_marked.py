from hsp_cli.wording.marked import Marked, OfRating, OfRecord, followed, joined, named, preceded, rated, without_end

RED = rated("R Red", "red")


def test_a_rated_text_is_its_words_for_everybody_who_does_not_ask() -> None:
    assert RED == "R Red"
    assert RED.parts == (("R Red", OfRating("red")),)
    assert f"{RED}!" == "R Red!"
    assert not isinstance(RED + "!", Marked)
    assert rated("X", None).parts == (("X", OfRating("")),)


def test_words_before_and_after_a_rating_are_no_part_of_it() -> None:
    text = preceded("New: ", followed(RED, " †1"))
    assert text == "New: R Red †1"
    assert isinstance(text, Marked)
    assert text.parts == (("New: ", None), ("R Red", OfRating("red")), (" †1", None))
    assert followed(RED, "") is RED


def test_plain_texts_stay_plain() -> None:
    for text in (followed("a", "b"), preceded("a", "b"), joined(["a", "b"]), joined([], "; ")):
        assert type(text) is str
    assert joined(["a", 1], "; ") == "a; 1"


def test_joined_texts_keep_the_colours_of_their_ratings() -> None:
    text = joined([RED, "↓ worsening", RED], "; ")
    assert text == "R Red; ↓ worsening; R Red"
    assert isinstance(text, Marked)
    mark = OfRating("red")
    assert text.parts == (("R Red", mark), ("; ", None), ("↓ worsening", None), ("; ", None), ("R Red", mark))
    assert joined([RED, RED]) == "R RedR Red"


def test_words_that_name_a_record_are_on_one_line_and_none_name_nothing() -> None:
    text = named(" Reduce\n  crime ", "aim:plans/cohesion/a1")
    assert text == "Reduce crime"
    assert isinstance(text, Marked)
    assert text.parts == (("Reduce crime", OfRecord("aim:plans/cohesion/a1")),)
    assert type(named(" \n", "aim:plans/cohesion/a1")) is str


def test_a_text_whose_end_is_cut_off_keeps_its_other_marks() -> None:
    text = without_end(joined((named("Crime", "plan:plans/crime"), ". ..")), ". ")
    assert isinstance(text, Marked)
    assert text.parts == (("Crime", OfRecord("plan:plans/crime")),)
    shorter = without_end(joined((RED, named("etc..", "plan:plans/crime"))), ".")
    assert isinstance(shorter, Marked)
    assert shorter.parts == (("R Red", OfRating("red")), ("etc", OfRecord("plan:plans/crime")))
    assert without_end("a..", ".") == "a"
