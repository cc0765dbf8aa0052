"""What every format of `hsp diff` shows."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from hsp_cli.analysis.plan_changes.change import ChangeClass, PlanChange
from hsp_cli.analysis.plan_changes.plan_changes import PlanChanges
from hsp_cli.checking.two_versions import TwoVersions, Version
from hsp_cli.domain.address import Address
from hsp_cli.domain.indicator import Indicator
from hsp_cli.domain.period import Period
from hsp_cli.wording.record_values import shortened
from hsp_cli.wording.two_versions import counts_text, no_records_text, quarter_text, settings_text, version_text


@dataclass(frozen=True)
class Answer:
    """The changes between two versions. `base_quarter` is the latest quarter of the earlier one, if that is another."""

    versions: TwoVersions
    found: PlanChanges
    base_quarter: Period | None

    def line(self, change: PlanChange) -> int:
        side = self.versions.base if change.is_gone else self.versions.head
        return side.line(change.place)

    def place(self, change: PlanChange) -> str:
        """The file and line of a change, on one line whatever the file is called."""
        return f"{' '.join(change.place.path.split())}:{self.line(change)}"

    def by_record(self, change_class: ChangeClass) -> list[list[PlanChange]]:
        """The changes of a class, those of one record together. A record comes where its first change does."""
        found: dict[Address, list[PlanChange]] = {}
        for change in self.found.of(change_class):
            found.setdefault(change.placed.address, []).append(change)
        return list(found.values())

    @property
    def is_certain(self) -> bool:
        """Whether everything that differs could be compared."""
        return not self.versions.not_compared

    def head_lines(self) -> Iterator[str]:
        """What was compared, and what has to be known to read the changes."""
        base, head = self.versions.base, self.versions.head
        yield f"Changes from {called(base)} to {called(head)}, as of {self.found.versions.as_of.isoformat()}."
        if not base.has_records:
            yield no_records_text()
        elif not base.has_own_settings:
            yield settings_text()
        yield quarter_text(self.found.versions.quarter, self.base_quarter)

    @property
    def counts(self) -> str:
        counts = {change_class.heading: number for change_class, number in self.found.counts.items()}
        return counts_text(counts, len(self.found.reformatted), len(self.versions.not_compared))


def called(version: Version) -> str:
    return version_text(version.name, version.commit, version.committed_on)


def title(change: PlanChange) -> str:
    """The code and title of the record that was changed, or what kind of record it is if it has no title."""
    record: Any = change.placed.record
    heading = record.name if isinstance(record, Indicator) else record.heading
    return shortened(heading) or f"{change.placed.address.kind.label} {change.placed.address}"
