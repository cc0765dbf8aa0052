"""Which quarters a workspace speaks of, and which one a question means."""

from datetime import date

from hsp_cli.domain.period import Period, PeriodKind, quarter_of
from hsp_cli.domain.request import RequestRefused
from hsp_cli.domain.workspace import Workspace


def known_quarters(workspace: Workspace) -> tuple[Period, ...]:
    """Every quarter in which something is recorded, be it figures, judgements, ratings or papers. Oldest first.

    A target alone is no record of its quarter.
    """
    calendar = workspace.partnership.calendar
    periods: set[Period] = set()
    for indicator in workspace.indicators.values():
        periods.update(indicator.record.assessments)
        periods.update(
            period for period, figure in indicator.record.figures.items() if figure.says_something or figure.is_awaited
        )
    for risk in workspace.risks:
        periods.update(risk.record.ratings)
    periods.update(paper.record.quarter for paper in workspace.papers.values() if paper.record.quarter)
    for project in workspace.projects.values():
        periods.update(project.record.updates)
    for grant in workspace.grants.values():
        periods.update(grant.record.returns)
    short = {PeriodKind.DAY, PeriodKind.MONTH, PeriodKind.QUARTER}
    return tuple(sorted({quarter_of(period.last_day, calendar) for period in periods if period.kind in short}))


def quarter_asked(workspace: Workspace, asked: str | None, as_of: date) -> Period:
    """The quarter that is meant: the one named, else the latest that has ended and has records.

    RequestRefused where the words name no quarter, or one of which nothing is recorded.
    """
    known = known_quarters(workspace)
    hint = _hint(known)
    if asked is None:
        ended = [quarter for quarter in known if quarter.last_day < as_of]
        if not ended:
            raise RequestRefused(f"no quarter with records has ended before {as_of}", hint)
        return ended[-1]
    try:
        quarter = Period.parse(asked.upper(), workspace.partnership.calendar)
    except ValueError as wrong:
        # Of a period that is nearly right its fault is told; of anything else, what a quarter looks like.
        is_nearly = "is not a period" not in str(wrong)
        raise RequestRefused(str(wrong) if is_nearly else _no_quarter(asked), hint) from None
    if quarter.kind is not PeriodKind.QUARTER:
        raise RequestRefused(_no_quarter(asked), hint)
    if quarter not in known:
        raise RequestRefused(f"nothing is recorded for {quarter.label} ({span(quarter)})", hint)
    return quarter


def _no_quarter(asked: str) -> str:
    return f"{asked!r} is not a quarter; write Q1-2010 or 'Q1 2010/11'"


def span(period: Period) -> str:
    """The days of a period, since `Q1-2010` can be read in more than one calendar."""
    return f"{period.first_day} to {period.last_day}"


def _hint(known: tuple[Period, ...]) -> str:
    if not known:
        return "no figure, rating or paper could be read in the workspace"
    return "there are records for " + ", ".join(quarter.text for quarter in known[-8:])
