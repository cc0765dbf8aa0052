"""The papers of the site: the pack of the quarter, each laid out once for all its formats."""

from typing import TYPE_CHECKING

from hsp_cli.formats.document import Block, Heading
from hsp_cli.papers.notes import DAGGER
from hsp_cli.papers.request import PaperRequest
from hsp_cli.papers.selection import pack, redacted_request
from hsp_cli.publishing.earlier import with_earlier
from hsp_cli.publishing.formats import Format
from hsp_cli.publishing.paper import Finished, finished

if TYPE_CHECKING:
    from hsp_cli.site.site import Site


class SitePaper:
    """A paper of the site."""

    def __init__(self, site: "Site", request: PaperRequest, desk: "_Desk") -> None:
        self._site = site
        self._desk = desk
        self.request = request

    @property
    def title(self) -> str:
        """The title, which its record or its subject gives, without a mark that it is inferred."""
        return str(self.request.heading()["title"]).partition(f" {DAGGER}")[0]

    def path(self, format: Format) -> str:
        """The path of its file in a format."""
        return f"papers/{self.request.file_name}{format.ending}"

    @property
    def finished(self) -> Finished:
        """The paper as it was laid out. RequestRefused if its template is at fault."""
        return self._desk.finished(self._site, self.request)

    def blocks_below_title(self) -> tuple[Block, ...]:
        """The blocks of the paper without the title, if they begin with it: the page has it already."""
        blocks = self.finished.document().blocks
        first = blocks[0] if blocks else None
        return blocks[1:] if isinstance(first, Heading) and first.level == 1 else blocks


class _Desk:
    """Lays out papers, and keeps the last: it is wanted in one format after the other. All would take much memory."""

    def __init__(self) -> None:
        self._last: tuple[PaperRequest, Finished] | None = None

    def finished(self, site: "Site", request: PaperRequest) -> Finished:
        if self._last is None or self._last[0] is not request:
            self._last = request, finished(site.loaded, with_earlier(site.loaded, request), site.errors)
        return self._last[1]


def papers_of(site: "Site") -> tuple[SitePaper, ...]:
    """The papers of the quarter that are public, those that are recorded first. None without a quarter."""
    if site.quarter is None or site.loaded.workspace is None:
        return ()
    desk = _Desk()
    requests = pack(site.loaded.workspace, site.quarter, site.as_of, by_meeting=site.by_meeting)
    public = (redacted_request(request, site.workspace) for request in requests)
    return tuple(SitePaper(site, request, desk) for request in public if request)
