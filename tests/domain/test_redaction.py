"""Redaction by example; tests/laws/test_redaction.py tries every place where a record can be named."""

import pytest
from pydantic import ValidationError

from hsp_cli.domain.address import Address
from hsp_cli.domain.area import AreaSet
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.observations import Observations
from hsp_cli.domain.period import Period
from hsp_cli.domain.redaction import Redacted, redacted, redacted_earlier
from hsp_cli.domain.risk import Risk
from hsp_cli.domain.shapes import Shape, Shapes
from hsp_cli.domain.walk import placed_file
from hsp_cli.domain.workspace import Workspace
from tests.exempt_records import exempted
from tests.sample_workspace import FILES
from tests.workspaces import PARTNERSHIP, ReadFiles, ReadRecords

SETTINGS = "data/partnership.yaml"
REGISTER = "data/risks/homes-group.yaml"


def without(records: ReadRecords, path: str, *ids: str) -> Redacted:
    """The sample workspace redacted, with records of one file marked."""
    return redacted(records(exempted(FILES, path, *ids)))


def test_a_workspace_without_exempt_records_keeps_its_records_and_knows_that_it_is_redacted(
    records: ReadRecords,
) -> None:
    workspace = records(FILES)
    found = redacted(workspace).workspace
    assert [id(file) for file in found.files()] == [id(file) for file in workspace.files()]
    assert [id(one) for one in found.walks] == [id(one) for one in workspace.walks]
    assert (workspace.left_out, found.left_out) == (None, {})


def test_only_the_outermost_of_the_records_that_go_are_counted(records: ReadRecords) -> None:
    found = without(records, REGISTER, "homes-group", "damp")
    assert found.left_out == {Kind.REGISTER: 1}
    assert Address(Kind.RISK, "risks/homes-group", "damp") in found.addresses
    assert found.workspace.risks == ()


def test_a_register_goes_with_its_last_risk(records: ReadRecords) -> None:
    found = without(records, REGISTER, "no-plumbers", "damp")
    assert found.left_out == {Kind.REGISTER: 1}


def test_an_exempt_indicator_takes_what_shows_it_and_what_is_measured_by_it(records: ReadRecords) -> None:
    found = without(records, "data/indicators/missed-bins.yaml", "missed-bins")
    left_out = {Kind.INDICATOR: 1, Kind.SECTION: 1, Kind.AGREEMENT: 1, Kind.LAYER: 1, Kind.OVERLAY: 1}
    assert found.left_out == left_out
    paper = found.workspace.papers["report-2024-q1"].record
    assert [section.id for section in paper.sections] == ["opening", "homes-update"]


def test_an_exempt_owner_is_not_taken_for_no_owner_or_for_a_vacancy(records: ReadRecords) -> None:
    found = without(records, SETTINGS, "ann-reed")
    van = next(one for one in found.workspace.actions if one.record.id == "second-van")
    assert [str(owner) for owner in van.owners] == ["exempt", "the Council"]
    seat = found.workspace.of(Kind.SEAT)[0].record
    assert [str(owner) for owner in seat.holder] == ["exempt"]
    assert seat.vacancies == 1
    assert found.left_out == {Kind.PERSON: 1}


def test_an_exempt_body_takes_what_must_name_it_and_what_would_be_taken_for_another_bodys(records: ReadRecords) -> None:
    found = without(records, SETTINGS, "homes-group")
    assert found.left_out == {Kind.REGISTER: 1, Kind.BODY: 1}
    assert found.workspace.plans["homes"].body is None
    found = without(records, SETTINGS, "board")
    assert found.left_out == {Kind.MEETING: 1, Kind.PAPER: 1, Kind.BODY: 1}


def test_an_exempt_target_takes_its_agreement_because_the_others_would_seem_to_have_more(records: ReadRecords) -> None:
    found = without(records, "data/agreements/rushmere-promise.yaml", "lofts")
    assert found.left_out == {Kind.AGREEMENT: 1}


def test_an_exempt_part_of_a_plan_takes_the_comments_on_it(records: ReadRecords) -> None:
    found = without(records, "data/plans/homes.yaml", "repairs")
    assert found.left_out == {Kind.AIM: 1, Kind.COMMENT: 1}
    assert [comment.record.id for comment in found.workspace.comments] == ["far-side", "warm-schools"]


def test_a_comment_whose_only_change_is_exempt_goes_because_it_would_seem_to_have_none(records: ReadRecords) -> None:
    found = without(records, "data/consultations/which-homes-first.yaml", "second-list")
    assert found.left_out == {Kind.DRAFT: 1, Kind.COMMENT: 1}
    assert [comment.record.id for comment in found.workspace.comments] == ["far-side", "warm-schools"]


def test_what_was_inferred_of_a_value_that_goes_goes_too(records: ReadRecords) -> None:
    text = FILES["data/projects/warm-homes.yaml"] + "inferred: {grant: As the letter says., stage: As told.}\n"
    files = exempted(FILES, "data/grants/warm-homes-grant.yaml", "warm-homes-grant")
    found = redacted(records({**files, "data/projects/warm-homes.yaml": text}))
    project = found.workspace.projects["warm-homes"].record
    assert (project.grant, project.inferred) == (None, {"stage": "As told."})


def test_the_figures_and_the_shape_of_an_exempt_area_go_with_it(records: ReadRecords) -> None:
    workspace = records(exempted(FILES, "data/areas/estates.yaml", "ash"))
    sets = workspace.area_sets["estates"]
    shapes = Shapes("s.geojson", "data/areas/s.geojson", tuple(Shape(code, 0, ()) for code in ("R1", "R2")))
    drawn = AreaSet.model_construct(**{**dict(sets.record), "shapes": shapes, "shapes_code": "CODE"})
    bins = workspace.indicators["missed-bins"]
    day = Period.parse("2024-01-31")
    rows = Observations(
        "o.csv", "data/indicators/o.csv", [day] * 3, {"area": ["R1", "ash", "cedar"]}, {"actual": [1, 2, 3]}
    )
    observed = type(bins.record).model_construct(**{**dict(bins.record), "observations": rows})
    files = {
        **workspace.files_by_kind,
        Kind.AREA_SET: {"estates": placed_file(drawn, Kind.AREA_SET, sets.place.path)},
        Kind.INDICATOR: {"missed-bins": placed_file(observed, Kind.INDICATOR, bins.place.path)},
    }
    found = redacted(Workspace(workspace.settings, files)).workspace
    left = found.area_sets["estates"].record.shapes
    assert left
    assert [shape.code for shape in left.shapes] == ["R2"]
    indicator = found.indicators["missed-bins"].record
    assert [one.of["area"] for one in indicator.series] == ["birch", "cedar"]
    assert indicator.observations
    assert indicator.observations.keys == {"area": ["cedar"]}
    assert indicator.observations.values == {"actual": [3]}
    ours = next(one for one in found.actions if one.record.id == "second-van")
    assert ours.record.areas == ()


def test_an_earlier_version_leaves_out_what_is_exempt_today_even_if_it_was_renamed(records: ReadRecords) -> None:
    earlier = records(FILES)
    now = records(exempted(FILES, REGISTER, "no-plumbers"))
    assert [risk.record.id for risk in redacted_earlier(earlier, now).workspace.risks] == ["damp"]
    renamed = {**FILES, REGISTER: FILES[REGISTER].replace("no-plumbers", "staff")}
    now = records(exempted(renamed, REGISTER, "staff"))
    assert [risk.record.id for risk in redacted_earlier(earlier, now).workspace.risks] == ["damp"]


def test_an_earlier_version_leaves_out_what_was_exempt_then(records: ReadRecords) -> None:
    earlier = records(exempted(FILES, REGISTER, "no-plumbers"))
    assert [risk.record.id for risk in redacted_earlier(earlier, records(FILES)).workspace.risks] == ["damp"]


def test_a_record_knows_its_place_in_the_file_as_it_is(records: ReadRecords) -> None:
    found = without(records, REGISTER, "no-plumbers")
    (damp,) = found.workspace.risks
    assert damp.place.keys == ("risks", 0)
    assert found.place_in_file(damp).keys == ("risks", 1)


def test_the_settings_cannot_be_exempt(workspace: ReadFiles) -> None:
    (problem,) = workspace({SETTINGS: f"{PARTNERSHIP}exempt: Why\n"}).diagnostics
    assert problem.message == "`exempt`: the settings cannot be exempt; mark the entries of their lists"


def test_references_to_a_file_that_cannot_be_read_are_left_out_because_it_may_be_exempt(workspace: ReadFiles) -> None:
    unread = {"data/indicators/missed-bins.yaml": "id: missed-bins\nexempt: Why\ntitel: Bins\n"}
    read = workspace({**FILES, **unread}).workspace
    assert read
    found = redacted(read)
    assert "'missed-bins'" in str([file.record for file in read.files()])
    assert "'missed-bins'" not in str([file.record for file in found.workspace.files()])
    assert found.left_out == {Kind.SECTION: 1, Kind.AGREEMENT: 1, Kind.LAYER: 1, Kind.OVERLAY: 1}


@pytest.mark.parametrize("written", [None, True, False, ""])
def test_a_mark_without_a_reason_is_an_error_and_does_not_publish_the_record(written: object) -> None:
    with pytest.raises(ValidationError):
        Risk.model_validate({"id": "damp", "title": "Damp", "exempt": written})
