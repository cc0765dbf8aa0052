"""Consultations as text: their dates, the outcomes of comments, and the status of their drafts."""

from hsp_cli.domain.action import ActionStatus, Scheduled
from hsp_cli.domain.consultation import Consultation, Decision, Draft
from hsp_cli.domain.deadline import Deadline
from hsp_cli.wording.actions import DUE_STATUSES, STATUSES

DECISIONS = {
    Decision.ACCEPTED: "Accepted",
    Decision.IN_PART: "Accepted in part",
    Decision.DECLINED: "Declined",
    Decision.OPEN: "Still open",
}

STAGES = {
    "not-open-yet": "not open yet",
    "open": "open, by its dates",
    "closed": "closed, by its dates",
    "unknown": "",
}
"""The words for each `Stage`. The dates are those planned or published; nobody has recorded that it took place."""


def deadline_text(deadline: Deadline | None) -> str:
    """A date as its label, or its words in quotation marks. Empty without a date."""
    if deadline is None:
        return ""
    return deadline.period.label if deadline.period else f"“{deadline.as_written}”"


def dates_text(consultation: Consultation) -> str:
    """The first and last day: `1 June 2026 to 10 July 2026`, `opens October 2010`. Empty if neither is recorded."""
    opens, closes = consultation.opens, consultation.closes
    if opens and opens.period and closes and closes.period:
        return f"{opens.period.label} to {closes.period.label}"
    days = {"opens": deadline_text(opens), "closes": deadline_text(closes)}
    return ", ".join(f"{what} {day}" for what, day in days.items() if day)


def step_status_text(step: Scheduled, due_status: str) -> str:
    """The status of a draft or another step, from its `DueStatus`. A draft is planned until it is published."""
    if step.status is ActionStatus.COMPLETE:
        done = "Published" if isinstance(step, Draft) else STATUSES[step.status]
        return f"{done}, {step.completed.label}" if step.completed else done
    if not step.is_live:
        return STATUSES[step.status]
    if isinstance(step, Draft):
        return "Not marked as published" if due_status in ("overdue", "left_open") else "Planned"
    return DUE_STATUSES[due_status]
