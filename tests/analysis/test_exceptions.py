from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, strategies as st

from hsp_cli.analysis.exceptions import Exceptions, Line, by_priority, exceptions, natural, priority_order
from hsp_cli.analysis.filters import Filters
from hsp_cli.domain.period import Period
from hsp_cli.domain.workspace import Workspace
from hsp_cli.wording.indicators import RatingCounts
from tests.workspaces import PARTNERSHIP, Files, ReadRecords, read_workspace, write_files

Q1 = Period.parse("Q1-2010")

SETTINGS = (
    PARTNERSHIP
    + """\
priorities: [{id: waste, title: Waste}, {id: crime, title: Crime}, {id: health, title: Health}]
schemes: [{id: laa, title: Local Area Agreement}, {id: lpsa, title: Public Service Agreement}]
bodies: [{id: hce, name: Chief Executives}, {id: ccmg, name: Cohesion Group, aliases: [CCMG]}]
organisations: [{id: nhs, name: NHS Harrow}]
exceptions: {schemes: [laa], priorities: [health, waste]}
"""
)


def indicator(code: str, rest: str = "", *, better: str = "higher", figures: str = "", schemes: str = "laa") -> str:
    slug = code.lower().replace(" ", "-")
    return (
        f"id: {slug}\ncode: {code}\ntitle: {code} in words\nunit: '%'\nbetter: {better}\n"
        f"schemes: [{schemes}]\nfigures: {{{figures}}}\n{rest}"
    )


def files(*indicators: str, settings: str = SETTINGS, **others: str) -> dict[str, str]:
    slugs = (text.split("\n", 1)[0].removeprefix("id: ") for text in indicators)
    return {
        "data/partnership.yaml": settings,
        **{f"data/indicators/{slug}.yaml": text for slug, text in zip(slugs, indicators, strict=True)},
        **{f"data/plans/{name}.yaml": text for name, text in others.items()},
    }


def workspace_of(texts: Files) -> Workspace:
    with TemporaryDirectory() as folder:
        found = read_workspace(write_files(Path(folder), texts)).workspace
    assert found is not None
    return found


def codes(lines: tuple[Line, ...]) -> list[str | None]:
    return [line.placed.record.code for line in lines]


def only(report: Exceptions) -> Line:
    (line,) = report.exceptions
    return line


@pytest.mark.parametrize(
    ("better", "figures", "rest", "reasons"),
    [
        pytest.param("higher", "Q1-2010: {actual: 69, target: 77}", "", ("rated Red (computed)",), id="off target"),
        pytest.param("lower", "Q1-2010: {actual: 395, target: 390}", "", ("rated Amber (computed)",), id="amber too"),
        pytest.param("higher", "Q1-2010: {actual: 77, target: 77}", "", None, id="on target"),
        pytest.param("higher", "Q1-2010: {actual: 80, target: 77}", "assessments: {Q1-2010: {rag: R}}",
                     ("rated Red (published)",), id="published goes before computed"),
        pytest.param("higher", "Q1-2010: {actual: 69, target: 77}", "assessments: {Q1-2010: {rag: G}}", None,
                     id="published green though off target"),
        pytest.param("lower", "Q4-2009: {actual: 23, target: 12.5}, Q1-2010: {status: awaited}",
                     "assessments: {Q1-2010: {rag: R, direction: up, as_at: Q4-2009}}",
                     ("rated Red (published, carried forward from Q4 2009/10)",
                      "going up, against the ideal direction"), id="carried forward"),
        pytest.param("higher", "Q4-2009: {actual: 90, target: 50}, Q1-2010: {actual: 80, target: 50}", "",
                     ("going down, against the ideal direction",), id="on target but worsening"),
        pytest.param("higher", "Q4-2009: {actual: 50, target: 77}, Q1-2010: {actual: 69, target: 77}", "",
                     ("rated Red (computed)",), id="off target but improving"),
        pytest.param("higher", "Q4-2009: {actual: 80, target: 77}, Q1-2010: {actual: 69, target: 77}", "",
                     ("rated Red (computed)", "going down, against the ideal direction"), id="both"),
        pytest.param("lower", "Q4-2009: {actual: 24}, Q1-2010: {actual: 27}", "",
                     ("going up, against the ideal direction",), id="worsening without a target"),
        pytest.param("within", "Q4-2009: {actual: 2}, Q1-2010: {actual: 3, target_band: {low: 0, high: 1}}",
                     "assessments: {Q1-2010: {rag: G, direction: same}}",
                     ("further from its band than before, although the published direction is the same",),
                     id="further from a band, published as the same"),
        pytest.param("within", "Q4-2009: {actual: 2}, Q1-2010: {actual: 3, target_band: {low: 0, high: 1}}",
                     "assessments: {Q1-2010: {rag: G}}",
                     ("going up, further from its band than before",), id="further from a band"),
        pytest.param("within", "Q4-2009: {actual: 42, target: 40}, Q1-2010: {actual: 37, target: 40}", "",
                     ("rated Amber (computed)", "going down, further from its target than before"),
                     id="further from a single target"),
        pytest.param("higher", "2009/10: {actual: 50, target: 77}", "frequency: yearly",
                     ("rated Red (computed from the figure for 2009/10)",), id="off target last year"),
        pytest.param("higher", "Q3-2009: {actual: 90}, Q1-2010: {actual: 80, target: 50}", "",
                     ("going down since Q3 2009/10, against the ideal direction",), id="worse than before a gap"),
        pytest.param("neutral", "Q4-2009: {actual: 24}, Q1-2010: {actual: 99, target: 3}", "", None, id="context"),
        pytest.param("higher", "Q1-2010: {status: awaited}", "", None, id="awaited"),
        pytest.param("higher", "Q1-2010: {target: 77}", "", None, id="only a target"),
        pytest.param("higher", "", "", None, id="nothing"),
    ],
)  # fmt: skip
def test_an_exception_is_off_target_or_against_the_ideal_direction_and_says_why(
    records: ReadRecords, better: str, figures: str, rest: str, reasons: tuple[str, ...] | None
) -> None:
    report = exceptions(records(files(indicator("NI 1", rest, better=better, figures=figures))), Q1)
    assert [line.reasons for line in report.exceptions] == ([reasons] if reasons else [])


BAD = "Q1-2010: {actual: 1, target: 10}"
GOOD = "Q1-2010: {actual: 10, target: 10}"


def test_exceptions_come_by_priority_and_inside_by_code_with_numbers_as_numbers(records: ReadRecords) -> None:
    ws = records(
        files(
            indicator("NI 126", "priority: health", figures=BAD),
            indicator("NI 40", "priority: health", figures=BAD),
            indicator("NI 192", "priority: waste", figures=BAD),
            indicator("NI 15", "priority: crime", figures=BAD),
            indicator("NI 63", figures=BAD),
            indicator("NI 7", figures=BAD),
        )
    )
    report = exceptions(ws, Q1)
    # As the report's settings list the priorities, then the partnership's others, then those without one.
    assert codes(report.exceptions) == ["NI 40", "NI 126", "NI 192", "NI 15", "NI 7", "NI 63"]


def test_without_a_code_an_indicator_comes_by_its_title_after_those_with_one(records: ReadRecords) -> None:
    def bare(slug: str, title: str) -> str:
        return f"id: {slug}\ntitle: {title}\nunit: '%'\nbetter: higher\nschemes: [laa]\nfigures: {{{BAD}}}\n"

    ws = records(files(bare("a", "Trees"), bare("b", "Bins"), bare("c", "Litter"), indicator("NI 9", figures=BAD)))
    assert [line.placed.record.title for line in exceptions(ws, Q1).exceptions] == [
        "NI 9 in words",
        "Bins",
        "Litter",
        "Trees",
    ]


def test_the_report_says_of_which_quarter_it_is_and_what_it_looked_at(records: ReadRecords) -> None:
    report = exceptions(records(files(indicator("NI 1", figures=GOOD), indicator("NI 2", figures=BAD))), Q1)
    assert report.quarter == Q1
    assert codes(report.covered) == ["NI 1", "NI 2"]


def test_a_priority_of_which_nothing_is_covered_is_no_priority_without_exceptions(records: ReadRecords) -> None:
    nothing = records(files())
    report = exceptions(nothing, Q1)
    assert report.none_in == ()
    assert [(one.priority, one.judged.all) for one in report.priorities] == [("health", 0), ("waste", 0)]
    assert exceptions(nothing, Q1, Filters(owner="nhs")).priorities == ()


@pytest.mark.parametrize(
    "other",
    [
        pytest.param("Q1-2010: {status: awaited}", id="awaited"),
        pytest.param("", id="unrecorded"),
        pytest.param("Q1-2010: {actual: 5}", id="neither rated nor compared"),
    ],
)
def test_a_priority_has_no_exceptions_only_if_all_its_indicators_could_be_judged(
    records: ReadRecords, other: str
) -> None:
    good = indicator("NI 1", "priority: health", figures=GOOD)
    assert exceptions(records(files(good)), Q1).none_in == ("health",)
    report = exceptions(records(files(good, indicator("NI 2", "priority: health", figures=other))), Q1)
    assert report.none_in == ()
    health = report.priorities[0]
    assert (health.priority, health.judged.judged, health.judged.all) == ("health", 1, 2)


def test_context_is_never_judged_and_does_not_stand_in_the_way(records: ReadRecords) -> None:
    context = indicator("NI 2", "priority: health", better="neutral", figures="Q1-2010: {actual: 5}")
    assert exceptions(records(files(context)), Q1).none_in == ()
    with_good = records(files(indicator("NI 1", "priority: health", figures=GOOD), context))
    assert exceptions(with_good, Q1).none_in == ("health",)


def test_a_narrowed_report_speaks_of_no_priority_as_a_whole(records: ReadRecords) -> None:
    ws = records(
        files(
            indicator("NI 1", "priority: health\nleads: [NHS Harrow]", figures=GOOD),
            indicator("NI 2", "priority: health", figures=BAD),
            indicator("NI 3", "priority: waste", figures=GOOD),
        )
    )
    report = exceptions(ws, Q1, Filters(owner="nhs"))
    assert (report.none_in, report.is_narrowed) == ((), True)
    assert [(one.priority, one.judged.judged) for one in report.priorities] == [("health", 1)]
    whole = exceptions(ws, Q1, Filters(priority="waste"))
    assert (whole.none_in, whole.is_narrowed) == (("waste",), False)


def test_each_covered_indicator_is_counted_once_by_the_rating_that_is_shown(records: ReadRecords) -> None:
    carried = "assessments: {Q1-2010: {rag: R, as_at: Q4-2009}}"
    ws = records(
        files(
            indicator("NI 1", figures=GOOD),
            indicator("NI 2", "assessments: {Q1-2010: {rag: A}}", figures=GOOD),
            indicator("NI 3", carried, figures="Q4-2009: {actual: 1, target: 10}"),
            indicator("NI 4", figures="Q1-2010: {status: awaited}"),
            indicator("NI 5"),
            indicator("NI 6", figures="Q1-2010: {actual: 5}"),
            indicator("NI 7", "assessments: {Q1-2010: {rag: PURPLE}}"),
        )
    )
    counts = exceptions(ws, Q1).counts
    assert counts == RatingCounts((("G", 1), ("A", 1), ("R", 1)), not_rated=2, awaited=1, unrecorded=1)
    assert counts.all == 7


STATES = st.sampled_from(["", GOOD, BAD, "Q1-2010: {status: awaited}", "Q1-2010: {actual: 5}", "Q4-2009: {actual: 5}"])


@given(st.lists(st.tuples(STATES, st.sampled_from(["higher", "lower", "neutral"])), max_size=5))
def test_the_counts_by_rating_and_by_judgement_always_add_up_to_the_covered_indicators(
    states: list[tuple[str, str]],
) -> None:
    texts = [
        indicator(f"NI {number}", better=better, figures=figures) for number, (figures, better) in enumerate(states)
    ]
    report = exceptions(workspace_of(files(*texts)), Q1)
    assert report.counts.all == report.judged.all == len(states)


WORSENING = "Q4-2009: {actual: 90, target: 50}, Q1-2010: {actual: 80, target: 50}"
BELOW = "worsening: below, worsening_below: G"


@pytest.mark.parametrize(
    ("setting", "figures", "better", "is_exception"),
    [
        ("worsening: always", WORSENING, "higher", True),
        ("worsening: never", WORSENING, "higher", False),
        (BELOW, WORSENING, "higher", False),
        (BELOW, WORSENING.replace("target: 50", "target: 81"), "higher", True),
        (BELOW, "Q4-2009: {actual: 90}, Q1-2010: {actual: 80}", "higher", True),
        ("worsening: below, worsening_below: A", WORSENING.replace("target: 50", "target: 81"), "higher", False),
        ("worsening: below", WORSENING, "higher", True),
        ("worsening: never", BAD, "higher", True),
    ],
)
def test_the_settings_say_whether_getting_worse_is_an_exception(
    records: ReadRecords, setting: str, figures: str, better: str, is_exception: bool
) -> None:
    settings = SETTINGS.replace("schemes: [laa], ", f"schemes: [laa], {setting}, ").replace("exception: true", "")
    settings = settings.replace("colour: red, }", "colour: red, exception: true}")
    report = exceptions(records(files(indicator("NI 1", better=better, figures=figures), settings=settings)), Q1)
    assert bool(report.exceptions) is is_exception
    assert codes(report.not_counted) == ([] if is_exception else ["NI 1"])


def test_exceptions_without_a_comment_are_named(records: ReadRecords) -> None:
    ws = records(
        files(
            indicator("NI 1", figures=BAD),
            indicator("NI 2", "assessments: {Q1-2010: {rag: R}}"),
            indicator("NI 3", "assessments: {Q1-2010: {comment: The lorry broke down.}}", figures=BAD),
            indicator("NI 4", figures=GOOD),
        )
    )
    assert codes(exceptions(ws, Q1).without_comment) == ["NI 1", "NI 2"]


def test_a_reported_priority_without_an_exception_says_so(records: ReadRecords) -> None:
    ws = records(
        files(
            indicator("NI 1", "priority: health", figures=GOOD),
            indicator("NI 2", "priority: waste", figures=BAD),
            indicator("NI 3", "priority: waste", figures=GOOD),
        )
    )
    assert exceptions(ws, Q1).none_in == ("health",)
    assert exceptions(ws, Q1, Filters(priority="waste")).none_in == ()
    assert exceptions(ws, Q1, Filters(priority="health")).none_in == ("health",)
    assert exceptions(ws, Q1, Filters(priority="crime")).none_in == ()


def test_a_figure_that_is_not_there_is_listed_as_awaited_or_its_series_as_unrecorded(records: ReadRecords) -> None:
    carried = "assessments: {Q1-2010: {rag: R, as_at: Q4-2009}}"
    ws = records(
        files(
            indicator("NI 1", figures="Q1-2010: {status: awaited}"),
            indicator("NI 2"),
            indicator("NI 3", carried, figures="Q4-2009: {actual: 1, target: 10}"),
            indicator("NI 4", figures="Q1-2010: {target: 10}"),
            indicator("NI 5", figures=BAD),
            indicator("NI 6", figures=GOOD),
        )
    )
    report = exceptions(ws, Q1)
    assert codes(report.awaited) == ["NI 1", "NI 3", "NI 4"]
    assert codes(report.unrecorded) == ["NI 2"]
    assert codes(report.exceptions) == ["NI 3", "NI 5"]


def test_a_direction_hidden_by_a_change_of_counting_is_reported(records: ReadRecords) -> None:
    series = "Q4-2009: {actual: 808}, Q1-2010: {actual: 832}"
    broken = "breaks: [{since: 2010-04-01, reason: legislation}]"
    ws = records(
        files(
            indicator("NI 1", broken, better="lower", figures=series),
            indicator("NI 2", better="lower", figures=series),
            indicator("NI 3", broken + "\nassessments: {Q1-2010: {direction: up}}", better="lower", figures=series),
        )
    )
    report = exceptions(ws, Q1)
    assert codes(report.not_comparable) == ["NI 1"]
    assert codes(report.exceptions) == ["NI 2", "NI 3"]


def test_the_report_covers_the_schemes_of_the_settings_and_everything_where_asked(records: ReadRecords) -> None:
    ws = records(
        files(
            indicator("NI 1", figures=BAD),
            indicator("NI 2", figures=BAD, schemes="lpsa"),
            indicator("NI 3", figures=BAD, schemes=""),
        )
    )
    assert codes(exceptions(ws, Q1).exceptions) == ["NI 1"]
    assert codes(exceptions(ws, Q1, everything=True).exceptions) == ["NI 1", "NI 2", "NI 3"]
    assert codes(exceptions(ws, Q1, Filters(scheme="lpsa")).exceptions) == ["NI 2"]
    assert codes(exceptions(ws, Q1, Filters(scheme="lpsa"), everything=True).exceptions) == ["NI 2"]


def test_where_the_settings_name_no_scheme_every_indicator_is_covered(records: ReadRecords) -> None:
    ws = records(files(indicator("NI 1", figures=BAD, schemes=""), settings=PARTNERSHIP))
    report = exceptions(ws, Q1)
    assert codes(report.exceptions) == ["NI 1"]
    assert report.none_in == ()


PLAN = """\
id: plan
title: Plan
body: hce
aims:
  - {id: one, title: One, indicators: [ni-1], aims: [{id: two, title: Two, board: ccmg, indicators: [ni-2]}]}
"""


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(), ["NI 4", "NI 1", "NI 2", "NI 3"]),
        (Filters(priority="health"), ["NI 4"]),
        (Filters(owner="nhs"), ["NI 3"]),
        (Filters(plan="plan"), ["NI 1", "NI 2"]),
        (Filters(plan="plan-b"), ["NI 3"]),
        (Filters(body="hce"), ["NI 1"]),
        (Filters(body="ccmg"), ["NI 4", "NI 2"]),
        (Filters(body="ccmg", plan="plan"), ["NI 2"]),
        (Filters(owner="nhs", priority="health"), []),
    ],
)
def test_a_report_can_be_filtered(records: ReadRecords, filters: Filters, expected: list[str]) -> None:
    ws: Workspace = records(
        files(
            indicator("NI 1", figures=BAD),
            indicator("NI 2", figures=BAD),
            indicator("NI 3", "leads: [NHS Harrow]", figures=BAD),
            indicator("NI 4", "leads: [CCMG]\npriority: health", figures=BAD),
            plan=PLAN,
            **{"plan-b": "id: plan-b\ntitle: B\naims: [{id: one, title: One, indicators: [ni-3]}]\n"},
        )
    )
    assert codes(exceptions(ws, Q1, filters).exceptions) == expected


def test_a_level_that_the_scale_does_not_know_is_no_exception(records: ReadRecords) -> None:
    ws = records(files(indicator("NI 1", "assessments: {Q1-2010: {rag: PURPLE}}")))
    assert exceptions(ws, Q1).exceptions == ()


def test_the_performance_is_part_of_the_result(records: ReadRecords) -> None:
    line = only(exceptions(records(files(indicator("NI 1", "priority: health", figures=BAD))), Q1))
    assert (line.priority, line.performance.variance, line.performance.quarter) == ("health", Decimal(-90), Q1)


@pytest.mark.parametrize(
    "in_order",
    [
        ["NI 7", "NI 40", "NI 126"],
        ["NI 2", "NI 10a", "NI 10b"],
        ["NI 7", "NI 040", "NI 41"],
        ["X٣", "Y"],
        ["NI 1", "VSB 09", "VSC3", "VSC23", "~Smoking"],
    ],
)
def test_codes_are_ordered_with_their_numbers_as_numbers(in_order: list[str]) -> None:
    jumbled = in_order[::-1]
    assert sorted(jumbled, key=natural) == in_order


@given(st.lists(st.text("NI 0123456789٣²~a", max_size=8), max_size=6))
def test_any_codes_have_an_order(codes: list[str]) -> None:
    assert sorted(sorted(codes, key=natural)) == sorted(codes)


def test_everything_is_in_one_group_and_what_no_group_is_for_comes_last(records: ReadRecords) -> None:
    ws = records(
        files(
            indicator("NI 1", "priority: waste", figures=BAD),
            indicator("NI 2", "priority: health", figures=BAD),
            indicator("NI 3", "priority: unheard-of", figures=BAD),
            indicator("NI 4", figures=BAD),
        )
    )
    lines = exceptions(ws, Q1).exceptions
    found = by_priority(lines, ("waste", "crime", "health"))
    assert [(priority, codes(group)) for priority, group in found.groups] == [
        ("waste", ["NI 1"]),
        ("crime", []),
        ("health", ["NI 2"]),
    ]
    assert codes(found.rest) == ["NI 3", "NI 4"]
    assert priority_order(ws.partnership, lines) == ("health", "waste", "crime", "unheard-of")
