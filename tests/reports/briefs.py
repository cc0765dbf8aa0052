"""A brief for a paper out of a few files, for tests of what a report gathers."""

from datetime import date

from hsp_cli.domain.period import Period
from hsp_cli.reports.brief import Brief
from hsp_cli.reports.paper import requested
from tests.workspaces import Files, ReadRecords

DAY = date(2010, 9, 27)


def brief_of(records: ReadRecords, files: Files, quarter: str | None = None, as_of: date = DAY) -> Brief:
    """The brief for the paper `paper` of a workspace."""
    return requested(records(files), "paper", Period.parse(quarter) if quarter else None, as_of)
