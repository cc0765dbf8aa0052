"""A picture that a paper or a command hands out."""

import re
from dataclasses import dataclass

_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Picture:
    """A finished picture: its name, its SVG, and the alternative text, which says what the picture shows.

    The name is a slug, because it becomes part of the name of a file. ValueError if it is not one.
    """

    name: str
    svg: str
    alternative: str

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.name):
            raise ValueError(f"{self.name!r} cannot be the name of a picture")

    @property
    def file_name(self) -> str:
        return f"{self.name}.svg"
