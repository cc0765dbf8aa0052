from hsp_cli.analysis.plan_parts import Parts
from hsp_cli.domain.workspace import Workspace
from tests.workspaces import ReadRecords

FILES = {
    "data/plans/parks.yaml": "id: parks\ntitle: Parks\naims: [{id: seats, title: Seats}]\n",
    "data/projects/parks.yaml": "id: parks\ntitle: Parks project\n",
    "data/consultations/c.yaml": "id: c\ntitle: C\ndrafts: [{id: first, text: First}]\ncomments: [{id: c1, text: T}]\n",
}


def found(workspace: Workspace, name: str) -> str | None:
    placed = Parts(workspace).find(name, workspace.comments[0])
    return placed and f"{placed.address.kind} {placed.address.full}"


def test_a_part_is_found_by_its_id_in_the_same_file_and_by_its_address(records: ReadRecords) -> None:
    workspace = records(FILES)
    assert found(workspace, "first") == "draft consultations/c/first"
    assert found(workspace, "c/first") == "draft consultations/c/first"
    assert found(workspace, "parks/seats") == "aim plans/parks/seats"
    assert found(workspace, "plans/parks/seats") == "aim plans/parks/seats"
    assert found(workspace, "seats") is None


def test_a_plan_comes_before_a_project_of_the_same_name(records: ReadRecords) -> None:
    workspace = records(FILES)
    assert found(workspace, "parks") == "plan plans/parks"
    assert found(workspace, "projects/parks") == "project projects/parks"
