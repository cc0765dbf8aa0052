"""What owners owe for a quarter, as lines for people and as JSON values."""

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from hsp_cli.analysis.owed import OwedFigure, OwedRating, OwedUpdate, OwnerOwings
    from hsp_cli.domain.address import Placed
    from hsp_cli.domain.workspace import Workspace


class OwedLine(NamedTuple):
    """One thing that is owed: the name of the record, what is owed of it, and its address."""

    record: str
    owed: str
    address: str


NOBODY = "No owner recorded"
"""The heading for what has no owner."""


def owed_lines(owner: "OwnerOwings", workspace: "Workspace", as_of: "date") -> "Iterator[OwedLine]":
    """What one owner owes: figures, comments, ratings, then updates."""
    from hsp_cli.wording.actions import action_text
    from hsp_cli.wording.owed import owed_comment_text, owed_figures_text, owed_rating_text, owed_update_text

    matrix, owings = workspace.partnership.risk_matrix, owner.owings
    for figure in owings.figures:
        text = owed_figures_text(figure.periods, figure.due(figure.periods[-1]))
        yield OwedLine(figure.placed.record.name, text, str(figure.placed.address))
    for line in owings.comments:
        yield OwedLine(line.placed.record.name, owed_comment_text(line.reasons), str(line.placed.address))
    for rating in owings.ratings:
        last = rating.last
        text = owed_rating_text(last.rating if last else None, matrix, last.carried_from if last else None)
        yield OwedLine(rating.placed.record.heading, text, str(rating.placed.address))
    for update in owings.actions:
        record = update.placed.record
        text = owed_update_text(record, as_of, update.last, is_silent=update.is_silent)
        yield OwedLine(action_text(record), text, str(update.placed.address))


def owner_owings_values(owner: "OwnerOwings", as_of: "date") -> dict[str, Any]:
    """What one owner owes, as JSON data. `owner` is null for nobody, and for a name that the settings do not list."""
    from hsp_cli.cli.json_values import rated_values

    owings = owner.owings
    return {
        "owner": owner.id,
        "name": owner.name or None,
        "figures": [_figure_values(figure) for figure in owings.figures],
        "comments": [rated_values(line) for line in owings.comments],
        "ratings": [_rating_values(rating) for rating in owings.ratings],
        "actions": [_update_values(update, as_of) for update in owings.actions],
    }


def _figure_values(figure: "OwedFigure") -> dict[str, Any]:
    from hsp_cli.cli.json_values import awaited_values

    periods = [{"period": one.text, "due": figure.due(one).isoformat()} for one in figure.periods]
    return {**awaited_values(figure.line), "periods": periods}


def _rating_values(rating: "OwedRating") -> dict[str, Any]:
    last = rating.last
    return {
        **_record_values(rating.placed),
        "title": rating.placed.record.heading,
        "register": rating.placed.address.file_id,
        "rating": last.rating if last else None,
        "zone": last.zone.id if last and last.zone else None,
        "rated_in": last.carried_from.text if last and last.carried_from else None,
    }


def _update_values(update: "OwedUpdate", as_of: "date") -> dict[str, Any]:
    record = update.placed.record
    deadline = record.deadline
    return {
        **_record_values(update.placed),
        "kind": update.placed.address.kind.value,
        "text": " ".join(record.text.split()),
        "status": record.status.value,
        "due": str(deadline) if deadline else None,
        "due_date": deadline.falls_on.isoformat() if deadline and deadline.falls_on else None,
        "days_late": record.days_late(as_of),
        "overdue": update.is_overdue,
        "silent": update.is_silent,
        "without_date": update.lacks_deadline,
        "last_update": update.last.as_data() if update.last else None,
    }


def _record_values(placed: "Placed[Any]") -> dict[str, Any]:
    from hsp_cli.cli.json_values import inferred_values

    return {"id": str(placed.address), "path": placed.place.path, **inferred_values(placed.record)}
