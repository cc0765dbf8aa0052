import pytest

from hsp_cli.domain.partnership import Partnership
from hsp_cli.wording.bodies import body_name

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
