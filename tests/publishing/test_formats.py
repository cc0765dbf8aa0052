from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from hsp_cli import formats
from hsp_cli.checking.loader import Loaded
from hsp_cli.domain.period import Period
from hsp_cli.drawing.picture import Picture
from hsp_cli.papers.kinds import context_of, kinds
from hsp_cli.publishing.formats import MARKDOWN, Format, format_by_ending
from hsp_cli.publishing.paper import make, requested
from hsp_cli.publishing.templates import Template, render
from hsp_cli.store.file_tree import Disk
from tests.sample_workspace import FILES
from tests.workspaces import ReadFiles

NOWHERE = Path("/nowhere")


class Shouting(ModuleType):
    """A format that stands in for one somebody adds: capital letters, and nothing escaped."""

    ENDING = ".shout"
    FILTERS = {"heading": lambda level: "!" * level}
    CONTENTS = "(contents)"

    @staticmethod
    def written(value: object) -> str:
        return str(value).upper()

    @staticmethod
    def finish(page: str) -> bytes:
        return page.encode("utf-16")

    @staticmethod
    def files_beside(page: str, pictures: Iterable[Picture]) -> Mapping[str, bytes]:  # noqa: ARG004
        return {}


SHOUTING: Format = Shouting("shouting")


def test_every_module_of_the_room_is_a_format_and_found_by_its_ending() -> None:
    modules = [path.stem for path in Path(formats.__path__[0]).glob("*.py") if path.stem != "__init__"]
    assert len(format_by_ending()) == len(modules)
    assert format_by_ending()[".md"] is MARKDOWN
    for ending, found in format_by_ending().items():
        assert ending == found.ENDING
        assert ending.startswith(".")
        assert isinstance(found.finish(f"# A\n\n{found.CONTENTS}\n{found.written(1)}\n"), bytes)


def test_values_filters_contents_and_the_file_are_those_of_the_format() -> None:
    text = "{{ 2|heading }} {{ a }} {{ contents }}"
    assert render(Template("t", text, own=True), {"a": "b*"}, Disk(str(NOWHERE)), SHOUTING) == "!! B* (CONTENTS)"
    assert render(Template("t", text, own=True), {"a": "b*"}, Disk(str(NOWHERE))) == rf"## b\* {MARKDOWN.CONTENTS}"


def test_a_paper_is_the_file_that_its_format_makes(workspace: ReadFiles) -> None:
    reading = workspace({**FILES, "templates/morning-report.md.j2": "{{ title }}"})
    assert reading.workspace is not None
    request = requested(reading.workspace, "report-2024-q1", None, date(2024, 4, 15))
    assert make(reading, request, [], None, SHOUTING).page == "QUARTERLY REPORT".encode("utf-16")


# --- What a paper hands to a format


def plain_values(value: Any) -> Iterator[type]:
    """The types of all values inside a context."""
    if is_dataclass(value):
        for field in fields(value):
            yield from plain_values(getattr(value, field.name))
    elif isinstance(value, tuple):
        for one in value:
            yield from plain_values(one)
    else:
        yield type(value)


@pytest.mark.parametrize("kind", kinds())
def test_a_paper_hands_over_plain_texts_and_numbers_and_no_signs_of_a_format(kind: str, harrow: Loaded) -> None:
    assert harrow.workspace is not None
    paper = next(name for name, placed in harrow.workspace.papers.items() if placed.record.report == kind)
    request = requested(harrow.workspace, paper, Period.parse("Q1-2010"), date(2010, 9, 27))
    context = context_of(kind)(request)
    assert "contents" not in context
    for value in context.values():
        assert set(plain_values(value)) <= {str, int, bool, type(None)}
