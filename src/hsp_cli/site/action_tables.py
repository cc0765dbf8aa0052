"""Tables of actions and milestones for the pages of the site."""

from collections.abc import Iterable, Iterator, Sequence
from enum import Enum, auto

from hsp_cli.analysis.due import DueItem, DueStatus
from hsp_cli.domain.action import Scheduled
from hsp_cli.domain.address import Placed
from hsp_cli.domain.paper import Paper
from hsp_cli.formats.document import Block, Inline
from hsp_cli.papers.action_views import ActionRow, action_row, due_counts
from hsp_cli.papers.key_views import action_key_text
from hsp_cli.papers.request import PaperRequest
from hsp_cli.site.blocks import Words, heading, paragraph, table
from hsp_cli.site.links import Links
from hsp_cli.site.records import place_text
from hsp_cli.site.site import Site
from hsp_cli.wording.actions import DUE_STATUSES
from hsp_cli.wording.counts import counted
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

    def items(self, placed: Iterable[Placed[Scheduled]]) -> tuple[DueItem, ...]:
        """Actions and milestones with their status on the day of the site, the oldest deadline first."""
        found = (self._site.due_items[one.address] for one in placed)
        return tuple(sorted(found, key=lambda item: (_falls_on(item), str(item.placed.address))))

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

    def table(self, items: Iterable[DueItem], *, part_of: PartOf = PartOf.FILE, owners_first: bool = False) -> Block:
        """The items in this order. Columns that would be empty are left out."""
        found = [(item, action_row(item, self.request)) for item in items]
        columns: dict[str, list[Words]] = {
            "Action": [row.text for _, row in found],
            "For": [self._part_of(item, part_of) for item, _ in found],
            "Responsible": [row.owners or NOT_RECORDED for _, row in found],
            "Deadline": ["; ".join(filter(None, (row.due or "no deadline recorded", row.moved))) for _, row in found],
            "Status": [_status(row) for _, row in found],
            "Waits for": [row.waits_for for _, row in found],
            "Reported": [row.reported for _, row in found],
            "Record": [place_text(self._site, item.placed) for item, _ in found],
        }
        if part_of is PartOf.UNSAID:
            del columns["For"]
        heads = [*columns]
        if owners_first:
            heads.insert(0, heads.pop(heads.index("Responsible")))
        rows = zip(*(columns[head] for head in heads), strict=True)
        return table(heads, rows, optional=("Waits for", "Reported"))

    def _part_of(self, item: DueItem, part_of: PartOf) -> tuple[Inline, ...]:
        """What an item belongs to, with a link to the place of the item there."""
        workspace = self._site.workspace
        holder, file = workspace.holder_of(item.placed), workspace.file_of(item.placed)
        place = holder if holder.address in self._links.targets else file
        named = holder.record if part_of is PartOf.AIM else file.record
        quarter = f", {named.quarter.label}" if isinstance(named, Paper) and named.quarter else ""
        return self._links.to_address(place.address, _short(named.heading) + quarter)


def _short(title: str) -> str:
    """The first words of a title. The place that a link leads to has all of it."""
    return title if len(title) <= _SHORT else title[: _SHORT + 1].rpartition(" ")[0].rstrip(",;:") + "…"


_SHORT = 80


def _falls_on(item: DueItem) -> str:
    """The last day of the deadline as a sort key. Without one, an item is last."""
    deadline = item.placed.record.deadline
    return deadline.falls_on.isoformat() if deadline and deadline.falls_on else "9999-99"


def _status(row: ActionRow) -> str:
    return f"{row.status}, {counted(int(row.days_late), 'day')} late" if row.days_late else row.status
