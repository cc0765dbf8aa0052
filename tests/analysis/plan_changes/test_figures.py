from pathlib import Path

import pytest

from tests.analysis.plan_changes.versions import compared, indicator, lines

OVERWRITTEN = "overwritten: the record does not keep the earlier figure"


def figure(values: str, period: str = "Q1-2009") -> dict[str, str]:
    return dict(indicator(figures=f"{{{period}: {{{values}}}}}"))


@pytest.mark.parametrize(
    ("before", "now", "said"),
    [
        (
            "actual: 80",
            "actual: 79",
            f"revised-figure ni-1: figure for Q1 2009/10 revised from 80% to 79% ({OVERWRITTEN})",
        ),
        (
            "actual: 80",
            "actual: 79, revisions: [{was: 80, on: 2010-01, reason: Late returns}]",
            "revised-figure ni-1: figure for Q1 2009/10 revised from 80% to 79% (reason: Late returns)",
        ),
        (
            "actual: 80",
            "actual: 79, revisions: [{was: 80, on: 2010-01}]",
            "revised-figure ni-1: figure for Q1 2009/10 revised from 80% to 79% (without a reason)",
        ),
        (
            "actual: 80, status: provisional",
            "actual: 79, revisions: [{was: 80, on: 2010-01}]",
            "revised-figure ni-1: figure for Q1 2009/10 revised from 80% (provisional) to 79%",
        ),
        (
            "actual: 79, revisions: [{was: 80, on: 2010-01}]",
            "actual: 79",
            "revised-figure ni-1: figures.Q1-2009.revisions removed: was 80; on January 2010",
        ),
        (
            "actual: 80, status: provisional",
            "actual: 79",
            "revised-figure ni-1: figure for Q1 2009/10 revised from 80% (provisional) to 79%",
        ),
        ("actual: 80, note: N", "note: N", "revised-figure ni-1: figure for Q1 2009/10 withdrawn; it was 80%"),
        (
            "text: about half",
            "actual: 51",
            "revised-figure ni-1: figure for Q1 2009/10 revised from about half to 51%",
        ),
        (
            "numerator: 8, denominator: 10",
            "numerator: 16, denominator: 20",
            "revised-figure ni-1: figure for Q1 2009/10 revised from 80% (8/10) to 80% (16/20)",
        ),
        (
            "actual: 80, status: provisional",
            "actual: 80",
            "figure ni-1: figure for Q1 2009/10 (80%): provisional before, final now",
        ),
        ("note: N", "note: N, actual: 80", "figure ni-1: figure for Q1 2009/10 recorded: 80%"),
        (
            "target: 80, status: awaited",
            "target: 80, actual: 81",
            "figure ni-1: figure for Q1 2009/10 recorded: 81%, target 80%",
        ),
        ("note: N", "note: N, status: awaited", "figure ni-1: figure for Q1 2009/10: final before, awaited now"),
    ],
)
def test_what_became_of_a_figure(tmp_path: Path, before: str, now: str, said: str) -> None:
    assert said in lines(tmp_path, figure(before), figure(now))


def test_a_revised_figure_names_the_papers_that_carried_it_and_comes_first(tmp_path: Path) -> None:
    paper = {"data/papers/q2.yaml": "id: q2\ntitle: Scorecard\nreport: scorecard\nquarter: Q2-2010\n"}
    texts = [
        f"{{Q1-2009: {{actual: {old}}}, Q1-2010: {{actual: {one}}}, Q2-2010: {{actual: {two}}}}}"
        for old, one, two in ((1, 2, 3), (4, 5, 6))
    ]
    before, now = ({**paper, **indicator(figures=text)} for text in texts)
    found = compared(tmp_path, before, now).changes
    revised = [(one.facts["period"], one.facts["papers"]) for one in found if one.change_class == "revised-figure"]
    assert revised == [("Q1-2010", ["q2"]), ("Q2-2010", ["q2"]), ("Q1-2009", [])]
    assert next(one for one in found if one.facts.get("papers")).notes == ("carried by Scorecard (q2)", OVERWRITTEN)


def test_a_figure_in_a_table_of_a_paper_was_carried_by_it(tmp_path: Path) -> None:
    table = "[{id: s, title: S, content: [{series: {indicators: [ni-1], periods: [Q1-2009]}}]}]"
    paper = {
        "data/papers/t.yaml": f"id: t\ntitle: Tables\nreport: morning-report\nquarter: Q4-2010\nsections: {table}\n"
    }
    (change,) = compared(tmp_path, {**paper, **figure("actual: 1")}, {**paper, **figure("actual: 2")}).changes
    assert change.facts["papers"] == ["t"]


def test_a_figure_that_only_says_now_what_was_worked_out_is_administrative(tmp_path: Path) -> None:
    before, now = (figure(f"numerator: 8, denominator: 10{more}") for more in ("", ", actual: 80"))
    assert lines(tmp_path, before, now) == ["administrative ni-1: figures.Q1-2009.actual changed"]


def test_a_new_figure_is_told_once_with_its_target(tmp_path: Path) -> None:
    before, now = indicator(), figure("actual: 81, target: 80")
    assert lines(tmp_path, before, now)[1:] == ["figure ni-1: figure for Q1 2009/10 recorded: 81%, target 80%"]


def commented(actual: int, comment: str) -> dict[str, str]:
    assessments = f"{{Q1-2009: {{comment: {comment}}}}}"
    return dict(indicator(figures=f"{{Q1-2009: {{actual: {actual}, status: provisional}}}}", assessments=assessments))


def test_a_comment_that_was_written_for_the_earlier_figure_is_named(tmp_path: Path) -> None:
    found = lines(tmp_path, commented(80, "Up a lot."), commented(70, "Up a lot."))
    assert found == [
        (
            "revised-figure ni-1: figure for Q1 2009/10 revised from 80% (provisional) to 70% (provisional) "
            "(the comment for Q1 2009/10 was written for the earlier figure)"
        )
    ]
    assert "written for" not in "".join(lines(tmp_path, commented(80, "Up a lot."), commented(70, "Down.")))


def test_a_figure_with_only_one_of_two_parts_says_which_is_missing(tmp_path: Path) -> None:
    found = lines(tmp_path, figure("actual: 80, numerator: 8"), figure("actual: 80, numerator: 9"))
    assert found == ["revised-figure ni-1: figure for Q1 2009/10 revised from 80% (8/?) to 80% (9/?)"]


def test_a_figure_without_a_target_is_told_without_one(tmp_path: Path) -> None:
    assert lines(tmp_path, figure("note: N"), figure("note: N, actual: 80")) == [
        "figure ni-1: figure for Q1 2009/10 recorded: 80%"
    ]
