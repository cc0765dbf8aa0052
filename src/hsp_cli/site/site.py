"""What the site is made from."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from hsp_cli.analysis.backlinks import Backlinks
from hsp_cli.analysis.due import DueItem
from hsp_cli.analysis.risks import RatedRisk, RiskReport, risk_report
from hsp_cli.checking.loader import Loaded
from hsp_cli.domain.address import Address, Placed
from hsp_cli.domain.finding import Diagnostic
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.partnership import Partnership
from hsp_cli.domain.period import Period, quarter_of
from hsp_cli.domain.redaction import Redacted, redacted
from hsp_cli.domain.request import FormatRefused
from hsp_cli.domain.workspace import Workspace
from hsp_cli.exchange.catalogue import TABLES
from hsp_cli.papers.request import PaperRequest
from hsp_cli.publishing.formats import FORMATS, Format
from hsp_cli.publishing.paper import reference_of
from hsp_cli.publishing.record_links import RecordLinks, RecordPlace
from hsp_cli.site.charts import Charts
from hsp_cli.site.keys import key_of, program_key
from hsp_cli.site.open_data import OpenTable
from hsp_cli.site.papers import SitePaper, papers_of
from hsp_cli.site.scheduled import ScheduledItems
from hsp_cli.store.history import CommitState, data_digest
from hsp_cli.store.layout import TEMPLATE_ENDING, TEMPLATES


@dataclass(frozen=True)
class Site:
    """The records that everybody may see, the quarter and the day for which the pages are made.

    `redacted` is without the exempt records. `loaded` is everything, for the places of records and for templates:
    nothing of its records may be shown. `quarter` is None if none has records. `errors` are those in the records, for a
    site that is made in spite of them. With `by_meeting`, a paper has the date of its meeting.
    `formats` are those of papers.
    """

    loaded: Loaded
    redacted: Redacted
    quarter: Period | None
    as_of: date
    by_meeting: bool = False
    errors: tuple[Diagnostic, ...] = ()
    formats: tuple[Format, ...] = FORMATS

    @property
    def workspace(self) -> Workspace:
        """The records that everybody may see."""
        return self.redacted.workspace

    @property
    def left_out(self) -> Mapping[Kind, int]:
        """How many exempt records are left out, by kind."""
        return self.redacted.left_out

    @property
    def settings(self) -> Partnership:
        return self.workspace.partnership

    @property
    def later_quarter(self) -> Period | None:
        """The latest quarter that has ended, if it is after that of the site."""
        if self.quarter is None:
            return None
        ended = quarter_of(self.as_of, self.settings.calendar).previous()
        return ended if ended.last_day > self.quarter.last_day else None

    @cached_property
    def open_tables(self) -> tuple[OpenTable, ...]:
        """The tables of the open data."""
        return tuple(OpenTable(self, table) for table in TABLES.values())

    @cached_property
    def commit(self) -> CommitState | None:
        """The commit of the records, and whether they differ from it. None outside version control."""
        return self.loaded.loader.tree.state(self.loaded.contents())

    @cached_property
    def backlinks(self) -> Backlinks:
        """Where records are named."""
        return Backlinks(self.workspace)

    @cached_property
    def charts(self) -> Charts:
        """The charts of the indicators."""
        return Charts(self.workspace, self.quarter)

    @cached_property
    def scheduled(self) -> ScheduledItems:
        """Every action and milestone with its status on the day of the site."""
        return ScheduledItems(self.workspace, self.as_of)

    @cached_property
    def risk_report(self) -> RiskReport | None:
        """The risks of the quarter. None without a quarter."""
        return risk_report(self.workspace, self.quarter) if self.quarter else None

    @cached_property
    def rated_risks(self) -> Mapping[Address, RatedRisk]:
        """The open risks that have a rating up to the end of the quarter, by address."""
        return {risk.placed.address: risk for risk in self.risk_report.rated} if self.risk_report else {}

    @cached_property
    def not_made(self) -> dict[str, FormatRefused]:
        """The papers that a format could not show, by the path of the file. A build adds to it."""
        return {}

    @cached_property
    def papers(self) -> tuple[SitePaper, ...]:
        """The papers of the quarter."""
        return papers_of(self)

    @cached_property
    def record_links(self) -> RecordLinks:
        """The lines of records, and their addresses on the code host."""
        return RecordLinks(self.loaded, self.settings.record_url)

    def place_of(self, placed: Placed[Any], *keys: str | int) -> RecordPlace:
        """The line of a record, or of a value in it, in its file as it is."""
        return self.record_links.at(self.redacted.place_in_file(placed).at(*keys))

    def request(self, name: str) -> PaperRequest:
        """A request for the views of papers, about the quarter of the site. `name` begins the names of pictures."""
        kind = self.settings.quarterly_report
        return PaperRequest(name, kind, self.workspace, self.as_of, self.quarter)

    @cached_property
    def key(self) -> str:
        """The key of what depends on any record, setting or template, or on the commit."""
        commit = (self.commit.commit, self.commit.clean) if self.commit else None
        tree = self.loaded.loader.tree
        templates = [tree.open(f"{TEMPLATES}/{name}{TEMPLATE_ENDING}")[0] for name in sorted(tree.template_names())]
        references = [reference_of(one, tree) for one in self.formats]
        return key_of(self.given_key, data_digest(self._hashes), templates, references, commit)

    @cached_property
    def given_key(self) -> str:
        """The key of what every page depends on: hsp, the settings, the quarter and the day."""
        quarter = self.quarter.text if self.quarter else None
        given = (
            dict(self.left_out),
            quarter,
            self.as_of,
            self.by_meeting,
            len(self.errors),
            [one.name for one in self.formats],
        )
        return key_of(program_key(), self.record_key(self.workspace.settings), *given)

    def record_key(self, placed: Placed[Any]) -> str:
        """The key of all that is in the file of a record and in those beside it, as far as everybody may see it."""
        file = self.workspace.file_of(placed)
        assert self.loaded.workspace is not None  # there is no site without settings
        before = self.loaded.workspace.files_of(file.address.kind)[file.address.id]
        left = "" if file.record is before.record else repr(file.record)
        return key_of(self._file_hashes[file.place.path], self.record_links.commit, left)

    def records_key(self, records: Iterable[Placed[Any]], _: object = None) -> str:
        """The key of the files of some records, each once. Like all keys of pages, it can be given the links."""
        files = {one.place.path: one for one in records}
        return key_of([self.record_key(files[path]) for path in sorted(files)])

    def items_key(self, items: Iterable[DueItem], others: Iterable[Placed[Any]] = (), _: object = None) -> str:
        """The key of what a table says of actions and milestones, which may wait for some of other files, and of other
        records.
        """
        found = [*others]
        for item in items:
            found += (item.placed, *(one for wait in item.waits for one in (wait.on, wait.cause)))
        return self.records_key(found)

    @cached_property
    def _hashes(self) -> Mapping[str, str]:
        return self.loaded.content_hashes

    @cached_property
    def _file_hashes(self) -> Mapping[str, tuple[str, ...]]:
        """The hashes of each record's file and of those beside it, by the path of the record's file."""
        return {
            reading.file.path: tuple(one.content_hash for one in reading.all_files) for reading in self.loaded.readings
        }


def site_of(
    loaded: Loaded,
    workspace: Workspace,
    quarter: Period | None,
    as_of: date,
    *,
    by_meeting: bool = False,
    errors: Sequence[Diagnostic] = (),
    formats: Sequence[Format] = FORMATS,
) -> Site:
    """The site of a workspace as it was loaded: with its exempt records left out."""
    return Site(loaded, redacted(workspace), quarter, as_of, by_meeting, tuple(errors), tuple(formats))
