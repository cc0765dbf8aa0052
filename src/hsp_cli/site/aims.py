"""The aims of a plan on its page: each with what the document says, its indicators, its actions and its aims."""

from collections.abc import Iterator

from hsp_cli.domain.address import Placed
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.plan import Aim, Column, Plan
from hsp_cli.formats.document import Block, Strong, Text
from hsp_cli.papers.plan_views import BLANK, AimView, ColumnView, aim_views
from hsp_cli.papers.request import PaperRequest
from hsp_cli.site.action_tables import ActionTables, PartOf
from hsp_cli.site.blocks import bullets, heading, paragraph, prose
from hsp_cli.site.indicator_tables import indicator_table
from hsp_cli.site.links import Links
from hsp_cli.site.record_texts import questions_blocks
from hsp_cli.site.records import record_line
from hsp_cli.site.site import Site

_LOWEST = 6
"""The lowest level of a heading. Aims further down have it too."""

_OUR_TABLES = (Column.INDICATORS, Column.ACTIONS)
"""Columns of the document in whose place the page has tables, because it knows more of their records."""


def anchor_of(aim_id: str) -> str:
    """The anchor of an aim on the page of its plan."""
    return f"aim-{aim_id}"


class AimBlocks:
    """The aims of one plan. `tables` are those of the page."""

    def __init__(self, plan: Placed[Plan], site: Site, links: Links, request: PaperRequest) -> None:
        self._plan = plan
        self._site = site
        self._links = links
        self._request = request
        self._tables = ActionTables(site, links, request)
        workspace = site.workspace
        self._placed_aims = {id(one.record): one for one in workspace.of_file(Kind.AIM, plan)}
        self._placed_actions = {id(one.record): one for one in workspace.of_file(Kind.ACTION, plan)}

    def blocks(self, level: int) -> Iterator[Block]:
        """All aims as a tree of headings that begins at a level."""
        record = self._plan.record
        for aim, view in zip(record.aims, aim_views(record, self._request, level), strict=True):
            yield from self._aim(aim, view)

    def _aim(self, aim: Aim, view: AimView) -> Iterator[Block]:
        yield heading(min(view.level, _LOWEST), view.title, anchor_of(aim.id))
        yield from prose(view.response)
        if view.reported:
            yield _labelled("Reported", view.reported)
        for column in (*view.columns, *view.responsible):
            if column.column not in _OUR_TABLES or column.items == (BLANK,):
                yield from _column(column)
        yield from self._indicators(aim)
        yield from self._actions(aim)
        yield from questions_blocks(view.open_questions)
        if aim.note:
            yield paragraph(f"Note: {aim.note}")
        yield record_line(self._site, self._placed_aims[id(aim)])
        for below, inside in zip(aim.aims, view.aims, strict=True):
            yield from self._aim(below, inside)

    def _indicators(self, aim: Aim) -> Iterator[Block]:
        known = [link for link in aim.indicators if link.indicator in self._site.workspace.indicators]
        named = [(self._site.workspace.indicators[link.indicator], link.as_written or "") for link in known]
        if named:
            yield indicator_table(named, self._site, self._links, self._request)

    def _actions(self, aim: Aim) -> Iterator[Block]:
        placed = [self._placed_actions[id(action)] for action in aim.actions]
        if placed:
            yield self._tables.table(self._site.scheduled.of(placed), part_of=PartOf.UNSAID, is_home=True)


def _labelled(label: str, text: str) -> Block:
    return paragraph(Strong((Text(f"{label}:"),)), " ", text)


def _column(column: ColumnView) -> Iterator[Block]:
    if column.on_one_line:
        yield _labelled(column.label, "; ".join(column.items))
    else:
        yield paragraph(Strong((Text(f"{column.label}:"),)))
        yield bullets(column.items)
