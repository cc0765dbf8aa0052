from datetime import date
from pathlib import Path
from typing import Any

import pytest

from hsp_cli.domain.edit import Append
from hsp_cli.domain.finding import Severity
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.kinds import models
from hsp_cli.domain.request import RequestRefused
from hsp_cli.domain.workspace import Workspace
from hsp_cli.editing.examples import NEEDS_OTHERS, surroundings_of
from hsp_cli.editing.homes import Home, home_of_new, homes_for
from hsp_cli.editing.keys import keys_of
from hsp_cli.editing.new_records import checked_id, in_order, kind_called, proposed_id
from hsp_cli.editing.skeletons import placeholder
from hsp_cli.store.editing import changed_file, write_changes
from tests.checks import diagnostics_of
from tests.workspaces import read_workspace

DAY = date(2024, 4, 15)
INSIDE = [kind for kind in Kind if not kind.has_files]


def read(root: Path) -> Workspace:
    workspace = read_workspace(root).workspace
    assert workspace is not None
    return workspace


def data_of(kind: Kind, workspace: Workspace, home: Home) -> dict[str, Any]:
    """The required keys of a kind with examples, and what the neighbours of the new record require of it."""
    model, around = models()[kind], surroundings_of(workspace, DAY)
    data = {key.name: placeholder(model, key, around) for key in keys_of(model) if key.is_required}
    if kind is Kind.LAYER:
        data |= {"indicator": "missed-bins", "period": "Q4-2023"}
    if kind is Kind.OVERLAY:
        data["layers"] = ["bins"]
    if kind is Kind.SECTION and home.holder.address.kind is Kind.PAPER:
        data["part"] = "other"
    if kind is Kind.AREA:
        data["tile"] = {"column": 3, "row": 3}
    return {**data, "id": "new-one"}


@pytest.mark.parametrize("kind", INSIDE)
def test_a_new_record_of_every_kind_finds_its_place_and_is_valid(kind: Kind, sample: Path) -> None:
    workspace = read(sample)
    homes = homes_for(workspace, kind)
    assert homes
    for home in homes[:3]:
        data = in_order(models()[kind], data_of(kind, workspace, home))
        edit = Append(home.place.keys, home.item(data), home.neighbours)
        change = changed_file(str(sample), home.place.path, (edit,))
        write_changes(str(sample), (change,))
        assert [one.message for one in diagnostics_of(sample, DAY) if one.severity is Severity.ERROR] == []
        added = [placed for placed in read(sample).of(kind) if placed.record.id == "new-one"]
        assert [placed.address.file for placed in added] == [home.holder.address.file]
        assert change.before is not None
        (sample / change.path).write_bytes(change.before)


def test_every_kind_that_has_no_example_for_a_key_is_a_kind_of_file() -> None:
    assert {model.KIND for model in NEEDS_OTHERS} <= {kind for kind in Kind if kind.has_files}


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        ("Missed bin collections", "missed-bin-collections"),
        ("NI 126: Early access!", "ni-126-early-access"),
        ("Children's café", "childrens-cafe"),
        ("  --  ", ""),
        ("日本", ""),
        (f"{'long ' * 11}and longer", "long-" * 11 + "and"),
        ("long " * 11 + "enoug", "long-" * 11 + "enoug"),
        ("long " * 11 + "enough", "long-" * 10 + "long"),
        ("x" * 90, ""),
    ],
)  # fmt: skip
def test_an_id_is_made_from_the_words_of_a_title(words: str, slug: str) -> None:
    assert proposed_id(words) == slug


def test_an_id_that_is_taken_or_cannot_be_made_is_refused(sample: Path) -> None:
    workspace = read(sample)
    action = home_of_new(workspace, Kind.ACTION, "homes/repairs")
    refusals = (
        (Kind.INDICATOR, None, "missed-bins", "there is an indicator with the id missed-bins already"),
        (Kind.ACTION, action, "second-van", "homes/repairs has an action with the id second-van already"),
        (Kind.INDICATOR, None, "../up", "'../up' is not an id"),
        (Kind.INDICATOR, None, "a" * 81, f"'{'a' * 81}' is not an id"),
        (Kind.INDICATOR, None, None, "no id can be made from the words of this indicator"),
    )
    for kind, home, asked, message in refusals:
        with pytest.raises(RequestRefused) as refused:
            checked_id(workspace, kind, home, asked, {"title": "!"})
        assert refused.value.message == message
    assert checked_id(workspace, Kind.ACTION, action, None, {"text": "Buy a van"}) == "buy-a-van"
    assert checked_id(workspace, Kind.ACTION, action, "van-quote", {}) == "van-quote"
    for key in ("title", "name", "text", "sector"):
        assert checked_id(workspace, Kind.SEAT, None, None, {"note": "N", key: "Bo Hill"}) == "bo-hill"


def test_a_kind_is_known_by_its_noun_and_its_plural() -> None:
    assert kind_called("Indicators") is kind_called("indicator") is Kind.INDICATOR
    for name, message in {
        "foo": "there is no kind of record called 'foo'",
        "partnership": "a workspace has one",
    }.items():
        with pytest.raises(RequestRefused, match=message):
            kind_called(name)


def test_the_record_that_holds_a_new_one_is_named_unless_it_is_the_settings(sample: Path) -> None:
    workspace = read(sample)
    assert home_of_new(workspace, Kind.PERSON, None).place == ("data/partnership.yaml", ("people",))
    assert home_of_new(workspace, Kind.RISK, "risks/homes-group").place == ("data/risks/homes-group.yaml", ("risks",))
    block = home_of_new(workspace, Kind.ACTION, "report-2024-q1/opening")
    assert (block.place.keys, block.item({"id": "a"})) == (("sections", 0, "content"), {"action": {"id": "a"}})
    with pytest.raises(RequestRefused) as refused:
        home_of_new(workspace, Kind.SEAT, None)
    assert (refused.value.message, refused.value.hint) == (
        "a new seat goes into another record",
        "name the body with --in: board, homes-group",
    )
    with pytest.raises(RequestRefused) as refused:
        home_of_new(workspace, Kind.RISK, "missed-bins")
    assert refused.value.message == "missed-bins (indicator) holds no risks"
    assert refused.value.hint == "name the risk register with --in: homes-group"


def test_the_keys_of_a_new_record_are_in_order() -> None:
    data = {"due": "2024-05", "text": "T", "owners": ["Ann Reed"], "id": "a"}
    assert list(in_order(models()[Kind.ACTION], data)) == ["id", "text", "due", "owners"]
