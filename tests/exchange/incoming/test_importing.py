"""What an import by mapping does to the records: it makes, changes and revises, and a second time it does nothing."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from hsp_cli.domain.action import ActionStatus
from hsp_cli.domain.edit import Set
from hsp_cli.domain.request import RequestRefused
from hsp_cli.domain.workspace import Workspace
from hsp_cli.exchange.incoming.changes import Plan
from hsp_cli.exchange.incoming.keys import KEYS, MappedKind
from tests.exchange.incoming.sheets import changes, planned, refusals, write
from tests.workspaces import PARTNERSHIP, read_workspace, write_files

SETTINGS = (
    PARTNERSHIP
    + """\
risk_matrix:
  likelihood: [{code: "2", name: Likely}, {code: "1", name: Rare}]
  impact: [{code: "2", name: Major}, {code: "1", name: Minor}]
  zones: [{id: red, name: Red, red: true}, {id: green, name: Green}]
  cells: {2: {2: red, 1: green}, 1: {2: green, 1: green}}
priorities: [{id: homes, title: Decent homes}]
schemes: [{id: laa, title: Agreement}]
people:
  - {id: ann-reed, name: Ann Reed, aliases: [A. Reed]}
  - {id: bo-hill, name: Bo Hill}
bodies: [{id: board, name: Board}]
risk_themes: [{id: money, title: Money}]
"""
)
VISITS = """\
id: visits
# As the service counts them
title: "Visits to parks"
unit: visits
better: higher
leads: [Ann Reed]
figures:
  Q1 2024/25: {actual: 70, target: 80}
  Q2-2024: {status: awaited}
"""
PLAN = """\
id: parks
title: Parks plan
aims:
  - id: trees
    number: "1"
    title: More trees
    actions:
      - {id: a1, text: Plant 100 trees., due: 2026-06, status: open}
      - id: a2
        text: Ask residents.
        owners: [Ann Reed]
        first_due: 2026-01
        due: 2026-09-30
        revisions: [{due: 2026-09-30, on: 2026-02, reason: Late start}]
        updates: [{on: 2026-05, text: Survey drafted}]
  - id: holes
    title: Holes
    actions: [{id: z9, text: Dig holes., due: 2026-02, status: complete, completed: 2026-02}]
"""
REGISTER = """\
id: board
title: Board risks
body: board
risks:
  - id: r1
    title: No money
    controls: [Plan]
    ratings:
      Q1-2026: {rating: 2-2, reason: Cuts}
"""
Root = tuple[Path, Callable[[], Workspace]]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_files(
        tmp_path,
        {
            "data/partnership.yaml": SETTINGS,
            "data/indicators/visits.yaml": VISITS,
            "data/plans/parks.yaml": PLAN,
            "data/risks/board.yaml": REGISTER,
        },
    )


def records(root: Path) -> Workspace:
    loaded = read_workspace(root)
    assert [one.message for one in loaded.diagnostics] == []
    assert loaded.workspace is not None
    return loaded.workspace


def text(root: Path, path: str) -> str:
    return (root / path).read_text("utf-8")


INDICATORS = """\
records: indicators
id: "{Ref}"
periods: [QN YYYY/YY]
awaited: [tbc]
columns:
  Measure: title
  Unit: unit
  Better: better
  Lead: {to: leads, split: ";"}
  Priority: priority
  Quarter: period
  Result: actual
  Target: target
  RAG: rag
  Comment: comment
"""
HEAD = "Ref,Measure,Unit,Better,Lead,Priority,Quarter,Result,Target,RAG,Comment\n"


def test_a_new_indicator_is_a_new_file_with_its_keys_in_the_order_of_the_manual(root):
    rows = HEAD + "Loans,Loans of books,loans,higher,A. Reed;Bo Hill,decent homes,Q1 2024/25,5,6,amber,Fewer\n"
    found = planned(rows, INDICATORS, records(root))
    assert refusals(found) == []
    assert write(found, root) == ["data/indicators/loans.yaml"]
    assert text(root, "data/indicators/loans.yaml") == (
        "id: loans\n"
        "title: Loans of books\n"
        "unit: loans\n"
        "better: higher\n"
        "priority: homes\n"
        "leads: [A. Reed, Bo Hill]\n"
        "figures:\n"
        "  Q1-2024: {actual: 5, target: 6}\n"
        "assessments:\n"
        "  Q1-2024: {rag: A, comment: Fewer}\n"
    )
    assert [(one.id, one.is_new, one.rows) for one in found.plan.touched] == [("loans", True, (2,))]


def test_a_figure_of_a_quarter_that_has_not_begun_is_refused_and_its_target_is_not(root):
    row = HEAD + "Visits,,,,,,Q4 2098/99,{},82,,\n"
    found = planned(row.format("75"), INDICATORS, records(root))
    assert len(refusals(found)) == 1
    assert "H2" in refusals(found)[0]
    assert "Q4 2098/99 has not begun on " in refusals(found)[0]
    found = planned(row.format(""), INDICATORS, records(root))
    assert refusals(found) == []
    assert changes(found) == ["I2: visits figures.Q4-2098.target None -> 82"]


def test_a_changed_indicator_keeps_every_other_byte_and_every_change_is_told_with_its_cell(root):
    rows = (
        HEAD
        + "Visits,Visits to  parks,visits,higher,Ann Reed,,Q1 2024/25,71,80,,\nVisits,,,,,,Q2 2024/25,75,82,R,Rain\n"
    )
    found = planned(rows, INDICATORS, records(root))
    assert changes(found) == [
        "H2: visits figures.Q1-2024.actual 70 -> 71",
        "H3: visits figures.Q2-2024.actual None -> 75",
        "I3: visits figures.Q2-2024.target None -> 82",
        "row 2: visits figures.Q2-2024.status awaited -> final",
        "J3: visits assessments.Q2-2024.rag None -> R",
        "K3: visits assessments.Q2-2024.comment None -> Rain",
    ]
    write(found, root)
    assert text(root, "data/indicators/visits.yaml") == VISITS.replace(
        "{actual: 70, target: 80}", "{actual: 71, target: 80, revisions: [{was: 70, on: 2026-11-30}]}"
    ).replace("Q2-2024: {status: awaited}\n", "Q2-2024: {actual: 75, target: 82}\n") + (
        "assessments:\n  Q2-2024: {rag: R, comment: Rain, commented: 2026-11-30}\n"
    )


def test_an_empty_cell_changes_nothing(root):
    found = planned(HEAD + "Visits,,,,,,Q1 2024/25,,,,\n", INDICATORS, records(root))
    assert (found.plan.edits, found.plan.new_files, found.plan.unchanged, found.held) == ({}, {}, [2], 1)


@pytest.mark.parametrize(
    ("row", "reasons"),
    [
        ("X,Title,,higher,,,,,,,", ["row 2: a new indicator needs a `unit`"]),
        (
            "X,Title,%,,,,,,,,",
            ["row 2: which way is better is not known: map `better`, or use `better_from`"],
        ),
        ("X,Title,%,up,,,,,,,", ["D2: `better` is one of higher, lower, within or neutral, not 'up'"]),
        (
            "Visits,,,,Ann Read,,,,,,",
            ["E2: partnership.yaml does not list the owner 'Ann Read'; did you mean 'Ann Reed'?"],
        ),
        ("Visits,,,,,homs,,,,,", ["F2: 'homs' is no priority of partnership.yaml; did you mean 'homes'?"]),
        ("Visits,,,,,,Q1 2024/25,,,blue,", ["J2: 'blue' is no rating of the scale: G (Green), A (Amber), R (Red)"]),
        ("Visits,,,,,,Q1 2024/25,tbc,,,", ["H2: the record has a figure for Q1-2024 already"]),
        ("Visits,,,,,,Q2 2024/25,,,,,final", ["L2: there is no figure for Q2-2024 that could be final"]),
        ("Visits,,,,,,Q3 2024/25,,,,,final", ["L2: there is no figure for Q3-2024 that could be final"]),
        ("Visits,,,,,,Q3 2024/25,5,,,,awaited", ["L2: a figure that is awaited has no number"]),
        ("Visits,,,,,,,5,,,", ["H2: the row says no period for it"]),
        (
            "Visits,,,sideways,Nobody,,Q1 2024/25,x,,,",
            ["H2: 'x' is not a number"],
        ),
    ],
)
def test_what_the_records_cannot_hold_is_refused_at_its_cell(root, row, reasons):
    found = planned(f"{HEAD.strip()},Status\n{row}\n", INDICATORS + "  Status: status\n", records(root))
    assert refusals(found) == reasons
    assert (found.plan.edits, found.plan.new_files, found.plan.changes, found.held) == ({}, {}, [], 0)


def test_which_way_is_better_is_asked_for_and_then_taken_from_what_people_filled_in(root):
    rows = "Ref,Measure,Unit\nLoans,Loans,loans\nFines,Fines,£\n"
    how = "records: indicators\nid: '{Ref}'\ncolumns: {Measure: title, Unit: unit}\nbetter_from: better.csv\n"
    found = planned(rows, how, records(root))
    assert found.plan.better_unknown == [
        {"id": "loans", "title": "Loans", "unit": "loans", "better": ""},
        {"id": "fines", "title": "Fines", "unit": "£", "better": ""},
    ]
    found = planned(rows, how, records(root), better={"loans": "higher"})
    assert list(found.plan.new_files) == ["data/indicators/loans.yaml"]
    assert refusals(found) == ["row 3: which way is better is not known: map `better`, or use `better_from`"]


def test_new_records_are_made_unless_the_mapping_refuses_them(root):
    found = planned(HEAD + "Loans,L,loans,higher,,,,,,,\n", INDICATORS + "new_records: refuse\n", records(root))
    assert refusals(found) == ["row 2: no indicator is called loans"]


def test_what_is_recorded_and_not_in_the_sheet_is_named_and_stays(root):
    found = planned(HEAD + "Loans,L,loans,higher,,,,,,,\n", INDICATORS, records(root))
    assert found.plan.not_in_sheet == ["visits"]
    found = planned(HEAD + "Visits,,,,,,,5,,,\n", INDICATORS, records(root))
    assert found.plan.not_in_sheet == []


ACTIONS = """\
records: actions
into: {plan: parks}
id: "{No}"
dates: [DD/MM/YYYY, MMM-YY]
words: {Done: complete, Ongoing: in-progress}
columns:
  Aim: aim
  Action: text
  Owner: owners
  Deadline: due
  Why moved: move_reason
  Status: status
  Progress: {to: progress, signs: ["%"]}
  Latest: update
  On: update_on
"""
ACTION_HEAD = "No,Aim,Action,Owner,Deadline,Why moved,Status,Progress,Latest,On\n"


def test_new_actions_go_below_their_aim_which_is_made_if_there_is_none(root):
    rows = ACTION_HEAD + (
        'A3,More trees,"Water them: daily",Bo Hill,Dec-26,,Ongoing,40%,First week done,01/11/2026\n'
        "A4,Fewer cars,Close the gate,,,,,,,\n"
        "A5,fewer  cars,Open it,,,,,,,\n"
    )
    found = planned(rows, ACTIONS, records(root))
    assert refusals(found) == []
    write(found, root)
    assert text(root, "data/plans/parks.yaml").startswith(PLAN.partition("aims:")[0])
    plan = records(root).plans["parks"].record
    assert [(aim.id, aim.title, [action.id for action in aim.actions]) for aim in plan.aims] == [
        ("trees", "More trees", ["a1", "a2", "a3"]),
        ("holes", "Holes", ["z9"]),
        ("fewer-cars", "Fewer cars", ["a4", "a5"]),
    ]
    new = plan.aims[0].actions[2]
    assert (new.text, str(new.due), new.status.value, new.progress) == (
        "Water them: daily",
        "2026-12",
        "in-progress",
        40,
    )
    assert [(str(one.on), one.text) for one in new.updates] == [("2026-11-01", "First week done")]


def test_a_new_plan_is_made_where_the_mapping_gives_its_title(root):
    how = ACTIONS.replace("{plan: parks}", "{plan: roads, title: Roads plan, body: board, aim: All work}")
    found = planned(
        "No,Aim,Action,Owner,Deadline,Why moved,Status,Progress,Latest,On\n1,,Mend it,,,,,,,\n", how, records(root)
    )
    assert write(found, root) == ["data/plans/roads.yaml"]
    assert text(root, "data/plans/roads.yaml") == (
        "id: roads\n"
        "title: Roads plan\n"
        "body: board\n"
        "aims:\n"
        "  - id: all-work\n"
        "    title: All work\n"
        "    actions:\n"
        '      - {id: "1", text: Mend it}\n'
    )
    with pytest.raises(RequestRefused, match=r"^there is no plan roads2$"):
        planned(ACTION_HEAD, ACTIONS.replace("plan: parks", "plan: roads2"), records(root))


def test_a_moved_deadline_is_a_revision_and_news_are_a_dated_update(root):
    rows = ACTION_HEAD + (
        "a1,,,,31/12/2026,Wet spring,,,50 planted,\na2,1,Ask residents.,A. Reed,31/10/2026,,Done,,Survey  drafted,\n"
    )
    found = planned(rows, ACTIONS, records(root))
    assert refusals(found) == []
    assert changes(found) == [
        "E2: parks/a1 due 2026-06 -> 2026-12-31",
        "F2: parks/a1 move_reason None -> Wet spring",
        "I2: parks/a1 update None -> 50 planted",
        "G3: parks/a2 status open -> complete",
        "E3: parks/a2 due 2026-09-30 -> 2026-10-31",
    ]
    write(found, root)
    first, second = records(root).plans["parks"].record.aims[0].actions
    assert (str(first.first_due), str(first.due)) == ("2026-06", "2026-12-31")
    assert [(str(one.due), str(one.on), one.reason) for one in first.revisions] == [
        ("2026-12-31", "2026-11-30", "Wet spring")
    ]
    assert [(str(one.on), one.text) for one in first.updates] == [("2026-11-30", "50 planted")]
    assert (str(second.first_due), str(second.due), second.times_moved) == ("2026-01", "2026-10-31", 2)
    assert [(str(one.due), str(one.on), one.reason) for one in second.revisions][-1] == (
        "2026-10-31",
        "2026-11-30",
        None,
    )
    assert [one.text for one in second.updates] == ["Survey drafted"]


@pytest.mark.parametrize(
    "key", sorted(KEYS[MappedKind.ACTIONS].keys() - {"aim", "move_reason", "update_by", "update_on"})
)
def test_every_key_of_an_action_can_be_given_to_one_that_is_recorded(root: Path, key: str) -> None:
    cells = {"owners": "Bo Hill", "rag": "A", "status": "on-hold", "progress": "5"}
    cells |= dict.fromkeys(("due", "start", "completed"), "31/12/2026")
    how = f"records: actions\ninto: {{plan: parks}}\nid: '{{No}}'\ndates: [DD/MM/YYYY]\ncolumns: {{X: {key}}}\n"
    found = planned(f"No,X\na1,{cells.get(key, 'Words')}\n", how, records(root))
    assert refusals(found) == []
    assert [one.key for one in found.plan.changes] == [key]
    write(found, root)
    again = planned(f"No,X\na1,{cells.get(key, 'Words')}\n", how, records(root))
    assert again.plan.changes == []


@pytest.mark.parametrize("key", sorted(KEYS[MappedKind.INDICATORS].keys() - {"period", "direction"}))
def test_every_key_of_an_indicator_can_be_given_to_one_that_is_recorded(root: Path, key: str) -> None:
    cells = {"leads": "Bo Hill", "rag": "A", "status": "provisional", "priority": "homes", "schemes": "laa"}
    cells |= {"better": "lower", "accumulation": "average", "frequency": "yearly", "decimals": "2", "code": "X 1"}
    cells |= dict.fromkeys(("actual", "target", "numerator", "denominator"), "7")
    period = ", period: Q1-2024" if KEYS[MappedKind.INDICATORS][key].by_period else ""
    how = f"records: indicators\nid: '{{No}}'\ncolumns: {{X: {{to: {key}{period}}}}}\n"
    rows = f"No,X\nvisits,{cells.get(key, 'Words')}\n"
    found = planned(rows, how, records(root))
    assert refusals(found) == []
    assert len(found.plan.changes) == 1
    write(found, root)
    assert planned(rows, how, records(root)).plan.changes == []


@pytest.mark.parametrize("key", sorted(KEYS[MappedKind.RISKS].keys() - {"period", "likelihood", "impact"}))
def test_every_key_of_a_risk_can_be_given_to_one_that_is_recorded(root: Path, key: str) -> None:
    cells = {"owners": "Bo Hill", "theme": "money", "rating": "1x1"}
    period = ", period: Q1-2026" if KEYS[MappedKind.RISKS][key].by_period else ""
    how = f"records: risks\ninto: {{risk_register: board}}\nid: '{{No}}'\ncolumns: {{X: {{to: {key}{period}}}}}\n"
    rows = f"No,X\nr1,{cells.get(key, 'Words')}\n"
    found = planned(rows, how, records(root))
    assert refusals(found) == []
    assert len(found.plan.changes) == 1
    write(found, root)
    assert planned(rows, how, records(root)).plan.changes == []


def test_a_deadline_written_in_another_way_for_the_same_day_is_no_move(root):
    found = planned(ACTION_HEAD + "a1,,,,30/06/2026,,,,,\n", ACTIONS, records(root))
    assert (changes(found), found.plan.unchanged) == ([], [2])


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("A9,,Do it,,,,,,,", "row 2: it says no aim, and `into` has none"),
        ("A9,More trees,,,,,,,,", "row 2: a new action needs a `text`"),
        (
            "A9,More trees,x,,,,Maybe,,,",
            f"G2: `status` is one of {', '.join(ActionStatus)}, not 'Maybe'".replace(", cancelled", " or cancelled"),
        ),
        (
            "a1,Fewer cars,,,,,,,,",
            "B2: it is recorded under the aim 'More trees'; an import moves no action to another aim",
        ),
        ("a1,,,,2026-06-30,,,,,", "E2: '2026-06-30' is not in the form DD/MM/YYYY or MMM-YY"),
        ("a1,,,,,,,60.5,,", "H2: 60.5 is not a whole number"),
        ("z9,,,,31/12/2026,,,,,", "E2: it is complete, so its deadline does not move"),
    ],
)
def test_an_action_that_cannot_be_taken_is_refused_at_its_cell(root, row, reason):
    found = planned(f"{ACTION_HEAD}{row}\n", ACTIONS, records(root))
    assert refusals(found) == [reason]
    assert (found.plan.edits, found.plan.changes) == ({}, [])


def test_unknown_owners_are_added_to_the_settings_where_the_mapping_says_as_what(root):
    how = ACTIONS.replace("Owner: owners", "Owner: {to: owners, split: ','}") + "new_owners: roles\n"
    rows = ACTION_HEAD + 'a1,,,"Head of Parks, Ann Reed",,,,,,\nA3,1,x,head of parks,,,,,,\n'
    found = planned(rows, how, records(root))
    assert refusals(found) == []
    assert write(found, root) == ["data/partnership.yaml", "data/plans/parks.yaml"]
    assert [(one.id, one.name) for one in records(root).partnership.roles] == [("head-of-parks", "Head of Parks")]


UPDATES = """\
records: updates
id: "{Action}"
columns: {News: update, Percent: progress}
"""


def test_updates_are_of_actions_that_are_recorded_in_any_file(root):
    found = planned("Action,News,Percent\nparks/a1,Half done,50\nA2,,10\nparks/a9,x,\n", UPDATES, records(root))
    assert refusals(found) == ["row 4: no action is called parks/a9"]
    assert changes(found) == [
        "C2: parks/a1 progress None -> 50",
        "B2: parks/a1 update None -> Half done",
        "C3: parks/a2 progress None -> 10",
    ]


RISKS = """\
records: risks
into: {risk_register: board}
id: "{No}"
periods: [QN YYYY/YY]
columns:
  Risk: title
  Likelihood: {to: likelihood, period: Q2-2026}
  Impact: {to: impact, period: Q2-2026}
  Why: {to: reason, period: Q2-2026}
  Controls: {to: controls, split: ";"}
  Theme: theme
"""
RISK_HEAD = "No,Risk,Likelihood,Impact,Why,Controls,Theme\n"


def test_risks_are_made_changed_and_rated_in_the_scales_of_the_matrix(root):
    rows = RISK_HEAD + "r1,,rare,2,Grant won,Plan; Reserve,money\nR2,Floods,Likely,Major,,,\n"
    found = planned(rows, RISKS, records(root))
    assert refusals(found) == []
    assert changes(found) == [
        "F2: board/r1 controls Plan -> Plan; Reserve",
        "G2: board/r1 theme None -> money",
        "C2: board/r1 ratings.Q2-2026.rating None -> 1x2",
    ]
    write(found, root)
    first, second = records(root).registers["board"].record.risks
    assert {str(period): (one.rating, one.reason) for period, one in first.ratings.items()} == {
        "Q1-2026": ("2-2", "Cuts"),
        "Q2-2026": ("1x2", "Grant won"),
    }
    assert (second.id, second.title, [one.rating for one in second.ratings.values()]) == ("r2", "Floods", ["2x2"])


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("r1,,maybe,2,,,", "C2: 'maybe' is none of: 2 (Likely), 1 (Rare)"),
        ("r1,,2,,,,", "C2: a rating needs both likelihood and impact"),
        ("r9,,,,,,", "row 2: a new risk needs a `title`"),
        ("r1,,,,,,people", "G2: 'people' is no risk theme of partnership.yaml"),
    ],
)
def test_a_risk_that_cannot_be_taken_is_refused_at_its_cell(root, row, reason):
    found = planned(f"{RISK_HEAD}{row}\n", RISKS, records(root))
    assert refusals(found) == [reason]


def test_a_rating_in_another_spelling_of_the_same_cell_is_no_change(root):
    how = "records: risks\ninto: {risk_register: board}\nid: '{No}'\ncolumns: {Rating: {to: rating, period: Q1-2026}}\n"
    assert changes(planned("No,Rating\nr1,2x2\n", how, records(root))) == []
    assert changes(planned("No,Rating\nr1,12\n", how, records(root))) == [
        "B2: board/r1 ratings.Q1-2026.rating 2-2 -> 12"
    ]
    assert refusals(planned("No,Rating\nr1,3x9\n", how, records(root))) == [
        "B2: '3x9' is not on the risk matrix: likelihood and impact are 2, 1; 2, 1"
    ]


def test_a_new_register_needs_its_title_and_body(root):
    how = RISKS.replace("{risk_register: board}", "{risk_register: team, title: Team risks, body: board}")
    found = planned(RISK_HEAD + "1,Floods,1,1,,,\n", how, records(root))
    assert write(found, root) == ["data/risks/team.yaml"]
    assert [one.title for one in records(root).registers["team"].record.risks] == ["Floods"]
    with pytest.raises(RequestRefused) as refused:
        planned(RISK_HEAD, RISKS.replace("board", "team2"), records(root))
    assert (refused.value.message, refused.value.hint) == (
        "there is no register team2",
        "to make it, give its `title` and `body` in `into`",
    )


@pytest.mark.parametrize(
    ("how", "rows"),
    [
        (
            INDICATORS,
            HEAD + "Visits,New title,,lower,Bo Hill,homes,Q1 2024/25,71.50,80,G,Good\nLoans,L,loans,higher,,,,,,,\n",
        ),
        (ACTIONS, ACTION_HEAD + "a1,,Plant 200.,Bo Hill,31/12/2026,Rain,Done,100,All done,\nA9,New,x,,Jan-27,,,,y,\n"),
        (RISKS, RISK_HEAD + "r1,Little money,1,1,x,Plan; Reserve,money\nR2,Floods,2,2,,,\n"),
        (UPDATES, "Action,News,Percent\nparks/a1,Half done,50\n"),
    ],
)
def test_the_same_sheet_changes_nothing_the_second_time_even_on_a_later_day(root, how, rows):
    first = planned(rows, how, records(root))
    assert refusals(first) == []
    assert write(first, root)
    again = planned(rows, how, records(root), as_of=date(2027, 1, 5))
    assert (again.plan.edits, again.plan.new_files, again.plan.changes) == ({}, {}, [])
    assert again.held == len(again.plan.unchanged) == first.held


def test_every_row_is_counted_once_as_held_skipped_or_refused(root):
    rows = ACTION_HEAD + "a1,,,,,,,,,\na2,,,,x,,,,,\na3,,,,,,,,,\na1,,,,,,,,,\nTotal,,,,,,,,,\n"
    found = planned(rows, ACTIONS + "skip: {No: [Total]}\n", records(root))
    assert found.read.read == 5
    assert (found.held, list(found.read.skipped), found.refused_rows) == (2, [6], [3, 4])


def test_edits_of_many_records_of_a_file_are_ordered_so_that_the_file_is_seldom_read_again():
    plan = Plan()
    plan.edit("data/plans/p.yaml", [Set(("a",), 1), Set(("a",), 2)])
    plan.edit("data/plans/p.yaml", [Set(("b",), 1), Set(("b",), 2), Set(("b",), 3)])
    edits = [(edit.keys[0], edit.value) for edit in plan.edits["data/plans/p.yaml"] if isinstance(edit, Set)]
    assert edits == [("a", 1), ("b", 1), ("a", 2), ("b", 2), ("b", 3)]


def test_an_id_that_leads_out_of_the_workspace_is_refused(root):
    found = planned(HEAD + "Loans,L,loans,higher,,,,,,,\n", INDICATORS + "ids: {loans: ../../loans}\n", records(root))
    assert refusals(found) == ["row 2: '../../loans' is not an id"]
    assert found.plan.new_files == {}
