import pytest

from hsp_cli.domain.kind import Kind
from hsp_cli.wording.redaction import INDICATORS, RISKS, beside_count_text, left_out_text, not_counted_text

REST = "Counts and statements here are about the rest."


@pytest.mark.parametrize(
    ("left_out", "text"),
    [
        ({}, ""),
        ({Kind.RISK: 1}, f"Exempt records of the partnership are left out: 1 risk. {REST}"),
        (
            {Kind.ACTION: 2, Kind.REGISTER: 2, Kind.AREA_SET: 2},
            f"Exempt records of the partnership are left out: 2 actions, 2 risk registers and 2 area sets. {REST}",
        ),
        (
            {Kind.PERSON: 1200},
            (
                f"Exempt records of the partnership are left out: 1,200 people. {REST} "
                "An owner who is left out is called “exempt”."
            ),
        ),
    ],
)
def test_a_reader_learns_what_is_left_out_and_of_what_the_rest_speaks(left_out: dict[Kind, int], text: str) -> None:
    assert left_out_text(left_out) == text


def test_a_count_says_whether_it_leaves_out_exempt_records_of_its_kinds() -> None:
    left_out = {Kind.RISK: 1, Kind.REGISTER: 2, Kind.ACTION: 3}
    assert (
        beside_count_text(left_out, *RISKS)
        == "; not counting what is exempt (1 risk and 2 risk registers in the whole partnership)"
    )
    assert beside_count_text(left_out, *INDICATORS) == ""
    assert (
        not_counted_text(left_out, RISKS)
        == "Exempt, so not counted: 1 risk and 2 risk registers in the whole partnership."
    )
    assert not_counted_text(left_out, INDICATORS) == ""
