"""What is wrong with a workspace: by its files, as `hsp validate` checks them, or by loaded records."""

from datetime import date
from pathlib import Path

from hsp_cli.checking.checker import check
from hsp_cli.checking.indexing import index_file
from hsp_cli.domain.file_index import WorkspaceIndex
from hsp_cli.domain.finding import Diagnostic, Finding
from hsp_cli.domain.workspace import Workspace
from hsp_cli.rules.support.registry import check_index, check_records


def diagnostics_of(root: Path, as_of: date) -> tuple[Diagnostic, ...]:
    """All that is wrong, without what suppressions silence; no cache is read or written."""
    return check(str(root), as_of, use_cache=False).diagnostics


def findings_in(workspace: Workspace, as_of: date) -> list[Finding]:
    indexes = [index_file(walk, workspace.partnership) for walk in workspace.walks[1:]]
    index = WorkspaceIndex(workspace.partnership, as_of, indexes, workspace.unreadable)
    always, today = (check_records(workspace, as_of, dated=dated) for dated in (False, True))
    return [*always, *today, *check_index(index)]
