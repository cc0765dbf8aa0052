from datetime import date

from hsp_cli.domain.period import Period
from hsp_cli.wording.two_versions import (
    counts_text,
    paths_text,
    quarter_text,
    reformatted_text,
    version_text,
)

COMMIT = "7d811d69155cd7e1b4929b438bb10cd270390681"


def test_a_version_is_named_by_its_commit_and_the_words_by_which_it_was_asked_for() -> None:
    day = date(2010, 10, 4)
    assert version_text("origin/main", COMMIT, day) == "commit 7d811d69155c of 2010-10-04 (origin/main)"
    assert version_text(COMMIT[:7], COMMIT, day) == "commit 7d811d69155c of 2010-10-04"
    assert version_text("the files in this folder", None, None) == "the files in this folder"


def test_the_quarter_is_given_with_its_days_and_another_one_of_the_earlier_version() -> None:
    second, first = Period.quarter(2010, 2), Period.quarter(2010, 1)
    assert quarter_text(second, None) == "Ratings are for Q2 2010/11 (2010-07-01 to 2010-09-30)."
    assert quarter_text(second, first).endswith("; the latest quarter of the earlier version is Q1 2010/11.")


def test_that_nothing_differs_is_said_only_if_everything_could_be_compared() -> None:
    assert counts_text({}, 0, 0) == "No record differs."
    assert counts_text({}, 2, 0) == "The records are the same."
    assert counts_text({}, 2, 1) == "No change is found in the files that can be compared."
    assert counts_text({"Owners": 1, "New records": 2}, 0, 1) == "3 changes: owners 1, new records 2."


def test_files_are_counted_and_of_many_paths_some_are_named() -> None:
    assert (reformatted_text(1), reformatted_text(2)) == (
        "1 file differs only in comments or layout",
        "2 files differ only in comments or layout",
    )
    assert paths_text(("a", "b"), 2) == "a and b"
    assert paths_text(("a", "b", "c"), 2) == "a, b and 1 more"
