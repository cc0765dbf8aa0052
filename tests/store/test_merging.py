"""Two changes of one text, merged: every byte and every comment of both stays."""

import os
import random

import pytest

from hsp_cli.domain.edit import as_read, is_same
from hsp_cli.domain.merging import merged
from hsp_cli.domain.request import RequestRefused
from hsp_cli.store import merging
from hsp_cli.store.merging import merged_text
from hsp_cli.store.parsing import parse
from hsp_cli.store.splices import spliced
from tests.edits import generated_text, random_edit
from tests.workspaces import SHIPPED

PAIRS = int(os.environ.get("HSP_EDITS", "200")) // 2
SMALL = [path for path in SHIPPED if path.stat().st_size < 6000]

TEXT = """\
id: x   # the first
figures:
  # From the depot.
  2010-06: {actual: 1}
list:
  - id: a
    text: one
  # About b.
  - id: b
    text: |
      two

      lines
# The end.
"""


def clean(ours: str, theirs: str, base: str = TEXT) -> str:
    found = merged_text(base, ours, theirs)
    assert found is not None
    assert found.is_clean
    return found.ours


def test_comments_of_both_sides_stay() -> None:
    ours = TEXT.replace("# From the depot.", "# From the depot.\n  # Checked.").replace(
        "# The end.", "# The end of it."
    )
    theirs = TEXT.replace("# From the depot.", "# From the depot.\n  # Read twice.").replace(
        "{actual: 1}", "{actual: 1} # ?"
    )
    assert clean(ours, theirs) == ours.replace("# Checked.", "# Checked.\n  # Read twice.").replace("1}", "1} # ?")


def test_a_comment_behind_a_value_that_both_changed_stays() -> None:
    ours, theirs = TEXT.replace("{actual: 1}", "{actual: 2}"), TEXT.replace("{actual: 1}", "{actual: 1, target: 1}")
    assert "  2010-06: {actual: 2, target: 1}\n" in clean(ours, theirs)
    found = merged_text(TEXT, ours, theirs.replace("target: 1}", "target: 1} # agreed"))
    assert found is not None
    assert not found.is_clean
    assert "# agreed" in found.theirs


def test_the_value_behind_a_dash_is_merged_inside() -> None:
    base = "id: x\nlist:\n  - of: {a: 1}\n    b: 1\n"
    ours, theirs = base.replace("{a: 1}", "{a: 2}"), base.replace("{a: 1}", "{a: 1, c: 1}")
    assert clean(ours, theirs, base) == base.replace("{a: 1}", "{a: 2, c: 1}")


def test_a_record_that_one_side_removed_is_gone_and_its_comment_too() -> None:
    gone = TEXT.replace("  # About b.\n  - id: b\n    text: |\n      two\n\n      lines\n", "")
    assert clean(gone, TEXT.replace("text: one", "text: uno")) == gone.replace("text: one", "text: uno")
    assert clean(TEXT.replace("text: one", "text: uno"), gone) == gone.replace("text: one", "text: uno")


def test_new_comments_above_a_removed_record_stay() -> None:
    gone = TEXT.replace("  # About b.\n  - id: b\n    text: |\n      two\n\n      lines\n", "")
    noted = TEXT.replace("  # About b.\n", "  # About b.\n  # Ask C.\n")
    assert clean(gone, noted) == gone.replace("text: one\n", "text: one\n  # Ask C.\n")


def test_lists_that_grow_on_both_sides_have_ours_first() -> None:
    ours = TEXT.replace("# The end.", "  - id: c\n    text: ours\n# The end.")
    theirs = TEXT.replace("# The end.", "  - id: d\n    text: theirs\n# The end.")
    assert clean(ours, theirs) == ours.replace("# The end.", "  - id: d\n    text: theirs\n# The end.")


def test_a_conflict_is_in_whole_lines_and_the_rest_is_merged() -> None:
    ours = TEXT.replace("actual: 1", "actual: 2").replace("one", "uno")
    theirs = TEXT.replace("actual: 1", "actual: 3").replace("two", "due")
    found = merged_text(TEXT, ours, theirs)
    assert found is not None
    assert found.places == (("figures", "2010-06", "actual"),)
    assert found.ours == ours.replace("two", "due")
    assert found.theirs == theirs.replace("one", "uno")
    assert found.base == TEXT.replace("one", "uno").replace("two", "due")


@pytest.mark.parametrize("text", ["", "- a\n", "a: [\n", "id: x\nid: y\n", "x\n", ": x\n", "a: [{b: {~: x}}]\n"])
def test_what_is_no_record_is_not_merged_here(text: str) -> None:
    assert merged_text(TEXT, text, TEXT) is None


def test_a_side_in_other_indentation_is_a_conflict_or_kept_whole() -> None:
    ours = "id: x\nlist:\n- a: 1\n  b: 2\n"
    theirs = "id: x\nlist:\n  - a: 1\n    b: 3\n"
    found = merged_text("id: x\nlist:\n- a: 1\n  b: 1\n", ours, theirs)
    assert found is not None
    assert not found.is_clean


def test_random_pairs_of_changes_are_merged_with_the_data_and_the_comments_of_both() -> None:
    chance = random.Random(11)
    unmerged = tried = 0
    for _ in range(PAIRS):
        base = (
            generated_text(chance).replace("\r\n", "\n").rstrip() + "\n"
            if chance.random() < 0.6
            else chance.choice(SMALL).read_text()
        )
        data = parse(base)
        try:
            ours, theirs = (spliced(base, [random_edit(chance, data)]) for _ in range(2))
        except RequestRefused:  # what is removed has a comment that the text above it would take in
            continue
        expected = merged(data, parse(ours), parse(theirs))
        found = merged_text(base, ours, theirs)
        if expected.conflicts:
            assert found is None or not found.is_clean
            continue
        tried += 1
        if found is None or not found.is_clean:
            unmerged += 1
            continue
        assert is_same(parse(found.ours), as_read(expected.data))
        for line in {*ours.split("\n"), *theirs.split("\n")} - {*base.split("\n")}:
            if line.lstrip().startswith("#"):
                assert line in found.ours.split("\n")
    assert tried > PAIRS / 2
    assert unmerged <= tried / 50


@pytest.mark.parametrize("loses", ["a comment", "a value", "a conflict"])
def test_a_merge_that_would_lose_something_is_given_up(loses: str, monkeypatch: pytest.MonkeyPatch) -> None:
    ours, theirs = TEXT.replace("one", "uno"), TEXT.replace("# The end.", "# The end.\n# New.")
    if loses == "a conflict":
        theirs = TEXT.replace("one", "eins")
    lost = theirs if loses == "a value" else ours
    monkeypatch.setattr(merging._Merger, "document", lambda _self, *_data: iter([lost]))
    assert merged_text(TEXT, ours, theirs) is None
