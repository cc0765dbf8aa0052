"""`hsp new`: a new record, in a file of its own or inside another record."""

from contextlib import nullcontext
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from hsp_cli.cli.completion import either, ids, ids_inside, record_kinds
from hsp_cli.cli.options import AnswerFormat, Format, command
from hsp_cli.cli.session import Session
from hsp_cli.cli.writing import DryRun, change, finish, records_to_change
from hsp_cli.domain.kind import FOLDERS, Kind
from hsp_cli.domain.request import RequestRefused

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hsp_cli.domain.workspace import Workspace
    from hsp_cli.editing.homes import Home

_holders = either(
    ids(files=tuple(FOLDERS.values()), settings=("bodies",)),
    ids_inside(((Kind.PLAN,), ("aims",)), ((Kind.PAPER,), ("sections",))),
)

CONTEXT = {"ignore_unknown_options": True}
"""The keys of a record are options, and each kind has its own."""


@command
def run(
    session: Session,
    kind: Annotated[
        str,
        typer.Argument(
            metavar="KIND", help="indicator, plan, action, risk, meeting, paper, person …", autocompletion=record_kinds
        ),
    ],
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="[ID] [--KEY VALUE] ...", help="The id (default: made from the title), and values."),
    ] = None,
    within: Annotated[
        str | None,
        typer.Option(
            "--in", metavar="ID", help="The record that holds the new one, such as an aim.", autocompletion=_holders
        ),
    ] = None,
    keys: Annotated[bool, typer.Option("--keys", help="List the keys of the kind and stop.")] = False,
    dry_run: DryRun = False,
    format: Format = AnswerFormat.TEXT,
) -> None:
    """Make a new record.

    Its keys are options: --title, --better, --owners. Repeat an option for each item of a list. On a terminal, hsp asks
    for what is missing. Ctrl-C stops it, and nothing is written.
    """
    from hsp_cli.cli.key_list import show_keys
    from hsp_cli.cli.questions import can_ask
    from hsp_cli.domain.kinds import models
    from hsp_cli.editing.given_values import given_words
    from hsp_cli.editing.new_records import kind_called

    made = kind_called(kind)
    if keys:
        show_keys(session, models()[made], format)
        return
    record_id, given = given_words(words or ())
    # While somebody answers questions, others can go on working.
    with nullcontext(session.workspace()) if can_ask(session) else records_to_change(session) as workspace:
        new = _asked(session, workspace, made, within, record_id, given)
        _make(session, workspace, made, new, dry_run=dry_run, format=format)


class _New(NamedTuple):
    """A new record: where it goes, if it has no file of its own, and its data in their order."""

    home: "Home | None"
    data: dict[str, Any]


def _asked(
    session: Session,
    workspace: "Workspace",
    kind: Kind,
    within: str | None,
    record_id: str | None,
    given: "Mapping[str, Sequence[str]]",
) -> _New:
    """What the request and the answers on a terminal say. RequestRefused if something is missing."""
    from hsp_cli.cli.questions import asked_home, asked_id, asked_values, can_ask
    from hsp_cli.domain.kinds import models
    from hsp_cli.editing.examples import usual_keys
    from hsp_cli.editing.given_values import missing_keys, missing_text, values_of
    from hsp_cli.editing.homes import home_of_new
    from hsp_cli.editing.new_records import checked_id, in_order

    model = models()[kind]
    data = values_of(model, given, workspace.partnership.calendar)
    asking, home = can_ask(session), None
    if not kind.has_files:
        within = asked_home(session, workspace, kind) if within is None and asking else within
        home = home_of_new(workspace, kind, within)
    if missing := missing_keys(model, data):
        if not asking:
            raise RequestRefused(missing_text(kind, missing), f"hsp new {kind} --keys says what each key takes")
        data |= asked_values(session, workspace, kind, (*missing, *usual_keys(model, data)))
        record_id = record_id or asked_id(session, workspace, kind, home, data)
    data = {"id": checked_id(workspace, kind, home, record_id, data), **data}
    return _New(home, in_order(model, data))


def _make(
    session: Session, workspace: "Workspace", kind: Kind, new: _New, *, dry_run: bool, format: AnswerFormat
) -> None:
    """Write the new file, or the file with the new entry, or show it."""
    from hsp_cli.domain.edit import Append
    from hsp_cli.domain.kinds import models
    from hsp_cli.editing.examples import surroundings_of
    from hsp_cli.editing.homes import file_of_new
    from hsp_cli.editing.skeletons import skeleton
    from hsp_cli.editing.wish import Wished
    from hsp_cli.store.editing import FileChange

    home, data = new
    said = f"New {kind.label} {data['id']}"
    if home:
        edit = Append(home.place.keys, home.item(data), home.neighbours)
        change(session, Wished(home.place.path, (edit,), said), dry_run=dry_run, format=format)
        return
    text = skeleton(models()[kind], data, surroundings_of(workspace, session.as_of))
    file = FileChange(file_of_new(kind, data["id"]), None, text.encode())
    finish(session, (file,), dry_run=dry_run, said=said, format=format)
