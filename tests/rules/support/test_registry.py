"""Say nothing twice: one walk over the registry sees to it that every rule is complete."""

import re
from datetime import date
from pathlib import Path

import pytest

from hsp_cli.domain.finding import Finding, Place, Severity
from hsp_cli.rules.support import registry
from hsp_cli.rules.support.registry import (
    MAX_FINDINGS_PER_RULE,
    MAX_SEARCHES,
    RegisteredRule,
    rule,
    rule_modules,
    rules,
)
from hsp_cli.store.file_rules import FILE_RULES
from tests.checks import findings_in
from tests.rules.test_cases import CASES, expectations, files_of
from tests.workspaces import PARTNERSHIP, ReadRecords

RULES = list(rules().values())
every_rule = pytest.mark.parametrize("one", RULES, ids=lambda one: one.rule.code)


@every_rule
def test_every_rule_has_a_page_with_an_example_and_a_way_out(one: RegisteredRule) -> None:
    first, _, rest = one.rule.page.partition("\n")
    assert first.endswith((".", ",")), "the page opens with a sentence"
    assert "\nExample:\n\n    " in rest
    assert "\nWay out: " in rest
    assert rest.index("Example:") < rest.index("Way out:")


@every_rule
def test_every_rule_says_why_it_matters_in_a_few_sentences(one: RegisteredRule) -> None:
    prose = " ".join(one.rule.page.partition("\n")[2].split())
    assert len(re.findall(r"[.?!](?: |$)", prose)) >= 3


@every_rule
def test_every_rule_has_a_hint_that_fits_on_a_line(one: RegisteredRule) -> None:
    assert 0 < len(one.rule.hint) <= 100
    assert "\n" not in one.rule.hint


@every_rule
def test_every_code_is_kebab_case_and_names_the_problem(one: RegisteredRule) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", one.rule.code)
    assert not re.match(r"(?:check|validate|ensure|invalid|no|must|require)-", one.rule.code)


@every_rule
def test_every_rule_has_a_case_of_its_name_that_expects_it(one: RegisteredRule) -> None:
    case = next((case for case in CASES if case.stem == one.rule.code), None)
    assert case is not None
    expected = {(expectation.severity, expectation.code) for expectation in expectations(files_of(case))}
    assert (one.rule.severity, one.rule.code) in expected


def test_every_case_belongs_to_a_rule() -> None:
    assert {case.stem.partition("+")[0] for case in CASES} <= set(rules())


def test_no_code_is_used_by_a_rule_and_by_the_store() -> None:
    assert set(rules()).isdisjoint(FILE_RULES)


def test_every_module_beside_support_holds_rules() -> None:
    folder = Path(registry.__file__).parents[1]
    texts = {module: (folder / f"{module}.py").read_text("utf-8") for module in rule_modules()}
    registers = re.compile(r"^@(?:dated_|index_|change_)?rule\(", re.MULTILINE)
    holding = {module for module, text in texts.items() if registers.search(text)}
    assert holding == set(rule_modules()) == {path.stem for path in folder.glob("*.py")} - {"__init__"}


def test_two_rules_cannot_share_a_code() -> None:
    with pytest.raises(ValueError, match="two rules are called unknown-indicator"):
        rule("unknown-indicator", severity=Severity.ERROR, hint="")(lambda _workspace: iter(()))


# --- What is told of very many


def with_unknown_schemes(records: ReadRecords, **counts: int) -> list[Finding]:
    """What is found where each indicator names so many schemes that nobody defines."""
    indicator = "id: {}\ntitle: T\nunit: '%'\nbetter: higher\nschemes: [{}]\n"
    files = {
        f"data/indicators/{name}.yaml": indicator.format(name, ", ".join(f"laa{n}" for n in range(count)))
        for name, count in counts.items()
    }
    settings = f"{PARTNERSHIP}schemes: [{{id: laa, title: L}}]\n"
    return findings_in(records({"data/partnership.yaml": settings, **files}), date(2010, 9, 27))


@pytest.mark.parametrize(
    ("count", "told", "further"),
    [
        (MAX_FINDINGS_PER_RULE - 1, MAX_FINDINGS_PER_RULE - 1, []),
        (MAX_FINDINGS_PER_RULE, MAX_FINDINGS_PER_RULE, []),
        (MAX_FINDINGS_PER_RULE + 1, MAX_FINDINGS_PER_RULE, ["1 more in this file"]),
        (2 * MAX_FINDINGS_PER_RULE + 500, MAX_FINDINGS_PER_RULE, ["1,500 more in this file"]),
    ],
)
def test_a_thousand_problems_of_a_rule_in_a_file_are_reported_and_the_others_counted(
    records: ReadRecords, count: int, told: int, further: list[str]
) -> None:
    found = with_unknown_schemes(records, a=count, b=1)
    assert {finding.rule.code for finding in found} == {"unknown-scheme"}
    assert [finding.message for finding in found[told + 1 :]] == further
    assert [finding.place for finding in found[told + 1 :]] == [Place("data/indicators/a.yaml")] * len(further)
    assert all(finding.hint for finding in found)


def test_the_nearest_name_is_looked_for_twenty_five_times_a_file(records: ReadRecords) -> None:
    found = with_unknown_schemes(records, a=MAX_SEARCHES + 5, b=MAX_SEARCHES)
    hints = [finding.hint for finding in found]
    own = rules()["unknown-scheme"].rule.hint
    assert hints[:MAX_SEARCHES] == hints[-MAX_SEARCHES:] == ["did you mean laa?"] * MAX_SEARCHES
    assert hints[MAX_SEARCHES:-MAX_SEARCHES] == [own] * 5
