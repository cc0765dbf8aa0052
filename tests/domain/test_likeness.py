"""Which records are the same as earlier ones with another id or in another file."""

import time
from pathlib import Path

import pytest

from hsp_cli.domain.comparison import Comparison, compare
from tests.workspaces import PARTNERSHIP, Files, read_workspace, write_files


def compared(root: Path, before: Files, now: Files) -> Comparison:
    found = []
    for name, files in (("before", before), ("now", now)):
        loaded = read_workspace(write_files(root / name, {"data/partnership.yaml": PARTNERSHIP, **files}))
        assert loaded.workspace is not None
        found.append(loaded.workspace.walks[1:])
    return compare(*found)


def plan(plan_id: str, *actions: str, title: str = "") -> Files:
    listed = ", ".join(f"{{{action}}}" for action in actions)
    text = f"id: {plan_id}\ntitle: {title or plan_id}\naims: [{{id: aim, title: An aim, actions: [{listed}]}}]\n"
    return {f"data/plans/{plan_id}.yaml": text}


def pairs(found: Comparison) -> list[str]:
    """`before -> now` of each record with another address."""
    changed = (one for one in found.changes if one.before.address != one.now.address)
    return [f"{one.before.address} -> {one.now.address}" for one in changed]


VAN, BUS = "text: Open the evening clinic", "text: Send reminders to every patient"


def test_the_same_text_under_another_id_is_the_same_record(tmp_path: Path) -> None:
    found = compared(tmp_path, plan("p", f"id: a, {VAN}"), plan("p", f"id: b, {VAN}"))
    assert pairs(found) == ["p/a -> p/b"]
    assert (found.new, found.gone) == ((), ())


def test_records_of_a_file_with_another_id_keep_theirs(tmp_path: Path) -> None:
    before, now = (plan(name, f"id: a, {VAN}", "id: b, text: Bus", title="The plan") for name in ("p", "q"))
    assert pairs(compared(tmp_path, before, now)) == ["p -> q", "p/aim -> q/aim", "p/a -> q/a", "p/b -> q/b"]


def test_two_records_that_say_the_same_are_not_told_apart(tmp_path: Path) -> None:
    before = plan("p", f"id: a, {VAN}", f"id: b, {VAN}")
    found = compared(tmp_path, before, plan("p", f"id: c, {VAN}"))
    assert pairs(found) == []
    assert [str(one.address) for one in (*found.gone, *found.new)] == ["p/a", "p/b", "p/c"]


def test_a_number_tells_them_apart(tmp_path: Path) -> None:
    before = plan("p", f"id: a, number: '1', {VAN}", f"id: b, number: '2', {VAN}")
    now = plan("p", f"id: c, number: '2', {VAN}", f"id: d, number: '1', {VAN}")
    assert pairs(compared(tmp_path, before, now)) == ["p/b -> p/c", "p/a -> p/d"]


@pytest.mark.parametrize(
    ("text", "is_same"),
    [
        ("text: Open the evening clinic in May", False),  # 4 of 6 words
        ("text: Open an evening clinic for every patient who works in Pinner", False),
        ("text: Re-open the evening clinic", True),  # 4 of 5 words
        ("text: OPEN THE EVENING CLINIC!", True),
    ],
)
def test_a_text_that_was_reworded_is_the_same_if_most_words_are(tmp_path: Path, text: str, is_same: bool) -> None:
    found = compared(tmp_path, plan("p", f"id: a, {VAN}"), plan("p", f"id: b, {text}"))
    assert pairs(found) == (["p/a -> p/b"] if is_same else [])


def test_two_texts_that_are_about_as_like_are_not_matched(tmp_path: Path) -> None:
    now = plan("p", f"id: b, {VAN} again", f"id: c, {VAN} now")
    assert pairs(compared(tmp_path, plan("p", f"id: a, {VAN}"), now)) == []
    before = plan("p", f"id: b, {VAN} again", f"id: c, {VAN} now")
    assert pairs(compared(tmp_path / "2", before, plan("p", f"id: a, {VAN}"))) == []


def test_a_record_is_found_in_another_file_by_its_exact_text(tmp_path: Path) -> None:
    before = {**plan("p", f"id: a, {VAN}"), **plan("q")}
    assert pairs(compared(tmp_path, before, {**plan("p"), **plan("q", f"id: z, {VAN}")})) == ["p/a -> q/z"]
    reworded = {**plan("p"), **plan("q", f"id: z, {VAN} now")}
    assert pairs(compared(tmp_path / "2", before, reworded)) == []


def test_few_words_are_enough_only_inside_one_file(tmp_path: Path) -> None:
    before, now = plan("p", "id: a, text: Report"), plan("p", "id: b, text: Report")
    assert pairs(compared(tmp_path, before, now)) == ["p/a -> p/b"]
    elsewhere = {**plan("p"), **plan("q", "id: b, text: Report")}
    assert pairs(compared(tmp_path / "2", {**before, **plan("q")}, elsewhere)) == []


def test_an_indicator_is_known_by_its_code(tmp_path: Path) -> None:
    before, now = (
        {f"data/indicators/{one}.yaml": f"id: {one}\ntitle: {one}\ncode: NI 1\nunit: n\nbetter: higher\n"}
        for one in ("a", "b")
    )
    assert pairs(compared(tmp_path, before, now)) == ["a -> b"]


def test_the_paper_of_another_quarter_is_another_paper(tmp_path: Path) -> None:
    before, now = (
        {f"data/papers/q{n}.yaml": f"id: q{n}\ntitle: Performance report\nreport: scorecard\nquarter: Q{n}-2010\n"}
        for n in (1, 2)
    )
    found = compared(tmp_path, before, now)
    assert ([str(one.address) for one in found.gone], [str(one.address) for one in found.new]) == (["q1"], ["q2"])


def test_an_introduction_is_not_moved_from_one_paper_to_another(tmp_path: Path) -> None:
    def paper(name: str, sections: str) -> Files:
        return {
            f"data/papers/{name}.yaml": f"id: {name}\ntitle: Paper {name}\nreport: scorecard\nsections: [{sections}]\n"
        }

    section = "{id: s, title: How we are doing}"
    before = {**paper("a", section), **paper("b", "")}
    assert pairs(compared(tmp_path, before, {**paper("a", ""), **paper("b", section)})) == []


def test_thousands_of_records_with_other_ids_are_matched_quickly(tmp_path: Path) -> None:
    actions = [f"id: {{}}{number}, text: Mend roof {number} in street {number * 7} now" for number in range(2000)]
    before, now = (plan("p", *(action.format(letter) for action in actions)) for letter in "ab")
    found = [
        read_workspace(write_files(tmp_path / name, {"data/partnership.yaml": PARTNERSHIP, **files}))
        for name, files in (("b", before), ("n", now))
    ]
    walks = [one.workspace.walks[1:] for one in found if one.workspace]
    start = time.process_time()
    assert len(pairs(compare(*walks))) == 2000
    assert time.process_time() - start < 1


def test_three_words_are_enough_in_another_file(tmp_path: Path) -> None:
    before = {**plan("p", "id: a, text: Open the van"), **plan("q")}
    assert pairs(compared(tmp_path, before, {**plan("p"), **plan("q", "id: z, text: Open the van")})) == ["p/a -> q/z"]
