from collections.abc import Iterator
from types import CodeType

import pytest
from jinja2 import Environment

_compile = Environment.compile


@pytest.fixture(scope="session", autouse=True)
def templates_compiled_once() -> Iterator[None]:
    """A thousand papers of the same template: compiling it takes most of the time."""

    known: dict[tuple[str, str | None, object], CodeType] = {}

    def compile_once(self: Environment, source: str, name: str | None = None, filename: str | None = None) -> CodeType:
        # What a format does to values is compiled into the template, and its mark for the contents tells which it is.
        key = source, name, self.globals.get("contents")
        if key not in known:
            known[key] = _compile(self, source, name, filename)
        return known[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Environment, "compile", compile_once)
        yield
