"""The formats of papers, and how a finished page becomes a file in one of them."""

from dataclasses import dataclass
from importlib import import_module
from pathlib import PurePath
from typing import TYPE_CHECKING, Protocol, cast

from hsp_cli.store.layout import TEMPLATES

if TYPE_CHECKING:
    from hsp_cli.formats.document import Document


class Writer(Protocol):
    """The interface of a module of `formats` that makes files from documents."""

    def finish(self, document: "Document") -> bytes:
        """The file. The same document gives the same bytes."""


class TextWriter(Writer, Protocol):
    """The interface of a module whose files are text."""

    def provenance_in(self, text: str) -> str:
        """The sentence in which a file says from what it was made; any other text without one."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its name, which is also the ending of its files, and what it is called.

    Markdown has no writer: its page is the paper. `is_text` says whether a screen can show it. `reference` is the
    path in a workspace of the partnership's own document that gives the format its styles, if it takes one.
    """

    name: str
    called: str
    is_text: bool = True
    reference: str = ""

    @property
    def ending(self) -> str:
        return f".{self.name}"

    @property
    def noun(self) -> str:
        """What it is called without an article, as a label: `Web page`."""
        words = self.called.removeprefix("a ")
        return words[0].upper() + words[1:]

    @property
    def writer(self) -> Writer:
        """The module that makes its files. RequestRefused if it needs a library that is not installed."""
        return cast(Writer, import_module(f"hsp_cli.formats.{self.name}"))


MARKDOWN = Format("md", "Markdown")
"""The default format of a paper."""

FORMATS: tuple[Format, ...] = (
    MARKDOWN,
    Format("html", "a web page"),
    Format("txt", "plain text"),
    Format("docx", "a Word document", is_text=False, reference=f"{TEMPLATES}/reference.docx"),
    Format("pdf", "a PDF", is_text=False),
)
"""Every format, in the order of the manual."""


def provenance_in(text: str, format: Format) -> str:
    """The sentence in which a paper says from what it was made; any other text without one.

    A format whose files are no text has none that hsp could read.
    """
    if format is MARKDOWN:
        return text.splitlines()[-1] if text else ""
    return "" if not format.is_text else cast(TextWriter, format.writer).provenance_in(text)


def format_of(name: str) -> Format:
    """The format of a file by its name. A name with another ending may be that of any file of Markdown."""
    return format_by_ending().get(PurePath(name).suffix.lower(), MARKDOWN)


def format_by_ending() -> dict[str, Format]:
    """Every format by the ending of its files."""
    return {one.ending: one for one in FORMATS}
