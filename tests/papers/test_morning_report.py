from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from hsp_cli.domain.period import Calendar, Period
from hsp_cli.papers.of_quarter.morning_report import context
from hsp_cli.papers.request import PaperRequest
from hsp_cli.papers.selection import requested
from hsp_cli.publishing.paper import make
from tests.sample_workspace import FILES, PARTNERSHIP
from tests.workspaces import PARTNERSHIP as PLAIN, Files, ReadRecords, read_workspace, write_files

Q1 = Period.parse("Q1-2024", Calendar(year_starts=1))
DAY = date(2024, 4, 15)
PAPER = "data/papers/report-2024-q1.yaml"
RISKS = "data/risks/homes-group.yaml"
MEETING = "data/meetings/board-2024-01-15.yaml"
SETTINGS = "data/partnership.yaml"


def gathered(root: Path, files: Files | None = None, *, with_paper: bool = True) -> dict[str, Any]:
    """The context of the small borough's paper, with some of its files changed."""
    workspace = read_workspace(write_files(root, {**FILES, **(files or {})})).workspace
    assert workspace is not None
    paper = workspace.papers["report-2024-q1"].record if with_paper else None
    return context(PaperRequest("report", "morning-report", workspace, DAY, Q1, paper))


def page(root: Path, files: Files) -> str:
    reading = read_workspace(write_files(root, {**FILES, **files}))
    assert reading.workspace is not None
    return make(reading, requested(reading.workspace, "report-2024-q1", None, DAY), []).page.decode()


def test_the_head_names_body_paper_quarter_and_meeting(tmp_path: Path) -> None:
    found = gathered(tmp_path)
    assert (found["body"], found["title"], found["quarter"]) == ("Rushmere Board", "Quarterly Report", "Q1 2024")
    assert (found["from_day"], found["to_day"], found["meeting_on"]) == (
        "1 January 2024",
        "31 March 2024",
        "15 April 2024",
    )
    assert found["is_written"] is True


def test_without_a_record_the_partnership_and_the_template_give_the_title(tmp_path: Path) -> None:
    found = gathered(tmp_path, with_paper=False)
    assert (found["body"], found["title"], found["meeting_on"]) == ("Rushmere Together", "Quarterly report", None)
    assert (found["raised"], found["is_written"]) == ((), False)
    assert not any(getattr(found["parts"], place.name) for place in fields(found["parts"]))


def test_sections_are_in_the_part_they_name_and_below_its_heading(tmp_path: Path) -> None:
    parts = gathered(tmp_path)["parts"]
    titles = {
        place.name: [(section.title, section.level) for section in getattr(parts, place.name)]
        for place in fields(parts)
    }
    assert titles == {
        "introduction": [("In short", 2)],
        "priorities": [("Homes", 3)],
        "exceptions": [],
        "other": [("Beside the priorities", 2)],
        "risks": [],
        "risk_appendix": [],
    }


def test_sections_in_sections_go_one_level_down(tmp_path: Path) -> None:
    deep, indent = "", "    "
    for level in range(6):
        deep += f"{indent}sections:\n{indent}  - id: below-{level}\n{indent}    title: Below {level}\n"
        indent += "    "
    section = next(iter(gathered(tmp_path, {PAPER: FILES[PAPER] + deep})["parts"].other))
    levels = []
    while section.sections:
        (section,) = section.sections
        levels.append(section.level)
    assert levels == [3, 4, 5, 6, 7, 8]


def test_a_piece_of_content_is_text_action_series_or_table_of_indicators(tmp_path: Path) -> None:
    parts = gathered(tmp_path)["parts"]
    text, series, action = parts.priorities[0].blocks
    assert text.text == "Two things mattered:\n\n- the **van**, which is late\n- the boiler of Ash House\n"
    assert series.series.heads == ("Q4 2023", "Q1 2024")
    assert series.series.rows == (
        ("H1 Repairs done in time", ("88%", "88.5%")),
        ("Street trees planted", ("12", "awaited")),
    )
    assert action.action.text == "Ask for money for a new boiler."
    (table,) = parts.other[0].blocks
    assert [(row.name, row.rag, row.direction) for row in table.indicators] == [
        ("S1 Missed bins (bins)", "G Green, computed", "↓ improving")
    ]


def test_a_gap_in_a_series_is_a_dash_and_is_explained(tmp_path: Path) -> None:
    files = {PAPER: FILES[PAPER].replace("periods: [Q4-2023", "periods: [Q3-2023, Q4-2023")}
    series = gathered(tmp_path, files)["parts"].priorities[0].blocks[1].series
    assert series.rows[0] == ("H1 Repairs done in time", ("–", "88%", "88.5%"))
    assert series.has_gaps
    assert "A dash means that no figure is recorded for the period." in page(tmp_path, files)
    assert "A dash means" not in page(tmp_path, {PAPER: FILES[PAPER]})


def test_an_outcome_that_is_an_action_itself_is_raised_before_those_of_the_narrative(tmp_path: Path) -> None:
    trees, boiler = gathered(tmp_path)["raised"]
    assert (trees.text, trees.owners, trees.starred) == (
        "The count is to be told at the meeting.",
        "Street Manager",
        True,
    )
    assert trees.follows == "15 January 2024: Count the trees."
    assert (boiler.due, boiler.section, boiler.starred) == ("June 2024", "Homes", True)


def test_actions_of_sections_in_sections_are_raised_too(tmp_path: Path) -> None:
    below = "    sections: [{id: b, title: B, content: [{action: {id: x, text: Deep., owners: [Ann Reed]}}]}]\n"
    raised = gathered(tmp_path, {PAPER: FILES[PAPER] + below})["raised"]
    assert [(action.text, action.section, action.starred) for action in raised][-1] == ("Deep.", "B", False)


@pytest.mark.parametrize(
    ("due", "words"),
    [
        ("2024-06", "June 2024"),
        ("2024-06-30", "30 June 2024"),
        ("at the next meeting", "at the next meeting, date not settled"),
        ("{period: 2024-06-11, as_written: by the 11th}", "11 June 2024"),
    ],
)
def test_a_deadline_is_a_date_or_words_that_say_that_there_is_none(due: str, words: str, tmp_path: Path) -> None:
    files = {PAPER: FILES[PAPER].replace("due: 2024-06", f"due: {due}")}
    assert gathered(tmp_path, files)["raised"][1].due == words


def test_an_action_without_owner_or_deadline_says_so_or_nothing(tmp_path: Path) -> None:
    files = {PAPER: FILES[PAPER].replace("owners: [Ann Reed], due: 2024-06, ", "")}
    assert "**★ Action – owner to be named:** Ask for money for a new boiler.\n" in page(tmp_path, files)


def test_priorities_are_numbered_only_where_the_partnership_numbers_them(tmp_path: Path) -> None:
    files = {SETTINGS: PARTNERSHIP.replace("title: Decent homes", "title: Decent homes, number: 3")}
    found = gathered(tmp_path, files)["priorities"]
    assert [priority.title for priority in found] == ["Priority 3 - Decent homes", "Clean streets"]


def test_an_exception_without_a_comment_says_that_none_is_recorded(tmp_path: Path) -> None:
    path = "data/indicators/repairs-in-time.yaml"
    files = {path: FILES[path].partition("assessments:")[0]}
    assert gathered(tmp_path, files)["priorities"][0].rows[0].assessment == "No comment is recorded."


def test_exceptions_outside_the_reported_priorities_are_listed_under_other(tmp_path: Path) -> None:
    found = gathered(tmp_path)
    assert [row.name for row in found["other_exceptions"]] == ["Room temperature in sheltered homes (°C)"]
    assert found["awaited"] == ("Street trees planted",)


def test_ratings_of_risks_come_with_the_name_of_their_zone(tmp_path: Path) -> None:
    found = gathered(tmp_path)
    assert [(risk.rating, risk.controls) for risk in found["red_risks"]] == [
        ("4x4 High", "An agency on call; planned: Two apprentices from May")
    ]
    assert [(move.before, move.after) for move in found["movements"]] == [("3x3 Medium", "4x4 High")]


def test_red_ratings_are_counted_the_most_frequent_first(tmp_path: Path) -> None:
    more = "".join(
        f"  - {{id: r{n}, title: R{n}, ratings: {{Q1-2024: {{rating: {rating}}}}}}}\n"
        for n, rating in enumerate(("5x5", "5x4", "5x4", "1x1"))
    )
    assert gathered(tmp_path, {RISKS: FILES[RISKS] + more})["red_zones"] == "2 at 5x4, 1 at 4x4, 1 at 5x5"


def test_a_borough_without_a_matrix_has_ratings_without_zones(tmp_path: Path) -> None:
    before, _, rest = PARTNERSHIP.partition("risk_matrix:")
    found = gathered(tmp_path, {SETTINGS: before + "exceptions:" + rest.partition("exceptions:")[2]})
    assert found["red_risks"] == ()
    assert [(move.before, move.after) for move in found["movements"]] == [("3x3", "4x4")]


def test_every_appendix_is_printed_with_letters_that_go_on_after_z(tmp_path: Path) -> None:
    names = [f"plan-{number}" for number in range(1, 29)]
    plans = {f"data/plans/{name}.yaml": f"id: {name}\ntitle: {name}\n" for name in names}
    paper = f"{FILES[PAPER].partition('sections:')[0]}appendices: [{', '.join(names)}]\n"
    appendices = gathered(tmp_path, {**plans, PAPER: paper})["appendices"]
    assert [appendix.title for appendix in appendices] == names
    assert [appendix.letter for appendix in appendices][:2] == ["B", "C"]
    assert [appendix.letter for appendix in appendices][24:] == ["Z", "AA", "AB", "AC"]


def test_an_undefined_priority_is_listed_by_its_id_and_hides_none_of_the_following(tmp_path: Path) -> None:
    settings = {SETTINGS: PARTNERSHIP.replace("priorities: [homes, streets]", "priorities: [nowhere, homes, streets]")}
    assert settings[SETTINGS] != PARTNERSHIP
    nowhere, *defined = gathered(tmp_path, settings)["priorities"]
    assert (nowhere.title, nowhere.rows) == ("nowhere", ())
    assert tuple(defined) == gathered(tmp_path)["priorities"]
    assert len(defined) == 2


def test_a_series_shows_the_last_month_of_a_quarter_or_the_average_and_says_so(tmp_path: Path) -> None:
    bins = "data/indicators/missed-bins.yaml"
    monthly = "id: missed-bins\ntitle: Missed bins\nunit: bins\nbetter: lower\nfigures: {2024-03: {actual: 1204}}\n"
    paper = FILES[PAPER].replace("indicators: [repairs-in-time, street-trees]", "indicators: [missed-bins]")
    assert paper != FILES[PAPER]
    series = gathered(tmp_path, {bins: monthly, PAPER: paper})["parts"].priorities[0].blocks[1].series
    assert series.rows == (("Missed bins", ("–", "1,204 (March 2024)")),)
    months = "2024-01: {actual: 1}, 2024-02: {actual: 2}, 2024-03: {actual: 6}, 2023-12: {actual: 9}"
    average = monthly.replace("figures: {2024-03: {actual: 1204}}", f"accumulation: average\nfigures: {{{months}}}")
    series = gathered(tmp_path / "average", {bins: average, PAPER: paper})["parts"].priorities[0].blocks[1].series
    assert series.rows == (("Missed bins", ("–", "3 (average of 3 months)")),)


def test_figures_are_not_marked_where_the_heads_of_their_columns_are(tmp_path: Path) -> None:
    trees = "data/indicators/street-trees.yaml"
    files = {trees: FILES[trees] + "inferred: {figures: From the order of the columns.}\n"}
    series = gathered(tmp_path, files)["parts"].priorities[0].blocks[1].series
    assert (series.heads, series.rows[1][1]) == (("Q4 2023", "Q1 2024"), ("12 †1", "awaited †1"))
    head = "    title: Homes\n"
    marked = FILES[PAPER].replace(head, f"{head}    inferred: {{content.series.periods: No years.}}\n")
    series = gathered(tmp_path, {**files, PAPER: marked})["parts"].priorities[0].blocks[1].series
    assert (series.heads, series.rows[1][1]) == (("Q4 2023 †1", "Q1 2024 †1"), ("12", "awaited"))


@pytest.mark.parametrize(
    ("milestones", "shown"),
    [
        ("", ""),
        ("{id: a, text: Ask, due: at the next meeting}", "at the next meeting, date not settled: Ask"),
        ("{id: a, text: Ask, due: soon}, {id: b, text: Build, due: 2024-05}", "May 2024: Build"),
        ("{id: a, text: Ask, due: soon}, {id: b, text: Build, due: 2024-02}", "was due February 2024: Build"),
        ("{id: a, text: Ask, due: 2024-05, status: complete}", ""),
        ("{id: a, text: Ask, due: 2024-05, inferred: {due: No year.}}", "May 2024 †1: Ask"),
    ],
)
def test_the_next_date_of_a_project_is_one_on_a_day_before_one_in_words(
    milestones: str, shown: str, tmp_path: Path
) -> None:
    files = {
        PAPER: (
            "id: report-2024-q1\ntitle: T\nreport: morning-report\nbody: board\nquarter: Q1-2024\n"
            "sections: [{id: s, title: S, part: other, content: [{project: works}]}]\n"
        ),
        "data/projects/works.yaml": f"id: works\ntitle: Works\nmilestones: [{milestones}]\n",
    }
    (section,) = gathered(tmp_path, files)["parts"].other
    assert section.blocks[0].project.next_date == shown


def test_the_scope_of_the_exception_report_is_marked_if_it_is_inferred(tmp_path: Path) -> None:
    settings = FILES[SETTINGS] + "inferred: {exceptions.schemes: The paper does not say.}\n"
    assert gathered(tmp_path)["counts"] + " †1" == gathered(tmp_path, {SETTINGS: settings})["counts"]


def test_a_project_without_an_update_is_named(tmp_path: Path) -> None:
    path = "data/projects/warm-homes.yaml"
    title = "title: Warm homes"
    assert title in FILES[path]
    bare = f"id: warm-homes\n{title}\n"
    paper = FILES[PAPER].replace("      - text: |", "      - project: warm-homes\n      - text: |")
    assert "**Warm homes**: no update is recorded for this quarter." in page(tmp_path, {path: bare, PAPER: paper})


def test_the_settings_give_the_title_and_parts_that_a_workspace_has_no_records_for_are_left_out(
    records: ReadRecords,
) -> None:
    files = {
        "data/partnership.yaml": f"{PLAIN}quarterly_title: Performance report\n",
        "data/indicators/x.yaml": (
            "{id: x, title: X, unit: '%', better: higher, figures: {Q1-2010: {actual: 5, target: 4}}}\n"
        ),
        "data/plans/parks.yaml": "{id: parks, title: Parks, aims: [{id: a, title: A}]}\n",
    }
    workspace = records(files)
    request = PaperRequest("q", "morning-report", workspace, date(2010, 9, 27), Period.parse("Q1-2010"))
    found: Any = context(request)
    assert found["title"] == "Performance report"
    assert (found["has_meetings"], found["has_registers"], found["is_written"]) == (False, False, False)
    assert found["no_exceptions"] == "No exceptions in Q1 2010/11."
