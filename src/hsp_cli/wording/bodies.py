"""Bodies as text."""

from hsp_cli.domain.partnership import Body, BodyStatus, Partnership, Seat


def body_name(body_id: str | None, settings: Partnership) -> str:
    """The name of a body, or its id if it is not in the settings. Empty without a body."""
    body = settings.body(body_id) if body_id else None
    return body.name if body else (body_id or "")


def seat_text(seat: Seat) -> str:
    """The seats of a sector, with their holders and note: `4 business`, `1 further education (vacant)`."""
    holder = f": {'; '.join(str(owner) for owner in seat.holder)}" if seat.holder else ""
    vacant = " (vacant)" if seat.vacant else ""
    note = f" – {seat.note.strip()}" if seat.note else ""
    return f"{seat.count} {seat.sector}{holder}{vacant}{note}"


def term_text(body: Body, *, looking_back: bool = False) -> str:
    """The dates of a body as its record gives them: its start, its end, and the date of its known seats.

    With `looking_back` (to a period in which the body sat) the text does not say that it closed later.
    """
    parts = []
    if body.status is BodyStatus.PROPOSED or (body.status is BodyStatus.CLOSED and not looking_back):
        parts.append(body.status.value)
    if body.since:
        parts.append(f"since {body.since.label}")
    if body.until:
        parts.append(f"until {body.until.label}")
    if body.as_of:
        parts.append(f"as of {body.as_of.label}")
    return ", ".join(parts)
