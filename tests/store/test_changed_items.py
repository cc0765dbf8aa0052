import pytest

from hsp_cli.store.changed_items import changed_items

HEAD = "title: Plan\naims:\n  - id: w1\n    actions:\n"
ITEMS = "".join(
    f"      - id: a{number}\n        due: 2010-0{number}\n        note: {'x' * 600}\n" for number in range(1, 9)
)
TAIL = "    measures:\n      - text: met\n  - id: w2\n    title: Second\n"
TEXT = HEAD + ITEMS + TAIL


def item(number: int, due: str | None = None) -> str:
    due = due or f"2010-0{number}"
    return f"      - id: a{number}\n        due: {due}\n        note: {'x' * 600}\n"


def test_the_run_is_the_item_that_holds_the_difference() -> None:
    assert changed_items(TEXT, TEXT.replace("2010-03", "2011-12")) == (item(3), item(3, "2011-12"))


def test_an_item_that_is_put_between_two_comes_with_both() -> None:
    new = "      - id: new\n        due: 2012-01\n"
    assert changed_items(TEXT, TEXT.replace(item(4), new + item(4))) == (
        item(3) + item(4),
        item(3) + new + item(4),
    )


def test_an_item_that_is_gone_comes_with_those_around_it() -> None:
    assert changed_items(TEXT, TEXT.replace(item(4), "")) == (item(3) + item(4) + item(5), item(3) + item(5))


def test_an_item_with_another_id_comes_with_the_one_before() -> None:
    runs = changed_items(TEXT, TEXT.replace("id: a4", "id: b4"))
    assert runs == (item(3) + item(4), item(3) + item(4).replace("a4", "b4"))


def test_a_run_holds_every_difference_between_the_first_and_the_last() -> None:
    now = TEXT.replace("2010-03", "2011-03").replace("2010-05", "2011-05")
    assert changed_items(TEXT, now) == (
        item(3) + item(4) + item(5),
        item(3, "2011-03") + item(4) + item(5, "2011-05"),
    )


def test_keys_after_the_last_item_of_a_list_belong_to_what_holds_the_list() -> None:
    # The last item would end with the measures of the aim, so the run would be the aim: most of the file.
    assert changed_items(TEXT, TEXT.replace("2010-08", "2011-08")) is None


def test_a_line_that_is_less_indented_than_the_item_belongs_to_what_holds_it() -> None:
    assert changed_items(TEXT, TEXT.replace("due: 2010-03", "due: 2010-03\n    status: open")) is None
    assert changed_items(TEXT, TEXT.replace("due: 2010-03", "due: 2010-03\n  # a comment")) is None


def test_a_difference_before_the_first_item_is_in_no_run() -> None:
    assert changed_items(TEXT, TEXT.replace("title: Plan", "title: Other")) is None


@pytest.mark.parametrize(
    ("before", "now"),
    [
        (TEXT, ""),
        ("", TEXT),
        (TEXT[:4000], TEXT[:3990]),
        (TEXT, TEXT.replace("- id: ", "-  id: ")),
        (TEXT, TEXT.replace("2010-01", "2011-01").replace("2010-07", "2011-07")),
    ],
    ids=("gone", "new", "short", "in another form", "most of the file"),
)
def test_other_differences_are_in_no_run(before: str, now: str) -> None:
    assert changed_items(before, now) is None


def test_lines_may_end_as_on_windows() -> None:
    before = TEXT.replace("\n", "\r\n")
    runs = changed_items(before, before.replace("2010-03", "2011-12"))
    assert runs == (item(3).replace("\n", "\r\n"), item(3, "2011-12").replace("\n", "\r\n"))
