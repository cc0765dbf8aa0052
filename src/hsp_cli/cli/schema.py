"""`hsp schema`: the JSON Schemas of the records."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hsp_cli.cli.completion import file_kinds
from hsp_cli.cli.options import command
from hsp_cli.cli.session import Session
from hsp_cli.domain.request import RequestRefused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hsp_cli.domain.kind import Kind

MAPPING = "mapping"


@command
def run(
    session: Session,
    kind: Annotated[
        str | None,
        typer.Argument(
            metavar="[KIND]", help="The kind of file: indicator, plan, register …", autocompletion=file_kinds
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE|DIR", help="Write here; without KIND, every schema into DIR."),
    ] = None,
) -> None:
    """Make JSON Schemas of the records for editors.

    Without KIND and -o, it lists the kinds. A schema checks one file by itself; `hsp validate` checks everything.
    """
    from hsp_cli.domain.kinds import FILE_MODELS
    from hsp_cli.exchange.json_text import json_text
    from hsp_cli.exchange.schema import files_of, kind_called, schema_of

    target = None if output is None or str(output) == "-" else output
    if kind == MAPPING:
        _mapping(session, target)
        return
    asked = kind_called(kind) if kind else None
    if target:
        paths = _paths(target, [asked] if asked else [*FILE_MODELS], into_folder=asked is None or target.is_dir())
        _write(session, {path: json_text(schema_of(one)) for one, path in paths.items()})
    elif asked:
        session.out.write_raw(json_text(schema_of(asked)))
    else:
        session.out.table(("Kind", "Files"), [(one.value, files_of(one)) for one in FILE_MODELS])


def _mapping(session: Session, target: Path | None) -> None:
    """Write the schema of the mappings of spreadsheets, which are no records."""
    from hsp_cli.exchange.incoming.mapping_schema import mapping_schema
    from hsp_cli.exchange.json_text import json_text

    text = json_text(mapping_schema())
    if target is None:
        session.out.write_raw(text)
    else:
        _write(session, {target / f"{MAPPING}.schema.json" if target.is_dir() else target: text})


def _paths(target: Path, kinds: "Sequence[Kind]", *, into_folder: bool) -> "dict[Kind, Path]":
    """The path of the schema of each kind. RequestRefused if one cannot be written there."""
    from hsp_cli.exchange.schema import file_name

    if not into_folder and target.suffix.lower() != ".json":
        raise RequestRefused(f"no schema can be written as {target.name}", "its name must end in .json")
    if not target.parent.is_dir():
        reason = f"cannot write {target}: there is no folder {target.parent}"
        raise RequestRefused(reason, "make it first, or choose another place: -o DIR")
    return {kind: target / file_name(kind) if into_folder else target for kind in kinds}


def _write(session: Session, texts: "dict[Path, str]") -> None:
    from hsp_cli.store.writing import write_atomically

    for path, text in texts.items():
        write_atomically(path, text)
        if not session.quiet:
            session.err.write(f"schema: {path}")
