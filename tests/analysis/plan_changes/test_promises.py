from pathlib import Path

import pytest

from tests.analysis.plan_changes.versions import lines


def plan(measure: str, starts: str = "2010-04") -> dict[str, str]:
    aim = f"{{id: a, title: Aim, measures: [{{id: m, text: Do it, {measure}}}]}}"
    return {"data/plans/p.yaml": f"id: p\ntitle: P\nstarts: {starts}\naims: [{aim}]\n"}


BEGUN = "(the period began on 2010-04-01)"


@pytest.mark.parametrize(
    ("before", "now", "said"),
    [
        (
            "comparator: at-least, target: 50, unit: '%'",
            "comparator: at-least, target: 45, unit: '%'",
            f"goalposts p/m: target made easier: at least 50% before, at least 45% now {BEGUN}",
        ),
        (
            "comparator: at-most, target: 50, unit: '%'",
            "comparator: at-most, target: 45, unit: '%'",
            f"target p/m: target made harder: at most 50% before, at most 45% now {BEGUN}",
        ),
        (
            "comparator: decrease, target: 10, unit: '% decrease'",
            "comparator: decrease, target: 5, unit: '% decrease'",
            f"goalposts p/m: target made easier: decrease by 10% before, decrease by 5% now {BEGUN}",
        ),
        (
            "comparator: within, target_band: {low: 5, high: 7}",
            "comparator: within, target_band: {low: 4, high: 7}",
            f"goalposts p/m: target made easier: between 5 and 7 before, between 4 and 7 now {BEGUN}",
        ),
        (
            "comparator: at-least, target: 50",
            "comparator: at-least, pending: target",
            f"goalposts p/m: target removed; it was at least 50 {BEGUN}",
        ),
        (
            "comparator: at-least, target: 50",
            "comparator: at-most, target: 50",
            (
                "goalposts p/m: target changed: at least 50 before, at most 50 now; "
                f"hsp cannot tell whether the new one is easier {BEGUN}"
            ),
        ),
        (
            "comparator: increase, baseline: {value: 40}",
            "comparator: increase, baseline: {value: 30}",
            (
                "goalposts p/m: target changed: increase, baseline 40 before, increase, baseline 30 now; "
                f"hsp cannot tell whether the new one is easier {BEGUN}"
            ),
        ),
        (
            "comparator: at-least, target: 50, baseline: {value: 40}",
            "comparator: at-least, target: 50, baseline: {value: 30}",
            f"target p/m: terms of the target changed: baseline: value 40 before, baseline: value 30 now {BEGUN}",
        ),
        (
            "parts: [{label: Boys, comparator: at-least, target: 50}]",
            "parts: [{label: Boys, comparator: at-least, target: 40}]",
            f"goalposts p/m: target (Boys) made easier: at least 50 before, at least 40 now {BEGUN}",
        ),
        (
            "comparator: at-least, target: 50, baseline: {value: 40}",
            "comparator: at-least, target: 45, baseline: {value: 30}",
            f"goalposts p/m: target made easier: at least 50, baseline 40 before, at least 45, baseline 30 now {BEGUN}",
        ),
        (
            "parts: [{label: Boys, comparator: at-least, target: 50}]",
            "number: '1'",
            f"goalposts p/m: target (Boys) removed; it was at least 50 {BEGUN}",
        ),
    ],
)
def test_what_became_of_the_target_of_a_measure(tmp_path: Path, before: str, now: str, said: str) -> None:
    assert said in lines(tmp_path, plan(before), plan(now))


def test_a_target_that_is_cut_before_the_plan_begins_is_no_moved_goalpost(tmp_path: Path) -> None:
    files = (plan(f"comparator: at-least, target: {number}", "2011-04") for number in (50, 45))
    assert lines(tmp_path, *files) == ["target p/m: target made easier: at least 50 before, at least 45 now"]


def agreement(level: str, extra: str = "") -> dict[str, str]:
    targets = f"[{{id: t, title: T, better: higher, with_agreement: {level}{extra}}}]"
    return {"data/agreements/a.yaml": f"id: a\ntitle: A\nstarts: 2010-04\ntargets: {targets}\n"}


def test_an_agreed_level_that_is_lower_is_a_moved_goalpost(tmp_path: Path) -> None:
    assert lines(tmp_path, agreement("60"), agreement("55")) == [
        f"goalposts a/t: level with agreement made easier: 60 before, 55 now {BEGUN}"
    ]
    assert lines(tmp_path, agreement("55"), agreement("60")) == [
        f"target a/t: level with agreement made harder: 55 before, 60 now {BEGUN}"
    ]


def test_the_interim_level_and_the_level_without_the_agreement_count_too(tmp_path: Path) -> None:
    before = agreement("60", ", without_agreement: 50, interim: {level: 55}")
    now = agreement("60", ", without_agreement: 45, interim: {level: 52}")
    assert lines(tmp_path, before, now) == [
        f"goalposts a/t: interim level made easier: 55 before, 52 now {BEGUN}",
        f"goalposts a/t: level without agreement made easier: 50 before, 45 now {BEGUN}",
    ]


def test_a_new_part_and_a_level_that_is_set_or_removed(tmp_path: Path) -> None:
    one = "{label: Boys, comparator: at-least, target: 50}"
    two = f"{one}, {{label: Girls, comparator: at-least, target: 60}}"
    assert lines(tmp_path, plan(f"parts: [{one}]"), plan(f"parts: [{two}]")) == [
        f"target p/m: target (Girls) set: at least 60 {BEGUN}"
    ]
    assert lines(tmp_path, agreement("60"), agreement("60", ", without_agreement: 50")) == [
        f"target a/t: level without agreement set: 50 {BEGUN}"
    ]
    assert lines(tmp_path, agreement("60", ", without_agreement: 50"), agreement("60")) == [
        f"goalposts a/t: level without agreement removed; it was 50 {BEGUN}"
    ]


def test_an_agreement_that_has_not_begun_has_no_goalposts(tmp_path: Path) -> None:
    before, now = (
        {path: text.replace("2010-04", "2011-04") for path, text in agreement(level).items()} for level in ("60", "55")
    )
    assert lines(tmp_path, before, now) == ["target a/t: level with agreement made easier: 60 before, 55 now"]
