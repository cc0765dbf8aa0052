"""What has changed since the last paper, or else since the quarter before."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from hsp_cli.analysis.changes_since.last_paper import LastReported, last_reported
from hsp_cli.analysis.changes_since.state import Found, Held, Source, State, Turn
from hsp_cli.domain.address import Placed
from hsp_cli.domain.period import Period
from hsp_cli.formats.document import Block
from hsp_cli.papers.changed_since import change_counts, changed_name, held_how, slip_how, turn_how
from hsp_cli.papers.request import PaperRequest
from hsp_cli.publishing.earlier import Earlier, changes_from, earlier_asked, public_then
from hsp_cli.site.blocks import Words, heading, inlines, paragraph, table
from hsp_cli.site.links import Links
from hsp_cli.site.notes import notes_of
from hsp_cli.site.page import Page
from hsp_cli.site.site import Site
from hsp_cli.wording.changes_since import BY_DATES, compared_text, summary_text, with_text

CHANGES = "changes.html"


def pages(site: Site) -> Iterator[Page]:
    """The one page. None if nothing is earlier than the quarter of the site."""
    last = last_reported(site.workspace, None, site.quarter, site.as_of) if site.quarter else None
    if last:
        yield Page(CHANGES, "What has changed", partial(_content, site, last))


def _content(site: Site, last: LastReported, links: Links) -> Iterator[Block]:
    request, now = site.request("site"), State(site.workspace, site.quarter, site.as_of)
    named = last.paper.id if last.paper else last.quarter.text
    earlier = _public(site, earlier_asked(site.loaded, site.workspace, named))
    found = changes_from(earlier, now)
    yield paragraph(f"Changes since {earlier.called} ({Period.day(earlier.state.as_of).label}).")
    yield paragraph(f"{summary_text(change_counts(found))} {_known_from(found, earlier)}")
    if earlier.state.quarter and site.quarter:
        yield paragraph(_quarters(earlier.state.quarter, site.quarter))
    for title, anchor, rows in _sections(found, earlier.state, links, request):
        if rows:
            yield heading(2, f"{title} ({len(rows)})", anchor)
            yield table(("Record", "Kind", "Change"), rows, optional=("Change",))
    yield from notes_of(request)


def _public(site: Site, earlier: Earlier) -> Earlier:
    """The earlier state without what is or was exempt."""
    if earlier.at is None:
        return earlier
    return earlier._replace(state=earlier.state._replace(workspace=public_then(site.loaded, earlier.at)))


def _known_from(found: Found, earlier: Earlier) -> str:
    """How the changes are known. Why git was not asked is not said: the reason may name a folder of this machine."""
    if found.source is Source.DATES or earlier.at is None:
        return BY_DATES
    at = earlier.at
    return compared_text(at.commit, Period.day(at.committed_on).label, len(at.not_read))


def _quarters(then: Period, now: Period) -> str:
    if then == now:
        return f"Ratings of {now.label}, as they were then and as they are now."
    return f"Ratings of {now.label} are compared with those of {then.label}."


_Row = tuple[Words, str, str]
"""The record, its kind, and what has changed."""


def _sections(
    found: Found, then: State, links: Links, request: PaperRequest
) -> Iterator[tuple[str, str, Sequence[_Row]]]:
    """The changes, those for the worse first: a title, an anchor and a row for each."""

    def named(placed: Placed[Any], how: str = "") -> _Row:
        return links.to_address(placed.address, changed_name(placed, request)), placed.address.kind.label, how

    def turns(changed: Sequence[Turn]) -> list[_Row]:
        return [named(turn.placed, turn_how(turn, then, request)) for turn in changed]

    def gone(held: Held) -> _Row:
        return inlines(" ".join(held.placed.record.heading.split())), held.placed.address.kind.label, held_how(held)

    yield "Slipped", "slipped", [named(slip.placed, slip_how(slip, request)) for slip in found.slipped]
    yield "Worse", "worse", turns(found.worse)
    yield "Off track or red now, and not rated then", "first-rated", turns(found.first_rated)
    yield "Gone without being closed", "gone", [gone(held) for held in found.gone or ()]
    yield "Not delivered or cancelled", "stopped", [named(placed) for placed in found.stopped]
    yield "Open again", "open-again", [named(placed) for placed in found.reopened]
    yield "Better", "better", turns(found.better)
    yield (
        "Brought forward",
        "brought-forward",
        [named(slip.placed, slip_how(slip, request)) for slip in found.brought_forward],
    )
    yield "Completed", "completed", [named(placed) for placed in found.completed]
    yield "Risks closed", "closed", [named(placed) for placed in found.closed]
    yield "New", "new", [named(held.placed, with_text(held.inside)) for held in found.new]
    yield "Not known", "not-known", [named(one.placed, one.why) for one in found.unknown]
