"""`hsp init`: a small working partnership in a new folder."""

from typing import TYPE_CHECKING, Annotated

import typer

from hsp_cli.cli.options import command
from hsp_cli.cli.session import Session
from hsp_cli.store.starter import Matrix

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hsp_cli.exchange.new_workspace import NewWorkspace


@command
def run(
    session: Session,
    folder: Annotated[str, typer.Argument(metavar="DIR", help="The new folder, or an empty one.")],
    name: Annotated[
        str, typer.Option("--name", metavar="NAME", help="Name of the partnership.")
    ] = "Anyborough Partnership",
    matrix: Annotated[Matrix, typer.Option("--matrix", help="Size of the risk matrix.")] = Matrix.FIVE,
    git: Annotated[
        bool, typer.Option("--git", help="Make a git repository if there is none, and set up how it merges records.")
    ] = False,
) -> None:
    """Make a small working partnership in a new folder.

    It has indicators with one exception, a plan, risks, a meeting and a paper around the day, all made up; a skeleton
    of each kind of record; and settings for git and editors. No file is overwritten.
    """
    from hsp_cli.exchange.new_workspace import make_workspace
    from hsp_cli.store.git_setup import set_up_merging

    made = make_workspace(folder, name, matrix, session.as_of)
    done = set_up_merging(str(made.folder)) if git else ()
    if not session.quiet:
        _show(session, made, done, folder)


def _show(session: Session, made: "NewWorkspace", done: "Sequence[str]", folder: str) -> None:
    from pathlib import Path

    from hsp_cli.wording.counts import counted

    out = session.out
    out.put(out.styled(f"Made {counted(len(made.paths), 'file')} in {folder}", "bold"))
    out.item("Everything under data/ is made up: replace it with your own. README.md says how.")
    if done:
        out.item(f"Ran {'; '.join(done)}")
    else:
        out.item("git is not set up; README.md has the commands, and --git runs them.")
    if not made.has_origin:
        out.item("The workflows do not say yet where to install hsp from; README.md says what to replace.")
    out.write()
    out.put(out.styled("Next", "bold"))
    first = () if made.folder.resolve() == Path.cwd() else (f"cd {folder}",)
    for line in (*first, "hsp validate", "hsp exceptions", "hsp report", "hsp new indicator"):
        out.write(f"  {line}")
