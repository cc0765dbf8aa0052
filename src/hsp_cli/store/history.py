"""The git state of a workspace: the commit, and whether the records differ from it.

hsp uses only commands that read objects. In a folder from somebody else, `git status` and `git diff` run programs that
its configuration names.
"""

import hashlib
import os
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from hsp_cli.store.files import FileNotRead, content_of, max_file_bytes
from hsp_cli.store.layout import DATA, TEMPLATE_ENDING, TEMPLATES, YAML_ENDINGS

_SAFE = ("-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null")
_PATIENCE = 10
"""The timeout for git in seconds. It normally needs hundredths of a second."""


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit, and whether the records and templates on disk are the same as in it."""

    commit: str
    clean: bool


def head_commit(root: str, records: Mapping[str, bytes]) -> Commit | None:
    """The commit of a workspace. None outside version control or before the first commit.

    `records` are the bytes of the data files as they were read, by path. Other files, such as those that a file manager
    creates, do not affect papers and are ignored.
    """
    commit = _git(root, "rev-parse", "--verify", "--quiet", "HEAD")
    listing = _git(root, "ls-tree", "-r", "-z", "HEAD", "--", DATA, TEMPLATES) if commit else None
    if commit is None or listing is None:
        return None
    held = {}
    for entry in listing.split("\0"):
        description, _, path = entry.partition("\t")
        if _goes_into_papers(path):
            held[path] = description.split()[2]
    found = {path: _object_id(content, held.get(path, "")) for path, content in (*records.items(), *_templates(root))}
    return Commit(commit.strip(), found == held)


def data_digest(content_hashes: Mapping[str, str], *texts: str) -> str:
    """The digest of the data files, given as hashes by path, and of further texts."""
    whole = hashlib.sha256()
    for path, content_hash in sorted(content_hashes.items()):
        whole.update(os.fsencode(path))
        whole.update(bytes.fromhex(content_hash) or hashlib.sha256().digest())
    for text in texts:
        whole.update(hashlib.sha256(text.encode()).digest())
    return whole.hexdigest()[:16]


def _goes_into_papers(path: str) -> bool:
    folder, _, name = path.partition("/")
    # No template is looked for in a folder below.
    return name.lower().endswith(YAML_ENDINGS) if folder == DATA else name.endswith(TEMPLATE_ENDING) and "/" not in name


def _templates(root: str) -> Iterator[tuple[str, bytes]]:
    """The workspace's own templates. A template that is not a plain file counts as empty."""
    for path in sorted(Path(root, TEMPLATES).glob(f"*{TEMPLATE_ENDING}")):
        try:
            content = content_of(str(path), max_file_bytes())
        except FileNotRead:
            content = b""
        yield f"{TEMPLATES}/{path.name}", content


def _object_id(content: bytes, held: str) -> str:
    """A file's git object id, with the hash function of the repository. A checkout with CRLF counts as the same
    text.
    """
    make = hashlib.sha256 if len(held) == 64 else hashlib.sha1
    ids = [make(b"blob %d\0" % len(text) + text).hexdigest() for text in (content, content.replace(b"\r\n", b"\n"))]
    return held if held in ids else ids[0]


def _git(root: str, *arguments: str) -> str | None:
    environment = {**os.environ, "GIT_CONFIG_NOSYSTEM": "1"}
    try:
        done = subprocess.run(
            ("git", *_SAFE, *arguments),
            cwd=root,
            env=environment,
            capture_output=True,
            encoding="utf-8",
            errors="surrogateescape",  # as in the paths of records
            timeout=_PATIENCE,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None
