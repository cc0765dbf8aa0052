import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hsp_cli.domain.beside import keys_beside
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.kinds import FILE_MODELS
from hsp_cli.domain.record import Record
from tests.laws.generated import generated
from tests.laws.knowledge import Known, inside
from tests.workspaces import write_files

SETTINGS = set(FILE_MODELS) - {Kind.PARTNERSHIP}


def keys_of(model: type[Record], seen: set[type[Record]]) -> Iterator[tuple[type[Record], str]]:
    """Every key of a model and of the models inside it, other than those that name a file beside the record."""
    if model in seen:
        return
    seen.add(model)
    for key, field in model.model_fields.items():
        if key in keys_beside(model):
            continue
        yield model, key
        if (below := inside(field.annotation)) is not None:
            yield from keys_of(below, seen)


def texts(files: dict[str, Any]) -> dict[str, str | bytes]:
    return {path: data if isinstance(data, str) else json.dumps(data) for path, data in files.items()}


def test_made_up_workspaces_have_every_key_of_every_record_other_than_the_settings(tmp_path: Path) -> None:
    found: set[tuple[type[Record], str]] = set()
    for seed in range(30):
        known = Known.at(write_files(tmp_path / str(seed), texts(generated(seed))), tmp_path / "scratch")
        found.update(step for piece in known.pieces for step in piece.path)
    asked = {key for kind in SETTINGS for key in keys_of(FILE_MODELS[kind], set())}
    assert {(model.__name__, key) for model, key in asked - found} == set()
