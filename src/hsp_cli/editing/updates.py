"""Records the progress of an action, milestone or aim: an update, a percentage, a rating, a status."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from hsp_cli.analysis.catalogue import Item
from hsp_cli.domain.action import ActionStatus, Monitored, Rated
from hsp_cli.domain.edit import Append, Edit, Remove
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.request import RequestRefused
from hsp_cli.domain.workspace import Workspace
from hsp_cli.editing.closing import CLOSED, update
from hsp_cli.editing.wish import Wished, behind, day_given, kinds_of, named, set_at, text_given, with_inferences_removed


class Progress(NamedTuple):
    """What is reported. None stands for what stays as it is."""

    progress: int | None = None
    note: str | None = None
    by: str | None = None
    rag: str | None = None
    status: ActionStatus | None = None
    reason: str | None = None


def updated(workspace: Workspace, name: str, given: Progress, as_of: date, *, on: str | None = None) -> Wished:
    """Record progress. RequestRefused if nothing is given, or a value is not possible for the record."""
    item = named(workspace, name, kinds_of(Monitored), "progress is that of an action, a milestone or an aim")
    if all(value is None for value in (given.progress, given.note, given.rag, given.status)):
        raise RequestRefused("nothing is given to record", "add --progress, --note, --rag or --status")
    if given.by is not None and given.note is None:
        raise RequestRefused("--by says who wrote a note", "add --note TEXT")
    if given.reason is not None and given.status is None:
        raise RequestRefused("--reason is the reason for a status", "add --status")
    _refuse_bad_values(workspace, item, given)
    edits = [*_edits(item, given)]
    said = [*_said(given)]
    if given.note is not None:
        day = day_given(workspace, on, as_of)
        text = text_given(given.note, "--note")
        edits.append(Append((*item.place.keys, "updates"), update(day, text, given.by), behind("updates")))
        said.append(f"update of {day}")
    elif on is not None:
        raise RequestRefused("--on is the date of a note", "add --note TEXT")
    return Wished(
        item.place.path,
        tuple(with_inferences_removed(item.record, item.place, edits)),
        f"{item.address}: {', '.join(said)}",
    )


def _refuse_bad_values(workspace: Workspace, item: Item, given: Progress) -> None:
    if not isinstance(item.record, Rated) and (given.progress is not None or given.rag is not None):
        raise RequestRefused(f"{item.described}, which has no progress or rating", "use --note or --status")
    if given.progress is not None and not 0 <= given.progress <= 100:
        raise RequestRefused(f"--progress {given.progress} is not a percentage from 0 to 100")
    codes = [level.code for level in workspace.partnership.rag.levels]
    if given.rag is not None and given.rag not in codes:
        raise RequestRefused(f"the scale has no rating {given.rag}", f"choose from: {', '.join(codes)}")
    if given.status in CLOSED and item.kind is not Kind.AIM:
        option = "" if given.status is ActionStatus.COMPLETE else f" --{given.status.value}"
        raise RequestRefused(f"{item.described}, which is closed with its date", f"hsp close {item.address}{option}")
    if given.status in (ActionStatus.ON_HOLD, *CLOSED[1:]) and given.reason is None:
        raise RequestRefused(f"why is it {given.status.value}?", "add --reason TEXT")


def _edits(item: Item, given: Progress) -> Iterator[Edit]:
    record, place = item.record, item.place
    assert isinstance(record, Monitored)
    if given.status is not None:
        yield set_at(place, "status", given.status.value)
        if given.reason is not None:
            yield set_at(place, "reason", text_given(given.reason, "--reason"))
        elif record.reason is not None:  # it was the reason for the status before
            yield Remove((*place.keys, "reason"))
        if given.status not in CLOSED and record.completed is not None:
            yield Remove((*place.keys, "completed"))
    if given.progress is not None:
        yield set_at(place, "progress", given.progress)
    if given.rag is not None:
        yield set_at(place, "rag", given.rag)


def _said(given: Progress) -> Iterator[str]:
    if given.status is not None:
        yield given.status.value
    if given.progress is not None:
        yield f"progress {given.progress}%"
    if given.rag is not None:
        yield f"rating {given.rag}"
