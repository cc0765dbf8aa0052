"""Rules for consultations: drafts, the order of dates, and answers to comments."""

from collections.abc import Iterator
from datetime import date

from hsp_cli.domain.action import ActionStatus
from hsp_cli.domain.address import Placed
from hsp_cli.domain.consultation import Comment, Consultation, Draft
from hsp_cli.domain.finding import Severity
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.period import Period
from hsp_cli.domain.workspace import Workspace
from hsp_cli.rules.support.registry import Problem, dated_rule, rule
from hsp_cli.wording.counts import counted


@rule("closes-before-opens", hint="correct the date that is wrong")
def closes_before_opens(workspace: Workspace) -> Iterator[Problem]:
    """A consultation closes before it opens.

    Nobody could reply to it, and every comment would count as too late. Usually somebody changed the year of one date
    and not the other.

    Example:

        opens: 2026-06-01
        closes: 2026-05-10

    Way out: correct the wrong date.
    """
    for placed in workspace.consultations.values():
        opens, closes = _period_of(placed.record, "opens"), _period_of(placed.record, "closes")
        if opens and closes and closes.last_day < opens.first_day:
            words = f"{placed.address} closes {closes} but opens {opens}"
            yield Problem(placed.place.at("closes"), words)


@dated_rule(
    "draft-not-published",
    severity=Severity.WARNING,
    hint="set `status: complete` and `completed`, or record the new date under `revisions`",
)
def draft_not_published(workspace: Workspace, as_of: date) -> Iterator[Problem]:
    """The date of a draft has passed, and its record does not say that it was published.

    People are asked to comment on a draft. If it is not out, they cannot. If it is out and nobody has recorded it, the
    record still calls it planned. hsp does not check consultations that have `ended`.

    Example:

        drafts:
          - {id: second-draft, text: The second draft, due: 2026-06}     # read in September 2026

    Way out: if it was published, set `status: complete` and give the date under `completed`. If it is late, change
    `due` and add the move and its reason under `revisions`. If it was dropped, set `status: cancelled`.
    """
    for draft in workspace.of(Kind.DRAFT):
        late = draft.record.days_late(as_of)
        if late and not _has_ended(workspace, draft, as_of):
            words = f"{draft.address} was due {counted(late, 'day')} ago and is not marked as published"
            yield Problem(draft.place, words)


@rule("comment-before-draft", hint="name the draft that it is on, or correct the date that is wrong")
def comment_before_draft(workspace: Workspace) -> Iterator[Problem]:
    """A comment was received before the draft that it is on was there.

    Either the comment is on an earlier draft, or one of the two dates is wrong. The answer would otherwise speak of a
    text that its author had not seen. A draft is there from the date under `completed`, or else from its deadline.

    Example:

        drafts:
          - {id: second-draft, text: The second draft, due: 2026-06, status: complete, completed: 2026-06-10}
        comments:
          - {id: c1, text: Residents asked for benches., draft: second-draft, received: 2026-05-02}

    Way out: name the draft that the comment is on, or correct the date.
    """
    for comment in workspace.comments:
        draft = _draft_of(workspace, comment)
        received = comment.record.received
        since = draft and (draft.completed or (draft.due.period if draft.due else None))
        if draft and received and since and received.last_day < since.first_day:
            was = "was published" if draft.status is ActionStatus.COMPLETE else "was planned for"
            words = f"{comment.address} was received {received}, but the draft {draft.id} {was} {since}"
            yield Problem(comment.place.at("received"), words)


@rule(
    "comment-after-close",
    severity=Severity.WARNING,
    hint="say in a `note` that it was accepted late, and suppress this; or correct the date that is wrong",
)
def comment_after_close(workspace: Workspace) -> Iterator[Problem]:
    """A comment was received after the consultation had closed.

    A body may still consider it, but others were told that it was too late. Somebody should decide, and be ready to
    give the reason. The year of one of the dates may also be wrong.

    Example:

        closes: 2026-07-10
        comments:
          - {id: c1, text: Residents asked for benches., received: 2026-08-02}

    Way out: correct the date. If the comment was accepted late, say why in a `note` and suppress the warning.
    """
    for comment in workspace.comments:
        closes = _period_of(workspace.file_of(comment).record, "closes")
        received = comment.record.received
        if closes and received and received.first_day > closes.last_day:
            words = f"{comment.address} was received {received}, after the consultation closed on {closes.last_day}"
            yield Problem(comment.place.at("received"), words)


@rule("answer-before-comment", hint="correct the date that is wrong")
def answer_before_comment(workspace: Workspace) -> Iterator[Problem]:
    """An answer is dated before its comment was received.

    One of the two dates is wrong, or the answer belongs to another comment.

    Example:

        comments:
          - id: c1
            text: Residents asked for benches.
            received: 2026-06-20
            answer: {outcome: accepted, on: 2026-05-20}

    Way out: correct the wrong date, or move the answer to its comment.
    """
    for comment in workspace.comments:
        answer, received = comment.record.answer, comment.record.received
        if answer and answer.on and received and answer.on.last_day < received.first_day:
            words = f"{comment.address} was received {received}, but its answer is dated {answer.on}"
            yield Problem(comment.place.at("answer", "on"), words)


@dated_rule("answered-in-future", severity=Severity.WARNING, hint="enter the date on which the answer was given")
def answered_in_future(workspace: Workspace, as_of: date) -> Iterator[Problem]:
    """An answer to a comment has a date that is still to come.

    Planned is not done. A comment with a decision leaves the list of those without an answer, so a wrong date or a
    promise would hide it.

    Example:

        answer: {outcome: accepted, on: 2026-12}         # read in September 2026

    Way out: correct the date. If the answer has not been given yet, remove it, and give its deadline as `answer_due`.
    """
    for comment in workspace.comments:
        answer = comment.record.answer
        if answer and answer.on and answer.on.first_day > as_of:
            words = f"the answer to {comment.address} is dated {answer.on}, which is after {as_of}"
            yield Problem(comment.place.at("answer", "on"), words)


@rule(
    "accepted-without-change",
    severity=Severity.WARNING,
    hint="add what was changed under `changes`, with the record that it was changed in",
)
def accepted_without_change(workspace: Workspace) -> Iterator[Problem]:
    """A comment was accepted, at least in part, and its answer records no change.

    "You said, we did" needs something that was done. An accepted comment without a change is a promise, and readers
    cannot check it.

    Example:

        answer: {outcome: accepted, on: 2026-08-03}

    Way out: add each change under `changes`: the plan, aim, action or draft in `record`, and the change in `text`. If
    nothing is changed yet, set `outcome: open`.
    """
    for comment in workspace.comments:
        if comment.record.lacks_change:
            words = f"{comment.address} was {_outcome(comment)}, but no change is recorded"
            yield Problem(comment.place.at("answer", "outcome"), words)


@rule("declined-without-reason", severity=Severity.WARNING, hint="add the `reason` to the answer")
def declined_without_reason(workspace: Workspace) -> Iterator[Problem]:
    """A comment was declined, at least in part, and its answer gives no reason.

    Whoever replied is owed a reason. Without one, the paper can only print that the comment was declined.

    Example:

        answer: {outcome: declined, on: 2026-08-03}

    Way out: ask the body that answered, and add its `reason`.
    """
    for comment in workspace.comments:
        if comment.record.lacks_reason:
            words = f"{comment.address} was {_outcome(comment)}, but no reason is recorded"
            yield Problem(comment.place.at("answer", "outcome"), words)


@dated_rule(
    "answer-overdue",
    severity=Severity.WARNING,
    hint="ask the body that is to answer; record the answer, or a later `answer_due`",
)
def answer_overdue(workspace: Workspace, as_of: date) -> Iterator[Problem]:
    """The deadline for the answer to a comment has passed, and no decision is recorded.

    People who replied were told when they would hear. The deadline is the comment's `answer_due`, or else the
    `answers_due` of the consultation. An answer with `outcome: open` is not a decision. hsp does not check
    consultations that have `ended`.

    Example:

        answers_due: 2026-08
        comments:
          - {id: c1, text: Residents asked for benches.}          # read in September 2026

    Way out: ask the body that is to answer and record its `answer`. If it was put off, give the new date as
    `answer_due` and say why in a `note`.
    """
    for comment in workspace.comments:
        consultation: Consultation = workspace.file_of(comment).record
        due = comment.record.answer_due or consultation.answers_due
        falls_on = due.falls_on if due else None
        is_late = falls_on is not None and falls_on < as_of and comment.record.decided is None
        if falls_on and is_late and not _has_ended(workspace, comment, as_of):
            late = counted((as_of - falls_on).days, "day")
            yield Problem(comment.place, f"the answer to {comment.address} is {late} late")


def _outcome(comment: Placed[Comment]) -> str:
    answer = comment.record.answer
    return {"in-part": "accepted in part"}.get(answer.outcome, answer.outcome.value) if answer else ""


def _period_of(consultation: Consultation, key: str) -> Period | None:
    deadline = consultation.__dict__[key]
    return deadline.period if deadline else None


def _draft_of(workspace: Workspace, comment: Placed[Comment]) -> Draft | None:
    """The draft that a comment names; None if it names none of its consultation."""
    drafts: tuple[Draft, ...] = workspace.file_of(comment).record.drafts
    return next((draft for draft in drafts if draft.id == comment.record.draft), None)


def _has_ended(workspace: Workspace, placed: Placed[Comment] | Placed[Draft], as_of: date) -> bool:
    ending = workspace.ending_of(placed)
    return ending is not None and ending.is_past(as_of)
