"""A new workspace: a small working partnership, a skeleton of each kind of record, and files for other programs."""

import json
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

from hsp_cli.checking.loader import load
from hsp_cli.domain.kinds import FILE_MODELS
from hsp_cli.editing.examples import surroundings_of
from hsp_cli.editing.homes import file_of_new
from hsp_cli.editing.keys import keys_of
from hsp_cli.editing.new_records import proposed_id
from hsp_cli.editing.skeletons import placeholder, skeleton
from hsp_cli.exchange.schema import file_name, files_of, schema_of
from hsp_cli.store.layout import PARTNERSHIP_FILE
from hsp_cli.store.new_folder import empty_folder, write_all
from hsp_cli.store.starter import Matrix, starter_files
from hsp_cli.store.workflows import github_workflows, gitlab_pipeline, origin

SCHEMAS, SKELETONS = "schemas", "skeletons"

_YAML_EXTENSION = "redhat.vscode-yaml"
"""The extension of VS Code that reads the schemas. VS Code asks people whether to install it."""


class NewWorkspace(NamedTuple):
    """The folder that was made, and the paths in it. `has_origin` says whether its workflows name where hsp is from."""

    folder: Path
    paths: tuple[str, ...]
    has_origin: bool


def make_workspace(name: str, partnership: str, matrix: Matrix, day: date) -> NewWorkspace:
    """Make the workspace in a folder that is empty or does not exist.

    RequestRefused if the folder holds something, or a file cannot be written; nothing is left then.
    """
    folder = empty_folder(name)
    record_id = proposed_id(partnership) or "partnership"
    files = starter_files(partnership, record_id, matrix, day)
    files |= _schemas()
    files[".vscode/settings.json"] = _json(_editor_settings())
    files[".vscode/extensions.json"] = _json({"recommendations": [_YAML_EXTENSION]})
    source = origin()
    files |= github_workflows(source) | gitlab_pipeline(source)
    with write_all(folder, files) as write_more:
        skeletons = _skeletons(folder, day)
        write_more(skeletons)
    return NewWorkspace(folder, (*files, *skeletons), source is not None)


@cache
def _schemas() -> Mapping[str, str]:
    return {f"{SCHEMAS}/{file_name(kind)}": _json(schema_of(kind)) for kind in FILE_MODELS}


def _editor_settings() -> dict[str, object]:
    """The settings of VS Code: which schema is for which files, and how the YAML is to be indented."""
    schemas = {f"{SCHEMAS}/{file_name(kind)}": files_of(kind) for kind in FILE_MODELS}
    return {"yaml.schemas": schemas, "[yaml]": {"editor.tabSize": 2, "editor.insertSpaces": True}}


def _skeletons(folder: Path, day: date) -> dict[str, str]:
    """A commented skeleton of each kind of file. Its examples name records of the new workspace."""
    workspace = load(str(folder)).workspace
    assert workspace is not None
    around = surroundings_of(workspace, day)
    found = {}
    for kind, model in FILE_MODELS.items():
        data = {key.name: placeholder(model, key, around) for key in keys_of(model) if key.is_required}
        path = file_of_new(kind, "ID") if kind.folder else PARTNERSHIP_FILE
        found[f"{SKELETONS}/{kind}.yaml"] = f"# {path}\n{skeleton(model, data, around)}"
    return found


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
