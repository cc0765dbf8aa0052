"""The schemas in an editor: the real yaml-language-server completes, explains and marks with them."""

import shutil
from collections.abc import Iterator
from itertools import count

import pytest

from hsp_cli.domain.kind import Kind
from hsp_cli.domain.kinds import FILE_MODELS
from hsp_cli.exchange.schema import file_name, files_of
from tests.runs import hsp
from tests.tools.language_servers import LanguageServer, Mark
from tests.workspaces import REPOSITORY

SERVER = shutil.which("yaml-language-server")
pytestmark = pytest.mark.skipif(SERVER is None, reason="yaml-language-server is not installed: make tools, with npm")

NUMBERS = count()
INDICATOR = "id: waste\ntitle: Waste\nunit: tonnes\nbetter: higher\n"


@pytest.fixture
def new() -> str:
    """The path of an indicator that the server has not seen: it keeps the text that it was first told of a file."""
    return f"data/indicators/{next(NUMBERS)}.yaml"


@pytest.fixture(scope="module")
def editor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LanguageServer]:
    """An editor with the schemas that `hsp schema -o schemas` writes, set as docs/tools.md says."""
    root = tmp_path_factory.mktemp("workspace")
    assert hsp("schema", "-o", str(root / "schemas")).code == 0
    schemas = {(root / "schemas" / file_name(kind)).as_uri(): files_of(kind) for kind in FILE_MODELS}
    settings = {"validate": True, "hover": True, "completion": True, "schemaStore": {"enable": False}}
    assert SERVER is not None
    server = LanguageServer((SERVER, "--stdio"), root, {"yaml": {**settings, "schemas": schemas}})
    yield server
    server.stop()


@pytest.mark.parametrize("kind", FILE_MODELS)
def test_the_longest_record_of_each_kind_is_free_of_marks(kind: Kind, editor: LanguageServer) -> None:
    folder = REPOSITORY / "data" / kind.folder
    path = max(folder.glob("**/*.yaml" if kind.folder else "partnership.yaml"), key=lambda path: path.stat().st_size)
    name = f"data/{kind.folder}/longest.yaml" if kind.folder else "data/partnership.yaml"
    assert editor.open(name, path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    ("lines", "mark"),
    [
        ("owner: Ann", Mark(4, 0, 5, "Property owner is not allowed.")),
        ("seasonal: maybe", Mark(4, 10, 15, 'Incorrect type. Expected "boolean".')),
        ("figures:\n  Q1-2026: {actual: 12%}", Mark(5, 20, 23, 'Incorrect type. Expected "number | null".')),
        (
            "figures:\n  q1-2026: {actual: 12}",
            Mark(5, 2, 9, "write Q1-2010, 2010-06, 2010-06-30, 2010/11 or 2010"),
        ),
        (
            "figures:\n  Q1-2026: {status: TBC}",
            Mark(5, 20, 23, 'Value is not accepted. Valid values: "final", "provisional", "awaited".'),
        ),
    ],
)
def test_a_mistake_is_marked_where_it_is(lines: str, mark: Mark, new: str, editor: LanguageServer) -> None:
    assert editor.open(new, f"{INDICATOR}{lines}\n") == [mark]


def test_the_first_line_of_a_file_can_name_its_schema(editor: LanguageServer) -> None:
    line = "# yaml-language-server: $schema=../schemas/indicator.schema.json\n"
    assert editor.open("drafts/a.yaml", f"{INDICATOR}owner: Ann\n") == []
    found = editor.open("drafts/b.yaml", f"{line}{INDICATOR}owner: Ann\n")
    assert found == [Mark(5, 0, 5, "Property owner is not allowed.")]


def test_a_missing_key_is_named(new: str, editor: LanguageServer) -> None:
    messages = [mark.message for mark in editor.open(new, "id: waste\ntitle: Waste\nbetter: higher\n")]
    assert messages == ['Missing property "unit".']


def test_keys_are_offered_as_they_are_written_and_none_twice(new: str, editor: LanguageServer) -> None:
    editor.open(new, f"{INDICATOR}figures:\n  Q1-2026:\n    actual: 5\n    \n")
    offered = editor.offered(new, 7, 4)
    assert offered["target"] == "target: "
    assert offered["status"] == "status: "
    assert "actual" not in offered
    assert "title" not in offered


def test_the_words_of_a_key_are_offered(new: str, editor: LanguageServer) -> None:
    editor.open(new, INDICATOR.replace("higher", ""))
    assert list(editor.offered(new, 3, 8)) == ["higher", "lower", "within", "neutral"]


def test_the_keys_of_an_action_are_offered_at_any_depth(editor: LanguageServer) -> None:
    aims = "aims:\n  - id: a\n    title: A\n    aims:\n      - id: b\n        title: B\n        actions:\n"
    path = "data/plans/p.yaml"
    editor.open(path, f"id: p\ntitle: P\n{aims}          - id: x\n            text: X\n            \n")
    offered = editor.offered(path, 11, 12)
    assert {"due", "owners", "status", "depends_on"} <= set(offered)
    assert "measures" not in offered


def test_a_key_is_explained_with_the_words_of_the_manual(new: str, editor: LanguageServer) -> None:
    editor.open(new, f"{INDICATOR}leads: [Ann]\n")
    assert "Which way is good; `neutral` indicators give context and are never rated." in editor.explained(new, 3, 2)
    assert "Who is responsible for it." in editor.explained(new, 4, 2)
