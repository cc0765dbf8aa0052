from datetime import date

import pytest

from hsp_cli.wording.revisions import left_out_text, revision_text


def test_the_first_line_names_the_commit_its_day_and_the_date_of_the_answer() -> None:
    assert revision_text("0123456789abcdef", date(2010, 9, 1), date(2010, 9, 27)) == (
        "Records of commit 0123456789ab (2010-09-01), evaluated as of 2010-09-27."
    )


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (1, "Left out, because 1 file there cannot be read as records: f0."),
        (5, "Left out, because 5 files there cannot be read as records: f0, f1, f2, f3, f4."),
        (6, "Left out, because 6 files there cannot be read as records: f0, f1, f2, f3, f4 and 1 more."),
    ],
)
def test_five_files_are_named_and_the_others_counted(count: int, text: str) -> None:
    assert left_out_text([f"f{number}" for number in range(count)]) == text
