import json
import re
from typing import Any
from xml.etree import ElementTree

import pytest

from hsp_cli.formats.markdown import mermaid, text_tree
from hsp_cli.papers.of_plan.strategy import context
from hsp_cli.papers.selection import requested
from hsp_cli.publishing.paper import make
from tests import injection_texts
from tests.papers.pages import headings, links, tokens
from tests.papers.requests import DAY, brief_of
from tests.workspaces import PARTNERSHIP, ReadFiles, ReadRecords

BODIES = """\
bodies:
  - {id: hsp, name: Partnership, since: 2003-05}
  - id: board
    name: Board
    parent: hsp
    as_of: 2003-11
    seats: [{id: business, sector: Business, count: 4}]
    incomplete: true
  - {id: exec, name: Executive, parent: board, as_of: 2003-11, purpose: Decides., meets: monthly}
  - id: mg
    name: "Group \\"A\\""
    parent: exec
    as_of: 2003-11
    accountable_for: [The targets]
    inferred: {name: Not named.}
  - id: forum
    name: Forum
    parent: hsp
    as_of: 2003-11
    status: proposed
    members: [HAVS]
    open_questions: [When?, "And where?"]
  - {id: section, name: Section, as_of: 2003-11, status: closed, note: Not for the paper}
  - {id: modern, name: Modern group, parent: hsp, since: 2009-04}
"""
SETTINGS = f"{PARTNERSHIP}{BODIES}priorities: [{{id: cohesion, title: Cohesion}}]\n"
PLAN = """\
id: strategy
title: Strategy
period: 2003/04
status: draft
dated: 2003-11
inferred: {dated: The draft has no date.}
about: What it is.
approach: Four principles.
vision: To be agreed.
review: Periodically.
resources: [Pooled money]
related_plans: [{title: National plan, status: Draft}]
principles: [{id: one, title: Working together, text: At all times.}, {id: two, title: Openness}]
timetable:
  - {id: draft, text: A draft, due: 2004-02, inferred: {due: Not stated.}, open_questions: [Who comments?]}
  - id: final
    text: The strategy
    due: {period: 2004-05, as_written: in May}
    inferred: {due.period: The year is that of the draft.}
  - {id: later, text: Later}
open_questions: [What is the vision?]
aims:
  - id: cohesion
    title: Community Cohesion
    priority: cohesion
    board: mg
    indicators: [ni-1]
    related_plans: [{title: Shared plan}]
    measures: [{id: m, text: More, comparator: increase}]
  - {id: empty, title: Empty area}
"""
LATER = """\
id: later
title: Later plan
period: 2010/11
aims:
  - id: aim
    title: Later aim
    priority: cohesion
    indicators: [ni-1]
    related_plans: [{title: Shared plan}, {title: New plan}]
    actions: [{id: a, text: Act, due: 2010-06}]
  - {id: other, title: Of no priority, actions: [{id: b, text: Elsewhere}]}
"""
SAME_TIME = LATER.replace("later", "same-time").replace("Later", "Same-time").replace("2010/11", "2004")
FILES = {
    "data/partnership.yaml": SETTINGS,
    "data/plans/strategy.yaml": PLAN,
    "data/plans/later.yaml": LATER,
    "data/plans/same-time.yaml": SAME_TIME,
    "data/indicators/ni-1.yaml": "{id: ni-1, code: NI 1, title: Cohesion, unit: '%', better: higher}\n",
    "data/papers/paper.yaml": "id: paper\ntitle: Strategy paper\nreport: strategy\nabout: strategy\n",
}


@pytest.fixture
def found(records: ReadRecords) -> Any:
    return context(brief_of(records, FILES))


# --- The structure


def test_the_structure_of_the_time_is_a_tree_that_every_reader_can_follow(found: Any) -> None:
    assert text_tree(found["structure"]).splitlines() == [
        "Partnership",
        "├─ Board",
        "│  └─ Executive",
        "│     └─ Group A †2",
        "└─ Forum (proposed)",
        "Section",
    ]


def test_the_same_structure_is_a_diagram_with_what_is_proposed_dashed(found: Any) -> None:
    assert mermaid(found["structure"]).splitlines() == [
        "flowchart TD",
        '    body-hsp["Partnership"]',
        '    body-board["Board"]',
        '    body-exec["Executive"]',
        '    body-mg["Group A †2"]',
        '    body-forum(["Forum"])',
        '    body-section["Section"]',
        "    body-hsp --> body-board",
        "    body-hsp -.-> body-forum",
        "    body-board --> body-exec",
        "    body-exec --> body-mg",
    ]


def test_every_body_of_the_tree_is_described_in_order(found: Any) -> None:
    assert [body.name for body in found["bodies"]] == [
        "Partnership",
        "Board",
        "Executive",
        'Group "A"',
        "Forum",
        "Section",
    ]
    hsp, board, executive, group, forum, section = found["bodies"]
    assert (hsp.when, board.when, forum.when) == (
        "Since May 2003.",
        "",
        "Proposed.",
    )
    assert (board.seats, board.is_incomplete) == (("4 Business",), True)
    assert (executive.purpose, executive.meets) == ("Decides.", "monthly")
    assert group.accountable_for == ("The targets",)
    assert (forum.seats, forum.members, forum.is_incomplete) == ((), ("HAVS",), False)
    assert section.when == ""


@pytest.mark.parametrize("name", injection_texts.MARKDOWN)
def test_a_hostile_name_of_a_body_leaves_both_pictures_whole(name: str, workspace: ReadFiles) -> None:
    settings = f"{PARTNERSHIP}bodies:\n  - {{id: top, name: {json.dumps(name)}, since: 2003-05}}\n"
    settings += (
        f"  - {{id: below, name: {json.dumps(name)}, since: 2003-05, parent: top, status: proposed, members: [HAVS]}}\n"
    )
    files = {**FILES, "data/partnership.yaml": f"{settings}priorities: [{{id: cohesion, title: Cohesion}}]\n"}
    reading = workspace({**files, "data/plans/strategy.yaml": PLAN.replace("board: mg", "board: top")})
    assert reading.workspace is not None, reading.diagnostics
    assert reading.diagnostics == ()
    made = make(reading, requested(reading.workspace, "paper", None, DAY), [])
    page = made.page.decode()
    (text,) = [token for token in tokens(page) if token.type == "fence"]
    assert text.info == "text"
    assert len(text.content.splitlines()) == 2
    (link,) = [link for link in links(page) if link.target.endswith(".svg")]
    assert link.target == "paper-structure.svg"
    svg = ElementTree.fromstring(made.beside[link.target])
    assert len(svg.findall("{*}rect")) == 3  # the ground and two bodies
    assert [heading.words for heading in headings(page)][-5:] == [
        "Timetable",
        "Resources",
        "Review",
        "Open questions",
        "How this was read",
    ]


def test_an_id_that_is_a_word_of_the_diagram_language_does_not_break_it(records: ReadRecords) -> None:
    settings = FILES["data/partnership.yaml"].replace("id: mg\n", "id: end\n")
    files = {
        **FILES,
        "data/partnership.yaml": settings,
        "data/plans/strategy.yaml": PLAN.replace("board: mg", "board: end"),
    }
    structure: Any = context(brief_of(records, files))["structure"]
    nodes = re.findall(r"[\w-]+(?=[(\[]| -|$)", mermaid(structure), re.MULTILINE)
    assert {node for node in nodes if re.match(r"end\b", node)} == set()
    assert "body-end" in nodes


# --- The chapters


def test_each_priority_area_is_listed_with_its_group(found: Any) -> None:
    assert found["area_heads"] == ("Priority area", "Responsible body")
    assert [(area.title, area.group) for area in found["areas"]] == [
        ("Community Cohesion", 'Group "A" †2'),
        ("Empty area", ""),
    ]


def test_a_group_that_is_only_proposed_says_so_and_the_plan_names_the_column(records: ReadRecords) -> None:
    files = {
        **FILES,
        "data/partnership.yaml": SETTINGS.replace("parent: exec\n", "parent: exec\n    status: proposed\n"),
        "data/plans/strategy.yaml": f"{PLAN}columns: {{board: Management Group}}\n",
    }
    found: Any = context(brief_of(records, files))
    assert found["areas"][0].group == 'Group "A" †2 (proposed)'
    assert found["area_heads"][1] == "Management Group"


def test_a_chapter_has_what_the_strategy_says_and_the_plans_of_its_own_time(found: Any) -> None:
    (cohesion,) = found["chapters"]
    assert cohesion.title == "Community Cohesion"
    assert (cohesion.plans, cohesion.other_plans) == (("Shared plan",), ("Same-time plan (1 aim)",))
    assert cohesion.indicators == ("NI 1 Cohesion",)
    assert len(cohesion.measures) == 1
    assert cohesion.actions is None


def test_the_actions_of_the_strategy_itself_are_in_its_chapter(records: ReadRecords) -> None:
    plan = PLAN.replace("    board: mg\n", "    board: mg\n    actions: [{id: act, text: Act, due: 2010-06}]\n")
    found: Any = context(brief_of(records, {**FILES, "data/plans/strategy.yaml": plan}))
    table = found["chapters"][0].actions
    assert [dict(zip(table.heads, row, strict=True))["Status"] for row in table.rows] == ["Overdue"]


def test_what_is_reported_of_an_area_and_of_a_step_is_printed(records: ReadRecords) -> None:
    plan = PLAN.replace("    board: mg\n", "    board: mg\n    rag: A\n    progress: 30\n")
    plan = plan.replace("{id: later, text: Later}", "{id: later, text: Later, status: complete, completed: 2004-07}")
    found: Any = context(brief_of(records, {**FILES, "data/plans/strategy.yaml": plan}))
    assert found["chapters"][0].reported == "30% done, rated Amber."
    assert [step.reported for step in found["timetable"]] == ["", "", "Complete (July 2004)"]


@pytest.mark.parametrize("period", ["2004", ""])
def test_plans_without_a_period_may_be_of_the_same_time(period: str, records: ReadRecords) -> None:
    later = LATER.replace("period: 2010/11\n", f"period: {period}\n" if period else "")
    found: Any = context(brief_of(records, {**FILES, "data/plans/later.yaml": later}))
    assert "Later plan (1 aim)" in found["chapters"][0].other_plans


def test_an_area_of_which_nothing_more_is_recorded_has_no_chapter_and_is_named(
    found: Any, workspace: ReadFiles
) -> None:
    assert found["areas_without_more"] == ("Empty area",)
    reading = workspace(FILES)
    assert reading.workspace is not None
    page = make(reading, requested(reading.workspace, "paper", None, DAY), []).page.decode()
    assert "This document gives no more on: Empty area." in page
    assert "| Empty area | not named |" in page


def test_the_paper_is_dated_by_its_document_and_says_what_is_inferred(found: Any, workspace: ReadFiles) -> None:
    assert (found["dated"], found["period"]) == ("Draft of November 2003 †1", None)
    reading = workspace(FILES)
    assert reading.workspace is not None
    page = make(reading, requested(reading.workspace, "paper", None, DAY), []).page.decode()
    assert "\nDraft of November 2003 †1.\n" in page
    assert "As of" not in page
    assert "- †1 The draft has no date. (strategy)" in page


def test_without_a_date_the_paper_has_the_period_and_the_day(records: ReadRecords, workspace: ReadFiles) -> None:
    plan = PLAN.replace("status: draft\ndated: 2003-11\ninferred: {dated: The draft has no date.}\n", "")
    files = {**FILES, "data/plans/strategy.yaml": plan}
    found: Any = context(brief_of(records, files))
    assert (found["dated"], found["period"]) == ("", "2003/04")
    reading = workspace(files)
    assert reading.workspace is not None
    page = make(reading, requested(reading.workspace, "paper", None, DAY), []).page.decode()
    assert "As of 27 September 2010." in page
    board, executive = (body.when for body in found["bodies"] if body.name in ("Board", "Executive"))
    assert (board, executive) == ("As of November 2003.",) * 2


def test_a_paper_of_the_day_of_its_meeting_is_dated_by_the_meeting(workspace: ReadFiles) -> None:
    plan = PLAN.replace("dated: 2003-11\ninferred: {dated: The draft has no date.}\n", "").replace(
        "status: draft\n", ""
    )
    paper = f"{FILES['data/papers/paper.yaml']}on: {DAY}\n"
    reading = workspace({**FILES, "data/plans/strategy.yaml": plan, "data/papers/paper.yaml": paper})
    assert reading.workspace is not None
    page = make(reading, requested(reading.workspace, "paper", None, DAY), []).page.decode()
    assert "\nFor the meeting on 27 September 2010.\n" in page
    assert "As of 27" not in page
    assert "As of None" not in page


def test_a_group_with_nothing_but_a_name_is_described_only_by_its_area(records: ReadRecords) -> None:
    settings = SETTINGS.replace("    accountable_for: [The targets]\n", "")
    found: Any = context(brief_of(records, {**FILES, "data/partnership.yaml": settings}))
    assert 'Group "A"' not in [body.name for body in found["bodies"]]
    assert found["areas"][0].group == 'Group "A" †2'


def test_all_open_questions_of_the_strategy_and_of_its_bodies_are_listed_once(found: Any) -> None:
    assert found["open_questions"] == (
        "What is the vision?",
        "Timetable, 2004-02: Who comments?",
        "Forum: When? And where?",
    )


def test_notes_about_a_body_are_not_printed(workspace: ReadFiles) -> None:
    reading = workspace(FILES)
    assert reading.workspace is not None
    assert "Not for the paper" not in make(reading, requested(reading.workspace, "paper", None, DAY), []).page.decode()


def test_the_strategys_own_description_is_recorded(found: Any) -> None:
    assert (found["about"], found["vision"], found["approach"], found["review"]) == (
        "What it is.",
        "To be agreed.",
        "Four principles.",
        "Periodically.",
    )
    assert found["principles"] == (("Working together", "At all times."), ("Openness", ""))
    assert [(step.when, step.text) for step in found["timetable"]] == [
        ("February 2004 †3", "A draft"),
        ("in May", "The strategy"),
        ("", "Later"),
    ]
    assert (found["resources"], found["related_plans"]) == (("Pooled money",), ("National plan (Draft)",))


def test_a_strategy_of_which_little_is_known_says_what_is_missing(workspace: ReadFiles) -> None:
    reading = workspace({**FILES, "data/plans/strategy.yaml": "id: strategy\ntitle: Strategy\n"})
    assert reading.workspace is not None
    page = make(reading, requested(reading.workspace, "paper", None, DAY), []).page.decode()
    for words in ("No vision is recorded.", "None are recorded.", "None is recorded.", "No rule is recorded."):
        assert words in page
