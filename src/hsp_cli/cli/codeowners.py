"""`hsp codeowners`: who reviews which file on GitHub or GitLab."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from hsp_cli.cli.exit import Exit
from hsp_cli.cli.options import AllowErrors, AnswerFormat, Format, command
from hsp_cli.cli.session import Session
from hsp_cli.domain.request import RequestRefused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hsp_cli.analysis.reviewers import Reviewed
    from hsp_cli.domain.workspace import Workspace

_MOST_NAMES = 8
"""The most names that one line lists; JSON has all."""


@command
def run(
    session: Session,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write here; else to the screen.")
    ] = None,
    check: Annotated[
        Path | None, typer.Option("--check", metavar="FILE", help="Exit 1 if this file is out of date; write nothing.")
    ] = None,
    format: Format = AnswerFormat.TEXT,
    allow_errors: AllowErrors = False,
) -> None:
    """Make CODEOWNERS: who reviews which file.

    The leads of a record review its file, else the body that oversees it, else the owners of what is inside. Their
    names on GitHub or GitLab are under `handle` in data/partnership.yaml.
    """
    if check and output:
        raise RequestRefused("--check writes nothing, so it does not go with -o", "give one of the two")
    if format is AnswerFormat.JSON and (check or output):
        raise RequestRefused("JSON goes to the screen only", "leave -o and --check out")
    workspace = session.workspace(allow_errors=allow_errors, says_left_out=True)

    from hsp_cli.analysis.reviewers import reviewers
    from hsp_cli.cli.check_formats import folder_in_repository
    from hsp_cli.exchange.codeowners import codeowners

    files, default = reviewers(workspace), workspace.partnership.handle
    if format is AnswerFormat.JSON:
        session.answer_json(as_json(files, workspace))
        return
    text = codeowners(files, default, folder_in_repository(session.root))
    if check:
        _check(session, check, text)
    elif output and str(output) != "-":
        _write(session, output, text)
    else:
        session.out.write_raw(text)
    if workspace.unreadable:
        session.err.write(f"left out: {', '.join(_unreadable(workspace))}, which hsp cannot read")
    if not session.quiet:
        _say_what_is_missing(session, files, default)


def as_json(files: "Sequence[Reviewed]", workspace: "Workspace") -> dict[str, Any]:
    """`hsp codeowners --format json`."""
    return {
        "default": workspace.partnership.handle,
        "unreadable": _unreadable(workspace),
        "files": [
            {
                "path": one.paths[0],
                "beside": list(one.paths[1:]),
                "reviewers": [party.id for party in one.reviewers],
                "handles": list(one.handles),
                "without_handle": [party.id for party in one.without_handle],
            }
            for one in files
        ],
    }


def _unreadable(workspace: "Workspace") -> list[str]:
    """The records whose files hsp cannot read, so that it does not know their owners."""
    return sorted(f"{kind.folder}/{record_id}" for kind, record_id in workspace.unreadable)


def _check(session: Session, file: Path, text: str) -> None:
    try:
        is_same = file.read_bytes().replace(b"\r\n", b"\n") == text.encode()
    except OSError as error:
        reason = (error.strerror or "it cannot be read").lower()
        raise RequestRefused(f"cannot read {file}: {reason}", f"make it: hsp codeowners -o {file}") from None
    if not is_same:
        session.err.write(f"{file} is out of date: hsp codeowners -o {file} makes it again")
        raise Exit(1)


def _write(session: Session, file: Path, text: str) -> None:
    from hsp_cli.store.layout import is_read_as_record
    from hsp_cli.store.writing import write_atomically

    if not file.parent.is_dir():
        raise RequestRefused(f"cannot write {file}: there is no folder {file.parent}", "make it first")
    if is_read_as_record(session.root, str(file)):
        raise RequestRefused(f"cannot write {file}: hsp would read it as a record", "choose another place: -o FILE")
    write_atomically(file, text)
    if not session.quiet:
        session.err.write(f"CODEOWNERS: {file}")


def _say_what_is_missing(session: Session, files: "Sequence[Reviewed]", default: str | None) -> None:
    """Say which owners the code host does not know, and how many files have only the default, or nobody."""
    from hsp_cli.wording.counts import counted

    unknown = sorted({party.name for one in files for party in one.without_handle})
    if unknown:
        more = f" and {len(unknown) - _MOST_NAMES} more" if len(unknown) > _MOST_NAMES else ""
        session.err.write(f"owners without a `handle`: {', '.join(unknown[:_MOST_NAMES])}{more}")
    if alone := sum(not one.handles for one in files):
        who = f"{default} reviews them" if default else "nobody reviews them; add a `handle` for the partnership itself"
        session.err.write(f"{counted(alone, 'file')} without an owner who has a `handle`: {who}")
