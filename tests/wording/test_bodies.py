from typing import Any

import pytest

from hsp_cli.domain.partnership import Body, Partnership, Seat
from hsp_cli.wording.bodies import body_name, known_text, last_known_text, seat_text, sitting_texts, term_text

SETTINGS = Partnership.model_validate(
    {
        "id": "harrow",
        "name": "Harrow",
        "rag": {"levels": [{"code": "G", "name": "Green", "colour": "green"}]},
        "bodies": [{"id": "hce", "name": "Chief Executives"}],
    }
)


@pytest.mark.parametrize(("body_id", "name"), [("hce", "Chief Executives"), ("gone", "gone"), ("", ""), (None, "")])
def test_a_body_is_named_and_one_that_the_settings_lack_has_its_id(body_id: str | None, name: str) -> None:
    assert body_name(body_id, SETTINGS) == name


def body(**keys: Any) -> Body:
    return Body.model_validate({"id": "board", "name": "Board", **keys})


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ({"sector": "business", "count": 4}, "4 business"),
        ({"sector": "further education", "vacant": True}, "1 further education (vacant)"),
        ({"sector": "Chair", "holder": ["Ann Reed"]}, "1 Chair: Ann Reed"),
        ({"sector": "Chair", "holder": ["Ann Reed"], "since": "2003-05"}, "1 Chair: Ann Reed (since May 2003)"),
        ({"sector": "Chair", "since": "2003", "until": "2005"}, "1 Chair (since 2003, until 2005)"),
        ({"sector": "Business", "count": 3, "holder": ["Ann Reed"], "vacant": True}, "3 Business: Ann Reed (2 vacant)"),
        ({"sector": "Chair", "vacant": True, "note": "To come.\n"}, "1 Chair (vacant) – To come."),
        (
            {
                "sector": "Chair",
                "count": 2,
                "holder": ["Ann Reed", {"who": "HAVS", "role": "Director"}],
                "vacant": True,
            },
            "2 Chair: Ann Reed; HAVS (Director)",
        ),
    ],
)
def test_a_seat_says_how_many_of_which_sector_and_who_holds_it(keys: dict[str, Any], words: str) -> None:
    assert seat_text(Seat.model_validate({"id": "seat", **keys})) == words


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ({}, ""),
        ({"as_of": "2003-11"}, "as of November 2003"),
        ({"since": "2003-05", "until": "2008-03"}, "since May 2003, until March 2008"),
        ({"status": "proposed", "as_of": "2003-11"}, "proposed, as of November 2003"),
        ({"status": "closed", "since": "2003"}, "closed, since 2003"),
    ],
)
def test_the_term_of_a_body_has_the_known_dates(keys: dict[str, Any], words: str) -> None:
    assert term_text(body(**keys)) == words


def test_looking_back_at_its_term_a_body_is_not_called_closed_but_still_proposed() -> None:
    assert term_text(body(status="closed", since="2003-05"), looking_back=True) == "since May 2003"
    assert term_text(body(status="proposed", since="2003-05"), looking_back=True) == "proposed, since May 2003"


@pytest.mark.parametrize(
    ("keys", "known", "last"),
    [
        ({}, "not recorded", "not recorded"),
        ({"since": "2003-05"}, "not recorded", "May 2003"),
        ({"since": "2003-05", "as_of": "2003-11"}, "November 2003", "November 2003"),
        ({"as_of": "2003-11", "until": "2008-03"}, "November 2003", "March 2008"),
    ],
)
def test_the_time_for_which_a_body_is_known_is_said(keys: dict[str, Any], known: str, last: str) -> None:
    assert (known_text(body(**keys)), last_known_text(body(**keys))) == (known, last)


def test_who_sits_on_a_body_is_not_said_as_if_it_were_all_where_it_is_not() -> None:
    keys = {"seats": [{"id": "chair", "sector": "Chair"}], "members": ["HAVS"]}
    assert sitting_texts(body(**keys)) == ("1 Chair", "HAVS")
    assert sitting_texts(body(**keys, incomplete=True)) == ("1 Chair", "HAVS", "others, who are not recorded")
    assert sitting_texts(body()) == ()
