"""The quarters that a workspace has records for, and the quarter that a request names."""

from datetime import date

from hsp_cli.domain.kinds import models
from hsp_cli.domain.period import Period, PeriodKind, quarter_of
from hsp_cli.domain.record import Entry
from hsp_cli.domain.request import RequestRefused
from hsp_cli.domain.schedule import latest_figure, looks_back
from hsp_cli.domain.workspace import Workspace
from hsp_cli.wording.periods import span_text


def known_quarters(workspace: Workspace) -> tuple[Period, ...]:
    """Every quarter with a record (a figure, assessment, risk rating, paper, project update or grant return).

    The oldest quarter comes first. A longer period counts as the quarter in which it ends. A target alone does not
    count as a record of its quarter.
    """
    calendar = workspace.partnership.calendar
    recorded = [kind for kind, model in models().items() if model.recorded_in is not Entry.recorded_in]
    periods = {period for kind in recorded for placed in workspace.of(kind) for period in placed.record.recorded_in}
    return tuple(sorted({quarter_of(period.last_day, calendar) for period in periods}))


def quarter_asked(workspace: Workspace, asked: str | None, as_of: date) -> Period:
    """The quarter that a request names; by default, the latest quarter with records that has ended.

    Raises RequestRefused if the text is not a quarter, or if the quarter has no records and no earlier figure stands in
    it.
    """
    known = known_quarters(workspace)
    hint = _hint(known, workspace)
    if asked is None:
        ended = [quarter for quarter in known if quarter.last_day < as_of]
        if not ended:
            raise RequestRefused(f"no quarter with records has ended before {as_of}", hint)
        return ended[-1]
    quarter = _quarter_written(asked, workspace, hint)
    if quarter not in known and not _is_reached(workspace, quarter, as_of):
        raise RequestRefused(f"nothing is recorded for {quarter.label} ({span_text(quarter)})", hint)
    return quarter


def quarter_or_none(workspace: Workspace, asked: str | None, as_of: date) -> Period | None:
    """The same, but None if no quarter is named and none with records has ended."""
    if asked is not None:
        return quarter_asked(workspace, asked, as_of)
    return max((quarter for quarter in known_quarters(workspace) if quarter.last_day < as_of), default=None)


def quarter_to_collect(workspace: Workspace, asked: str | None, as_of: date) -> Period:
    """The quarter for which records are collected; by default, the latest quarter that has ended.

    Unlike for an answer about the records, nothing has to be recorded for it yet. Raises RequestRefused if the text is
    not a quarter, or if the quarter has not begun: nobody owes anything for it yet.
    """
    if asked is None:
        return quarter_of(as_of, workspace.partnership.calendar).previous()
    quarter = _quarter_written(asked, workspace, _hint(known_quarters(workspace), workspace))
    if quarter.first_day > as_of:
        hint = "give the day of the question with --as-of"
        raise RequestRefused(f"{quarter.label} ({span_text(quarter)}) has not begun on {as_of}", hint)
    return quarter


def _quarter_written(asked: str, workspace: Workspace, hint: str) -> Period:
    try:
        quarter = Period.parse(asked.upper(), workspace.partnership.calendar)
    except ValueError as wrong:
        # If the text is nearly a period, the message is the parser's. Otherwise it gives the spelling of a quarter.
        is_nearly = "is not a period" not in str(wrong)
        raise RequestRefused(str(wrong) if is_nearly else _no_quarter(asked), hint) from None
    if quarter.kind is not PeriodKind.QUARTER:
        raise RequestRefused(_no_quarter(asked), hint)
    return quarter


def _is_reached(workspace: Workspace, quarter: Period, as_of: date) -> bool:
    """Whether a quarter has begun, and an indicator with less than a figure a quarter has an earlier one."""
    return quarter.first_day <= as_of and any(
        looks_back(placed.record) and latest_figure(placed.record, quarter) for placed in workspace.indicators.values()
    )


def _no_quarter(asked: str) -> str:
    return f"{asked!r} is not a quarter; write Q1-2010 or 'Q1 2010/11'"


def _hint(known: tuple[Period, ...], workspace: Workspace) -> str:
    if not known and any(placed.record.has_series for placed in workspace.indicators.values()):
        return "only figures by area or the like are recorded: see `hsp exceptions --by` and `hsp explain --of`"
    if not known:
        return "the workspace has no figures, ratings or papers for any quarter"
    return "there are records for " + ", ".join(quarter.text for quarter in known[-8:])
