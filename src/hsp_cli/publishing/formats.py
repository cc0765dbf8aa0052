"""The formats that papers are made in, found by name: a module of `formats`."""

from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from hsp_cli.formats import markdown


class Format(Protocol):
    """What a module of `formats` has to have.

    Templates are written in Markdown. A format that writes something else says what its filters give back, or takes
    those of Markdown, and makes its file of the page in `finish`.
    """

    @property
    def ENDING(self) -> str:  # noqa: N802 - a constant of the module, as are the next two
        """The ending of its files, with the dot."""

    @property
    def FILTERS(self) -> Mapping[str, Callable[..., str]]:  # noqa: N802
        """What templates can do with values, beside the filters of Jinja."""

    @property
    def CONTENTS(self) -> str:  # noqa: N802
        """What a template writes where the contents go."""

    def written(self, value: object) -> str:
        """Any value as the page has it: escaped, unless a filter has written it already."""

    def finish(self, page: str) -> bytes:
        """The file of a page that a template has laid out, its contents made."""


MARKDOWN: Format = markdown
"""The format of a paper where none is asked for."""


@cache
def format_by_ending() -> Mapping[str, Format]:
    """Every format by the ending of its files, in the order of their names."""
    files = Path(str(markdown.__file__)).parent.iterdir()
    names = sorted(path.stem for path in files if path.suffix == ".py" and path.stem != "__init__")
    found = [cast(Format, import_module(f"hsp_cli.formats.{name}")) for name in names]
    return {one.ENDING: one for one in found}
