"""Who reviews a change of each file: the parties that own its record, with their names on the code host."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from hsp_cli.domain.address import Placed
from hsp_cli.domain.beside import FileBeside
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.partnership import Party
from hsp_cli.domain.walk import Walk
from hsp_cli.domain.workspace import Workspace


class Reviewed(NamedTuple):
    """A file with the files beside it, by their paths, and the parties who review it.

    `without_handle` are those of the nearest owners whom the code host does not know: nobody can ask them for a review.
    """

    paths: tuple[str, ...]
    reviewers: tuple[Party, ...]
    without_handle: tuple[Party, ...]

    @property
    def handles(self) -> tuple[str, ...]:
        """The names on the code host, each once."""
        return tuple(dict.fromkeys(party.handle for party in self.reviewers if party.handle))


def reviewers(workspace: Workspace) -> tuple[Reviewed, ...]:
    """Every file but the settings, sorted by path.

    Those who lead or own the file's own record review it. Without a handle of any of them it is the body that oversees
    the record, and without that the owners of the records inside.
    """
    found = (_reviewed(workspace, walk) for walk in workspace.walks if walk.file.address.kind is not Kind.PARTNERSHIP)
    return tuple(sorted(found))


def _reviewed(workspace: Workspace, walk: Walk) -> Reviewed:
    paths = (walk.file.place.path, *_paths_beside(walk.file))
    groups = [group for group in _groups(workspace, walk) if group]
    nearest = groups[0].values() if groups else ()
    without = tuple(party for party in nearest if not party.handle)
    for group in groups:
        if known := tuple(party for party in group.values() if party.handle):
            return Reviewed(paths, known, without)
    return Reviewed(paths, (), without)


def _groups(workspace: Workspace, walk: Walk) -> Iterator[dict[str, Party]]:
    """The parties that may review a file, by id, the nearest first."""
    yield _parties(workspace, [walk.file])
    body = workspace.partnership.body(walk.file.body) if walk.file.body else None
    yield {body.id: body} if body else {}
    yield _parties(workspace, walk.records[1:])


def _parties(workspace: Workspace, records: Iterable[Placed[Any]]) -> dict[str, Party]:
    """The parties that own records. A name that the settings do not list, or that two share, is nobody's."""
    found = (workspace.party(owner) for placed in records for owner in placed.owners)
    return {party.id: party for party in found if party}


def _paths_beside(file: Placed[Any]) -> Iterator[str]:
    yield from (value.path for value in file.record.__dict__.values() if isinstance(value, FileBeside))
