"""The themes under which registers share risks, each with its risks."""

from collections.abc import Iterator
from functools import partial

from hsp_cli.domain.address import SETTINGS, Address
from hsp_cli.domain.kind import Kind
from hsp_cli.formats.document import Block
from hsp_cli.site.blocks import heading, paragraph, table
from hsp_cli.site.links import Links
from hsp_cli.site.notes import notes_of
from hsp_cli.site.page import Page
from hsp_cli.site.pages.risks import LIST, risk_link, state_text
from hsp_cli.site.parties import body_link
from hsp_cli.site.site import Site
from hsp_cli.wording.counts import counted

THEMES = "themes.html"


def pages(site: Site) -> Iterator[Page]:
    """The one page. None without a theme."""
    themes = site.settings.risk_themes
    if themes:
        key = partial(site.records_key, site.workspace.registers.values())
        anchors = {Address(Kind.THEME, SETTINGS, theme.id): theme.id for theme in themes}
        yield Page(THEMES, "Common risks", partial(_content, site), above=(LIST,), anchors=anchors, key=key)


def _content(site: Site, links: Links) -> Iterator[Block]:
    request = site.request("themes")
    for theme in site.settings.risk_themes:
        risks = [one for one in site.workspace.risks if one.record.theme == theme.id]
        yield heading(2, request.notes.mark(theme.title, theme, "title"), theme.id)
        yield paragraph(f"{counted(len(risks), 'risk')} recorded under it.")
        if risks:
            rows = [
                (risk_link(one, links, request), state_text(one, site, request), body_link(one.body, site, links))
                for one in risks
            ]
            yield table(("Risk", "Rating", "Body"), rows, optional=("Rating",))
    yield from notes_of(request)
