"""How each class of file beside a record is read, and how the places in it are found, by the ending of the file."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from hsp_cli.domain.beside import FileBeside
from hsp_cli.domain.finding import Finding
from hsp_cli.domain.observations import Observations
from hsp_cli.domain.period import Calendar
from hsp_cli.domain.shapes import Shapes
from hsp_cli.store.source_map import SourceMap, read_source_map

if TYPE_CHECKING:
    from hsp_cli.store.csv_text import CsvMap

Read = tuple[FileBeside, Sequence[Finding]]
ReadText = Callable[[str, str, str, Mapping[str, Any], Calendar], Read]
"""Reads the text of a file: its name, its path, the text, the plain data of its record, and the calendar.

It gives what the file holds, or findings and an empty object. Refused if the text is not in its format.
"""


def _read_observations(name: str, path: str, text: str, record: Mapping[str, Any], calendar: Calendar) -> Read:
    from hsp_cli.store.observations import read_observations  # most workspaces have none

    return read_observations(name, path, text, record, calendar)


def _read_shapes(name: str, path: str, text: str, record: Mapping[str, Any], calendar: Calendar) -> Read:
    from hsp_cli.store.shapes import read_shapes

    return read_shapes(name, path, text, record, calendar)


READERS: dict[type[FileBeside], ReadText] = {Observations: _read_observations, Shapes: _read_shapes}


def place_map(path: str, text: str) -> "SourceMap | CsvMap":
    """The places of the values in a file, by its ending."""
    if path.lower().endswith(Observations.ENDING):
        from hsp_cli.store.csv_text import CsvMap

        return CsvMap(text)
    return read_source_map(text)
