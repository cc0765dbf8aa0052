"""The formats of papers. Each is a module of `formats`, found by name."""

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from hsp_cli.drawing.picture import Picture
from hsp_cli.formats import markdown


class Format(Protocol):
    """The interface of a module of `formats`.

    Templates are written in Markdown. Another format has filters of its own, or uses those of Markdown, and converts
    the page to its file in `finish`.
    """

    @property
    def ENDING(self) -> str:  # noqa: N802 - a constant of the module, as are the next two
        """The ending of its files, with the dot."""

    @property
    def FILTERS(self) -> Mapping[str, Callable[..., str]]:  # noqa: N802
        """The filters of templates, in addition to those of Jinja."""

    @property
    def CONTENTS(self) -> str:  # noqa: N802
        """The placeholder for the contents in a template."""

    def written(self, value: object) -> str:
        """Any value as it appears on the page: escaped, unless a filter has already written it."""

    def finish(self, page: str) -> bytes:
        """Make the file from a page that a template has laid out, including the contents."""

    def files_beside(self, page: str, pictures: Iterable[Picture]) -> Mapping[str, bytes]:
        """The files that the page needs beside it, by name: the pictures that it links instead of holding them."""


MARKDOWN: Format = markdown
"""The default format of a paper."""


@cache
def format_by_ending() -> Mapping[str, Format]:
    """Every format by the ending of its files, sorted by name."""
    files = Path(str(markdown.__file__)).parent.iterdir()
    names = sorted(path.stem for path in files if path.suffix == ".py" and path.stem != "__init__")
    found = [cast(Format, import_module(f"hsp_cli.formats.{name}")) for name in names]
    return {one.ENDING: one for one in found}
