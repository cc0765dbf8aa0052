"""Two versions of a small workspace, and what the difference between them means, as lines."""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from tempfile import mkdtemp

from hsp_cli.analysis.plan_changes.change import PlanChange, Versions
from hsp_cli.analysis.plan_changes.plan_changes import PlanChanges, plan_changes
from hsp_cli.domain.period import Period
from hsp_cli.domain.workspace import Workspace
from tests.workspaces import PARTNERSHIP, Files, read_workspace, write_files

DAY = date(2010, 11, 1)
QUARTER = Period.quarter(2010, 2)
"""The quarter from July to September 2010."""

SETTINGS = f"""\
{PARTNERSHIP}\
risk_matrix:
  likelihood: [{{code: "2", name: Likely}}, {{code: "1", name: Unlikely}}]
  impact: [{{code: "2", name: High}}, {{code: "1", name: Low}}]
  zones: [{{id: red, name: Red, red: true}}, {{id: green, name: Green}}]
  cells: {{"2": {{2: red, 1: green}}, "1": {{2: green, 1: green}}}}
schemes: [{{id: laa, title: Agreement}}]
bodies: [{{id: board, name: Board}}]
organisations: [{{id: council, name: The Council, aliases: [City Council]}}, {{id: trust, name: Health Trust}}]
"""


def read(root: Path, files: Files) -> Workspace:
    loaded = read_workspace(write_files(root, {"data/partnership.yaml": SETTINGS, **files}))
    assert loaded.diagnostics == ()
    assert loaded.workspace is not None
    return loaded.workspace


def compared(
    root: Path, before: Files, now: Files, *, quarter: Period | None = QUARTER, unread: Iterable[str] = ()
) -> PlanChanges:
    """The changes from one set of files to another; both have the settings unless they bring their own."""
    folder = Path(mkdtemp(dir=root))  # a test may compare several versions
    versions = Versions(read(folder / "before", before), read(folder / "now", now), DAY, quarter)
    differing = [path for path in before.keys() & now.keys() if before[path] != now[path]]
    return plan_changes(versions, differing, tuple(unread))


def line(change: PlanChange) -> str:
    """`class id: what (note; note)`."""
    notes = f" ({'; '.join(change.notes)})" if change.notes else ""
    return f"{change.change_class.value} {change.placed.address}: {change.what}{notes}"


def lines(root: Path, before: Files, now: Files) -> list[str]:
    return [line(change) for change in compared(root, before, now).changes]


def indicator(**keys: str) -> Mapping[str, str]:
    """The file of an indicator, with more keys or others: `figures="{Q1-2010: {actual: 1}}"`."""
    given = {"id": "ni-1", "title": "Waits", "unit": '"%"', "better": "higher", **keys}
    return {f"data/indicators/{given['id']}.yaml": "".join(f"{key}: {value}\n" for key, value in given.items())}


def plan(*actions: str, plan_id: str = "p", extra: str = "") -> Mapping[str, str]:
    """The file of a plan with one aim, which has these actions."""
    listed = "".join(f"      - {{{action}}}\n" for action in actions)
    head = f"id: {plan_id}\ntitle: Plan {plan_id}\n{extra}aims:\n  - id: aim\n    title: An aim\n"
    return {f"data/plans/{plan_id}.yaml": head + (f"    actions:\n{listed}" if actions else "")}


def register(*risks: str) -> Mapping[str, str]:
    listed = "".join(f"  - {{{risk}}}\n" for risk in risks)
    return {"data/risks/r.yaml": f"id: r\ntitle: Register\nbody: board\nrisks:\n{listed}"}
