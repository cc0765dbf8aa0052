"""What is wrong with a workspace: by its files, as `hsp validate` judges them, or by records that were read already."""

from datetime import date
from pathlib import Path

from hsp_cli.checks.checking import check
from hsp_cli.domain.finding import Diagnostic, Finding
from hsp_cli.domain.ties import Directory
from hsp_cli.domain.workspace import Workspace
from hsp_cli.rules.leaning import ties_of
from hsp_cli.rules.registry import check_across, check_records
from hsp_cli.store.layout import data_files


def diagnostics_of(root: Path, as_of: date) -> tuple[Diagnostic, ...]:
    """All that is wrong, allowances taken off, and nothing kept from an earlier run."""
    return check(root, as_of, data_files(str(root))).diagnostics


def findings_in(workspace: Workspace, as_of: date) -> list[Finding]:
    directory = Directory(workspace.partnership, ties_of(workspace, as_of), workspace.unreadable)
    return [*check_records(workspace, as_of), *check_across(directory)]
