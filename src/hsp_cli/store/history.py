"""What git knows of a workspace: the commit, and whether the records still are what it holds.

Only commands that read objects are used: in a tree that somebody else prepared, `git status` and `git diff`
run programs which its configuration names.
"""

import hashlib
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

from hsp_cli.store.layout import DATA, TEMPLATES

_SAFE = ("-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null")
_PATIENCE = 10
"""Seconds to wait for git, which answers in hundredths."""


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit, and whether data and templates on disk are exactly what it holds."""

    commit: str
    clean: bool


def head_commit(root: Path) -> Commit | None:
    """The commit a workspace stands on; None outside version control or before the first commit."""
    commit = _git(root, "rev-parse", "--verify", "--quiet", "HEAD")
    listing = _git(root, "ls-tree", "-r", "-z", "HEAD", "--", DATA, TEMPLATES) if commit else None
    if commit is None or listing is None:
        return None
    held = {}
    for entry in listing.split("\0"):
        if entry:
            description, _, path = entry.partition("\t")
            held[path] = description.split()[2]
    return Commit(commit.strip(), _on_disk(root, held) == held)


def data_digest(root: Path, paths: tuple[str, ...], *texts: str) -> str:
    """A fingerprint of the data files and of the texts given with them; the same bytes, the same digest."""
    whole = hashlib.sha256()
    for path in paths:
        whole.update(os.fsencode(path))
        whole.update(hashlib.sha256(_bytes(root / path)).digest())
    for text in texts:
        whole.update(hashlib.sha256(text.encode()).digest())
    return whole.hexdigest()[:16]


def _on_disk(root: Path, held: dict[str, str]) -> dict[str, str]:
    """The same listing made from the files that are there."""
    found = {}
    for top in (DATA, TEMPLATES):
        for folder, _, names in os.walk(root / top):
            for name in names:
                path = Path(folder, name)
                relative = path.relative_to(root).as_posix()
                found[relative] = _object_id(_bytes(path), held.get(relative, ""))
    return found


def _object_id(content: bytes, held: str) -> str:
    """A file's git object id, in the hash of the repository; a checkout with CRLF counts as the same text."""
    make = hashlib.sha256 if len(held) == 64 else hashlib.sha1
    ids = [make(b"blob %d\0" % len(text) + text).hexdigest() for text in (content, content.replace(b"\r\n", b"\n"))]
    return held if held in ids else ids[0]


def _bytes(path: Path) -> bytes:
    try:
        return b"" if path.is_symlink() else path.read_bytes()
    except OSError:
        return b""


def _git(root: Path, *arguments: str) -> str | None:
    environment = {**os.environ, "GIT_CONFIG_NOSYSTEM": "1", "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
    try:
        done = subprocess.run(
            ("git", *_SAFE, *arguments),
            cwd=root,
            env=environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            timeout=_PATIENCE,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None
