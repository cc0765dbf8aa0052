"""Owners: the people, roles, organisations and bodies responsible, as the record names them."""

from functools import lru_cache
from typing import Annotated, Any

from pydantic import BeforeValidator

from hsp_cli.domain.record import Record, Several, Text
from hsp_cli.domain.references import PartyName


class Owner(Record):
    """A person, role, organisation or body, named by id, name or alias of `partnership.yaml`.

    `who` keeps the document's words; `partnership.yaml` says which party they mean. `role` is the post in which
    the person or organisation is responsible (`Tobacco manager`). `lead` marks the lead among several owners.
    """

    who: PartyName
    role: Text | None = None
    lead: bool = False

    def __str__(self) -> str:
        return f"{self.who} ({self.role.strip()})" if self.role else self.who


def _from_yaml(value: Any) -> Any:
    return _named(value) if isinstance(value, str) else value


@lru_cache(maxsize=4096)
def _named(name: str) -> Owner:
    """Cached: owners are immutable, and a few parties own most records."""
    return Owner(who=name)


Owners = Several[Annotated[Owner, BeforeValidator(_from_yaml, json_schema_input_type=PartyName | Owner)]]
"""One or several owners: plain names, or mappings with a role or the lead."""


def names(owners: Owners) -> str:
    """All owners on one line, the lead first."""
    return "; ".join(str(owner) for owner in sorted(owners, key=lambda owner: not owner.lead))
