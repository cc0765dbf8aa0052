from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from hsp_cli.analysis.reward import agreements_asked, reward
from hsp_cli.domain.request import RequestRefused
from hsp_cli.domain.reward import Gap, Standing
from tests.examples import CALDERWICK
from tests.workspaces import ReadRecords, read_workspace

DAY = date(2006, 5, 1)
BURGLARIES = """\
id: burglaries
title: Burglaries
unit: burglaries
better: lower
figures:
  2004/05: {actual: 320}
  2005/06: {actual: 310}
"""


def rewarded(records: ReadRecords, targets: str, keys: str = "", indicator: str = BURGLARIES, day: date = DAY) -> Any:
    """The reward of an agreement of £100,000 with these targets, each a line of YAML."""
    agreement = f"id: a\ntitle: A\npot: {{amount: 100000}}\nends: 2005/06\n{keys}targets:\n{targets}"
    workspace = records({"data/indicators/burglaries.yaml": indicator, "data/agreements/a.yaml": agreement})
    return reward(workspace, workspace.agreements["a"], day)


def one(records: ReadRecords, target: str, **others: Any) -> Any:
    """The result of a single target."""
    (found,) = rewarded(records, f"  - {{id: t, title: T, {target}}}\n", **others).targets
    return found


LEVELS = "without_agreement: 340, with_agreement: 300"
OF_INDICATOR = f"indicator: burglaries, measured: 2005/06, {LEVELS}"


# --- One target


def test_a_target_earns_the_part_of_the_improvement_that_its_indicator_shows(records: ReadRecords) -> None:
    found = one(records, OF_INDICATOR)
    assert (found.achieved, found.earned, found.standing) == (Decimal("0.75"), 75_000, Standing.SHORT)


@pytest.mark.parametrize(
    ("actual", "earned", "standing"),
    [
        (341, 0, Standing.BELOW_FLOOR),
        (317, 0, Standing.BELOW_FLOOR),
        (316, 60_000, Standing.SHORT),
        (301, 97_500, Standing.SHORT),
        (300, 100_000, Standing.FULL),
        (250, 100_000, Standing.FULL),
    ],
)
def test_it_earns_nothing_below_60_per_cent_and_no_more_than_all(
    actual: int, earned: int, standing: Standing, records: ReadRecords
) -> None:
    found = one(records, f"{LEVELS}, actual: {actual}")
    assert (found.earned, found.standing) == (earned, standing)
    assert found.achieved is not None
    assert 0 <= found.achieved <= 1


def test_floor_and_cap_can_be_agreed_otherwise(records: ReadRecords) -> None:
    assert one(records, f"{LEVELS}, actual: 335", keys="floor: 10\n").earned == 12_500
    capped = one(records, f"{LEVELS}, actual: 300", keys="cap: 80\n")
    assert (capped.earned, capped.standing, capped.reaches_cap_at) == (80_000, Standing.FULL, 308)


def test_what_a_target_earns_is_rounded_to_the_unit_of_the_agreement(records: ReadRecords) -> None:
    thirds = "without_agreement: 0, with_agreement: 3, actual: 2"
    assert one(records, thirds).earned == 66_667
    assert one(records, thirds, keys="rounded_to: 0.01\n").earned == Decimal("66666.67")


def test_rounding_never_earns_more_than_there_is(records: ReadRecords) -> None:
    text = f"id: a\ntitle: A\ntargets:\n  - {{id: t, title: T, {LEVELS}, actual: 300, amount: 99.50}}\n"
    workspace = records({"data/agreements/a.yaml": text})
    found: Any = reward(workspace, workspace.agreements["a"], DAY)
    assert (found.earned, found.at_risk) == (Decimal("99.50"), 0)


def test_it_says_what_figure_reaches_the_floor_and_what_one_more_unit_is_worth(records: ReadRecords) -> None:
    found = one(records, OF_INDICATOR)
    assert (found.reaches_floor_at, found.worth_at_floor, found.reaches_cap_at) == (316, 60_000, 300)
    assert found.worth_of_one == 2_500


def test_a_small_unit_is_worth_pence_and_not_nothing(records: ReadRecords) -> None:
    assert one(records, "without_agreement: 0, with_agreement: 400000, actual: 1").worth_of_one == Decimal("0.25")
    in_thousands = one(records, f"{LEVELS}, actual: 310", keys="rounded_to: 1000\n")
    assert in_thousands.worth_of_one == 2_500


def test_the_figure_at_the_floor_is_what_earns_it(records: ReadRecords) -> None:
    at_floor = one(records, f"{LEVELS}, actual: 316")
    next_one = one(records, f"{LEVELS}, actual: 315")
    assert at_floor.earned == at_floor.worth_at_floor
    assert next_one.earned == 62_500


@pytest.mark.parametrize(
    ("target", "gap"),
    [
        ("with_agreement: 300, actual: 310", Gap.LEVELS),
        ("without_agreement: 340, actual: 310", Gap.LEVELS),
        ("without_agreement: 300, with_agreement: 300, actual: 310", Gap.NOT_BETTER),
        ("indicator: burglaries, measured: 2005/06, without_agreement: 300, with_agreement: 340", Gap.NOT_BETTER),
        (f"{LEVELS}, better: higher, actual: 310", Gap.NOT_BETTER),
        (f"{LEVELS}, better: within, actual: 310", Gap.NOT_BETTER),
        (f"{LEVELS}, indicator: burglaries", Gap.PERIOD),
        (f"{LEVELS}, indicator: burglaries, measured: Q4-2005", Gap.FIGURE),
        (f"{LEVELS}, measured: 2005/06", Gap.FIGURE),
        (f"{LEVELS}, indicator: burglaries, measured: 2006/07", Gap.NOT_OVER),
        (f"{LEVELS}, indicator: burglaries, measured: 2006-05-01", Gap.NOT_OVER),
        (f"{LEVELS}, indicator: burglaries, measured: 2006-04-30", Gap.FIGURE),
    ],
)
def test_a_target_that_cannot_be_judged_has_earned_neither_nothing_nor_all(
    target: str, gap: Gap, records: ReadRecords
) -> None:
    found = one(records, target)
    assert (found.achieved, found.earned, found.standing, found.gap) == (None, None, Standing.NOT_KNOWN, gap)


@pytest.mark.parametrize("figure", ["status: awaited", "text: about 300", "{}"])
def test_a_figure_without_a_number_is_not_known(figure: str, records: ReadRecords) -> None:
    indicator = BURGLARIES.replace("{actual: 310}", figure if figure == "{}" else f"{{{figure}}}")
    assert one(records, OF_INDICATOR, indicator=indicator).gap is Gap.FIGURE


def test_a_part_of_the_period_is_not_taken_for_the_whole(records: ReadRecords) -> None:
    indicator = BURGLARIES.replace("2005/06", "Q4-2005")
    assert one(records, OF_INDICATOR, indicator=indicator).figure is None


def test_a_quarter_that_is_worked_out_from_its_months_counts(records: ReadRecords) -> None:
    months = (
        "accumulation: average\nfigures: {2006-01: {actual: 300}, 2006-02: {actual: 310}, 2006-03: {actual: 320}}\n"
    )
    indicator = BURGLARIES.partition("figures")[0] + months
    target = f"indicator: burglaries, measured: Q4-2005, {LEVELS}"
    assert one(records, target, indicator=indicator).earned == 75_000
    half = indicator.replace(", 2006-03: {actual: 320}", "")
    assert one(records, target, indicator=half).earned is None


def test_a_result_is_provisional_while_its_figure_is(records: ReadRecords) -> None:
    indicator = BURGLARIES.replace("{actual: 310}", "{actual: 310, status: provisional}")
    assert one(records, OF_INDICATOR, indicator=indicator).is_provisional
    assert one(records, f"{LEVELS}, actual: 310, provisional: true").is_provisional
    assert not one(records, OF_INDICATOR).is_provisional


def test_a_change_in_counting_since_the_baseline_is_named(records: ReadRecords) -> None:
    indicator = f"{BURGLARIES}breaks: [{{since: 2005-04, reason: Sheds count too}}]\n"
    assert one(records, OF_INDICATOR, indicator=indicator).broken_by is None
    begun = one(records, OF_INDICATOR, indicator=indicator, keys="starts: 2003-04\n").broken_by
    since_baseline = one(
        records, f"{OF_INDICATOR}, baseline: {{value: 350, at: 2004/05}}", indicator=indicator
    ).broken_by
    after = one(records, f"{OF_INDICATOR}, baseline: {{value: 350, at: 2005/06}}", indicator=indicator).broken_by
    assert begun is not None
    assert begun == since_baseline
    assert after is None


@pytest.mark.parametrize(
    ("interim", "reached"),
    [
        ("", None),
        ("level: 320, measured: 2004/05", True),
        ("level: 319, measured: 2004/05", False),
        ("level: 320", None),
        ("measured: 2004/05", None),
        ("level: 320, measured: 2003/04", None),
    ],
)
def test_an_interim_level_is_compared_with_its_own_figure(
    interim: str, reached: bool | None, records: ReadRecords
) -> None:
    found = one(records, f"{OF_INDICATOR}, interim: {{{interim}}}" if interim else OF_INDICATOR)
    assert found.is_interim_reached is reached


# --- The whole


TWO = f"""\
  - {{id: known, title: Known, {LEVELS}, actual: 300, share: 40}}
  - {{id: unknown, title: Unknown, {LEVELS}, share: 60}}
"""


def test_the_whole_is_what_is_known_and_the_rest_is_at_risk(records: ReadRecords) -> None:
    found = rewarded(records, TWO)
    assert (found.earned, found.at_risk, found.pot, found.potential) == (40_000, 60_000, 100_000, 100_000)
    assert (len(found.known), len(found.leaves)) == (1, 2)


def test_without_any_figure_nothing_is_known_and_all_is_at_risk(records: ReadRecords) -> None:
    found = rewarded(records, f"  - {{id: t, title: T, {LEVELS}}}\n")
    assert (found.earned, found.at_risk) == (None, 100_000)


def test_without_a_pot_the_parts_achieved_are_known_and_the_amounts_are_not(records: ReadRecords) -> None:
    text = f"id: a\ntitle: A\ntargets:\n{TWO}"
    workspace = records({"data/agreements/a.yaml": text})
    found: Any = reward(workspace, workspace.agreements["a"], DAY)
    assert (found.pot, found.potential, found.earned, found.at_risk) == (None, None, None, None)
    assert found.targets[0].achieved == 1


def test_amounts_of_targets_count_without_a_pot(records: ReadRecords) -> None:
    text = f"id: a\ntitle: A\ntargets:\n{TWO}".replace("share: 40", "amount: 700").replace("share: 60", "amount: 300")
    workspace = records({"data/agreements/a.yaml": text})
    found: Any = reward(workspace, workspace.agreements["a"], DAY)
    assert (found.pot, found.potential, found.earned, found.at_risk) == (None, 1000, 700, 300)


def test_an_agreement_without_targets_has_earned_nothing_that_is_known(records: ReadRecords) -> None:
    workspace = records({"data/agreements/a.yaml": "id: a\ntitle: A\npot: {amount: 100}\n"})
    found: Any = reward(workspace, workspace.agreements["a"], DAY)
    assert (found.earned, found.at_risk, found.leaves) == (None, 100, ())


def test_parts_that_do_not_add_up_give_no_amounts(records: ReadRecords) -> None:
    found = rewarded(records, TWO.replace("share: 60", "share: 50"))
    assert (found.earned, found.at_risk, found.is_divided) == (None, 100_000, False)


def test_amounts_of_sub_targets_do_not_count_if_the_pot_cannot_be_divided(records: ReadRecords) -> None:
    sub_targets = f"sub_targets: [{{id: s, title: S, {LEVELS}, actual: 300, amount: 500000}}]"
    targets = f"  - {{id: t, title: T, {sub_targets}}}\n  - {{id: u, title: U, share: 50}}\n"
    found = rewarded(records, targets)
    assert (found.earned, found.at_risk, found.potential) == (None, 100_000, 100_000)


SUB_TARGETS = f"""\
  - id: crime
    title: Less crime
    sub_targets:
      - {{id: homes, title: In homes, {LEVELS}, actual: 300}}
      - {{id: shops, title: In shops, {LEVELS}, actual: 340}}
      - {{id: cars, title: Of cars, {LEVELS}, actual: 308}}
"""


def test_sub_targets_share_the_part_of_their_target_and_earn_apart(records: ReadRecords) -> None:
    found = rewarded(records, SUB_TARGETS)
    (crime,) = found.targets
    assert [part.potential for part in crime.parts] == [33_334, 33_333, 33_333]
    assert [part.earned for part in crime.parts] == [33_334, 0, 26_666]
    assert (crime.earned, found.earned, found.at_risk) == (60_000, 60_000, 40_000)
    assert [str(leaf.placed.address) for leaf in found.below_floor] == ["a/shops"]


def test_a_target_is_known_when_all_its_sub_targets_are(records: ReadRecords) -> None:
    found = rewarded(records, SUB_TARGETS.replace(", actual: 340", ""))
    assert (found.targets[0].earned, found.earned) == (None, 60_000)


def test_every_target_has_exactly_one_standing(records: ReadRecords) -> None:
    found = rewarded(records, SUB_TARGETS + f"  - {{id: t, title: T, {LEVELS}}}\n")
    standings = (found.full, found.short, found.below_floor, found.not_known)
    assert [len(standing) for standing in standings] == [1, 1, 1, 1]


def test_the_agreement_of_the_example_comes_out_to_the_pound() -> None:
    workspace = read_workspace(CALDERWICK.root).workspace
    assert workspace is not None
    found: Any = reward(workspace, workspace.agreements["improvement-agreement"], CALDERWICK.day)
    assert {leaf.placed.address.id: (leaf.potential, leaf.earned) for leaf in found.leaves} == {
        "relets": (740_500, 0),
        "repairs": (740_500, 666_450),
        "litter": (296_200, 0),
        "bins": (296_200, 296_200),
        "burglary": (592_400, None),
        "volunteers": (296_200, 183_644),
    }
    assert (found.pot, found.earned, found.at_risk) == (2_962_000, 1_146_294, 1_815_706)
    assert [leaf.placed.address.id for leaf in found.provisional] == ["litter", "volunteers"]


# --- Asking


def test_an_agreement_is_asked_for_by_its_id(records: ReadRecords) -> None:
    workspace = records({f"data/agreements/{name}.yaml": f"id: {name}\ntitle: A\n" for name in "ab"})
    assert [one.record.id for one in agreements_asked(workspace, None)] == ["a", "b"]
    assert [one.record.id for one in agreements_asked(workspace, "b")] == ["b"]
    with pytest.raises(RequestRefused, match="no agreement has the id 'c'"):
        agreements_asked(workspace, "c")
