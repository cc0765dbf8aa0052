"""Reads a YAML file that is not a record, such as a mapping of columns, with the same guards and messages."""

from pathlib import PurePath
from typing import Any, TypeVar

from pydantic import ValidationError

from hsp_cli.domain.finding import Diagnostic
from hsp_cli.domain.record import Record
from hsp_cli.domain.request import RequestRefused
from hsp_cli.store import file_rules
from hsp_cli.store.file_reader import located, source_map_of
from hsp_cli.store.files import FileNotRead, content_of, max_file_bytes
from hsp_cli.store.guard import Refused, guarded_text
from hsp_cli.store.model_errors import findings_of
from hsp_cli.store.parsing import parse

M = TypeVar("M", bound=Record)


def read_model(path: str, model: type[M]) -> tuple[M | None, list[Diagnostic]]:
    """The data of a file as a model, or what is wrong with them. RequestRefused if the file cannot be opened."""
    name = PurePath(path).name
    try:
        content = content_of(path, max_file_bytes())
    except FileNotRead as reason:
        raise RequestRefused(f"{name}: {reason.message}", "check the name of the file") from None
    try:
        data: Any = parse(guarded_text(content))
    except Refused as refused:
        return None, [
            Diagnostic(name, one.line, one.column, one.rule.code, one.rule.severity, one.message, one.rule.hint)
            for one in refused.problems
        ]
    if not isinstance(data, dict):
        rule = file_rules.NOT_A_RECORD
        return None, [Diagnostic(name, 1, 1, rule.code, rule.severity, "the file holds no keys", rule.hint)]
    try:
        return model.model_validate(data), []
    except ValidationError as error:
        places = source_map_of(content)
        return None, sorted(located(finding, places) for finding in findings_of(error, model, name))
