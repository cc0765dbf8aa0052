"""The last paper before a day: what the body has been told already."""

from datetime import date
from typing import NamedTuple

from hsp_cli.domain.paper import Paper
from hsp_cli.domain.period import Period
from hsp_cli.domain.workspace import Workspace


class LastReported(NamedTuple):
    """The day and the quarter of the last paper. Without a recorded one, `paper` is None and the quarter is the one
    before, as of its last day.
    """

    paper: Paper | None
    day: date
    quarter: Period


def last_reported(workspace: Workspace, body: str | None, quarter: Period, as_of: date) -> LastReported | None:
    """What was reported last before a quarterly paper of a day. None if the quarter before had not ended by then.

    Only quarterly reports with a date count; with `body`, those for that body.
    """
    kind = workspace.partnership.quarterly_report
    found = [
        LastReported(paper, paper.on.last_day, paper.quarter)
        for paper in (placed.record for placed in workspace.papers.values())
        if paper.report == kind and paper.on and paper.on.last_day < as_of
        if paper.quarter and paper.quarter <= quarter and body in (None, paper.body)
    ]
    if found:
        return max(found, key=lambda one: one.day)
    before = quarter.previous()
    return LastReported(None, before.last_day, before) if before.last_day < as_of else None
