import pytest

from hsp_cli.domain.partnership import Partnership
from hsp_cli.domain.personal_data import known_people, names_a_person

SETTINGS = Partnership.model_validate(
    {
        "id": "p",
        "name": "P",
        "rag": {"levels": [{"code": "G", "name": "Green", "colour": "green"}]},
        "people": [
            {"id": "ann", "name": "Ann O. Fieran-Reed", "aliases": ["A Fieran-Reed", "Head of Parks"]},
            {"id": "owner", "name": "Somebody"},
        ],
    }
)


def test_a_known_person_has_a_last_name_and_the_aliases_that_end_with_it() -> None:
    assert known_people(SETTINGS) == {"ann o fieran reed", "a fieran reed"}


@pytest.mark.parametrize(
    "words",
    [
        "Mr Example wants a bench.",
        "Mrs. J. Example's bench is broken.",
        "Cllr A B Example agrees.",
        "The view of Councillor Example:",
        "My name is Ann and I want a bench.",
        "A bench.\nYours faithfully, A Resident",
        "ann o fieran-reed wants a bench.",
        "(A. Fieran-Reed)",
    ],
)
def test_a_name_is_found_by_its_title_its_signature_or_in_the_settings(words: str) -> None:
    assert names_a_person(words, known_people(SETTINGS))


@pytest.mark.parametrize(
    "words",
    [
        "",
        "Put it in Missenden Road, beside the dr.",
        "Councillors and Doctors were asked.",
        "The Head of Parks said so.",
        "Somebody wants a bench.",
        "Residents signed a petition.",
        "Reed and Fieran are streets.",
    ],
)
def test_places_posts_and_groups_are_no_names(words: str) -> None:
    assert not names_a_person(words, known_people(SETTINGS))
