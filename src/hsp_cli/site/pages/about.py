"""About the site: whose it is, how it was made, what it leaves out, and how to read it."""

from collections.abc import Iterator
from functools import partial

from hsp_cli import __version__
from hsp_cli.domain.commit import short_id
from hsp_cli.domain.period import Period
from hsp_cli.formats.document import Block, Link
from hsp_cli.papers.key_views import rag_key_view
from hsp_cli.site.blocks import bullets, heading, paragraph, table, words
from hsp_cli.site.links import Links
from hsp_cli.site.notes import notes_of
from hsp_cli.site.page import Page
from hsp_cli.site.site import Site
from hsp_cli.store.history import data_digest
from hsp_cli.wording.rag import action_key
from hsp_cli.wording.redaction import left_out_text

ABOUT = "about.html"
_DATA = "data/index.html"


def pages(site: Site) -> Iterator[Page]:
    """The one page."""
    yield Page(ABOUT, "About this site", partial(_content, site))


def _content(site: Site, links: Links) -> Iterator[Block]:
    request = site.request("site")
    yield paragraph(f"This site shows the plans, figures, risks and meetings of {site.settings.name}.")
    yield from _contact(site)
    yield from _licence(site, links)
    yield heading(2, "How it was made", "how-it-was-made")
    yield paragraph(_made_from(site))
    yield paragraph("Each page names the file and the line of its records, so that a reader can check what it says.")
    yield heading(2, "What it leaves out", "what-it-leaves-out")
    yield paragraph("Records that are marked as exempt are not published. ", left_out_text(site.left_out))
    yield heading(2, "How to read it", "how-to-read-it")
    key = rag_key_view(request)
    yield table(key.table.heads, key.table.rows)
    yield paragraph(key.how)
    yield paragraph(action_key(site.settings.action_scale))
    yield bullets(_HOW_TO_READ)
    yield heading(2, "Accessibility", "accessibility")
    for line in _ACCESSIBILITY:
        yield paragraph(line)
    yield from notes_of(request)


_HOW_TO_READ = (
    "A figure that is awaited is missing. It is not zero, and nobody can say yet whether it is on target.",
    "“Not recorded” means that the records do not say. There may be an owner, a control or a reason all the same.",
    "A rating that is carried forward says from which period it comes.",
    "A mark such as †1 stands at a value that no document states. The end of the page gives the reason for it.",
)

_ACCESSIBILITY = (
    "The pages are made to be read without scripts, from a keyboard, with a screen reader, and enlarged to 400%.",
    "Ratings have a code and a word as well as a colour. Each chart has a text that says what it shows.",
    (
        "The makers of hsp check an example of each kind of page by program: with the rules of axe for WCAG 2.2 level "
        "AA, without scripts, with the keyboard alone, and on a screen as narrow as a page that is enlarged to 400%. "
        "Such checks find only some of the barriers that people meet. Nobody has checked these very pages by hand."
    ),
    (
        "This is not the accessibility statement that the law asks of a public body. "
        "The partnership publishes that itself."
    ),
)


def _contact(site: Site) -> Iterator[Block]:
    """The address of the partnership, if the settings have one that is not a name on a code host."""
    handle = site.settings.handle
    if handle and not handle.startswith("@"):
        yield paragraph("Contact: ", Link(f"mailto:{handle}", words(handle)), ".")


def _licence(site: Site, links: Links) -> Iterator[Block]:
    licence = site.settings.licence
    yield heading(2, "Licence and data", "licence")
    if licence:
        name = words(licence.name)
        yield paragraph("Licence: ", Link(licence.url, name) if licence.url else name, ".")
        if licence.attribution:
            yield paragraph(licence.attribution)
    else:
        yield paragraph("The settings name no licence. Ask the partnership before you use its data.")
    if _DATA in links.pages:
        yield paragraph("The records as tables: ", links.to_page(_DATA), ".")


def _made_from(site: Site) -> str:
    """The version of hsp, the commit and the digest of the records, and the day."""
    if site.commit is None:
        commit = "records that are not under version control"
    else:
        state = "without changes" if site.commit.clean else "with changes that are not committed"
        commit = f"commit {short_id(site.commit.commit)} {state}"
    digest = data_digest(site.loaded.content_hashes)
    day = Period.day(site.as_of).label
    return f"hsp {__version__} made this site from {commit}, as of {day}. The digest of the records is {digest}."
