from pathlib import Path

from tests.analysis.plan_changes.versions import SETTINGS, compared, lines, register


def risk(ratings: str, extra: str = "", risk_id: str = "money") -> str:
    return f"id: {risk_id}, title: Less {risk_id}, ratings: {{{ratings}}}{extra}"


def test_a_risk_that_moved_to_another_zone_is_told_with_its_reason(tmp_path: Path) -> None:
    before = register(risk("Q1-2010: {rating: 1x2}"))
    now = register(risk("Q1-2010: {rating: 1x2}, Q2-2010: {rating: 2x2, reason: Cuts}"))
    (change,) = compared(tmp_path, before, now).changes
    assert (change.change_class.value, change.what) == (
        "risk-moved",
        "moved from 1x2 Green (Q1 2010/11) to 2x2 Red in Q2 2010/11",
    )
    assert change.notes == ("reason: Cuts",)
    assert change.before == {"rating": "1x2", "zone": "green", "period": "Q1-2010"}
    assert change.after == {"rating": "2x2", "zone": "red", "period": "Q2-2010"}
    assert change.keys == ("ratings", "Q2-2010")


def test_a_risk_that_is_rated_as_before_has_not_moved(tmp_path: Path) -> None:
    before = register(risk("Q1-2010: {rating: 1x2}"))
    now = register(risk("Q1-2010: {rating: 1x2}, Q2-2010: {rating: 1x2}"))
    assert lines(tmp_path, before, now) == ["status r/money: rated again in Q2 2010/11: 1x2 Green, as in Q1 2010/11"]


def test_a_first_rating_and_a_rating_that_was_revised_or_withdrawn(tmp_path: Path) -> None:
    none, low, high = (register(risk(one)) for one in ("", "Q1-2010: {rating: 1x2}", "Q1-2010: {rating: 2x2}"))
    assert lines(tmp_path, none, low) == ["risk-moved r/money: first rated in Q1 2010/11: 1x2 Green"]
    assert lines(tmp_path, low, high) == [
        "risk-moved r/money: rating for Q1 2010/11 revised from 1x2 Green to 2x2 Red (without a reason)"
    ]
    both = register(risk("Q1-2010: {rating: 1x2}, Q2-2010: {rating: 2x2}"))
    assert lines(tmp_path, both, low) == [
        "risk-moved r/money: rating for Q2 2010/11 withdrawn: 2x2 Red; 1x2 of Q1 2010/11 stands again"
    ]


def test_another_spelling_of_a_rating_is_administrative(tmp_path: Path) -> None:
    before, now = (register(risk(f"Q1-2010: {{rating: {one}}}")) for one in ("1x2", "1-2"))
    assert lines(tmp_path, before, now) == [
        "administrative r/money: rating for Q1 2010/11 written otherwise: 1x2 Green before, 1-2 Green now"
    ]


def test_red_risks_come_first(tmp_path: Path) -> None:
    ratings = {"calm": ("1x1", "1x2"), "was": ("2x2", "1x1"), "is": ("1x1", "2x2")}
    before = register(*(risk(f"Q1-2010: {{rating: {a}}}", risk_id=name) for name, (a, _) in ratings.items()))
    now = register(*(risk(f"Q1-2010: {{rating: {b}}}", risk_id=name) for name, (_, b) in ratings.items()))
    found = [str(one.placed.address) for one in compared(tmp_path, before, now).changes]
    assert found == ["r/is", "r/was", "r/calm"]


def test_a_risk_that_was_closed_and_one_that_was_reopened(tmp_path: Path) -> None:
    rated = "Q1-2010: {rating: 2x2}"
    before = register(risk(rated))
    now = register(risk(rated, ", closed: {on: 2010-09, reason: The grant came.}"))
    assert lines(tmp_path, before, now) == ["risk-moved r/money: closed in September 2010 (reason: The grant came.)"]
    assert lines(tmp_path, now, before) == ["risk-moved r/money: reopened; it was closed in September 2010"]


def test_controls_that_were_removed_are_told(tmp_path: Path) -> None:
    before, now = (register(risk("", f", controls: [{one}]")) for one in ("Audit, Reserve", "Audit"))
    assert lines(tmp_path, before, now) == ["risk-moved r/money: controls: removed: Reserve"]


def test_another_matrix_moves_risks_that_nobody_rated_anew(tmp_path: Path) -> None:
    milder = SETTINGS.replace('"2": {2: red', '"2": {2: green')
    files = register(risk("Q1-2010: {rating: 2x2}"))
    assert lines(tmp_path, files, {**files, "data/partnership.yaml": milder}) == [
        "goalposts borough: risk matrix: cell 22: zone red before, green now",
        "risk-moved r/money: 2x2: Red before, Green now, because the risk matrix was changed",
    ]
