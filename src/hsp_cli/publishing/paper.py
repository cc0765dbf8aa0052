"""Makes a paper from records and a template."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from functools import cached_property
from typing import NamedTuple

from hsp_cli.checking.loader import Loaded
from hsp_cli.domain.finding import Diagnostic, Severity
from hsp_cli.domain.request import FormatRefused, RequestRefused
from hsp_cli.drawing.picture import Picture
from hsp_cli.formats import markdown
from hsp_cli.formats.document import Block, Document, Heading, plain
from hsp_cli.formats.reading import NotShown, blocks_of
from hsp_cli.papers.kinds import context_of, kinds
from hsp_cli.papers.request import PaperRequest
from hsp_cli.publishing.formats import MARKDOWN, Format
from hsp_cli.publishing.provenance import Provenance, provenance
from hsp_cli.publishing.templates import (
    Template,
    find_template,
    has_templates_of_its_own,
    render,
    with_imports,
    within_limits,
)
from hsp_cli.store.file_tree import FileTree
from hsp_cli.store.files import FileNotRead, ReadError
from hsp_cli.store.layout import TEMPLATE_ENDING


class Made(NamedTuple):
    """The file of a paper, and the files that belong beside it by name: its pictures."""

    page: bytes
    beside: Mapping[str, bytes]


@dataclass(frozen=True)
class Finished:
    """A finished paper, from which each format makes its file: the page, its pictures, and what it was made from.

    The page is Markdown with marks, see `formats.marks`.
    """

    page: str
    pictures: tuple[Picture, ...]
    templates: tuple[Template, ...]
    tree: FileTree
    day: date
    publisher: str
    body: str
    provenance: str
    marking: str

    def document(self) -> Document:
        """The paper as a document. FormatRefused, with the line of the template, if only Markdown can show it."""
        blocks = self._blocks
        first = next((plain(block.inlines) for block in blocks if isinstance(block, Heading)), self.body)
        return Document(
            first,
            blocks,
            self.day,
            publisher=self.publisher,
            body=self.body,
            provenance=self.provenance,
            marking=self.marking,
        )

    def made(self, format: Format = MARKDOWN) -> Made:
        """The files of the paper in a format. FormatRefused if it cannot show the paper, RequestRefused if it needs a
        library that is not installed.
        """
        if format is MARKDOWN:
            return Made(markdown.finish(self.page), markdown.files_beside(self.page, self.pictures))
        document = replace(self.document(), reference=reference_of(format, self.tree))
        return Made(format.writer.finish(document), {})

    @cached_property
    def _blocks(self) -> tuple[Block, ...]:
        # A page of a partnership's own template could take hours to read. So it is first read within limits, in another
        # process, from which no blocks come back.
        if has_templates_of_its_own(self.tree):
            within_limits(self.templates[0], self._tried)
        return self._read()

    def _tried(self) -> str:
        with suppress(FormatRefused):  # the process that asks finds it out too
            self._read()
        return ""

    def _read(self) -> tuple[Block, ...]:
        try:
            return blocks_of(self.page, self.pictures)
        except NotShown as reason:
            raise FormatRefused(
                f"{self._place_of(reason.where)} has {reason.what}; only Markdown can have that",
                "correct the template, or make the paper as Markdown: --format md",
            ) from None

    def _place_of(self, piece: str) -> str:
        """The template and line that have a piece of the page; without such a line, the template of the paper."""
        for template in self.templates:
            for number, line in enumerate(template.text.splitlines(), start=1):
                if piece and piece in line:
                    return f"the template {template.name}{TEMPLATE_ENDING} on line {number}"
        return f"what the template {self.templates[0].name}{TEMPLATE_ENDING} lays out"


def finished(
    loaded: Loaded, request: PaperRequest, diagnostics: Sequence[Diagnostic], made_from: Provenance | None = None
) -> Finished:
    """Lay out a paper. It gives the number of errors in the records, because its figures may be wrong."""
    if request.report not in kinds():
        raise RequestRefused(f"no report is called {request.report!r}", f"there is {', '.join(kinds())}")
    tree = loaded.loader.tree
    template = find_template(tree, request.report)
    context = {
        **context_of(request.report)(request),
        "errors": sum(diagnostic.severity is Severity.ERROR for diagnostic in diagnostics),
        "notes": request.notes.listed(),
        "provenance": str(made_from or provenance(loaded, template, request.as_of, is_redacted=request.is_redacted)),
    }
    page = render(template, context, tree)
    if request.marking and markdown.written(request.marking) not in page:
        raise RequestRefused(
            f"the template {template.name}{TEMPLATE_ENDING} does not print the marking {request.marking}",
            "add {{ marking }} below its title",
        )
    if markdown.written(request.exempt_text) not in page:
        raise RequestRefused(
            f"the template {template.name}{TEMPLATE_ENDING} does not say what a redacted paper leaves out",
            "add {{ exempt_text }} below its title",
        )
    return Finished(
        page,
        tuple(pictures_in(context)),
        with_imports(template, tree),
        tree,
        request.as_of,
        str(context.get("partnership", "")),
        str(context.get("body", "")),
        str(context["provenance"]),
        request.marking or "",
    )


def reference_of(format: Format, tree: FileTree) -> bytes | None:
    """The partnership's own document that gives a format its styles. None if it has none for this format.

    RequestRefused if it cannot be read.
    """
    if not format.reference:
        return None
    try:
        return tree.open(format.reference)[0]
    except FileNotRead as error:
        if error.why is ReadError.MISSING:
            return None
        raise RequestRefused(f"{format.reference}: {error.message}", "correct the file, or remove it") from None


def make(
    loaded: Loaded,
    request: PaperRequest,
    diagnostics: Sequence[Diagnostic],
    made_from: Provenance | None = None,
    format: Format = MARKDOWN,
) -> Made:
    """Make the files of a paper in one format."""
    return finished(loaded, request, diagnostics, made_from).made(format)


def pictures_in(value: object) -> Iterator[Picture]:
    """Every picture inside the context of a paper."""
    if isinstance(value, Picture):
        yield value
    elif is_dataclass(value):
        for field in fields(value):
            yield from pictures_in(getattr(value, field.name))
    elif isinstance(value, tuple | dict):
        for one in value.values() if isinstance(value, dict) else value:
            yield from pictures_in(one)
