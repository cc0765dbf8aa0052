import pytest

from hsp_cli.checking.known_rules import KnownRules, known_rules
from hsp_cli.domain.finding import Rule, Severity
from hsp_cli.domain.request import RequestRefused
from hsp_cli.rules.support.registry import rules
from hsp_cli.store.file_rules import FILE_RULES

CODES = ("wrong-type", "wrong-tape", "unknown-key")
RULES = KnownRules({code: Rule(code, Severity.ERROR, "page", "hint") for code in CODES})


def test_the_rules_of_the_reader_and_those_of_records_are_known() -> None:
    assert set(known_rules().by_code) == {*FILE_RULES, *rules()}
    assert known_rules().by_code["wrong-type"] is FILE_RULES["wrong-type"]


@pytest.mark.parametrize(
    ("code", "hint"),
    [
        ("unknown-keys", "did you mean unknown-key?"),
        ("Unknown_Key", "did you mean unknown-key?"),
        ("unknown key", "did you mean unknown-key?"),
        ("wrong-typ", "did you mean wrong-type, wrong-tape?"),
        ("code-with-two-titles", "it is now called duplicate-code"),
        ("zzz", "`hsp explain` lists all codes"),
    ],
)
def test_a_code_that_does_not_exist_is_refused_with_the_nearest(code: str, hint: str) -> None:
    with pytest.raises(RequestRefused) as refused:
        RULES.require({"wrong-type", code})
    assert (refused.value.message, refused.value.hint) == (f"there is no code {code!r}", hint)


def test_codes_that_exist_are_taken() -> None:
    RULES.require({"wrong-type", "unknown-key"})
    RULES.require(set())


def test_of_many_near_codes_three_are_offered() -> None:
    many = KnownRules({f"code-{letter}": RULES.by_code["wrong-type"] for letter in "abcde"})
    assert many.near("code-").count("code-") == 3
    assert many.near("zzz") == ""
