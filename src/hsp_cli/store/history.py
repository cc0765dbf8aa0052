"""The git state of a workspace: the commit, and whether the records differ from it."""

import hashlib
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from hsp_cli.store.files import ENDINGS_BESIDE, FileNotRead, content_of, max_file_bytes
from hsp_cli.store.git import GitFailed, ask_git, object_id
from hsp_cli.store.layout import DATA, TEMPLATE_ENDING, TEMPLATES, YAML_ENDINGS


@dataclass(frozen=True, slots=True)
class CommitState:
    """A commit, and whether the records and templates that were read are the same as in it."""

    commit: str
    clean: bool


def head_commit(root: str, records: Mapping[str, bytes]) -> CommitState | None:
    """The commit of a workspace. None outside version control or before the first commit.

    `records` are the bytes of the data files as they were read, by path. Other files, such as those that a file manager
    creates, do not affect papers and are ignored.
    """
    try:
        commit, held = _commit_and_files(root, "HEAD")
    except GitFailed:
        return None
    found = {path: object_id(content, held.get(path, "")) for path, content in (*records.items(), *_templates(root))}
    return CommitState(commit, found == held)


@dataclass(frozen=True, slots=True)
class CommittedFiles:
    """The files of a workspace in a commit.

    `folder` is the path of the workspace in its repository, with a stroke at its end; empty if it is the repository
    itself. `object_ids` has the git object id of each file by its path from the workspace.
    """

    commit: str
    folder: str
    object_ids: Mapping[str, str]

    def is_same(self, path: str, content: bytes) -> bool | None:
        """Whether a file has these bytes in the commit. None if the commit does not have the file."""
        held = self.object_ids.get(path)
        return None if held is None else object_id(content, held) == held


def committed_files(root: str, commit: str | None = None) -> CommittedFiles | None:
    """The files of a commit, by its full id, or of the current one. None outside version control."""
    try:
        found, held = _commit_and_files(root, commit or "HEAD")
        folder = os.fsdecode(ask_git(root, "rev-parse", "--show-prefix").removesuffix(b"\n"))
    except GitFailed:
        return None
    return CommittedFiles(found, folder, held)


def _commit_and_files(root: str, revision: str) -> tuple[str, dict[str, str]]:
    """The id of a commit, and the object id of each of its files that goes into papers, by path."""
    commit = ask_git(root, "rev-parse", "--verify", "--quiet", revision).decode("ascii").strip()
    held = {}
    for entry in os.fsdecode(ask_git(root, "ls-tree", "-r", "-z", commit, "--", DATA, TEMPLATES)).split("\0"):
        description, _, path = entry.partition("\t")
        if _goes_into_papers(path):
            held[path] = description.split()[2]
    return commit, held


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
    if folder == DATA:
        return name.lower().endswith((*YAML_ENDINGS, *ENDINGS_BESIDE))
    return name.endswith(TEMPLATE_ENDING) and "/" not in name


def _templates(root: str) -> Iterator[tuple[str, bytes]]:
    """The workspace's own templates. A template that is not a plain file counts as empty."""
    for path in sorted(Path(root, TEMPLATES).glob(f"*{TEMPLATE_ENDING}")):
        try:
            content = content_of(str(path), max_file_bytes())
        except FileNotRead:
            content = b""
        yield f"{TEMPLATES}/{path.name}", content
