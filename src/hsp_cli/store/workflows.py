"""The workflows for GitHub and GitLab that hsp brings along, for a repository with records."""

import json
import re
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import NamedTuple

_FOLDER = Path(__file__).parent.parent / "workflows"
_GITHUB = {
    "github-records.yml": ".github/workflows/records.yml",
    "github-comment.yml": ".github/workflows/records-comment.yml",
}
_GITLAB = {"gitlab.yml": ".gitlab-ci.yml"}
_ACTION, _PACKAGE = "OWNER/REPOSITORY@COMMIT", "ADDRESS@REVISION"
"""What a person replaces in the workflows, if nobody knows where hsp was installed from."""

_ON_GITHUB = re.compile(r"https://github\.com/(?P<name>[A-Za-z0-9-]+/[A-Za-z0-9._-]+?)(?:\.git)?/?")
_ADDRESS = re.compile(r"https://[A-Za-z0-9._~/-]+")
_COMMIT = re.compile(r"[0-9a-f]{40}")


class Origin(NamedTuple):
    """The repository and the commit that hsp was installed from."""

    address: str
    commit: str

    @property
    def action(self) -> str | None:
        """Its name as an action on GitHub; None if the repository is elsewhere."""
        match = _ON_GITHUB.fullmatch(self.address)
        return f"{match['name']}@{self.commit}" if match else None


def origin() -> Origin | None:
    """Where hsp was installed from. None if that was no repository with a public address (PEP 610)."""
    try:
        told = json.loads(distribution("hsp-cli").read_text("direct_url.json") or "null")
        found = Origin(told["url"], told["vcs_info"]["commit_id"])
    except (PackageNotFoundError, ValueError, KeyError, TypeError):
        return None
    return found if _ADDRESS.fullmatch(found.address) and _COMMIT.fullmatch(found.commit) else None


def github_workflows(source: Origin | None) -> dict[str, str]:
    """The workflows for GitHub by their paths: the check, and the comment on pull requests."""
    return {path: _text(name, _ACTION, source and source.action) for name, path in _GITHUB.items()}


def gitlab_pipeline(source: Origin | None) -> dict[str, str]:
    """The pipeline for GitLab by its path."""
    put = f"{source.address}@{source.commit}" if source else None
    return {path: _text(name, _PACKAGE, put) for name, path in _GITLAB.items()}


def _text(name: str, place: str, put: str | None) -> str:
    text = (_FOLDER / name).read_text("utf-8")
    return text.replace(place, put) if put else text
