"""Files beside a record: data that a record names by file, such as a CSV of figures in the same folder.

A key of a record whose type is a class of `FileBeside` takes the name of such a file. The store reads the file and puts
the object in the place of the name, so that a record has all of its data (`store.files_beside`).
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, ClassVar, get_args

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from hsp_cli.domain.finding import Key
from hsp_cli.domain.record import Record

_NAME = r"[A-Za-z0-9][A-Za-z0-9_-]*"
"""The name of a file without its ending. It cannot lead to another folder."""


class FileBeside:
    """What a file beside a record holds. `name` is the file's name, `path` its path from the root of the workspace."""

    ENDING: ClassVar[str]

    def __init__(self, name: str, path: str) -> None:
        self.name = name
        self.path = path

    @property
    def content(self) -> Any:
        """What the file holds, whatever its name and folder, to be compared with another version of it."""
        return None

    def texts(self) -> Iterator[tuple[tuple[Key, ...], str]]:
        """The texts that people wrote in the file, with the keys of their places in it."""
        return iter(())

    @classmethod
    def is_name(cls, name: str) -> bool:
        """Whether a file may have this name: letters, digits, hyphens and underscores, and the ending."""
        return re.fullmatch(_NAME + re.escape(cls.ENDING), name) is not None

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            cls._only_an_object,
            serialization=core_schema.plain_serializer_function_ser_schema(lambda beside: beside.name),
        )

    @classmethod
    def _only_an_object(cls, value: Any) -> "FileBeside":
        if not isinstance(value, cls):
            raise PydanticCustomError("file_beside", "the name of a file")
        return value

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"type": "string", "pattern": f"^{_NAME}{re.escape(cls.ENDING)}$"}


@cache
def keys_beside(model: type[Record]) -> dict[str, type[FileBeside]]:
    """The keys of a file's model that name a file beside it, each with the class of what that file holds."""
    return {key: found for key, field in model.model_fields.items() if (found := _class_in(field.annotation))}


def _class_in(annotation: Any) -> type[FileBeside] | None:
    if isinstance(annotation, type):
        return annotation if issubclass(annotation, FileBeside) else None
    return next((found for part in get_args(annotation) if (found := _class_in(part))), None)
