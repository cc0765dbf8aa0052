"""The reward paper: what the targets of each agreement have earned, what is at risk, and who is paid in which year."""

from collections.abc import Iterator
from dataclasses import dataclass

from hsp_cli.analysis.reward import agreements_asked, reward
from hsp_cli.analysis.reward_payments import schedule
from hsp_cli.domain.agreement import Agreement
from hsp_cli.domain.reward import Reward, TargetResult
from hsp_cli.domain.reward_payments import Schedule
from hsp_cli.papers.request import PaperRequest
from hsp_cli.papers.tables import Table
from hsp_cli.wording import reward as wording


@dataclass(frozen=True, slots=True)
class TargetView:
    """What is known of one target, and what a better figure would earn."""

    title: str
    measured_by: str
    text: str


@dataclass(frozen=True, slots=True)
class AgreementView:
    """One agreement. `payments` and `receipts` are None if the years are not known."""

    title: str
    span: str
    parties: str
    note: str
    terms: str
    sums: tuple[str, ...]
    results: Table
    targets: tuple[TargetView, ...]
    payments: Table | None
    receipts: Table | None
    unscheduled: str
    open_questions: tuple[str, ...]


def context(request: PaperRequest) -> dict[str, object]:
    """The context for the template. If the paper has `about`, it covers only that agreement."""
    workspace = request.workspace
    about = request.paper.about if request.paper else None
    found = [reward(workspace, placed, request.as_of) for placed in agreements_asked(workspace, about)]
    return {
        **request.heading(),
        "summary": Table(wording.SUMMARY_HEADS, tuple(_summary(one, request) for one in found)),
        "agreements": tuple(agreement_view(one, request) for one in found),
    }


def _summary(found: Reward, request: PaperRequest) -> tuple[str, ...]:
    mark, agreement = request.notes.mark, found.agreement
    pot, *others = wording.summary_cells(found)
    return mark(request.named(agreement.title, agreement), agreement, "title"), mark(pot, agreement, "pot"), *others


def agreement_view(found: Reward, request: PaperRequest) -> AgreementView:
    """What an agreement has earned, what it may still earn, and who is paid when."""
    paid = schedule(request.workspace, found)
    agreement, mark = found.agreement, request.notes.mark
    parties = mark(wording.parties_text(agreement, request.workspace.partnership), agreement, "parties")
    pot = mark(wording.pot_text(found), agreement, "pot")
    return AgreementView(
        mark(request.named(agreement.title, agreement), agreement, "title"),
        mark(mark(wording.span_text(agreement), agreement, "starts"), agreement, "ends") or "not recorded",
        parties or "not recorded",
        agreement.note or "",
        wording.terms_text(agreement),
        (pot, wording.earned_text(found), wording.at_risk_text(found)),
        Table(wording.TARGET_HEADS, tuple(row for target in found.targets for row in _rows(target, request))),
        tuple(_target(leaf, request) for leaf in found.leaves),
        _payments(paid, agreement) if paid else None,
        _receipts(paid, agreement) if paid else None,
        wording.NO_SCHEDULE,
        (*agreement.open_questions, *(question for target in found.targets for question in _questions(target))),
    )


def _rows(result: TargetResult, request: PaperRequest, above: str = "") -> list[tuple[str, ...]]:
    """A target and, below it, its sub-targets with its title before theirs."""
    target, mark = result.placed.record, request.notes.mark
    title = f"{above}{target.heading}"
    without, agreed, actual, *others = wording.target_cells(result)
    own = (
        mark(request.named(title, target), target, "title"),
        mark(without, target, "without_agreement"),
        mark(agreed, target, "with_agreement"),
        mark(actual, target, "actual"),
        *others,
    )
    return [own, *(row for part in result.parts for row in _rows(part, request, f"{title}: "))]


def _target(leaf: TargetResult, request: PaperRequest) -> TargetView:
    target, mark = leaf.placed.record, request.notes.mark
    measured_by = mark(mark(wording.measured_text(leaf), target, "indicator"), target, "measured")
    return TargetView(request.named(target.heading, target), measured_by, wording.next_text(leaf))


def _questions(result: TargetResult) -> Iterator[str]:
    """What a target and its sub-targets leave open, with their titles."""
    target = result.placed.record
    yield from (f"{target.heading}: {question}" for question in target.open_questions)
    for part in result.parts:
        yield from _questions(part)


def _payments(paid: Schedule, agreement: Agreement) -> Table:
    return Table(wording.PAYMENT_HEADS, tuple(wording.payment_rows(paid, agreement)))


def _receipts(paid: Schedule, agreement: Agreement) -> Table:
    return Table(wording.receipt_heads(paid), tuple(wording.receipt_row(one, agreement) for one in paid.receipts))
