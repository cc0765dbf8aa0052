"""JSON Schemas of the files, made from the models: for editors, and for programs that write records.

A schema says what one file may hold by itself. What several files decide together, such as whether a reference leads
anywhere, and what depends on the partnership's calendar, only `hsp validate` can say.
"""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from hsp_cli import __version__
from hsp_cli.domain.kind import FOLDERS, Kind
from hsp_cli.domain.kinds import FILE_MODELS
from hsp_cli.domain.meanings import meaning_of
from hsp_cli.domain.request import RequestRefused
from hsp_cli.store.layout import PARTNERSHIP_FILE

_NUMBER = r"^\s*[+-]?(?:[0-9_]+\.?[0-9_]*|\.[0-9_]+)(?:[eE][+-]?[0-9]+)?\s*$"
"""A number in quotes, which keeps its final zeros."""


def schema_of(kind: Kind) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of the files of a kind. It needs no other document."""
    schema = FILE_MODELS[kind].model_json_schema(schema_generator=SchemaGenerator)
    return {
        "$schema": SchemaGenerator.schema_dialect,
        "$id": f"urn:hsp-cli:{__version__}:{kind.value}",
        **schema,
        "title": f"{kind.label[0].upper()}{kind.label[1:]}",
    }


def files_of(kind: Kind) -> str:
    """The files of a kind, as a pattern from the root of the workspace."""
    return f"data/{kind.folder}/**/*.yaml" if kind.folder else PARTNERSHIP_FILE


def file_name(kind: Kind) -> str:
    """The name of the file with the schema of a kind."""
    return f"{kind.value}.schema.json"


def kind_called(name: str) -> Kind:
    """The kind of file with a noun, a plural or a folder of this name. RequestRefused if there is none."""
    asked = name.lower()
    for kind in FILE_MODELS:
        if asked in (kind.value, kind.plural, kind.label):
            return kind
    if asked in FOLDERS:
        return FOLDERS[asked]
    raise RequestRefused(f"no file holds {name!r}", f"choose from: {', '.join(kind.value for kind in FILE_MODELS)}")


class SchemaGenerator(GenerateJsonSchema):
    """The schema as editors need it: each key with its meaning, and no words that only repeat its name."""

    def meaning(self, model: type[BaseModel], key: str) -> str:
        """What a key of a model means."""
        return meaning_of(model, key)

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        """Without the default: editors would write it into the record, which then says what nobody said."""
        return self.generate_inner(schema["schema"])

    def enum_schema(self, schema: core_schema.EnumSchema) -> JsonSchemaValue:
        return {"type": "string", "enum": [choice.value for choice in schema["members"]]}

    def decimal_schema(self, schema: core_schema.DecimalSchema) -> JsonSchemaValue:
        return {"anyOf": [{"type": "number"}, {"type": "string", "pattern": _NUMBER}]}

    def dict_schema(self, schema: core_schema.DictSchema) -> JsonSchemaValue:
        """With the pattern of the keys, which are texts in JSON, where they are periods."""
        keys = self.generate_inner(schema["keys_schema"])
        made = super().dict_schema(schema)
        if patterned := next((way for way in keys.get("anyOf", ()) if "pattern" in way), None):
            made["propertyNames"] = patterned
        return made

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        model = schema["cls"]
        made = super().model_schema(schema)
        made.pop("title", None)
        made["description"] = _first_paragraph(model.__doc__ or "")
        for key, inside in made.get("properties", {}).items():
            made["properties"][key] = {**_explained(_sentence(self.meaning(model, key))), **_bare(inside)}
        return made


def _explained(words: str) -> dict[str, str]:
    """The description of a key. Editors show backticks as they are unless they are told that the text is Markdown."""
    return {"description": words, **({"markdownDescription": words} if "`" in words else {})}


def _bare(schema: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in schema.items() if name not in ("title", "description")}


def _first_paragraph(words: str) -> str:
    return " ".join(words.partition("\n\n")[0].split())


def _sentence(phrase: str) -> str:
    return f"{phrase[0].upper()}{phrase[1:]}{'' if phrase.endswith('.') else '.'}"
