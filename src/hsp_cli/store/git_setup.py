"""Sets up a repository at a person's request: the only calls that change one.

`store.git` only reads, and works in folders from anybody. This runs in a folder that hsp has just made or filled.
"""

import shlex
import subprocess

from hsp_cli.domain.request import RequestRefused
from hsp_cli.store.git import GitFailed, ask_git

DRIVER = "hsp merge-driver %O %A %B %P --marker-size %L"
"""How git calls hsp to merge a record: the common version, ours, theirs, the path, and the length of its markers."""

_INIT = ("git", "init", "--quiet")
_CONFIGURE = (
    ("git", "config", "--local", "merge.hsp.name", "records of hsp"),
    ("git", "config", "--local", "merge.hsp.driver", DRIVER),
)


def set_up_merging(folder: str) -> tuple[str, ...]:
    """Make a git repository in a folder that is in none, and name hsp as its driver for records.

    Returns the commands that were run, as a person would write them. RequestRefused if one fails.
    """
    commands = (*(() if _is_in_repository(folder) else (_INIT,)), *_CONFIGURE)
    for words in commands:
        try:
            done = subprocess.run(words, cwd=folder, capture_output=True, text=True, timeout=20, check=False)
        except (OSError, subprocess.TimeoutExpired):
            raise RequestRefused("git cannot be run, so it is not set up", "the files are made") from None
        if done.returncode:
            said = " ".join(done.stderr.split())
            raise RequestRefused(f"{shlex.join(words)} failed: {said}", "the files are made; git is not set up")
    return tuple(map(shlex.join, commands))


def _is_in_repository(folder: str) -> bool:
    try:
        ask_git(folder, "rev-parse", "--git-dir")
    except GitFailed:
        return False
    return True
