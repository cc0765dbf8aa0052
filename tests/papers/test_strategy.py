import json
import re
from typing import Any

import pytest

from hsp_cli.formats.markdown import mermaid, text_tree
from hsp_cli.papers.of_plan.strategy import context
from hsp_cli.publishing.paper import make, requested
from tests import injection_texts
from tests.papers.pages import headings, tokens
from tests.papers.requests import DAY, brief_of
from tests.workspaces import PARTNERSHIP, ReadFiles, ReadRecords

BODIES = """\
bodies:
  - {id: hsp, name: Partnership, since: 2003-05}
  - {id: board, name: Board, parent: hsp, as_of: 2003-11, seats: [{id: business, sector: Business, count: 4}]}
  - {id: exec, name: Executive, parent: board, as_of: 2003-11, purpose: Decides., meets: monthly}
  - {id: mg, name: "Group \\"A\\"", parent: exec, as_of: 2003-11, accountable_for: [The targets]}
  - {id: forum, name: Forum, parent: hsp, as_of: 2003-11, status: proposed, members: [HAVS]}
  - {id: section, name: Section, as_of: 2003-11, status: closed, note: Not for the paper}
  - {id: modern, name: Modern group, parent: hsp, since: 2009-04}
"""
SETTINGS = f"{PARTNERSHIP}{BODIES}priorities: [{{id: cohesion, title: Cohesion}}]\n"
PLAN = """\
id: strategy
title: Strategy
period: 2003/04
about: What it is.
vision: To be agreed.
review: Periodically.
resources: [Pooled money]
related_plans: [{title: National plan, status: Draft}]
principles: [{id: one, title: Working together, text: At all times.}, {id: two, title: Openness}]
timetable: [{id: draft, text: A draft, due: 2004-02}, {id: later, text: Later}]
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
aims:
  - id: aim
    title: Later aim
    priority: cohesion
    indicators: [ni-1]
    related_plans: [{title: Shared plan}, {title: New plan}]
    actions: [{id: a, text: Act, due: 2010-06}]
  - {id: other, title: Of no priority, actions: [{id: b, text: Elsewhere}]}
"""
FILES = {
    "data/partnership.yaml": SETTINGS,
    "data/plans/strategy.yaml": PLAN,
    "data/plans/later.yaml": LATER,
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
        "│     └─ Group A",
        "└─ Forum (proposed)",
        "Section",
    ]


def test_the_same_structure_is_a_diagram_with_what_is_proposed_dashed(found: Any) -> None:
    assert mermaid(found["structure"]).splitlines() == [
        "flowchart TD",
        '    body-hsp["Partnership"]',
        '    body-board["Board"]',
        '    body-exec["Executive"]',
        '    body-mg["Group A"]',
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
        "As of November 2003.",
        "Proposed, as of November 2003.",
    )
    assert board.seats == ("4 Business",)
    assert (executive.purpose, executive.meets) == ("Decides.", "monthly")
    assert group.accountable_for == ("The targets",)
    assert forum.seats == ("HAVS",)
    assert section.when == "As of November 2003."


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
    page = make(reading, requested(reading.workspace, "paper", None, DAY), []).decode()
    text, diagram = [token for token in tokens(page) if token.type == "fence"]
    assert (text.info, diagram.info) == ("text", "mermaid")
    assert len(text.content.splitlines()) == 2
    assert len(diagram.content.splitlines()) == 4
    assert diagram.content.splitlines()[-1] == "    body-top -.-> body-below"
    assert [heading.words for heading in headings(page)][-3:] == ["Timetable", "Resources", "Review"]


def test_an_id_that_is_a_word_of_the_diagram_language_does_not_break_it(records: ReadRecords) -> None:
    settings = FILES["data/partnership.yaml"].replace("id: mg,", "id: end,")
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


def test_a_priority_area_has_its_group_and_all_that_serves_it_now_and_later(found: Any) -> None:
    cohesion, _ = found["chapters"]
    assert (cohesion.title, cohesion.group) == ("Community Cohesion", 'Group "A"')
    assert (cohesion.plans, cohesion.later_plans) == (("Shared plan",), ("Later plan (1 aim)",))
    assert cohesion.indicators == ("NI 1 Cohesion",)
    assert len(cohesion.measures) == 1
    assert [(row.text, row.status) for row in cohesion.actions] == [("Act", "Overdue")]


def test_an_area_without_anything_is_there_all_the_same(found: Any) -> None:
    _, empty = found["chapters"]
    assert (empty.title, empty.group) == ("Empty area", "")
    nothing: tuple[str, ...] = ()
    assert (empty.plans, empty.later_plans, empty.indicators, empty.measures) == (nothing,) * 4
    assert empty.actions == nothing


def test_notes_about_a_body_are_not_printed(workspace: ReadFiles) -> None:
    reading = workspace(FILES)
    assert reading.workspace is not None
    assert "Not for the paper" not in make(reading, requested(reading.workspace, "paper", None, DAY), []).decode()


def test_the_strategys_own_description_is_recorded(found: Any) -> None:
    assert (found["period"], found["about"], found["vision"], found["review"]) == (
        "2003/04",
        "What it is.",
        "To be agreed.",
        "Periodically.",
    )
    assert found["principles"] == (("Working together", "At all times."), ("Openness", ""))
    assert [(step.when, step.text) for step in found["timetable"]] == [("2004-02", "A draft"), ("", "Later")]
    assert (found["resources"], found["related_plans"]) == (("Pooled money",), ("National plan (Draft)",))


def test_a_strategy_of_which_little_is_known_says_what_is_missing(workspace: ReadFiles) -> None:
    reading = workspace({**FILES, "data/plans/strategy.yaml": "id: strategy\ntitle: Strategy\n"})
    assert reading.workspace is not None
    page = make(reading, requested(reading.workspace, "paper", None, DAY), []).decode()
    for words in ("No vision has been agreed yet.", "None are recorded.", "None is recorded.", "No rule is recorded."):
        assert words in page
