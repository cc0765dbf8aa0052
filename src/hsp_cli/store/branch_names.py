"""The names of branches and tags, for completion."""

from hsp_cli.store.git import GitFailed, ask_git

_KINDS = ("refs/heads", "refs/remotes", "refs/tags")
MOST = 200


def branch_names(root: str) -> list[str]:
    """The branches, those of other copies, and the tags, each as people write it. Empty if git gives no answer."""
    try:
        told = ask_git(root, "for-each-ref", "--format=%(refname:short)", f"--count={MOST}", *_KINDS)
    except GitFailed:
        return []
    return told.decode("utf-8", errors="replace").split()
