from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from hsp_cli.domain.period import Period
from hsp_cli.domain.project import Project

KEYS = {"id": "joint-unit", "title": "Joint Intelligence Unit"}


def test_a_project_needs_no_more_than_a_title() -> None:
    project = Project.model_validate(KEYS)
    assert (project.sponsor, project.leads, project.milestones, project.updates) == ((), (), (), {})


def test_a_project_names_its_sponsors_and_its_funding() -> None:
    project = Project.model_validate(
        {
            **KEYS,
            "aliases": ["JIU"],
            "programme": "Better Deal",
            "sponsor": ["NHS Harrow"],
            "leads": [{"who": "Harrow Council", "role": "Programme manager"}],
            "stage": "business case",
            "grant": "reward-grant",
        }
    )
    assert [str(owner) for owner in (*project.sponsor, *project.leads)] == [
        "NHS Harrow",
        "Harrow Council (Programme manager)",
    ]
    assert (project.grant, project.aliases) == ("reward-grant", ("JIU",))


def test_updates_are_recorded_by_quarter_in_any_of_its_spellings() -> None:
    project = Project.model_validate({**KEYS, "updates": {"Q1 2010/11": "A room has been found."}})
    assert project.updates == {Period.parse("Q1-2010"): "A room has been found."}


def test_steps_and_money_that_changed_may_stay_undated() -> None:
    project = Project.model_validate(
        {
            **KEYS,
            "milestones": [{"id": "launch", "text": "Launch"}, {"id": "quote", "text": "Quote", "due": "in October"}],
            "funding_changes": [{"text": "Reduced by half", "before": 60000, "after": 30000.50}],
        }
    )
    assert [step.due and str(step.due) for step in project.milestones] == [None, "in October"]
    assert project.funding_changes[0].after == Decimal("30000.5")


@pytest.mark.parametrize(
    "keys",
    [
        {"title": ""},
        {"sponsor": "NHS Harrow"},
        {"updates": {"Q1-2010": ""}},
        {"updates": {"soon": "It goes well."}},
        {"updates": {"Q1-2010": "One", "Q1 2010/11": "Two"}},
        {"milestones": [{"text": "No id"}]},
        {"milestones": [{"id": "a"}]},
        {"funding_changes": [{"before": 5}]},
        {"budget": 5},
    ],
)
def test_a_project_that_is_written_wrongly_is_refused(keys: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Project.model_validate({**KEYS, **keys})
