"""Suggests a key for one that a record does not have."""

import difflib
from collections.abc import Container, Iterable
from typing import Any, get_args

from pydantic import BaseModel

from hsp_cli.domain.kind import FOLDERS, Kind
from hsp_cli.domain.kinds import holders_of
from hsp_cli.domain.record import Entry, Source
from hsp_cli.store.layout import PARTNERSHIP_FILE

SYNONYMS = {
    "action": ("text",),
    "answerable": ("owners", "leads"),
    "assigned": ("owners", "leads"),
    "assigned_to": ("owners", "leads"),
    "completion_date": ("completed",),
    "by": ("due", "update_due"),
    "comment": ("updates",),
    "commentary": ("comment", "updates"),
    "comments": ("comment", "updates"),
    "control": ("controls",),
    "controls_planned": ("planned_controls",),
    "data": ("figures",),
    "date": ("on", "due", "by", "since"),
    "deadline": ("due", "by", "update_due", "until"),
    "description": ("text", "title"),
    "due_date": ("due", "by", "update_due"),
    "end": ("due", "until", "ends", "period"),
    "end_date": ("due", "until", "ends", "period"),
    "from": ("since", "start"),
    "goal": ("target", "text", "title"),
    "key_performance_indicators": ("indicators",),
    "kpi": ("indicators",),
    "kpis": ("indicators",),
    "lead": ("leads", "owners"),
    "lead_officer": ("leads", "owners"),
    "milestone": ("text", "title"),
    "mitigation": ("controls",),
    "mitigations": ("controls",),
    "name": ("who", "title", "text"),
    "objective": ("title", "text"),
    "mitigating_actions": ("controls",),
    "officer": ("owners", "leads"),
    "outturn": ("actual",),
    "owner": ("owners", "leads", "sponsor"),
    "owners": ("leads", "sponsor"),
    "percent_complete": ("progress",),
    "percentage": ("progress",),
    "polarity": ("better",),
    "rag_rating": ("rag",),
    "rag_status": ("rag",),
    "responsible": ("owners", "leads"),
    "result": ("actual",),
    "risk": ("title",),
    "risk_owner": ("owners",),
    "start": ("since", "period"),
    "start_date": ("start", "since", "period"),
    "target_date": ("due", "by"),
    "task": ("text",),
    "title": ("text", "name"),
    "to": ("until",),
    "value": ("actual",),
    "values": ("figures",),
    "what": ("text", "title"),
    "when": ("due", "by", "on"),
    "who": ("owners", "leads"),
}
"""Names that other registers and spreadsheets use, and the keys for them here, the likeliest first."""

_PARTS_OF_A_RATING = ("impact", "likelihood", "probability", "rag", "score", "severity")
"""Columns of other registers for what is one value here."""


def key_hint(key: str, model: type[BaseModel] | None) -> str:
    """A hint for an unknown key of a model: the likeliest key, else all keys. Empty without a model."""
    if digits := _tail_of_thousands(key):
        return f"a comma inside {{ }} ends the value: write a number without commas, such as 1{digits} for 1,{digits}"
    if model is None:
        return ""
    fields = model.model_fields
    if (bare := key.strip()) != key and bare in fields:
        spaces = ", ".join(f"U+{ord(space):04X}" for space in dict.fromkeys(key.replace(bare, "", 1)))
        return f"delete the unusual space ({spaces}) beside `{bare}`"
    folded = _folded(key)
    meant = SYNONYMS.get(folded, ())
    if found := [name for name in meant if name in fields]:
        return f"did you mean {' or '.join(f'`{name}`' for name in found[:2])}?"
    for name in (*meant, key):
        if holder := _holder_below(model, name):
            return f"`{name}` belongs inside `{holder}`"
    # The keys that every record may carry come last.
    names = sorted(fields, key=lambda name: name in Entry.model_fields)
    return (
        _rating_hint(folded, fields)
        or _place_of(folded, fields)
        or did_you_mean(closest(key, fields))
        or f"choose from: {', '.join(names)}"
    )


def _rating_hint(key: str, fields: Container[str]) -> str:
    if key not in _PARTS_OF_A_RATING:
        return ""
    if "ratings" in fields:
        return "write the rating of each quarter: `ratings: {Q1-2010: {rating: …}}`, as C2 or 4x5"
    return "write likelihood and impact as one `rating`, such as C2 or 4x5" if "rating" in fields else ""


def _place_of(key: str, fields: Container[str]) -> str:
    """Where records of a kind belong, if a key is their plural or folder and no field takes one of them."""
    kind = FOLDERS.get(key) or next((kind for kind in Kind if kind.plural == key), None)
    if kind is None or kind.value in fields:
        return ""
    if kind.folder:
        return f"each {kind.label} has a file of its own under data/{kind.folder}/"
    holders = [holder.plural if holder.has_files and holder.folder else PARTNERSHIP_FILE for holder in holders_of(kind)]
    return f"{key} belong in {' or '.join(holders)}"


def did_you_mean(word: str | None) -> str:
    return f"did you mean `{word}`?" if word else ""


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
