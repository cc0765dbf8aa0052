import json
import re
from itertools import pairwise
from pathlib import Path

import pytest

from tests.runs import DAY, HARROW, hsp
from tests.sample_workspace import FILES, PARTNERSHIP
from tests.workspaces import write_files

Q = ("--quarter", "Q1-2010")


def ids(*arguments: str) -> list[str]:
    run = hsp("exceptions", *arguments, "--format", "json")
    assert run.code == 0, run.err
    return [line["id"] for line in json.loads(run.out)["exceptions"]]


def headings(out: str) -> list[str]:
    """The lines after a blank one, which head a group."""
    lines = out.splitlines()
    return [line for above, line in pairwise(lines) if not above]


def test_the_groups_are_the_priorities_with_their_numbers_then_the_rest_then_what_is_awaited() -> None:
    assert headings(hsp("exceptions", *Q, *HARROW, *DAY).out) == [
        "1  Environmental Impact and Climate Change",
        "2  Mitigating the Impact of the Recession",
        "3  Community Cohesion",
        "5  Reduce Health Inequalities",
        "Other Local Area Agreement Indicators",
        "Awaited:",
        "No figure or rating is recorded for:",
    ]


def test_all_shows_what_is_beside_the_report_and_what_cannot_be_compared() -> None:
    found = headings(hsp("exceptions", *Q, *HARROW, *DAY, "--all").out)
    assert found[5] == "Indicators outside the exception report"
    assert found[6:] == [
        "Awaited:",
        "No figure or rating is recorded for:",
        "Not judged, because a target, a number or an earlier figure is missing:",
        "Context, which is neither good nor bad:",
        "Not compared, because the counting method changed:",
        "Exceptions without a comment:",
    ]


def test_a_priority_without_a_covered_indicator_is_not_said_to_be_without_exceptions() -> None:
    run = hsp("exceptions", *Q, *HARROW, *DAY)
    assert run.out.count("The report covers no indicator of this priority.") == 2
    assert "no exceptions" not in run.out


def test_a_narrowed_report_says_what_it_was_narrowed_to_and_speaks_of_no_other_priority() -> None:
    run = hsp("exceptions", *Q, *HARROW, *DAY, "--body", "safer-harrow")
    assert "Only what was asked for: body safer-harrow." in run.out
    assert headings(run.out)[0] == "Other Local Area Agreement Indicators"
    assert "no exceptions" not in run.out.lower()


def test_where_every_figure_is_awaited_no_indicator_can_be_judged(sample: Path) -> None:
    path = "data/indicators/missed-bins.yaml"
    write_files(sample, {path: FILES[path].replace("{actual: 25, target: 40}", "{status: awaited}")})
    out = hsp("exceptions", "--root", str(sample), "--quarter", "Q1-2024", "--priority", "streets").out
    assert out.startswith(
        "No indicator can be judged in Q1 2024 (2024-01-01 to 2024-03-31)\n  2 indicators: 2 awaited.\n"
    )
    assert "No indicator can be judged: 2 are awaited.\n" in out


def test_the_indicators_are_counted_by_rating(sample: Path) -> None:
    out = hsp("exceptions", "--root", str(sample), "--quarter", "Q1-2024").out
    assert out.splitlines()[1] == "  4 indicators: 1 G Green, 2 A Amber, 1 awaited."


def test_indicators_that_the_settings_do_not_count_as_exceptions_are_named(sample: Path) -> None:
    settings = PARTNERSHIP.replace("exceptions:\n", "exceptions:\n  worsening: never\n")
    path = "data/indicators/missed-bins.yaml"
    worse = FILES[path].replace("{actual: 25,", "{actual: 35,")
    write_files(sample, {"data/partnership.yaml": settings, path: worse})
    out = hsp("exceptions", "--root", str(sample), "--quarter", "Q1-2024").out
    assert "Getting worse, which the settings do not count as an exception:\n  S1 Missed bins\n" in out


def test_where_the_report_covers_every_indicator_none_is_beside_it(sample: Path) -> None:
    out = hsp("exceptions", "--root", str(sample), "--as-of", "2024-04-15").out
    assert headings(out) == ["Decent homes", "Clean streets", "Other indicators", "Awaited:"]


def test_one_exception_and_none_are_counted_in_words(sample: Path) -> None:
    root = ("--root", str(sample), "--as-of", "2024-04-15")
    assert hsp("exceptions", *root, "--priority", "homes").out.startswith("1 exception in Q1 2024 (2024-01-01 to ")
    assert hsp("exceptions", *root, "--priority", "streets").out.startswith(
        "No exceptions among the 1 of 2 indicators that can be judged in Q1 2024 ("
    )


@pytest.mark.parametrize("columns", ["40", "80", "121", "200", None])
def test_no_title_is_lost_at_any_width(columns: str | None) -> None:
    env = {"COLUMNS": columns} if columns else {}
    out = hsp("exceptions", *Q, *HARROW, *DAY, "--all", env=env).out
    letters = re.sub(r"[\s─]", "", out)
    found = json.loads(hsp("exceptions", *Q, *HARROW, *DAY, "--all", "--format", "json").out)
    for line in found["exceptions"]:
        assert all(word in letters for word in line["title"].split())
    if columns and int(columns) >= 80:
        assert max(map(len, out.splitlines()[1:])) <= int(columns)
    assert [line for line in out.splitlines() if line != line.rstrip()] == []


def test_on_a_narrow_screen_an_exception_is_an_entry_without_its_gaps() -> None:
    out = hsp("exceptions", *Q, *HARROW, *DAY, "--priority", "health-inequalities", env={"COLUMNS": "79"}).out
    assert (
        "NI 126 Early Access for women to maternity services\n  HR High Red; 69% (June 2010), target 77%\n  ni-126\n"
    ) in out


@pytest.mark.parametrize(("columns", "shown"), [("120", False), ("121", True), ("200", True)])
def test_comments_are_shown_where_there_is_room(columns: str, shown: bool) -> None:
    out = hsp("exceptions", *Q, *HARROW, *DAY, env={"COLUMNS": columns}).out
    assert ("Comment" in out) is shown


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (("--priority", "environment"), ["ni-192"]),
        (("--priority", "cohesion"), []),
        (("--scheme", "laa"), ["ni-192", "ni-126", "ni-134", "ni-32", "ni-40", "ni-60", "ni-63"]),
        (("--scheme", "LAA", "--priority", "health-inequalities"), ["ni-126", "ni-134"]),
        (("--priority", "recession"), []),
        (("--priority", "recession", "--all"), ["town-centre-vacancy", "vacant-town-centre-premises"]),
    ],
)
def test_the_report_can_be_filtered(filters: tuple[str, ...], expected: list[str]) -> None:
    assert ids(*Q, *HARROW, *DAY, *filters) == expected


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (("--owner", "Ann Reed"), ["repairs-in-time"]),
        (("--owner", "ann-reed"), ["repairs-in-time"]),
        (("--owner", "Street Manager"), []),
        (("--plan", "homes"), ["repairs-in-time"]),
        (("--body", "Homes Group"), ["repairs-in-time"]),
        (("--body", "board"), []),
        (("--scheme", "charter"), ["repairs-in-time"]),
    ],
)
def test_owners_plans_bodies_and_schemes_filter_it_by_any_of_their_names(
    filters: tuple[str, ...], expected: list[str], sample: Path
) -> None:
    assert ids("--root", str(sample), "--quarter", "Q1-2024", *filters) == expected


def test_a_quarter_without_any_priority_in_the_settings_still_has_its_exceptions(tmp_path: Path) -> None:
    bare = PARTNERSHIP.replace("  priorities: [homes, streets]\n", "  other_title: All of them\n")
    root = write_files(tmp_path, {**FILES, "data/partnership.yaml": bare})
    out = hsp("exceptions", "--root", str(root), "--quarter", "Q1-2024").out
    assert {"Decent homes", "All of them"} <= set(headings(out))


def test_an_exception_with_a_priority_that_the_settings_lack_is_listed_by_its_id(sample: Path) -> None:
    path = "data/indicators/repairs-in-time.yaml"
    write_files(sample, {path: FILES[path].replace("priority: homes", "priority: hoems")})
    run = hsp("exceptions", "--root", str(sample), "--as-of", "2024-04-15")
    assert "hoems\nCode" in run.out
    assert "Repairs done in time" in run.out.partition("hoems")[2]


def test_a_reported_priority_that_the_settings_lack_is_listed_by_its_id(sample: Path) -> None:
    path = "data/indicators/repairs-in-time.yaml"
    settings = PARTNERSHIP.replace("priorities: [homes, streets]", "priorities: [hoems, streets]")
    assert settings != PARTNERSHIP
    indicator = FILES[path].replace("priority: homes", "priority: hoems")
    write_files(sample, {"data/partnership.yaml": settings, path: indicator})
    run = hsp("exceptions", "--root", str(sample), "--as-of", "2024-04-15")
    assert "Repairs done in time" in run.out.partition("hoems")[2]
    paper = hsp("report", "--root", str(sample), "--as-of", "2024-04-15", "--allow-errors")
    assert "### hoems\n\n| Indicator" in paper.out


YEARLY = "title: Feel safe after dark\nunit: '%'\nbetter: higher\nfrequency: yearly\nrelease: 3 months\n"


def test_an_awaited_figure_of_another_period_is_named_with_the_last_that_there_is(tmp_path: Path) -> None:
    files = {
        "data/partnership.yaml": "id: p\nname: P\nrag: {levels: [{code: G, name: Green, colour: green}]}\n",
        "data/indicators/safe.yaml": f"id: safe\n{YEARLY}figures: {{2020/21: {{actual: 61}}}}\n",
    }
    asked = ("exceptions", "--root", str(write_files(tmp_path, files)), "--quarter", "Q2-2022", "--as-of", "2022-10-01")
    run = hsp(*asked)
    assert "safe: " not in run.out
    assert "Feel safe after dark: the figure for 2021/22, due by 30 June 2022; the last is 61% for 2020/21" in run.out
    (awaited,) = json.loads(hsp(*asked, "--format", "json").out)["awaited"]
    assert awaited["awaited"] == {"period": "2021/22", "due": "2022-06-30"}
    assert awaited["last"] == {"period": "2020/21", "actual": 61, "text": None}
    assert hsp(*asked, "--fail-on", "awaited").code == 1
    assert hsp(*asked[:-3], "Q1-2021", "--as-of", "2022-10-01", "--fail-on", "awaited").code == 0
