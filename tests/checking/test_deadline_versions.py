from collections.abc import Sequence

import pytest
from hypothesis import given, settings, strategies as st

from hsp_cli.checking.deadline_versions import DeadlineReader
from hsp_cli.domain.address import Address
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.period import COUNCIL_CALENDAR
from hsp_cli.store import changed_items

PLAN = """\
id: p
title: Plan
aims:
  - id: w1
    title: First
    actions:
{first}    measures:
      - id: m1
        text: Measured
  - id: w2
    title: Second
    actions:
{second}"""


def action(number: int, due: str = "2010-03", *, rest: str = "") -> str:
    return f"      - id: a{number}\n        text: Do {number}\n        due: {due}\n{rest}"


def plan(**dues: str) -> str:
    """A plan of two aims with three actions each; the deadlines of some of them are given."""
    actions = [action(number, dues.get(f"a{number}", "2010-03")) for number in range(1, 7)]
    return PLAN.format(first="".join(actions[:3]), second="".join(actions[3:]))


@pytest.fixture(autouse=True)
def short_files_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changed_items, "_TOO_SHORT", 0)


def reader(*, use_items: bool = True, kind: Kind = Kind.PLAN) -> DeadlineReader:
    return DeadlineReader(kind, COUNCIL_CALENDAR, 1_000_000, use_items=use_items)


def dues(found: object) -> dict[str, str] | None:
    if found is None:
        return None
    assert isinstance(found, dict)
    return {str(address): str(one.due) for address, one in found.items()}


def read(*versions: str, use_items: bool = True) -> tuple[list[dict[str, str] | None], int]:
    """The deadlines of each version, and how many characters were parsed after the first."""
    reads = reader(use_items=use_items)
    found = [dues(reads.read(versions[0].encode()))]
    first = reads.parsed
    found += [dues(reads.read(version.encode())) for version in versions[1:]]
    return found, reads.parsed - first


def test_a_version_gives_the_deadline_of_each_action_by_address() -> None:
    found = reader().read(plan(a2="at the next meeting", a3="2010-06-30").encode())
    assert found is not None
    assert found[Address(Kind.ACTION, "plans/p", "a2")].heading == "Do 2"
    assert dues(found) == {
        "p/a1": "2010-03", "p/a2": "at the next meeting", "p/a3": "2010-06-30", "p/a4": "2010-03", "p/a5": "2010-03",
        "p/a6": "2010-03",
    }  # fmt: skip


def test_only_the_item_that_a_version_changes_is_parsed() -> None:
    found, parsed = read(plan(), plan(a2="2010-09"))
    assert found[1] == (found[0] or {}) | {"p/a2": "2010-09"}
    assert parsed == 2 * len(action(2))


def test_an_item_that_is_new_gone_or_has_another_id_is_read() -> None:
    without = plan().replace(action(5), "")
    renamed = plan().replace("id: a5", "id: b5")
    found, parsed = read(plan(), without, plan(), renamed)
    base = found[0] or {}
    others = {address: due for address, due in base.items() if address != "p/a5"}
    assert found[1:] == [others, base, others | {"p/b5": "2010-03"}]
    assert parsed < 2 * len(plan())  # of the three versions


def test_a_change_of_what_holds_the_items_is_read() -> None:
    moved = plan().replace("    actions:\n      - id: a4", "    plans:\n      - id: a4")
    found, _ = read(plan(), moved)
    assert found[1] == {f"p/a{number}": "2010-03" for number in (1, 2, 3)}


def test_items_that_a_text_quotes_are_no_items() -> None:
    quoted = f"about: |\n{action(7)}{action(8)}{action(9)}"
    before = plan().replace("aims:\n", f"{quoted}aims:\n")
    after = before.replace(action(8), action(8, "2011-01"))
    assert read(before, after)[0][1] == read(plan())[0][0]


def test_a_quoted_item_with_the_id_of_another_does_not_change_that() -> None:
    quoted = f"about: |\n{action(1)}{action(2)}{action(3)}"
    before = plan().replace("aims:\n", f"{quoted}aims:\n")
    after = before.replace(action(2), action(2, "2011-01"), 1)
    reads = reader()
    reads.read(before.encode())
    found = reads.read(after.encode())
    # What was put together from the items is wrong, and the last version as a whole shows it.
    assert dues(found) == read(plan())[0][0] or not reads.is_confirmed()


def test_a_version_that_is_no_record_says_nothing_and_the_next_is_compared_with_the_one_before() -> None:
    found, _ = read(plan(), "aims: [", "", "[]", "title: no id\n", plan(a1="2010-09"))
    assert found[1:5] == [None] * 4
    assert found[5] == (found[0] or {}) | {"p/a1": "2010-09"}


def test_a_text_that_is_not_utf8_or_is_refused_says_nothing() -> None:
    assert reader().read(b"id: \xff") is None
    assert reader().read(b"id: &a p\nx: *a\n") is None


def test_an_anchor_in_an_item_is_refused_although_the_rest_is_not_read() -> None:
    found, _ = read(plan(), plan().replace("text: Do 5", "text: &a Do 5"))
    assert found[1] is None


# --- The law: reading items gives what reading whole versions gives

_INDENTS = st.sampled_from(["", "  ", "    ", "      ", "        ", "          "])
_WORDS = st.sampled_from(
    [
        "- id: a1", "- id: a5", "- id: z", "- id: w1", "id: q", "due: 2011-01", "due: 2010-03", "first_due: 2009-01",
        "text: plain", "text: |", "text: >", 'text: "open', 'closed"', "text: 'it''s'", "# a comment", "", "actions:",
        "aims:", "measures:", "status: complete", "{a: b,", "due: 2012-01}", "- {id: f, due: 2012-02}", "[", "]", "- x",
        "---", "note: 'open", "due: {period: 2010-06, as_written: June}", "- id: a2  # twice", "text: a: b", "\t",
        "? x", "revisions: [{due: 2010-04}]", "due: later", "about: >-", "timetable:", "title: '", "more text",
    ]
)  # fmt: skip
_LINES = st.builds(lambda indent, words: indent + words, _INDENTS, _WORDS)
_EDITS = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 2), st.lists(_LINES, max_size=3)), max_size=6)


def edited(text: str, at: int, gone: int, lines: Sequence[str]) -> str:
    """The text without some lines at a place, and with others instead."""
    kept = text.splitlines()
    kept[at : at + gone] = lines
    return "".join(f"{line}\n" for line in kept)


@settings(max_examples=60)
@given(_EDITS, st.booleans())
def test_items_say_what_whole_versions_say(edits: list[tuple[int, int, list[str]]], is_quoted: bool) -> None:
    text = plan()
    if is_quoted:
        text = text.replace("aims:\n", f"about: |\n{action(7)}{action(2)}aims:\n")
    by_items, whole = reader(), reader(use_items=False)
    found = [(by_items.read(text.encode()), whole.read(text.encode()))]
    for at, gone, lines in edits:
        text = edited(text, at, gone, lines)
        found.append((by_items.read(text.encode()), whole.read(text.encode())))
    assert all(one == other for one, other in found) or not by_items.is_confirmed()
