from hsp_cli.checking.indexing import index_file
from hsp_cli.domain.file_index import Fact, FileIndex, FileReference, ids_of
from hsp_cli.domain.kind import Kind
from tests.workspaces import PARTNERSHIP, Files, ReadRecords

FILES = {
    "data/plans/plan.yaml": """\
id: plan
title: Plan
aims:
  - id: crime
    title: Less crime
    indicators: [ni-1]
    related_plans: [{title: Other, plan: other}]
    actions:
      - {id: a1, text: Patrol, due: 2010-05, depends_on: [a2]}
      - {id: a2, text: Hire, status: complete}
""",
    "data/plans/other.yaml": "id: other\ntitle: Other\n",
    "data/indicators/ni-1.yaml": """\
id: ni-1
title: Crime
unit: '%'
better: lower
code: NI 1
assessments: {Q4-2009: {rag: R}, Q1-2010: {rag: R}, Q2-2010: {rag: G}, Q3-2010: {rag: G}, Q4-2010: {rag: A}}
""",
}


def indexes(records: ReadRecords, files: Files = FILES) -> dict[tuple[Kind, str], FileIndex]:
    workspace = records(files)
    found = (index_file(walk, workspace.partnership) for walk in workspace.walks)
    return {(file.kind, file.id): file for file in found}


def test_a_plan_is_indexed_by_its_actions_and_by_what_it_refers_to(records: ReadRecords) -> None:
    plan = indexes(records)[Kind.PLAN, "plan"]
    assert plan.defines == {Kind.AIM: ids_of(("crime",)), Kind.ACTION: ids_of(("a1", "a2"))}
    assert plan.references == {
        "action": (FileReference(("aims", 0, "actions", 0, "depends_on", 0), "a2", "plan/a1"),),
        "indicator": (FileReference(("aims", 0, "indicators", 0, "indicator"), "ni-1", 'aim "Less crime"'),),
        "plan": (FileReference(("aims", 0, "related_plans", 0, "plan"), "other", 'aim "Less crime"'),),
    }


def test_what_the_settings_define_is_no_reference_to_files_but_a_file_of_that_name_is(records: ReadRecords) -> None:
    settings = PARTNERSHIP + "bodies: [{id: board, name: Board}, {id: ni-1, name: A body}]\n"
    register = """\
id: register
title: Register
body: board
risks:
  - {id: r, title: Risk, shared_with: [board, gone], ratings: {}}
"""
    files = {**FILES, "data/partnership.yaml": settings, "data/risks/register.yaml": register}
    found = indexes(records, files)
    shared = FileReference(("risks", 0, "shared_with", 1), "gone", 'risk "Risk"')
    assert found[Kind.REGISTER, "register"].references == {"body+register": (shared,)}
    assert [one.name for one in found[Kind.PLAN, "plan"].references_to((Kind.INDICATOR,))] == ["ni-1"]


def test_facts_hold_on_any_day(records: ReadRecords) -> None:
    found = indexes(records)
    assert found[Kind.INDICATOR, "ni-1"].facts == {
        "codes": (Fact(("code",), ("NI 1", "Crime", [])),),
        "good-ratings": (Fact((), [("2010-09-30", "G"), ("2011-03-31", "")]),),
        "better-ways": (Fact(("better",), ("lower",)),),
    }
    actions = [("a1", "2010-05-31")]
    measured = Fact(("aims", 0), ("plan/crime", [(0, "ni-1")], actions))
    assert found[Kind.PLAN, "plan"].facts["measured-actions"] == (measured,)
    assert found[Kind.PLAN, "other"] == FileIndex(Kind.PLAN, "other", "data/plans/other.yaml")
