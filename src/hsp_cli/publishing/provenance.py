"""The last line of a paper. It says what the paper was made from, so that it can be made again."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from hsp_cli import __version__
from hsp_cli.checking.loader import Loaded
from hsp_cli.domain.commit import short_id
from hsp_cli.publishing.templates import Template, with_imports
from hsp_cli.store.file_tree import FileTree
from hsp_cli.store.history import CommitState, data_digest

_CLEAN = "tree clean"
_OWN = "the workspace's own"
_REDACTED = "without exempt records"


@dataclass(frozen=True, slots=True)
class Provenance:
    """The commit and state of the tree, the digest of data and templates, the template, the tool and the date.

    `is_redacted` says that the paper leaves out exempt records. The digest is that of all records.
    """

    head_commit: CommitState | None
    data_digest: str
    template: str
    own_template: bool
    as_of: date
    version: str = __version__
    is_redacted: bool = False

    def __str__(self) -> str:
        if self.head_commit is None:
            commit = "records that are not under version control"
        else:
            state = _CLEAN if self.head_commit.clean else "tree with uncommitted changes"
            commit = f"commit {short_id(self.head_commit.commit)} ({state})"
        whose = _OWN if self.own_template else "hsp's own"
        redacted = f"; {_REDACTED}" if self.is_redacted else ""
        return (
            f"Made by hsp {self.version} from {commit}; data digest {self.data_digest}; "
            f"template {self.template} ({whose}){redacted}; as of {self.as_of}."
        )


_LINE = re.compile(
    r"Made by hsp (?P<version>\S+) from (?:commit (?P<commit>[0-9a-f]{12}) \((?P<state>[a-z ]+)\)|[a-z ]+); "
    r"data digest (?P<digest>[0-9a-f]{16}); template (?P<template>[\w-]+) \((?P<whose>[a-z' ]+)\)"
    rf"(?:; (?P<redacted>{_REDACTED}))?; "
    r"as of (?P<as_of>\d{4}-\d{2}-\d{2})\."
)


def read_provenance(line: str) -> Provenance | None:
    """What the last line of a paper says. The id of the commit is cut to 12 digits. None for any other line."""
    found = _LINE.fullmatch(line)
    if found is None:
        return None
    try:
        as_of = date.fromisoformat(found["as_of"])
    except ValueError:
        return None
    made = Provenance(
        CommitState(found["commit"], found["state"] == _CLEAN) if found["commit"] else None,
        found["digest"],
        found["template"],
        found["whose"] == _OWN,
        as_of,
        found["version"],
        found["redacted"] is not None,
    )
    return made if str(made) == line else None


def provenance(loaded: Loaded, template: Template, as_of: date, *, is_redacted: bool = False) -> Provenance:
    """The provenance of a paper that is made now."""
    tree = loaded.loader.tree
    made_from = digest_of(template, loaded.content_hashes, tree)
    state = tree.state(loaded.contents())
    return Provenance(state, made_from, template.name, template.own, as_of, is_redacted=is_redacted)


def digest_of(template: Template, content_hashes: Mapping[str, str], tree: FileTree) -> str:
    """The digest of data files, given as hashes by path, and of the templates of a paper."""
    return data_digest(content_hashes, *(one.text for one in with_imports(template, tree)))
