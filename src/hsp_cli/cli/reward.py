"""`hsp reward`: what the targets of an agreement have earned, what is at risk, and when it is paid."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from hsp_cli.cli.completion import ids
from hsp_cli.cli.exit import Exit
from hsp_cli.cli.options import AllowErrors, AnswerFormat, Format, question
from hsp_cli.cli.session import Session
from hsp_cli.domain.kind import Kind

if TYPE_CHECKING:
    from fractions import Fraction

    from hsp_cli.domain.reward import Reward, TargetResult
    from hsp_cli.domain.reward_payments import Schedule, Sum
    from hsp_cli.domain.workspace import Workspace


class RewardFailure(StrEnum):
    """Conditions for `--fail-on`, named as in the answer."""

    BELOW_FLOOR = "below_floor"
    SHORT = "short"
    NOT_KNOWN = "not_known"
    PROVISIONAL = "provisional"


@question
def run(
    session: Session,
    agreement: Annotated[
        str | None,
        typer.Argument(
            metavar="[AGREEMENT]",
            help="Id of the agreement (default: all).",
            autocompletion=ids(files=(Kind.AGREEMENT,)),
        ),
    ] = None,
    fail_on: Annotated[
        list[RewardFailure] | None, typer.Option("--fail-on", help="Exit 1 if there is such a target.")
    ] = None,
    format: Format = AnswerFormat.TEXT,
    allow_errors: AllowErrors = False,
) -> None:
    """Show what agreements have earned and what is at risk.

    For each target: the part of the improvement that was achieved, and what a better figure would be worth. Then the
    payments by year and by recipient.
    """
    from hsp_cli.analysis.reward import agreements_asked, reward
    from hsp_cli.analysis.reward_payments import schedule

    workspace = session.workspace(allow_errors=allow_errors)
    found = [reward(workspace, placed, session.as_of) for placed in agreements_asked(workspace, agreement)]
    answers = [(one, schedule(workspace, one)) for one in found]
    if format is AnswerFormat.JSON:
        values = [as_json(*one, workspace, session) for one in answers]
        session.answer_json(values if agreement is None else values[0])
    else:
        _show(session, answers)
    if any(_fails(one, failure) for one in found for failure in fail_on or ()):
        raise Exit(1)


def _fails(found: "Reward", failure: RewardFailure) -> bool:
    """Whether a condition is met. An agreement whose targets are not recorded is not known either."""
    return bool(getattr(found, failure)) or (failure is RewardFailure.NOT_KNOWN and not found.leaves)


def _show(session: Session, answers: "list[tuple[Reward, Schedule | None]]") -> None:
    if not answers:
        session.out.write("No agreement is recorded.")
    for number, (found, paid) in enumerate(answers):
        if number:
            session.out.write()
        _show_one(session, found, paid)


def _show_one(session: Session, found: "Reward", paid: "Schedule | None") -> None:
    from hsp_cli.wording import reward as wording

    out, agreement = session.out, found.agreement
    head = out.styled(f"{' '.join(agreement.title.split())} ({agreement.id})", "bold")
    out.put(head, f", as of {session.as_of}")
    period = f"Period: {wording.span_text(agreement) or 'not recorded'}"
    for text in (period, wording.pot_text(found), wording.earned_text(found), wording.at_risk_text(found)):
        out.item(f"{text}.")
    if found.leaves:
        out.write()
        out.table(wording.TARGET_HEADS, [row for target in found.targets for row in _rows(target)])
        out.write()
        for leaf in found.leaves:
            if text := wording.next_text(leaf):
                out.item(f"{leaf.placed.record.heading}: {text}")
        out.write()
        if paid is None:
            out.item(wording.NO_SCHEDULE)
            return
        out.table(wording.PAYMENT_HEADS, list(wording.payment_rows(paid, agreement)))
        out.write()
        out.table(wording.receipt_heads(paid), [wording.receipt_row(one, agreement) for one in paid.receipts])


def _rows(target: "TargetResult", depth: int = 0) -> list[tuple[str, ...]]:
    """A target and, below it, its sub-targets."""
    from hsp_cli.wording.reward import target_cells

    mark = f"{'-' * depth} " if depth else ""
    own = (mark + target.placed.record.heading, *target_cells(target))
    return [own, *(row for part in target.parts for row in _rows(part, depth + 1))]


def as_json(found: "Reward", paid: "Schedule | None", workspace: "Workspace", session: Session) -> dict[str, Any]:
    """`hsp reward AGREEMENT --format json`. What is not known is null, never 0."""
    from hsp_cli.cli.json_values import inferred_values, number, owner_values

    agreement = found.agreement
    return {
        "agreement": agreement.id,
        "title": agreement.title,
        "as_of": session.as_of.isoformat(),
        "starts": str(agreement.starts) if agreement.starts else None,
        "ends": str(agreement.ends) if agreement.ends else None,
        "parties": list(agreement.parties),
        **owner_values("leads", agreement.leads, workspace),
        "unit": agreement.unit,
        "floor": number(agreement.floor),
        "cap": number(agreement.cap),
        "pot": number(found.pot),
        "potential": number(found.potential),
        "earned": number(found.earned),
        "at_risk": number(found.at_risk),
        "provisional": found.is_provisional,
        "targets_known": len(found.known),
        "targets_counted": len(found.leaves),
        "targets": [_target(target, workspace) for target in found.targets],
        "payments": paid and [_payment(paid, at) for at in range(len(paid.payments))],
        "recipients": paid
        and [
            {
                "id": one.party,
                "name": one.name or None,
                "pooled": one.is_pool,
                "payments": [_sum(amount) for amount in one.sums],
                **_sum(one.total),
            }
            for one in paid.receipts
        ],
        "path": found.placed.place.path,
        **inferred_values(agreement),
    }


def _target(result: "TargetResult", workspace: "Workspace") -> dict[str, Any]:
    from hsp_cli.cli.json_values import inferred_values, number, owner_values

    target = result.placed.record
    interim, broken = target.interim, result.broken_by
    return {
        "id": str(result.placed.address),
        "title": target.heading,
        "indicator": target.indicator,
        "unit": result.unit or None,
        "measured": str(target.measured) if target.measured else None,
        "without": number(target.without_agreement),
        "with": number(target.with_agreement),
        "actual": number(result.figure.actual) if result.figure else None,
        "provisional": result.is_provisional,
        "standing": None if result.parts else result.standing.value,
        "not_known_because": result.gap.value if result.gap else None,
        "fraction": _fraction(result.achieved),
        "potential": number(result.potential),
        "earned": number(result.earned),
        "reaches_floor_at": number(result.reaches_floor_at),
        "worth_at_floor": number(result.worth_at_floor),
        "reaches_cap_at": number(result.reaches_cap_at),
        "worth_of_one": number(result.worth_of_one),
        "broken_by": {"since": str(broken.since), "reason": broken.reason} if broken else None,
        "interim": {"level": number(interim.level), "reached": result.is_interim_reached} if interim else None,
        **owner_values("recipients", result.placed.owners, workspace),
        "path": result.placed.place.path,
        **inferred_values(target),
        "sub_targets": [_target(part, workspace) for part in result.parts],
    }


def _fraction(part: "Fraction | None") -> int | float | None:
    """A part to four decimal places, rounded down: what is below the floor does not read as if it reached it."""
    from decimal import Decimal

    from hsp_cli.domain.record import plain_number

    return None if part is None else plain_number(Decimal(part.numerator * 10_000 // part.denominator) / 10_000)


def _payment(paid: "Schedule", at: int) -> dict[str, Any]:
    payment = paid.payments[at]
    return {"year": str(payment.year), "on_account": payment.is_on_account, **_sum(payment.sum)}


def _sum(found: "Sum") -> dict[str, Any]:
    from hsp_cli.cli.json_values import number

    return {
        "amount": number(found.amount),
        "provisional": found.is_provisional,
        "targets_known": found.known,
        "targets_counted": found.targets,
    }
