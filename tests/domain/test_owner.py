from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from hsp_cli.domain.owner import Owner, Owners, names

OWNERS: TypeAdapter[tuple[Owner, ...]] = TypeAdapter(Owners)


def test_owners_are_plain_names_or_mappings_side_by_side() -> None:
    assert OWNERS.validate_python(["NHS Harrow", {"who": "Dal Babu", "role": "Borough Commander", "lead": True}]) == (
        Owner(who="NHS Harrow"),
        Owner(who="Dal Babu", role="Borough Commander", lead=True),
    )


def test_the_lead_is_named_first_and_the_others_keep_their_order() -> None:
    owners = OWNERS.validate_python(["NHS Harrow", "HAVS", {"who": "Dal Babu", "lead": True}])
    assert names(owners) == "Dal Babu; NHS Harrow; HAVS"


def test_the_owner_is_named_before_the_post() -> None:
    assert str(Owner(who="NHS Harrow", role="Tobacco manager")) == "NHS Harrow (Tobacco manager)"


def test_nobody_has_no_name() -> None:
    assert names(()) == ""


@pytest.mark.parametrize("wrong", ["NHS Harrow", [5], [""], [None], [{"role": "Chair"}], [{"who": "A", "led": True}]])
def test_a_filter_that_names_nobody_is_refused(wrong: Any) -> None:
    with pytest.raises(ValidationError):
        OWNERS.validate_python(wrong)
