"""Changes at the place of a value: every other byte stays, and what is new is in the style of its neighbours."""

import os
import random
from decimal import Decimal

import pytest

from hsp_cli.domain.edit import Append, Edit, Remove, Set, applied, as_read, is_same
from hsp_cli.domain.request import RequestRefused
from hsp_cli.store.parsing import parse
from hsp_cli.store.splices import spliced
from tests.edits import broken_law, generated_text, random_edit
from tests.workspaces import REPOSITORY, SHIPPED

EDITS = int(os.environ.get("HSP_EDITS", "400"))
"""The number of random edits. `make edits` tries 10,000."""

RECORDS = [*SHIPPED, *sorted((REPOSITORY / "examples").rglob("*.yaml"))]

INDICATOR = """\
id: bins   # as in the return
figures:
  2010-06: {actual: 69, target: 77}
  2010-08: {actual: 70}  # August
assessments:
  Q1-2010:
    rag: HR
    comment: |
      In June.

      More.

    # Checked by A.
    note: x
"""


def changed_lines(text: str, *edits: Edit) -> list[str]:
    """The lines that some edits remove and add, with `-` and `+`."""
    import difflib

    after = spliced(text, edits)
    lines = list(difflib.unified_diff(text.split("\n"), after.split("\n"), lineterm="", n=0))[2:]
    return [line for line in lines if not line.startswith("@@")]


def test_a_new_period_goes_in_order_of_time_and_looks_like_its_neighbours() -> None:
    new = Set(("figures", "2010-07"), {"actual": 71, "target": Decimal("77.0")})
    assert spliced(INDICATOR, [new]) == INDICATOR.replace(
        "  2010-08:", "  2010-07: {actual: 71, target: 77.0}\n  2010-08:"
    )


@pytest.mark.parametrize(("period", "line"), [("2010-05", 3), ("2010-07", 4), ("2010-09", 5)])
def test_the_first_and_the_last_period_have_their_places_too(period: str, line: int) -> None:
    assert spliced(INDICATOR, [Set(("figures", period), 1)]).split("\n")[line - 1] == f"  {period}: 1"


def test_periods_from_the_latest_to_the_earliest_stay_in_that_order() -> None:
    text = "id: x\nfigures:\n  2010-08: 1\n  2010-06: 2\n"
    assert spliced(text, [Set(("figures", "2010-07"), 3)]) == text.replace("  2010-06", "  2010-07: 3\n  2010-06")
    assert spliced(text, [Set(("figures", "2010-09"), 3)]) == text.replace("  2010-08", "  2010-09: 3\n  2010-08")
    assert spliced(text, [Set(("figures", "2010-05"), 3)]) == text + "  2010-05: 3\n"


def test_a_period_is_found_in_any_spelling() -> None:
    assert changed_lines(INDICATOR, Set(("assessments", "Q1 2010/11", "rag"), "A")) == ["-    rag: HR", "+    rag: A"]


def test_a_key_is_added_inside_brackets_where_the_others_are() -> None:
    found = changed_lines(INDICATOR, Set(("figures", "2010-08", "status"), "provisional"))
    assert found == ["-  2010-08: {actual: 70}  # August", "+  2010-08: {actual: 70, status: provisional}  # August"]


def test_a_key_goes_where_the_other_records_have_it() -> None:
    text = "actions:\n  - id: a\n    due: 2010-06\n    owners: [x]\n  - id: b\n    owners: [y]\n"
    assert spliced(text, [Set(("actions", 1, "due"), "2010-07")]) == text.replace(
        "  - id: b\n", "  - id: b\n    due: 2010-07\n"
    )


def test_a_key_that_is_the_first_of_other_records_is_the_first() -> None:
    text = "figures:\n  2010-06: {actual: 1, target: 2}\n  2010-07: {target: 2}\n"
    assert spliced(text, [Set(("figures", "2010-07", "actual"), 3)]) == text.replace(
        ": {target", ": {actual: 3, target"
    )
    text = "list:\n  - on: 2010\n    text: a\n  - text: b\n"
    assert spliced(text, [Set(("list", 1, "on"), 2011)]) == text.replace("- text: b", "- on: 2011\n    text: b")


def test_a_key_goes_behind_the_one_that_the_edit_names() -> None:
    text = "id: a\ndue: 2010-06\nnote: x\n"
    assert spliced(text, [Set(("status",), "open", after=("start", "due"))]) == text.replace(
        "note", "status: open\nnote"
    )
    assert spliced(text, [Set(("status",), "open", after=("start",))]) == f"{text}status: open\n"


def test_a_new_item_has_the_indentation_and_the_style_of_the_list() -> None:
    flush = "id: x\nupdates:\n-   on: 2010-06\n    text: Begun.\n"
    assert spliced(flush, [Append(("updates",), {"on": "2010-07", "text": "Done."})]) == (
        f"{flush}-   on: 2010-07\n    text: Done.\n"
    )
    inline = "id: x\nupdates:\n  - {on: 2010-06, text: Begun.}\n"
    assert spliced(inline, [Append(("updates",), {"on": "2010-07", "text": "Done, at last."})]) == (
        inline + '  - {on: 2010-07, text: "Done, at last."}\n'
    )
    assert spliced("id: x\nleads: [A B]\n", [Append(("leads",), "C D")]) == "id: x\nleads: [A B, C D]\n"


def test_a_list_and_the_mappings_on_the_way_are_made() -> None:
    assert spliced("id: x\n", [Append(("outcome", "updates"), "z")]) == "id: x\noutcome:\n  updates: [z]\n"
    assert spliced("id: x\nupdates:\n", [Append(("updates",), "z")]) == "id: x\nupdates: [z]\n"
    assert spliced("id: x\nfigures: {}\n", [Set(("figures", "2010-06"), 1)]) == "id: x\nfigures: {2010-06: 1}\n"


def test_what_will_get_lists_of_its_own_begins_on_lines_of_its_own() -> None:
    aim = {"id": "a", "title": "A"}
    first = spliced("id: p\n\n# Further keys.\n", [Append(("aims",), aim)])
    assert first == "id: p\naims:\n  - id: a\n    title: A\n\n# Further keys.\n"
    action = {"id": "x", "text": "X"}
    assert spliced(first, [Append(("aims", 0, "actions"), action)]) == (
        "id: p\naims:\n  - id: a\n    title: A\n    actions:\n      - {id: x, text: X}\n\n# Further keys.\n"
    )


def test_the_comment_behind_a_value_stays() -> None:
    assert changed_lines(INDICATOR, Set(("id",), "tins")) == [
        "-id: bins   # as in the return",
        "+id: tins   # as in the return",
    ]
    long = "words " * 30 + "end"
    assert spliced("a: x  # why\nb: 1\n", [Set(("a",), long)]).startswith("a: >-  # why\n  words words")


def test_a_block_of_text_is_replaced_up_to_its_last_line() -> None:
    found = changed_lines(INDICATOR, Set(("assessments", "Q1-2010", "comment"), "Two lines\nof text.\n"))
    assert found == ["-      In June.", "-", "-      More.", "+      Two lines", "+      of text."]


def test_a_long_text_is_folded_and_a_short_one_stands_on_its_line() -> None:
    words = " ".join(["scaffolding"] * 11)
    assert spliced("id: x\n", [Set(("note",), words)]) == (
        f"id: x\nnote: >-\n  {' '.join(['scaffolding'] * 9)}\n  scaffolding scaffolding\n"
    )
    assert spliced("id: x\n", [Set(("note",), "Short.")]) == "id: x\nnote: Short.\n"


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("no", '"no"'), ("1e3", '"1e3"'), ("007", '"007"'), ("0x1F", '"0x1F"'), ("2010", '"2010"'),
        ("12:30", '"12:30"'),
        ("~", '"~"'), ("null", '"null"'), ("", '""'), ("a # b", '"a # b"'), ("a: b", '"a: b"'), ("- x", '"- x"'),
        ("50%", "50%"), ("%", '"%"'), ("it's", "it's"), ('say "so"', 'say "so"'), ('"so"', "'\"so\"'"),
        ("x\ty", '"x\\ty"'),
        ("2010-06-30", "2010-06-30"), ("Q1 2010/11", "Q1 2010/11"), ("£5m", "£5m"), ("end ", '"end "'), ("a:", '"a:"'),
        (71, "71"), (Decimal("77.0"), "77.0"), (Decimal("6.80"), '"6.80"'), (True, "true"), (None, "null"),
        (2010, "2010"),
        ("\\\t", '"\\\\\\t"'),
    ],
)  # fmt: skip
def test_a_text_has_quotes_only_where_yaml_could_read_something_else(value: object, written: str) -> None:
    assert spliced("id: x\n", [Set(("v",), value)]) == f"id: x\nv: {written}\n"


def test_a_text_between_brackets_is_quoted_for_more_signs() -> None:
    assert spliced("v: [a]\n", [Append(("v",), "b, c")]) == 'v: [a, "b, c"]\n'
    assert spliced("v: [a]\n", [Append(("v",), "b:c")]) == 'v: [a, "b:c"]\n'


def test_quotes_are_those_of_the_value_or_of_the_file() -> None:
    assert spliced("a: 'x'\n", [Set(("a",), "y")]) == "a: 'y'\n"
    assert spliced("a: 'no'\n", [Set(("b",), "yes")]) == "a: 'no'\nb: 'yes'\n"
    assert spliced("a: 'x'\n", [Set(("a",), "it's")]) == "a: it's\n"
    assert spliced('a: "x"\n', [Set(("a",), "b\\c")]) == "a: b\\c\n"
    assert spliced('a: "x"\n', [Set(("a",), "b\tc")]) == 'a: "b\\tc"\n'


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_line_ends_and_a_missing_last_one_stay(ending: str) -> None:
    text = INDICATOR.replace("\n", ending)
    after = spliced(text, [Set(("note",), "z")])
    assert after == f"{text}note: z{ending}"
    assert spliced(text.rstrip(), [Set(("note",), "z")]) == f"{text.rstrip()}{ending}note: z"


@pytest.mark.parametrize(
    ("text", "keys", "after"),
    [
        ("a:   # why\nb: 1\n", ("a",), "a: 7   # why\nb: 1\n"),
        ("a:\nb: 1\n", ("a",), "a: 7\nb: 1\n"),
        ("a:\n-\n- 1\n", ("a", 0), "a:\n- 7\n- 1\n"),
        ("a: {b: , c: 1}\n", ("a", "b"), "a: {b: 7 , c: 1}\n"),
        ("a: {b, c: 1}\n", ("a", "b"), "a: {b: 7, c: 1}\n"),
        ("a:\n  # why\n  b\nc: 1\n", ("a",), "a: 7\nc: 1\n"),
        ("a:\n\n  b # so\n", ("a",), "a: 7 # so\n"),
        ('a: "b\n  c" # so\n', ("a",), "a: 7 # so\n"),
        ("a: b\n  c # so\n", ("a",), "a: 7 # so\n"),
        ("a: | # why\n  b\n\n# so\n", ("a",), "a: 7 # why\n\n# so\n"),
        ("a: |+\n  b\n\nc: 1\n", ("a",), "a: 7\nc: 1\n"),
        ("a:\n  b: 1 # so\n  # in\n  c: 2\nd: 1\n", ("a",), "a: 7\nd: 1\n"),
        ("- a: 1\n  b: 2\n- c\n", (0,), "- 7\n- c\n"),
        ("-\n  a: 1\n- c\n", (0,), "- 7\n- c\n"),
    ],
)
def test_a_value_is_replaced_wherever_it_stands(text: str, keys: tuple[str | int, ...], after: str) -> None:
    assert spliced(text, [Set(keys, 7)]) == after


@pytest.mark.parametrize(
    ("text", "keys", "value", "after"),
    [
        ("a: 1 # so\n", ("a",), {"b": 1}, "a: {b: 1} # so\n"),
        ("a: 1 # so\n", ("a",), [{"b": 1}, {"b": 2}], "a: # so\n  - {b: 1}\n  - {b: 2}\n"),
        ("x:\n    y: 1\na: 1\n", ("a",), {"b": {"c": 1}}, "x:\n    y: 1\na:\n    b: {c: 1}\n"),
        ("x:\n- y: 1\na: 1\n", ("a",), [{"b": 1}], "x:\n- y: 1\na:\n- {b: 1}\n"),
        ("a: [1, 2]\n", ("a",), [3], "a: [3]\n"),
        ("a: {b: 1}\n", ("a",), {"b": 1, "c": 2}, "a: {b: 1, c: 2}\n"),
        ("a: {b: 1}\n", ("a",), {}, "a: {}\n"),
        ("- 1\n- 2\n", (1,), [3, 4], "- 1\n- [3, 4]\n"),
        ("-   1\n-   2\n", (1,), {"a": "x\ny"}, "-   1\n-   a: |-\n      x\n      y\n"),
        ("a: 1\n", ("a",), {"b": "x\ny"}, "a:\n  b: |-\n    x\n    y\n"),
    ],
)
def test_a_mapping_or_list_takes_the_place_of_a_value(
    text: str, keys: tuple[str | int, ...], value: object, after: str
) -> None:
    assert spliced(text, [Set(keys, value)]) == after


@pytest.mark.parametrize(
    ("text", "keys", "after"),
    [
        ("- a: 1\n  b: 2\n", (0, "a"), "- b: 2\n"),
        ("- a: 1\n  # of b\n  b: 2\n", (0, "a"), "-\n  # of b\n  b: 2\n"),
        ("- - 1\n  - 2\n", (0, 0), "- - 2\n"),
        ("a: 1\n# of b\nb: 2\n", ("a",), "# of b\nb: 2\n"),
        ("a: 1\nb: 2", ("b",), "a: 1"),
        ("a: {b: 1, c: 2, d: 3}\n", ("a", "c"), "a: {b: 1, d: 3}\n"),
        ("a: {b: 1}\n", ("a", "b"), "a: {}\n"),
        ("a: # why\n  b: 1\nc: 1\n", ("a", "b"), "a: {} # why\nc: 1\n"),
        ("- a: 1\n", (0, "a"), "- {}\n"),
    ],
)
def test_an_entry_is_removed_wherever_it_stands(text: str, keys: tuple[str | int, ...], after: str) -> None:
    assert spliced(text, [Remove(keys)]) == after


def test_a_comment_between_brackets_is_not_lost() -> None:
    with pytest.raises(RequestRefused, match="a comment stands beside a value between brackets"):
        spliced("a: {b: 1, # of b\n  c: 2}\n", [Remove(("a", "c"))])


def test_brackets_on_several_lines_grow_by_a_line() -> None:
    text = "a: {\n  b: 1,\n  c: 2\n}\n"
    assert spliced(text, [Set(("a", "d"), 3)]) == "a: {\n  b: 1,\n  c: 2,\n  d: 3\n}\n"
    assert spliced("a: [1,2]\n", [Append(("a",), 3)]) == "a: [1,2, 3]\n"


def test_the_same_value_changes_nothing() -> None:
    assert spliced(INDICATOR, [Set(("assessments", "Q1-2010", "comment"), "In June.\n\nMore.\n")]) == INDICATOR


def test_what_was_added_is_removed_without_a_trace() -> None:
    added = spliced(INDICATOR, [Set(("figures", "2010-07"), {"actual": 1})])
    assert spliced(added, [Remove(("figures", "2010-07"))]) == INDICATOR
    assert spliced("a: [1, 2]\n", [Remove(("a", 1))]) == "a: [1]\n"
    assert spliced("a: [1, 2]\n", [Remove(("a", 0))]) == "a: [2]\n"


def test_what_a_removal_leaves_empty_says_so() -> None:
    assert spliced("id: x\na:\n  b: 1\nc: 2\n", [Remove(("a", "b"))]) == "id: x\na: {}\nc: 2\n"
    assert spliced("id: x\na:\n- 1\n", [Remove(("a", 0))]) == "id: x\na: []\n"
    assert spliced("id: x\n", [Remove(("id",))]) == "{}\n"
    assert spliced("{}\n", [Set(("id",), "x")]) == "id: x\n"


def test_several_edits_are_made_one_after_the_other() -> None:
    text = "id: x\nlist: [a, b]\nlast: 1\n"
    edits: list[Edit] = [
        Remove(("list", 0)),
        Set(("list", 0), "c"),
        Append(("list",), "d"),
        Set(("last",), 2),
        Set(("new",), 3),
    ]
    assert spliced(text, edits) == "id: x\nlist: [c, d]\nlast: 2\nnew: 3\n"


def test_several_items_are_appended_in_their_order() -> None:
    edits = [
        Append(("a",), {"n": 1}),
        Append(("a",), {"n": 2}),
        Append(("b",), 3),
        Append(("b",), 4),
        Append(("c",), 5),
    ]
    text = "a:\n- {n: 0}\nb: [1]\n"
    assert spliced(text, edits) == "a:\n- {n: 0}\n- {n: 1}\n- {n: 2}\nb: [1, 3, 4]\nc: [5]\n"


def test_periods_in_two_spellings_are_one_place() -> None:
    edits = [Set(("f", "Q1-2010"), {"a": 1}), Set(("f", "Q1 2010/11", "b"), 2)]
    assert spliced("f: {Q4-2009: {a: 0}}\n", edits) == "f: {Q4-2009: {a: 0}, Q1-2010: {a: 1, b: 2}}\n"


@pytest.mark.parametrize(
    ("edit", "message"),
    [
        (Set((), 1), "the whole of a file is not changed by an edit"),
        (Set(("id", "x"), 1), "id holds a single value, so it has no x"),
        (Remove(("figures", "2011")), "the file has no figures.2011"),
        (Append(("id",), 1), "id is not a list"),
        (Set(("list", 3), 1), "the file has no list.3"),
    ],
)
def test_an_edit_of_what_is_not_there_is_refused(edit: Edit, message: str) -> None:
    with pytest.raises(RequestRefused) as refused:
        spliced("id: x\nfigures: {2010: 1}\nlist: [1]\n", [edit])
    assert refused.value.message == message


@pytest.mark.parametrize("text", ["", "# only a comment\n", "just words\n"])
def test_a_file_without_a_record_is_refused(text: str) -> None:
    with pytest.raises(RequestRefused, match=r"the file holds no record|holds a single value"):
        spliced(text, [Set(("a",), 1)])


def test_yaml_whose_places_nobody_can_find_is_refused() -> None:
    with pytest.raises(RequestRefused, match="line 1 has unusual YAML: "):
        spliced("a: [x:y]\n", [Set(("b",), 1)])


def test_a_key_behind_a_question_mark_is_refused() -> None:
    text = "? a\n: 1\nb: 2\n"
    with pytest.raises(RequestRefused, match="the key of a is written in an unusual way"):
        spliced(text, [Set(("a",), 7)])
    assert spliced(text, [Set(("b",), 7)]) == "? a\n: 1\nb: 7\n"


def test_a_text_that_is_not_utf_8_is_refused() -> None:
    with pytest.raises(RequestRefused, match=r"^a text has characters that are not UTF-8$"):
        spliced(INDICATOR, [Set(("title",), "caf\udce9")])


def test_unsound_yaml_is_refused() -> None:
    with pytest.raises(RequestRefused, match="the file is not sound YAML: line 2"):
        spliced("id: x\nid: y\n", [Set(("a",), 1)])


def test_a_comment_below_does_not_become_a_part_of_a_new_text() -> None:
    long = "words " * 30 + "end"
    after = spliced("a:\n  b: 1\n    # about b\n", [Set(("a", "b"), long)])
    assert after == f"a:\n  b: {long}\n    # about b\n"


@pytest.mark.parametrize("seed", range(4))
def test_random_edits_change_no_foreign_byte_and_can_be_undone(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(EDITS // 4):
        text = chance.choice(RECORDS).read_bytes().decode() if chance.random() < 0.5 else generated_text(chance)
        text = text.replace("\n", "\r\n") if "\r" not in text and chance.random() < 0.2 else text
        edit = random_edit(chance, parse(text))
        assert broken_law(text, edit) == "", (edit, text)


def test_several_random_edits_give_the_data_of_all() -> None:
    chance = random.Random(5)
    for _ in range(EDITS // 10):
        text = generated_text(chance)
        data = parse(text)
        edits: list[Edit] = []
        for _ in range(4):
            edits.append(random_edit(chance, data))
            data = as_read(applied(data, edits[-1:]))
        assert is_same(parse(spliced(text, edits)), data), (edits, text)
