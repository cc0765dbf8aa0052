from pathlib import Path

import pytest

from tests.analysis.plan_changes.versions import compared, lines, plan


@pytest.mark.parametrize(
    ("before", "now", "said"),
    [
        ("[council]", "[trust]", "owners: owners: council removed; trust added"),
        ("[council]", "[council, trust]", "owners: owners: trust added"),
        ("[council]", "[]", "owners: owners: council removed (nobody is named under `owners` any more)"),
        ("[council]", "[City Council]", "administrative: owners: written otherwise, or in another order"),
        ("[council, trust]", "[trust, council]", "administrative: owners: written otherwise, or in another order"),
        ("[council]", "[{who: council, lead: true}]", "owners: owners: council is now the lead"),
        ("[{who: council, lead: true}]", "[council]", "owners: owners: council is no longer the lead"),
        (
            "[council]",
            "[{who: council, role: Housing}]",
            "owners: owners: role of council: none before, Housing now",
        ),
    ],
)
def test_owners_are_compared_by_party(tmp_path: Path, before: str, now: str, said: str) -> None:
    files = (plan(f"id: a, text: Open the van, owners: {one}") for one in (before, now))
    kind, _, words = said.partition(": ")
    assert lines(tmp_path, *files) == [f"{kind} p/a: {words}"]


def test_the_ids_of_the_parties_are_there_for_scripts(tmp_path: Path) -> None:
    files = (plan(f"id: a, text: Open the van, owners: [{one}]") for one in ("City Council", "Somebody, trust"))
    (change,) = compared(tmp_path, *files).changes
    assert change.facts == {"before_ids": ["council"], "after_ids": ["somebody", "trust"]}


def test_another_body_is_one_too(tmp_path: Path) -> None:
    files = plan(extra="body: board\n"), plan()
    assert lines(tmp_path, *files) == ["owners p: body removed: board"]
