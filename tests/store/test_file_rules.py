import re

import pytest

from hsp_cli.domain.finding import Rule, Severity
from hsp_cli.domain.period import Period
from hsp_cli.store.file_rules import BAD_PERIOD, FILE_RULES, RENAMED_RULES
from tests.workspaces import REPOSITORY


@pytest.mark.parametrize("rule", FILE_RULES.values(), ids=str)
def test_every_file_rule_has_a_code_a_hint_and_a_page_with_an_example(rule: Rule) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", rule.code)
    assert re.fullmatch(r"[a-z`#].*[^.X]", rule.hint)
    assert "Example:" in rule.page
    assert "Way out:" in rule.page


def test_only_what_may_be_meant_is_a_warning() -> None:
    warnings = {code for code, rule in FILE_RULES.items() if rule.severity is Severity.WARNING}
    assert warnings == {"value-cut-at-hash", "unused-suppression"}


def test_the_hint_for_a_period_names_forms_that_are_read() -> None:
    forms = BAD_PERIOD.hint.removeprefix("write ").replace(" or ", ", ").split(", ")
    assert [Period.parse(form).text for form in forms] == forms


def test_every_code_that_has_changed_is_in_the_changelog() -> None:
    page = (REPOSITORY / "CHANGELOG.md").read_text(encoding="utf-8")
    _, _, table = page.partition("| old code | new code |\n")
    rows = re.findall(r"^\| `([a-z-]+)` \| `([a-z-]+)` \|$", table.partition("\n\n")[0], re.MULTILINE)
    assert dict(rows) == RENAMED_RULES


def test_the_codes_of_files_are_known_by_their_names() -> None:
    assert {code: rule.code for code, rule in FILE_RULES.items()} == {code: code for code in FILE_RULES}
