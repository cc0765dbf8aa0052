"""What a sheet is about: the day, the quarter, the commit, the licence, and what it leaves out."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any

from hsp_cli import __version__
from hsp_cli.analysis.filters import Filters, left_out as left_out_of_others
from hsp_cli.domain.finding import Diagnostic, Severity
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.partnership import Licence, Partnership
from hsp_cli.domain.period import Period
from hsp_cli.domain.workspace import Workspace
from hsp_cli.exchange.tables import Asked, Table
from hsp_cli.store.history import CommitState

SERIES = "indicators with series that are not exported"
UNREAD = "files that hsp cannot read"


@dataclass(frozen=True, slots=True)
class About:
    """What a sheet is about, and what it was made from.

    `commit` is None outside version control. `narrowed_to` are the filters of the request and `left_out` the records
    that it leaves out for other reasons, by what they are.
    """

    settings: Partnership
    as_of: date
    quarter: Period | None
    version: str
    commit: str | None = None
    clean: bool | None = None
    narrowed_to: Mapping[str, str] = field(default_factory=dict)
    left_out: Mapping[str, int] = field(default_factory=dict)

    @property
    def licence(self) -> Licence | None:
        return self.settings.licence

    def as_data(self) -> dict[str, Any]:
        """The same as JSON data, by names that every format uses."""
        licence = self.licence
        return {
            "workspace": self.settings.id,
            "name": self.settings.name,
            "as_of": self.as_of.isoformat(),
            "quarter": self.quarter.text if self.quarter else None,
            "licence": licence.model_dump(mode="json", exclude_none=True) if licence else None,
            "commit": self.commit,
            "clean": self.clean,
            "hsp": self.version,
            "narrowed_to": dict(self.narrowed_to),
            "left_out": dict(self.left_out),
        }


def about_of(
    table: Table,
    asked: Asked,
    head: CommitState | None,
    diagnostics: Iterable[Diagnostic],
    exempt: Mapping[Kind, int] = MappingProxyType({}),
) -> About:
    """What a sheet of a table is about. `diagnostics` are those of all files: some files may be unreadable. `exempt` is
    the number of records that the workspace is without, because they are exempt.
    """
    workspace = asked.workspace
    names = {one.id: one.name for one in workspace.partnership.organisations}
    of_others = actions_of_others(workspace, table, asked.filters)
    left_out = {f"actions and milestones of {names.get(name, name)}": count for name, count in of_others.items()}
    others = {SERIES: 0 if asked.filters.by else _with_series(workspace, table), UNREAD: _unread(diagnostics)}
    return About(
        workspace.partnership,
        asked.as_of,
        asked.quarter if table.is_by_quarter and (asked.only_quarter or table.is_of_quarter) else None,
        __version__,
        head.commit if head else None,
        head.clean if head else None,
        {name: value for name, value in asdict(asked.filters).items() if value is not None},
        left_out
        | {f"{kind.plural} that are exempt": count for kind, count in exempt.items()}
        | {what: count for what, count in others.items() if count},
    )


def actions_of_others(workspace: Workspace, table: Table, filters: Filters) -> Mapping[str, int]:
    """How many actions and milestones of other organisations' plans a table leaves out, by organisation."""
    return left_out_of_others(workspace, filters, workspace.scheduled) if table.name == "actions" else {}


def _unread(diagnostics: Iterable[Diagnostic]) -> int:
    """How many files have errors that keep them from being read."""
    return len({found.path for found in diagnostics if found.severity is Severity.ERROR})


def _with_series(workspace: Workspace, table: Table) -> int:
    is_of_indicators = table.name in ("figures", "indicators")
    return sum(placed.record.has_series for placed in workspace.indicators.values()) if is_of_indicators else 0
