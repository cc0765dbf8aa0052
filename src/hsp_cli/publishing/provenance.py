"""The last line of a paper. It says what the paper was made from, so that it can be made again."""

from dataclasses import dataclass
from datetime import date

from hsp_cli import __version__
from hsp_cli.checking.loader import Loaded
from hsp_cli.publishing.templates import Template, with_imports
from hsp_cli.store.file_tree import Commit
from hsp_cli.store.history import data_digest


@dataclass(frozen=True, slots=True)
class Provenance:
    """The commit and state of the tree, the digest of data and templates, the template, the tool and the date."""

    head_commit: Commit | None
    data_digest: str
    template: str
    own_template: bool
    as_of: date
    version: str = __version__

    def __str__(self) -> str:
        if self.head_commit is None:
            commit = "records that are not under version control"
        else:
            state = "tree clean" if self.head_commit.clean else "tree with uncommitted changes"
            commit = f"commit {self.head_commit.commit[:12]} ({state})"
        whose = "the workspace's own" if self.own_template else "hsp's own"
        return (
            f"Made by hsp {self.version} from {commit}; data digest {self.data_digest}; "
            f"template {self.template} ({whose}); as of {self.as_of}."
        )


def provenance(loaded: Loaded, template: Template, as_of: date) -> Provenance:
    """The provenance of a paper that is made now."""
    tree = loaded.loader.tree
    texts = [one.text for one in with_imports(template, tree)]
    made_from = data_digest(loaded.content_hashes, *texts)
    return Provenance(tree.state(loaded.contents()), made_from, template.name, template.own, as_of)
