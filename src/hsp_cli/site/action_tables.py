"""Tables of actions and milestones for the pages of the site."""

from collections.abc import Iterable, Iterator, Sequence
from enum import Enum, auto

from hsp_cli.analysis.due import DueItem, DueStatus
from hsp_cli.domain.action import Scheduled
from hsp_cli.domain.address import Address, Placed
from hsp_cli.domain.paper import Paper
from hsp_cli.formats.document import Block, Break, Inline, RecordName
from hsp_cli.papers.action_views import ActionRow, action_row, due_counts
from hsp_cli.papers.key_views import action_key_text
from hsp_cli.papers.request import PaperRequest
from hsp_cli.site.blocks import Words, heading, inlines, paragraph, table, words
from hsp_cli.site.links import Links
from hsp_cli.site.parties import separated
from hsp_cli.site.records import place_text
from hsp_cli.site.site import Site
from hsp_cli.wording.actions import DUE_STATUSES
from hsp_cli.wording.counts import counted, plural
from hsp_cli.wording.sentences import capitalised

OPEN = tuple(status for status in DueStatus if status not in (DueStatus.COMPLETE, DueStatus.CLOSED))
"""The statuses of what is still open, or was left open, the most urgent first."""

NOT_RECORDED = "not recorded"


class PartOf(Enum):
    """What a table says of where each item belongs: its plan, meeting, paper or project; its aim; or nothing."""

    FILE = auto()
    AIM = auto()
    UNSAID = auto()


class ActionTables:
    """The tables of one page."""

    def __init__(self, site: Site, links: Links, request: PaperRequest) -> None:
        self._site = site
        self._links = links
        self.request = request

    def counts(self, items: Sequence[DueItem]) -> Iterator[Block]:
        """How many there are by status, and the key of their ratings."""
        yield paragraph(capitalised(due_counts(items, self.request)), ".")
        if key := action_key_text((item.placed.record for item in items), self.request):
            yield paragraph(key)

    def by_status(
        self, items: Sequence[DueItem], statuses: Iterable[DueStatus], level: int, *, part_of: PartOf = PartOf.FILE
    ) -> Iterator[Block]:
        """A heading and a table for each status that an item has."""
        for status in statuses:
            if found := [item for item in items if item.status is status]:
                yield heading(level, f"{DUE_STATUSES[status]} ({len(found)})", status.value.replace("_", "-"))
                yield self.table(found, part_of=part_of)

    def longest_overdue(self, items: Sequence[DueItem], most: int, *, is_short: bool = False) -> Iterator[Block]:
        """The items that are overdue the longest, and how many others there are. `items` are all that are overdue."""
        if items:
            yield self.table(items[:most], is_short=is_short)
        if (more := len(items) - most) > 0:
            yield paragraph(f"These {most} are overdue the longest: {more:,} {plural(more, 'is', 'are')} also overdue.")

    def table(
        self,
        items: Iterable[DueItem],
        *,
        part_of: PartOf = PartOf.FILE,
        owners_first: bool = False,
        is_home: bool = False,
        is_short: bool = False,
    ) -> Block:
        """The items in this order.

        A table that `is_home` is where links to its items lead (`anchors_of`). One that `is_short` does not have what
        was reported, nor the lines of the records: its page leads to a table that has them.
        """
        found = [(item, action_row(item, self.request)) for item in items]
        columns: dict[str, list[Words]] = {
            "Action": [self._action(item, row, is_home=is_home, is_short=is_short) for item, row in found],
            "For": [self._part_of(item, part_of) for item, _ in found],
            "Responsible": [row.owners or NOT_RECORDED for _, row in found],
            "Deadline and status": [_deadline(item, row) for item, row in found],
        }
        if part_of is PartOf.UNSAID:
            del columns["For"]
        heads = [*columns]
        if owners_first:
            heads.insert(0, heads.pop(heads.index("Responsible")))
        return table(heads, zip(*(columns[head] for head in heads), strict=True))

    def _action(self, item: DueItem, row: ActionRow, *, is_home: bool, is_short: bool) -> tuple[Inline, ...]:
        """The action; on lines of their own, what it waits for, what was reported, and where its record is."""
        text = words(row.text)
        lines = [(RecordName(item.placed.address.unique, text, is_place=True),) if is_home else text]
        if not is_short:
            lines += [*_below(row), inlines("Record: ", place_text(self._site, item.placed))]
        return separated(lines, Break())

    def _part_of(self, item: DueItem, part_of: PartOf) -> tuple[Inline, ...]:
        """What an item belongs to, with a link to the place of the item there."""
        workspace = self._site.workspace
        holder, file = workspace.holder_of(item.placed), workspace.file_of(item.placed)
        places = (item.placed.address, holder.address, file.address)
        place = next((one for one in places if one in self._links.targets), file.address)
        named = holder.record if part_of is PartOf.AIM else file.record
        quarter = f", {named.quarter.label}" if isinstance(named, Paper) and named.quarter else ""
        return self._links.to_address(place, _short(named.heading) + quarter)


def _below(row: ActionRow) -> Iterator[tuple[Inline, ...]]:
    """What an action waits for, and what was reported."""
    if row.waits_for:
        yield inlines("Waits for: ", row.waits_for)
    if row.reported:
        yield inlines("Reported: ", row.reported)


def _deadline(item: DueItem, row: ActionRow) -> tuple[Inline, ...]:
    """The deadline and how it moved; on a line of its own, the status, unless the deadline says the same."""
    due = row.due or ("" if item.status is DueStatus.UNDATED else "no deadline recorded")
    late = f", {counted(int(row.days_late), 'day')} late" if item.status is DueStatus.OVERDUE else ""
    said = due.casefold().endswith(row.status.casefold())
    lines = (separated(filter(None, (due, row.moved))), () if said else inlines(row.status, late))
    return separated(filter(None, lines), Break())


def anchors_of(placed: Iterable[Placed[Scheduled]]) -> dict[Address, str]:
    """The anchors of actions and milestones on a page that has a table as their home."""
    return {one.address: one.address.unique for one in placed}


def _short(title: str) -> str:
    """The first words of a title. The place that a link leads to has all of it."""
    return title if len(title) <= _SHORT else title[: _SHORT + 1].rpartition(" ")[0].rstrip(",;:") + "…"


_SHORT = 80
