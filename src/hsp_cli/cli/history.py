"""`hsp history`: every value that a record has had, who changed it and when."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from hsp_cli.cli.completion import PARTIES, ids, quarters
from hsp_cli.cli.options import AllowErrors, AnswerFormat, Format, command
from hsp_cli.cli.session import Session
from hsp_cli.domain.kind import FOLDERS
from hsp_cli.domain.request import RequestRefused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hsp_cli.checking.record_history import RecordHistory, RecordVersion, Trace
    from hsp_cli.domain.period import Calendar
    from hsp_cli.domain.plain_differences import PlainDifference
    from hsp_cli.domain.workspace import Workspace


@command
def run(
    session: Session,
    name: Annotated[
        str,
        typer.Argument(
            metavar="ID",
            help="An id, an address such as plan-id/action-id, or a code; also of a record that was removed.",
            autocompletion=ids(
                files=tuple(FOLDERS.values()), settings=(*PARTIES, "priorities", "schemes", "risk_themes")
            ),
        ),
    ],
    key: Annotated[
        str | None, typer.Option("--key", metavar="KEY", help="Only values with this key, such as due or actual.")
    ] = None,
    period: Annotated[
        str | None,
        typer.Option(
            "--period", metavar="PERIOD", help="Only values of this period, such as Q1-2010.", autocompletion=quarters
        ),
    ] = None,
    format: Format = AnswerFormat.TEXT,
    allow_errors: AllowErrors = False,
) -> None:
    """Show what a record has said, who changed it and when.

    The versions come from git, the latest first. A record is followed if its file is renamed, if it moves to another
    file, and if it gets another id and keeps its text.
    """
    workspace = session.workspace(allow_errors=allow_errors)

    from hsp_cli.wording.history import period_of

    calendar = workspace.partnership.calendar
    asked = period_of(period, calendar) if period else None
    if period and asked is None:
        raise RequestRefused(f"{period!r} is not a period", "write it as Q1-2010, 2010-06 or 2010/11")
    found = _history(session, workspace, name)
    asked_period = asked.text if asked else None
    versions = [(one, _asked(one, key, asked_period, calendar)) for one in found.versions]
    if key or asked:
        versions = [(one, told) for one, told in versions if told or not one.differences]
    if format is AnswerFormat.JSON:
        session.answer_json(as_json(found, versions, calendar))
    else:
        _show(session, found, versions, calendar)


def _history(session: Session, workspace: "Workspace", name: str) -> "RecordHistory":
    """The history of the record of a name, which may have been removed."""
    from hsp_cli.analysis.catalogue import find, records_called
    from hsp_cli.checking.record_history import gone_record_history, record_history

    try:
        item = find(workspace, name)
    except RequestRefused as refused:
        if records_called(workspace, name):
            raise
        gone = gone_record_history(session.root, name)
        if gone is None:
            raise RequestRefused(f"no record is or was called {name!r}", refused.hint) from None
        return gone
    return record_history(session.root, item.address, item.place.path)


def _asked(
    version: "RecordVersion", key: str | None, period: str | None, calendar: "Calendar"
) -> "tuple[PlainDifference, ...]":
    """The differences under a key and of a period, if one is asked for."""
    from hsp_cli.wording.history import period_of

    def is_asked(one: "PlainDifference") -> bool:
        keys = [str(step) for step in one.keys]
        periods = [found.text for step in keys if (found := period_of(step, calendar))]
        return (key is None or key in keys) and (period is None or period in periods)

    return tuple(one for one in version.differences if is_asked(one))


def as_json(
    found: "RecordHistory", versions: "Sequence[tuple[RecordVersion, Sequence[PlainDifference]]]", calendar: "Calendar"
) -> dict[str, Any]:
    """`hsp history ID --format json`."""
    return {
        "id": str(found.last.address),
        "kind": found.last.address.kind.value,
        "title": found.last.heading,
        "present": found.is_present,
        "history": {
            "begins": found.begins.isoformat() if found.begins else None,
            "commits": found.commits,
            "shallow": found.is_shallow,
            "not_shown": _beside(found),
        },
        "versions": [_version_values(version, told, calendar) for version, told in versions],
    }


def _version_values(
    version: "RecordVersion", told: "Sequence[PlainDifference]", calendar: "Calendar"
) -> dict[str, Any]:
    from hsp_cli.cli.slippage import commit_values
    from hsp_cli.wording.history import keys_text

    return {
        "what": version.what.value,
        "commit": commit_values(version.commit),
        "id": str(version.at.address),
        "path": version.at.path,
        "other": {"id": str(version.other.address), "path": version.other.path} if version.other else None,
        "changes": [
            {
                "key": ".".join(str(step) for step in one.keys),
                "label": keys_text(one.keys, calendar),
                "from": one.before,
                "to": one.now,
            }
            for one in told
        ],
    }


def _show(
    session: Session,
    found: "RecordHistory",
    versions: "Sequence[tuple[RecordVersion, Sequence[PlainDifference]]]",
    calendar: "Calendar",
) -> None:
    from hsp_cli.checking.record_history import What
    from hsp_cli.wording.counts import counted
    from hsp_cli.wording.history import difference_texts

    out = session.out
    last = found.last
    out.write(f"{last.address} ({last.address.kind.label}): {last.heading}" if last.heading else str(last.address))
    begins = f" since {found.begins}" if found.begins else ""
    changed = sum(version.commit is not None for version, _ in versions)
    out.item(f"Changed in {changed:,} of {counted(found.commits, 'commit')}{begins}, the latest first.")
    if not found.is_present:
        out.item("The record was removed.")
    if found.is_shallow:
        out.item("This clone is shallow: what its first commit seems to add may be older.")
    if beside := _beside(found):
        out.item(f"Changes in {', '.join(beside)} beside the record are not shown.")
    for version, told in versions:
        out.write()
        commit = version.commit
        when = f"{commit.on}  {commit.author}  {commit.short_id}" if commit else "Not committed yet"
        out.put(out.styled(when, "bold"))
        if commit and commit.subject:
            out.item(commit.subject)
        if said := _said(version):
            out.item(f"{said}.")
        for one in told:
            for line in difference_texts(one, calendar, is_added=version.what is What.ADDED):
                out.item(f"- {line}")


def _beside(found: "RecordHistory") -> list[str]:
    """The files beside the record in which a part of what it says is, such as its figures."""
    from hsp_cli.domain.beside import keys_beside

    names = (found.last.data.get(key) for key in keys_beside(found.last.model))
    return [name for name in names if isinstance(name, str)]


def _said(version: "RecordVersion") -> str:
    """What a commit did with the record, if it did more than change its values."""
    from hsp_cli.checking.record_history import What

    match version.what:
        case What.ADDED:
            return f"Added to {version.at.path}"
        case What.MOVED:
            return f"Moved from {_place(version.other)} to {version.at.path}"
        case What.RENAMED:
            return f"Renamed from {_place(version.other)} to {version.at.address}"
        case What.REMOVED:
            went = f"; its text is now at {version.other.address}" if version.other else ""
            return f"Removed from {version.at.path}{went}"
        case What.UNREAD:
            return f"{version.at.path} could not be read, so what was changed is not known"
        case _:
            return ""


def _place(place: "Trace | None") -> str:
    return f"{place.address} in {place.path}" if place else ""
