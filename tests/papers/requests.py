"""A brief for a paper out of a few files, for tests of what a report gathers."""

from datetime import date

from hsp_cli.domain.period import Period
from hsp_cli.papers.request import PaperRequest
from hsp_cli.papers.selection import requested
from tests.workspaces import Files, ReadRecords

DAY = date(2010, 9, 27)


def brief_of(records: ReadRecords, files: Files, quarter: str | None = None, as_of: date = DAY) -> PaperRequest:
    """The brief for the paper `paper` of a workspace."""
    return requested(records(files), "paper", Period.parse(quarter) if quarter else None, as_of)
