import json
from datetime import date

from hsp_cli.domain.address import Address
from hsp_cli.domain.file_index import Fact, FileIndex, FileReference, WorkspaceIndex, from_json, ids_of
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.partnership import Partnership
from hsp_cli.domain.rag import RagScale

REGISTER = FileIndex(
    Kind.REGISTER,
    "ccmg",
    "data/risks/ccmg.yaml",
    references={"body+register": (FileReference(("risks", 0, "shared_with", 1), "adults", "risk ccmg/cuts"),)},
    facts={"risks": (Fact(("risks", 0), ["cuts", "funding is cut", ["adults"], {"Q1-2010": "C2"}, "ccmg"]),)},
)
PLAN = FileIndex(Kind.PLAN, "may", "data/plans/may.yaml", {Kind.ACTION: ids_of(("a1", "a2"))})
MEETING = FileIndex(Kind.MEETING, "may", "data/meetings/may.yaml", {Kind.ACTION: ids_of(("a1",))})


def index(*files: FileIndex) -> WorkspaceIndex:
    settings = Partnership(id="p", name="P", rag=RagScale(levels=()))
    return WorkspaceIndex(settings, date(2010, 9, 27), files, {(Kind.PLAN, "broken")})


def test_an_index_as_json_text_has_the_same_content() -> None:
    for file in (REGISTER, PLAN):
        stored = from_json(json.loads(json.dumps(file.compact())), file.path)
        assert stored.compact() == file.compact()
        assert (stored.kind, stored.id, stored.path, stored.defines) == (file.kind, file.id, file.path, file.defines)
        kinds = (Kind.BODY, Kind.REGISTER)
        assert list(stored.references_to(kinds)) == list(file.references_to(kinds))
        assert list(stored.facts_of("risks")) == list(file.facts_of("risks"))
    assert len(list(REGISTER.facts_of("risks"))) == len(list(REGISTER.references_to((Kind.BODY, Kind.REGISTER)))) == 1


def test_a_plan_and_a_meeting_that_share_ids_never_mix() -> None:
    both = index(PLAN, MEETING)
    in_plan, in_meeting = (Address(Kind.ACTION, file, "a1") for file in ("plans/may", "meetings/may"))
    assert set(both.resolve(Kind.ACTION, "may/a1", PLAN)) == {in_plan, in_meeting}
    assert both.resolve(Kind.ACTION, "a1", PLAN) == (in_plan,)
    assert both.resolve(Kind.ACTION, "a1", MEETING) == (in_meeting,)
    assert both.resolve(Kind.ACTION, "meetings/may/a1", PLAN) == (in_meeting,)
    assert both.resolve(Kind.ACTION, "a2", MEETING) == ()
    assert both.resolve(Kind.ACTION, "june/a1", PLAN) == both.resolve(Kind.ACTION, "plans/june/a1", PLAN) == ()
    assert both.resolve(Kind.RISK, "a1", PLAN) == ()


def test_an_id_that_a_file_has_twice_is_one_record_and_keeps_its_order() -> None:
    twice = PLAN._replace(defines={Kind.ACTION: ids_of(("a2", "a1", "a2"))})
    assert index(twice).resolve(Kind.ACTION, "a2", twice) == (Address(Kind.ACTION, "plans/may", "a2"),)
    assert [address.id for address in index(twice).inside(Kind.ACTION)] == ["a2", "a1"]


def test_of_two_files_with_one_id_the_first_counts() -> None:
    other = PLAN._replace(path="data/plans/old/may.yaml", defines={})
    assert index(PLAN, other).of(Kind.PLAN) == {"may": PLAN}


def test_a_file_that_could_not_be_read_is_there_all_the_same() -> None:
    assert index().has_unreadable("broken", (Kind.PLAN, Kind.MEETING))
    assert not index().has_unreadable("broken", (Kind.MEETING,))
    assert not index().has_unreadable("other", (Kind.PLAN,))
