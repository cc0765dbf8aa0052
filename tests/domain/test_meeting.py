import pytest
from pydantic import ValidationError

from hsp_cli.domain.meeting import Meeting

KEYS = {"id": "m", "title": "M", "body": "hce", "on": "2010-05-24"}


@pytest.mark.parametrize("missing", ["title", "body", "on"])
def test_a_meeting_has_a_body_and_a_day(missing: str) -> None:
    assert Meeting.model_validate(KEYS).actions == ()
    with pytest.raises(ValidationError, match=missing):
        Meeting.model_validate({key: value for key, value in KEYS.items() if key != missing})
