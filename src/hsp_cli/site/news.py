"""What the feed of the site tells: papers, meetings, and what has changed in the quarter."""

from collections.abc import Iterator
from datetime import date

from hsp_cli.domain.paper import Paper
from hsp_cli.domain.site_url import address_of
from hsp_cli.exchange.feed import Feed, Item
from hsp_cli.site.links import Links
from hsp_cli.site.shell import FEED, HOME
from hsp_cli.site.site import Site
from hsp_cli.wording.bodies import body_name

_CHANGES = "changes.html"
_MOST = 100
"""So many items are in the feed, the latest. Programs that read it keep the earlier ones."""


def feed_of(site: Site, links: Links) -> Feed:
    """The feed. An item has a day of the records on which it is news, which is not after the day of the site."""
    settings, licence = site.settings, site.settings.licence
    found = [*_papers(site, links), *_meetings(site, links), *_changes(site, links)]
    latest_first = sorted(found, key=lambda item: item.day, reverse=True)
    return Feed(
        settings.id,
        f"{settings.name}: papers, meetings and changes",
        settings.name,
        _address(site, HOME),
        tuple(latest_first[:_MOST]),
        _address(site, FEED) if settings.site_url else "",
        (licence.attribution or licence.name) if licence else "",
    )


def _papers(site: Site, links: Links) -> Iterator[Item]:
    for placed in site.workspace.papers.values():
        paper, target = placed.record, links.targets.get(placed.address)
        day = _day_of(paper, site.as_of)
        if target and day:
            about = [f"Body: {body_name(paper.body, site.settings)}."] if paper.body else []
            quarter = [f"Quarter: {paper.quarter.label}."] if paper.quarter else []
            summary = " ".join(("Paper.", *about, *quarter))
            yield Item(placed.address.full, paper.heading, _address(site, target), day, summary)


def _day_of(paper: Paper, as_of: date) -> date | None:
    """The day of a paper. A paper for a meeting to come has the last day of its quarter, if that is over."""
    days = [period.last_day for period in (paper.on, paper.quarter) if period]
    return next((day for day in days if day <= as_of), None)


def _meetings(site: Site, links: Links) -> Iterator[Item]:
    for placed in site.workspace.meetings.values():
        meeting, target = placed.record, links.targets.get(placed.address)
        if target and meeting.on.last_day <= site.as_of:
            summary = f"{body_name(meeting.body, site.settings)}, {meeting.on.label}."
            yield Item(placed.address.full, meeting.heading, _address(site, target), meeting.on.last_day, summary)


def _changes(site: Site, links: Links) -> Iterator[Item]:
    quarter = site.quarter
    if quarter and _CHANGES in links.pages:
        title = f"What has changed: {quarter.label}"
        day = min(quarter.last_day, site.as_of)
        yield Item(f"changes/{quarter.text}", title, _address(site, _CHANGES), day, f"Changes in {quarter.label}.")


def _address(site: Site, target: str) -> str:
    """The address of a page: absolute where the settings name the address of the site, else relative to the feed."""
    path = target.removeprefix("/")
    return address_of(site.settings.site_url, path) if site.settings.site_url else path
