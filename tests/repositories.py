"""Git repositories for tests: real ones, made with the git of this machine."""

import subprocess
from collections.abc import Iterable
from pathlib import Path

from tests.workspaces import Files, write_files

_IDENTITY = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")


def git(root: Path, *arguments: str) -> str:
    """What git says, without the last line end."""
    done = subprocess.run(("git", *_IDENTITY, *arguments), cwd=root, check=True, capture_output=True, text=True)
    return done.stdout.strip()


def commit_files(root: Path, files: Files) -> str:
    """Commit all files under a root, with these, to a repository that is made if there is none. Returns its id."""
    write_files(root, files)
    git(root, "init", "--quiet")
    git(root, "add", "--all", ".")
    git(root, "commit", "--quiet", "--message", "records")
    return git(root, "rev-parse", "HEAD")


def remove_files(root: Path, paths: Iterable[str]) -> None:
    for path in paths:
        (root / path).unlink()
