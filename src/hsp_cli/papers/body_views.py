"""Bodies for papers: their names, and which is below which, with marks at what is inferred."""

from dataclasses import dataclass

from hsp_cli.analysis.governance import Branch
from hsp_cli.domain.partnership import Body, BodyStatus
from hsp_cli.papers.notes import Notes
from hsp_cli.papers.request import PaperRequest
from hsp_cli.wording.bodies import body_name


@dataclass(frozen=True, slots=True)
class BranchView:
    """A body in the structure, with the bodies below it."""

    id: str
    name: str
    is_proposed: bool
    below: tuple["BranchView", ...]


def branch_view(branch: Branch, notes: Notes) -> BranchView:
    """A body with all bodies below it."""
    body = branch.body
    name = _marked_name(body, notes, "parent")  # first, so that marks count up from the top
    below = tuple(branch_view(below, notes) for below in branch.below)
    return BranchView(body.id, name, body.status is BodyStatus.PROPOSED, below)


def _marked_name(body: Body, notes: Notes, *keys: str) -> str:
    """The name of a body, with marks if the name, its status or the value at another key is inferred."""
    text = body.name
    for key in ("name", *keys, "status"):
        text = notes.mark(text, body, key)
    return text


def body_named(body_id: str | None, request: PaperRequest) -> str:
    """The name of a body, or its id if it is not in the settings. Empty without a body."""
    settings = request.workspace.partnership
    body = settings.body(body_id) if body_id else None
    name = body_name(body_id, settings)
    return request.named(name, body) if body else name
