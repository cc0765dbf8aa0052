from decimal import Decimal

import pytest
from hypothesis import given, strategies as st

from hsp_cli.domain.indicator import Figure, Indicator
from hsp_cli.domain.owner import Owner
from hsp_cli.domain.partnership import Priority
from hsp_cli.domain.risk import Closure, Rating
from hsp_cli.store.value_hints import (
    choice_hint,
    choice_meant,
    entry_hint,
    list_hint,
    missing_hint,
    number_hint,
    period_hint,
)


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("69%", "write 69; the unit belongs in `unit`"),
        ("69 %", "write 69; the unit belongs in `unit`"),
        ("£1,234.50", "write 1234.50; the unit belongs in `unit`"),
        ("-£5", "write -5; the unit belongs in `unit`"),
        ("£-5", "write -5; the unit belongs in `unit`"),
        ("12 days", "write 12; the unit belongs in `unit`"),
        ("£412k", "write 412000; the unit belongs in `unit`"),
        ("412K", "write 412000; the unit belongs in `unit`"),
        ("£1.2m", "write 1200000; the unit belongs in `unit`"),
        ("1.2m", "write 1200000 if m means million, 1.2 if it is the unit"),
        ("1.2b", "write 1200000000 if b means billion, 1.2 if it is the unit"),
        ("1.2t", "write 1200000000000 if t means trillion, 1.2 if it is the unit"),
        ("£2b", "write 2000000000; the unit belongs in `unit`"),
        ("£2t", "write 2000000000000; the unit belongs in `unit`"),
        ("+5", "write 5"),
        ("=A1/B1", "write the number that the formula gives"),
        ("1 204 000.5", "write 1204000.5"),
        ("1\u202f204", "write 1204"),
        ("1,204 000", ""),
        ("£1.25 million", "write 1250000; the unit belongs in `unit`"),
        ("3bn", "write 3000000000; the unit belongs in `unit`"),
        ("45p", "write 45 if `unit` is pence, 0.45 if it is pounds"),
        ("1,204", "write 1204"),
        ("1 204", "write 1204"),
        ("1\u00a0204", "write 1204"),
        ("1,204,000", "write 1204000"),
        ("1,2", ""),
        ("12,04", ""),
        ("-£-5", ""),
        ("about 5", ""),
        ("X%", ""),
        ("5 to 6", ""),
    ],
)
def test_a_figure_as_documents_print_it_gets_a_hint_with_the_number(written: str, hint: str) -> None:
    assert number_hint(written) == hint


@pytest.mark.parametrize(
    ("noughts", "words"),
    [
        (3, ("k", "thousand")),
        (6, ("mn", "mio", "million", "millions")),
        (9, ("bn", "billion", "billions")),
        (12, ("tn", "trillion")),
    ],
)
def test_every_scale_is_known_by_each_of_its_words(noughts: int, words: tuple[str, ...]) -> None:
    assert [number_hint(f"£2 {word}") for word in words] == [
        f"write {2 * 10**noughts}; the unit belongs in `unit`"
    ] * len(words)


@given(
    st.integers(0, 10**9),
    st.sampled_from([("k", 3), (" thousand", 3), (" million", 6), ("bn", 9), ("%", 0), (" days", 0), ("", 0)]),
)
def test_no_hint_gives_another_size_than_the_figure_has(number: int, scale: tuple[str, int]) -> None:
    word, noughts = scale
    told = number_hint(f"£{number:,}{word}").removeprefix("write ").partition(";")[0]
    assert Decimal(told) == number * 10**noughts


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("q1-2026", "write Q1-2026: periods take capitals"),
        ("ay 2010/11", "write AY 2010/11: periods take capitals"),
        ("2010-13", ""),
        ("q5-2026", ""),
        (None, ""),
    ],
)
def test_a_period_in_small_letters_gets_a_hint_in_capitals(written: object, hint: str) -> None:
    assert period_hint(written) == hint


def test_a_plain_value_gets_a_hint_with_the_entry() -> None:
    assert entry_hint("Safer streets", Priority) == "write `{id: safer-streets, title: Safer streets}`"
    assert entry_hint("Safer: streets", Priority) == 'write `{id: safer-streets, title: "Safer: streets"}`'
    assert entry_hint("4x5", Rating) == "write `{rating: 4x5}`"
    assert entry_hint(69, Figure) == "write `{actual: 69}`"
    assert entry_hint(45, Rating) == "write `{rating: 45}`"
    assert entry_hint("awaited", Figure) == "write `{…}`"
    assert entry_hint(["a"], Priority) == ""
    assert entry_hint("a", None) == ""


def test_a_plain_value_gets_a_hint_with_the_list() -> None:
    assert list_hint("laa", None) == "write [laa]"
    assert list_hint("NHS, Harrow", Owner) == 'write ["NHS, Harrow"]'
    assert list_hint("Safer streets", Priority) == "write [{id: safer-streets, title: Safer streets}]"
    assert list_hint({"a": 1}, Priority) == "write a list, each entry as `{id: …, title: …}`"
    assert list_hint(5, Indicator) == ""


def test_a_hint_repeats_no_value_that_is_too_long_to_read_or_print() -> None:
    assert list_hint("x" * 61, None) == number_hint("1" * 61) == period_hint("q" * 61) == ""
    assert entry_hint("x" * 61, Priority) == entry_hint(10**5000, Figure) == entry_hint(-(10**15), Figure) == ""


def test_a_hint_repeats_what_is_just_short_enough() -> None:
    assert list_hint("x" * 60, None) == f"write [{'x' * 60}]"
    assert entry_hint(10**15 - 1, Figure) == "write `{actual: 999999999999999}`"


@pytest.mark.parametrize(
    ("written", "meant"), [("Paused", "on-hold"), ("under way", "in-progress"), ("done", None), ("odd", None)]
)
def test_a_word_of_other_trackers_means_a_word_that_is_allowed(written: str, meant: str | None) -> None:
    assert choice_meant(written, ["on-hold", "in-progress"]) == meant


STATUSES = ["open", "in-progress", "complete"]
FIGURE_STATUSES = ["final", "provisional", "awaited"]


@pytest.mark.parametrize(
    ("written", "words", "hint"),
    [
        ("Done", STATUSES, "did you mean `complete`?"),
        ("Under_way", STATUSES, "did you mean `in-progress`?"),
        ("complet", STATUSES, "did you mean `complete`?"),
        ("TBC", STATUSES, "leave `status` out until it is known"),
        ("TBC", FIGURE_STATUSES, "did you mean `awaited`?"),
        (" n/a ", FIGURE_STATUSES, "did you mean `awaited`?"),
        ("estimated", FIGURE_STATUSES, "did you mean `provisional`?"),
        ("published", FIGURE_STATUSES, "did you mean `final`?"),
        ("Annually", ["quarterly", "yearly"], "did you mean `yearly`?"),
        ("up", ["higher", "lower"], "did you mean `higher`?"),
        ("improving", ["up", "down"], "`status` says which way the value went, whether that is good or bad"),
        ("improving", STATUSES, ""),
        ("zzz", STATUSES, ""),
        ("Higher is better", ["higher", "lower"], "did you mean `higher`?"),
        ("higher or lower", ["higher", "lower"], ""),
        ("On track", STATUSES, "a rating goes under `rag`, not under `status`"),
        ("green", ["higher", "lower"], ""),
        (5, STATUSES, ""),
    ],
)
def test_a_word_that_is_not_allowed_gets_the_nearest_that_is(written: object, words: list[str], hint: str) -> None:
    assert choice_hint(written, words, "status") == hint


@pytest.mark.parametrize(
    "written", ["TBC", "tbc", "n/a", "N/K", "–", "  to be  confirmed ", "awaiting data", "none", "X%"]
)
def test_what_stands_for_a_missing_figure_is_answered_with_the_status_for_it(written: str) -> None:
    hint = "leave `actual` out; write `status: awaited` if the figure is still to come"
    assert missing_hint(written, "actual", Figure) == hint
    assert missing_hint(written, "target", Figure) == "leave `target` out until it is known"
    whole = "write `{status: awaited}` if the figure is still to come, else leave the period out"
    assert missing_hint(written, "", Figure) == whole
    assert missing_hint(written, "", Rating) == missing_hint(written) == "leave the key out until it is known"


@pytest.mark.parametrize("value", ["0", "nought", "5", "about 5", 0, None, ["TBC"], "TBC by June"])
def test_what_is_a_value_is_not_taken_for_a_missing_one(value: object) -> None:
    assert missing_hint(value, "actual", Figure) == ""


def test_a_single_value_in_place_of_a_mapping_by_period_is_put_into_one() -> None:
    assert entry_hint("4x5", Rating, by_period=True) == "write `{Q1-2010: {rating: 4x5}}`"
    assert entry_hint(69, Figure, by_period=True) == "write `{Q1-2010: {actual: 69}}`"
    assert entry_hint(["4x5"], Rating, by_period=True) == "write `{Q1-2010: {rating: …}}`"
    assert entry_hint(["4x5"], None, by_period=True) == ""


def test_a_value_is_put_in_the_place_of_a_period_only_if_it_is_one() -> None:
    assert entry_hint("2026-03", Closure) == "write `{on: 2026-03, reason: …}`"
    assert entry_hint("yes", Closure) == "write `{on: …, reason: …}`"


def test_a_missing_owner_is_not_put_into_a_list() -> None:
    assert list_hint("TBC", Owner) == ""
