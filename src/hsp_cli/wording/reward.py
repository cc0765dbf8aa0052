"""The reward of an agreement as text: what was earned, what is at risk, and what a better figure is worth."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction

from hsp_cli.domain.agreement import Agreement
from hsp_cli.domain.apportionment import known_sum
from hsp_cli.domain.partnership import Partnership, normalised_name
from hsp_cli.domain.reward import Gap, Reward, Standing, TargetResult
from hsp_cli.domain.reward_payments import Receipt, Schedule, Sum
from hsp_cli.wording.indicators import GAP
from hsp_cli.wording.numbers import format_number, with_full_unit, with_unit

NOT_KNOWN = "not known"

SUMMARY_HEADS = ("Agreement", "Pot", "Earned", "At risk", "Results known")

TARGET_HEADS = ("Target", "Without", "With", "Actual", "Achieved", "Earned")


def span_text(agreement: Agreement) -> str:
    """The period of an agreement, as far as it is recorded: `2023/24 to 2025/26`. Empty if it is not."""
    starts, ends = agreement.starts, agreement.ends
    if starts and ends:
        return starts.label if starts == ends else f"{starts.label} to {ends.label}"
    return f"from {starts.label}" if starts else f"to {ends.label}" if ends else ""


def pot_text(found: Reward) -> str:
    """The pot, how it was worked out, and whether it can be divided."""
    undivided = "; the parts of some targets do not add up, so their amounts are not known"
    return _pot_alone(found) + (undivided if found.pot is not None and not found.is_divided else "")


def _pot_alone(found: Reward) -> str:
    pot, unit = found.agreement.pot, found.agreement.unit
    if pot is None or found.pot is None:
        if found.potential is not None:
            return f"Pot: not recorded; the targets that are recorded have {with_unit(found.potential, unit)}"
        return "Pot: not recorded, so the amounts are not known"
    if pot.amount is not None or pot.net_budget is None:
        return f"Pot: {with_unit(found.pot, unit)}"
    year = f" for {pot.budget_year.label}" if pot.budget_year else ""
    to_nearest = f", to the nearest {with_unit(pot.rounded_to, unit)}" if pot.rounded_to != 1 else ""
    budget = with_unit(pot.net_budget, unit)
    worked_out = f"{format_number(pot.share)}% of the net budget of {budget}{year}{to_nearest}"
    return f"Pot: {with_unit(found.pot, unit)}, which is {worked_out}"


def earned_text(found: Reward) -> str:
    """What was earned, on how many figures, and how much of it is provisional."""
    if not found.leaves:
        return "Earned: not known, because the targets are not recorded"
    known = f"{len(found.known)} of {targets_text(found)}"
    if found.earned is None:
        return f"Earned: not known; {known} can be compared with a figure"
    provisional = known_sum(leaf.earned for leaf in found.provisional)
    on_provisional = "" if provisional is None else f", {_money(provisional, found)} of it on provisional figures"
    return f"Earned: {_money(found.earned, found)} on the figures for {known}{on_provisional}"


def summary_cells(found: Reward) -> tuple[str, ...]:
    """An agreement under `SUMMARY_HEADS`, without its title."""
    amounts = (found.pot, found.earned, found.at_risk)
    provisional = ", provisional" if found.provisional else ""
    known = f"{len(found.known)} of {targets_text(found)}{provisional}" if found.leaves else "targets not recorded"
    return *(NOT_KNOWN if amount is None else _money(amount, found) for amount in amounts), known


def targets_text(found: Reward) -> str:
    """The number of targets that have figures of their own: `6 targets`."""
    noun = "target" if len(found.leaves) == 1 else "targets"
    if any(target.parts for target in found.targets):
        noun = "targets and sub-targets" if any(not target.parts for target in found.targets) else "sub-targets"
    return f"{len(found.leaves)} {noun}"


def at_risk_text(found: Reward) -> str:
    """What no recorded figure has earned, and why."""
    if found.at_risk is None or found.potential is None:
        return f"At risk: {NOT_KNOWN}"
    amount = f"At risk: {_money(found.at_risk, found)} of {_money(found.potential, found)}"
    return ": ".join(filter(None, (amount, "; ".join(_risks(found)))))


def _risks(found: Reward) -> Iterator[str]:
    kinds = (
        ([leaf for leaf in found.known if not leaf.is_provisional], "on final figures that fall short"),
        ([leaf for leaf in found.known if leaf.is_provisional], "on provisional figures that fall short"),
        (found.not_known, "for targets whose result is not known"),
    )
    for leaves, words in kinds:
        lost = known_sum(_left_of(leaf) for leaf in leaves)
        if lost:
            yield f"{_money(lost, found)} {words}"


def _left_of(leaf: TargetResult) -> Decimal | None:
    """The part of the grant that a target has not earned."""
    return None if leaf.potential is None else leaf.potential - (leaf.earned or Decimal(0))


def _money(amount: Decimal, found: Reward) -> str:
    return with_unit(amount, found.agreement.unit)


def percent_text(part: Fraction) -> str:
    """A part as a percentage, rounded down to a tenth: 59.96% has not reached 60%."""
    return f"{format_number(Decimal(part.numerator * 1000 // part.denominator) / 10)}%"


def level_text(number: Decimal | None, result: TargetResult) -> str:
    """A level of performance, with the unit if it is a sign."""
    return GAP if number is None else with_unit(number, result.unit)


def figure_text(result: TargetResult) -> str:
    """The figure that counts."""
    if result.figure is None:
        return GAP if result.parts else NOT_KNOWN
    return level_text(result.figure.actual, result) + (" (provisional)" if result.figure.is_provisional else "")


def achieved_text(result: TargetResult) -> str:
    """The part of the improvement that was achieved, and whether it is below the floor."""
    if result.achieved is None:
        return GAP if result.parts else NOT_KNOWN
    is_below = result.standing is Standing.BELOW_FLOOR
    below = f", below {format_number(result.agreement.floor)}%" if is_below else ""
    return percent_text(result.achieved) + below


def target_cells(result: TargetResult) -> tuple[str, ...]:
    """A target under `TARGET_HEADS`, without its title."""
    target = result.placed.record
    return (
        level_text(target.without_agreement, result),
        level_text(target.with_agreement, result),
        figure_text(result),
        achieved_text(result),
        earned_of_text(result),
    )


def earned_of_text(result: TargetResult) -> str:
    """What a target earned, of the most that it can earn."""
    if result.potential is None:
        return NOT_KNOWN
    earned = NOT_KNOWN if result.earned is None else with_unit(result.earned, result.agreement.unit)
    return f"{earned} of {with_unit(result.potential, result.agreement.unit)}"


def next_text(result: TargetResult) -> str:
    """Why the result is not known, if it is not; what a better figure would earn; and the interim level."""
    texts = (_gap_text(result), _break_text(result), _worth_text(result), _interim_text(result))
    return " ".join(filter(None, texts))


def _gap_text(result: TargetResult) -> str:
    measured = result.placed.record.measured
    when = measured.label if measured else ""
    texts = {
        Gap.LEVELS: "The performance expected without the agreement, or agreed with it, is not recorded.",
        Gap.NOT_BETTER: "The agreed level is not better than the one expected without it, or neither way is better.",
        Gap.PERIOD: "The period that is measured is not recorded, and neither is a figure.",
        Gap.NOT_OVER: f"It is measured for {when}, which is not over.",
        Gap.FIGURE: f"The figure for {when} is missing.",
    }
    return texts[result.gap] if result.gap else ""


def _break_text(result: TargetResult) -> str:
    found = result.broken_by
    since = f"The figures are counted differently since {found.since.label}: " if found else ""
    return f"{since}{found.reason.strip().rstrip('.')}. The levels may not be comparable." if found else ""


def _worth_text(result: TargetResult) -> str:
    floor, cap, agreement = result.reaches_floor_at, result.reaches_cap_at, result.agreement
    if floor is None or cap is None:
        return ""
    if result.standing is Standing.FULL:
        return "A better figure would earn no more."
    least, most = with_full_unit(floor, result.unit), with_full_unit(cap, result.unit)
    percent = f"{format_number(agreement.floor)}% of the improvement"
    if result.worth_at_floor is None or result.worth_of_one is None:
        return f"It would earn something from {least} ({percent}), and most at {most}."
    money, way = with_unit(result.worth_of_one, agreement.unit), "up" if cap > floor else "down"
    each = f"about {money} for each further {_one(result.unit)}, {way} to {most}"
    if result.standing is Standing.SHORT:
        return f"A better figure would earn {each}."
    return f"At {least} ({percent}) it would earn {with_unit(result.worth_at_floor, agreement.unit)}, and {each}."


def _interim_text(result: TargetResult) -> str:
    interim = result.placed.record.interim
    if interim is None or interim.level is None:
        return "The interim level is not recorded." if interim else ""
    when = f" for {interim.measured.label}" if interim.measured else ""
    reached = {True: "was reached", False: "was not reached", None: "cannot be compared with a figure"}
    return (
        f"The interim level of {with_full_unit(interim.level, result.unit)}{when} {reached[result.is_interim_reached]}."
    )


def _one(unit: str) -> str:
    """One more of a unit. The noun of the record is kept, because its singular is not known."""
    if unit.startswith("%"):
        return "percentage point"
    return "£1" if unit == "£" else f"unit ({unit})" if unit else "unit"


def sum_text(amount: Sum, agreement: Agreement) -> str:
    """A sum, and how many of its targets are not in it or only in part: `£1,200 (1 of 4 not known)`."""
    if not amount.targets:
        return GAP
    if amount.amount is None:
        return NOT_KNOWN
    missing = amount.targets - amount.known
    remarks = (
        "provisional" if amount.is_provisional else "",
        f"{missing} of {amount.targets} not known" if missing else "",
    )
    said = "; ".join(filter(None, remarks))
    return with_unit(amount.amount, agreement.unit) + (f" ({said})" if said else "")


def payment_rows(found: Schedule, agreement: Agreement) -> Iterable[tuple[str, str, str]]:
    """Each payment: its year, what it is, and its sum."""
    instalments = sum(not payment.is_on_account for payment in found.payments)
    number = 0
    for payment in found.payments:
        number += not payment.is_on_account
        name = "on account" if payment.is_on_account else f"instalment {number} of {instalments}"
        yield payment.year.label, name, sum_text(payment.sum, agreement)


def receipt_heads(found: Schedule) -> tuple[str, ...]:
    return "Recipient", *(payment.year.label for payment in found.payments), "Total"


def receipt_row(receipt: Receipt, agreement: Agreement) -> tuple[str, ...]:
    sums = (sum_text(one, agreement) for one in (*receipt.sums, receipt.total))
    return receipt_name(receipt), *sums


def receipt_name(receipt: Receipt) -> str:
    return "Pooled by the partnership" if receipt.is_pool else receipt.name or "Recipient not recorded"


NO_SCHEDULE = (
    "When it is paid is not known: the end of the agreement is not recorded, or the instalments do not add up."
)
"""Said in place of the payments."""

PAYMENT_HEADS = ("Year", "Payment", "Amount")


def terms_text(agreement: Agreement) -> str:
    """The terms by which a target earns its part of the grant."""
    floor, cap = format_number(agreement.floor), format_number(agreement.cap)
    pooled = f" {format_number(agreement.pooled)}% of each payment is pooled." if agreement.pooled else ""
    return (
        "A target earns the same part of its grant as the part of the improvement that was achieved, "
        f"at most {cap}%. Below {floor}% it earns nothing.{pooled}"
    )


def parties_text(agreement: Agreement, settings: Partnership) -> str:
    """The parties by their full names."""
    names = settings.party_names()
    found = [(name, names.get(normalised_name(name), ())) for name in agreement.parties]
    return ", ".join(parties[0].name if len(parties) == 1 else name for name, parties in found)


def measured_text(result: TargetResult) -> str:
    """What measures a target, for which period, and the baseline."""
    target = result.placed.record
    by = result.indicator.name if result.indicator else target.measure or ""
    measured = ", ".join(filter(None, (by, target.measured.label if target.measured else "")))
    return "; ".join(filter(None, (measured, _baseline_text(result))))


def _baseline_text(result: TargetResult) -> str:
    baseline = result.placed.record.baseline
    if baseline is None:
        return ""
    when = f" in {baseline.at.label}" if baseline.at else ""
    return f"baseline {with_full_unit(baseline.value, result.unit)}{when}"
