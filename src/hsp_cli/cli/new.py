"""`hsp new`: a new record, in a file of its own or inside another record."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from hsp_cli.cli.completion import either, ids, ids_inside, record_kinds
from hsp_cli.cli.options import AnswerFormat, Format, command
from hsp_cli.cli.session import Session
from hsp_cli.cli.writing import DryRun, finish
from hsp_cli.domain.kind import FOLDERS, Kind
from hsp_cli.domain.request import RequestRefused

if TYPE_CHECKING:
    from hsp_cli.domain.workspace import Workspace
    from hsp_cli.editing.homes import Home
    from hsp_cli.store.editing import FileChange

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
    from hsp_cli.domain.kinds import models
    from hsp_cli.editing.new_records import kind_called

    made = kind_called(kind)
    model = models()[made]
    if keys:
        show_keys(session, model, format)
        return
    workspace = session.workspace()

    from hsp_cli.cli.questions import asked_home, asked_id, asked_values, can_ask
    from hsp_cli.editing.examples import usual_keys
    from hsp_cli.editing.given_values import given_words, missing_keys, missing_text, values_of
    from hsp_cli.editing.homes import home_of_new
    from hsp_cli.editing.new_records import checked_id, in_order

    record_id, given = given_words(words or ())
    data = values_of(model, given, workspace.partnership.calendar)
    asking = can_ask(session)
    home = None
    if not made.has_files:
        within = asked_home(session, workspace, made) if within is None and asking else within
        home = home_of_new(workspace, made, within)
    if missing := missing_keys(model, data):
        if not asking:
            raise RequestRefused(missing_text(made, missing), f"hsp new {made} --keys says what each key takes")
        data |= asked_values(session, workspace, made, (*missing, *usual_keys(model, data)))
        record_id = record_id or asked_id(session, workspace, made, home, data)
    data = {"id": checked_id(workspace, made, home, record_id, data), **data}
    change = _change(session, workspace, made, home, in_order(model, data))
    finish(session, (change,), dry_run=dry_run, said=f"New {made.label} {data['id']}", format=format)


def _change(
    session: Session, workspace: "Workspace", kind: Kind, home: "Home | None", data: dict[str, Any]
) -> "FileChange":
    """The new file, or the file with a new entry."""
    from hsp_cli.domain.edit import Append
    from hsp_cli.domain.kinds import models
    from hsp_cli.editing.examples import surroundings_of
    from hsp_cli.editing.homes import file_of_new
    from hsp_cli.editing.skeletons import skeleton
    from hsp_cli.store.editing import FileChange, changed_file

    if home:
        edit = Append(home.place.keys, home.item(data), home.neighbours)
        return changed_file(session.root, home.place.path, (edit,))
    text = skeleton(models()[kind], data, surroundings_of(workspace, session.as_of))
    return FileChange(file_of_new(kind, data["id"]), None, text.encode())
