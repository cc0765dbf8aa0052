import json

from hsp_cli.domain.file_index import FileIndex, IndexedRating, IndexedRisk, Mention, Relation, from_plain
from hsp_cli.domain.kind import Kind

RATING = IndexedRating("Q1-2010", "Q1 2010/11", "C2", "C 2")
TIES = FileIndex(
    Kind.RISK,
    "ccmg",
    "data/risks/ccmg.yaml",
    actions={"a1": "complete"},
    mentions=(Mention(Relation.BODY_OR_REGISTER, ("risks", 0, "shared_with", 1), "adults", "risk ccmg/cuts"),),
    risks=(IndexedRisk(("risks", 0), "ccmg/cuts", "ccmg", "funding is cut", ("adults",), (RATING,)),),
)


def test_ties_come_back_from_json_as_they_were() -> None:
    assert from_plain(json.loads(json.dumps(TIES))) == TIES


def test_the_keys_that_records_share_are_kept_once() -> None:
    one, other = (from_plain(json.loads(json.dumps(TIES))) for _ in range(2))
    assert [a is b for a, b in zip(one.mentions[0].keys, other.mentions[0].keys, strict=True)] == [True] * 4
    assert one.risks[0].keys[0] is other.risks[0].keys[0]
