"""The registers of figures that `hsp list` takes beside the kinds of record."""

from enum import StrEnum


class Register(StrEnum):
    """A register. The value is the word that `hsp list` takes, `noun` is for one of its entries."""

    REVISED = "revised-figures"
    PROVISIONAL = "provisional-figures"
    STALE = "stale-comments"

    @property
    def noun(self) -> str:
        return self.value.removesuffix("s").replace("-", " ")
