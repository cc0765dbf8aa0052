"""Writes the same content for other tools: schemas made from hsp's models, and the figures as ledgers.

    python -m benchmarks.peers WORKSPACE FOLDER

writes a JSON Schema and two ledgers into FOLDER. It writes the schemas for yamale next to the records, because yamale
looks for them there; hsp does not read them.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml_rs
from pydantic.json_schema import models_json_schema

from benchmarks import BEANCOUNT, HLEDGER, JSON_SCHEMA, YAMALE_SCHEMA
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.kinds import FILE_MODELS
from hsp_cli.domain.period import Period
from hsp_cli.store.layout import data_files

_Schema = dict[str, Any]

KEY_OF_KIND = {
    Kind.INDICATOR: "better",
    Kind.PAPER: "report",
    Kind.PARTNERSHIP: "rag",
    Kind.REGISTER: "risks",
    Kind.MEETING: "on",
    Kind.PLAN: "aims",
    Kind.GRANT: "returns",
    Kind.AREA_SET: "tier",
    Kind.PROFILE: "layers",
}
"""The key that tells a schema for all files which kind a file is, in order; a file with none of them is a project."""

# yamale uses PyYAML, which reads some periods as dates.
_YAMALE_PERIOD = "any(str(), int(), day())"

# Values that may be one word instead of a mapping: hsp's validators accept that, and the schemas do not show it.
_SHORT_FORMS: dict[str, list[_Schema]] = {
    "Owner": [{"type": "string"}],
    "IndicatorLink": [{"type": "string"}],
    "Deadline": [{"type": "string"}, {"type": "integer"}],
}


def main() -> None:
    workspace, folder = map(Path, sys.argv[1:])
    folder.mkdir(parents=True, exist_ok=True)
    by_model, defs = _schemas()
    _write_json_schema(folder / JSON_SCHEMA, by_model, defs)
    for kind in by_model:
        place = workspace / "data" / kind.folder
        place.mkdir(exist_ok=True)  # the workspace may have no record of the kind
        schema = "\n".join(_yamale_schema(by_model[kind], defs))
        (place / YAMALE_SCHEMA).write_text(schema + "\n", encoding="utf-8")
    _write_ledgers(workspace, folder)


def _schemas() -> tuple[dict[Kind, str], dict[str, _Schema]]:
    """The name of each kind's definition, and all definitions, including the short forms."""
    references, together = models_json_schema([(model, "validation") for model in FILE_MODELS.values()])
    defs: dict[str, _Schema] = together["$defs"]
    for name, forms in _SHORT_FORMS.items():
        defs[f"{name}Mapping"] = defs[name]
        defs[name] = {"anyOf": [*forms, {"$ref": f"#/$defs/{name}Mapping"}]}
    return {kind: references[(model, "validation")]["$ref"].split("/")[-1] for kind, model in FILE_MODELS.items()}, defs


def _write_json_schema(path: Path, by_model: dict[Kind, str], defs: dict[str, _Schema]) -> None:
    chosen: _Schema = {"$ref": f"#/$defs/{by_model[Kind.PROJECT]}"}
    for kind, key in reversed(KEY_OF_KIND.items()):
        chosen = {"if": {"required": [key]}, "then": {"$ref": f"#/$defs/{by_model[kind]}"}, "else": chosen}
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **chosen, "$defs": defs}
    path.write_text(json.dumps(schema, indent=1), encoding="utf-8")


def _yamale_schema(name: str, defs: dict[str, _Schema]) -> Iterator[str]:
    yield from _yamale_fields(defs[name], "")
    yield "---"
    for other, schema in defs.items():
        if "properties" in schema:
            yield f"{other}:"
            yield from _yamale_fields(schema, "  ")


def _yamale_fields(schema: _Schema, indent: str) -> Iterator[str]:
    required = schema.get("required", ())
    for key, value in schema["properties"].items():
        expression = _yamale(value, schema)
        if key not in required:
            expression = f"{expression[:-1]}{', ' if expression[-2] != '(' else ''}required=False)"
        yield f"{indent}{key}: {expression}"  # no quotes: yamale must read the key `on` as it does in the records


def _yamale(schema: _Schema, within: _Schema) -> str:
    """Translates a JSON Schema into yamale's; ValueError if yamale has no equivalent."""
    match schema:
        case {"$ref": reference}:
            name = reference.split("/")[-1]
            mapping = f"include('{name}{'Mapping' if name in _SHORT_FORMS else ''}')"
            return f"any({_YAMALE_PERIOD}, {mapping})" if name in _SHORT_FORMS else mapping
        case {"anyOf": alternatives}:
            words = [_yamale(one, within) for one in alternatives if one != {"type": "null"}]
            return words[0] if len(words) == 1 else f"any({', '.join(words)})"
        case {"enum": choices}:
            return f"enum({', '.join(map(repr, choices))})"
        case {"title": "Period"}:
            return _YAMALE_PERIOD
        case {"type": "array", "items": items}:
            return f"list({_yamale(items, within)})"
        case {"type": "object", "additionalProperties": dict(values)}:
            return f"map({_yamale(values, within)})"
        case {"type": "object"}:
            return "map()"
        case {"type": "string", "pattern": str(pattern)} if "maxLength" in schema:
            return f"regex({pattern!r})"
        case {"type": kind}:
            return {"string": "str()", "integer": "int()", "number": "num()", "boolean": "bool()"}[kind]
    raise ValueError(f"yamale has no equivalent of {schema}")


def _write_ledgers(workspace: Path, folder: Path) -> None:
    """One transaction for each actual figure, on the last day of its period."""
    with (folder / BEANCOUNT).open("w") as beancount, (folder / HLEDGER).open("w") as hledger:
        beancount.write("1900-01-01 open Equity:Figures\n")
        for file in data_files(str(workspace)):
            if file.kind is Kind.INDICATOR:
                record: Any = yaml_rs.loads((workspace / file.path).read_text(encoding="utf-8"), parse_datetime=False)
                account = f"Assets:{record['id'].capitalize()}"
                beancount.write(f"1900-01-01 open {account}\n")
                for text, figure in record["figures"].items():
                    if "actual" in figure:
                        day = Period.parse(text).last_day
                        value = figure["actual"]
                        beancount.write(f'{day} * "{text}"\n  {account}  {value} PCT\n  Equity:Figures\n')
                        hledger.write(f"{day} {text}\n    {account}  {value} PCT\n    Equity:Figures\n\n")


if __name__ == "__main__":
    main()
