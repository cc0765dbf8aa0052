from decimal import Decimal
from typing import Any

import pytest

from hsp_cli.analysis.filters import Filters
from hsp_cli.analysis.grants import GrantMonitoring, grant_monitoring, missing_content, owes_return
from hsp_cli.domain.grant import Grant, GrantReturn
from hsp_cli.domain.period import Period
from tests.workspaces import PARTNERSHIP, ReadRecords

Q1, Q2, Q3 = (Period.parse(text) for text in ("Q1-2010", "Q2-2010", "Q3-2010"))
WHOLE_RETURN = """\
    forecast_spend: 20000
    actual_spend: 18250
    evidence: ledger extract
    description: Two cars.
    contribution: Half of the homes are visited.
    outputs: [{text: Homes visited, forecast: 40, actual: 40}]
"""


def monitored(records: ReadRecords, filters: Filters | None = None, **grants: str) -> GrantMonitoring:
    """What Q2 2010/11 says of grants, each given as the lines below its title."""
    settings = f"""{PARTNERSHIP}people: [{{id: ann-reed, name: Ann Reed}}]
bodies: [{{id: hce, name: Chief Executives}}, {{id: ccmg, name: Cohesion Group}}]
"""
    files = {f"data/grants/{name}.yaml": f"id: {name}\ntitle: {name}\n{text}" for name, text in grants.items()}
    workspace = records({"data/partnership.yaml": settings, **files})
    return grant_monitoring(workspace, Q2, filters or Filters())


def agreed(report: str = "") -> str:
    return f"agreed: 2010-04-01\nreturns:\n  Q2-2010:\n{WHOLE_RETURN}{report}"


def names(placed: Any) -> list[str]:
    return [str(one.address) for one in placed]


# --- Returns that are missing


@pytest.mark.parametrize(
    ("keys", "quarter", "owes"),
    [
        ({}, Q2, False),
        ({"funding_agreed": "2010-04"}, Q2, False),
        ({"agreed": "2010-04-01"}, Q2, True),
        ({"agreed": "2010-09-30"}, Q2, True),
        ({"agreed": "2010-10-01"}, Q2, False),
        ({"agreed": "2010-04-01", "first_return": "Q3-2010"}, Q2, False),
        ({"agreed": "2010-04-01", "first_return": "Q3-2010"}, Q3, True),
        ({"agreed": "2010-12-01", "first_return": "Q2-2010"}, Q2, True),
        ({"agreed": "2010-04-01", "last_return": "Q1-2010"}, Q1, True),
        ({"agreed": "2010-04-01", "last_return": "Q1-2010"}, Q2, False),
        ({"agreed": "2010-04-01", "last_return": "2010-08"}, Q2, True),
        ({"agreed": "2010-04-01", "last_return": "2010-09-30"}, Q3, False),
        ({"agreed": "2010-04-01", "first_return": "Q2-2010", "last_return": "Q2-2010"}, Q2, True),
        ({"agreed": "2010-04-01", "returns": {"Q2-2010": {}}}, Q2, False),
        ({"agreed": "2010-04-01", "returns": {"Q1-2010": {}}}, Q2, True),
    ],
)
def test_a_return_is_owed_from_the_agreement_or_the_first_return_to_the_last(
    keys: dict[str, Any], quarter: Period, owes: bool
) -> None:
    assert owes_return(Grant.model_validate({"id": "g", "title": "G", **keys}), quarter) is owes


def test_a_grant_that_is_not_agreed_owes_nothing_and_is_named_as_such(records: ReadRecords) -> None:
    found = monitored(records, waiting="agreement: not yet agreed\n", late="agreed: 2010-04-01\n")
    assert (names(found.grants), names(found.not_agreed), names(found.missing)) == (
        ["late", "waiting"],
        ["waiting"],
        ["late"],
    )


# --- What a return says


def test_a_return_that_is_as_it_should_be_is_nowhere_but_in_the_count(records: ReadRecords) -> None:
    found = monitored(records, good=agreed())
    assert (found.quarter, names(found.grants)) == (Q2, ["good"])
    assert (
        found.missing,
        found.overspent,
        found.behind,
        found.without_evidence,
        found.incomplete,
        found.not_agreed,
    ) == ((), (), (), (), (), ())


@pytest.mark.parametrize(
    ("money", "excess"),
    [
        ("forecast_spend: 20000, actual_spend: 20000.01", Decimal("0.01")),
        ("forecast_spend: 0, actual_spend: 5", Decimal(5)),
        ("forecast_spend: 20000, actual_spend: 20000", None),
        ("forecast_spend: 20000, actual_spend: 19999.99", None),
        ("actual_spend: 20000", None),
        ("forecast_spend: 20000", None),
    ],
)
def test_overspent_is_what_exceeds_its_forecast_to_the_penny(
    money: str, excess: Decimal | None, records: ReadRecords
) -> None:
    found = monitored(records, one=f"agreed: 2010-04-01\nreturns: {{Q2-2010: {{{money}}}}}\n")
    assert [over.excess for over in found.overspent] == ([] if excess is None else [excess])
    assert names(over.placed for over in found.overspent) == names(found.grants[: len(found.overspent)])


@pytest.mark.parametrize(
    ("output", "lags"),
    [
        ("forecast: 40, actual: 39", True),
        ("forecast: 40", True),
        ("forecast: 40, actual: 40", False),
        ("forecast: 40, actual: 41", False),
        ("forecast: 0, actual: 0", False),
        ("forecast: 0", True),
        ("actual: 3", False),
        ("unit: homes", False),
    ],
)
def test_an_output_is_behind_if_less_came_than_was_forecast_or_nothing_was_reported(
    output: str, lags: bool, records: ReadRecords
) -> None:
    report = f"agreed: 2010-04-01\nreturns:\n  Q2-2010:\n    outputs: [{{text: Homes, {output}}}]\n"
    behind = [(str(one.placed.address), one.output.text) for one in monitored(records, one=report).behind]
    assert behind == ([("one", "Homes")] if lags else [])


@pytest.mark.parametrize(
    ("report", "lacks_evidence"),
    [
        ("actual_spend: 5", True),
        ("actual_spend: 0", True),
        ("actual_spend: 5, evidence: ledger", False),
        ("forecast_spend: 5", False),
    ],
)
def test_whatever_was_spent_needs_evidence(report: str, lacks_evidence: bool, records: ReadRecords) -> None:
    found = monitored(records, one=f"agreed: 2010-04-01\nreturns: {{Q2-2010: {{{report}}}}}\n")
    assert names(found.without_evidence) == (["one"] if lacks_evidence else [])


@pytest.mark.parametrize(
    ("keys", "lacks"),
    [
        (
            {},
            (
                "spend against forecast",
                "description of what was bought",
                "contribution to the business case",
                "outputs against forecast",
            ),
        ),
        (
            {"actual_spend": 5, "description": "D", "contribution": "C", "outputs": [{"text": "O", "forecast": 1}]},
            ("spend against forecast",),
        ),
        (
            {"actual_spend": 0, "forecast_spend": 0, "description": "D", "contribution": "C"},
            ("outputs against forecast",),
        ),
        (
            {
                "actual_spend": 0,
                "forecast_spend": 0,
                "description": "D",
                "contribution": "C",
                "outputs": [{"text": "O", "forecast": 0}, {"text": "P", "actual": 4}],
            },
            ("outputs against forecast",),
        ),
        (
            {
                "actual_spend": 0,
                "forecast_spend": 0,
                "description": "D",
                "contribution": "C",
                "outputs": [{"text": "O", "forecast": 0}],
            },
            (),
        ),
    ],
)
def test_what_the_minimum_of_a_return_lacks_is_said_in_words(keys: dict[str, Any], lacks: tuple[str, ...]) -> None:
    assert missing_content(GrantReturn.model_validate(keys)) == lacks


def test_only_the_return_of_the_quarter_counts(records: ReadRecords) -> None:
    earlier = "  Q1-2010: {forecast_spend: 1, actual_spend: 2}\n"
    found = monitored(records, one=agreed(earlier))
    assert (found.overspent, found.without_evidence, found.incomplete) == ((), (), ())


# --- Narrowing


@pytest.mark.parametrize(
    ("filters", "asked"),
    [
        (Filters(), ["council", "theirs"]),
        (Filters(body="ccmg"), ["theirs"]),
        (Filters(body="hce"), []),
        (Filters(owner="ann-reed"), ["council"]),
        (Filters(owner="ann-reed", body="ccmg"), []),
    ],
)
def test_a_question_can_be_filtered_by_body_and_by_lead(
    filters: Filters, asked: list[str], records: ReadRecords
) -> None:
    found = monitored(
        records,
        filters,
        council="leads: [Ann Reed]\nagreed: 2010-04-01\n",
        theirs="body: ccmg\nagreed: 2010-04-01\n",
    )
    assert (names(found.grants), names(found.missing)) == (asked, asked)
