"""Bodies and seats as text."""

from hsp_cli.domain.partnership import Body, BodyStatus, Partnership, Seat
from hsp_cli.domain.period import Period

NOT_RECORDED = "not recorded"


def body_name(body_id: str | None, settings: Partnership) -> str:
    """The name of a body, or its id if it is not in the settings. Empty without a body."""
    body = settings.body(body_id) if body_id else None
    return body.name if body else (body_id or "")


def seat_text(seat: Seat) -> str:
    """The seats of a sector, with their holders, dates and note: `4 business`, `1 further education (vacant)`."""
    holder = f": {'; '.join(str(owner) for owner in seat.holder)}" if seat.holder else ""
    return f"{seat.count} {seat.sector}{holder}{_vacancy_text(seat)}{_dates_text(seat)}{_note_text(seat)}"


def sitting_texts(body: Body) -> tuple[str, ...]:
    """The seats and members of a body, and that there are others if these are only some of all."""
    others = ("others, who are not recorded",) if body.incomplete else ()
    return (*(seat_text(seat) for seat in body.seats), *map(str, body.members), *others)


def _vacancy_text(seat: Seat) -> str:
    if not seat.vacancies:
        return ""
    return " (vacant)" if seat.vacancies == seat.count else f" ({seat.vacancies} vacant)"


def _dates_text(seat: Seat) -> str:
    dates = ", ".join(_dates(seat.since, seat.until))
    return f" ({dates})" if dates else ""


def _note_text(seat: Seat) -> str:
    return f" – {seat.note.strip()}" if seat.note else ""


def term_text(body: Body, *, looking_back: bool = False, known: Period | None = None) -> str:
    """The dates of a body as its record gives them: its start, its end, and the date of its known seats.

    With `looking_back` (to a period in which the body sat) the text does not say that it closed later. The date of the
    seats is left out if it is the date that the reader knows.
    """
    parts = []
    if body.status is BodyStatus.PROPOSED or (body.status is BodyStatus.CLOSED and not looking_back):
        parts.append(body.status.value)
    parts += _dates(body.since, body.until)
    if body.as_of and body.as_of != known:
        parts.append(f"as of {body.as_of.label}")
    return ", ".join(parts)


def _dates(since: Period | None, until: Period | None) -> list[str]:
    return [*([f"since {since.label}"] if since else []), *([f"until {until.label}"] if until else [])]


def known_text(body: Body) -> str:
    """The time for which the seats of a body are known."""
    return body.as_of.label if body.as_of else NOT_RECORDED


def last_known_text(body: Body) -> str:
    """The last time at which the records show that a body existed."""
    last = body.until or body.as_of or body.since
    return last.label if last else NOT_RECORDED
