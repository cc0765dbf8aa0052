from pathlib import Path

import pytest

from hsp_cli.analysis.plan_changes.change import ChangeClass
from tests.analysis.plan_changes.versions import SETTINGS, compared, indicator, line, lines


def figures(actual: str, target: int = 80) -> str:
    return f"{{Q1-2010: {{actual: 80, target: 80}}, Q2-2010: {{actual: {actual}, target: {target}}}}}"


def test_an_indicator_that_falls_below_its_target_is_a_new_exception(tmp_path: Path) -> None:
    found = lines(tmp_path, indicator(figures=figures("81")), indicator(figures=figures("60")))
    assert found == [
        (
            "new-exception ni-1: Q2 2010/11: Green and improving before, Red and worsening now; "
            "rated Red (computed); going down, against the ideal direction"
        ),
        (
            "revised-figure ni-1: figure for Q2 2010/11 revised from 81% to 60% "
            "(overwritten: the record does not keep the earlier figure)"
        ),
    ]


def test_an_exception_is_resolved_only_if_the_indicator_can_be_judged(tmp_path: Path) -> None:
    before = indicator(figures=figures("60"))
    found = compared(tmp_path, before, indicator(figures=figures("81"))).changes[0]
    assert line(found) == (
        "resolved-exception ni-1: Q2 2010/11: Red and worsening before, Green and improving now; no longer an exception"
    )
    gone = "{Q1-2010: {actual: 80, target: 80}, Q2-2010: {target: 80, status: awaited}}"
    found = compared(tmp_path, before, indicator(figures=gone)).changes[0]
    assert line(found) == (
        "rating ni-1: Q2 2010/11: Red and worsening before, figure awaited now; "
        "was an exception, and can no longer be judged"
    )


def test_values_of_an_exception_for_scripts(tmp_path: Path) -> None:
    found = compared(tmp_path, indicator(figures=figures("81")), indicator(figures=figures("60"))).changes[0]
    assert found.before == {
        "rag": "G",
        "rag_basis": "computed",
        "verdict": "improving",
        "exception": False,
        "not_judged": None,
    }
    assert found.after == {
        "rag": "R",
        "rag_basis": "computed",
        "verdict": "worsening",
        "exception": True,
        "not_judged": None,
    }
    assert (found.keys, found.facts) == (("figures", "Q2-2010"), {"quarter": "Q2-2010"})


def test_an_exception_that_only_gets_worse_is_a_rating(tmp_path: Path) -> None:
    found = lines(tmp_path, indicator(figures=figures("76")), indicator(figures=figures("60")))[0]
    assert found == "rating ni-1: Q2 2010/11: Amber and worsening before, Red and worsening now"


def test_a_new_indicator_can_be_a_new_exception(tmp_path: Path) -> None:
    assert lines(tmp_path, {}, indicator(figures=figures("60"))) == [
        (
            "new-exception ni-1: Q2 2010/11: Red and worsening; "
            "rated Red (computed); going down, against the ideal direction"
        ),
        "new ni-1: new indicator",
    ]


def test_an_exception_whose_indicator_is_removed_is_not_resolved(tmp_path: Path) -> None:
    assert lines(tmp_path, indicator(figures=figures("60")), {}) == [
        (
            "goalposts ni-1: Q2 2010/11: Red and worsening before; "
            "an exception before, and no longer reported, because its record was removed"
        ),
        "removed ni-1: indicator removed",
    ]


def test_an_exception_that_the_report_no_longer_covers_is_not_resolved(tmp_path: Path) -> None:
    settings = {"data/partnership.yaml": f"{SETTINGS}exceptions: {{schemes: [laa]}}\n"}
    before = {**settings, **indicator(figures=figures("60"), schemes="[laa]")}
    now = {**settings, **indicator(figures=figures("60"))}
    assert lines(tmp_path, before, now) == [
        (
            "goalposts ni-1: Q2 2010/11: Red and worsening before, Red and worsening now; "
            "an exception before, and no longer reported, because the exception report no longer covers it"
        ),
        "definition ni-1: schemes: removed: laa",
    ]


def test_a_rating_of_another_quarter_that_changes_is_told_with_its_quarter(tmp_path: Path) -> None:
    now = "{Q1-2010: {actual: 79, target: 80}, Q2-2010: {actual: 81, target: 80}}"
    found = lines(tmp_path, indicator(figures=figures("81")), indicator(figures=now))
    assert found[0] == "rating ni-1: Q1 2010/11: Green before, Amber now"


def test_a_published_rating_that_says_what_is_computed_is_told_too(tmp_path: Path) -> None:
    keys = {"figures": figures("81")}
    now = indicator(**keys, assessments="{Q2-2010: {rag: G, direction: up, comment: Well done.}}")
    assert lines(tmp_path, indicator(**keys), now) == [
        "rating ni-1: Q2 2010/11, as published: not published before, rag G, direction up now",
        "comments ni-1: comment for Q2-2010 added: Well done.",
    ]


def test_a_published_rating_that_differs_from_the_one_before_is_told_once(tmp_path: Path) -> None:
    keys = {"figures": figures("81")}
    before, now = (indicator(**keys, assessments=f"{{Q2-2010: {{rag: {rag}}}}}") for rag in "RG")
    assert [one.partition(":")[0] for one in lines(tmp_path, before, now)] == ["resolved-exception ni-1"]


def test_other_settings_rate_every_indicator_anew(tmp_path: Path) -> None:
    wider = SETTINGS.replace("at_least: 0}", "at_least: -8}")
    assert lines(
        tmp_path,
        indicator(figures=figures("76")),
        {
            "data/partnership.yaml": wider.replace("worsening: always", ""),
            **indicator(figures=figures("76")),
        },
    ) == [
        "rating ni-1: Q2 2010/11: Amber and worsening before, Green and worsening now",
        "goalposts borough: RAG scale: limit of Green 0 before, -8 now",
    ]


@pytest.mark.parametrize("better", ["higher", "lower"])
def test_without_a_quarter_no_exception_is_compared(tmp_path: Path, better: str) -> None:
    before, now = indicator(better=better), indicator(better=better, note="N")
    assert [line(one) for one in compared(tmp_path, before, now, quarter=None).changes] == [
        "comments ni-1: note added: N"
    ]


def test_a_rating_that_is_carried_from_another_quarter_is_told_beside_the_rating(tmp_path: Path) -> None:
    keys = {"figures": figures("81")}
    before = indicator(**keys, assessments="{Q2-2010: {rag: R}}")
    now = indicator(**keys, assessments="{Q2-2010: {rag: G, as_at: Q1-2010}}")
    found = lines(tmp_path, before, now)
    assert found[0].startswith("resolved-exception ni-1: Q2 2010/11: Red")
    assert found[1] == "rating ni-1: Q2 2010/11, as published: rag R before, rag G, as at Q1-2010 now"


def test_the_worst_of_several_new_exceptions_comes_first(tmp_path: Path) -> None:
    names = ("ni-1", "ni-2", "ni-3")
    before: dict[str, str] = {}
    now: dict[str, str] = {}
    for name, actual in zip(names, ("77", "60", "78"), strict=True):
        before |= indicator(id=name, title=name, figures=figures("81"))
        now |= indicator(id=name, title=name, figures=figures(actual))
    found = [one for one in compared(tmp_path, before, now).changes if one.change_class == "new-exception"]
    assert [str(one.placed.address) for one in found] == ["ni-2", "ni-1", "ni-3"]


def test_changes_of_one_class_are_there_for_a_format(tmp_path: Path) -> None:
    found = compared(tmp_path, indicator(figures=figures("81")), indicator(figures=figures("60")))
    assert [one.what for one in found.of(ChangeClass.REVISED_FIGURE)] == [
        "figure for Q2 2010/11 revised from 81% to 60%"
    ]
    assert found.counts == {ChangeClass.NEW_EXCEPTION: 1, ChangeClass.REVISED_FIGURE: 1}
