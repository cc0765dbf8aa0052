"""What is wrong with a workspace: by its files, as `hsp validate` judges them, or by records that were read already."""

from datetime import date
from pathlib import Path

from hsp_cli.checking.checker import check
from hsp_cli.checking.indexing import index_files
from hsp_cli.domain.file_index import WorkspaceIndex
from hsp_cli.domain.finding import Diagnostic, Finding
from hsp_cli.domain.workspace import Workspace
from hsp_cli.rules.support.registry import check_index, check_records
from hsp_cli.store.layout import data_files


def diagnostics_of(root: Path, as_of: date) -> tuple[Diagnostic, ...]:
    """All that is wrong, allowances taken off, and nothing kept from an earlier run."""
    return check(root, as_of, data_files(str(root))).diagnostics


def findings_in(workspace: Workspace, as_of: date) -> list[Finding]:
    directory = WorkspaceIndex(workspace.partnership, index_files(workspace, as_of), workspace.unreadable)
    return [*check_records(workspace, as_of), *check_index(directory)]
