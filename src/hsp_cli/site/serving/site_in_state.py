"""The site in one state of the records, with what `hsp validate` finds in them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property, partial
from posixpath import normpath

from hsp_cli.domain.request import RequestRefused
from hsp_cli.site.blocks import paragraph
from hsp_cli.site.contents import links_of, other_files_of
from hsp_cli.site.file import File
from hsp_cli.site.links import Links
from hsp_cli.site.page import Page
from hsp_cli.site.serving import pages
from hsp_cli.site.serving.answers import Answer, file_answer
from hsp_cli.site.serving.findings import Findings
from hsp_cli.site.serving.reloading import POLICY_WITH_SCRIPT, script_path
from hsp_cli.site.shell import Shell
from hsp_cli.site.site import Site


@dataclass(frozen=True)
class SiteInState:
    """The site as the server shows it: with the findings at the top of each page and beside its records, and with the
    pages about findings.

    `state` names the state of the files. Without settings that can be read (`is_whole` is false), it has only the pages
    about findings, and shows the list of them at every address.
    """

    state: str
    site: Site
    findings: Findings
    is_whole: bool

    def answer(self, path: str) -> Answer:
        """The answer to a request for a path. Bugs in a page are raised."""
        if path in self._links.pages:
            return self._page(self._links.pages[path], 200)
        if not self.is_whole:
            return self._page(self._links.pages[pages.LIST], 503)
        try:
            content = self._content(path)
        except RequestRefused as refused:
            return self._page(_said(path, "This file cannot be made", refused.message, refused.hint), 503)
        if content is None:
            return self._page(_said(path, "Page not found", _NOT_FOUND), 404)
        return file_answer(path, content)

    def _content(self, path: str) -> bytes | None:
        """The bytes of a file that is no page. None if the site has no such file."""
        if path in self._files:
            return self._files[path].make()
        folder, _, name = path.rpartition("/")
        # Which pictures are beside a paper is only known once it is laid out, so nothing else is looked for there.
        near = (file for file in self._files.values() if name.endswith(".svg") and file.path.startswith(f"{folder}/"))
        return next((found for file in near if (found := file.beside().get(name)) is not None), None)

    @cached_property
    def _files(self) -> Mapping[str, File]:
        return {file.path: file for file in other_files_of(self.site, self._links)}

    def _page(self, page: Page, status: int) -> Answer:
        try:
            shown = replace(page, content=partial(pages.content, self.findings, page))
            above = pages.top(self.findings, page, self._links)
            content = self._shell.written(shown, above, (script_path(self.state),), POLICY_WITH_SCRIPT)
        except RequestRefused as refused:
            return self._page(_said(page.path, page.title, refused.message, refused.hint), 503)
        return file_answer("page.html", content, status)

    @cached_property
    def _links(self) -> Links:
        own = links_of(self.site).pages.values() if self.is_whole else ()
        return Links((*own, *pages.pages(self.findings)))

    @cached_property
    def _shell(self) -> Shell:
        return Shell(self.site, self._links)


_NOT_FOUND = (
    "The site has pages only for records that are public and can be read. A record that was renamed has a new address."
)


def _said(path: str, title: str, *lines: str) -> Page:
    """A page that says something in place of what was asked for."""
    is_plain = normpath(path) == path and not path.startswith(("/", "."))
    return Page(path if is_plain else "said.html", title, lambda _links: [paragraph(line) for line in lines if line])
