"""What the site is made from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from hsp_cli.checking.loader import Loaded
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.partnership import Partnership
from hsp_cli.domain.period import Period
from hsp_cli.domain.workspace import Workspace
from hsp_cli.publishing.formats import FORMATS, Format
from hsp_cli.site.keys import key_of, program_key
from hsp_cli.store.history import CommitState, data_digest


@dataclass(frozen=True)
class Site:
    """The records that everybody may see, the quarter and the day for which the pages are made.

    `workspace` is without the exempt records, and `left_out` is the number of these by kind. `loaded` is everything,
    for the places of records and for templates: nothing of its records may be shown. `quarter` is None if none has
    records. `errors` is the number of errors in the records, for a site that is made in spite of them. With
    `by_meeting`, a paper has the date of its meeting.
    """

    loaded: Loaded
    workspace: Workspace
    left_out: Mapping[Kind, int]
    quarter: Period | None
    as_of: date
    by_meeting: bool = False
    errors: int = 0
    formats: tuple[Format, ...] = FORMATS

    @property
    def settings(self) -> Partnership:
        return self.workspace.partnership

    @cached_property
    def commit(self) -> CommitState | None:
        """The commit of the records, and whether they differ from it. None outside version control."""
        return self.loaded.loader.tree.state(self.loaded.contents())

    @cached_property
    def key(self) -> str:
        """The key of what depends on any record, setting or template, or on the commit."""
        commit = (self.commit.commit, self.commit.clean) if self.commit else None
        tree = self.loaded.loader.tree
        templates = [(name, tree.open(f"templates/{name}.md.j2")[0]) for name in tree.template_names()]
        return key_of(self.given_key, data_digest(self.loaded.content_hashes), templates, commit)

    @cached_property
    def given_key(self) -> str:
        """The key of what every page depends on: hsp, the settings, the quarter and the day."""
        settings = self.loaded.content_hashes.get(self.workspace.settings.place.path)
        quarter = self.quarter.text if self.quarter else None
        return key_of(program_key(), settings, self.left_out, quarter, self.as_of, self.by_meeting, self.errors)


def site_of(
    loaded: Loaded,
    workspace: Workspace,
    quarter: Period | None,
    as_of: date,
    *,
    by_meeting: bool = False,
    errors: int = 0,
    formats: Sequence[Format] = FORMATS,
) -> Site:
    """The site of a workspace as it was loaded: with its exempt records left out."""
    return Site(loaded, workspace, {}, quarter, as_of, by_meeting, errors, tuple(formats))
