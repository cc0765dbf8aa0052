import subprocess
from datetime import date
from pathlib import Path

import pytest

from hsp_cli import __version__
from hsp_cli.publishing.provenance import Provenance, provenance
from hsp_cli.publishing.templates import Template
from hsp_cli.store.history import CommitState
from tests.workspaces import read_workspace

DAY = date(2024, 4, 15)
TEMPLATE = Template("morning-report", "text", own=False)


def test_it_names_commit_digest_template_tool_and_day() -> None:
    made = Provenance(CommitState("0123456789abcdef", clean=True), "feed", "morning-report", False, DAY, "1.2.3")
    assert str(made) == (
        "Made by hsp 1.2.3 from commit 0123456789ab (tree clean); data digest feed; "
        "template morning-report (hsp's own); as of 2024-04-15."
    )


@pytest.mark.parametrize(
    ("head_commit", "own", "words"),
    [
        (CommitState("0123456789abcdef", clean=False), False, "commit 0123456789ab (tree with uncommitted changes)"),
        (None, False, "from records that are not under version control"),
        (None, True, "template t (the workspace's own)"),
    ],
)
def test_it_says_what_cannot_be_traced(head_commit: CommitState | None, own: bool, words: str) -> None:
    assert words in str(Provenance(head_commit, "feed", "t", own, DAY))


def test_the_digest_follows_data_and_template_and_nothing_else(sample: Path) -> None:
    first = provenance(read_workspace(sample), TEMPLATE, DAY)
    assert first == provenance(read_workspace(sample), TEMPLATE, DAY)
    assert (first.version, first.template, first.own_template) == (__version__, "morning-report", False)
    other_template = provenance(read_workspace(sample), Template("morning-report", "other", own=False), DAY)
    (sample / "README.md").write_text("new")
    same = provenance(read_workspace(sample), TEMPLATE, DAY)
    record = sample / "data/indicators/missed-bins.yaml"
    record.write_text(record.read_text().replace("25", "26"))
    changed = provenance(read_workspace(sample), TEMPLATE, DAY)
    assert same.data_digest == first.data_digest
    assert len({first.data_digest, other_template.data_digest, changed.data_digest}) == 3


def test_a_workspace_under_version_control_names_its_commit_and_whether_it_is_clean(sample: Path) -> None:
    def git(*arguments: str) -> str:
        identity = ("-c", "user.name=n", "-c", "user.email=e@example.org", "-c", "commit.gpgsign=false")
        done = subprocess.run(("git", *identity, *arguments), cwd=sample, capture_output=True, text=True, check=True)
        return done.stdout.strip()

    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "all")
    assert provenance(read_workspace(sample), TEMPLATE, DAY).head_commit == CommitState(
        git("rev-parse", "HEAD"), clean=True
    )
    (sample / "data/indicators/missed-bins.yaml").unlink()
    changed = provenance(read_workspace(sample), TEMPLATE, DAY).head_commit
    assert changed is not None
    assert not changed.clean
