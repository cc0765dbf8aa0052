"""What each table has in its rows, and what all tables have in common."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from hsp_cli.analysis.filters import Filters
from hsp_cli.analysis.parts import divided_by
from hsp_cli.checking.loader import Loaded, load
from hsp_cli.domain.period import Calendar, Period
from hsp_cli.domain.workspace import Workspace
from hsp_cli.exchange.catalogue import TABLES
from hsp_cli.exchange.cells import Value
from hsp_cli.exchange.columns import paragraphs
from hsp_cli.exchange.tables import Asked, ColumnType, Row, Table, latest_quarter
from tests.sample_workspace import PARTNERSHIP as RUSHMERE
from tests.workspaces import PARTNERSHIP, ReadRecords

DAY = date(2024, 5, 10)
Q1 = Period.parse("Q1-2010")
_CALENDAR = Calendar(year_starts=1)
every_table = pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)

_TYPES = {
    ColumnType.TEXT: str,
    ColumnType.NUMBER: Decimal,
    ColumnType.WHOLE: int,
    ColumnType.DATE: date,
    ColumnType.PERIOD: str,
    ColumnType.FLAG: bool,
    ColumnType.LIST: tuple,
}


def asked(workspace: Workspace, quarter: Period | None = None, day: date = DAY, **filters: str) -> Asked:
    return Asked(
        workspace,
        day,
        quarter or latest_quarter(workspace, day),
        Filters(**filters),
        only_quarter=quarter is not None,
    )


def rows(name: str, question: Asked) -> list[Row]:
    return list(TABLES[name].rows(question))


def values(name: str, question: Asked, *columns: str) -> list[tuple[Value, ...]]:
    return [tuple(row.values[column] for column in columns) for row in rows(name, question)]


# --- Every table


@every_table
def test_every_row_has_a_value_of_the_right_type_for_every_column(table: Table, harrow: Loaded, sample: Path) -> None:
    small = load(str(sample)).workspace
    assert small is not None
    assert harrow.workspace is not None
    for question in (asked(harrow.workspace, Q1, date(2010, 9, 27)), asked(small)):
        found = list(table.rows(question))
        assert found
        for row in found:
            assert sorted(row.values) == sorted(column.name for column in table.columns)
            for column in table.columns:
                value = row.values[column.name]
                assert value is None or type(value) is _TYPES[column.type], (column.name, value)
                assert value != ""


@every_table
def test_no_two_rows_have_the_same_key(table: Table, harrow: Loaded) -> None:
    assert harrow.workspace is not None
    found = list(table.rows(asked(harrow.workspace, day=date(2010, 9, 27))))
    keys = [tuple(row.values[name] for name in table.key) for row in found]
    assert len(set(keys)) == len(keys) > 10


@every_table
def test_columns_have_plain_names_and_a_sentence_each(table: Table) -> None:
    names = [column.name for column in table.columns]
    titles = [column.title for column in table.columns]
    assert len(set(names)) == len(names)
    assert len(set(titles)) == len(titles)
    for column in table.columns:
        assert re.fullmatch(r"[a-z][a-z_]*", column.name)
        assert column.meaning.endswith(".")
        assert column.name == table.column(column.name).name
    assert names[-1] == "fingerprint"


@every_table
def test_only_input_columns_can_be_filled_in(table: Table, harrow: Loaded) -> None:
    assert harrow.workspace is not None
    inputs = {column.name for column in table.inputs}
    found = list(table.rows(asked(harrow.workspace, day=date(2010, 9, 27))))
    assert {name for row in found for name in row.inputs} == inputs
    assert all(column.on_sheet for column in table.inputs)


_BODIES = dict.fromkeys(TABLES, "adult-health-and-wellbeing") | {"actions": "ccmg"}


@every_table
def test_a_filter_narrows_every_table(table: Table, harrow: Loaded) -> None:
    assert harrow.workspace is not None
    day = date(2010, 9, 27)
    everything = list(table.rows(asked(harrow.workspace, day=day)))
    some = list(table.rows(asked(harrow.workspace, day=day, body=_BODIES[table.name])))
    assert 0 < len(some) < len(everything)
    assert {row.address for row in some} < {row.address for row in everything}


# --- Figures

INDICATOR = """\
id: bins
title: Bins emptied
unit: bins
better: higher
frequency: monthly
leads: [Ann]
figures:
  2024-01: {actual: 7.10, target: 8}
  2024-02: {actual: "6.80", status: provisional, note: One lorry broke down.}
inferred: {figures.2024-01.target: As in the plan., unit: Nobody says.}
"""
SETTINGS = PARTNERSHIP + "people: [{id: ann, name: Ann}]\ncalendar: {year_starts: 1}\n"


def bins(records: ReadRecords, text: str = INDICATOR, **more: str) -> Workspace:
    return records({"data/partnership.yaml": SETTINGS, "data/indicators/bins.yaml": text, **more})


FIGURE = ("period", "actual", "status", "state", "due", "rag", "rag_basis")


def test_a_figure_has_a_row_and_so_has_the_one_that_is_owed(records: ReadRecords) -> None:
    found = values("figures", asked(bins(records)), *FIGURE)
    assert found == [
        ("2024-01", Decimal("7.1"), "final", "final", None, None, None),
        ("2024-02", Decimal("6.80"), "provisional", "provisional", None, None, None),
        ("Q1-2024", None, None, "awaited", date(2024, 3, 31), None, None),
        ("2024-03", None, None, "awaited", date(2024, 3, 31), None, None),
    ]
    assert str(found[1][1]) == "6.80"


def test_a_revised_figure_says_what_it_was_and_a_comment_when_it_was_written(records: ReadRecords) -> None:
    text = INDICATOR.replace(
        "2024-01: {actual: 7.10,",
        "2024-01: {revisions: [{was: 6, on: 2024-02}, {was: 6.50, on: 2024-03-01, reason: Late}], actual: 7.10,",
    )
    text += "assessments: {Q1-2024: {comment: Good, commented: 2024-04-02}}\n"
    workspace = bins(records, text)
    found = values("figures", asked(workspace), "period", "times_revised", "revised_from", "revised_on", "commented")
    assert found == [
        ("2024-01", 2, Decimal("6.5"), "2024-03-01", None),
        ("2024-02", 0, None, None, None),
        ("Q1-2024", None, None, None, "2024-04-02"),
        ("2024-03", None, None, None, None),
    ]


def test_a_row_has_only_the_inferred_values_of_its_own_period(records: ReadRecords) -> None:
    found = values("figures", asked(bins(records)), "period", "inferred", "inferred_because")
    assert found[0] == ("2024-01", ("figures.2024-01.target", "unit"), ("As in the plan.", "Nobody says."))
    assert found[1] == ("2024-02", ("unit",), ("Nobody says.",))


def test_an_owner_without_a_party_has_an_empty_id_beside_the_name(records: ReadRecords) -> None:
    text = INDICATOR.replace("[Ann]", "[{who: Ann, role: Chair}, Bob]")
    row = rows("figures", asked(bins(records, text)))[0]
    assert (row.values["owner_ids"], row.values["owners"]) == (("ann", ""), ("Ann (Chair)", "Bob"))
    assert row.parties == ("ann", "Bob")


def test_figures_of_a_quarter_can_take_a_rating_and_those_of_a_month_cannot(records: ReadRecords) -> None:
    found = {row.values["period"]: row.inputs for row in rows("figures", asked(bins(records)))}
    assert found["2024-03"] == {
        name: ("figures", "2024-03", name)
        for name in ("actual", "numerator", "denominator", "text", "status", "target", "note")
    }
    assert found["Q1-2024"]["comment"] == ("assessments", "Q1-2024", "comment")
    assert found["Q1-2024"]["rag"] == ("assessments", "Q1-2024", "rag")


@pytest.mark.parametrize(
    ("figures", "state"),
    [
        ("Q1-2024: {actual: 5, target: 5}", "final"),
        ("Q1-2024: {actual: 5, target: 5, status: provisional}", "provisional"),
        ("Q1-2024: {status: awaited}", "awaited"),
        ("Q1-2024: {target: 5}\n  Q4-2023: {actual: 3}", "awaited"),
        ("Q4-2023: {actual: 3}", "awaited"),
        ("Q1-2024: {numerator: 1, denominator: 4}", "worked-out"),
        ("Q1-2024: {numerator: 1, denominator: 4, status: provisional}", "provisional"),
        ("2024-03: {actual: 5}", "other-period"),
        ("2024-02: {actual: 5}\nfrequency: monthly", "awaited"),
        ("Q1-2024: {text: Good}", "final"),
        ("Q1-2025: {target: 5}", "none"),
    ],
)
def test_the_state_of_a_figure_says_why_there_is_no_number(records: ReadRecords, figures: str, state: str) -> None:
    text = f"id: bins\ntitle: Bins\nunit: '%'\nbetter: higher\nfigures:\n  {figures}\n"
    found = values("figures", asked(bins(records, text), Period.quarter(2024, 1, _CALENDAR)), "period", "state")
    assert ("Q1-2024", state) in found


def test_a_target_without_a_figure_that_is_not_due_yet_is_only_a_target(records: ReadRecords) -> None:
    text = "id: bins\ntitle: Bins\nunit: '%'\nbetter: higher\nfigures:\n  2025: {target: 5}\n"
    assert ("2025", "target-only") in values("figures", asked(bins(records, text)), "period", "state")


@pytest.mark.parametrize(("day", "state"), [("2024-06-30", "target-only"), ("2024-07-01", "awaited")])
def test_a_figure_with_a_target_is_awaited_as_soon_as_its_day_has_passed(
    records: ReadRecords, day: str, state: str
) -> None:
    text = (
        "id: bins\ntitle: Bins\nunit: '%'\nbetter: higher\nfigures:\n  2024-03: {actual: 1}\n  2024-06: {target: 5}\n"
    )
    found = values("figures", asked(bins(records, text), day=date.fromisoformat(day)), "period", "state", "due")
    assert ("2024-06", state, date(2024, 6, 30) if state == "awaited" else None) in found


def test_a_quarter_worked_out_from_its_months_says_so_and_a_missing_month_too(records: ReadRecords) -> None:
    text = INDICATOR.replace("frequency: monthly", "frequency: monthly\naccumulation: average")
    q1 = Period.quarter(2024, 1, _CALENDAR)
    found = {one[0]: one[1:] for one in values("figures", asked(bins(records, text), q1), "period", "actual", "state")}
    assert found["Q1-2024"] == (None, "incomplete")
    text = text.replace("inferred:", "  2024-03: {actual: 7.0}\ninferred:")
    found = {one[0]: one[1:] for one in values("figures", asked(bins(records, text), q1), "period", "actual", "state")}
    assert found["Q1-2024"] == (Decimal("6.96666666667"), "worked-out")


def test_ratings_have_their_basis_and_say_what_they_are_carried_from(records: ReadRecords) -> None:
    text = """\
id: bins
title: Bins
unit: "%"
better: higher
figures: {Q3-2023: {actual: 95, target: 100}, Q4-2023: {actual: 100, target: 100}}
assessments: {Q1-2024: {rag: A, as_at: Q3-2023, direction: up, comment: "  Old.\\n"}}
"""
    columns = ("period", "rag", "rag_name", "rag_basis", "rag_computed", "carried_from", "rated_on", "variance")
    assert values("figures", asked(bins(records, text)), *columns) == [
        ("Q3-2023", "A", "Amber", "computed", "A", None, "Q3-2023", Decimal(-5)),
        ("Q4-2023", "G", "Green", "computed", "G", None, "Q4-2023", Decimal(0)),
        ("Q1-2024", "A", "Amber", "published", "A", "Q3-2023", "Q3-2023", Decimal(-5)),
    ]
    directions = ("period", "direction", "direction_basis", "verdict", "comment")
    assert values("figures", asked(bins(records, text)), *directions) == [
        ("Q3-2023", None, None, None, None),
        ("Q4-2023", "up", "computed", "improving", None),
        ("Q1-2024", "up", "published", "improving", "Old."),
    ]


def test_a_quarter_has_only_its_own_periods_and_every_indicator(records: ReadRecords) -> None:
    other = "id: trees\ntitle: Trees\nunit: trees\nbetter: higher\n"
    workspace = bins(records, **{"data/indicators/trees.yaml": other})
    found = values("figures", asked(workspace, Period.quarter(2024, 1, _CALENDAR)), "indicator_id", "period", "state")
    assert found[-1] == ("trees", "Q1-2024", "none")
    found = values("figures", asked(workspace, Period.quarter(2023, 4, _CALENDAR)), "indicator_id", "period", "state")
    assert found == [("bins", "Q4-2023", "none"), ("trees", "Q4-2023", "none")]


# --- Indicators


def test_an_indicator_stands_with_its_rating_and_what_is_awaited(sample: Path) -> None:
    workspace = load(str(sample)).workspace
    assert workspace is not None
    columns = ("indicator_id", "judgement", "exception", "reasons", "figure_period", "actual", "awaited_period")
    assert values("indicators", asked(workspace), *columns) == [
        ("missed-bins", "judged", False, (), "Q1-2024", Decimal(25), None),
        ("repairs-in-time", "judged", True, ("rated Amber (computed)",), "Q1-2024", Decimal("88.5"), None),
        (
            "room-temperature",
            "judged",
            True,
            ("rated Amber (computed)", "going down, further from its band than before"),
            "Q1-2024",
            Decimal("17.2"),
            None,
        ),
        ("street-trees", "awaited", False, (), None, None, "Q1-2024"),
    ]


def test_the_published_figures_of_an_indicator_are_filled_in_under_its_quarter(sample: Path) -> None:
    workspace = load(str(sample)).workspace
    assert workspace is not None
    row = rows("indicators", asked(workspace))[0]
    assert row.inputs == {name: ("assessments", "Q1-2024", name) for name in ("rag", "comment")}
    assert (row.place.path, row.place.keys) == ("data/indicators/missed-bins.yaml", ())


# --- Actions


def test_an_action_has_its_deadlines_owners_and_state(sample: Path) -> None:
    workspace = load(str(sample)).workspace
    assert workspace is not None
    row = next(row for row in rows("actions", asked(workspace)) if row.values["action_id"] == "homes/second-van")
    wanted: Mapping[str, Value] = {
        "kind": "action",
        "origin": "plan",
        "origin_id": "homes",
        "origin_title": "Homes for Rushmere",
        "aim_id": "homes/repairs",
        "aim": "Repairs done in time",
        "text": "Buy a second van.",
        "owner_ids": ("ann-reed", "rushmere-council"),
        "owners": ("Ann Reed", "the Council"),
        "priority_id": "homes",
        "priority": "Decent homes",
        "body_id": "homes-group",
        "body": "Homes Group",
        "due": "2024-05",
        "due_date": date(2024, 5, 31),
        "first_due": "2024-02",
        "first_due_date": date(2024, 2, 29),
        "times_moved": 1,
        "state": "due",
        "days_late": 0,
        "status": "in-progress",
        "status_recorded": True,
        "progress": 40,
        "rag": None,
    }
    assert {name: row.values[name] for name in wanted} == wanted
    keys = ("aims", 0, "actions", 0)
    assert row.inputs["progress"] == (*keys, "progress")
    assert row.inputs["new_due"] == row.inputs["new_update"] == keys


def test_a_deadline_in_words_has_no_day_and_a_milestone_no_progress(sample: Path, records: ReadRecords) -> None:
    plan = """\
id: p
title: P
aims: [{id: a, title: A, actions: [{id: x, text: X, due: at the next meeting}]}]
timetable: [{id: m, text: M, due: {period: 2024-06-11, as_written: by 11 th June}}]
"""
    workspace = records({"data/plans/p.yaml": plan})
    found = rows("actions", asked(workspace))
    assert [(row.values["due"], row.values["due_date"], row.values["state"]) for row in found] == [
        ("at the next meeting", None, "unresolved"),
        ("2024-06-11", date(2024, 6, 11), "later"),
    ]
    assert "progress" in found[0].inputs
    assert {"progress", "rag"}.isdisjoint(found[1].inputs)
    assert found[1].inputs["status"] == ("timetable", 0, "status")


# --- Risks

REGISTER = """\
id: homes-group
title: Risks
body: homes-group
risks:
  - {id: one, title: One, owners: [Ann Reed], ratings: {Q4-2023: {rating: 2x2}, Q1-2024: {rating: 4x4, reason: Law}}}
  - {id: two, title: Two, ratings: {Q4-2023: {rating: 4-4, reason: Old}}}
  - {id: three, title: Three, closed: {on: 2023-12, reason: It ended}, ratings: {Q3-2023: {rating: 9x9}}}
  - {id: four, title: Four}
"""


def risks(records: ReadRecords) -> Workspace:
    return records({"data/partnership.yaml": RUSHMERE, "data/risks/homes-group.yaml": REGISTER})


def test_a_risk_has_a_row_for_each_rating_and_one_for_the_latest_quarter(records: ReadRecords) -> None:
    columns = ("risk_id", "period", "state", "rating", "carried_from", "zone_id", "red", "rating_before", "reason")
    assert values("risks", asked(risks(records)), *columns) == [
        ("homes-group/one", "Q4-2023", "rated", "2x2", None, "low", False, None, None),
        ("homes-group/one", "Q1-2024", "rated", "4x4", None, "high", True, "2x2", "Law"),
        ("homes-group/two", "Q4-2023", "rated", "4-4", None, "high", True, None, "Old"),
        ("homes-group/two", "Q1-2024", "carried", "4-4", "Q4-2023", "high", True, "4-4", None),
        ("homes-group/three", "Q3-2023", "rated", "9x9", None, None, None, None, None),
        ("homes-group/three", "Q1-2024", "closed", "9x9", "Q3-2023", None, None, "9x9", None),
        ("homes-group/four", "Q1-2024", "never-rated", None, None, None, None, None, None),
    ]


def test_a_risk_is_rated_for_the_quarter_of_its_row_and_a_closed_one_no_more(records: ReadRecords) -> None:
    found = rows("risks", asked(risks(records), Period.quarter(2024, 1, _CALENDAR)))
    assert [row.inputs.get("rating") for row in found] == [
        ("risks", 0, "ratings", "Q1-2024", "rating"),
        ("risks", 1, "ratings", "Q1-2024", "rating"),
        None,
        ("risks", 3, "ratings", "Q1-2024", "rating"),
    ]


def test_the_choices_of_a_rating_are_the_cells_of_the_matrix(records: ReadRecords, harrow: Loaded) -> None:
    choices = TABLES["risks"].column("rating").choices
    assert choices is not None
    numbered = choices(risks(records).partnership)
    assert (numbered[:2], len(numbered)) == (("5x5", "5x4"), 25)
    assert harrow.workspace is not None
    assert "C2" in choices(harrow.workspace.partnership)
    assert choices(records({}).partnership) == ()


# --- Fingerprints and quarters


def test_a_fingerprint_changes_with_a_value_that_can_be_filled_in_and_with_no_other(records: ReadRecords) -> None:
    def code(text: str) -> Value:
        return rows("figures", asked(bins(records, text)))[0].values["fingerprint"]

    first = code(INDICATOR)
    assert isinstance(first, str)
    assert re.fullmatch("[0-9a-f]{16}", first)
    assert code(INDICATOR.replace("Bins emptied", "Bins")) == first
    assert code(INDICATOR.replace("actual: 7.10", "actual: 7.2")) != first


def test_rows_of_two_records_with_the_same_values_have_two_fingerprints(records: ReadRecords) -> None:
    other = INDICATOR.replace("id: bins", "id: litter")
    files = {"data/indicators/bins.yaml": INDICATOR, "data/indicators/litter.yaml": other}
    found = {row.values["indicator_id"]: row.values["fingerprint"] for row in rows("figures", asked(records(files)))}
    assert set(found) == {"bins", "litter"}
    assert len(set(found.values())) == 2


def test_without_any_quarter_that_has_ended_the_quarter_of_the_day_counts(records: ReadRecords) -> None:
    assert latest_quarter(records({}), DAY) == Period.quarter(2024, 1)
    assert latest_quarter(bins(records), DAY).text == "Q1-2024"


# --- The definitions

GOLDEN = Path(__file__).parent / "golden"


@every_table
def test_the_columns_of_a_table_are_the_golden_ones(
    table: Table, records: ReadRecords, golden: Callable[[Path, str], None]
) -> None:
    settings = records({"data/partnership.yaml": RUSHMERE}).partnership
    lines = [f"{table.title}: {table.meaning}", f"key: {', '.join(table.key)}"]
    if table.wide:
        lines.append(f"wide: {', '.join(table.wide.index)}; {', '.join(table.wide.values)}")
    for column in table.columns:
        marks = [column.type.value]
        marks += [f"from {column.source}"] if column.source else []
        marks += ["to fill in"] if column.is_input else []
        marks += [f"one of {', '.join(column.choices(settings)[:4])}"] if column.choices else []
        marks += ["only on sheets"] if column.only_on_sheets else []
        marks += [f"on the sheet, {column.width} wide"] if column.on_sheet else []
        marks += ["if used"] if column.seldom else []
        lines += ["", f"{column.name} ({column.title}): {'; '.join(marks)}", f"  {column.meaning}"]
    golden(GOLDEN / f"{table.name}.txt", "\n".join(lines) + "\n")


@pytest.mark.parametrize("name", ["figures", "indicators"])
def test_series_cannot_be_filled_in_because_a_file_beside_the_record_may_hold_them(name: str, sample: Path) -> None:
    workspace = load(str(sample)).workspace
    assert workspace is not None
    found = list(TABLES[name].rows(asked(divided_by(workspace, "area"), by="area")))
    assert found
    assert all(row.inputs == {} and row.values["fingerprint"] is None for row in found)
    assert {row.values["series"] for row in found} == {"area=ash", "area=birch", "area=cedar"}


def test_a_missing_figure_is_due_when_its_own_record_says(records: ReadRecords) -> None:
    text = INDICATOR.replace("inferred:", "  2024-03: {status: awaited, release: 2024-06-20}\ninferred:")
    q2 = asked(bins(records, text), Period.quarter(2024, 2, _CALENDAR), date(2024, 7, 10))
    found = values("figures", q2, "period", "state", "due")
    assert ("2024-06", "awaited", date(2024, 6, 30)) in found
    q1 = asked(bins(records, text), Period.quarter(2024, 1, _CALENDAR), date(2024, 7, 10))
    assert ("2024-03", "awaited", date(2024, 6, 20)) in values("figures", q1, "period", "state", "due")


def test_a_line_of_blanks_ends_a_paragraph_as_an_empty_one_does() -> None:
    assert paragraphs("One\nline.\n  \nTwo \n lines.\n- a\n1. b") == "One line.\n  \nTwo lines.\n- a\n1. b"


def test_texts_are_without_the_line_ends_of_the_file_and_with_their_paragraphs_and_lists(records: ReadRecords) -> None:
    text = INDICATOR.replace(
        "note: One lorry broke down.",
        'note: "One lorry\\nbroke  down.\\n\\nThen:\\n- it rained\\n- it\\nsnowed\\n1. it froze\\n"',
    )
    note = rows("figures", asked(bins(records, text)))[1].values["note"]
    assert note == "One lorry broke  down.\n\nThen:\n- it rained\n- it snowed\n1. it froze"
