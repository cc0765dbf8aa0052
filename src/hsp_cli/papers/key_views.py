"""The keys of RAG scales for papers, with marks at what is inferred of them."""

from collections.abc import Iterable
from dataclasses import dataclass

from hsp_cli.domain.action import Rated
from hsp_cli.domain.plan import Aim
from hsp_cli.domain.record import Record
from hsp_cli.papers.request import PaperRequest
from hsp_cli.papers.tables import Table, table
from hsp_cli.wording.marked import rated
from hsp_cli.wording.rag import STATED, STATED_OR_COMPUTED, action_key, rag_key


@dataclass(frozen=True, slots=True)
class KeyView:
    """The key of the scale for indicators: a row for each level, the best first, and where ratings come from."""

    table: Table
    how: str


def rag_key_view(request: PaperRequest) -> KeyView:
    """The codes, names, limits and exceptions of the scale. A stated scale has no limits."""
    scale = request.workspace.partnership.rag
    colours = [level.colour for level in scale.levels]
    codes, names, limits, exceptions = zip(*rag_key(scale), strict=True)
    columns = (
        ("RAG", _marked(map(rated, codes, colours), request, "code")),
        ("Name", _marked(map(rated, names, colours), request, "name")),
        ("Distance from the target (plus is good)", _marked(limits, request, "at_least")),
        ("Exception", _marked(exceptions, request, "exception")),
    )
    return KeyView(table(columns, needed=("RAG",)), STATED if scale.stated else STATED_OR_COMPUTED)


def _marked(cells: Iterable[str], request: PaperRequest, key: str) -> tuple[str, ...]:
    settings = request.workspace.partnership
    return tuple(request.notes.mark(cell, settings, "rag", "levels", key) for cell in cells)


def action_key_text(records: Iterable[Record], request: PaperRequest) -> str:
    """The levels of the ratings of actions and aims, if one of the records has such a rating; otherwise empty."""
    if not any(isinstance(one, Rated) and one.rag for one in records):
        return ""
    settings = request.workspace.partnership
    key = "action_rag" if settings.action_rag else "rag"
    return request.notes.mark(action_key(settings.action_scale), settings, key, "levels", "name")


def aims_key_text(aims: Iterable[Aim], request: PaperRequest) -> str:
    """The same for aims, all aims below them, and their actions."""
    every = [below for aim in aims for below in aim.with_aims_below()]
    return action_key_text((*every, *(action for aim in every for action in aim.actions)), request)
