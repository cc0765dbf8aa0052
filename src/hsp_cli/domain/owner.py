"""Owners: who answers for a thing, as the record names them."""

from functools import lru_cache
from typing import Annotated, Any

from pydantic import BeforeValidator

from hsp_cli.domain.record import Record, Several, Text
from hsp_cli.domain.references import PartyName


class Owner(Record):
    """A person, role, organisation or body, named by id, name or alias of `partnership.yaml`.

    The wording is kept as the document has it; who that is, the partnership says. `role` is the post the
    person or organisation answers in (`Tobacco manager`), `lead` marks the one who leads among several.
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
    """A few parties own nearly everything, so their owners are shared: they never change."""
    return Owner(who=name)


Owners = Several[Annotated[Owner, BeforeValidator(_from_yaml)]]
"""One or several owners: plain names, or mappings where a role or the lead is known."""


def names(owners: Owners) -> str:
    """All owners in one line, the lead first."""
    return "; ".join(str(owner) for owner in sorted(owners, key=lambda owner: not owner.lead))
