"""Small workspaces for tests: YAML in, a reading out."""

from collections.abc import Callable, Mapping
from pathlib import Path

from hsp_cli.checking.loader import Loaded, load
from hsp_cli.domain.workspace import Workspace

REPOSITORY = Path(__file__).parents[1]

SHIPPED = sorted((REPOSITORY / "data").rglob("*.yaml"))
"""The records that this repository ships."""

PARTNERSHIP = """\
id: borough
name: Borough Partnership
rag:
  levels:
    - {code: G, name: Green, colour: green, at_least: 0}
    - {code: A, name: Amber, colour: amber, at_least: -10, exception: true}
    - {code: R, name: Red, colour: red, exception: true}
"""
"""The smallest settings; a test that needs more adds to them."""

BESIDE = sorted(path for ending in ("csv", "geojson") for path in (REPOSITORY / "data").rglob(f"*.{ending}"))
"""The files beside them."""

Files = Mapping[str, str | bytes]
ReadFiles = Callable[[Files], Loaded]
ReadRecords = Callable[[Files], Workspace]


def read_workspace(root: Path) -> Loaded:
    """The records under a root, with the texts of their files."""
    return load(str(root), keep_texts=True)


def write_files(root: Path, files: Files) -> Path:
    """Files under a root, by their paths from there."""
    for path, content in files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
    return root
