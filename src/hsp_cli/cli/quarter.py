"""`hsp quarter`: what is owed for a quarter, and by whom."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from hsp_cli.cli.completion import coming_quarters
from hsp_cli.cli.options import AllowErrors, AnswerFormat, Body, Format, OrganisationId, OwnerName, command
from hsp_cli.cli.session import Session
from hsp_cli.cli.writing import DryRun, finish, records_to_change

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hsp_cli.analysis.owed import OwedInQuarter, OwnerOwings
    from hsp_cli.domain.workspace import Workspace


@command
def run(
    session: Session,
    quarter: Annotated[
        str | None,
        typer.Argument(
            metavar="[QUARTER]",
            help="Q1-2010 or 'Q1 2010/11' (default: the latest that has ended).",
            autocompletion=coming_quarters,
        ),
    ] = None,
    body: Body = None,
    owner: OwnerName = None,
    organisation: OrganisationId = None,
    write: Annotated[
        bool, typer.Option("--write", help="Make the quarter's paper, and a place for each figure that is owed.")
    ] = False,
    on: Annotated[
        str | None, typer.Option("--on", metavar="DATE", help="With --write: the day of the meeting.")
    ] = None,
    dry_run: DryRun = False,
    format: Format = AnswerFormat.TEXT,
    allow_errors: AllowErrors = False,
) -> None:
    """List what each owner owes for a quarter.

    These are figures, comments on exceptions, ratings of risks, and updates of actions that are overdue or of which
    nobody has reported in the quarter or since. What has several owners is listed for each of them. With --write, hsp
    makes the record of the quarter's paper with the headings of the last one, and marks each figure that is owed as
    awaited.
    """
    narrowed = {"body": body, "owner": owner, "organisation": organisation}
    if write or dry_run:
        with records_to_change(session) as workspace:
            found = _owed(session, workspace, quarter, narrowed)
            _write(session, workspace, found, on, dry_run=dry_run, format=format)
        return
    workspace = session.workspace(allow_errors=allow_errors)

    from hsp_cli.analysis.owed import by_owner

    found = _owed(session, workspace, quarter, narrowed)
    owners = by_owner(workspace, found.owings)
    if format is AnswerFormat.JSON:
        session.answer_json(as_json(found, owners, workspace))
        return
    _show_head(session, found)
    _show(session, found, owners, workspace)
    session.say_left_out(workspace, found.left_out, "action or milestone", "actions and milestones")


def _owed(
    session: Session, workspace: "Workspace", quarter: str | None, narrowed: dict[str, str | None]
) -> "OwedInQuarter":
    from hsp_cli.analysis.owed import owed_for
    from hsp_cli.analysis.quarters import quarter_to_collect

    asked = quarter_to_collect(workspace, quarter, session.as_of)
    return owed_for(workspace, asked, session.as_of, session.filters(workspace, **narrowed))


def _write(
    session: Session,
    workspace: "Workspace",
    found: "OwedInQuarter",
    on: str | None,
    *,
    dry_run: bool,
    format: AnswerFormat,
) -> None:
    """Make the paper's record and the places for figures, or show them."""
    from hsp_cli.editing.next_quarter import day_called, new_paper, paper_of, places_for_figures
    from hsp_cli.store.editing import FileChange, changed_file
    from hsp_cli.wording.owed import prepared_text

    places = places_for_figures(found.owings.figures)
    changes = [changed_file(session.root, path, edits) for path, edits in places.items()]
    body = found.filters.body
    paper = None
    if paper_of(workspace, found.quarter, body) is None:
        paper = new_paper(workspace, found.quarter, day_called(on) if on else None, body)
        changes.insert(0, FileChange(paper.path, None, paper.text.encode()))
    if not changes and format is AnswerFormat.TEXT:
        session.out.write(f"{found.quarter.label}: its paper is there, and so is a place for each figure that is owed.")
        return
    said = prepared_text(found.quarter, paper.id if paper else None, sum(map(len, places.values())))
    finish(session, changes, dry_run=dry_run, said=said, format=format)


def as_json(found: "OwedInQuarter", owners: "Sequence[OwnerOwings]", workspace: "Workspace") -> dict[str, Any]:
    """`hsp quarter --format json`. The counts are of records, whoever owns them."""
    from hsp_cli.cli.json_values import indicator_values, left_out_values, quarter_values
    from hsp_cli.cli.owed_values import owner_owings_values

    owings = found.owings
    return {
        **quarter_values(found.quarter),
        "as_of": found.as_of.isoformat(),
        "count": owings.count,
        "counts": {
            "figures": len(owings.figures),
            "comments": len(owings.comments),
            "ratings": len(owings.ratings),
            "actions": len(owings.actions),
        },
        "owners": [owner_owings_values(owner, found.as_of) for owner in owners],
        "unrecorded": [indicator_values(line) for line in found.unrecorded],
        "not_judged": [indicator_values(line) for line in found.not_judged],
        "left_out": left_out_values(found.left_out, workspace),
    }


def _show_head(session: Session, found: "OwedInQuarter") -> None:
    from hsp_cli.wording.owed import owed_counts_text, unknown_texts
    from hsp_cli.wording.periods import span_text

    out, owings = session.out, found.owings
    head = f"Owed for {found.quarter.label}"
    out.put(out.styled(head, "bold"), f" ({span_text(found.quarter)}), as of {found.as_of}")
    counts = owed_counts_text(*map(len, (owings.figures, owings.comments, owings.ratings, owings.actions)))
    out.item(f"{counts}." if counts else "The records show nothing that is owed.")
    if found.quarter.last_day >= found.as_of:
        out.item(f"The quarter ends on {found.quarter.last_day}; figures that are due by then are listed.")
    divided = sum(line.placed.record.has_series for line in found.unrecorded)
    for text in unknown_texts(len(owings.figures), len(found.unrecorded), len(found.not_judged), divided):
        out.item(text)


def _show(session: Session, found: "OwedInQuarter", owners: "Sequence[OwnerOwings]", workspace: "Workspace") -> None:
    from hsp_cli.cli.owed_values import NOBODY, owed_lines

    out = session.out
    lines = {owner.name or NOBODY: list(owed_lines(owner, workspace, found.as_of)) for owner in owners}
    rows = [(name, *line) for name, listed in lines.items() for line in listed]
    if rows and out.has_room(_HEADS, rows):
        out.write()
        out.table(_HEADS, rows)
        return
    for name, listed in lines.items():
        out.write()
        out.put(out.styled(name, "bold"))
        for line in listed:
            out.entry(line.record, line.owed, line.address)


_HEADS = ("Owner", "Record", "Owed", "Id")
