"""`hsp merge-driver`: merges two changes of a record, when git calls it."""

from pathlib import Path
from typing import Annotated

import typer

from hsp_cli.cli.exit import Exit
from hsp_cli.cli.options import command
from hsp_cli.cli.session import Session
from hsp_cli.domain.request import RequestRefused


@command
def run(
    session: Session,
    base: Annotated[Path, typer.Argument(metavar="BASE", help="The file before both changes: %O.")],
    ours: Annotated[Path, typer.Argument(metavar="OURS", help="The file on this side, and the result: %A.")],
    theirs: Annotated[Path, typer.Argument(metavar="THEIRS", help="The file on the other side: %B.")],
    path: Annotated[str, typer.Argument(metavar="PATH", help="The path of the file in the repository: %P.")],
    marker_size: Annotated[
        int, typer.Option("--marker-size", metavar="NUMBER", min=1, max=99, help="The length of conflict marks: %L.")
    ] = 7,
) -> None:
    """Merge two changes of a record, when git calls it."""
    from hsp_cli.checking.merging import Versions, merged_file
    from hsp_cli.store.files import MOST_BYTES, FileNotRead, content_of
    from hsp_cli.store.writing import write_atomically

    try:
        versions = Versions(*(content_of(str(one), MOST_BYTES) for one in (base, ours, theirs)))
    except FileNotRead as reason:
        raise RequestRefused(f"{path}: a version of it {reason.message}") from None
    found = merged_file(path, versions, marker_size)
    write_atomically(ours, found.content)
    for words in found.conflicts:
        session.err.write(f"hsp: conflict in {path}: {words}")
    if found.conflicts:
        raise Exit(1)
