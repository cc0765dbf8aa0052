"""`hsp changes`: what has changed since an earlier paper, quarter or revision."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from hsp_cli.cli.completion import ids
from hsp_cli.cli.options import AllowErrors, AnswerFormat, Format, Quarter, question
from hsp_cli.cli.session import Session
from hsp_cli.domain.commit import short_id
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.request import RequestRefused

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hsp_cli.analysis.changes_since.state import Found, Held, Slip, State, Turn, Unknown
    from hsp_cli.domain.address import Placed
    from hsp_cli.domain.partnership import Partnership
    from hsp_cli.publishing.earlier import Earlier


@question
def run(
    session: Session,
    since: Annotated[
        str,
        typer.Option(
            "--since",
            metavar="PAPER|QUARTER|REV",
            help="A paper's id or file, a quarter, or a commit, branch, tag or day in git.",
            autocompletion=ids(files=(Kind.PAPER,)),
        ),
    ],
    quarter: Quarter = None,
    no_history: Annotated[
        bool, typer.Option("--no-history", help="Use the dates in the records alone; do not ask git.")
    ] = False,
    format: Format = AnswerFormat.TEXT,
    allow_errors: AllowErrors = False,
) -> None:
    """Say what has changed since a paper, a quarter or a commit.

    It lists what slipped, what is worse or better, and what is completed, new, or gone without being closed. The
    earlier records come from git. Without them, it knows only the dates in the present records.
    """
    workspace = session.workspace(allow_errors=allow_errors, says_left_out=True)

    from hsp_cli.analysis.changes_since.state import State
    from hsp_cli.publishing.earlier import changes_from, earlier_asked

    earlier = earlier_asked(session.loaded, workspace, since, ask_git=not no_history)
    if earlier.state.as_of > session.as_of or (earlier.at is None and earlier.state.as_of == session.as_of):
        raise RequestRefused(
            f"{earlier.called} is of {earlier.state.as_of}, which is not before {session.as_of}",
            "name an earlier one with --since, or a later date with --as-of",
        )
    now = State(workspace, session.quarter(workspace, quarter), session.as_of)
    found = changes_from(earlier, now)
    if format is AnswerFormat.JSON:
        session.answer_json(as_json(earlier, now, found, sorted(session.loaded.not_read)))
    else:
        _show(session, earlier, now, found)


def as_json(earlier: "Earlier", now: "State", found: "Found", not_read: "Sequence[str]") -> dict[str, Any]:
    """`hsp changes --format json`. `not_read` are the present files that could not be read."""
    return {
        "since": {
            "called": earlier.called,
            **_state(earlier.state),
            "commit": earlier.at.commit if earlier.at else None,
            "source": found.source.value,
            "why_not": earlier.why_not or None,
            "not_read": list(earlier.at.not_read) if earlier.at else [],
        },
        "until": {**_state(now), "not_read": list(not_read)},
        "slipped": [_slip(slip) for slip in found.slipped],
        "brought_forward": [_slip(slip) for slip in found.brought_forward],
        "worse": [_turn(turn) for turn in found.worse],
        "better": [_turn(turn) for turn in found.better],
        "first_rated": [_turn(turn) for turn in found.first_rated],
        "completed": [_placed(placed) for placed in found.completed],
        "stopped": [_placed(placed) for placed in found.stopped],
        "reopened": [_placed(placed) for placed in found.reopened],
        "closed": [_placed(placed) for placed in found.closed],
        "new": [_held(held) for held in found.new],
        "gone": None if found.gone is None else [_held(held) for held in found.gone],
        "unknown": [{**_placed(one.placed), "why": one.why} for one in found.unknown],
    }


def _state(state: "State") -> dict[str, Any]:
    return {"as_of": state.as_of.isoformat(), "quarter": state.quarter.text if state.quarter else None}


def _placed(placed: "Placed[Any]") -> dict[str, Any]:
    return {
        "id": str(placed.address),
        "kind": placed.address.kind.value,
        "title": " ".join(placed.record.heading.split()),
        "path": placed.place.path,
    }


def _slip(slip: "Slip") -> dict[str, Any]:
    return {
        **_placed(slip.placed),
        "from": str(slip.before),
        "to": str(slip.after) if slip.after else None,
        "days": slip.days,
        "reason": "; ".join(slip.reasons) or None,
    }


def _turn(turn: "Turn") -> dict[str, Any]:
    return {
        **_placed(turn.placed),
        "before": turn.before,
        "before_period": turn.since.text if turn.since else None,
        "after": turn.after,
        "after_period": turn.until.text,
    }


def _held(held: "Held") -> dict[str, Any]:
    return {**_placed(held.placed), "inside": [str(one.address) for one in held.inside], "why": held.why or None}


def _show(session: Session, earlier: "Earlier", now: "State", found: "Found") -> None:
    from hsp_cli.wording.changes_since import NOT_DATED, counts_text
    from hsp_cli.wording.revisions import left_out_text, not_read_now_text

    out, settings = session.out, now.workspace.partnership
    out.put(out.styled(f"Changes since {earlier.called}", "bold"), f" ({earlier.state.as_of} to {now.as_of})")
    if earlier.at:
        out.item(f"Compared with the records of commit {short_id(earlier.at.commit)} of {earlier.at.committed_on}.")
        if earlier.at.not_read:
            out.item(left_out_text(earlier.at.not_read))
    else:
        out.item(f"Only by the dates in the present records: {earlier.why_not}. {NOT_DATED}")
    if session.loaded.not_read and not session.is_at_revision:
        out.item(not_read_now_text(sorted(session.loaded.not_read)))
    out.item(_quarters(earlier.state, now))
    out.item(counts_text(_counts(found), len(found.unknown)))
    _section(session, "Slipped", (_slip_entry(slip) for slip in found.slipped))
    _section(session, "Worse", (_turn_entry(turn, earlier.state, settings) for turn in found.worse))
    _section(session, _FIRST_RATED, (_turn_entry(turn, earlier.state, settings) for turn in found.first_rated))
    _section(session, "Gone without being closed", map(_held_entry, found.gone or ()))
    _section(session, _STOPPED, map(_placed_entry, found.stopped))
    _section(session, "Open again", map(_placed_entry, found.reopened))
    _section(session, "Better", (_turn_entry(turn, earlier.state, settings) for turn in found.better))
    _section(session, "Brought forward", (_slip_entry(slip) for slip in found.brought_forward))
    _section(session, "Completed", map(_placed_entry, found.completed))
    _section(session, "Risks closed", map(_placed_entry, found.closed))
    _section(session, "New", map(_held_entry, found.new))
    _section(session, "Not known", map(_unknown_entry, found.unknown))


_FIRST_RATED = "Off track or red now, and not rated then"
_STOPPED = "Not delivered or cancelled"


def _quarters(then: "State", now: "State") -> str:
    if then.quarter is None or now.quarter is None:
        return "Ratings are not compared: no quarter with records had ended then."
    if then.quarter == now.quarter:
        return f"Ratings of {now.quarter.label}, as they were then and as they are now."
    return f"Ratings of {now.quarter.label} are compared with those of {then.quarter.label}."


def _counts(found: "Found") -> "Iterator[tuple[str, int | None]]":
    """How many there are of each; of what is rare, only if there are any."""
    from hsp_cli.wording.counts import plural

    yield "slipped", len(found.slipped)
    yield "worse", len(found.worse)
    yield "better", len(found.better)
    yield "completed", len(found.completed)
    yield "new", len(found.new)
    yield "gone", None if found.gone is None else len(found.gone)
    rare = (
        ("off track or red without a rating then", found.first_rated),
        (_STOPPED.lower(), found.stopped),
        ("open again", found.reopened),
        ("brought forward", found.brought_forward),
        (plural(len(found.closed), "risk closed", "risks closed"), found.closed),
    )
    yield from ((name, len(some)) for name, some in rare if some)


_Entry = tuple[str, str, str]
"""The head of an entry, its text, and the address of the record."""


def _section(session: Session, heading: str, entries: "Iterator[_Entry]") -> None:
    listed: Sequence[_Entry] = list(entries)
    if not listed:
        return
    session.out.write()
    session.out.put(session.out.styled(heading, "bold"))
    for head, text, address in listed:
        session.out.entry(head, text, address)


def _slip_entry(slip: "Slip") -> _Entry:
    from hsp_cli.wording.changes_since import slip_text

    return _title(slip.placed), slip_text(slip.before, slip.after, slip.reasons), str(slip.placed.address)


def _turn_entry(turn: "Turn", then: "State", settings: "Partnership") -> _Entry:
    from hsp_cli.wording.changes_since import rated_text

    before = rated_text(turn.placed, turn.before, turn.since, then.workspace.partnership)
    after = rated_text(turn.placed, turn.after, turn.until, settings)
    return _title(turn.placed), f"{before}; {after}", str(turn.placed.address)


def _placed_entry(placed: "Placed[Any]") -> _Entry:
    return _title(placed), "", str(placed.address)


def _held_entry(held: "Held") -> _Entry:
    from hsp_cli.wording.changes_since import with_text

    words = [f"{held.placed.address.kind.label}", with_text(held.inside), held.why]
    return _title(held.placed), ", ".join(filter(None, words)), str(held.placed.address)


def _unknown_entry(one: "Unknown") -> _Entry:
    return _title(one.placed), one.why, str(one.placed.address)


def _title(placed: "Placed[Any]") -> str:
    from hsp_cli.domain.indicator import Indicator

    record = placed.record
    return record.name if isinstance(record, Indicator) else record.heading
