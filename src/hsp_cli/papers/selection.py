"""Selects papers: the one that is asked for, and those of a quarter."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from hsp_cli.analysis.quarters import known_quarters
from hsp_cli.domain.kind import NOUNS, Kind
from hsp_cli.domain.paper import Paper
from hsp_cli.domain.period import Period, quarter_of
from hsp_cli.domain.request import RequestRefused
from hsp_cli.domain.workspace import Workspace
from hsp_cli.papers.kinds import Subject, kinds
from hsp_cli.papers.request import PaperRequest


def requested(
    workspace: Workspace, name: str | None, quarter: Period | None, as_of: date, *, by_meeting: bool = False
) -> PaperRequest:
    """The request for a paper by its id, by its kind, or by the id of a plan, consultation or profile; without a name,
    the quarterly report.

    If a paper of the kind is recorded for the quarter, that one is made; otherwise the paper has no narrative. If the
    record names no quarter, the requested quarter applies. With `by_meeting`, a paper has the date of its meeting, and
    `as_of` is the date of those without one.
    """
    return _with_papers(_requested(workspace, name, quarter, as_of, by_meeting=by_meeting))


def _requested(
    workspace: Workspace, name: str | None, quarter: Period | None, as_of: date, *, by_meeting: bool
) -> PaperRequest:
    kind = workspace.partnership.quarterly_report if name is None else name
    if kind in workspace.papers and name is not None:
        paper = workspace.papers[kind].record
        if quarter is not None and paper.quarter not in (None, quarter):
            raise RequestRefused(f"the paper {name} is for {paper.quarter.label}, not {quarter.label}")
        return _recorded(workspace, paper, quarter, as_of, by_meeting=by_meeting)
    if (subject := kinds().get(kind)) in (Subject.QUARTER, Subject.WORKSPACE) or name is None:
        return _of_kind(workspace, kind, subject, quarter, as_of, by_meeting=by_meeting)
    if name in workspace.plans:
        about = next((one.record for one in workspace.papers.values() if one.record.about == name), None)
        return (
            _recorded(workspace, about, quarter, as_of, by_meeting=by_meeting)
            if about
            else _about(workspace, name, as_of)
        )
    others = (
        (workspace.consultations, Subject.CONSULTATION, DEFAULT_OF_CONSULTATION),
        (workspace.profiles, Subject.PROFILE, DEFAULT_OF_PROFILE),
    )
    for subjects, about_such, default in others:
        if name in subjects:
            written = (one.record for one in workspace.papers.values() if one.record.about == name)
            paper_of_it = next((paper for paper in written if kinds().get(paper.report) is about_such), None)
            if paper_of_it:
                return _recorded(workspace, paper_of_it, quarter, as_of, by_meeting=by_meeting)
            return _about(workspace, name, as_of, default)
    raise RequestRefused(f"no paper has the id {name!r}", _hint(name, workspace))


def _recorded(
    workspace: Workspace, paper: Paper, quarter: Period | None, as_of: date, *, by_meeting: bool
) -> PaperRequest:
    if kinds().get(paper.report) is not Subject.QUARTER:
        quarter = None  # nothing in it depends on a quarter
    day = paper.on.last_day if by_meeting and paper.on else as_of
    return PaperRequest(paper.id, paper.report, workspace, day, paper.quarter or quarter, paper, paper.about)


def _of_kind(
    workspace: Workspace, kind: str, subject: Subject | None, quarter: Period | None, as_of: date, *, by_meeting: bool
) -> PaperRequest:
    """The paper of a kind that is recorded for the quarter, or else one without a record."""
    if subject is Subject.WORKSPACE:
        quarter = None
    papers = (placed.record for placed in workspace.papers.values())
    written = next((paper for paper in papers if paper.report == kind and paper.quarter == quarter), None)
    if written:
        return _recorded(workspace, written, quarter, as_of, by_meeting=by_meeting)
    name = f"{kind}-{quarter.text.lower()}" if quarter else kind
    return PaperRequest(name, kind, workspace, as_of, quarter)


DEFAULT_OF_PLAN = "delivery-plan"
"""The kind of paper for a plan without a paper's record. It prints everything that an aim can have."""

DEFAULT_OF_CONSULTATION = "you-said-we-did"
"""The kind of paper for a consultation without a paper's record."""

DEFAULT_OF_PROFILE = "profile"
"""The kind of paper for a profile without a paper's record."""


def _about(workspace: Workspace, subject: str, as_of: date, kind: str = DEFAULT_OF_PLAN) -> PaperRequest:
    """The paper about a plan, consultation or profile that no paper's record names."""
    return PaperRequest(subject, kind, workspace, as_of, about=subject)


AGENDA = "agenda"
"""The kind of paper that lists the others of its quarter."""


def pack(workspace: Workspace, quarter: Period, as_of: date, *, by_meeting: bool = False) -> list[PaperRequest]:
    """The pack for the meetings of a quarter: the agenda, then the papers in its order.

    If no agenda is recorded for the quarter, there is one for all meetings. It has the date of the quarterly report.
    """
    papers = _papers(workspace, quarter, as_of, by_meeting=by_meeting)
    first = next((one for one in papers if one.report == workspace.partnership.quarterly_report), None)
    day = first.as_of if first else as_of
    recorded = [
        _recorded(workspace, placed.record, quarter, as_of, by_meeting=by_meeting)
        for placed in workspace.papers.values()
        if placed.record.report == AGENDA and placed.record.quarter in (None, quarter)
    ]
    agendas = recorded or [_of_kind(workspace, AGENDA, Subject.QUARTER, quarter, day, by_meeting=by_meeting)]
    return [*map(_with_papers, agendas), *papers]


def _with_papers(request: PaperRequest) -> PaperRequest:
    """The request; that for an agenda with the papers of its quarter, or those of its body if its record names one."""
    if request.report != AGENDA or request.quarter is None:
        return request
    papers = _papers(request.workspace, request.quarter, request.as_of)
    body = request.paper.body if request.paper else None
    return replace(request, papers=tuple(one for one in papers if body in (None, one.body)))


def _papers(workspace: Workspace, quarter: Period, as_of: date, *, by_meeting: bool = False) -> list[PaperRequest]:
    """The papers of a quarter: every recorded one that is not for another quarter, and those that need no record.

    Without a record there are still the quarterly report, the risk register, the scorecard, the action log, the reward,
    and a paper for each plan of the partnership, each consultation with comments and each profile, as far as there are
    records to print. Papers for one meeting follow each other.
    """
    requests = [
        _recorded(workspace, placed.record, quarter, as_of, by_meeting=by_meeting)
        for placed in workspace.papers.values()
        if placed.record.report != AGENDA and placed.record.quarter in (None, quarter)
    ]
    made = {request.report for request in requests}
    for kind in (workspace.partnership.quarterly_report, *_WITHOUT_RECORD):
        if kind not in (*made, AGENDA) and _has_content(workspace, kind):
            made.add(kind)
            requests.append(_of_kind(workspace, kind, kinds().get(kind), quarter, as_of, by_meeting=by_meeting))
    shown = {request.about for request in requests}
    ours = (plan for plan in workspace.plans.values() if plan.record.organisation is None)
    requests.extend(_about(workspace, plan.record.id, as_of) for plan in ours if plan.record.id not in shown)
    commented = (one.record.id for one in workspace.consultations.values() if one.record.comments)
    requests.extend(_about(workspace, name, as_of, DEFAULT_OF_CONSULTATION) for name in commented if name not in shown)
    requests.extend(
        _about(workspace, name, as_of, DEFAULT_OF_PROFILE) for name in workspace.profiles if name not in shown
    )
    return _by_meeting(requests, workspace)


def _by_meeting(requests: Sequence[PaperRequest], workspace: Workspace) -> list[PaperRequest]:
    """The papers with those for one meeting together: first the meeting that receives the quarterly report, then the
    others by date, then papers without a date. For each meeting, the quarterly report comes first, and what is exempt
    last, when the public has left.
    """
    bodies = [body.id for body in workspace.partnership.bodies]
    quarterly = workspace.partnership.quarterly_report
    first = {one.meeting for one in requests if one.report == quarterly}

    def order(request: PaperRequest) -> tuple[bool, date, int, bool, bool]:
        body, on = request.meeting
        at = bodies.index(body) if body in bodies else len(bodies)
        day = on.first_day if on else date.max
        return request.meeting not in first, day, at, bool(request.exempt), request.report != quarterly

    return sorted(requests, key=order)


_WITHOUT_RECORD = {
    "risk-register": Kind.RISK,
    "scorecard": Kind.INDICATOR,
    "action-log": Kind.ACTION,
    "reward": Kind.AGREEMENT,
}
"""Kinds of paper that need no record of their own, each with the kind of record that it prints."""


def _has_content(workspace: Workspace, kind: str) -> bool:
    return kind not in _WITHOUT_RECORD or bool(workspace.of(_WITHOUT_RECORD[kind]))


def redacted_request(request: PaperRequest, workspace: Workspace) -> PaperRequest | None:
    """The same paper from a redacted workspace. None if its record or subject is left out, or all that it prints."""
    about, before = request.about, request.workspace
    if about and any(about in before.files_of(kind) and about not in workspace.files_of(kind) for kind in Kind):
        return None
    papers = tuple(filter(None, (redacted_request(one, workspace) for one in request.papers)))
    if request.paper is None:
        is_empty = about is None and not _has_content(workspace, request.report)
        return None if is_empty else replace(request, workspace=workspace, papers=papers)
    paper = workspace.papers.get(request.paper.id)
    return replace(request, workspace=workspace, paper=paper.record, papers=papers) if paper else None


def requests_of(workspace: Workspace, kind: str, as_of: date) -> list[PaperRequest]:
    """Every paper of a kind that can be asked for on a date, each once."""
    calendar = workspace.partnership.calendar
    quarters = list(known_quarters(workspace))
    # A quarter without records can be asked for too, once it has begun.
    later = quarter_of(as_of, calendar)
    while quarters and later.first_day > quarters[0].first_day:
        quarters.append(later)
        later = later.previous()
    subjects = {
        Subject.QUARTER: (kind,),
        Subject.WORKSPACE: (kind,),
        Subject.PLAN: workspace.plans,
        Subject.CONSULTATION: workspace.consultations,
        Subject.PROFILE: workspace.profiles,
    }[kinds()[kind]]
    papers = {placed.record.id: placed.record for placed in workspace.papers.values() if placed.record.report == kind}
    wanted: list[tuple[str, Period | None]] = []
    for name in (*papers, *subjects):
        own = papers[name].quarter if name in papers else None
        needs_quarter = kinds()[kind] is Subject.QUARTER and not own
        wanted += ((name, quarter) for quarter in (quarters if needs_quarter else (own,)))
    requests = (requested(workspace, name, quarter, as_of) for name, quarter in wanted)
    return list({(one.name, one.quarter): one for one in requests if one.report == kind}.values())


def _hint(name: str, workspace: Workspace) -> str:
    """A hint for an id that no paper has. A paper about a plan, consultation or profile is asked for by its id."""
    if (subject := kinds().get(name)) in (Subject.PLAN, Subject.CONSULTATION, Subject.PROFILE):
        choice = ", ".join(workspace.files_of(NOUNS[subject.value])) or "there is none yet"
        return f"{name} is a kind of paper about a {subject.value}; give a {subject.value}: {choice}"
    known = ", ".join((*workspace.papers, *workspace.plans, *workspace.profiles))
    start = f"there is {known}; " if known else ""
    return f"{start}`hsp report --quarter Q` makes the quarterly report"
