from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from hsp_cli.domain.grant import Grant
from hsp_cli.domain.period import Period

KEYS = {"id": "reward", "title": "Reward grant"}


def test_a_grant_is_not_agreed_until_it_says_when() -> None:
    grant = Grant.model_validate({**KEYS, "agreement": "developed, not yet agreed", "funding_agreed": "2010-05"})
    assert grant.agreed is None
    assert (grant.unit, grant.returns) == ("£", {})


def test_a_return_holds_money_and_outputs_as_exact_numbers() -> None:
    outputs = [{"text": "Homes visited", "unit": "homes", "forecast": 40, "actual": 38.5}]
    grant = Grant.model_validate(
        {
            **KEYS,
            "agreed": "2010-06-30",
            "award": 45000.10,
            "returns": {"Q1 2010/11": {"forecast_spend": "20000.00", "actual_spend": 18250.1, "outputs": outputs}},
        }
    )
    report = grant.returns[Period.parse("Q1-2010")]
    assert (report.forecast_spend, report.actual_spend) == (Decimal("20000.00"), Decimal("18250.1"))
    assert report.outputs[0].actual == Decimal("38.5")
    assert report.evidence is None


@pytest.mark.parametrize(
    "keys",
    [
        {"award": "a lot"},
        {"award": float("nan")},
        {"agreed": "soon"},
        {"returns": {"soon": {}}},
        {"returns": {"Q1-2010": {"spend": 5}}},
        {"returns": {"Q1-2010": {}, "Q1 2010/11": {}}},
        {"returns": {"Q1-2010": {"outputs": [{"forecast": 5}]}}},
        {"returns": {"Q1-2010": {"evidence": ""}}},
        {"unit": ""},
        {"leads": [{"role": "Chair"}]},
    ],
)
def test_a_grant_that_is_written_wrongly_is_refused(keys: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Grant.model_validate({**KEYS, **keys})
