from typing import Any

import pytest

from hsp_cli.domain.owner import Owner
from hsp_cli.domain.plan import Measure, Pending, Plan, RelatedPlan
from hsp_cli.wording.plans import (
    baseline_text,
    by_text,
    footnote_text,
    full_target_text,
    in_brackets,
    marked_measure_text,
    measure_text,
    owner_texts,
    related_plan_text,
    target_text,
    title_text,
)


def measure(**keys: Any) -> Measure:
    return Measure.model_validate({"id": "m", "text": "M", **keys})


def plan(**keys: Any) -> Plan:
    return Plan.model_validate({"id": "p", "title": "P", **keys})


# --- What is promised


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ({}, ""),
        ({"target": 80, "unit": "%"}, "80%"),
        ({"comparator": "at-least", "target": 80, "unit": "%"}, "at least 80%"),
        ({"comparator": "at-least", "target": 100, "unit": "%"}, "100%"),
        ({"comparator": "at-most", "target": 20, "unit": "%"}, "at most 20%"),
        ({"comparator": "above", "target": 86, "unit": "%"}, "above 86%"),
        ({"comparator": "below", "target": 25, "unit": "%"}, "below 25%"),
        ({"comparator": "within", "target_band": {"low": 0.9, "high": 1.1}}, "between 0.9 and 1.1"),
        ({"target_band": {"low": 19, "high": 22}, "unit": "%"}, "19% to 22%"),
        ({"comparator": "maintain", "target": 97, "unit": "%"}, "maintain 97%"),
        ({"comparator": "maintain"}, "maintain"),
        ({"comparator": "increase", "target": 39, "unit": "%"}, "increase to 39%"),
        ({"comparator": "increase", "target": 10, "unit": "% increase"}, "increase by 10%"),
        ({"comparator": "increase", "target": 10, "unit": "% of homes"}, "increase to 10% of homes"),
        ({"comparator": "decrease", "target": 5, "unit": "% decrease"}, "decrease by 5%"),
        ({"comparator": "decrease", "target": 6, "unit": "%"}, "decrease to 6%"),
        ({"comparator": "increase"}, "increase"),
        ({"comparator": "decrease"}, "decrease"),
        ({"comparator": "at-least", "target": 200, "unit": "lettings"}, "at least 200 lettings"),
        ({"comparator": "at-least", "target": "12.50", "unit": "£"}, "at least £12.50"),
        ({"comparator": "at-most", "target": 0, "unit": "cases"}, "at most 0 cases"),
        ({"comparator": "at-most", "baseline": {"value": 6.97}, "unit": "%"}, "at most the baseline"),
        ({"comparator": "at-least", "baseline": {"value": 77}}, "at least the baseline"),
        ({"comparator": "at-least"}, ""),
        ({"comparator": "above", "baseline": {"value": 5}}, ""),
        ({"pending": "target"}, ""),
    ],
)
def test_every_comparator_has_its_words(keys: dict[str, Any], words: str) -> None:
    assert target_text(measure(**keys)) == words


PARTS = [
    {"label": "Boys", "comparator": "increase", "baseline": {"value": 45, "at": "2010/11"}, "target": 55, "unit": "%"},
    {"label": "Girls", "comparator": "maintain"},
    {"label": "Others"},
]


def test_a_measure_of_several_figures_is_written_part_by_part_without_empty_parts() -> None:
    assert target_text(measure(parts=PARTS)) == "Boys: increase to 55%; Girls: maintain"
    assert baseline_text(measure(parts=PARTS)) == "Boys: 45% (2010/11)"


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ({}, ""),
        ({"baseline": {"value": 77}}, "77"),
        ({"baseline": {"value": 75, "at": "2010/11"}, "unit": "%"}, "75% (2010/11)"),
        ({"baseline": {"value": 0}, "unit": "%"}, "0%"),
        ({"baseline": {"value": 77, "at": "2011-04"}, "unit": "people"}, "77 people (April 2011)"),
        ({"baseline": {"value": 6.97}, "unit": "% of shops"}, "6.97% of shops"),
        (
            {"baseline": {"value": 78, "at": "2009"}, "benchmark": {"group": "London", "value": 75, "at": "2009"}},
            "78 (2009); London: 75 in 2009",
        ),
    ],
)
def test_a_baseline_says_of_when_it_is(keys: dict[str, Any], words: str) -> None:
    assert baseline_text(measure(**keys)) == words


@pytest.mark.parametrize(
    ("keys", "cell"),
    [
        ({"comparator": "at-least", "target": 50, "unit": "%", "pending": "target"}, "at least 50%, not yet agreed"),
        ({"comparator": "at-least", "pending": "target"}, "not yet agreed"),
        ({"comparator": "increase", "pending": "method"}, "increase"),
        (
            {"comparator": "decrease", "target": 11.5, "unit": "%", "benchmark": {"group": "England", "value": 13.2}},
            "decrease to 11.5%; England: 13.2%",
        ),
        (
            {"comparator": "increase", "benchmark": {"group": "London", "text": "around the median", "at": "2009/10"}},
            "increase; London: around the median in 2009/10",
        ),
        ({"comparator": "maintain", "survey": "ACCU survey"}, "maintain; by the ACCU survey"),
        ({"survey": "ACCU survey"}, "by the ACCU survey"),
        ({"baseline": {"value": 78, "at": "2009"}, "benchmark": {"group": "London", "value": 75, "at": "2009"}}, ""),
        ({"benchmark": {"group": "England", "value": 5}, "survey": "S"}, "England: 5; by the S"),
        ({}, ""),
    ],
)
def test_the_target_has_its_benchmark_and_survey(keys: dict[str, Any], cell: str) -> None:
    assert full_target_text(measure(**keys)) == cell


@pytest.mark.parametrize(
    ("keys", "text"),
    [({}, "A long text"), ({"pending": "target"}, "A long text *"), ({"pending": "method"}, "A long text **")],
)
def test_what_is_pending_bears_its_mark(keys: dict[str, Any], text: str) -> None:
    assert marked_measure_text(measure(text="A long\n  text\n", **keys)) == text


@pytest.mark.parametrize(
    ("keys", "of_plan", "words"),
    [
        ({}, None, ""),
        ({}, 2016, "2016 (the plan's)"),
        ({"by": "2013-03"}, 2016, "March 2013"),
        ({"by": "2013-03", "recurs": "each year"}, 2016, "March 2013, each year"),
        ({"recurs": "each year"}, 2016, "2016 (the plan's), each year"),
        ({"recurs": "each year"}, None, "each year"),
        ({"by": "at the next review"}, 2016, "at the next review"),
        ({}, "in the long term", "in the long term (the plan's)"),
    ],
)
def test_a_measure_is_held_to_its_own_date_else_to_the_horizon_of_its_plan(
    keys: dict[str, Any], of_plan: Any, words: str
) -> None:
    assert by_text(measure(**keys), plan(by=of_plan)) == words


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ({"text": "Cut\n  crime"}, "Cut crime"),
        ({"text": "Nine of ten", "comparator": "at-least", "target": 90, "unit": "%"},
         "Nine of ten (target: at least 90%)"),
        ({"text": "90% in time", "comparator": "at-least", "target": 90, "unit": "%"}, "90% in time"),
        ({"text": "All of 2.50", "target": "2.50"}, "All of 2.50"),
        ({"text": "Serve 4,250 meals", "target": 4250}, "Serve 4,250 meals"),
        ({"text": "Serve 4250 meals", "target": 4250}, "Serve 4250 meals"),
        ({"text": "Visit 15 schools in 2005", "target": 5}, "Visit 15 schools in 2005 (target: 5)"),
        ({"text": "From 5.5 up", "target": 5}, "From 5.5 up (target: 5)"),
        ({"text": "Reach 5.", "target": 5}, "Reach 5."),
        ({"text": "Warmth", "target_band": {"low": 19, "high": 22}}, "Warmth (target: 19 to 22)"),
        ({"text": "GCSEs", "parts": PARTS}, "GCSEs (target: Boys: increase to 55%; Girls: maintain)"),
    ],
)  # fmt: skip
def test_a_measure_on_one_line_has_the_target_that_its_words_lack(keys: dict[str, Any], words: str) -> None:
    assert measure_text(measure(**keys)) == words


def test_words_in_brackets_are_added_only_where_there_are_any() -> None:
    assert in_brackets("due", "June 2010") == " (due: June 2010)"
    assert in_brackets("due", "") == ""


def test_the_lead_among_owners_is_marked() -> None:
    owners = [Owner.model_validate(owner) for owner in ({"who": "Council", "lead": True}, {"who": "NHS"})]
    assert owner_texts(tuple(owners)) == ("Council (lead)", "NHS")


@pytest.mark.parametrize(
    ("number", "called", "words"),
    [(None, "Aim", "Title"), ("3", "Aim", "Aim 3: Title"), ("3", "", "3. Title"), (None, "", "Title")],
)
def test_a_title_has_number_and_name_of_its_level_as_far_as_there_are_any(
    number: str | None, called: str, words: str
) -> None:
    assert title_text("Title", number, called) == words


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ({}, "Strategy"),
        ({"status": "Draft"}, "Strategy (Draft)"),
        ({"note": "For whoever keeps the records"}, "Strategy"),
    ],
)
def test_a_related_plan_is_written_with_its_status(keys: dict[str, Any], words: str) -> None:
    assert related_plan_text(RelatedPlan.model_validate({"title": "Strategy", **keys})) == words


def test_a_footnote_says_what_is_pending_in_the_plans_own_words_where_it_has_any() -> None:
    assert footnote_text(Pending.TARGET, plan()) == "* The target is still to be agreed."
    assert footnote_text(Pending.METHOD, plan()) == "** The method is still to be agreed."
    assert footnote_text(Pending.METHOD, plan(footnotes={"method": "To follow.\n"})) == "** To follow."
