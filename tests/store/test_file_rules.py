import re

import pytest

from hsp_cli.domain.finding import Rule, Severity
from hsp_cli.domain.period import Period
from hsp_cli.store.file_rules import BAD_PERIOD, FILE_RULES


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
