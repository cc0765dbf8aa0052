"""Finds an earlier state of the partnership: that of a paper, of a quarter, or of a revision."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

from hsp_cli.analysis.changes_since.dates import by_dates
from hsp_cli.analysis.changes_since.last_paper import last_reported
from hsp_cli.analysis.changes_since.state import Found, State
from hsp_cli.analysis.changes_since.versions import between_versions
from hsp_cli.analysis.quarters import known_quarters, quarter_asked
from hsp_cli.checking.loader import Loaded
from hsp_cli.checking.once_exempt import once_exempt
from hsp_cli.checking.revisions import AtRevision, load_at
from hsp_cli.domain.commit import short_id
from hsp_cli.domain.paper import Paper
from hsp_cli.domain.period import Period, PeriodKind
from hsp_cli.domain.redaction import redacted_earlier
from hsp_cli.domain.request import RequestRefused
from hsp_cli.domain.workspace import Workspace
from hsp_cli.papers.request import EarlierRecords, PaperRequest
from hsp_cli.publishing.formats import format_of, provenance_in
from hsp_cli.publishing.provenance import read_provenance
from hsp_cli.store.earlier_files import is_day, resolve
from hsp_cli.store.files import FileNotRead, content_of, max_file_bytes

_HEAD = 2000
"""The characters at the start of a paper in which its quarter is named."""


class Earlier(NamedTuple):
    """An earlier state.

    `called` says what was asked for, in words. `at` are the records of the time; without them, `why_not` says why only
    the dates in the present records are known.
    """

    called: str
    state: State
    at: AtRevision | None
    why_not: str = ""


_LIKE_A_QUARTER = re.compile(r"(?i)q[0-9]+[- ][0-9]{4}.*")
"""What somebody writes who means a quarter."""

COMPARING = frozenset({"morning-report"})
"""The kinds of paper that say what has changed since the last one."""


def with_earlier(loaded: Loaded, request: PaperRequest) -> PaperRequest:
    """The request with the records of the day of the last paper, if the paper needs them and git has them.

    A redacted paper has them as in `public_then`, for which `loaded` needs all records.
    """
    if request.report not in COMPARING or request.quarter is None:
        return request
    now = loaded.workspace
    if now is None or now.left_out is not None:
        return request  # without today's exempt records, nobody can say which of the earlier ones are exempt now
    last = last_reported(request.workspace, request.body, request.quarter, request.as_of)
    if last is None:
        return request
    try:
        at = load_at(loaded.root, resolve(loaded.root, last.day.isoformat(), loaded.loader.tree.commit), loaded)
        then = public_then(loaded, at) if request.is_redacted else _workspace(at)
        earlier = EarlierRecords(then, at.commit, at.committed_on, at.not_read)
    except RequestRefused:
        return request  # the paper says that it goes by the dates in the records
    return replace(request, earlier=earlier)


def public_then(loaded: Loaded, at: AtRevision) -> Workspace:
    """The records of a commit without those that were exempt then, are exempt now, or were exempt at any commit since
    and are gone now. RequestRefused if git does not tell, or without settings.
    """
    then, now = _workspace(at), loaded.workspace
    assert now is not None
    return redacted_earlier(then, now, once_exempt(then, at.commit, loaded)).workspace


def changes_from(earlier: Earlier, now: State) -> Found:
    """What has changed since an earlier state."""
    if earlier.at is None:
        return by_dates(earlier.state, now)
    return between_versions(earlier.state, now, earlier.at.not_read)


def earlier_asked(loaded: Loaded, workspace: Workspace, asked: str, *, ask_git: bool = True) -> Earlier:
    """The state that a request names: a paper by its file or id, a quarter, or a revision or day.

    RequestRefused if it is none of them, or if git is needed and does not know it.
    """
    if Path(asked).suffix and Path(asked).is_file():
        found = _of_file(workspace, asked)
    elif placed := workspace.papers.get(asked):
        found = _of_paper(workspace, placed.record)
    elif quarter := _quarter(asked, workspace):
        found = _of_quarter(workspace, quarter)
    elif ask_git:
        return _of_revision(loaded, asked)
    else:
        raise RequestRefused(f"{asked!r} is no paper or quarter, and git is not asked", "leave out --no-history")
    return _known(loaded, workspace, found, "" if ask_git else "--no-history")


class _Wanted(NamedTuple):
    """The state that is wanted: what it is called, its day and quarter, and the commit if a paper names one.

    `why_not` says why no version of the records can be it.
    """

    called: str
    day: date
    quarter: Period | None
    commit: str | None = None
    why_not: str = ""


def _known(loaded: Loaded, workspace: Workspace, wanted: _Wanted, why_not: str = "") -> Earlier:
    """The records of the time from git or, if git does not have them, the dates in the present records."""
    why_not = why_not or wanted.why_not
    try:
        if not why_not:
            commit = resolve(loaded.root, wanted.commit or wanted.day.isoformat(), loaded.loader.tree.commit)
            at = load_at(loaded.root, commit, loaded)
            return Earlier(wanted.called, State(_workspace(at), wanted.quarter, wanted.day), at)
    except RequestRefused as refused:
        why_not = refused.message
    return Earlier(wanted.called, State(workspace, wanted.quarter, wanted.day), None, why_not)


def _workspace(at: AtRevision) -> Workspace:
    """The workspace of a commit. RequestRefused if it has no settings that can be read."""
    if at.is_without_settings or at.loaded.workspace is None:
        message = f"commit {short_id(at.commit)} of {at.committed_on} has no settings that can be read"
        raise RequestRefused(message, "name a later commit or day")
    return at.loaded.workspace


def _of_quarter(workspace: Workspace, quarter: Period) -> _Wanted:
    """The state in which a quarter was reported: that of its quarterly paper, or else of its last day."""
    reported = (
        placed.record
        for placed in workspace.papers.values()
        if placed.record.quarter == quarter and placed.record.report == workspace.partnership.quarterly_report
    )
    paper = next((paper for paper in reported if paper.on), None)
    return _of_paper(workspace, paper) if paper else _Wanted(quarter.label, quarter.last_day, quarter)


def _of_paper(workspace: Workspace, paper: Paper) -> _Wanted:
    when = paper.on or paper.quarter
    if when is None:
        hint = "add `on:` to its record, or name a quarter, a commit or a day"
        raise RequestRefused(f"the paper {paper.id} has neither a date nor a quarter", hint)
    day = when.last_day
    return _Wanted(f"{' '.join(paper.title.split())}, {when.label}", day, paper.quarter or _latest(workspace, day))


def _of_file(workspace: Workspace, asked: str) -> _Wanted:
    try:
        text = content_of(asked, max_file_bytes()).decode("utf-8", errors="replace")
    except FileNotRead as reason:
        raise RequestRefused(f"{asked}: {reason.message}", "name a paper, a quarter, a commit or a day") from None
    made = read_provenance(provenance_in(text, format_of(asked)))
    if made is None:
        hint = "name the paper's id or its quarter"
        raise RequestRefused(f"the last line of {asked} does not say from what it was made", hint)
    head = " ".join(text[:_HEAD].split())
    named = [quarter for quarter in known_quarters(workspace) if quarter.label in head]
    quarter = min(named, key=lambda one: head.index(one.label), default=None) or _latest(workspace, made.as_of)
    called = f"{Path(asked).name}, {Period.day(made.as_of).label}"
    if made.head_commit is None:
        why_not = "the paper was made from records that were not under version control"
        return _Wanted(called, made.as_of, quarter, why_not=why_not)
    return _Wanted(called, made.as_of, quarter, made.head_commit.commit)


def _of_revision(loaded: Loaded, asked: str) -> Earlier:
    at = load_at(loaded.root, asked, loaded)
    workspace = _workspace(at)
    day = date.fromisoformat(asked) if is_day(asked) else at.committed_on
    return Earlier(asked, State(workspace, _latest(workspace, day), day), at)


def _quarter(asked: str, workspace: Workspace) -> Period | None:
    try:
        quarter = Period.parse(asked.upper(), workspace.partnership.calendar)
    except ValueError as wrong:
        if _LIKE_A_QUARTER.fullmatch(asked):
            raise RequestRefused(str(wrong), "name a paper, a quarter, a commit or a day") from None
        return None
    return quarter if quarter.kind is PeriodKind.QUARTER else None


def _latest(workspace: Workspace, day: date) -> Period | None:
    """The latest quarter with records that had ended by a day."""
    try:
        return quarter_asked(workspace, None, day)
    except RequestRefused:
        return None
