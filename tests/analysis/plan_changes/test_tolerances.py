from pathlib import Path

import pytest

from tests.analysis.plan_changes.versions import SETTINGS, indicator, lines


def settings(old: str, new: str) -> list[dict[str, str]]:
    assert old in SETTINGS
    return [{"data/partnership.yaml": text} for text in (SETTINGS, SETTINGS.replace(old, new))]


@pytest.mark.parametrize(
    ("old", "new", "eased", "tightened"),
    [
        (
            "at_least: -10, exception: true}",
            "at_least: -15, exception: true}",
            "RAG scale: limit of Amber -10 before, -15 now",
            "RAG scale: limit of Amber -15 before, -10 now",
        ),
        (
            "at_least: -10, exception: true}",
            "at_least: -10}",
            "RAG scale: Amber no longer counts as an exception",
            "RAG scale: Amber counts as an exception",
        ),
        (
            "bodies:",
            "exceptions: {schemes: [laa]}\nbodies:",
            "exception report: schemes covered: every indicator before, laa now",
            "exception report: schemes covered: laa before, every indicator now",
        ),
        (
            "bodies:",
            "exceptions: {worsening: never}\nbodies:",
            "exception report: indicators that are getting worse count: always before, never now",
            "exception report: indicators that are getting worse count: never before, always now",
        ),
        (
            "bodies:",
            "risk_rating_grace: 2\nbodies:",
            "quarters that may end without a new rating of a risk: 1 before, 2 now",
            "quarters that may end without a new rating of a risk: 2 before, 1 now",
        ),
        (
            "name: Red, red: true}",
            "name: Red}",
            "risk matrix: a zone is no longer red",
            "risk matrix: a zone is now red",
        ),
    ],
)
def test_settings_that_demand_less_move_the_goalposts_and_others_do_not(
    tmp_path: Path, old: str, new: str, eased: str, tightened: str
) -> None:
    before, now = settings(old, new)
    there, back = lines(tmp_path, before, now), lines(tmp_path, now, before)
    assert (there, back) == ([f"goalposts borough: {eased}"], [f"target borough: {tightened}"])


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("name: Amber", "name: Yellow", "administrative borough: rag.levels.name changed"),
        ("colour: amber", "colour: yellow", "administrative borough: rag.levels.colour changed"),
        ("name: Likely", "name: Probable", "administrative borough: risk matrix.likelihood.name changed"),
        ("name: Borough Partnership", "name: City Partnership", "administrative borough: name changed"),
        (
            "    - {code: R,",
            "    - {code: P, name: Pink, colour: pink, at_least: -20}\n    - {code: R,",
            "goalposts borough: RAG scale: level added: code P; name Pink; colour pink; at least -20",
        ),
        (
            "rag:\n",
            "rag:\n  basis: points\n",
            "goalposts borough: RAG scale: limits were per cent of the target, and are points",
        ),
    ],
)
def test_what_else_of_the_settings_is_told(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert lines(tmp_path, *settings(old, new)) == [said]


def thresholds(limits: str) -> dict[str, str]:
    return dict(indicator(thresholds=limits) if limits else indicator())


@pytest.mark.parametrize(
    ("before", "now", "said"),
    [
        (
            "{at_least: [0, -10]}",
            "{at_least: [0, -20]}",
            "goalposts ni-1: tolerance widened: limits of the ratings 0%, -10% before, 0%, -20% now",
        ),
        (
            "{at_least: [0, -10]}",
            "{at_least: [0, -5]}",
            "target ni-1: tolerance narrowed: limits of the ratings 0%, -10% before, 0%, -5% now",
        ),
        (
            "",
            "{at_least: [-5, -10]}",
            "goalposts ni-1: tolerance widened: limits of the ratings 0%, -10% before, -5%, -10% now",
        ),
        ("", "{at_least: [0, -10]}", "target ni-1: limits of the ratings restated: 0%, -10% before, 0%, -10% now"),
        (
            "",
            "{basis: points, at_least: [0, -10]}",
            (
                "goalposts ni-1: limits of the ratings changed: 0%, -10% before, 0 points, -10 points now; "
                "hsp cannot tell whether they are wider"
            ),
        ),
    ],
)
def test_thresholds_of_an_indicator(tmp_path: Path, before: str, now: str, said: str) -> None:
    assert lines(tmp_path, thresholds(before), thresholds(now)) == [said]


def report(below: str) -> dict[str, str]:
    exceptions = f"exceptions: {{worsening: below, worsening_below: {below}}}\n"
    return {"data/partnership.yaml": SETTINGS + exceptions}


def test_getting_worse_counts_for_less_if_the_limit_is_a_worse_level(tmp_path: Path) -> None:
    said = "exception report: those getting worse count if rated below:"
    assert lines(tmp_path, report("G"), report("A")) == [f"goalposts borough: {said} G before, A now"]
    assert lines(tmp_path, report("A"), report("G")) == [f"target borough: {said} A before, G now"]


def matrix(text: str = "") -> dict[str, str]:
    before, _, after = SETTINGS.partition("risk_matrix:\n")
    rest = after.partition("schemes:")[2]
    return {"data/partnership.yaml": f"{before}{text}schemes:{rest}"}


def test_a_risk_matrix_that_is_added_removed_or_has_other_steps_moves_the_goalposts(tmp_path: Path) -> None:
    there = {"data/partnership.yaml": SETTINGS}
    assert lines(tmp_path, there, matrix()) == ["goalposts borough: risk matrix removed"]
    assert lines(tmp_path, matrix(), there) == ["goalposts borough: risk matrix added"]
    (before, now) = settings('[{code: "2", name: Likely}', '[{code: "3", name: Certain}, {code: "2", name: Likely}')
    assert lines(tmp_path, before, now) == [
        "goalposts borough: risk matrix: likelihood: not given before, code 3; name Certain now"
    ]
    (before, now) = settings('"2": {2: red, 1: green}, ', "")
    assert lines(tmp_path, before, now) == ["goalposts borough: risk matrix: row 2 removed"]


def test_a_cell_that_becomes_red_does_not_move_the_goalposts(tmp_path: Path) -> None:
    before, now = settings('"1": {2: green', '"1": {2: red')
    assert lines(tmp_path, before, now) == ["target borough: risk matrix: cell 12: zone green before, red now"]
