"""The paper "You said, we did": the comments on a consultation by aim, with their answers and changes."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from hsp_cli.analysis.consultations import AimComments, CommentState, ConsultationState, consultations
from hsp_cli.analysis.due import DueItem, with_status
from hsp_cli.analysis.plan_parts import Parts
from hsp_cli.domain.action import Scheduled
from hsp_cli.domain.address import Placed
from hsp_cli.domain.consultation import Answer, Change, Consultation, Decision
from hsp_cli.domain.personal_data import known_people, names_a_person, personal_data_in
from hsp_cli.papers.action_views import mark_ending
from hsp_cli.papers.request import PaperRequest
from hsp_cli.papers.tables import Table, table
from hsp_cli.wording.actions import action_text, due_text, short_text
from hsp_cli.wording.bodies import body_name
from hsp_cli.wording.consultations import DECISIONS, dates_text, step_status_text
from hsp_cli.wording.counts import counted
from hsp_cli.wording.marked import preceded
from hsp_cli.wording.plans import title_text

WITHHELD = "(left out here: it may contain personal data)"
WITHOUT_AIM = "Comments without an aim"


@dataclass(frozen=True, slots=True)
class AimView:
    """The comments on one aim, or another part of a plan, as a table."""

    title: str
    table: Table


class ConsultationView(NamedTuple):
    """A consultation. `summary` has a row for each aim with comments; `steps` are its drafts and events.

    No text in it names the leads of the consultation, and none that may contain personal data is in it.
    """

    dates: str
    questions: tuple[str, ...]
    audience: str
    counts: str
    summary: tuple[tuple[str, ...], ...]
    steps: Table | None
    aims: tuple[AimView, ...]
    open_questions: tuple[str, ...]


def context(request: PaperRequest) -> dict[str, object]:
    """The context for the template, as of the date of the paper."""
    record = request.the_consultation().record
    title = request.notes.mark(request.named(record.title, record), record, "title")
    view = consultation_view(request.the_consultation(), request)
    return {
        **request.heading(),
        **({} if request.paper else {"title": preceded("You said, we did: ", title)}),
        "consultation": title,
        **view._asdict(),
    }


def consultation_view(placed: Placed[Consultation], request: PaperRequest) -> ConsultationView:
    """What the public is told of a consultation."""
    record = placed.record
    (state,) = consultations(request.workspace, request.as_of, only=record.id).found
    texts = _Texts(request)
    mark = request.notes.mark
    return ConsultationView(
        _dates(record, request),
        tuple(mark(texts.safe(question), record, "questions") for question in record.questions),
        mark(", ".join(record.audience), record, "audience"),
        _counts(state),
        tuple(_summary(group, request) for group in state.by_aim),
        _steps(state, texts, request),
        tuple(AimView(_title(group, request), _table(group.comments, texts)) for group in state.by_aim),
        tuple(texts.safe(question) for question in record.open_questions),
    )


def _dates(record: Consultation, request: PaperRequest) -> str:
    dates = dates_text(record)
    for key in ("opens", "closes"):
        dates = request.notes.mark(dates, record, key)
    return dates


def _counts(state: ConsultationState) -> str:
    """`9 comments are recorded. 7 of them are answered, and 4 of these led to a change that is recorded.`"""
    received = len(state.comments)
    if not received:
        return ""
    answered = sum(comment.is_answered for comment in state.comments)
    changed = sum(comment.is_changed for comment in state.comments)
    late = sum(comment.is_late for comment in state.comments)
    said = [f"{counted(received, 'comment is', 'comments are')} recorded."]
    if answered:
        said.append(f"{_of_them(answered)} answered; a change is recorded for {changed}.")
    if answered < received:
        overdue = f"; {counted(late, 'answer is', 'answers are')} overdue" if late else ""
        said.append(f"{_of_them(received - answered)} not answered yet{overdue}.")
    return " ".join(said)


def _of_them(count: int) -> str:
    return f"{count:,} {'is' if count == 1 else 'are'}"


def _title(group: AimComments, request: PaperRequest) -> str:
    if group.aim is None:
        return WITHOUT_AIM
    record = group.aim.record
    return request.named(title_text(record.heading, getattr(record, "number", None)), record)


def _summary(group: AimComments, request: PaperRequest) -> tuple[str, ...]:
    """The row of the summary for an aim: its title, its comments, and how many have each outcome."""
    outcomes = Counter(answer.outcome for comment in group.comments if (answer := comment.placed.record.decided))
    decided = (Decision.ACCEPTED, Decision.IN_PART, Decision.DECLINED)
    unanswered = sum(not comment.is_answered for comment in group.comments)
    counts = (len(group.comments), *(outcomes[one] for one in decided), unanswered)
    return (_title(group, request), *map(str, counts))


def _steps(state: ConsultationState, texts: "_Texts", request: PaperRequest) -> Table | None:
    """The drafts and events with their dates. None if none is recorded."""
    if not state.steps:
        return None
    mark = request.notes.mark
    records = [item.placed.record for item in state.steps]
    texts_of_steps = [request.named(texts.safe(action_text(record)), record) for record in records]
    columns = [
        ("Date", [mark(due_text(record), record, "due") for record in records]),
        (
            "Draft or event",
            [mark(text, record, "text") for text, record in zip(texts_of_steps, records, strict=True)],
        ),
        ("Status", [mark(_step_status(item, request), item.placed.record, "status") for item in state.steps]),
    ]
    return table(columns, needed=("Date", "Draft or event", "Status"))


def _step_status(item: DueItem, request: PaperRequest) -> str:
    return mark_ending(step_status_text(item.placed.record, item.status), item, request)


def _table(comments: Sequence[CommentState], texts: "_Texts") -> Table:
    columns = [
        ("You said", [texts.said(comment) for comment in comments]),
        ("We did", [texts.did(comment) for comment in comments]),
        ("Why not", [texts.why_not(comment) for comment in comments]),
        ("Answered by", [texts.answered_by(comment) for comment in comments]),
    ]
    return table(columns, needed=("You said", "We did"))


class _Texts:
    """The texts of comments and answers. A text that may contain personal data is left out."""

    def __init__(self, request: PaperRequest) -> None:
        self._request = request
        self._people = known_people(request.workspace.partnership)
        self._parts = Parts(request.workspace)

    def safe(self, text: str) -> str:
        """A text on one line, or that it is left out because it may name a person."""
        words = " ".join(text.split())
        return WITHHELD if personal_data_in(words) or names_a_person(words, self._people) else words

    def said(self, comment: CommentState) -> str:
        """`More benches. (residents, 13 June 2026)`."""
        record, mark = comment.placed.record, self._request.notes.mark
        sector = mark(self.safe(record.sector or ""), record, "sector")
        received = mark(record.received.label if record.received else "", record, "received")
        source = ", ".join(filter(None, (sector, received)))
        text = mark(self.safe(record.text), record, "text")
        return f"{text} ({source})" if source else text

    def did(self, comment: CommentState) -> str:
        """The decision with the changes made, or that there is no answer yet."""
        record = comment.placed.record
        answer = record.answer
        said = [self.safe(answer.text)] if answer and answer.text else []
        if record.decided is None:
            reply = [": ".join(filter(None, (self._source(answer), *said)))] if answer and said else []
            return " ".join([f"Not answered yet. {self._waiting(comment)}", *reply])
        changes = [self._change(change, comment) for change in record.decided.changes]
        missing = ["What was changed is not recorded."] if record.lacks_change else []
        decision = self._request.notes.mark(DECISIONS[record.decided.outcome], record, "answer", "outcome")
        return " ".join([f"{decision}.", *said, *changes, *missing])

    def _waiting(self, comment: CommentState) -> str:
        due = comment.due
        if due is None or due.falls_on is None:
            return f"The answer is due {due}, date not settled." if due else "The date for the answer is not recorded."
        day = due.period.label if due.period else str(due)
        if comment.is_late:
            return f"The answer was due by {day}, {counted(comment.days_late, 'day')} ago."
        return f"The answer is due by {day}."

    def _change(self, change: Change, comment: CommentState) -> str:
        """What was changed, and the record that it was changed in with its status: a planned draft is not out yet."""
        text, part = self.safe(change.text), self._parts.find(change.record, comment.placed)
        if part is None:
            return text
        record = part.record
        status = ""
        if isinstance(record, Scheduled):
            (item,) = with_status(self._request.workspace, [part], self._request.as_of)
            status = f", {_status(item)}"
        return f"{text} (Changed: {part.address.kind.label} “{self.safe(_name(record))}”{status}.)"

    def why_not(self, comment: CommentState) -> str:
        """Why a comment was declined, at least in part. Empty if it was not."""
        record = comment.placed.record
        if record.lacks_reason:
            return "The reason is not recorded."
        answer = record.decided
        return self.safe(answer.reason) if answer and answer.reason else ""

    def answered_by(self, comment: CommentState) -> str:
        """The body that decided on the comment, and when. Empty as long as it is not answered."""
        answer = comment.placed.record.decided
        return self._source(answer) if answer else ""

    def _source(self, answer: Answer) -> str:
        body = body_name(answer.body, self._request.workspace.partnership)
        return ", ".join(filter(None, (body, answer.on.label if answer.on else "")))


def _name(record: Any) -> str:
    return short_text(record) if isinstance(record, Scheduled) else str(record.heading)


def _status(item: DueItem) -> str:
    """The status of a changed draft, action or milestone, with its deadline if it is still to be done."""
    record = item.placed.record
    status = step_status_text(record, item.status)
    status = status[:1].lower() + status[1:]
    return f"{status}, due {due_text(record)}" if record.is_live and record.deadline else status
