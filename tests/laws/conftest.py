from collections.abc import Iterator
from types import CodeType

import pytest
from jinja2 import Environment

_compile = Environment.compile


@pytest.fixture(scope="session", autouse=True)
def templates_compiled_once() -> Iterator[None]:
    """A thousand papers of the same template: compiling it takes most of the time."""

    known: dict[tuple[str, str | None], CodeType] = {}

    def compile_once(self: Environment, source: str, name: str | None = None, filename: str | None = None) -> CodeType:
        if (source, name) not in known:
            known[source, name] = _compile(self, source, name, filename)
        return known[source, name]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Environment, "compile", compile_once)
        yield
