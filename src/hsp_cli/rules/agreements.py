"""Rules for agreements: their levels, the division of the grant, and the years of payment."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from hsp_cli.domain.address import Placed
from hsp_cli.domain.agreement import Agreement, Target, adds_up, parts_of
from hsp_cli.domain.apportionment import known_sum, whole_sum
from hsp_cli.domain.file_index import Fact, WorkspaceIndex, place
from hsp_cli.domain.finding import Severity
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.partnership import Partnership
from hsp_cli.domain.rag import Better
from hsp_cli.domain.walk import Walk
from hsp_cli.domain.workspace import Workspace
from hsp_cli.rules.support.registry import Problem, collector, index_rule, rule
from hsp_cli.wording.numbers import format_number, with_unit


@rule("pot-without-budget", hint="give `net_budget` for a share, or `amount`")
def pot_without_budget(workspace: Workspace) -> Iterator[Problem]:
    """The pot of an agreement is a share of a budget that is not recorded.

    A share alone is no sum of money, so hsp can say what part of each target was achieved, but not what it earned.

    Example:

        pot: {share: 2.5}

    Way out: give the budget under `net_budget`, or the sum itself under `amount`. If neither is known, leave `pot` out
    and ask for it under `open_questions`.
    """
    for agreement in workspace.agreements.values():
        pot = agreement.record.pot
        if pot and pot.total is None:
            words = f"the pot of {agreement.address} is {format_number(pot.share)}% of a budget that is not recorded"
            yield Problem(agreement.place.at("pot"), words, on_key=True)


@rule("pot-contradicts-budget", hint="correct the amount, the budget or the share, or set `rounded_to`")
def pot_contradicts_budget(workspace: Workspace) -> Iterator[Problem]:
    """The amount of a pot is not the share of the budget beside it.

    hsp counts with the amount. If that is misread, every sum of the agreement is wrong.

    Example:

        pot: {amount: 3325000, net_budget: 132993000, share: 2.5}     # 3,324,825 in whole pounds

    Way out: correct the number that is wrong. If the document rounds, give the unit, such as `rounded_to: 1000`.
    """
    for agreement in workspace.agreements.values():
        pot = agreement.record.pot
        if pot and pot.amount is not None and pot.of_budget not in (None, pot.amount):
            share = with_unit(pot.of_budget or Decimal(0), agreement.record.unit)
            words = f"the pot of {agreement.address} is not {format_number(pot.share)}% of its budget, which is {share}"
            yield Problem(agreement.place.at("pot", "amount"), words)


@rule("floor-above-cap", hint="lower `floor` or raise `cap`; both are percentages of the improvement")
def floor_above_cap(workspace: Workspace) -> Iterator[Problem]:
    """The floor of an agreement is above its cap.

    Below the floor a target earns nothing, and above the cap no more. If the floor is higher, no figure earns the right
    sum. The two numbers were probably swapped.

    Example:

        floor: 100
        cap: 60

    Way out: correct the numbers. The terms of 2002 had a floor of 60 and a cap of 100, which hsp takes if you leave
    them out.
    """
    for agreement in workspace.agreements.values():
        floor, cap = agreement.record.floor, agreement.record.cap
        if floor > cap:
            key = "floor" if "floor" in agreement.record.model_fields_set else "cap"
            words = (
                f"the floor of {agreement.address} is {format_number(floor)}%, above its cap of {format_number(cap)}%"
            )
            yield Problem(agreement.place.at(key), words)


@rule("agreement-ends-before-start", hint="correct `starts` or `ends`")
def agreement_ends_before_start(workspace: Workspace) -> Iterator[Problem]:
    """An agreement ends before it starts.

    The years of payment follow from the end. If it is wrong, the whole grant appears in the wrong years.

    Example:

        starts: 2006-04
        ends: 2005-03

    Way out: correct the date that is wrong.
    """
    for agreement in workspace.agreements.values():
        starts, ends = agreement.record.starts, agreement.record.ends
        if starts and ends and ends.last_day < starts.first_day:
            words = f"{agreement.address} ends in {ends.label}, before it starts in {starts.label}"
            yield Problem(agreement.place.at("ends"), words)


@rule("instalment-before-end", hint="correct the year, or the end of the agreement under `ends`")
def instalment_before_end(workspace: Workspace) -> Iterator[Problem]:
    """An instalment falls in a year that is over when the agreement ends.

    The grant depends on figures at the end of the agreement, so an instalment cannot come earlier. Only a payment on
    account can, and it has a key of its own.

    Example:

        ends: 2005/06
        instalments: [{year: 2005/06}, {year: 2006/07}]

    Way out: correct the year. For a payment on account, use `interim` and `on_account_year`.
    """
    for agreement in workspace.agreements.values():
        ends = agreement.record.ends
        for index, instalment in enumerate(agreement.record.instalments):
            if ends and instalment.year.last_day <= ends.last_day:
                words = (
                    f"an instalment of {agreement.address} is in {instalment.year.label}, but it ends in {ends.label}"
                )
                yield Problem(agreement.place.at("instalments", index, "year"), words)


@rule("shares-do-not-sum", hint="give every share, 100% in all, or none; or give every amount")
def shares_do_not_sum(workspace: Workspace) -> Iterator[Problem]:
    """The parts of a grant do not come to the whole, or only some of them are given.

    hsp divides the pot among the targets, a target's part among its sub-targets, and what was earned among the
    instalments. If the parts do not add up, some of the money belongs to nobody, so hsp gives no amounts.

    Example:

        targets:
          - {id: burglary, title: Fewer burglaries, share: 60}
          - {id: recycling, title: More recycling, share: 30}

    Way out: correct the shares, or leave all of them out if the parts are equal. Shares may be 0.05 out each, because
    documents round them. If the document gives sums of money, write them as `amount`, for every target.
    """
    for agreement in workspace.agreements.values():
        shares = [one.share for one in agreement.record.instalments]
        if not adds_up(shares):
            words = f"the shares of the instalments of {agreement.address} {_come_to(shares)}"
            yield Problem(agreement.place.at("instalments"), words, on_key=True)
    for holder, targets, whole in _divisions(workspace):
        amounts = [target.amount for target in targets]
        key = "targets" if holder.address.kind is Kind.AGREEMENT else "sub_targets"
        parts = f"the {key.replace('_', '-')} of {holder.address}"
        total = whole_sum(amounts)
        if total is not None:
            if whole is not None and total < whole:
                words = f"{parts} have {format_number(total)} of the {format_number(whole)} to be divided"
                yield Problem(holder.place.at(key), words, on_key=True)
        elif known_sum(amounts) is not None:
            yield Problem(holder.place.at(key), f"only some of {parts} have an amount", on_key=True)
        elif not adds_up(shares := [target.share for target in targets]):
            yield Problem(holder.place.at(key), f"the shares of {parts} {_come_to(shares)}", on_key=True)


def _come_to(shares: Sequence[Decimal | None]) -> str:
    total = f"come to {format_number(known_sum(shares) or Decimal(0))}%"
    missing = sum(share is None for share in shares)
    return f"{total}, without {missing} of {len(shares)}" if missing else total


@rule("parts-exceed-pot", hint="correct the amounts of the targets, or the pot")
def parts_exceed_pot(workspace: Workspace) -> Iterator[Problem]:
    """The amounts of the targets are more than the pot, or those of sub-targets more than their target's part.

    An agreement cannot pay more than its pot. hsp gives no amounts until the records agree.

    Example:

        pot: {amount: 100000}
        targets:
          - {id: burglary, title: Fewer burglaries, amount: 60000}
          - {id: recycling, title: More recycling, amount: 50000}

    Way out: correct the amounts or the pot.
    """
    for holder, targets, whole in _divisions(workspace):
        total = known_sum(target.amount for target in targets)
        if total is not None and whole is not None and total > whole:
            key = "targets" if holder.address.kind is Kind.AGREEMENT else "sub_targets"
            words = f"the {key.replace('_', '-')} of {holder.address} have {format_number(total)}, more than the"
            yield Problem(holder.place.at(key), f"{words} {format_number(whole)} to be divided", on_key=True)


Division = tuple[Placed[Agreement] | Placed[Target], tuple[Target, ...], Decimal | None]
"""A record whose grant is divided, the targets that share it, and the amount if it is known."""


def _divisions(workspace: Workspace) -> Iterator[Division]:
    placed = {id(one.record): one for one in workspace.targets}

    def below(targets: tuple[Target, ...], whole: Decimal | None, unit: Decimal) -> Iterator[Division]:
        for target, part in zip(targets, parts_of(whole, targets, unit), strict=True):
            if target.sub_targets:
                yield placed[id(target)], target.sub_targets, part
                yield from below(target.sub_targets, part, unit)

    for agreement in workspace.agreements.values():
        record = agreement.record
        if record.targets:
            pot = record.pot.total if record.pot else None
            yield agreement, record.targets, pot
            yield from below(record.targets, pot, record.rounded_to)


_MEASURED = ("indicator", "measured", "actual", "without_agreement", "with_agreement", "interim")


@rule(
    "level-beside-sub-targets",
    severity=Severity.WARNING,
    hint="move it to the sub-targets, or write it in `note` if the document gives it for the whole",
)
def level_beside_sub_targets(workspace: Workspace) -> Iterator[Problem]:
    """A target has sub-targets, and levels or a figure of its own.

    A target with sub-targets is measured only by them. hsp uses neither its own levels nor its own figure. If somebody
    corrects one of these, nothing changes.

    Example:

        - id: crime
          title: Less crime
          without_agreement: 900
          sub_targets:
            - {id: homes, title: In homes, without_agreement: 340, with_agreement: 300}

    Way out: move the key to the sub-targets, or write it in the `note` of the target.
    """
    for target in workspace.targets:
        record = target.record
        for key in _MEASURED if record.sub_targets else ():
            if getattr(record, key) is not None:
                words = f"{target.address} is measured by its sub-targets, so its own `{key}` has no effect"
                yield Problem(target.place.at(key), words, on_key=True)


@rule("interim-without-level", hint="give the `level` that was agreed, or remove `interim`")
def interim_without_level(workspace: Workspace) -> Iterator[Problem]:
    """A target has an interim level without the level.

    Part of the grant is paid on account if the level is reached. Without it, nobody can say whether it was.

    Example:

        interim: {measured: Q4-2004}

    Way out: give the figure under `level`. If no interim level was agreed, remove `interim`.
    """
    for target in workspace.targets:
        if target.record.interim and target.record.interim.level is None:
            yield Problem(target.place.at("interim"), f"the interim level of {target.address} is missing", on_key=True)


@index_rule("stretch-not-better", hint="correct the levels, or which way is `better`")
def stretch_not_better(index: WorkspaceIndex) -> Iterator[Problem]:
    """The performance agreed for a target is no better than the performance expected without the agreement.

    The grant is paid for the improvement between the two. If there is none, no figure earns anything, and hsp says that
    the result is not known. The two numbers were probably swapped, or a lower figure is better. An indicator that is
    best within a band has no such improvement.

    Example:

        indicator: burglaries            # lower is better
        without_agreement: 300
        with_agreement: 340

    Way out: correct the two levels, or `better` in the target or its indicator: `higher` or `lower`.
    """
    ways = {file.id: fact.values[0] for file, fact in index.facts("better-ways")}
    for file, fact in index.facts("stretches"):
        address, without, agreed, indicator, own = fact.values
        better = own or ways.get(indicator)
        difference = Decimal(agreed) - Decimal(without)
        if better in (Better.WITHIN, Better.NEUTRAL):
            words = f"{address} is about a figure for which neither higher nor lower is better"
            yield Problem(place(file, fact), words)
        elif not difference or (better and (difference > 0) is (better == Better.LOWER)):
            words = f"{address} agrees {agreed}, which is no better than the {without} expected without the agreement"
            yield Problem(place(file, fact), words)


@collector("stretches")
def _stretches(found: Walk, settings: Partnership) -> Iterator[Fact]:
    """The two levels of each target, its indicator and which way it says is better."""
    for placed in found.records:
        target = placed.record
        if isinstance(target, Target) and target.without_agreement is not None and target.with_agreement is not None:
            levels = str(target.without_agreement), str(target.with_agreement)
            better = target.better.value if target.better else None
            keys = placed.place.at("with_agreement").keys
            yield Fact(keys, (str(placed.address), *levels, target.indicator, better))


@collector("better-ways")
def _better_ways(found: Walk, settings: Partnership) -> Iterator[Fact]:
    """Which way is better for an indicator."""
    if found.file.address.kind is Kind.INDICATOR:
        yield Fact(("better",), (found.file.record.better.value,))


@rule("figure-beside-indicator", hint="move the figure to the indicator, or remove `indicator`")
def figure_beside_indicator(workspace: Workspace) -> Iterator[Problem]:
    """A target names an indicator and has a figure of its own.

    The figure of an indicator is recorded once, with the indicator. If the two differ, the exception report and the
    reward are about different figures.

    Example:

        indicator: burglaries
        measured: 2005/06
        actual: 288

    Way out: write the figure under `figures` of the indicator, for the period in `measured`. If the target counts
    something else, remove `indicator` and describe it under `measure`.
    """
    for target in workspace.targets:
        own, interim = target.record, target.record.interim
        for keys, actual in ((("actual",), own.actual), (("interim", "actual"), interim.actual if interim else None)):
            if own.indicator and actual is not None:
                words = f"{target.address} has the figure {format_number(actual)} beside its indicator {own.indicator}"
                yield Problem(target.place.at(*keys), words)
