"""How a command that changes records ends: it checks what would be written, then shows it or writes it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any

import typer

from hsp_cli.cli.options import AnswerFormat
from hsp_cli.cli.session import Session
from hsp_cli.domain.request import RequestRefused

if TYPE_CHECKING:
    from hsp_cli.domain.finding import Diagnostic
    from hsp_cli.domain.workspace import Workspace
    from hsp_cli.editing.wish import Wished
    from hsp_cli.store.editing import FileChange

DryRun = Annotated[bool, typer.Option("--dry-run", help="Show the change as a diff; write nothing.")]


@contextmanager
def records_to_change(session: Session) -> "Iterator[Workspace]":
    """The records, of which no other run of hsp changes any until the context ends."""
    from hsp_cli.store.editing import lock

    with lock(session.root):
        yield session.workspace()


def change(session: Session, wished: "Wished", *, dry_run: bool, format: AnswerFormat) -> None:
    """Make the change of one record that somebody wants, or show it."""
    from hsp_cli.store.editing import changed_file
    from hsp_cli.store.files import content_hash

    changes = [changed_file(session.root, wished.path, wished.edits)]
    if content_hash(changes[0].before or b"") != session.loaded.content_hashes[wished.path]:
        raise RequestRefused(f"{wished.path} has changed since it was read", "run the command again")
    finish(session, changes, dry_run=dry_run, said=wished.said, format=format)


def finish(
    session: Session,
    changes: "Sequence[FileChange]",
    *,
    dry_run: bool,
    said: str,
    format: AnswerFormat = AnswerFormat.TEXT,
    facts: dict[str, Any] | None = None,
) -> None:
    """Write some changes and say what was done, or show them as a diff.

    `said` is what was done, in words; `facts` are added to the answer for scripts. RequestRefused if the records would
    have an error that they do not have now. Warnings that the change brings are shown.
    """
    from hsp_cli.store.editing import write_changes

    changed = [change for change in changes if change.before != change.after]
    warnings = _checked(session, changed)
    if changed and not dry_run:
        write_changes(session.root, changed)
    if format is AnswerFormat.JSON:
        session.answer_json(
            {
                "said": said,
                "written": bool(changed) and not dry_run,
                "files": [{"path": change.path, "line": first_line(change)} for change in changed],
                "diff": "".join(map(unified_diff, changed)),
                "warnings": [
                    {"code": one.code, "path": one.path, "line": one.line, "message": one.message} for one in warnings
                ],
                **(facts or {}),
            }
        )
        return
    if dry_run:
        for change in changed:
            _show_diff(session, change)
    elif changed and not session.quiet:
        session.out.write(f"{said}  {', '.join(f'{one.path}:{first_line(one)}' for one in changed)}")
    if not changed:
        session.out.write(f"{said}: the record says so already, and is as it was")
    for one in warnings:
        session.err.write(f"{one.path}:{one.line}: {one.severity.value}[{one.code}] {one.message}")


def _checked(session: Session, changes: "Sequence[FileChange]") -> "list[Diagnostic]":
    """The warnings that some changes bring. RequestRefused if they bring an error."""
    from hsp_cli.domain.finding import Severity

    new = new_findings(session, changes)
    errors = [one for one in new if one.severity is Severity.ERROR]
    if errors:
        first = errors[0]
        more = f" (and {len(errors) - 1} more)" if len(errors) > 1 else ""
        words = f"this would make the records wrong: {first.message}{more}"
        raise RequestRefused(f"{words} [{first.code}, {first.path}:{first.line}]", first.hint)
    return new


def new_findings(session: Session, changes: "Sequence[FileChange]") -> "list[Diagnostic]":
    """The errors and warnings that the records would have after some changes, and do not have now."""
    from hsp_cli.checking.checker import check_changed

    if not changes:
        return []
    before = Counter((one.path, one.code, one.message) for one in session.check().diagnostics)
    after = check_changed(session.root, session.as_of, {change.path: change.after for change in changes})
    new: list[Diagnostic] = []
    for one in after.diagnostics:
        key = one.path, one.code, one.message
        if before[key] <= 0:
            new.append(one)
        before[key] -= 1
    return new


def unified_diff(change: "FileChange") -> str:
    """The change of one file as a unified diff, which `git apply` takes."""
    import difflib

    before, after = ((content or b"").decode("utf-8", errors="replace") for content in change[1:])
    old = "/dev/null" if change.before is None else f"a/{change.path}"
    new = "/dev/null" if change.after is None else f"b/{change.path}"
    parts = difflib.unified_diff(_lines(before), _lines(after), old, new)
    return "".join(part if part.endswith("\n") else f"{part}\n\\ No newline at end of file\n" for part in parts)


def _lines(text: str) -> list[str]:
    """The lines with their ends. Only a line feed ends a line for git."""
    return [f"{line}\n" for line in text.split("\n")[:-1]] + ([last] if (last := text.rpartition("\n")[2]) else [])


def first_line(change: "FileChange") -> int:
    """The first line that a change has made different, counted in the file after it."""
    before, after = (_lines((content or b"").decode("utf-8", errors="replace")) for content in change[1:])
    same = 0
    while same < min(len(before), len(after)) and before[same] == after[same]:
        same += 1
    return min(same + 1, max(len(after), 1))


def _show_diff(session: Session, change: "FileChange") -> None:
    styles = {"+": "green", "-": "red", "@": "cyan"}
    for line in unified_diff(change).splitlines():
        style = styles.get(line[:1])
        session.out.put(session.out.styled(line, style) if style else line)
