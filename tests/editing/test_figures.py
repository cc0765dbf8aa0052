"""What `hsp record` makes of a figure and of a comment."""

from typing import Any

import pytest

from hsp_cli.domain.indicator import FigureStatus
from hsp_cli.domain.workspace import Workspace
from hsp_cli.editing.figures import FigureGiven, recorded
from tests.editing.wishes import TODAY, lines_of, refusal


def change(known: Workspace, period: str, name: str = "bins", **given: Any) -> tuple[list[str], str]:
    wished = recorded(known, name, period, FigureGiven(**given), TODAY)
    return lines_of(wished), wished.said


def test_a_new_period_has_what_is_given_in_order_of_time(known: Workspace) -> None:
    assert change(known, "2024-03", "S 1", actual="5.0", target="9", status=FigureStatus.PROVISIONAL) == (
        ["+  2024-03: {actual: 5.0, target: 9, status: provisional}"],
        "bins March 2024: actual 5.0, target 9, provisional",
    )


def test_a_figure_that_is_there_keeps_its_other_keys(known: Workspace) -> None:
    assert change(known, "2024-01", actual="8") == (
        [
            "-  2024-01: {actual: 7, target: 9}",
            "+  2024-01: {actual: 8, target: 9, revisions: [{was: 7, on: 2024-04-10}]}",
        ],
        "bins January 2024: actual 8 (was 7)",
    )
    assert change(known, "2024-04", target="9")[0][1] == "+  2024-04: {actual: 6, status: provisional, target: 9}"
    assert change(known, "2024-04", status=FigureStatus.FINAL)[0][1] == "+  2024-04: {actual: 6, status: final}"


def test_a_revised_figure_keeps_what_it_was_and_why(known: Workspace) -> None:
    lines, _ = change(known, "2024-04", actual="5", reason="Late returns.")
    new = "+  2024-04: {actual: 5, status: provisional, revisions: [{was: 6, on: 2024-04-10, reason: Late returns.}]}"
    assert lines[1] == new


def test_a_figure_that_was_mistyped_keeps_nothing(known: Workspace) -> None:
    assert change(known, "2024-01", actual="8", is_correction=True)[0][1] == "+  2024-01: {actual: 8, target: 9}"
    assert change(known, "2024-01", actual="7.0")[0][1] == "+  2024-01: {actual: 7.0, target: 9}"


def test_a_figure_that_has_arrived_is_no_longer_awaited(known: Workspace) -> None:
    lines, said = change(known, "2024-02", actual="5")
    assert lines[1] == "+  2024-02: {actual: 5, target: 9}"
    assert said == "bins February 2024: actual 5, final, no longer awaited"


def test_a_target_alone_leaves_a_figure_awaited(known: Workspace) -> None:
    assert change(known, "2024-02", target="8") == (
        ["-  2024-02: {status: awaited, target: 9}", "+  2024-02: {status: awaited, target: 8}"],
        "bins February 2024: target 8 (was 9)",
    )


def test_a_rate_is_given_by_its_parts(known: Workspace) -> None:
    assert change(known, "2024-03", numerator="3", denominator="40")[0] == [
        "+  2024-03: {numerator: 3, denominator: 40}"
    ]


def test_a_comment_goes_to_the_quarter_and_is_stated_from_then_on(known: Workspace) -> None:
    lines, said = change(known, "2024-02", comment=" Two vans were off the road. ")
    assert lines == [
        "-    comment: The new rounds have begun.",
        "-inferred:",
        "-  assessments.Q4-2023.comment: It is in no document.",
        "+    comment: Two vans were off the road.",
        "+    commented: 2024-04-10",
    ]
    assert said == "bins February 2024: comment on Q4 2023/24 replaced"
    assert change(known, "2024-04", comment="New.")[0] == [
        "+  Q1-2024:",
        "+    comment: New.",
        "+    commented: 2024-04-10",
    ]


def test_a_figure_of_a_series_goes_to_the_series(known: Workspace) -> None:
    lines, said = change(known, "Q2-2023", "trees", actual="5", of=["area=ash"])
    assert lines[1] == "+  - {of: {area: ash}, figures: {Q1-2023: {actual: 3}, Q2-2023: {actual: 5}}}"
    assert said == "trees (area=ash) Q2 2023/24: actual 5"


_HOW = "write it as 71 or 77.5, without commas or units"


@pytest.mark.parametrize("given", [FigureGiven(actual="5"), FigureGiven(numerator="5", denominator="8")])
def test_a_period_that_has_not_begun_takes_a_target_but_no_figure(known: Workspace, given: FigureGiven) -> None:
    assert refusal(lambda: recorded(known, "bins", "2024-05", given, TODAY)) == (
        "May 2024 has not begun on 2024-04-10, so it has no figure yet"
        " | check the period; only a target is recorded before it begins"
    )
    assert change(known, "2024-05", target="9")[0] == ["+  2024-05: {target: 9}"]


@pytest.mark.parametrize(
    ("period", "given", "message"),
    [
        ("2024-13", {"actual": "5"}, "'2024-13' is not a month: months run from 01 to 12"),
        ("2024-03", {}, "nothing is given to record | add --actual, --target, --status or --comment"),
        ("2024-03", {"actual": "1,204"}, f"--actual '1,204' is not a number | {_HOW}"),
        ("2024-03", {"target": "9%"}, f"--target '9%' is not a number | {_HOW}"),
        ("2024-03", {"comment": "  "}, "--comment is empty"),
        (
            "2024-03",
            {"actual": "5", "reason": "Late."},
            "--reason is the reason for the revision of a figure | leave it out",
        ),
        ("2024-01", {"actual": "5", "reason": " "}, "--reason is empty"),
        (
            "2024-03",
            {"actual": "5", "status": FigureStatus.AWAITED},
            "a figure that is awaited has no number | leave --status out, or the number",
        ),
        (
            "2024-01",
            {"status": FigureStatus.AWAITED},
            "2024-01 has a figure already: 7 | leave --status out, or say provisional",
        ),
        ("2024-03", {"status": FigureStatus.FINAL}, "2024-03 has no figure that could be final | add --actual"),
    ],
)
def test_what_cannot_be_recorded_is_refused(known: Workspace, period: str, given: Any, message: str) -> None:
    assert refusal(lambda: recorded(known, "bins", period, FigureGiven(**given), TODAY)) == message


@pytest.mark.parametrize(
    ("name", "given", "message"),
    [
        ("binz", FigureGiven("5"), "no record is called 'binz' | did you mean bins?"),
        ("van", FigureGiven("5"), "homes/van is an action | figures are those of an indicator: hsp list indicators"),
        ("bins", FigureGiven("5", of=["area=ash"]), "bins has no series | leave `--of` out"),
        ("trees", FigureGiven("5", of=["area=oak"]), "no series of trees has the area 'oak'"),
        (
            "trees",
            FigureGiven("5", of=["area=birch"]),
            "the figures of this series are in data/indicators/trees.csv | add a row to that file, or change it there",
        ),
        ("trees", FigureGiven(comment="x", of=["area=ash"]), "a comment is on the whole indicator | leave --of out"),
    ],
)
def test_a_series_or_record_that_is_not_there_is_refused(
    known: Workspace, name: str, given: FigureGiven, message: str
) -> None:
    assert message in refusal(lambda: recorded(known, name, "2024-03", given, TODAY))
