"""Suggests the right form of a value."""

import json
import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from pydantic import BaseModel

from hsp_cli.domain.blanks import is_blank
from hsp_cli.domain.period import Period, parse_informal
from hsp_cli.domain.record import LONGEST_ID
from hsp_cli.store.key_hints import closest, did_you_mean

_NUMBER = r"[0-9]+(?:[.][0-9]+)?|[0-9]{1,3}(?:(?P<apart>[, \u00a0\u202f])[0-9]{3})(?:(?P=apart)[0-9]{3})*(?:[.][0-9]+)?"
# A figure as documents print it: with a currency, thousands separators, and a unit or scale.
_FIGURE = re.compile(
    rf"(?P<sign>[+-]?) ?(?P<currency>[£$€]?) ?(?P<inner>[+-]?)(?P<number>{_NUMBER})[ \u00a0]?(?P<word>%|[A-Za-z]*)"
)
_SCALES = {
    "k": 3, "thousand": 3, "mn": 6, "mio": 6, "million": 6, "millions": 6,
    "bn": 9, "billion": 9, "billions": 9, "tn": 12, "trillion": 12,
}  # fmt: skip
"""Scales, as powers of ten."""

_SCALES_OF_MONEY = {"m": 6, "b": 9, "t": 12}
"""Letters that are a scale after an amount of money, and may be a unit elsewhere; as powers of ten."""

_MEANS = {"m": "million", "b": "billion", "t": "trillion"}

_LONGEST = 60
"""The most characters of a value in a hint."""

_MOST_DIGITS = 15

_UNIT = "the unit belongs in `unit`"


_CHOICES = {
    "abandoned": "cancelled",
    "annual": "yearly",
    "annually": "yearly",
    "biennial": "every-two-years",
    "completed": "complete",
    "confirmed": "final",
    "done": "complete",
    "down": "lower",
    "draft": "provisional",
    "dropped": "cancelled",
    "estimate": "provisional",
    "estimated": "provisional",
    "finished": "complete",
    "high": "higher",
    "low": "lower",
    "month": "monthly",
    "not-begun": "not-started",
    "ongoing": "in-progress",
    "paused": "on-hold",
    "published": "final",
    "quarter": "quarterly",
    "started": "in-progress",
    "suspended": "on-hold",
    "under-way": "in-progress",
    "underway": "in-progress",
    "up": "higher",
    "year": "yearly",
}
"""Words of other registers and trackers, and the words for them here."""


_VERDICTS = ("better", "improved", "improving", "worse", "worsened", "worsening")
"""Words for what a direction means. Records give the direction itself."""


_RATINGS = ("amber", "at risk", "behind", "green", "off track", "on track", "red")


def choice_hint(written: Any, words: Sequence[str], key: str) -> str:
    """A hint for a word that is none of the allowed ones. Empty if nobody can say what it means."""
    if not isinstance(written, str):
        return ""
    if meant := choice_meant(written, words):
        return did_you_mean(meant)
    if is_blank(written):
        return missing_hint(written, key)
    if written.strip().lower() in _VERDICTS and "up" in words:
        return f"`{key}` says which way the value went, whether that is good or bad"
    if written.strip().lower() in _RATINGS and "complete" in words:
        return f"a rating goes under `rag`, not under `{key}`"
    said = [word for word in words if word in written.lower().split()]
    return did_you_mean(said[0] if len(said) == 1 else closest(written, words))


def id_hint(value: Any, key: str) -> str:
    """A hint for what is no id of another record: perhaps its name. Empty if no id looks like it."""
    likely = _slug(value) if isinstance(value, str) else ""
    suggested = f"write the id of the record that you mean, such as {likely}" if 0 < len(likely) <= LONGEST_ID else ""
    return missing_hint(value, key) or suggested


def missing_hint(value: Any, key: str = "", model: type[BaseModel] | None = None) -> str:
    """A hint for what stands for a missing value, such as TBC; empty if the value is something else.

    `model` is that of the record that has the key, or that is missing itself.
    """
    if not isinstance(value, str) or not is_blank(value):
        return ""
    if model and {"actual", "status"} <= model.model_fields.keys():
        if not key:
            return "write `{status: awaited}` if the figure is still to come, else leave the period out"
        if key == "actual":
            return "leave `actual` out; write `status: awaited` if the figure is still to come"
    return f"leave `{key}` out until it is known" if key else "leave the key out until it is known"


def choice_meant(written: str, words: Sequence[str]) -> str | None:
    """The word that another word means, if it is one of the allowed ones."""
    if is_blank(written) and "awaited" in words:
        return "awaited"
    meant = _CHOICES.get(written.strip().lower().replace(" ", "-").replace("_", "-"), "")
    return meant if meant in words else None


def number_hint(value: str) -> str:
    """A hint with the number for a figure. If a letter may be a scale or a unit, the hint gives both numbers."""
    if value.startswith("="):
        return "write the number that the formula gives"
    match = _FIGURE.fullmatch(value.strip()) if _is_short(value) else None
    if match is None or (match["sign"] and match["inner"]):
        return ""
    sign = "-" if "-" in (match["sign"], match["inner"]) else ""
    number = sign + re.sub("[, \u00a0\u202f]", "", match["number"])
    word = match["word"].lower()
    if word in _SCALES:
        return f"write {_scaled(number, _SCALES[word])}; {_UNIT}"
    if word in _SCALES_OF_MONEY:
        scaled = _scaled(number, _SCALES_OF_MONEY[word])
        if match["currency"]:
            return f"write {scaled}; {_UNIT}"
        return f"write {scaled} if {match['word']} means {_MEANS[word]}, {number} if it is the unit"
    if word == "p":
        return f"write {number} if `unit` is pence, {_scaled(number, -2)} if it is pounds"
    return f"write {number}; {_UNIT}" if word or match["currency"] else f"write {number}"


def _scaled(number: str, zeros: int) -> str:
    return f"{Decimal(number).scaleb(zeros).normalize():f}"


def period_hint(value: Any) -> str:
    """A hint with the spelling that records use, if a text is a period in small letters or in everyday English."""
    if isinstance(value, str) and _is_short(value) and (meant := parse_informal(value)):
        return f"write {meant}"
    if isinstance(value, str) and _is_short(value) and value != value.upper():
        try:
            Period.parse(value.upper())
        except ValueError:
            return ""
        return f"write {value.strip().upper()}: periods take capitals"
    return ""


def list_hint(value: Any, model: type[BaseModel] | None) -> str:
    """A hint with a list of one entry for a single value; for a mapping, with the form of an entry."""
    if isinstance(value, str) and _is_short(value) and not is_blank(value):
        return f"write [{_scalar(value) if model is None or _takes_a_name(model) else _entry(model, value)}]"
    if isinstance(value, dict) and model is not None:
        return f"write a list, each entry as `{_entry(model, '')}`"
    return ""


def entry_hint(value: Any, model: type[BaseModel] | None, *, by_period: bool = False) -> str:
    """A hint with the mapping for a single value: the required keys, and the value in its place.

    `by_period` says that the mapping is one of such entries by period.
    """
    if model is not None and by_period and isinstance(value, list):
        return f"write `{{Q1-2010: {_entry(model, '')}}}`"
    if model is None or not isinstance(value, str | int | float) or not _is_short(value):
        return ""
    return f"write `{{Q1-2010: {_entry(model, value)}}}`" if by_period else f"write `{_entry(model, value)}`"


def _entry(model: type[BaseModel], value: str | int | float) -> str:
    needed = [name for name, field in model.model_fields.items() if field.is_required()]
    if not needed and (isinstance(value, int | float) or value == "") and "actual" in model.model_fields:
        needed = ["actual"]
    words = next((name for name in needed if name != "id"), None)
    if words and model.model_fields[words].annotation is Period and not _is_period(value):
        value = ""
    parts = []
    for name in needed:
        if name == "id" and isinstance(value, str) and (slug := _slug(value)):
            parts.append(f"id: {slug}")
        else:
            parts.append(f"{name}: {_scalar(value) if name == words and value != '' else '…'}")
    return f"{{{', '.join(parts) or '…'}}}"


def _is_period(value: str | int | float) -> bool:
    try:
        Period.parse(str(value))
    except ValueError:
        return False
    return True


def _is_short(value: str | int | float) -> bool:
    """Whether a value fits a hint. Python does not print very long whole numbers."""
    return len(value) <= _LONGEST if isinstance(value, str) else abs(value) < 10**_MOST_DIGITS


def _takes_a_name(model: type[BaseModel]) -> bool:
    """Whether an entry may be a plain name. Owners may."""
    return "who" in model.model_fields


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def _scalar(value: str | int | float) -> str:
    """A value as YAML, in quotes if it would otherwise mean something else inside brackets."""
    text = str(value)
    return text if isinstance(value, int | float) or re.fullmatch(r"[\w][\w '’.()/&£-]*", text) else json.dumps(text)
