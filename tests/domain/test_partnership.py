from typing import Any

import pytest
from pydantic import ValidationError

from hsp_cli.domain.kind import Kind
from hsp_cli.domain.partnership import Body, BodyStatus, Partnership, Seat, normalised_name


def partnership(**keys: Any) -> Partnership:
    rag = {"levels": [{"code": "R", "name": "Red", "colour": "red"}]}
    return Partnership.model_validate({"id": "b", "name": "B", "rag": rag, **keys})


def test_bodies_and_priorities_are_found_by_id() -> None:
    ours = partnership(
        bodies=[{"id": "hce", "name": "Chief Executives"}], priorities=[{"id": "cohesion", "title": "Cohesion"}]
    )
    assert ours.body("hce") is ours.bodies[0]
    assert ours.priority("cohesion") is ours.priorities[0]
    assert ours.body("cohesion") is None
    assert ours.priority("hce") is None


def test_bodies_organisations_roles_and_people_can_own_things() -> None:
    ours = partnership(
        people=[{"id": "p", "name": "P"}],
        roles=[{"id": "r", "name": "R"}],
        organisations=[{"id": "o", "name": "O"}],
        bodies=[{"id": "b", "name": "B"}],
        priorities=[{"id": "x", "title": "X"}],
    )
    assert [party.id for party in ours.parties()] == ["b", "o", "r", "p"]


def test_a_partnership_has_an_april_year_and_a_morning_report_unless_it_says_otherwise() -> None:
    ours = partnership()
    assert ours.calendar.year_starts == 4
    assert ours.quarterly_report == "morning-report"
    assert ours.exceptions.schemes == ours.exceptions.priorities == ()


def test_a_body_is_dated_and_sits_unless_it_says_otherwise() -> None:
    body = Body.model_validate({"id": "hce", "name": "HCE", "since": "2003-11", "until": "2010/11"})
    assert body.status is BodyStatus.ACTIVE
    assert (str(body.since), str(body.until)) == ("2003-11", "2010/11")


@pytest.mark.parametrize("missing", ["id", "name", "rag"])
def test_a_partnership_has_a_name_and_a_scale(missing: str) -> None:
    keys = {"id": "b", "name": "B", "rag": {"levels": []}}
    with pytest.raises(ValidationError, match=missing):
        Partnership.model_validate({key: value for key, value in keys.items() if key != missing})


def test_a_seat_is_one_that_is_filled_unless_it_says_otherwise() -> None:
    seat = Seat.model_validate({"id": "education", "sector": "Further education"})
    assert (seat.count, seat.vacant, seat.holder) == (1, False, ())


@pytest.mark.parametrize("count", [0, -1])
def test_a_seat_is_at_least_one(count: int) -> None:
    with pytest.raises(ValidationError, match="count"):
        Seat.model_validate({"id": "education", "sector": "Further education", "count": count})


@pytest.mark.parametrize(
    ("holders", "vacant", "vacancies"), [(0, False, 0), (1, False, 0), (0, True, 3), (2, True, 1), (3, True, 0)]
)
def test_the_places_without_a_holder_are_vacant_if_the_seat_says_so(holders: int, vacant: bool, vacancies: int) -> None:
    keys = {"id": "s", "sector": "Business", "count": 3, "vacant": vacant, "holder": ["Ann Reed"] * holders}
    assert Seat.model_validate(keys).vacancies == vacancies


def test_a_body_knows_its_seats_and_of_which_day() -> None:
    body = Body.model_validate(
        {
            "id": "board",
            "name": "Board",
            "as_of": "2003-11",
            "meets": "at least three times a year",
            "accountable_for": ["Monitoring the strategy"],
            "seats": [
                {"id": "b", "sector": "Business", "count": 4},
                {"id": "e", "sector": "Further education", "vacant": True},
                {"id": "c", "sector": "Chair", "holder": [{"who": "Ann Reed", "role": "Chair"}]},
            ],
        }
    )
    assert str(body.as_of) == "2003-11"
    assert [(seat.sector, seat.count, seat.vacant) for seat in body.seats] == [
        ("Business", 4, False),
        ("Further education", 1, True),
        ("Chair", 1, False),
    ]
    assert str(body.seats[2].holder[0]) == "Ann Reed (Chair)"


@pytest.mark.parametrize(
    "seat", [{}, {"sector": ""}, {"sector": "Business", "count": "4"}, {"sector": "Business", "vacant": "yes"}]
)
def test_a_seat_that_is_written_wrongly_is_refused(seat: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Body.model_validate({"id": "board", "name": "Board", "seats": [seat]})


@pytest.mark.parametrize(
    ("name", "spelling"),
    [
        ("Adult Health & Wellbeing", "adult health and wellbeing"),
        ("S&E", "s and e"),
        ("St. Mary's", "st mary's"),
        ("  HAVS ", "havs"),
        ("HAVs", "havs"),
    ],
)
def test_a_folded_name_is_without_what_spelling_adds(name: str, spelling: str) -> None:
    assert normalised_name(name) == spelling
    assert normalised_name(spelling) == spelling


def test_of_two_entries_with_one_id_the_first_is_found() -> None:
    ours = partnership(bodies=[{"id": "b", "name": "First"}, {"id": "b", "name": "Second"}])
    assert ours.body("b") is ours.by_id(Kind.BODY)["b"] is ours.bodies[0]
    assert (ours.body("c"), ours.priority("b"), dict(ours.by_id(Kind.PLAN))) == (None, None, {})
