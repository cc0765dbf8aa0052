"""Git repositories for tests: real ones, made with the git of this machine."""

import os
import subprocess
from collections.abc import Iterable
from pathlib import Path

from tests.workspaces import Files, write_files

_IDENTITY = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")


def git(root: Path, *arguments: str, on: str | None = None) -> str:
    """What git says, without the last line end. `on` is the day on which it commits."""
    when = f"{on}T12:00:00+00:00"
    env = {**os.environ, "GIT_COMMITTER_DATE": when, "GIT_AUTHOR_DATE": when} if on else None
    done = subprocess.run(
        ("git", *_IDENTITY, *arguments), cwd=root, env=env, check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


def commit_files(root: Path, files: Files) -> str:
    """Commit all files under a root, with these, to a repository that is made if there is none. Returns its id."""
    write_files(root, files)
    git(root, "init", "--quiet")
    git(root, "add", "--all", ".")
    git(root, "commit", "--quiet", "--message", "records")
    return git(root, "rev-parse", "HEAD")


def commit_on(
    root: Path,
    day: str,
    files: Files,
    *,
    author: str = "Ann Reed",
    subject: str = "Change records",
    gone: Iterable[str] = (),
) -> str:
    """Commit changes of a day by an author to the current branch, or to a new repository. Returns the id."""
    write_files(root, files)
    if not (root / ".git").exists():
        git(root, "init", "--quiet", "--initial-branch=main")
    remove_files(root, gone)
    git(root, "add", "--all", ".")
    dated = ("--date", f"{day}T12:00:00+00:00", "--author", f"{author} <a@example.org>")
    git(root, "commit", "--quiet", "--allow-empty", *dated, "--message", subject, on=day)
    return _head(root)


def _head(root: Path) -> str:
    """The id of the current commit, from its file: to ask git takes as long as to commit."""
    head = (root / ".git/HEAD").read_text(encoding="ascii").strip()
    ref = root / ".git" / head.removeprefix("ref: ")
    return ref.read_text(encoding="ascii").strip() if ref.is_file() else head


def remove_files(root: Path, paths: Iterable[str]) -> None:
    for path in paths:
        (root / path).unlink()
