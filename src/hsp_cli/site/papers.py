"""The papers of the site: the pack of the quarter, each laid out once for all its formats."""

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from hsp_cli.domain.redaction import redacted
from hsp_cli.formats.document import Block, Document, Heading, plain
from hsp_cli.papers.request import PaperRequest
from hsp_cli.papers.selection import pack, redacted_request
from hsp_cli.publishing.earlier import with_earlier
from hsp_cli.publishing.formats import Format
from hsp_cli.publishing.paper import Finished, finished
from hsp_cli.site.file_names import file_name

if TYPE_CHECKING:
    from hsp_cli.site.site import Site


class SitePaper:
    """A paper of the site."""

    def __init__(self, site: "Site", request: PaperRequest) -> None:
        self._site = site
        self.request = request

    @property
    def title(self) -> str:
        """The title, which its record or its subject gives."""
        return str(self.request.heading()["title"])

    def path(self, format: Format) -> str:
        """The path of its file in a format."""
        return f"papers/{file_name(self.request.name)}{format.ending}"

    @cached_property
    def finished(self) -> Finished:
        """The paper as it was laid out. RequestRefused if its template is at fault."""
        request = with_earlier(self._site.loaded, self.request)
        if request.earlier and self._site.redacted.addresses:
            past = redacted(request.earlier.workspace, self._site.redacted.addresses).workspace
            request = replace(request, earlier=replace(request.earlier, workspace=past))
        return finished(self._site.loaded, request, self._site.errors)

    @cached_property
    def document(self) -> Document:
        return self.finished.document()

    def blocks_below_title(self) -> tuple[Block, ...]:
        """The blocks of the paper without the title, if they begin with it: the page has it already."""
        blocks = self.document.blocks
        first = blocks[0] if blocks else None
        is_title = isinstance(first, Heading) and first.level == 1 and plain(first.inlines) == self.document.title
        return blocks[1:] if is_title else blocks


def papers_of(site: "Site") -> tuple[SitePaper, ...]:
    """The papers of the quarter, those that are recorded first. None without a quarter."""
    if site.quarter is None:
        return ()
    everything = site.loaded.workspace
    assert everything is not None  # there is no site without settings
    whole = pack(everything, site.quarter, site.as_of, by_meeting=site.by_meeting)
    requests = [public for one in whole if (public := redacted_request(one, site.workspace))]
    return tuple(SitePaper(site, request) for request in requests)
