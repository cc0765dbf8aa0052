"""Notes on a paper: marks at the values that no document states, and the reasons for them."""

from dataclasses import dataclass, field

from hsp_cli.domain.address import Address
from hsp_cli.domain.inference import inferred_at
from hsp_cli.domain.record import Entry
from hsp_cli.domain.workspace import Workspace
from hsp_cli.wording.counts import counted
from hsp_cli.wording.marked import followed

DAGGER = "†"


@dataclass(frozen=True, slots=True)
class NoteView:
    """The reason behind a mark, and the records that give it."""

    mark: str
    reason: str
    records: str


@dataclass(slots=True)
class Notes:
    """The marks of one paper. Values with the same reason have the same mark; marks count up from `†1`."""

    workspace: Workspace
    _records: dict[str, dict[Address, None]] = field(default_factory=dict)

    def mark(self, text: str, record: Entry, *keys: str) -> str:
        """The text of a value, with a mark for each reason if the value at the keys is inferred.

        Without keys, every inferred value of the record counts. An empty text has no mark.
        """
        if not text:
            return text
        for reason in dict.fromkeys(inferred_at(record, *keys).values()):
            self._records.setdefault(reason, {})[self.workspace.address_of(record)] = None
            text = followed(text, f" {DAGGER}{list(self._records).index(reason) + 1}")
        return text

    def listed(self) -> tuple[NoteView, ...]:
        """The notes so far, in the order of their marks."""
        return tuple(
            NoteView(f"{DAGGER}{number}", reason, _records_text(tuple(addresses)))
            for number, (reason, addresses) in enumerate(self._records.items(), start=1)
        )


def _records_text(addresses: tuple[Address, ...]) -> str:
    """The records as people name them; a count for each file that has several."""
    files: dict[str, list[Address]] = {}
    for address in addresses:
        files.setdefault(address.file_id, []).append(address)
    return ", ".join(
        str(found[0]) if len(found) == 1 else f"{counted(len(found), 'record')} in {file}"
        for file, found in files.items()
    )
