"""Rules for inferred values."""

from collections.abc import Iterator

from hsp_cli.domain.inference import has_value
from hsp_cli.domain.workspace import Workspace
from hsp_cli.rules.support.registry import Problem, rule


@rule("inferred-without-value", hint="name a value of this record: its key, or the keys to it joined by full stops")
def inferred_without_value(workspace: Workspace) -> Iterator[Problem]:
    """A record says that one of its values is inferred, but it has no such value.

    The mark would be missing from every paper, and the inferred value would pass for the document's. The usual causes
    are a mistyped key, a period that is spelled differently (write `Q1-2010`), and a value that was removed since.

    Example:

        status: complete
        inferred:
          state: The paper has no status column.

    Way out: name the value by its key, as in `status`, or by all keys to it, as in `assessments.Q1-2010.direction`.
    Leave out the items of lists: `rag.levels.at_least`. If the document now states the value, delete the line.
    """
    for walk in workspace.walks:
        for placed in walk.records:
            for path in placed.record.inferred:
                if not has_value(placed.record, path):
                    place = placed.place.at("inferred", path)
                    yield Problem(place, f"{placed.address} has no value at {path!r}", on_key=True)
