from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, strategies as st

from hsp_cli.analysis.reward import reward
from hsp_cli.analysis.reward_payments import payments_of, schedule
from hsp_cli.domain.address import Address, Placed
from hsp_cli.domain.agreement import Agreement, Instalment, Interim, Target
from hsp_cli.domain.finding import Place
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.period import COUNCIL_CALENDAR, Period
from hsp_cli.domain.reward import FoundFigure, TargetResult
from hsp_cli.domain.reward_payments import Schedule, Sum
from tests.examples import CALDERWICK
from tests.workspaces import PARTNERSHIP, ReadRecords, read_workspace

DAY = date(2006, 5, 1)
SETTINGS = f"""{PARTNERSHIP}organisations:
  - {{id: council, name: The Council}}
  - {{id: police, name: Northfell Police, aliases: [the police]}}
"""


def scheduled(records: ReadRecords, agreement: str) -> Schedule | None:
    """The payments of an agreement of £1,000 that ends in 2005/06."""
    text = f"id: a\ntitle: A\npot: {{amount: 1000}}\nends: 2005/06\n{agreement}"
    workspace = records({"data/partnership.yaml": SETTINGS, "data/agreements/a.yaml": text})
    return schedule(workspace, reward(workspace, workspace.agreements["a"], DAY))


def paid(records: ReadRecords, agreement: str) -> Any:
    found = scheduled(records, agreement)
    assert found is not None
    return found


def sums(found: Any) -> Any:
    return [(payment.year.text, payment.sum.amount) for payment in found.payments]


FULL = "without_agreement: 0, with_agreement: 10, actual: 10"


def test_a_reward_is_paid_in_two_equal_instalments_after_the_end(records: ReadRecords) -> None:
    found = paid(records, f"targets: [{{id: t, title: T, {FULL}}}]")
    assert sums(found) == [("2006/07", 500), ("2007/08", 500)]


def test_a_fifth_of_the_whole_part_is_paid_on_account_for_an_interim_level(records: ReadRecords) -> None:
    target = "without_agreement: 0, with_agreement: 10, actual: 7, interim: {level: 3, actual: 3}"
    found = paid(records, f"targets: [{{id: t, title: T, {target}}}]")
    assert sums(found) == [("2005/06", 200), ("2006/07", 250), ("2007/08", 250)]
    assert [payment.is_on_account for payment in found.payments] == [True, False, False]


def test_an_interim_level_that_was_missed_pays_nothing_early_and_takes_nothing_away(records: ReadRecords) -> None:
    found = paid(records, f"targets: [{{id: t, title: T, {FULL}, interim: {{level: 3, actual: 2}}}}]")
    assert sums(found) == [("2005/06", 0), ("2006/07", 500), ("2007/08", 500)]


def test_what_was_paid_on_account_and_not_earned_is_taken_off_in_the_first_year(records: ReadRecords) -> None:
    target = "without_agreement: 0, with_agreement: 10, actual: 1, interim: {level: 3, actual: 3}"
    found = paid(records, f"targets: [{{id: t, title: T, {target}}}]")
    assert sums(found) == [("2005/06", 200), ("2006/07", -200), ("2007/08", 0)]


@pytest.mark.parametrize("interim", ["{level: 3}", "{actual: 3}", "{}"])
def test_the_years_are_not_known_while_the_interim_result_is_not(interim: str, records: ReadRecords) -> None:
    found = paid(records, f"targets: [{{id: t, title: T, {FULL}, interim: {interim}}}]")
    assert [payment.sum for payment in found.payments] == [Sum(None, 0, 1)] * 3


def test_a_payment_on_account_is_known_before_the_result_is(records: ReadRecords) -> None:
    target = "without_agreement: 0, with_agreement: 10, interim: {level: 3, actual: 3}"
    found = paid(records, f"targets: [{{id: t, title: T, {target}}}, {{id: u, title: U, {FULL}}}]")
    half_known = Sum(Decimal(250), 1, 2)
    assert [payment.sum for payment in found.payments] == [Sum(Decimal(100), 1, 1), half_known, half_known]


def test_instalments_can_have_other_years_and_shares(records: ReadRecords) -> None:
    keys = "instalments: [{year: 2008/09, share: 70}, {year: 2010/11, share: 30}]\n"
    found = paid(records, f"{keys}targets: [{{id: t, title: T, {FULL}}}]")
    assert sums(found) == [("2008/09", 700), ("2010/11", 300)]


@pytest.mark.parametrize(
    "keys",
    ["instalments: [{year: 2008/09, share: 70}, {year: 2010/11}]", "instalments: [{year: 2008/09, share: 70}]"],
)
def test_instalments_that_do_not_add_up_give_no_payments(keys: str, records: ReadRecords) -> None:
    assert scheduled(records, f"{keys}\ntargets: [{{id: t, title: T, {FULL}}}]") is None


def test_without_an_end_there_are_no_payments(records: ReadRecords) -> None:
    text = f"id: a\ntitle: A\npot: {{amount: 1000}}\ntargets: [{{id: t, title: T, {FULL}}}]\n"
    workspace = records({"data/agreements/a.yaml": text})
    assert schedule(workspace, reward(workspace, workspace.agreements["a"], DAY)) is None


# --- Recipients


def test_recipients_share_what_is_not_pooled(records: ReadRecords) -> None:
    keys = f"pooled: 50\ntargets: [{{id: t, title: T, recipients: [council, the police], {FULL}}}]"
    found = paid(records, keys)
    assert [(one.party, one.name, one.is_pool, one.total.amount) for one in found.receipts] == [
        ("council", "The Council", False, 250),
        ("police", "Northfell Police", False, 250),
        (None, "", True, 500),
    ]


def test_a_sub_target_pays_the_recipients_of_its_target_unless_it_has_its_own(records: ReadRecords) -> None:
    targets = f"""targets:
  - id: t
    title: T
    recipients: [council]
    sub_targets:
      - {{id: s, title: S, {FULL}}}
      - {{id: u, title: U, recipients: [police], {FULL}}}
"""
    assert [(one.party, one.total.amount) for one in paid(records, targets).receipts] == [
        ("council", 500),
        ("police", 500),
    ]


def test_a_target_without_recipients_is_not_given_to_anybody(records: ReadRecords) -> None:
    (receipt,) = paid(records, f"targets: [{{id: t, title: T, {FULL}}}]").receipts
    assert (receipt.party, receipt.name, receipt.is_pool, receipt.total.amount) == (None, "", False, 1000)


def test_a_recipient_knows_how_many_of_its_targets_are_not_known(records: ReadRecords) -> None:
    targets = (
        f"targets: [{{id: t, title: T, recipients: [council], {FULL}}}, {{id: u, title: U, recipients: [council]}}]"
    )
    (receipt,) = paid(records, targets).receipts
    assert receipt.total == Sum(Decimal(500), 1, 2)


def test_a_sum_is_provisional_if_a_figure_behind_it_is(records: ReadRecords) -> None:
    levels = "without_agreement: 0, with_agreement: 10"
    result = f"{levels}, actual: 10, provisional: true, interim: {{level: 3, actual: 3}}"
    found = paid(records, f"targets: [{{id: t, title: T, recipients: [council], {result}}}]")
    assert [payment.sum.is_provisional for payment in found.payments] == [False, True, True]
    assert found.receipts[0].total.is_provisional
    interim = f"{levels}, actual: 10, interim: {{level: 3, actual: 3, provisional: true}}"
    found = paid(records, f"targets: [{{id: t, title: T, recipients: [council], {interim}}}]")
    assert [payment.sum.is_provisional for payment in found.payments] == [True, True, True]


def test_a_provisional_figure_that_earns_nothing_yet_makes_a_sum_provisional_too(records: ReadRecords) -> None:
    poor = "without_agreement: 0, with_agreement: 10, actual: 1, provisional: true"
    found = paid(records, f"targets: [{{id: t, title: T, {FULL}}}, {{id: u, title: U, {poor}}}]")
    assert [payment.sum.is_provisional for payment in found.payments] == [True, True]


def test_a_sum_of_final_figures_beside_an_unknown_one_is_not_provisional(records: ReadRecords) -> None:
    found = paid(records, f"targets: [{{id: t, title: T, {FULL}}}, {{id: u, title: U}}]")
    assert [payment.sum.is_provisional for payment in found.payments] == [False, False]


MONEY = st.integers(0, 10**7).map(Decimal)
PERCENT = st.integers(0, 100).map(Decimal)


def target_that_earned(earned: Decimal, potential: Decimal, agreement: Agreement, *, reached: bool) -> TargetResult:
    target = Target(id="t", title="T", interim=Interim(level=Decimal(1)))
    placed = Placed(target, Place("data/agreements/a.yaml", ("targets", 0)), Address(Kind.TARGET, "agreements/a", "t"))
    figure = FoundFigure(Decimal(1 if reached else 0), is_provisional=False)
    return TargetResult(placed, agreement, None, potential, Decimal(1), earned=earned, interim_figure=figure)


@given(MONEY, MONEY, PERCENT, st.lists(st.integers(1, 9), min_size=1, max_size=5), st.booleans())
def test_payments_add_up_to_what_was_earned(
    earned: Decimal, potential: Decimal, on_account: Decimal, weights: Sequence[int], reached: bool
) -> None:
    years = [Instalment(year=Period.year(2006 + at), share=Decimal(weight)) for at, weight in enumerate(weights)]
    agreement = Agreement(id="a", title="A", instalments=tuple(years), on_account=on_account)
    leaf = target_that_earned(earned, potential, agreement, reached=reached)
    assert sum(amount or 0 for amount in payments_of(leaf, COUNCIL_CALENDAR)) == earned


def test_the_receipts_of_the_example_add_up_to_its_payments_to_the_pound() -> None:
    workspace = read_workspace(CALDERWICK.root).workspace
    assert workspace is not None
    agreement = workspace.agreements["improvement-agreement"]
    found = schedule(workspace, reward(workspace, agreement, CALDERWICK.day))
    assert found is not None
    assert sums(found) == [("2026/27", 266_580), ("2027/28", 598_916), ("2028/29", 399_278)]
    for at, payment in enumerate(found.payments):
        assert sum(one.sums[at].amount or 0 for one in found.receipts) == payment.sum.amount
    assert {one.party: one.total.amount for one in found.receipts} == {
        "council": 527_235,
        "police": 59_240,
        "cva": 45_912,
        None: 632_387,
    }
