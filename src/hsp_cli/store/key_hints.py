"""Suggests a key for one that a record does not have."""

import difflib
from collections.abc import Iterable
from typing import Any, get_args

from pydantic import BaseModel

from hsp_cli.domain.kind import FOLDERS
from hsp_cli.domain.record import Source

SYNONYMS = {
    "answerable": ("owners", "leads"),
    "assigned": ("owners", "leads"),
    "assigned_to": ("owners", "leads"),
    "completion_date": ("completed",),
    "commentary": ("comment", "updates"),
    "date": ("on", "due", "by", "since"),
    "deadline": ("due", "by", "update_due", "until"),
    "due_date": ("due", "by", "update_due"),
    "end": ("due", "by", "until"),
    "end_date": ("due", "by", "until"),
    "from": ("since", "start"),
    "goal": ("target", "text", "title"),
    "impact": ("ratings", "rating"),
    "key_performance_indicators": ("indicators",),
    "kpis": ("indicators",),
    "lead": ("leads", "owners"),
    "lead_officer": ("leads", "owners"),
    "likelihood": ("ratings", "rating"),
    "milestone": ("text", "title"),
    "mitigation": ("controls",),
    "mitigations": ("controls",),
    "mitigating_actions": ("controls",),
    "officer": ("owners", "leads"),
    "outturn": ("actual",),
    "owner": ("owners", "leads", "sponsor"),
    "owners": ("leads", "sponsor"),
    "percent_complete": ("progress",),
    "percentage": ("progress",),
    "polarity": ("better",),
    "probability": ("ratings", "rating"),
    "rag_rating": ("rag",),
    "rag_status": ("rag",),
    "responsible": ("owners", "leads"),
    "result": ("actual",),
    "risk_owner": ("owners",),
    "score": ("ratings", "rating"),
    "start_date": ("start", "since"),
    "target_date": ("due", "by"),
    "task": ("text",),
    "to": ("until",),
    "value": ("actual",),
    "what": ("text", "title"),
    "when": ("due", "by", "on"),
    "who": ("owners", "leads"),
}
"""Names that other registers and spreadsheets use, and the keys for them here, the likeliest first."""


def key_hint(key: str, model: type[BaseModel] | None) -> str:
    """A hint for an unknown key of a model: the likeliest key, else all keys. Empty without a model."""
    fields = model.model_fields if model else {}
    if (bare := key.strip()) != key and bare in fields:
        spaces = ", ".join(f"U+{ord(space):04X}" for space in dict.fromkeys(key.replace(bare, "", 1)))
        return f"delete the unusual space ({spaces}) beside `{bare}`"
    if found := [name for name in SYNONYMS.get(_folded(key), ()) if name in fields]:
        return f"did you mean {' or '.join(f'`{name}`' for name in found[:2])}?"
    if digits := _tail_of_thousands(key):
        return f"a comma inside {{ }} ends the value: write a number without commas, such as 1{digits} for 1,{digits}"
    if model and (holder := _holder_below(model, key)):
        return f"`{key}` belongs inside `{holder}`"
    if meant := closest(key, fields):
        return f"did you mean `{meant}`?"
    if kind := FOLDERS.get(_folded(key)):
        return f"each {kind.label} has a file of its own under data/{kind.folder}/"
    return f"choose from: {', '.join(fields)}" if fields else ""


def closest(word: str, words: Iterable[str]) -> str | None:
    return next(iter(difflib.get_close_matches(word, list(words), n=1)), None)


def model_at(model: type[BaseModel], keys: Iterable[Any]) -> type[BaseModel] | None:
    """The model at the end of a path of keys. None if it is unknown."""
    here: type[BaseModel] | None = model
    for key in keys:
        if here is not None and isinstance(key, str) and key in here.model_fields:
            here = model_in(here.model_fields[key].annotation)
    return here


def model_in(annotation: Any) -> type[BaseModel] | None:
    """The first model in an annotation."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := model_in(part))), None)


def _folded(key: str) -> str:
    return key.strip().lower().replace(" ", "_").replace("-", "_")


def _tail_of_thousands(key: str) -> str:
    """The digits of a key such as `204`, which YAML makes of `{actual: 1,204}`; else empty."""
    return key if len(key) == 3 and key.isascii() and key.isdigit() else ""


def _holder_below(model: type[BaseModel], key: str) -> str | None:
    """The key of a model whose entries have the given key."""
    for name, field in model.model_fields.items():
        inner = model_in(field.annotation)
        if inner and inner not in (Source, model) and key in inner.model_fields:
            return name
    return None
