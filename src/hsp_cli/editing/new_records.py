"""New records: their kind, their id and the order of their keys."""

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from hsp_cli.domain.kind import NOUNS, Kind
from hsp_cli.domain.kinds import models
from hsp_cli.domain.record import ID_PATTERN, LONGEST_ID, Record
from hsp_cli.domain.request import RequestRefused
from hsp_cli.domain.workspace import Workspace
from hsp_cli.editing.homes import Home, taken_ids
from hsp_cli.editing.keys import keys_of
from hsp_cli.wording.counts import one

_LONGEST_PROPOSED = 60
"""The most characters of an id that is made from a title. An author may choose a longer one."""


def kind_called(name: str) -> Kind:
    """The kind of record with this noun or plural. RequestRefused if there is none, or if it is the settings."""
    asked = name.lower()
    plurals = {kind.plural: kind for kind in Kind}
    kind = NOUNS.get(asked) or plurals.get(asked)
    makeable = [one for one in Kind if one is not Kind.PARTNERSHIP]
    if kind is None:
        raise RequestRefused(f"there is no kind of record called {name!r}", f"choose from {', '.join(makeable)}")
    if kind is Kind.PARTNERSHIP:
        raise RequestRefused("a workspace has one partnership", "hsp init DIR makes a new workspace")
    return kind


def proposed_id(words: str, longest: int = _LONGEST_PROPOSED) -> str:
    """An id made from a title: `Missed bin collections` becomes `missed-bin-collections`. Empty without letters.

    It has at most `longest` characters and ends with a whole word; it is empty too if the first word is longer.
    """
    plain = unicodedata.normalize("NFKD", words.casefold()).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "")).strip("-")
    return slug if len(slug) <= longest else slug[: longest + 1].rpartition("-")[0]


def in_order(model: type[Record], data: Mapping[str, Any]) -> dict[str, Any]:
    """The data of a new record: the id, the required keys, then the others in the order in which they were given."""
    required = [key.name for key in keys_of(model) if key.is_required and key.name in data]
    return {name: data[name] for name in (*required, *(name for name in data if name not in required))}


def heading_of(model: type[Record], data: Mapping[str, Any]) -> str:
    """The words of a new record from which an id can be made: its title, name, text or sector."""
    return next((str(data[name]) for name in ("title", "name", "text", "sector") if data.get(name)), "")


def checked_id(workspace: Workspace, kind: Kind, home: Home | None, asked: str | None, data: Mapping[str, Any]) -> str:
    """The id of a new record: the one that was asked for, or one made from its words. RequestRefused if it is taken."""
    found = asked or proposed_id(heading_of(models()[kind], data))
    if not found:
        raise RequestRefused(f"no id can be made from the words of this {kind.label}", "give one after the kind")
    if re.fullmatch(ID_PATTERN, found) is None or len(found) > LONGEST_ID:
        hint = f"an id has lower-case letters, digits and single hyphens, at most {LONGEST_ID} characters"
        raise RequestRefused(f"{found!r} is not an id", hint)
    if found in taken_ids(workspace, kind, home):
        where = f"{home.holder.address} has" if home else "there is"
        words = f"{where} {one(kind.label)} with the id {found} already"
        raise RequestRefused(words, "choose another id, and give it after the kind")
    return found
