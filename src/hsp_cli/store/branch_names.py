"""The names of branches and tags, for completion."""

import re

from hsp_cli.store.git import GitFailed, ask_git

_KINDS = ("refs/heads", "refs/remotes", "refs/tags")
MOST = 200
# A shell inserts what completion offers as it is. git allows `$(x)` in a name, and the shell would run it.
_PLAIN = re.compile(r"\w[\w./@+=,%-]*")


def branch_names(root: str) -> list[str]:
    """The branches, those of other copies, and the tags, each as people write it. Empty if git gives no answer.

    Names with signs that mean something to a shell are left out: they can only be typed.
    """
    try:
        told = ask_git(root, "for-each-ref", "--format=%(refname:short)", f"--count={MOST}", *_KINDS)
    except GitFailed:
        return []
    return [name for name in told.decode("utf-8", errors="replace").split("\n") if _PLAIN.fullmatch(name)]
