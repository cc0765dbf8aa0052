from typing import Any

from hsp_cli.domain.address import Address
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.plain_records import own_data, plain_records
from tests.workspaces import Files, ReadRecords

FILES: Files = {
    "data/plans/p.yaml": """\
id: p
title: Plan
timetable: [{id: t1, text: Launch, due: 2010-01}]
aims:
  - id: w1
    title: First
    measures: [{id: m1, text: Met}]
    aims: [{id: w2, title: Inner, actions: [{id: a1, text: Do}]}]
""",
}


def found(kind: Kind, data: Any) -> list[tuple[str, tuple[Any, ...]]]:
    return [(one.address.full, one.keys) for one in plain_records(kind, data)]


def test_plain_data_has_the_records_that_the_models_find(records: ReadRecords) -> None:
    workspace = records(FILES)
    data = {
        "id": "p",
        "timetable": [{"id": "t1"}],
        "aims": [
            {
                "id": "w1",
                "measures": [{"id": "m1"}],
                "aims": [{"id": "w2", "actions": [{"id": "a1"}]}],
            }
        ],
    }
    walk = next(walk for walk in workspace.walks if walk.file.address.kind is Kind.PLAN)
    expected = {(placed.address.full, placed.place.keys) for placed in walk.records}
    assert set(found(Kind.PLAN, data)) == expected
    assert len(expected) == 6


def test_data_of_another_format_is_read_as_far_as_it_holds_records() -> None:
    data = {"id": "p", "aims": [{"id": 7, "actions": [{"id": "a1", "unknown": 1}, "words", None]}, "x"], "timetable": 3}
    assert found(Kind.PLAN, data) == [("plans/p", ()), ("plans/p/a1", ("aims", 0, "actions", 0))]


def test_data_without_an_id_has_no_records() -> None:
    assert found(Kind.PLAN, {"title": "x", "aims": [{"id": "w1"}]}) == []
    assert found(Kind.PLAN, [{"id": "p"}]) == []
    assert found(Kind.PLAN, None) == []


def test_the_heading_is_the_title_name_or_text_on_one_line() -> None:
    headings = [
        one.heading
        for one in plain_records(
            Kind.PLAN, {"id": "p", "title": 3, "aims": [{"id": "w", "actions": [{"id": "a", "text": "Do\n it\n"}]}]}
        )
    ]
    assert headings == ["", "", "Do it"]


def test_the_own_data_of_a_record_leaves_out_the_records_inside_it() -> None:
    data = {"id": "p", "title": "P", "aims": [{"id": "w"}], "timetable": [], "unknown": 1, 7: "x"}
    (plan, _) = plain_records(Kind.PLAN, data)
    assert own_data(plan) == {"id": "p", "title": "P", "unknown": 1, "7": "x"}


def test_the_heading_of_a_person_is_the_name() -> None:
    *_, person = plain_records(Kind.PARTNERSHIP, {"id": "x", "people": [{"id": "ann", "name": "Ann Reed"}]})
    assert person.heading == "Ann Reed"


def test_entries_of_the_settings_have_their_short_addresses() -> None:
    addresses = [one.address for one in plain_records(Kind.PARTNERSHIP, {"id": "x", "people": [{"id": "ann"}]})]
    assert addresses == [
        Address(Kind.PARTNERSHIP, "partnership", "x"),
        Address(Kind.PERSON, "partnership", "ann"),
    ]
